"""One experiment on every page: links, Back and Forward, reload, as a browser does them."""

import re
import time
from typing import Literal
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, Route, expect

from logreg import DATASETS, Experiment, run
from logreg.experiment.address import EXPERIMENT
from logreg.wording.plain_text import WORD_JOINER
from tests.browser.driver import WIDE, OpenPage, eventually
from tests.pages_of_app import ALL_PATHS, LABELS, N_CHARTS, PATHS, sparing
from tests.told import told

PATIENCE = 30_000
SOON = 10_000
Scheme = Literal["light", "dark"]
INKS: dict[Scheme, str] = {"light": "rgb(16, 22, 31)", "dark": "rgb(232, 236, 241)"}
LOOKS: tuple[tuple[Scheme, int], ...] = (("dark", 1440), ("light", 1440), ("dark", 390))


def visit(page: Page, address: str) -> None:
    page.goto(address)
    wait_for_charts(page)


def wait_for_charts(page: Page) -> None:
    expect(page.locator(".live-chart[data-revision]").first).to_be_visible(timeout=PATIENCE)


def expect_iterations(page: Page, text: str) -> None:
    slider = page.get_by_role("slider", name="Iterations")
    expect(slider).to_have_attribute("aria-valuetext", text, timeout=SOON)


def expect_query(page: Page, query: str) -> None:
    expect(page).to_have_url(re.compile(f"{re.escape(query)}$"), timeout=SOON)


def press(page: Page, key: str) -> None:
    page.get_by_role("slider", name="Iterations").focus()
    page.keyboard.press(key)


def follow(page: Page, label: str) -> None:
    page.get_by_role("link", name=label, exact=True).click()
    expect(page.get_by_role("heading", name=label)).to_be_visible(timeout=SOON)


@pytest.mark.parametrize("path", sparing(PATHS, "from_scratch"))
def test_a_cold_link_to_any_page_restores_the_experiment(app: str, page: Page, path: str) -> None:
    experiment = Experiment.of(
        dataset="circles", features=("x1^2", "x2^2"), learning_rate=0.1 + 0.2
    )
    query = urlencode(EXPERIMENT.write(experiment), safe=",^")
    visit(page, f"{app}/{path}?{query}")
    expect_query(page, query)
    if not path:
        expect(page.get_by_text(told(run(experiment)), exact=True)).to_be_visible()


def test_the_address_follows_the_controls_and_opens_the_same_run_elsewhere(
    app: str, page: Page, open_page: OpenPage
) -> None:
    visit(page, app)
    expect_query(page, "?v=1")
    press(page, "End")
    expect_query(page, "?v=1&iterations=5000")
    page.get_by_role("button", name="x₁²").click()
    expect_query(page, "?v=1&features=x1,x2,x1^2&iterations=5000")
    text = told(run(Experiment.of(n_iters=5000, features=("x1", "x2", "x1^2"))))
    expect(page.get_by_text(text, exact=True)).to_be_visible()
    other = open_page(viewport=WIDE)
    visit(other, page.url)
    expect(other.get_by_text(text, exact=True)).to_be_visible(timeout=SOON)


def test_the_address_waits_for_the_end_of_a_drag(app: str, page: Page) -> None:
    visit(page, app)
    slider = page.get_by_role("slider", name="Iterations")
    box = slider.bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + box["height"] / 2, steps=5)
    expect(page.locator(".stage")).to_have_attribute("data-is-preview", "true")
    expect_query(page, "?v=1")
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"\?v=1&iterations=\d+$"), timeout=SOON)


# Pixels from the end of the last name to where the legend is cut off.
LEGEND_ROOM = """(place) => {
    const clip = place.querySelector("clipPath[id^=legend] rect").width.baseVal.value;
    const legend = place.querySelector(".legend").getBoundingClientRect();
    const last = [...place.querySelectorAll(".legendtext")].at(-1).getBoundingClientRect();
    return legend.left + clip - last.right;
}"""


@pytest.mark.parametrize("label", ["Noise", "Threshold"])
def test_on_evaluate_a_drag_moves_the_charts_and_then_the_address(
    app: str, page: Page, label: str
) -> None:
    visit(page, f"{app}/evaluate")
    expect(page).to_have_url(re.compile(r"\?v=1$"), timeout=SOON)  # as it is after every arrival
    for share in (0.6, 0.3):
        slider = page.get_by_role("slider", name=label)
        before = page.url
        box = slider.bounding_box()
        assert box
        thumb = float(slider.input_value()) / float(slider.get_attribute("max") or 1)
        page.mouse.move(box["x"] + thumb * box["width"], box["y"] + box["height"] / 2)
        page.mouse.down()
        chart = page.get_by_role("figure", name=re.compile("^Decision boundary"))
        revision = int(chart.get_attribute("data-revision") or 0)
        page.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] / 2, steps=6)
        later = re.compile(rf"^(?!{revision}$)\d+$")
        expect(chart).to_have_attribute("data-revision", later, timeout=SOON)
        assert page.url == before
        eventually(lambda: areas_of_roc(page), True)
        assert chart.evaluate(LEGEND_ROOM) >= 0
        for entry in LABELS:
            expect(page.get_by_role("link", name=entry, exact=True)).to_be_visible()
        page.mouse.up()
        expect(page).not_to_have_url(before, timeout=SOON)
        expect(page).to_have_url(re.compile(rf"{label.lower()}=0\.\d+"), timeout=SOON)
        expect(page.locator("[data-is-behind]")).to_have_count(0, timeout=SOON)
        assert areas_of_roc(page)


def areas_of_roc(page: Page) -> bool:
    """Whether the legend of the ROC curve tells the same area as the chart's words."""
    chart = page.get_by_role("figure", name=re.compile("^ROC curve"))
    words, area = chart.evaluate(
        "place => [place.ariaLabel, place.querySelector('.legendtext').textContent]"
    )
    return f"area under the curve {area.removeprefix('AUC ')}. " in words


def test_pages_share_the_experiment_and_back_and_forward_restore_each(app: str, page: Page) -> None:
    visit(page, app)
    press(page, "Home")
    expect_query(page, "/?v=1&iterations=1")
    follow(page, "Evaluate")
    expect_iterations(page, "1")
    press(page, "End")
    expect_query(page, "/evaluate?v=1&iterations=5000")
    page.go_back()
    expect_query(page, "/evaluate?v=1&iterations=1")
    expect_iterations(page, "1")
    page.go_back()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    expect_query(page, "/?v=1&iterations=1")
    expect_iterations(page, "1")
    page.go_forward()
    expect(page.get_by_role("slider", name="Threshold")).to_be_visible()
    expect_query(page, "/evaluate?v=1&iterations=1")
    expect_iterations(page, "1")
    page.go_forward()
    expect_query(page, "/evaluate?v=1&iterations=5000")
    expect_iterations(page, "5000")
    follow(page, "Playground")
    expect_iterations(page, "5000")


def test_a_page_change_is_one_entry_of_the_history(app: str, page: Page) -> None:
    visit(page, app)
    length = page.evaluate("history.length")
    follow(page, "Evaluate")
    expect_query(page, "/evaluate?v=1")
    assert page.evaluate("history.length") == length + 1


def test_a_reload_keeps_everything(app: str, page: Page) -> None:
    visit(page, f"{app}/evaluate")
    press(page, "Home")
    page.get_by_role("slider", name="Threshold").focus()
    page.keyboard.press("End")
    query = "/evaluate?v=1&iterations=1&threshold=1"
    expect(page).to_have_url(re.compile(re.escape(query)), timeout=SOON)
    page.reload()
    wait_for_charts(page)
    expect(page).to_have_url(re.compile(re.escape(query)), timeout=SOON)
    expect_iterations(page, "1")
    threshold = page.get_by_role("slider", name="Threshold")
    expect(threshold).to_have_attribute("aria-valuetext", "1")


def test_the_threshold_survives_a_look_at_another_page(app: str, page: Page) -> None:
    visit(page, f"{app}/evaluate?v=1&threshold=0.25")
    follow(page, "Playground")
    expect_query(page, "/?v=1")
    follow(page, "Evaluate")
    expect_query(page, "threshold=0.25")


def test_a_bad_value_is_said_once_and_markup_stays_text(app: str, page: Page) -> None:
    markup = "<img src=x onerror=alert(1)>"
    visit(page, f"{app}/?rate=9999&data={markup}&**bold**=1&{markup}=1&$x$=1&:tada:=1")
    alerts = page.get_by_role("alert").filter(has_text="In the link")
    expect(alerts).to_have_count(1)
    # A key ends at the equals sign within it.
    expect(alerts.get_by_role("listitem")).to_have_text(
        [
            "no choice is called “**bold**”.",
            "no choice is called “<img src”.",
            "no choice is called “$x$”.",
            f"no choice is called “:{WORD_JOINER}tada:{WORD_JOINER}”.",
            f"“data” must be one of {', '.join(DATASETS)}; moons is used instead.",
            "“rate” must be a number between 0.0001 and 100; 0.3 is used instead.",
        ]
    )
    expect(page.locator("img[src=x]")).to_have_count(0)
    expect_query(page, "?v=1")
    page.get_by_role("button", name="x₁²").click()
    expect(alerts).to_have_count(0, timeout=SOON)


def test_what_is_said_of_a_link_can_be_closed(app: str, page: Page) -> None:
    visit(page, f"{app}/?lr=0.5&iterations=40")
    alert = page.get_by_role("alert").filter(has_text="In the link")
    expect(alert).to_contain_text("In the link, no choice is called “lr”; did you mean “rate”?")
    page.get_by_role("button", name="Close").click()
    expect(alert).to_have_count(0, timeout=SOON)
    expect(page.get_by_role("button", name="Close")).to_have_count(0)
    expect_query(page, "?v=1&iterations=40")
    expect_iterations(page, "40")


def test_streamlits_own_words_stay_in_the_address(app: str, page: Page) -> None:
    own = "embed=true&embed_options=dark_theme&embed_options=show_padding"
    visit(page, f"{app}/?{own}&iterations=40")
    expect_query(page, f"?v=1&iterations=40&{own}")
    expect(page.get_by_role("alert").filter(has_text="In the link")).to_have_count(0)
    press(page, "Home")
    expect_query(page, f"?v=1&iterations=1&{own}")
    page.reload()
    wait_for_charts(page)
    expect_query(page, f"?v=1&iterations=1&{own}")
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", "rgb(18, 22, 28)")
    follow(page, "Evaluate")
    expect_query(page, f"/evaluate?v=1&iterations=1&{own}")


def test_a_value_between_the_usual_choices_stays_in_a_browser(app: str, page: Page) -> None:
    query = "test=0.123&batch=7&l2=0.003&l1=0.0007"
    visit(page, f"{app}/?v=1&{query}")
    expect_query(page, f"?v=1&{query}")
    page.get_by_role("button", name="x₁²").click()
    expect_query(page, f"?v=1&test=0.123&features=x1,x2,x1^2&{query[11:]}")
    follow(page, "Evaluate")
    page.get_by_role("button", name="x₁²").click()
    expect_query(page, f"/evaluate?v=1&{query}")
    page.go_back()
    expect_query(page, f"/evaluate?v=1&test=0.123&features=x1,x2,x1^2&{query[11:]}")
    page.go_back()
    expect_query(page, f"/?v=1&test=0.123&features=x1,x2,x1^2&{query[11:]}")
    page.get_by_text("More", exact=True).click()
    penalty = page.get_by_role("slider", name="L2 strength λ")
    expect(penalty).to_have_attribute("aria-valuetext", "0.003")
    penalty.press("ArrowRight")
    expect_query(page, "&batch=7&l2=0.005&l1=0.0007")


def test_copy_link_copies_the_address(app: str, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, app)
    press(page, "Home")
    expect_query(page, "?v=1&iterations=1")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_menu_that_comes_late_carries_the_experiment_too(app: str, page: Page) -> None:
    def wait(route: Route) -> None:
        time.sleep(2)
        route.continue_()

    page.route("**/Html.*.js", wait)
    visit(page, f"{app}/?v=1&iterations=7")
    link = page.get_by_role("link", name="Evaluate", exact=True)
    expect(link).to_have_attribute("href", "/evaluate?v=1&iterations=7", timeout=SOON)


# The lesson takes the longest to open, and its menu is that of the others.
@pytest.mark.parametrize("start", sparing(PATHS, "from_scratch"))
def test_the_links_of_the_menu_carry_the_experiment(app: str, page: Page, start: str) -> None:
    visit(page, f"{app}/{start}?iterations=20")
    press(page, "Home")
    for path, label in zip(ALL_PATHS, LABELS, strict=True):
        link = page.get_by_role("link", name=label, exact=True)
        expect(link).to_have_attribute("href", f"/{path}?v=1&iterations=1", timeout=SOON)


@pytest.mark.parametrize(
    "path", sparing(["evaluate", "weights", "against_scikit_learn"], "weights")
)
def test_every_chart_of_a_page_is_drawn_in_its_theme_and_within_the_window(
    app: str, open_page: OpenPage, path: str
) -> None:
    page = open_page(viewport=WIDE, color_scheme="dark")
    visit(page, f"{app}/{path}")
    drawn = page.locator(".live-chart[data-revision]")
    expect(drawn).to_have_count(N_CHARTS[path], timeout=PATIENCE)
    tick = page.locator(".live-chart .xtick text").first
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        expect(tick).to_have_css("fill", INKS[scheme])
        page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
        expect(drawn).to_have_count(N_CHARTS[path])
        expect(page.locator(".live-chart-failure")).to_have_count(0)
