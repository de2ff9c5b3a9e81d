"""Long work in a browser: one at a time, with a bar, and it ends when nobody waits for it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.driver import OpenPage, Wire

# Longer than anything here waits: who has the turn for so long has it until it leaves.
FOR_EVER = 55


@pytest.fixture
def long(serve: Callable[[str], str]) -> str:
    return serve("tests/apps/long.py")


def ask(page: Page, seconds: float) -> None:
    field = page.get_by_label("Seconds")
    field.fill(str(seconds))
    field.press("Enter")


def bar(page: Page) -> Locator:
    return page.locator(".st-key-turn").filter(has=page.get_by_role("progressbar"))


def said(page: Page, text: str) -> Locator:
    return page.get_by_text(text, exact=True)


def test_who_waits_is_told_how_many_are_in_front_and_how_far_it_is(
    long: str, open_page: OpenPage
) -> None:
    first, second, third = (open_page() for _ in range(3))
    for page in (first, second, third):
        page.goto(long)
        expect(said(page, "Waited 0 s.")).to_be_visible()
    ask(first, FOR_EVER)
    share = bar(first).get_by_role("progressbar")
    expect(share).to_have_attribute("aria-valuenow", re.compile(r"[1-9]"))
    ask(second, 1.5)
    expect(bar(second)).to_contain_text("1 run in front of you")
    ask(third, 0.2)
    expect(bar(third)).to_contain_text("2 runs in front of you")
    # What is light waits for nobody.
    other = open_page()
    other.goto(long)
    expect(said(other, "End of the page")).to_be_visible()
    ask(first, 0)  # and leaves the line
    expect(said(first, "Waited 0 s.")).to_be_visible()
    expect(bar(first)).to_have_count(0)
    expect(bar(second)).to_contain_text("Waiting…")
    expect(bar(third)).to_contain_text("1 run in front of you")
    for page, text in ((second, "Waited 1.5 s."), (third, "Waited 0.2 s.")):
        expect(said(page, text)).to_be_visible()
        expect(bar(page)).to_have_count(0)


@pytest.mark.parametrize("query", ["", f"?seconds={FOR_EVER}"], ids=["fragment", "whole page"])
def test_who_asks_for_something_else_is_answered_at_once(
    long: str, open_page: OpenPage, query: str
) -> None:
    page = open_page()
    page.goto(f"{long}/{query}")
    if not query:
        expect(said(page, "End of the page")).to_be_visible()
        ask(page, FOR_EVER)
    expect(bar(page)).to_be_visible()
    ask(page, 0.1)
    expect(said(page, "Waited 0.1 s.")).to_be_visible()
    expect(said(page, "End of the page")).to_be_visible()
    expect(bar(page)).to_have_count(0)


def test_a_page_that_is_closed_keeps_nobody_waiting(long: str, open_page: OpenPage) -> None:
    page, other = open_page(), open_page()
    for one in (page, other):
        one.goto(long)
        expect(said(one, "Waited 0 s.")).to_be_visible()
    ask(page, FOR_EVER)
    expect(bar(page)).to_be_visible()
    ask(other, 0.3)
    expect(bar(other)).to_contain_text("1 run in front of you")
    page.close()
    expect(said(other, "Waited 0.3 s.")).to_be_visible()


def test_who_loses_the_connection_meanwhile_gets_the_answer_after_it(
    long: str, open_page: OpenPage
) -> None:
    page = open_page()
    wire = Wire(page)
    page.goto(long)
    expect(said(page, "Waited 0 s.")).to_be_visible()
    ask(page, 3)
    expect(bar(page)).to_be_visible()
    wire.cut()
    expect(said(page, "Waited 3 s.")).to_be_visible(timeout=30_000)
    expect(bar(page)).to_have_count(0)
