"""The page From scratch, without a browser: its order, its links, and what it says of any run."""

import re
from types import SimpleNamespace

import pytest

from logreg.ui.lesson.contents import SECTIONS
from tests.ui.test_pages import assert_sound, components, open_page

SCRIPT = "pages/from_scratch.py"
PATIENCE = 30_000
SOON = 10_000


def test_the_sections_stand_in_order_and_the_contents_link_to_each() -> None:
    page = open_page(SCRIPT)
    assert_sound(page)
    titles = [f"{n} · {section.title}" for n, section in enumerate(SECTIONS, 1)]
    assert [header.value for header in page.header] == titles
    assert [header.anchor for header in page.header] == [item.anchor for item in SECTIONS]
    links = re.findall(r"\[(.*?)\]\(#(.*?)\)", "\n".join(text.value for text in page.markdown))
    assert links == [(item.title, item.anchor) for item in SECTIONS]
    assert len(SECTIONS) == 8


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
    texts = [text.value for text in (*page.markdown, *page.caption)]
    assert not [text for text in texts if re.search(r"\bnan\b|\binf\b", text)]


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
