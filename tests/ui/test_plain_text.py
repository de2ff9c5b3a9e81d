"""What we write as HTML or SVG ourselves shows names as text, and makes no element of one."""

from html.parser import HTMLParser

import pytest

from logreg.figures import boundary_in_words
from logreg.figures.film.svg import boundary_still, loss_still
from logreg.figures.first_drawing import first_drawing
from logreg.ui.film_page import film_page
from logreg.ui.opening import opening
from tests.hostile import CLASS_NAMES, hostile_run
from tests.told import story_of

RESULT = hostile_run(standardize=True, n_iters=200)


class Read(HTMLParser):
    """The elements and the texts of a page, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.texts: list[str] = []
        self.labels: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]
        self.labels += [value or "" for name, value in attrs if name == "aria-label"]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def of_stills() -> str:
    boundary, loss = boundary_still(RESULT), loss_still(RESULT)
    return boundary.legend + boundary.svg + loss.legend + loss.svg


def of_first_drawing() -> str:
    words = boundary_in_words(RESULT, RESULT.plane, RESULT.line)
    return first_drawing(RESULT, words)


PIECES = {
    "stills": of_stills,
    "first drawing": of_first_drawing,
    "opening": lambda: opening(story_of(RESULT), is_new=True),
    "film page": lambda: film_page(story_of(RESULT)),
}


@pytest.mark.parametrize("piece", PIECES)
def test_a_name_makes_no_element(piece: str) -> None:
    read = Read(PIECES[piece]())
    assert not read.elements & {"a", "b", "i", "img"}
    words = "\n".join(read.texts)
    names = CLASS_NAMES[1:] if piece == "opening" else CLASS_NAMES
    for name in names:
        assert name in words
    if piece != "opening":  # its drawing is in its script
        for name in RESULT.drawn_names:
            assert name in words


def test_who_cannot_see_the_first_drawing_hears_the_names() -> None:
    (label,) = Read(of_first_drawing()).labels
    assert all(name in label for name in RESULT.drawn_names)


def test_no_name_ends_the_script_that_holds_the_drawing() -> None:
    html = opening(story_of(RESULT), is_new=False)
    # One holds the drawing as data, the other puts it in its place.
    assert html.count("</script>") == 2
    _, _, code = html.partition("<script")
    assert "<img" not in code
    assert "<b>" not in code
