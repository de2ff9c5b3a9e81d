"""The page From scratch, without a browser: its order, its links, its paths, and its length."""

import re
from types import SimpleNamespace
from urllib.parse import parse_qsl

import pytest

from logreg.experiment.address import EXPERIMENT
from logreg.experiment.lesson_view import PATHS
from logreg.lesson.bugs import BUGS
from logreg.lesson.words.common import ASKED_FIRST
from logreg.ui.lesson.blocks import Drawn, Folded, Formulas, Listing, Text, listing, listings_of
from logreg.ui.lesson.contents import SECTIONS, length_of_path, sections_of
from logreg.ui.lesson.frame import Section
from logreg.ui.lesson.length import count_words, length_of
from tests.ui.test_pages import address, assert_sound, components, open_page

SCRIPT = "pages/from_scratch.py"
LONGEST_LISTING = 12  # lines
# Anchors of links that were sent before the sections got their present order.
OLD_ANCHORS = {"score", "sigmoid", "loss", "gradient", "step", "loop", "predicting", "bugs"}


def test_the_sections_stand_in_order_and_the_contents_link_to_each() -> None:
    page = open_page(SCRIPT)
    assert_sound(page)
    titles = [f"{section.number} · {section.words.title}" for section in SECTIONS]
    assert [header.value for header in page.header] == titles
    assert [header.anchor for header in page.header] == [item.anchor for item in SECTIONS]
    links = re.findall(r"\[(.*?)\]\(#(.*?)\)", "\n".join(text.value for text in page.markdown))
    assert links == [(item.words.title, item.anchor) for item in SECTIONS]
    assert "".join(section.number for section in SECTIONS) == "0123456789ABC"
    assert {section.anchor for section in SECTIONS} >= OLD_ANCHORS


@pytest.mark.parametrize(
    "query",
    [
        {"optimiser": "newton", "iterations": "1"},
        {"data": "breast_cancer", "others": "1", "rate": "100"},
        {"rate": "50", "l2": "5"},  # diverges
        {"data": "blobs", "noise": "0"},  # a line parts the classes
        {"batch": "1", "l1": "0.5", "optimiser": "adam", "features": "sin(x1)"},
        {"test": "0", "iterations": "5000", "samples": "2000"},
    ],
)
@pytest.mark.filterwarnings("error")
def test_every_section_stands_on_any_experiment(query: dict[str, str]) -> None:
    page = open_page(SCRIPT, query)
    assert_sound(page)
    for section in SECTIONS:
        page.session_state[f"lesson asked {section.anchor}"] = 0
    page.run()
    assert_sound(page)
    texts = [text.value for text in (*page.markdown, *page.caption)]
    assert not [text for text in texts if re.search(r"\bnan\b|\binf\b", text)]
    assert ASKED_FIRST not in texts


# --- Questions and paths --------------------------------------------------------------------------


def test_a_section_asks_and_tells_what_is_right_once_an_option_is_chosen() -> None:
    page = open_page(SCRIPT)
    captions = [text.value for text in page.caption]
    assert captions.count(ASKED_FIRST) == len(SECTIONS)
    pills = page.pills(key="lesson asked curve") if hasattr(page, "pills") else None
    if pills is None:
        page.session_state["lesson asked curve"] = 0
        page.run()
    else:
        pills.set_value(0).run()
    assert_sound(page)
    captions = [text.value for text in page.caption]
    assert captions.count(ASKED_FIRST) == len(SECTIONS) - 1
    (said,) = [text.value for text in page.markdown if text.value.startswith("You said")]
    assert said.startswith("You said **about 50**; it is **about 90**. Trained on 398 tumours,")


@pytest.mark.parametrize("value", [7, -1, "0", [0], 0.5])
def test_what_is_no_option_is_as_if_nothing_had_been_chosen(value: object) -> None:
    page = open_page(SCRIPT, state={"lesson asked curve": value})
    assert_sound(page)
    assert [text.value for text in page.caption].count(ASKED_FIRST) == len(SECTIONS)


@pytest.mark.parametrize("path", PATHS)
def test_a_path_shows_its_sections_alone_and_is_in_the_address(path: str) -> None:
    page = open_page(SCRIPT, {"path": path})
    assert_sound(page)
    assert not page.warning
    shown = [header.anchor for header in page.header]
    assert shown == list(PATHS[path].anchors or (section.anchor for section in SECTIONS))
    assert ("path=" in address(page)) == (path != "all")
    assert path == "all" or f"path={path}" in address(page)


def test_an_unknown_path_is_said_and_all_is_shown() -> None:
    page = open_page(SCRIPT, {"path": "shortcut"})
    (warning,) = page.warning
    assert "path" in warning.value
    assert len(page.header) == len(SECTIONS)


def test_every_anchor_of_a_path_is_that_of_a_section() -> None:
    anchors = [section.anchor for section in SECTIONS]
    for name, path in PATHS.items():
        assert [*path.anchors] == [anchor for anchor in anchors if anchor in path.anchors]
        assert sections_of(name)


def test_the_bowl_links_to_the_same_run_on_descent() -> None:
    query = {"features": "x1,sin(x1)", "rate": "0.7"}
    page = open_page(SCRIPT, query)
    (link,) = [item.value for item in page.markdown if "](descent?" in item.value]
    found = re.search(r"\]\(descent\?(.*)\), with", link)
    assert found
    assert EXPERIMENT.read(dict(parse_qsl(found[1]))).record == EXPERIMENT.read(query).record


# --- Length ---------------------------------------------------------------------------------------


def test_no_listing_is_longer_than_a_person_reads_at_a_glance() -> None:
    listings = [text for section in SECTIONS for text in listings_of(section.reading)]
    listings += [
        listing(item).source for bug in BUGS.values() for item in bug.shown_right + bug.shown_wrong
    ]
    assert len(listings) > 20
    for text in listings:
        assert len(text.splitlines()) <= LONGEST_LISTING, text
        assert " -> " not in text.splitlines()[0]
        assert not re.search(r"\(.*\w: \w", text.splitlines()[0])


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.anchor)
def test_the_words_that_are_counted_are_those_on_screen(section: Section) -> None:
    """Text in the reading half, by the screen; what is touched has words of its own besides."""
    page = open_page(SCRIPT)
    drawn = " ".join(text.value for text in (*page.markdown, *page.info))
    words, question = section.words, section.words.question
    for text in (*words.text.values(), question.ask, words.take_away):
        assert text in drawn or text in [item.label for item in page.expander]
    counted = length_of([section])
    least = sum(map(count_words, (*words.text.values(), question.ask, words.take_away)))
    assert least < counted.words < least + 160
    assert counted.minutes > 0


def test_words_are_counted_as_a_person_counts_them() -> None:
    assert count_words("The **loss** falls: p is 0.5, or $p = \\frac12$.") == 7
    assert count_words("See [CS229 notes](https://cs229.stanford.edu/main_notes.pdf).") == 3
    assert count_words("the model’s `C`") == 3


def test_every_word_of_a_section_is_read_somewhere() -> None:
    def names(blocks: tuple[object, ...]) -> set[str]:
        found: set[str] = set()
        for block in blocks:
            match block:
                case Text(name):
                    found.add(name)
                case Folded(name, inner):
                    found |= {name} | names(inner)
                case Formulas() | Listing() | Drawn():
                    pass
        return found

    for section in SECTIONS:
        assert names(section.reading) == set(section.words.text)


def test_the_contents_say_how_long_it_takes() -> None:
    """An hour for all of it, a quarter of one for a teacher in class."""
    lead = " ".join(text.value for text in open_page(SCRIPT).markdown)
    whole = length_of_path("all")
    assert f"{whole.words} words, {whole.lines} lines of code" in lead
    assert f"about {whole.whole_minutes} minutes" in lead
    assert 45 <= whole.minutes <= 65
    assert 10 <= length_of_path("teacher").minutes <= 15
    assert whole.minutes == pytest.approx(sum(length_of([one]).minutes for one in SECTIONS))


# --- What holds for the whole page ----------------------------------------------------------------


def test_the_first_section_is_sent_ahead_on_arrival_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses = []
    monkeypatch.setattr("logreg.ui.lesson.contents.time", SimpleNamespace(sleep=pauses.append))
    page = open_page(SCRIPT)
    assert len(pauses) == 1
    page.selectbox(key="dataset").set_value("xor").run()
    page.run()
    assert len(pauses) == 1
    page.switch_page("app.py").run()
    page.switch_page(SCRIPT).run()
    assert_sound(page)
    assert len(pauses) == 2


def test_a_listing_scrolls_and_keeps_its_indentation() -> None:
    """Wrapped, on a phone a line would go on where a block begins."""
    listings = open_page(SCRIPT).code
    assert len(listings) > 10
    assert not any(listing.proto.wrap_lines for listing in listings)


def test_no_table_has_an_empty_header() -> None:
    page = open_page(SCRIPT)
    tables = [table.value for table in page.table]
    assert len(tables) >= 5
    for table in tables:
        assert table.index.name
        assert all([*table.columns, *table.index])


def test_every_chart_has_words_for_who_cannot_see_it() -> None:
    charts = [data for data in components(open_page(SCRIPT)) if "figure" in data]
    assert len(charts) >= len(SECTIONS)
    assert all(data["alternative"] and data["caption"] for data in charts)
    titles = [
        axis["title"]["text"]
        for data in charts
        for name, axis in data["figure"]["layout"].items()
        if name.startswith(("xaxis", "yaxis"))
    ]
    assert all(titles)
