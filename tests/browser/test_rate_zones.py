"""The marks on the slider of the learning rate, and what they say of where it stands."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.driver import WIDE, OpenPage, grab, move
from tests.browser.stage import visit


def zone(page: Page) -> Locator:
    return page.locator(".live-slider[data-name=learning_rate] .live-slider-zone")


def ticks(page: Page) -> Locator:
    return page.locator(".live-slider[data-name=learning_rate] .live-slider-tick")


def test_the_zone_follows_the_hand_and_the_marks_follow_the_samples(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=WIDE)
    visit(page, f"{app}/?v=1")
    expect(zone(page)).to_have_text("≤ 5.578: loss never rises")
    expect(ticks(page)).to_have_count(2)
    # On the track of six decades: log 5.578 and log 13.33.
    at = ticks(page).evaluate_all("(all) => all.map((one) => +one.style.getPropertyValue('--at'))")
    assert [round(share, 2) for share in at] == [0.79, 0.85]
    grab(page, "Learning rate", 0.58)
    move(page, "Learning rate", 0.82)
    expect(zone(page)).to_have_text("≤ 13.33: may jump, can settle")
    move(page, "Learning rate", 0.9)
    expect(zone(page)).to_have_text("> 13.33: cannot settle")
    page.mouse.up()
    # Other samples have other limits: while a hand is on the noise, none is said.
    grab(page, "Noise", 0.4)
    move(page, "Noise", 0.5)
    expect(zone(page)).to_have_count(0)
    page.mouse.up()
    expect(zone(page)).to_contain_text(": cannot settle")


def test_parted_classes_have_no_limit_and_adam_no_mark(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=WIDE)
    visit(page, f"{app}/?data=gap&rate=50")
    expect(zone(page)).to_contain_text(": may jump, no limit")
    expect(ticks(page)).to_have_count(1)
    visit(page, f"{app}/?optimiser=adam")
    expect(page.locator(".live-slider-end").first).to_be_attached()
    expect(zone(page)).to_have_count(0)


def test_descent_has_the_same_marks(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=WIDE)
    page.goto(f"{app}/descent?data=moons")
    expect(zone(page)).to_have_text("≤ 5.578: loss never rises", timeout=60_000)
