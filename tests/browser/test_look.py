"""What eyes and hands meet in a real browser: contrast, room, touch, and nothing that jumps."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from logreg import Experiment, run
from logreg.experiment.address import EXPERIMENT
from logreg.figures import boundary_chart
from tests.browser.contrast import contrast
from tests.browser.driver import PHONE, WIDE, OpenPage, eventually
from tests.pages_of_app import ALL_PATHS, LABELS, N_CHARTS

# The first visit imports scikit-learn, which takes seconds on a busy machine.
PATIENCE = 30_000


@pytest.fixture
def page(app: str, open_page: OpenPage) -> Page:
    page = open_page(viewport=WIDE)
    arrive(page, app)
    return page


def arrive(page: Page, address: str) -> None:
    page.goto(address)
    wait_until_drawn(page)


def wait_until_drawn(page: Page, least: int = 2) -> None:
    page.wait_for_function(
        """least => {
            const charts = [...document.querySelectorAll('.live-chart')];
            return charts.length >= least && charts.every(({ dataset }) => dataset.revision);
        }""",
        arg=least,
        timeout=PATIENCE,
    )


def chart(page: Page, pattern: str) -> Locator:
    return page.get_by_role("figure", name=re.compile(pattern))


BOUNDARY, LOSS = "^Decision boundary", "^Log loss over"


def color(place: Locator, name: str) -> str:
    return place.evaluate("(element, name) => getComputedStyle(element)[name]", name)


# ---- tooltips


def point_at_sample(page: Page, chosen: Experiment) -> Locator:
    """The label of a training point that lies apart, left of x = 0 where it can be."""
    trace = next(t for t in boundary_chart(run(chosen)).traces if t.get("name") == "class 0, train")
    i = int(np.argmin(trace["x"]))
    place = chart(page, BOUNDARY)
    x, y = place.evaluate(
        """({ _fullLayout: { xaxis, yaxis, _size } }, [x, y]) =>
            [_size.l + xaxis.d2p(x), _size.t + yaxis.d2p(y)]""",
        [float(trace["x"][i]), float(trace["y"][i])],
    )
    place.hover(position={"x": x, "y": y}, force=True)
    return place.locator(".hoverlayer .hovertext")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_tooltip_can_be_read_and_has_real_minus_signs(
    app: str, open_page: OpenPage, theme: str
) -> None:
    page = open_page(viewport=WIDE, color_scheme=theme)
    arrive(page, app)
    label = point_at_sample(page, Experiment())
    expect(label).to_contain_text("class 0, train")
    expect(label).to_contain_text(re.compile(r"\(−\d"))
    expect(label).not_to_contain_text(re.compile(r"-\d"))
    text, paper = color(label.locator("text").first, "fill"), color(label.locator("path"), "fill")
    assert contrast(text, paper) >= 4.5


# ---- a finger


def test_a_swipe_over_a_chart_scrolls_the_page_and_leaves_the_chart(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    arrive(page, app)
    finger = page.context.new_cdp_session(page)
    place = chart(page, BOUNDARY)
    place.scroll_into_view_if_needed()
    main = page.get_by_test_id("stMain")
    scrolled = main.evaluate("main => main.scrollTop")
    axes = place.evaluate("({ _fullLayout: { xaxis, yaxis } }) => [xaxis.range, yaxis.range]")
    box = place.locator(".nsewdrag").first.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, min(box["y"] + box["height"], PHONE["height"]) - 60

    def touch(kind: str, *points: tuple[float, float]) -> None:
        places = [{"x": x, "y": y} for x, y in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    touch("touchStart", (x, y))
    for i in range(1, 16):
        touch("touchMove", (x + i, y - 10 * i))
    touch("touchEnd")
    eventually(lambda: main.evaluate("main => main.scrollTop") > scrolled + 80, True)
    assert axes == place.evaluate(
        "({ _fullLayout: { xaxis, yaxis } }) => [xaxis.range, yaxis.range]"
    )


# ---- room


OVERLAPS = """chart => {
    const boxOf = (element) => element.getBoundingClientRect();
    const all = (selector) => [...chart.querySelectorAll(selector)].map(boxOf);
    const tools = all('.modebar svg').filter(({ width }) => width);
    const others = ['.legend .traces', '.xtick text', '.ytick text', '.xtitle', '.ytitle', '.plot'];
    const isOn = (tool, box) =>
        box.left < tool.right && tool.left < box.right
            && box.top < tool.bottom && tool.top < box.bottom;
    return [tools.length > 0, others.filter((selector) =>
        all(selector).some((box) => tools.some((tool) => isOn(tool, box))))];
}"""


@pytest.mark.parametrize("width", [pytest.param(1440, marks=pytest.mark.slow), 1280, 390])
def test_the_tools_of_a_chart_lie_on_nothing(app: str, open_page: OpenPage, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 900}, has_touch=width == 390)
    for path in ("", "evaluate", "weights", "against_scikit_learn"):
        arrive(page, f"{app}/{path}")
        wait_until_drawn(page, N_CHARTS[path])
        for place in page.locator(".live-chart").all():
            assert place.evaluate(OVERLAPS) == [True, []], (path, place.get_attribute("aria-label"))


def legend(place: Locator) -> list[list[object]]:
    """Text and place of each entry."""
    return place.locator(".legend .traces").evaluate_all(
        """entries => entries.map((entry) => {
            const { x, y } = entry.getBoundingClientRect();
            return [entry.textContent, Math.round(x), Math.round(y)];
        })"""
    )


def test_the_legends_stay_where_they_are_when_the_film_is_at_its_start(page: Page) -> None:
    places = [chart(page, BOUNDARY), chart(page, LOSS)]
    at_end = [legend(place) for place in places]
    assert "p = 0.5" in at_end[0][0]
    page.get_by_role("button", name="Rewind").click()
    # At rest Plotly has drawn the frame itself.
    eventually(
        lambda: page.locator(".stage-loss .live-chart").evaluate("c => c.data.at(-1).x[0]"), 0
    )
    assert [legend(place) for place in places] == at_end


TICKS = """chart => [...chart.querySelectorAll('.ytick text')].map((label) => label.textContent)"""


@pytest.mark.parametrize(
    "chosen",
    [
        Experiment(),
        Experiment.of(learning_rate=1e-4, n_iters=3),
        Experiment.of(dataset="xor", learning_rate=0.1),
        Experiment.of(dataset="blobs", learning_rate=3.0, n_iters=200),
        Experiment.of(dataset="gap", learning_rate=10.0, n_iters=5000),
    ],
)
def test_a_logarithmic_axis_has_labels_to_read_it_by(
    app: str, open_page: OpenPage, chosen: Experiment
) -> None:
    page = open_page(viewport=WIDE)
    query = "&".join(f"{key}={value}" for key, value in EXPERIMENT.write(chosen).items())
    arrive(page, f"{app}/?{query}")
    page.get_by_role("switch", name="Logarithmic loss axis").click()
    place = chart(page, LOSS)
    eventually(lambda: place.evaluate("c => c._fullLayout.yaxis.type"), "log")
    eventually(lambda: len(place.evaluate(TICKS)) >= 3, True)


# ---- one confusion matrix


def matrices(page: Page) -> list[list[str]]:
    """The texts of each, in the order of reading."""
    tables = page.get_by_role("table", name="Confusion matrix")
    expect(tables.last.locator("b").first).to_have_text(re.compile(r"\d"), timeout=PATIENCE)
    return [table.locator("th, b").all_inner_texts() for table in tables.all()]


def test_the_confusion_matrix_is_the_same_on_every_page(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=WIDE)
    query = "?v=1&data=breast_cancer&standardise=1"
    split = run(Experiment.of(dataset="breast_cancer", standardize=True)).test
    assert split is not None
    (a, b), (c, d) = split.scores.confusion.matrix.tolist()
    names = ["malignant", "benign"]
    whole = ["predicted class", *names, "true class", names[0], str(a), str(b), names[1]]
    whole += [str(c), str(d)]
    for path, n_matrices in (("", 1), ("evaluate", 1), ("against_scikit_learn", 2)):
        page.goto(f"{app}/{path}{query}")
        expect(page.get_by_role("table", name="Confusion matrix")).to_have_count(
            n_matrices, timeout=PATIENCE
        )
        eventually(lambda: matrices(page)[0], whole)
        expect(page.get_by_text("positive = class 1 (benign)").first).to_be_visible()


def test_an_absent_class_has_no_colour(app: str, open_page: OpenPage) -> None:
    """A share of nothing is neither large nor small."""

    def leaves_one_class(seed: int) -> bool:
        chosen = Experiment.of(dataset="imbalanced", n_samples=60, test_share=0.05, seed=seed)
        test = run(chosen).test
        return test is not None and not test.y.any()

    seed = next(seed for seed in range(100) if leaves_one_class(seed))
    chosen = Experiment.of(dataset="imbalanced", n_samples=60, test_share=0.05, seed=seed)
    query = "&".join(f"{key}={value}" for key, value in EXPERIMENT.write(chosen).items())
    page = open_page(viewport=WIDE)
    arrive(page, f"{app}/?{query}")
    cells = page.locator(".stage-cell")
    expect(cells.nth(3)).to_have_text("0–")
    opacities = [opacity(color(cell, "backgroundColor")) for cell in cells.all()]
    assert max(opacities[:2]) > 0.2
    assert opacities[2:] == [0, 0]


def opacity(color: str) -> float:
    """That of rgba(1, 2, 3, 0.5) or of color(srgb 0.1 0.2 0.3 / 0.5)."""
    numbers = [float(number) for number in re.findall(r"[\d.]+", color)]
    return numbers[3] if len(numbers) > 3 else 1


# ---- what stands still when a page comes

NOTE_SHIFTS = """() => {
    window.shifts = [];
    window.moved = [];
    const inWords = ({ node, previousRect: { top: from }, currentRect: { top } }) =>
        `${node?.className ?? node?.nodeName} from ${from} to ${top}`;
    new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries()) {
            window.shifts.push(value);
            window.moved.push([value, ...sources.map(inWords)].join("; "));
        }
    }).observe({ type: 'layout-shift', buffered: true });
}"""
LARGEST_SHIFT = 0.05


def test_hardly_anything_moves_when_the_page_changes(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=WIDE)
    arrive(page, app)
    page.evaluate(NOTE_SHIFTS)
    paths = dict(zip(LABELS, ALL_PATHS, strict=True))
    for name in (*LABELS[1:-1], LABELS[1], LABELS[-1], LABELS[0]):
        n_charts = N_CHARTS[paths[name]]
        page.evaluate("window.shifts.length = window.moved.length = 0")
        page.get_by_role("link", name=name).click()
        expect(page.locator(".live-chart")).to_have_count(n_charts, timeout=PATIENCE)
        wait_until_drawn(page, n_charts)
        page.wait_for_timeout(300)  # until the last of them has been told
        assert page.evaluate("window.shifts.reduce((sum, shift) => sum + shift, 0)") <= (
            LARGEST_SHIFT
        ), (name, page.evaluate("window.moved"))


# Where the menu and the row of the title stand, at every frame.
NOTE_PLACES = """() => {
    window.places = { sidebar: new Set(), title: new Set() };
    const note = () => {
        const top = (selector, ofIts) => {
            const box = document.querySelector(selector)?.getBoundingClientRect();
            return box && Math.round(box[ofIts]);
        };
        window.places.sidebar.add(top('[data-testid=stSidebarUserContent]', 'top'));
        const title = top('.st-key-title', 'bottom');
        if (title) window.places.title.add(title);
        requestAnimationFrame(note);
    };
    note();
}"""


def test_menu_and_title_stay_where_they_are_while_one_page_follows_another(
    app: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=WIDE)
    arrive(page, app)
    page.evaluate(NOTE_PLACES)
    for name in ("Gallery", "Plan a lesson", "Evaluate", "Plan a lesson"):
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("link", name=name)).to_have_attribute("aria-current", "page")
        expect(page.get_by_role("button", name="Copy link")).to_be_visible(timeout=PATIENCE)
        page.wait_for_timeout(500)
    places = page.evaluate("Object.values(window.places).map((tops) => [...tops])")
    assert [len(tops) for tops in places] == [1, 1], places


# ---- contrast of what axe-core does not look at


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_edges_of_what_can_be_used_stand_out(app: str, open_page: OpenPage, theme: str) -> None:
    page = open_page(viewport=WIDE, color_scheme=theme)
    arrive(page, app)
    papers = {
        name: color(page.get_by_test_id(name), "backgroundColor") for name in ("stApp", "stSidebar")
    }
    style = "name => getComputedStyle(document.querySelector('.stage')).getPropertyValue(name)"
    for selector, paper in (
        (".stage-playback button", "stApp"),
        (".link button", "stApp"),
        ("[data-testid=stExpander] details", "stSidebar"),
    ):
        edge = color(page.locator(selector).first, "borderTopColor")
        assert contrast(edge, papers[paper]) >= 3, selector
    track = page.locator(".live-slider-range").first.evaluate(
        "range => getComputedStyle(range).getPropertyValue('--st-border-color')"
    )
    assert contrast(as_rgb(track), papers["stSidebar"]) >= 3
    assert contrast(as_rgb(page.evaluate(style, "--st-border-color")), papers["stApp"]) >= 3


def as_rgb(color: str) -> str:
    """#0877bd as rgb(8, 119, 189)."""
    digits = color.strip().lstrip("#")
    return f"rgb({', '.join(str(int(digits[i : i + 2], 16)) for i in (0, 2, 4))})"


def test_the_focus_in_the_menu_does_not_look_like_the_current_page(page: Page) -> None:
    links = page.locator(".menu a")
    here, other = links.nth(0), links.nth(1)
    expect(here).to_have_attribute("aria-current", "page")
    other.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(other).to_be_focused()
    assert opacity(color(here, "backgroundColor")) > 0
    assert opacity(color(other, "backgroundColor")) == 0
    assert color(other, "outlineStyle") == "solid"


def test_every_button_has_room_for_its_words(app: str, open_page: OpenPage) -> None:
    """With an explanation that shows while it is pointed at, as without."""
    page = open_page(viewport=WIDE)
    arrive(page, f"{app}/against_scikit_learn")
    buttons = page.get_by_role("button", name="Breast cancer, ")
    assert buttons.count() == 3
    for button in buttons.all():
        room, words = button.bounding_box(), button.locator("p").bounding_box()
        assert room["x"] <= words["x"]
        assert words["x"] + words["width"] <= room["x"] + room["width"]
