"""The address, while the page changes and when its link is copied."""

import re

from playwright.sync_api import Page, expect

from tests.browser.driver import (
    WIDE,
    OpenPage,
    Wire,
    slider,
)
from tests.browser.stage import (
    PATIENCE,
    visit,
)


def test_late_news_of_a_page_that_was_left_does_not_change_the_address(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=WIDE)
    wire = Wire(page)
    visit(page, f"{app}/?v=1&noise=0.3")
    page.get_by_role("link", name="Evaluate", exact=True).click()
    expect(page.locator(".live-chart[data-revision]")).to_have_count(6, timeout=PATIENCE)
    wire.hold_answers()
    slider(page, "Noise").press("End")
    while not wire.is_holding:
        page.wait_for_timeout(50)
    # Back is a change of the address at once; its run would overtake the answer.
    wire.gives_up = True
    page.go_back()
    wire.give_answers()
    menu = page.get_by_role("link", name="Evaluate", exact=True)
    expect(menu).to_have_attribute("href", re.compile("noise=0.5"))
    assert page.url == f"{app}/?v=1&noise=0.3"


def test_the_section_that_a_link_names_stays_in_the_address(app: str, page: Page) -> None:
    visit(page, f"{app}/?v=1&noise=0.3#section")
    slider(page, "Noise").press("End")
    expect(page).to_have_url(f"{app}/?v=1&noise=0.5#section")


def test_the_word_copied_moves_nothing(app: str, page: Page) -> None:
    visit(page, app)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    buttons = [page.get_by_role("button", name=name) for name in ("Copy link", "Export")]
    before = [button.bounding_box() for button in buttons]
    buttons[0].click()
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    assert [button.bounding_box() for button in buttons] == before
