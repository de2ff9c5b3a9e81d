"""What somebody sees who comes for the first time: a drawing, a hint, the training itself."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.driver import OpenPage, eventually, grab, move
from tests.browser.stage import PATIENCE, iteration, visit

SIZES = ((1280, 720), (1920, 1080), (390, 844))
LAST = 500  # iteration
BREAST = "data=breast_cancer"
CURVED = "data=circles&features=x1,x2,x1^2,x2^2&optimiser=newton&iterations=20"
BOX = """element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left, top, width, height];
}"""
# Points on a path, in pixels of the screen.
ALONG = """(path, n) => {
    const matrix = path.getScreenCTM(), length = path.getTotalLength();
    return Array.from({ length: n + 1 }, (_, k) => {
        const { x, y } = path.getPointAtLength((k / n) * length).matrixTransform(matrix);
        return [x, y];
    });
}"""
# Every iteration that the stage has shown, in turn.
NOTE_ITERATIONS = """() => {
    const stage = document.querySelector('.stage');
    window.iterations = [Number(stage.dataset.iteration)];
    new MutationObserver(() => iterations.push(Number(stage.dataset.iteration)))
        .observe(stage, { attributeFilter: ['data-iteration'] });
}"""

Box = list[float]


@contextmanager
def held(page: Page, *files: str) -> Iterator[None]:
    """These files come when the block ends."""
    routes: list[Route] | None = []

    def hold(route: Route) -> None:
        if routes is None:
            route.continue_()
        else:
            routes.append(route)

    page.route(re.compile("|".join(re.escape(file) for file in files)), hold)
    yield
    waiting, routes = routes, None
    for route in waiting:
        route.continue_()


def newcomer(open_page: OpenPage, width: int = 1280, height: int = 720) -> Page:
    return open_page(viewport={"width": width, "height": height}, reduced_motion="no-preference")


def box(page: Page, selector: str) -> Box:
    found: Box = page.locator(selector).first.evaluate(BOX)
    return found


def distance(points: list[Box], line: list[Box]) -> float:
    """From the point that is furthest from the line."""
    return max(min(((x - u) ** 2 + (y - v) ** 2) ** 0.5 for u, v in line) for x, y in points)


# ---- the drawing


@pytest.mark.parametrize(
    ("query", "theme", "size"),
    [
        *[("", "light", size) for size in SIZES],
        ("", "dark", SIZES[0]),
        *[(query, "light", size) for query, size in zip((BREAST, CURVED), SIZES[1:], strict=True)],
    ],
)
def test_the_drawing_is_where_the_chart_will_be(
    app: str, open_page: OpenPage, query: str, theme: str, size: tuple[int, int]
) -> None:
    width, height = size
    page = open_page(viewport={"width": width, "height": height}, color_scheme=theme)
    with held(page, "plotly.min.js"):
        with held(page, "/stage.js"):
            page.goto(f"{app}/?{query}")
            expect(page.locator(".opening .first-line")).to_be_attached(timeout=PATIENCE)
            expect(page.locator(".live-slider").first).to_be_visible(timeout=PATIENCE)
            first = box(page, ".opening .live-chart")
            ink = page.locator(".first-line").evaluate("line => getComputedStyle(line).stroke")
        expect(page.locator(".stage-play")).to_be_visible(timeout=PATIENCE)
        expect(page.locator(".stage .first-line")).to_be_visible()
        expect(page.locator(".opening")).to_have_count(0)
        assert box(page, ".stage-boundary .live-chart") == pytest.approx(first, abs=1.5)
        drawn = page.locator(".first-line").evaluate(ALONG, 50)
        symbols = page.locator(".first-drawing use").count()
    boundary = page.locator(".stage-boundary .live-chart")
    expect(boundary).to_have_attribute("data-revision", re.compile(r"\d"), timeout=PATIENCE)
    expect(page.locator(".first-picture")).to_have_count(0)
    assert box(page, ".stage-boundary .live-chart") == pytest.approx(first, abs=1.5)
    line = page.locator(".stage-boundary .scatterlayer path.js-line")
    assert distance(drawn, line.evaluate(ALONG, 2000)) <= 2
    assert ink == line.evaluate("line => getComputedStyle(line).stroke")
    assert symbols == page.evaluate(
        """() => document.querySelector('.stage-boundary .live-chart').data
            .filter(({ mode, showlegend }) => mode === 'markers' && showlegend !== false)
            .reduce((n, { x }) => n + x.length, 0)"""
    ) or symbols == pytest.approx(300, rel=0.1)


def test_the_drawing_goes_with_the_run_that_it_shows(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 1280, "height": 720})
    with held(page, "plotly.min.js"):
        page.goto(app)
        expect(page.locator(".stage .first-line")).to_be_visible(timeout=PATIENCE)
        page.get_by_role("slider", name="Noise", exact=True).press("ArrowRight")
        expect(page.locator(".first-picture")).to_have_count(0)


# ---- it learns by itself


def arrive(page: Page, address: str) -> None:
    visit(page, address)
    page.evaluate(NOTE_ITERATIONS)


def seen(page: Page) -> list[int]:
    page.wait_for_timeout(4000)
    iterations: list[int] = page.evaluate("iterations")
    return iterations


def test_the_first_picture_learns_once_and_nothing_is_said_of_it(
    app: str, open_page: OpenPage
) -> None:
    page = newcomer(open_page)
    arrive(page, app)
    eventually(lambda: 0 in page.evaluate("iterations"), True)
    eventually(lambda: iteration(page), LAST)
    told = seen(page)
    start = told.index(0)
    assert told[start:] == sorted(told[start:])
    assert set(told[:start]) <= {LAST}
    assert len(set(told)) > 20
    assert page.locator(".stage-spoken").text_content() == ""
    # Nothing but a hand plays it once more.
    page.get_by_role("link", name="Evaluate").click()
    expect(page.locator("h1")).to_have_text("Evaluate")
    page.go_back()
    expect(page.locator(".stage [data-revision]")).to_have_count(2, timeout=PATIENCE)
    page.evaluate(NOTE_ITERATIONS)
    assert set(seen(page)) == {LAST}
    page.reload()
    expect(page.locator(".stage [data-revision]")).to_have_count(2, timeout=PATIENCE)
    page.evaluate(NOTE_ITERATIONS)
    assert set(seen(page)) == {LAST}
    expect(page.locator(".stage-hint")).to_have_count(0)


@pytest.mark.parametrize(
    ("query", "motion"), [("", "reduce"), ("v=1", "no-preference"), ("seed=7", "no-preference")]
)
def test_it_does_not_play_for_who_wants_stillness_or_comes_by_a_link(
    app: str, open_page: OpenPage, query: str, motion: str
) -> None:
    page = open_page(viewport={"width": 1280, "height": 720}, reduced_motion=motion)
    arrive(page, f"{app}/?{query}")
    assert set(seen(page)) == {LAST}
    expect(page.locator(".stage-hint")).to_have_count(0 if query else 1)
    expect(page.locator(".stage-summary")).to_be_visible(visible=bool(query))


def begun(page: Page, address: str) -> None:
    """It plays, and is not at its end."""
    visit(page, address)
    # So slow that no hand comes too late.
    page.locator(".stage").evaluate("() => { window.requestAnimationFrame = slowly; }")
    page.wait_for_function("Number(document.querySelector('.stage').dataset.iteration) < 100")


SLOWLY = """
    const request = window.requestAnimationFrame.bind(window);
    window.slowly = (act) => window.setTimeout(() => request(act), 100);
"""


@pytest.mark.parametrize("touch", ["slider", "page", "chart", "pause", "key", "focus"])
def test_any_touch_stops_it_and_the_hint_makes_way(
    app: str, open_page: OpenPage, touch: str
) -> None:
    page = newcomer(open_page)
    page.add_init_script(SLOWLY)
    begun(page, app)
    places = (".stage-boundary", ".stage-scores", ".stage-playback", ".st-key-footer")
    before = [box(page, place) for place in places]
    play = page.locator(".stage-play")
    expect(play).to_have_attribute("aria-label", "Pause")
    if touch == "slider":
        grab(page, "Learning rate", 0.6)
    elif touch == "page":
        page.locator("h1").click()
    elif touch == "chart":
        page.locator(".stage-boundary .nsewdrag").click()
    elif touch == "pause":
        play.click()
    elif touch == "key":
        page.keyboard.press("p")
    else:
        page.locator(".stage-scrubber").focus()
    expect(play).to_have_attribute("aria-label", "Play")
    expect(page.locator(".stage-hint")).to_have_count(0)
    expect(page.locator(".stage-summary")).to_be_visible()
    stood = iteration(page)
    is_over = touch in ("slider", "page")
    assert (stood == LAST) == is_over
    page.wait_for_timeout(1000)
    assert iteration(page) == stood
    assert [box(page, place) for place in places] == before
    if touch == "slider":
        move(page, "Learning rate", 0.7)
        page.mouse.up()
        eventually(lambda: iteration(page), LAST)


# ---- what stands still

NOTE_SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const { value, startTime, hadRecentInput, sources } of list.getEntries())
            if (!hadRecentInput)
                shifts.push({ value, startTime,
                    moved: sources.map(({ node }) => node?.outerHTML?.slice(0, 90)) });
    }).observe({ type: 'layout-shift', buffered: true });
    // Before the style sheet of ours is there, everything stands where Streamlit has it: what moves
    // when it comes, with a file of Streamlit's that is late, is no part of the session.
    const after = (n) => requestAnimationFrame((now) => n ? after(n - 1) : (window.dressed = now));
    const look = () => {
        const main = document.querySelector('.st-key-shown');
        if (main && getComputedStyle(main).containerName === 'shown') after(2);
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
"""
MOST_SHIFT = 0.05


def shift_since(page: Page, start: float) -> float:
    shift: float = page.evaluate(
        """start => shifts.filter((shift) => shift.startTime > start)
            .reduce((sum, { value }) => sum + value, 0)""",
        start,
    )
    return shift


def note_shifts(page: Page) -> None:
    page.add_init_script(NOTE_SHIFTS)


def open_menu(page: Page) -> None:
    """On a phone it is folded away."""
    opener = page.get_by_test_id("stExpandSidebarButton")
    if opener.is_visible():
        opener.click()


def drag(page: Page) -> None:
    open_menu(page)
    grab(page, "Noise", 0.3)
    move(page, "Noise", 0.6)
    page.wait_for_timeout(600)
    move(page, "Noise", 0.4)


def choose(page: Page) -> None:
    page.get_by_test_id("stSelectbox").get_by_role("combobox").first.click()
    page.get_by_role("option", name="Circles").click()


def fold_menu(page: Page) -> None:
    collapse = page.get_by_test_id("stSidebarCollapseButton").get_by_role("button")
    if (page.viewport_size or {})["width"] < 768:
        collapse.click()


def other_page(page: Page) -> None:
    open_menu(page)
    page.get_by_role("link", name="Evaluate").click()
    expect(page.locator("h1")).to_have_text("Evaluate")
    expect(page.locator(".live-chart[data-revision]").first).to_be_visible(timeout=PATIENCE)


def back(page: Page) -> None:
    page.go_back()
    expect(page.locator(".stage [data-revision]")).to_have_count(2, timeout=PATIENCE)


ACTIONS = (
    drag,
    lambda page: page.mouse.up(),
    choose,
    lambda page: page.get_by_role("button", name="x₁²", exact=True).click(),
    fold_menu,
    lambda page: page.get_by_role("button", name="Play", exact=True).click(),
    lambda page: page.get_by_role("button", name="Step back", exact=True).click(),
    lambda page: page.locator(".stage-splits button").last.click(),
    other_page,
    back,
)


@pytest.mark.parametrize(
    ("width", "height"),
    [SIZES[0], *(pytest.param(*one, marks=pytest.mark.slow) for one in SIZES[1:])],
)
def test_hardly_anything_moves_in_ten_actions(
    app: str, open_page: OpenPage, width: int, height: int
) -> None:
    page = newcomer(open_page, width, height)
    note_shifts(page)
    visit(page, app)
    page.wait_for_function("window.dressed")
    expect(page.locator(".stage [data-revision]")).to_have_count(2, timeout=PATIENCE)
    eventually(lambda: iteration(page) < LAST, True)
    eventually(lambda: iteration(page), LAST)
    shifts = [shift_since(page, page.evaluate("dressed"))]
    for act in ACTIONS:
        act(page)
        page.wait_for_timeout(800)
        shifts.append(shift_since(page, page.evaluate("dressed")))
    assert shifts[-1] <= MOST_SHIFT, shifts
