"""The address, while the page changes and when its link is copied."""

import re

from playwright.sync_api import Frame, Page, expect

from tests.browser.driver import (
    WIDE,
    OpenPage,
    Wire,
    grab,
    move,
    slider,
)
from tests.browser.stage import (
    PATIENCE,
    expect_stage,
    experiment_of,
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


# ---- steps


def expect_shown(page: Page, app: str, query: str) -> None:
    """Address, controls and stage agree on it."""
    expect(page).to_have_url(f"{app}/?{query}")
    experiment = experiment_of(query)
    noise = slider(page, "Noise")
    expect(noise).to_have_attribute("aria-valuetext", f"{experiment.value_of('noise'):g}")
    expect_stage(page, experiment)


# Each as soon as the browser is there: of one asked for before, Chromium forgets, on any page.
STEPS_IN_HASTE = """async (steps) => {
    for (const step of steps) {
        await new Promise((resolve) => {
            const hear = (event) => {
                if (!(event instanceof PopStateEvent)) return;
                removeEventListener('popstate', hear);
                resolve();
            };
            addEventListener('popstate', hear);
            history.go(step);
        });
    }
}"""


def n_entries(page: Page) -> int:
    length: int = page.evaluate("history.length")
    return length


def test_a_drag_is_one_step_and_back_and_forward_restore_all_of_each(app: str, page: Page) -> None:
    visit(page, app)
    expect_shown(page, app, "v=1")
    length = n_entries(page)
    grab(page, "Noise", 0.4)
    move(page, "Noise", 1)
    expect(page.locator(".stage")).to_have_attribute("data-is-preview", "true")
    assert n_entries(page) == length
    page.mouse.up()
    expect_shown(page, app, "v=1&noise=0.5")
    assert n_entries(page) == length + 1
    page.get_by_role("button", name="x₁²").click()
    steps = ["v=1", "v=1&noise=0.5", "v=1&noise=0.5&features=x1,x2,x1^2"]
    expect_shown(page, app, steps[2])
    page.go_back()
    expect_shown(page, app, steps[1])
    # In haste, each before the server has answered to the one before it.
    page.evaluate(STEPS_IN_HASTE, [1, -2])
    expect_shown(page, app, steps[0])
    page.evaluate(STEPS_IN_HASTE, [2, -1, -1, 1])
    expect_shown(page, app, steps[1])
    page.go_forward()
    expect_shown(page, app, steps[2])
    page.go_back()
    page.reload()
    expect_shown(page, app, steps[1])
    page.go_back()
    expect_shown(page, app, steps[0])
    assert n_entries(page) == length + 2


def test_starting_over_is_a_step_that_back_undoes(app: str, page: Page) -> None:
    visit(page, f"{app}/?v=1&noise=0.3")
    start_over = page.get_by_role("button", name="Start over")
    start_over.click()
    expect_shown(page, app, "v=1")
    expect(start_over).to_be_disabled()
    page.go_back()
    expect_shown(page, app, "v=1&noise=0.3")
    expect(start_over).to_be_enabled()


def test_an_answer_that_back_has_overtaken_makes_no_step(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=WIDE)
    wire = Wire(page)
    visit(page, f"{app}/?v=1&noise=0.3")
    slider(page, "Noise").press("End")
    expect_shown(page, app, "v=1&noise=0.5")
    length = n_entries(page)
    wire.hold_answers()
    slider(page, "Noise").press("Home")
    while not wire.is_holding:
        page.wait_for_timeout(50)
    page.go_back()
    page.wait_for_timeout(500)
    wire.give_answers()
    expect_shown(page, app, "v=1&noise=0.3")
    page.go_forward()
    expect_shown(page, app, "v=1&noise=0.5")
    assert n_entries(page) == length


def test_in_a_frame_back_steps_through_the_experiments_too(app: str, page: Page) -> None:
    page.set_content(f'<iframe src="{app}/?v=1&noise=0.3" width="1300" height="800"></iframe>')
    frame = page.frame_locator("iframe")
    noise = frame.get_by_role("slider", name="Noise")
    expect(noise).to_have_attribute("aria-valuetext", "0.3", timeout=PATIENCE)
    noise.press("End")
    inner: Frame = page.frames[1]
    inner.wait_for_url("**/?v=1&noise=0.5")
    page.evaluate("history.back()")
    inner.wait_for_url("**/?v=1&noise=0.3")
    expect(noise).to_have_attribute("aria-valuetext", "0.3")
    page.evaluate("history.forward()")
    expect(noise).to_have_attribute("aria-valuetext", "0.5")
