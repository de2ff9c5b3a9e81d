"""Drawing points on the stage, by a mouse, a finger and the keyboard."""

import re
from urllib.parse import parse_qsl

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from logreg import Experiment, run
from logreg.data.points import Points
from logreg.experiment.address import EXPERIMENT
from logreg.wording.numbers import decimal
from tests.browser.driver import PHONE, WIDE, OpenPage, eventually
from tests.browser.stage import PATIENCE, visit

QUERY = "v=1&data=points&test=0"
STEP = 6 / 4095  # from place to place


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page(viewport=WIDE)


def pad(page: Page) -> Locator:
    return page.locator(".sketch-pad")


def at(page: Page, x: float, y: float) -> tuple[float, float]:
    """A place of the plane from −3 to 3, on the screen."""
    box = pad(page).bounding_box()
    assert box
    return box["x"] + (x + 3) / 6 * box["width"], box["y"] + (3 - y) / 6 * box["height"]


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*at(page, *start))
    page.mouse.down()
    page.mouse.move(*at(page, *end), steps=12)


def experiment_of(page: Page) -> Experiment:
    query = page.evaluate("location.search")[1:]
    reading = EXPERIMENT.read(dict(parse_qsl(query)))
    assert reading.problems == ()
    return reading.record


def points_of(page: Page) -> Points:
    source = experiment_of(page).source
    assert isinstance(source, Points)
    return source


def expect_settled(page: Page) -> None:
    """What is on screen is what the address says, to the digits shown."""
    expect(page.locator(".stage")).to_have_attribute("data-is-preview", "false")
    loss = page.locator(".stage-figure dd").first
    page.wait_for_timeout(400)
    expect(loss).to_have_text(decimal(run(experiment_of(page)).trace.loss[-1]))


def expect_drawn(page: Page, points: Points) -> None:
    eventually(lambda: points_of(page) == points, True)


def expect_points(page: Page, n: int) -> None:
    eventually(lambda: points_of(page).n_points, n)
    expect(page.locator(".sketch-count")).to_have_text(re.compile(f"^{n} point"))


def test_a_dragged_point_turns_the_line_before_it_is_let_go(app: str, page: Page) -> None:
    visit(page, f"{app}/?{QUERY}")
    equation = page.locator(".stage-sum")
    before = equation.inner_text()
    start = tuple(Points().X[1])
    drag(page, start, (-2, -2.5))
    eventually(lambda: equation.inner_text() != before, True)
    expect(page.locator(".stage")).to_have_attribute("data-is-preview", "true")
    held = page.evaluate("location.href")
    page.mouse.up()
    page.wait_for_function("old => location.href !== old", arg=held)
    expected = Points().X.copy()
    expected[1] = (-2, -2.5)
    # A pixel is 6/579 wide: the hand was nearer to its place than one.
    assert np.abs(points_of(page).X - expected).max() < 6 / 474
    assert np.abs(points_of(page).X - expected)[[0, *range(2, 12)]].max() <= STEP
    expect_settled(page)


def test_a_drag_is_one_step_of_undo_and_of_back(app: str, page: Page) -> None:
    visit(page, f"{app}/?{QUERY}")
    drag(page, tuple(Points().X[0]), (2, 2))
    page.mouse.up()
    eventually(lambda: points_of(page) == Points(), False)
    moved = points_of(page)
    for name, expected in (("Undo", Points()), ("Redo", moved)):
        page.wait_for_timeout(1100)  # changes of one choice within a second are one step
        page.get_by_role("button", name=name).click()
        expect_drawn(page, expected)
    for expected in (Points(), moved):
        page.go_back()
        expect_drawn(page, expected)
        expect_settled(page)


def test_a_press_adds_a_point_and_a_stroke_sprays_some(app: str, page: Page) -> None:
    visit(page, f"{app}/?{QUERY}")
    page.get_by_role("button", name="class 0", exact=True).click()
    page.mouse.click(*at(page, 2.5, 2.5))
    expect_points(page, 13)
    assert points_of(page).y[-1] == 0
    assert np.abs(points_of(page).X[-1] - 2.5).max() < 6 / 474
    page.get_by_role("button", name="class 1", exact=True).click()
    drag(page, (-2.5, -2.5), (-0.5, -2.5))
    page.mouse.up()
    eventually(lambda: points_of(page).n_points > 17, True)
    sprayed = points_of(page)
    assert (sprayed.y[13:] == 1).all()
    assert (np.abs(sprayed.X[13:, 1] + 2.5) < 0.3).all()
    expect_settled(page)


def test_erasing_until_nothing_can_be_trained_says_what_is_missing(app: str, page: Page) -> None:
    visit(page, f"{app}/?{QUERY}")
    place = pad(page).bounding_box()
    page.get_by_role("button", name="Erase").click()
    for x, y in Points().X[Points().y == 1][1:]:
        page.mouse.click(*at(page, x, y))
    expect(page.locator(".stage-summary")).to_have_text(
        "Draw two points of each class: one more of class 1 is missing."
    )
    for old in (".stage-figures", ".stage-loss", ".stage-confusion", ".stage-playback"):
        expect(page.locator(old)).to_be_hidden()
    # Nor in the sidebar, nor for who hears the page.
    expect(page.get_by_text("loss never rises")).to_have_count(0)
    expect(page.locator(".stage-spoken")).to_contain_text("one more of class 1 is missing")
    chart = page.locator(".stage-boundary .live-chart")
    expect(chart).to_have_attribute("aria-label", re.compile("Nothing can be trained on them yet"))
    # What is drawn on has not moved, and the first point that suffices brings all back.
    assert pad(page).bounding_box() == place
    page.get_by_role("button", name="class 1", exact=True).click()
    page.mouse.click(*at(page, 2, 2))
    expect_points(page, 8)
    expect(page.locator(".stage-figures")).to_be_visible()
    expect_settled(page)


def test_drawing_begins_with_what_is_on_screen(app: str, page: Page) -> None:
    visit(page, f"{app}/?data=blobs&samples=60&noise=0.1")
    page.get_by_role("button", name="Draw your own points").click()
    expect(page.locator(".sketch-count")).to_have_text("60 points")
    expect_points(page, 60)
    drawn, made = points_of(page), Experiment.of(dataset="blobs", n_samples=60, noise=0.1)
    dataset = made.source.load(0)
    left, right, bottom, top = drawn.box
    step = np.array([right - left, top - bottom]) / 4095
    assert (np.abs(drawn.X - dataset.X) <= step).all()
    assert (drawn.y == dataset.y).all()
    assert experiment_of(page).test_share == 0
    expect(page.get_by_role("combobox", name=re.compile("Dataset"))).to_have_value("Your points")
    expect_settled(page)


def test_the_keyboard_walks_moves_turns_and_deletes_points(app: str, page: Page) -> None:
    visit(page, f"{app}/?{QUERY}")
    handle = page.locator(".sketch-point")
    handle.focus()
    expect(handle).to_have_accessible_name("Point 1 of 12, class 0, x₁ −2.00, x₂ −0.60")
    page.keyboard.press("PageDown")
    expect(handle).to_have_accessible_name("Point 2 of 12, class 1, x₁ 2.00, x₂ 0.70")
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    eventually(lambda: points_of(page).X[1, 0] < 1.75, True)
    assert points_of(page).X[1, 0] == pytest.approx(2 - 5 * 41 * STEP, abs=STEP)
    page.keyboard.press("c")
    eventually(lambda: points_of(page).y[1], 0)
    page.keyboard.press("Delete")
    expect_points(page, 11)
    page.keyboard.press("Control+z")
    expect_points(page, 12)
    page.keyboard.press("Enter")
    expect_points(page, 13)
    expect_settled(page)
    expect(page.locator(".stage-spoken")).to_contain_text("Point 13 of 13")


def test_a_finger_draws_and_the_page_stays_where_it_is(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    visit(page, f"{app}/?{QUERY}")
    expect(pad(page)).to_be_visible(timeout=PATIENCE)
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *place: float) -> None:
        points = [{"x": x, "y": y} for x, y in [place[:2]] if place]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    equation, main = page.locator(".stage-sum"), page.get_by_test_id("stMain")
    before = equation.inner_text()
    (x, y), (to_x, to_y) = at(page, *Points().X[1]), at(page, -2, -2)
    touch("touchStart", x, y)
    for share in np.linspace(0.1, 1, 10).tolist():
        touch("touchMove", x + share * (to_x - x), y + share * (to_y - y))
    eventually(lambda: equation.inner_text() != before, True)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    eventually(lambda: points_of(page) == Points(), False)
    assert main.evaluate("main => main.scrollTop") == 0
    assert np.abs(points_of(page).X[1] + 2).max() < 0.1
    page.get_by_role("button", name="class 0", exact=True).tap()
    page.touchscreen.tap(*at(page, 2.5, -2.5))
    expect_points(page, 13)


def test_a_link_with_points_opens_the_same_run_elsewhere(
    app: str, page: Page, open_page: OpenPage
) -> None:
    visit(page, f"{app}/?{QUERY}")
    page.mouse.click(*at(page, -2.5, 2.5))
    expect_points(page, 13)
    expect_settled(page)
    other = open_page(viewport=WIDE, device_scale_factor=2)
    visit(other, page.url)
    expect(other.locator(".stage-summary")).to_have_text(
        page.locator(".stage-summary").inner_text()
    )
    assert points_of(other) == points_of(page)
    cut = re.sub(r"(points=[^&]{40})[^&]*", r"\1", page.url)
    visit(other, cut)
    expect(other.get_by_text("In the link")).to_be_visible()
    expect(other.locator(".sketch-count")).to_have_text(re.compile(r"^\d points$"))


def test_more_points_than_a_link_holds_stay_in_the_session(app: str, page: Page) -> None:
    visit(page, f"{app}/?data=moons")
    page.get_by_role("button", name="Draw your own points").click()
    count = page.locator(".sketch-count")
    expect(count).to_have_text("300 points; a link holds 100")
    page.get_by_role("link", name="Evaluate", exact=True).click()
    expect(page.locator(".live-chart[data-revision]")).to_have_count(6, timeout=PATIENCE)
    page.go_back()
    expect(count).to_have_text("300 points; a link holds 100", timeout=PATIENCE)
