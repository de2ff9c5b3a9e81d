"""What a person named, as a real browser shows it: text, and nothing else."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from logreg.wording.plain_text import WORD_JOINER
from tests.browser.driver import OpenPage
from tests.hostile import CLASS_NAMES, FEATURE_NAMES, FOUND_LATE, NAMES, hostile_run

PATIENCE = 30_000
# No element that a name could make, with the icon of our own alerts set aside.
MADE_OF_A_NAME = (
    "a, b, i, em, strong, del, img, code, pre, h1, svg, [role=img], .katex, foreignObject"
)


@pytest.fixture(scope="module")
def address(serve: Callable[[str], str]) -> str:
    return serve("tests/apps/hostile.py")


@pytest.fixture
def page(address: str, open_page: OpenPage) -> Iterator[Page]:
    page = open_page(viewport={"width": 1200, "height": 900})
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(address)
    expect(page.get_by_text("All is shown.")).to_be_visible(timeout=PATIENCE)
    # Each kind of widget is a file of its own, which may come later.
    expect(page.get_by_role("switch")).to_have_count(len(NAMES + FOUND_LATE), timeout=PATIENCE)
    tags = page.locator(".st-key-options [data-tag]")
    expect(tags).to_have_count(len(NAMES + FOUND_LATE), timeout=PATIENCE)
    for figure in page.get_by_role("figure").all():
        expect(figure).to_have_attribute("data-revision", "1", timeout=PATIENCE)
    yield page
    assert not dialogs


def shown(text: Locator) -> str:
    return text.evaluate("node => node.textContent").replace(WORD_JOINER, "").strip()


def texts(figure: Locator, selector: str) -> list[str]:
    return [shown(text) for text in figure.locator(selector).all()]


def spoken(page: Page, number: int) -> str:
    """What the keyboard brings at the first point of a chart: the words of its label."""
    points = page.get_by_role("slider", name="Points").nth(number)
    points.focus()
    return points.get_attribute("aria-valuetext") or ""


def test_charts_show_names_as_text(page: Page) -> None:
    boundary, weights, histogram = page.get_by_role("figure").all()
    result = hostile_run(standardize=True, n_iters=200)
    samples = [f"{name}, {split}" for split in ("train", "test") for name in CLASS_NAMES]
    assert texts(boundary, ".legendtext")[-4:] == samples
    assert texts(boundary, ".xtitle, .ytitle") == list(result.drawn_names)
    assert set(texts(weights, ".ytick text")) == set(FEATURE_NAMES)
    assert texts(histogram, ".xtitle") == [f"P({CLASS_NAMES[1]})"]
    assert texts(histogram, ".legendtext")[:2] == list(CLASS_NAMES)
    # Each chart is looked at with its label.
    for number, figure in enumerate((boundary, weights, histogram)):
        figure.scroll_into_view_if_needed()
        words = spoken(page, number)
        label = "".join(texts(figure, ".hoverlayer text"))
        assert [name for name in NAMES if name in label], label
        assert [name for name in NAMES if name in words], words
        assert "&#" not in words
        assert not figure.locator("img, b, foreignObject, .MathJax, a[href*=evil]").count()
        told = figure.get_attribute("aria-label") or ""
        assert [name for name in NAMES if name in told]
    assert f"P({CLASS_NAMES[1]})" in spoken(page, 2)


def test_a_pointer_on_the_shading_reads_the_name_of_the_class(page: Page) -> None:
    boundary = page.get_by_role("figure").first
    box = boundary.locator(".nsewdrag").bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    expect(boundary.locator(".hoverlayer text").first).to_contain_text(f"P({CLASS_NAMES[1]}) = ")


def test_pages_show_names_as_text(page: Page) -> None:
    for i, name in enumerate(NAMES + FOUND_LATE):
        place = page.locator(f".st-key-text-{i}")
        found = place.locator("p, li")
        own = [text for text in map(shown, found.all()) if text]
        assert len(own) >= 5, name
        assert set(own) == {name.strip()}
        for markdown in place.locator("[data-testid=stMarkdownContainer]").all():
            assert not markdown.locator(MADE_OF_A_NAME).count(), name
    cells = page.locator(".st-key-cells tbody")
    rows = cells.locator("tr").all()
    for name, row in zip(NAMES + FOUND_LATE, rows, strict=True):
        assert [shown(cell) for cell in row.locator("th, td").all()] == [name.strip()] * 2
    assert not cells.locator(MADE_OF_A_NAME).count()


def test_what_one_chooses_from_is_text_as_it_comes(page: Page) -> None:
    """Streamlit reads no Markdown in options: they need no escapes."""
    names = [name.strip() for name in NAMES + FOUND_LATE]
    tags = page.locator(".st-key-options [data-tag] > span")
    assert [shown(tag) for tag in tags.all()] == names
    page.get_by_role("combobox", name="Name", exact=True).click()
    options = page.get_by_role("option")
    expect(options.first).to_have_text(names[0])
    offered = [shown(option) for option in options.all()]
    assert offered == names[: len(offered)]
    assert len(offered) > len(NAMES)
    for place in (tags, options):
        assert not place.locator(MADE_OF_A_NAME).count()
