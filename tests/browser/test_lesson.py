"""The page From scratch in a browser: what a hand in one section leaves alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from logreg import Experiment, run
from logreg.lesson.bugs import BUGS
from logreg.lesson.gradient import secant_of
from logreg.lesson.points import points_of
from logreg.lesson.score import hand_loss
from logreg.ui.lesson.bugs import candidates
from logreg.ui.lesson.contents import SECTIONS
from logreg.wording.numbers import decimal
from tests.browser.driver import PHONE, WIDE, OpenPage, eventually, grab, move, slider
from tests.pages_of_app import N_CHARTS

PATIENCE = 60_000  # of nineteen charts
PLANE = 1  # the chart of section 1, after that of section 0
SOON = 10_000


@pytest.fixture
def page(app: str, open_page: Callable[..., Page]) -> Page:
    page = open_page(viewport=WIDE)
    page.goto(f"{app}/from_scratch")
    wait_until_drawn(page)
    return page


def without_plane(numbers: list[int]) -> list[int]:
    return numbers[:PLANE] + numbers[PLANE + 1 :]


def wait_until_drawn(page: Page) -> None:
    charts = page.locator(".live-chart")
    expect(
        page.locator(".live-chart[data-revision]").nth(N_CHARTS["from_scratch"] - 1)
    ).to_be_attached(timeout=PATIENCE)
    eventually(lambda: all(revisions(charts)), True, seconds=30)


def revisions(charts: Locator) -> list[int]:
    return charts.evaluate_all("all => all.map(({ dataset }) => Number(dataset.revision ?? 0))")


def number(page: Page, name: str) -> Locator:
    metric = page.get_by_test_id("stMetric").filter(has_text=re.compile(f"^{name}"))
    return metric.get_by_test_id("stMetricValue")


def test_a_drag_in_one_section_draws_it_before_the_release_and_no_other(page: Page) -> None:
    page.wait_for_timeout(1000)
    charts = page.locator(".live-chart")
    before = revisions(charts)
    loss = number(page, "Your loss").inner_text()
    slider(page, "Weight w₂").scroll_into_view_if_needed()
    grab(page, "Weight w₂", 0.5)
    move(page, "Weight w₂", 0.3)
    expect(number(page, "Your loss")).not_to_have_text(loss, timeout=SOON)
    eventually(lambda: revisions(charts)[PLANE] > before[PLANE], True)
    page.mouse.up()
    page.wait_for_timeout(1000)
    assert without_plane(revisions(charts)) == without_plane(before)
    shown = slider(page, "Weight w₂").get_attribute("aria-valuetext") or ""
    weight = float(shown.replace("−", "-"))
    expected = hand_loss(points_of(run(Experiment())), [0.0, weight], 0.0)
    expect(number(page, "Your loss")).to_have_text(decimal(expected), timeout=SOON)


@pytest.mark.slow
def test_a_click_on_a_point_puts_it_under_the_microscope(page: Page) -> None:
    chart = page.get_by_role("figure", name=re.compile("Picked is point 1 at"))
    chart.scroll_into_view_if_needed()
    box = chart.locator(".trace:has(.point)").first.locator(".point").nth(4).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
    page.wait_for_timeout(200)  # a click is taken where the pointer has hovered
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(slider(page, "Point")).not_to_have_attribute("aria-valuetext", "1", timeout=SOON)
    picked = slider(page, "Point").get_attribute("aria-valuetext")
    expect(
        page.get_by_role("figure", name=re.compile(f"Picked is point {picked} at"))
    ).to_be_visible()
    slider(page, "Point").focus()
    page.keyboard.press("Home")
    expect(page.get_by_role("figure", name=re.compile("Picked is point 1 at"))).to_be_visible()


@pytest.mark.slow
def test_a_step_moves_the_numbers_and_start_over_brings_them_back(page: Page) -> None:
    taken = page.get_by_text(re.compile(r"^After \d+ iteration"))
    page.get_by_role("button", name="Step", exact=True).click()
    expect(taken).to_contain_text("After 1 iteration;", timeout=SOON)
    page.get_by_role("button", name="10 steps").click()
    expect(taken).to_contain_text("After 11 iterations;", timeout=SOON)
    # Beside the page's own, which leads back to its usual experiment.
    page.get_by_test_id("stBaseButton-secondary").filter(has_text="Start over").click()
    expect(taken).to_contain_text("After 0 iterations;", timeout=SOON)


def test_the_contents_jump_to_a_section_and_its_link_can_be_shared(
    app: str, page: Page, open_page: Callable[..., Page]
) -> None:
    page.get_by_role("link", name="The whole loop").click()
    expect(page).to_have_url(re.compile("#loop$"))
    eventually(lambda: 0 <= top_of(page, "loop") < 300, True)
    other = open_page(viewport=WIDE)
    other.goto(page.url)
    wait_until_drawn(other)
    eventually(lambda: 0 <= top_of(other, "loop") < 450, True)


def top_of(page: Page, anchor: str) -> float:
    return page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", anchor)


def test_another_experiment_is_taught_once_the_thumb_is_let_go(page: Page) -> None:
    page.wait_for_timeout(1000)
    charts = page.locator(".live-chart")
    before = revisions(charts)
    grab(page, "Noise", 0.4)
    move(page, "Noise", 0.9)
    page.wait_for_timeout(500)
    assert revisions(charts) == before
    page.mouse.up()
    eventually(lambda: revisions(charts)[PLANE] > before[PLANE], True)
    expect(page).to_have_url(re.compile("noise="), timeout=SOON)


@pytest.mark.slow
def test_formulas_are_text_for_a_screen_reader(page: Page) -> None:
    formulas = page.locator(".katex-display math")
    assert formulas.count() >= len(SECTIONS)
    assert all(text.strip() for text in formulas.all_text_contents())


# --- A student, by keyboard alone -----------------------------------------------------------------


def press_until_within(page: Page, place: Locator, key: str = "Tab", most: int = 60) -> None:
    """As a person goes there, from wherever the focus is: to the place or to something in it."""
    for _ in range(most):
        if place.evaluate("it => it.contains(document.activeElement)"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{most} times {key} did not lead to {place}.")


def choose_by_arrows(page: Page, group: Locator, option: str) -> None:
    """Within a group that has the focus already."""
    wanted = group.get_by_role("radio", name=option, exact=True)
    for key in 4 * ["ArrowLeft"] + 8 * ["ArrowRight"]:
        if wanted.evaluate("it => it === document.activeElement"):
            break
        page.keyboard.press(key)
    expect(wanted).to_be_focused()
    others = group.get_by_role("radio", checked=False)
    is_last = others.last.evaluate("it => it === document.activeElement")
    assert looks_focused(wanted, others.first if is_last else others.last)
    page.keyboard.press("Enter")
    expect(wanted).to_be_checked(timeout=SOON)


def looks_focused(focused: Locator, other: Locator) -> bool:
    """Something is drawn around it that another of its kind has not."""
    look = """it => {
        const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(it);
        return [outlineStyle, outlineWidth, boxShadow, borderColor].join();
    }"""
    return bool(focused.evaluate(look) != other.evaluate(look))


def test_a_student_does_the_bug_game_and_the_gradient_check_by_keyboard(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=WIDE)
    page.goto(f"{app}/from_scratch?path=student#gradient")
    charts = page.locator(".live-chart[data-revision]")
    expect(charts.nth(11)).to_be_attached(timeout=PATIENCE)
    eventually(lambda: page.locator("[data-testid=stStatusWidget]").count(), 0, seconds=30)
    # The question before the section tells, then ε down from 1 until the secant is the slope.
    asked = page.locator(".st-key-question-gradient")
    slider(page, "After iteration").focus()
    press_until_within(page, asked, "Shift+Tab")
    choose_by_arrows(page, asked, "less exact")
    expect(asked).to_contain_text("You said less exact. So it is.", timeout=SOON)
    epsilon = slider(page, "ε")
    press_until_within(page, epsilon)
    before = number(page, "Off by").inner_text()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    expect(number(page, "Off by")).not_to_have_text(before, timeout=SOON)
    chosen = 10 ** (-4 * 0.25)
    secant = secant_of(run(Experiment()), 10, 0, chosen)
    off = decimal(abs(secant.numeric - secant.analytic))
    expect(number(page, "Off by")).to_have_text(off, timeout=SOON)
    # The bug game: the second case, a wrong guess and then the right one.
    name = list(BUGS)[1]
    cases = page.locator(".st-key-lesson-bug")
    press_until_within(page, cases)
    choose_by_arrows(page, cases, "2")
    for guess, said in ((candidates(name)[0], "Not that one. It is: "), (name, "Right: ")):
        line = page.get_by_role("button", name=BUGS[guess].line, exact=True)
        expect(line).to_be_visible(timeout=SOON)
        cases.get_by_role("radio", name="2", exact=True).focus()
        press_until_within(page, line)
        rival = candidates(name)[1] if guess != candidates(name)[1] else candidates(name)[2]
        assert looks_focused(line, page.get_by_role("button", name=BUGS[rival].line, exact=True))
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"{said}{BUGS[name].words.title}.")).to_be_visible(timeout=SOON)
    expect(page.get_by_text(BUGS[name].words.recognise)).to_be_visible()


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_path_opens_at_its_first_section_and_skips_the_rest(
    app: str, open_page: OpenPage, viewport: dict[str, int]
) -> None:
    page = open_page(viewport=viewport)
    page.goto(f"{app}/from_scratch?path=teacher")
    titles = page.locator(".st-key-lesson").get_by_test_id("stHeading")
    expect(titles).to_have_count(3, timeout=PATIENCE)
    assert [title[:1] for title in titles.all_inner_texts()] == ["0", "3", "7"]
    page.get_by_role("radio", name="Beginner", exact=True).click()
    expect(page).to_have_url(re.compile("path=beginner"), timeout=SOON)
    expect(titles).to_have_count(6)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
