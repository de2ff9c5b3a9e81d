"""Present: the page as a class sees it, led by keys, and a vote on where the boundary runs."""

import re
from itertools import combinations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driver import WIDE, OpenPage, eventually, slider
from tests.browser.stage import PATIENCE, iteration, visit
from tests.browser.test_fit import are_apart, are_drawn_to_size, box, is_within

PARTS = (
    ".stage-summary",
    ".stage-scores",
    ".stage-boundary",
    ".stage-loss",
    ".stage-confusion",
    ".stage-playback",
    "[data-testid=stSidebar]",
)
CHROME = (".menu", ".st-key-title h1", ".st-key-footer", "[data-testid=stHeader]")
SIZES = ((1280, 720), (1366, 768), (1440, 900), (1920, 1080))
# Of the window, for the boundary within its axes; type half as large again leaves less for it.
LEAST_SHARE = 0.12

# How much colour is painted where the chart lies, as the browser shows it: the canvas may be
# there, and hidden.
SHOWN_LAYERS = """() => [...document.querySelectorAll('.stage-boundary .live-layer')]
    .filter((layer) => getComputedStyle(layer).visibility === 'visible').length"""
# When the page that is left has ended, and no other has its buttons yet; now and then there is no
# such moment.
ESCAPE_BETWEEN_PAGES = """() => {
    const press = () => {
        if (document.querySelector('.present-toggle')) return;
        window.wasBetween = true;
        const key = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true });
        document.body.dispatchEvent(key);
    };
    const look = (_, observer) => {
        if (document.querySelector('.present-toggle')) return;
        observer.disconnect();
        setTimeout(press, 10);
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}"""
TYPE_SIZE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"


def is_presenting(page: Page) -> bool:
    return page.locator("html[data-present]").count() == 1


def is_boundary_shown(page: Page) -> bool:
    shown: int = page.evaluate(SHOWN_LAYERS)
    return shown > 0


def focused(page: Page) -> str | None:
    label: str | None = page.evaluate("document.activeElement?.getAttribute('aria-label')")
    return label


@pytest.fixture
def presented(app: str, page: Page) -> Page:
    visit(page, f"{app}/?present=1")
    return page


def test_the_instrument_fits_with_type_half_as_large_again(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": SIZES[0][0], "height": SIZES[0][1]})
    # The longest sentence there is about a run: three lines.
    visit(page, f"{app}/?data=breast_cancer&iterations=4000")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        usual = page.evaluate(TYPE_SIZE)
        page.keyboard.press("v")
        assert page.evaluate(TYPE_SIZE) == pytest.approx(1.5 * usual, rel=0.01)
        eventually(lambda: are_drawn_to_size(page), True)
        boxes = {part: box(page, part) for part in PARTS}
        for part, place in boxes.items():
            assert is_within(place, (0, 0, width, height)), (part, width)
        for one, other in combinations(PARTS, 2):
            if {one, other} != {".stage-summary", ".stage-scores"}:  # may reach into the gap
                assert are_apart(boxes[one], boxes[other]), (one, other, width)
        main = page.get_by_test_id("stMain")
        assert main.evaluate("main => main.scrollHeight - main.clientHeight") == 0
        left, top, right, bottom = box(page, ".stage-boundary .nsewdrag")
        assert (right - left) * (bottom - top) >= LEAST_SHARE * width * height, width
        for selector in CHROME:
            expect(page.locator(selector)).to_be_hidden()
        page.keyboard.press("Escape")


def test_a_cold_link_presents_from_the_first_picture_on(app: str, page: Page) -> None:
    page.add_init_script(
        """window.nSeen = 0;
        const look = () => {
            const chrome = document.querySelectorAll('.menu a, .st-key-title h1');
            // Before our style sheet has come nothing is dressed, and Streamlit shows the title.
            const isDressed = [...document.querySelectorAll("style")].some(
                ({ textContent }) => textContent.includes("data-is-read"));
            window.nSeen += [...chrome].filter((one) => isDressed &&
                one.checkVisibility({ visibilityProperty: true })).length;
            requestAnimationFrame(look);
        };
        requestAnimationFrame(look);"""
    )
    visit(page, f"{app}/?noise=0.3&present=1")
    assert page.evaluate("nSeen") == 0
    assert is_presenting(page)
    assert page.get_by_text("In the link").count() == 0
    eventually(lambda: page.evaluate("location.search"), "?v=1&noise=0.3&present=1")
    page.keyboard.press("Escape")
    eventually(lambda: page.evaluate("nSeen") > 0, True)


def test_escape_leaves_and_v_enters_without_a_word_to_the_server(app: str, page: Page) -> None:
    said: list[object] = []

    def hear(frame: object) -> None:
        said.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", hear))
    visit(page, f"{app}/?present=1")
    page.wait_for_load_state("networkidle")
    # What the page itself asks once it is at rest, and its answer.
    expect(page.locator(".stage-remedy")).to_contain_text("repair", timeout=PATIENCE)
    n_said = len(said)
    assert n_said
    page.keyboard.press("Escape")
    assert not is_presenting(page)
    expect(page.locator(".menu")).to_be_visible()
    assert "present" not in page.evaluate("location.search")
    length = page.evaluate("history.length")
    page.keyboard.press("v")
    assert is_presenting(page)
    assert page.evaluate("location.search").endswith("&present=1")
    page.get_by_role("button", name="Leave").click()
    assert not is_presenting(page)
    page.get_by_role("button", name="Present").click()
    assert is_presenting(page)
    assert page.evaluate("history.length") == length  # no step for Back to take
    page.wait_for_timeout(500)
    assert len(said) == n_said


def test_escape_closes_what_is_open_first(presented: Page) -> None:
    presented.keyboard.press("?")
    expect(presented.get_by_role("dialog")).to_be_visible()
    presented.keyboard.press("Escape")
    expect(presented.get_by_role("dialog")).to_be_hidden()
    assert is_presenting(presented)


def test_the_boundary_waits_for_the_vote(presented: Page) -> None:
    chart = presented.locator(".stage-boundary .live-chart")
    caption = presented.locator(".stage-boundary .stage-caption")
    assert not is_boundary_shown(presented)
    expect(presented.locator(".stage-boundary .live-points")).to_be_hidden()
    # Neither by the pointer nor for who hears the page.
    left, top, right, bottom = box(presented, ".stage-boundary .nsewdrag")
    presented.mouse.move((left + right) / 2, (top + bottom) / 2)
    presented.wait_for_timeout(300)
    expect(presented.locator(".stage-boundary .hoverlayer .hovertext:visible")).to_have_count(0)
    for hidden in ("p = 0.5", "line runs"):
        assert hidden not in (chart.get_attribute("aria-label") or "")
        assert hidden not in caption.inner_text()
    # Stepped and changed, it stays hidden.
    presented.keyboard.press(",")
    slider(presented, "Noise").focus()
    presented.keyboard.press("ArrowRight")
    eventually(lambda: "noise=0.21" in presented.evaluate("location.search"), True)
    assert not is_boundary_shown(presented)
    assert "line" not in (chart.get_attribute("aria-label") or "")
    presented.keyboard.press("r")
    assert is_boundary_shown(presented)
    expect(caption).to_contain_text("p = 0.5")
    assert "The line p = 0.5 runs" in (chart.get_attribute("aria-label") or "")
    presented.keyboard.press("r")
    assert not is_boundary_shown(presented)


def test_keys_lead_from_control_to_control(presented: Page) -> None:
    seen = []
    for _ in range(5):
        presented.keyboard.press("n")
        seen.append(focused(presented))
    assert seen[:4] == ["Dataset", "Noise", "Learning rate", "Iterations"]
    presented.keyboard.press("b")
    presented.keyboard.press("b")
    assert focused(presented) == "Learning rate"
    # What has the focus is on screen, and an arrow changes it.
    assert is_within(box(presented, "[aria-label='Learning rate']"), (0, 0, 1440, 900))
    presented.keyboard.press("ArrowRight")
    eventually(lambda: "rate=" in presented.evaluate("location.search"), True)
    presented.keyboard.press("b")
    presented.keyboard.press("b")
    assert focused(presented) == "Dataset"
    expect(presented.get_by_test_id("stSelectbox").first).to_be_visible()
    before = iteration(presented)
    presented.keyboard.press(",")
    assert iteration(presented) < before


def test_it_goes_along_to_other_pages_and_back(presented: Page) -> None:
    presented.keyboard.press("2")
    presented.wait_for_url("**/evaluate?*present=1", timeout=PATIENCE)
    assert is_presenting(presented)
    expect(presented.locator(".st-key-roc [data-revision]")).to_be_attached(timeout=PATIENCE)
    presented.go_back()
    expect(presented.locator(".stage")).to_be_visible(timeout=PATIENCE)
    assert is_presenting(presented)
    eventually(lambda: "present=1" in presented.evaluate("location.search"), True)
    # An entry from before it began.
    presented.keyboard.press("Escape")
    slider(presented, "Noise").focus()
    presented.keyboard.press("ArrowRight")
    eventually(lambda: "noise=0.21" in presented.evaluate("location.search"), True)
    presented.keyboard.press("v")
    presented.go_back()
    eventually(lambda: presented.evaluate("location.search"), "?v=1&present=1")
    assert is_presenting(presented)
    eventually(lambda: slider(presented, "Noise").get_attribute("aria-valuetext"), "0.2")


def test_its_keys_are_heard_between_two_pages(presented: Page) -> None:
    for key, chart in 5 * (("2", ".st-key-roc"), ("1", ".stage")):
        presented.evaluate(ESCAPE_BETWEEN_PAGES)
        presented.keyboard.press(key)
        expect(presented.locator(f"{chart} [data-revision]").first).to_be_attached(timeout=PATIENCE)
        if presented.evaluate("window.wasBetween === true"):
            break
    else:
        raise AssertionError("each page came in the moment in which the other went")
    assert not is_presenting(presented)
    expect(presented).to_have_url(re.compile("[?]v=1$"))


def test_a_ring_goes_with_the_pointer(presented: Page) -> None:
    presented.mouse.move(500, 300)
    left, top, right, bottom = box(presented, ".present-ring")
    assert ((left + right) / 2, (top + bottom) / 2) == (500, 300)
    presented.keyboard.press("Escape")
    expect(presented.locator(".present-ring")).to_be_hidden()


def test_under_reduced_motion_the_ring_does_not_shrink_by_and_by(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=WIDE, reduced_motion="reduce")
    visit(page, f"{app}/?present=1")
    duration = page.locator(".present-ring").evaluate(
        "ring => getComputedStyle(ring).transitionDuration"
    )
    assert duration == "0s"


def test_in_a_frame_the_picture_is_above_the_fold(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 860, "height": 520})
    visit(page, f"{app}/?embed=true")
    eventually(lambda: are_drawn_to_size(page), True)
    for part in (".stage-boundary", ".stage-playback"):
        assert is_within(box(page, part), (0, 0, 860, 520)), part
    left, top, right, bottom = box(page, ".stage-boundary .nsewdrag")
    assert bottom - top >= 200
    assert right - left >= 300
    page.keyboard.press("v")
    eventually(lambda: are_drawn_to_size(page), True)
    for part in PARTS:
        assert is_within(box(page, part), (0, 0, 860, 520)), part
    assert page.evaluate("location.search") == "?v=1&present=1&embed=true"
