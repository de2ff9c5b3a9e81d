"""The playground as a person meets it: a real server, a real browser."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from logreg import Experiment, run
from logreg.experiment.film import N_FRAMES, Film, film
from logreg.experiment.run import Run
from logreg.experiment.summary import describe
from logreg.figures import loss_axis
from logreg.ui.score_text import figures
from tests.browser.contrast import contrast
from tests.browser.driver import (
    PHONE,
    WIDE,
    OpenPage,
    Wire,
    eventually,
    grab,
    hide_tab,
    move,
    point,
    show_tab,
    slider,
    wait_for_run,
)
from tests.told import told

BOUNDARY, LOSS = "^Decision boundary", "^Log loss over"
# The first visit imports scikit-learn, which takes seconds on a busy machine.
PATIENCE = 30_000


@pytest.fixture
def page(app: str, open_page: OpenPage) -> Page:
    page = open_page(viewport=WIDE)
    arrive(page, app)
    return page


def arrive(page: Page, address: str) -> None:
    page.goto(address)
    wait_for_charts(page)


def wait_for_charts(page: Page) -> None:
    """Boundary and loss curve are drawn, and the confusion matrix has its counts."""
    for name in (BOUNDARY, LOSS):
        chart = figure(page, name)
        expect(chart.locator(".cartesianlayer path.js-line").first).to_be_attached(timeout=PATIENCE)
        expect(chart).to_have_attribute("data-revision", re.compile(r"\d+"), timeout=PATIENCE)
    expect(page.get_by_role("table", name="Confusion matrix").locator("b").first).to_have_text(
        re.compile(r"\d+")
    )


def figure(page: Page, pattern: str) -> Locator:
    """The chart whose text alternative matches."""
    return page.get_by_role("figure", name=re.compile(pattern))


def test_a_pill_bends_the_boundary(page: Page) -> None:
    expect(figure(page, "The line p = 0.5 runs from")).to_be_visible()
    page.get_by_text("x₁²", exact=True).click()
    expect(figure(page, "The line p = 0.5 is curved")).to_be_visible()
    wait_for_charts(page)


def test_the_iterations_slider_answers_to_the_keyboard(page: Page) -> None:
    page.get_by_role("slider", name="Iterations").focus()
    page.keyboard.press("Home")
    expect(summary(page)).to_contain_text("in 1 iteration ")
    expect(figure(page, "^Log loss over 1 iteration")).to_be_visible()


def test_nothing_is_fetched_from_elsewhere(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=WIDE)
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    arrive(page, app)
    page.wait_for_load_state("networkidle")
    local = (app, app.replace("http", "ws"), "data:", "blob:")
    assert len(requested) > 10
    assert [url for url in requested if not url.startswith(local)] == []


def test_the_wide_page_needs_no_scrolling(page: Page) -> None:
    main = page.get_by_test_id("stMain")
    heights = main.evaluate("element => [element.scrollHeight, element.clientHeight]")
    assert heights[0] <= heights[1]


def test_a_phone_scrolls_down_but_never_sideways(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE)
    arrive(page, app)
    main = page.get_by_test_id("stMain")
    widths = main.evaluate("element => [element.scrollWidth, element.clientWidth]")
    assert widths[0] <= widths[1] <= PHONE["width"]
    for chart in page.get_by_role("figure").all():
        box = chart.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]


def test_the_line_stands_out_in_both_themes_and_follows_a_switch_at_once(page: Page) -> None:
    light = text_color(page)
    eventually(lambda: line_color(page), light)
    assert contrast(light, paper_color(page)) >= 4.5
    page.emulate_media(color_scheme="dark")
    eventually(lambda: line_color(page) == text_color(page) != light, True)
    assert contrast(line_color(page), paper_color(page)) >= 4.5


def line_color(place: Page | Locator) -> str:
    """The colour of the boundary as a person sees it: what is opaque on the canvas is the line."""
    return place.locator(".stage-boundary canvas").evaluate(
        """canvas => {
            const { width, height } = canvas;
            const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
            const counts = new Map();
            for (let i = 0; i < data.length; i += 4) {
                if (data[i + 3] < 255) continue;
                const color = `rgb(${data.slice(i, i + 3).join(', ')})`;
                counts.set(color, (counts.get(color) ?? 0) + 1);
            }
            return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 'no line';
        }"""
    )


def text_color(page: Page) -> str:
    return page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).color")


def paper_color(page: Page) -> str:
    return page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor")


# ---- charts stay in their place


def revisions(page: Page) -> list[int]:
    """How often each chart was drawn."""
    return page.locator(".live-chart").evaluate_all(
        "charts => charts.map(({ dataset }) => Number(dataset.revision))"
    )


def shown_ranges(page: Page) -> list[list[float]]:
    """The ends of x and y as they are drawn now, of the boundary and of the loss curve."""
    return page.locator(".live-chart").evaluate_all(
        """charts => charts.flatMap(({ _fullLayout: { xaxis, yaxis } }) =>
            [xaxis, yaxis].map((axis) => axis.range.map(Number)))"""
    )


def whole_ranges(chosen: Run) -> object:
    """What the axes show of a run where nobody zoomed."""
    box, losses = chosen.box, loss_axis(chosen, is_log=False)["autorangeoptions"]
    ends = [box.left, box.right, box.bottom, box.top]
    ends += [0, chosen.trace.n_iters, losses["minallowed"], losses["maxallowed"]]
    return [pytest.approx(pair) for pair in zip(ends[::2], ends[1::2], strict=True)]


def inside(page: Page, name: str, x: float, y: float) -> tuple[float, float]:
    """Where on the screen a point of a chart is, given in shares of its width and height."""
    box = figure(page, name).bounding_box()
    assert box is not None
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def zoom_in(page: Page, name: str) -> None:
    page.mouse.move(*inside(page, name, 0.4, 0.4))
    page.mouse.down()
    page.mouse.move(*inside(page, name, 0.7, 0.7), steps=5)
    page.mouse.up()


def test_both_zooms_outlive_new_data_until_a_double_click_shows_all_of_it(page: Page) -> None:
    whole = shown_ranges(page)
    assert whole == whole_ranges(run(Experiment()))
    for name in (BOUNDARY, LOSS):
        zoom_in(page, name)
    eventually(lambda: all(np.diff(shown_ranges(page)) < np.diff(whole)), True)
    zoomed = shown_ranges(page)

    drawn = revisions(page)
    slider(page, "Noise").press("End")
    noisy = run(Experiment.of(noise=0.5))
    expect(summary(page)).to_have_text(told(noisy))
    eventually(lambda: all(np.greater(revisions(page), drawn)), True)
    assert shown_ranges(page) == zoomed

    for name in (BOUNDARY, LOSS):
        page.mouse.dblclick(*inside(page, name, 0.5, 0.5))
    eventually(lambda: shown_ranges(page), whole_ranges(noisy))


def test_a_change_keeps_every_chart_in_its_place(page: Page) -> None:
    drawings = page.locator(".live-chart .main-svg:first-of-type")
    drawings.evaluate_all("drawings => drawings.forEach((drawing) => { drawing.mark = true; })")
    page.get_by_text("x₁²", exact=True).click()
    expect(figure(page, "The line p = 0.5 is curved")).to_have_attribute("data-revision", "2")
    marks = drawings.evaluate_all("drawings => drawings.map((drawing) => drawing.mark)")
    assert marks == [True, True]


def test_without_the_drawing_library_the_place_says_so(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=WIDE)
    page.route("**/plotly.min.js*", lambda route: route.abort())
    page.goto(app)
    message = page.get_by_text("The drawing library could not be loaded.").first
    expect(message).to_be_visible(timeout=PATIENCE)
    expect(message).to_contain_text("210 training and 90 test points")


def test_a_second_visit_brings_little_and_none_of_the_drawing_library(
    app: str, open_page: OpenPage
) -> None:
    """In bytes on the wire, which only the browser knows; the socket's come on top: 60 kB."""
    page = open_page(viewport=WIDE, device_scale_factor=1)  # with a cache of its own
    sizes: list[float] = []
    session = page.context.new_cdp_session(page)
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.send("Network.enable")
    for _ in range(2):
        first, sizes[:] = sizes.copy(), []
        page.goto(app)
        expect(page.locator(".stage-boundary [data-revision]")).to_have_count(1, timeout=PATIENCE)
    assert max(first) > 1_000_000  # the library
    assert len(sizes) > 40
    assert sum(sizes) < 200_000


# ---- the film


@pytest.fixture(scope="module")
def frames() -> Film:
    return film(run(Experiment()))


def stage_iteration(page: Page) -> int:
    return int(page.locator(".stage").get_attribute("data-iteration") or -1)


def shown_figures(page: Page) -> list[str]:
    """Log loss, accuracy, precision and recall, as they stand on the page."""
    return page.locator(".stage-figure dd").all_inner_texts()


def shown_counts(page: Page) -> list[int]:
    table = page.get_by_role("table", name="Confusion matrix")
    return [int(text) for text in table.locator("b").all_inner_texts()]


def scrub_to(page: Page, frame: int) -> None:
    scrubber = page.get_by_role("slider", name="Iteration", exact=True)
    scrubber.evaluate(
        "(input, frame) => { input.value = frame; input.dispatchEvent(new Event('input')); }", frame
    )


@pytest.mark.parametrize("frame", [0, 25, 74])
def test_scrubber_charts_and_figures_agree_with_the_core(
    page: Page, frames: Film, frame: int
) -> None:
    scrub_to(page, frame)
    assert frames.test is not None
    k = int(frames.iterations[frame])
    assert stage_iteration(page) == k
    assert shown_figures(page) == figures(frames.test.scores)[frame]
    assert shown_counts(page) == frames.test.scores.confusion.matrix[frame].ravel().tolist()

    # At rest the charts themselves hold the frame.
    wait_for_rest(page, k)
    assert drawn_line(page) == pytest.approx(frames.lines[frame].points[:, 0].tolist(), rel=1e-6)
    loss = float(frames.test.scores.log_loss[frame])
    dot = page.locator(".stage-loss .live-chart").evaluate("chart => chart.data.at(-1).y[0]")
    assert dot == pytest.approx(loss, abs=1e-9)


def wait_for_rest(page: Page, iteration: int) -> None:
    """Plotly has caught up with the canvas: the dots of its loss curve are at this iteration."""
    page.wait_for_function(
        """iteration =>
            document.querySelector('.stage-loss .live-chart').data.at(-1).x[0] === iteration""",
        arg=iteration,
    )


def note_iterations(stage: Locator) -> None:
    """From now on, `played` lists what the stage shows, one after another."""
    stage.evaluate(
        """stage => {
            window.played = [];
            new MutationObserver(() => window.played.push(Number(stage.dataset.iteration))).observe(
                stage, { attributes: true, attributeFilter: ['data-iteration'] });
        }"""
    )


def test_playback_runs_through_all_iterations_in_order_and_ends(page: Page, frames: Film) -> None:
    note_iterations(page.locator(".stage"))
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    played = page.evaluate("window.played")
    assert played == sorted(played)
    assert set(played) <= set(frames.iterations.tolist())
    assert played[-1] == 500
    assert len(set(played)) > 20


def test_keys_step_and_play_while_the_stage_has_the_focus(page: Page, frames: Film) -> None:
    page.locator(".stage").focus()
    page.keyboard.press("ArrowLeft")
    assert stage_iteration(page) == frames.iterations[-2]
    page.keyboard.press("ArrowRight")
    assert stage_iteration(page) == 500
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_buttons_rewind_and_step(page: Page, frames: Film) -> None:
    page.get_by_role("button", name="Rewind").click()
    assert stage_iteration(page) == 0
    assert shown_figures(page)[0] == "0.693"
    page.get_by_role("button", name="Step forward").click()
    assert stage_iteration(page) == frames.iterations[1]
    page.get_by_role("button", name="Step back").click()
    assert stage_iteration(page) == 0


def play_slowly(page: Page) -> None:
    """Play at a quarter of the usual speed: seven seconds, more than any test looks at."""
    speed = page.get_by_role("button", name="Speed")
    speed.click()
    speed.click()
    expect(speed).to_have_text("0.25×")
    page.get_by_role("button", name="Play", exact=True).click()


def wait_until_later(page: Page, iteration: int) -> None:
    """The film moves on from this iteration, and is not at its end."""
    page.wait_for_function(
        """iteration => {
            const now = Number(document.querySelector('.stage').dataset.iteration);
            return now > iteration && now < 500;
        }""",
        arg=iteration,
    )


def test_a_theme_switch_while_playing_changes_the_colours_and_not_the_film(page: Page) -> None:
    light = text_color(page)
    play_slowly(page)
    wait_until_later(page, 0)
    page.emulate_media(color_scheme="dark")
    eventually(lambda: line_color(page) == text_color(page) != light, True)
    wait_until_later(page, stage_iteration(page))
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_a_film_in_a_hidden_tab_waits_and_goes_on_without_a_jump(page: Page, frames: Film) -> None:
    note_iterations(page.locator(".stage"))
    page.get_by_role("button", name="Play", exact=True).click()
    hide_tab(page)
    page.wait_for_timeout(1_000)
    hidden_at = stage_iteration(page)
    show_tab(page)
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    played = page.evaluate("window.played")
    order = frames.iterations.tolist()
    shown = [order.index(iteration) for iteration in played]
    assert hidden_at < 500
    assert shown[-1] == N_FRAMES - 1
    # However slow the machine, one step is no longer than a tenth of a second of film.
    assert max(np.diff(shown)) <= 5


def test_the_split_shown_is_the_choice_of_the_person(page: Page, frames: Film) -> None:
    page.get_by_role("button", name="Train (210 points)").click()
    assert shown_figures(page) == figures(frames.train.scores)[-1]
    assert shown_counts(page) == frames.train.scores.confusion.matrix[-1].ravel().tolist()


# ---- under the hand


def summary(place: Page | Locator) -> Locator:
    return place.locator(".stage-summary")


def chosen_rate(page: Page) -> float:
    return float(slider(page, "Learning rate").get_attribute("aria-valuetext") or "nan")


def expect_stage_of_the_chosen_rate(page: Page, words: Callable[[Run], str] = describe) -> None:
    """While a thumb is held, less is said than at rest."""
    chosen = run(Experiment.of(learning_rate=chosen_rate(page)))
    expect(summary(page)).to_have_text(words(chosen))


def visibility(page: Page, selector: str) -> list[str]:
    """Of each line that Plotly drew there."""
    return page.locator(f"{selector} .cartesianlayer path.js-line").evaluate_all(
        "lines => lines.map((line) => getComputedStyle(line).visibility)"
    )


def test_under_the_hand_one_boundary_and_one_loss_curve_are_seen(page: Page) -> None:
    """The canvas draws ahead of Plotly, whose own lines must not be seen behind it."""
    loss = page.locator(".stage-loss .live-chart")
    grab(page, "Learning rate", 0.6)
    move(page, "Learning rate", 0.7)
    expect(loss).to_have_attribute("data-is-behind", "")
    expect_stage_of_the_chosen_rate(page)
    assert visibility(page, ".stage-boundary") == ["hidden"]
    assert visibility(page, ".stage-loss") == ["hidden", "hidden"]
    assert line_color(page) == text_color(page)

    page.mouse.up()
    expect(loss).not_to_have_attribute("data-is-behind", "")
    chosen = run(Experiment.of(learning_rate=chosen_rate(page)))
    eventually(lambda: drawn_losses(page), pytest.approx(chosen.trace.loss, rel=1e-6))
    assert visibility(page, ".stage-loss") == ["visible", "visible"]
    assert drawn_line(page) == pytest.approx(film(chosen).lines[-1].points[:, 0].tolist(), rel=1e-6)


def drawn_losses(page: Page) -> list[float]:
    """The training losses in the chart that Plotly holds."""
    return page.locator(".stage-loss .live-chart").evaluate("chart => [...chart._fullData[0].y]")


def drawn_line(page: Page) -> list[float]:
    """The x of the boundary in the chart that Plotly holds; one of no line has a gap alone."""
    return page.locator(".stage-boundary .live-chart").evaluate(
        "chart => chart.data[1].x[0] === null ? [] : [...chart.data[1].x]"
    )


def test_a_finger_on_the_learning_rate_moves_the_stage(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    arrive(page, app)
    expect(slider(page, "Learning rate")).to_be_in_viewport(ratio=1)
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in places]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", point(page, "Learning rate", 0.58))
    for percent in range(58, 71):
        touch("touchMove", point(page, "Learning rate", percent / 100))
    assert chosen_rate(page) > 1
    expect_stage_of_the_chosen_rate(page)
    expect(page.locator(".stage")).to_have_attribute("data-is-preview", "true")
    touch("touchEnd")
    expect(page.locator(".stage")).to_have_attribute("data-is-preview", "false")
    expect_stage_of_the_chosen_rate(page, told)


# ---- the picture to keep


def download_picture(page: Page, path: Path) -> np.ndarray:
    """The PNG of the boundary, within the axes: rows of pixels of red, green and blue."""
    chart = figure(page, BOUNDARY)
    chart.hover()
    with page.expect_download() as download:
        chart.locator("[data-title^='Download plot']").click()
    download.value.save_as(path)
    whole, *places = chart.evaluate(
        "({ clientWidth, _fullLayout: { _size: { l, t, w, h } } }) => [clientWidth, l, t, w, h]"
    )
    pixels = np.asarray(Image.open(path).convert("RGB"), dtype=int)
    scale = pixels.shape[1] / whole
    left, top, width, height = (round(scale * place) for place in places)
    return pixels[top : top + height, left : left + width]


def shaded(picture: np.ndarray) -> list[float]:
    """How much of it is shaded orange, and how much blue."""
    red, _, blue = np.moveaxis(picture, -1, 0)
    # Samples have the full colour, shading lets the white page through.
    is_pale = np.minimum(red, blue) > 90
    return [(is_pale & (one > other + 40)).mean() for one, other in [(red, blue), (blue, red)]]


def dark(picture: np.ndarray) -> np.ndarray:
    """Where the line is, or a dark rim of a sample."""
    return picture.max(axis=-1) < 90


def test_the_picture_to_keep_shows_shading_and_line_of_the_iteration(
    page: Page, tmp_path: Path
) -> None:
    end = download_picture(page, tmp_path / "end.png")
    scrub_to(page, 0)
    wait_for_rest(page, 0)
    start = download_picture(page, tmp_path / "start.png")
    assert min(shaded(end)) > 0.2
    # At the start every probability is 0.5: no colour, no line.
    assert max(shaded(start)) < 0.01
    assert (dark(end) & ~dark(start)).mean() > 0.001
    assert (dark(start) & ~dark(end)).mean() < 0.0002


# ---- when something goes wrong


# In each frame under a hand, which of the page's parts have an animation of their opacity.
NOTE_FADES = """() => {
    Object.assign(window, { framesLed: 0, fades: [] });
    const note = () => {
        const isLed = document.documentElement.hasAttribute("data-is-led");
        window.framesLed += isLed;
        for (const { transitionProperty, effect } of isLed ? document.getAnimations() : []) {
            const part = transitionProperty === "opacity" && effect.target.dataset.testid;
            if (part === "stElementContainer") window.fades.push(effect.target.className);
        }
        requestAnimationFrame(note);
    };
    note();
}"""


def test_nothing_begins_to_fade_while_answers_follow_a_hand(page: Page) -> None:
    page.evaluate(NOTE_FADES)
    grab(page, "Learning rate", 0.3)
    for _ in range(4):
        move(page, "Learning rate", 0.7)
        move(page, "Learning rate", 0.3)
    assert page.evaluate("window.framesLed") > 10
    page.mouse.up()
    expect(page.locator("html[data-is-led]")).to_have_count(0)
    assert page.evaluate("window.fades") == []


def test_a_drag_goes_on_where_the_connection_was_lost(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=WIDE)
    wire = Wire(page)
    arrive(page, app)
    grab(page, "Learning rate", 0.6)
    move(page, "Learning rate", 0.65)
    expect_stage_of_the_chosen_rate(page)
    # A run that is cut off takes the slider away, with the hand that holds it; here is none.
    wait_for_run(page)
    wire.cut()
    move(page, "Learning rate", 0.7)
    expect_stage_of_the_chosen_rate(page)
    assert wire.n_connections == 2
    page.mouse.up()
    expect(page.locator(".stage")).to_have_attribute("data-is-preview", "false")
    page.get_by_role("button", name="Play", exact=True).click()
    wait_until_later(page, 0)


def test_after_a_failed_answer_the_next_value_brings_the_stage_back(
    serve: Callable[[str], str], open_page: OpenPage
) -> None:
    page = open_page(viewport=WIDE)
    arrive(page, serve("tests/apps/failing.py"))
    grab(page, "Iterations", 0)
    move(page, "Iterations", 0.5)
    expect(page.locator(".stage")).to_have_count(0)
    move(page, "Iterations", 1)
    page.mouse.up()
    three = run(Experiment.of(n_iters=3))
    expect(summary(page)).to_have_text(told(three))
    wait_for_charts(page)
    eventually(lambda: line_color(page), text_color(page))
    eventually(lambda: drawn_losses(page), pytest.approx(three.trace.loss, rel=1e-6))


# ---- two stages


def test_two_stages_on_one_page_are_drawn_and_played_apart(
    serve: Callable[[str], str], open_page: OpenPage
) -> None:
    page = open_page(viewport=WIDE)
    page.goto(serve("tests/apps/two_stages.py"))
    long, short = page.locator(".stage").nth(0), page.locator(".stage").nth(1)
    for stage, chosen in [(long, Experiment()), (short, Experiment.of(noise=0.4, n_iters=30))]:
        expect(summary(stage)).to_have_text(told(run(chosen)), timeout=PATIENCE)
        expect(stage.locator("[data-revision]")).to_have_count(2)
        eventually(partial(line_color, stage), text_color(page))

    note_iterations(long)
    short.get_by_role("button", name="Rewind").click()
    expect(short).to_have_attribute("data-iteration", "0")
    short.get_by_role("button", name="Play", exact=True).click()
    expect(short).to_have_attribute("data-iteration", "30")
    assert page.evaluate("window.played") == []

    long.get_by_role("button", name="Rewind").click()
    expect(long).to_have_attribute("data-iteration", "0")
    expect(short).to_have_attribute("data-iteration", "30")
