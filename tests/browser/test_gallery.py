"""A card of the gallery is a link: by keyboard, in another tab, and back again."""

import re

import pytest
from playwright.sync_api import Page, expect

from logreg.experiment.address import query_text
from logreg.experiment.gallery import EXHIBITS
from tests.browser.driver import PHONE, OpenPage
from tests.browser.stage import PATIENCE, expect_stage
from tests.browser.test_fit import BOX

BOUNCE = next(exhibit for exhibit in EXHIBITS if exhibit.key == "bounce")
COLUMNS = ((390, 1), (1280, 3), (1920, 4))


def look_around(page: Page, app: str) -> None:
    page.goto(f"{app}/gallery")
    expect(page.locator(".card-picture svg[role=img]")).to_have_count(12, timeout=PATIENCE)
    expect(page.get_by_role("button", name="Copy link")).to_be_visible(timeout=PATIENCE)


def test_a_card_opened_by_keyboard_shows_its_run_and_back_returns(app: str, page: Page) -> None:
    look_around(page, app)
    page.get_by_role("link", name="Asleep", exact=True).focus()
    page.keyboard.press("Tab")
    card = page.get_by_role("link", name=BOUNCE.title, exact=True)
    expect(card).to_be_focused()
    expect(page.locator(".st-key-card-bounce")).to_have_css("outline-style", "solid")
    page.evaluate("window.isOld = true")
    page.keyboard.press("Enter")
    expect_stage(page, BOUNCE.experiment)
    expect(page).to_have_url(f"{app}/?{query_text(BOUNCE.opening.query)}")
    page.go_back()
    expect(page.get_by_role("heading", name="Gallery")).to_be_visible()
    expect(page.locator(".card-picture svg[role=img]")).to_have_count(12)
    assert page.evaluate("window.isOld")


def test_a_card_opens_in_another_tab_as_well(app: str, page: Page) -> None:
    look_around(page, app)
    for exhibit in EXHIBITS:
        path = "" if exhibit.opening.page == "app" else exhibit.opening.page
        address = f"{app}/{path}?{query_text(exhibit.opening.query)}"
        link = page.get_by_role("link", name=exhibit.title, exact=True)
        there = link.evaluate("link => decodeURIComponent(link.href)")
        assert there == address


def test_a_click_anywhere_on_a_card_opens_it(app: str, page: Page) -> None:
    look_around(page, app)
    page.locator(".st-key-card-squares .card-picture").click(force=True)
    expect(page).to_have_url(re.compile("data=circles"))


@pytest.mark.parametrize(("width", "n_columns"), COLUMNS)
def test_the_cards_stand_in_columns_and_overlap_nothing(
    app: str, open_page: OpenPage, width: int, n_columns: int
) -> None:
    size = PHONE if width < 500 else {"width": width, "height": 9 * width // 16}
    page = open_page(viewport=size)
    look_around(page, app)
    boxes = page.locator("[class*=st-key-card-]").evaluate_all(f"cards => cards.map({BOX})")
    assert len({round(left) for left, *_ in boxes}) == n_columns
    for (_, _, right, _), (left, top, _, _), previous in zip(boxes, boxes[1:], boxes, strict=False):
        assert left >= right or top >= previous[3]
