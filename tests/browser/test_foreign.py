"""What our style sheets and modules know of Streamlit's pages and Plotly's charts is there.

A new version may lack any of it without a word: these tests name what has vanished.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from logreg.experiment.gallery import EXHIBITS
from logreg.ui.task import CONTROLS
from tests.browser.driver import PHONE, ROOT, WIDE, OpenPage, eventually, slider

PATIENCE = 60_000
LIVE = ROOT / "logreg" / "ui" / "live"
# The film is a page of its own, which test_film_page opens.
OF_PAGES = sorted(path for path in LIVE.glob("*.css") if path.stem != "film")
SHEETS = (*sorted((ROOT / "logreg" / "ui").glob("*.css")), *OF_PAGES)

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
OUTER_COMMA = re.compile(r",(?![^(]*\))")
# What depends on a hand or comes with a fault (of the status, test_restart), and what a selector
# leaves out.
MOMENTARY = re.compile(
    r"::[\w-]+|:(hover|focus-visible|focus-within|active|enabled|disabled|checked|empty)\b|:not\([^()]*\)|\.live-fault"
    r"|:has\(> \.st-key-link-problems\)|\[data-testid=\"?stStatusWidget\"?\]|\.printing\b"
    r"|\[data-present(=\"?\w+\"?)?\]"
    r"|\.live-slider-field|\[data-is-led\]|\[data-stale=\"true\"\]"
)
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
OURS = re.compile(
    r"(live|stage|link|connection|verdict|predicted|present|descent|first|opening|print|printing|share|qr|sketch|card|plan|menu)\b"
)
VARIABLE = re.compile(r"--st-([a-z]+(?:-[a-z]+)*)")
READ_VARIABLE = re.compile(r'valueOf\("([a-z-]+)"\)')


# ---- what is known


def selectors(sheet: Path) -> Iterator[str]:
    """Each alternative of each rule that reaches into what others put on the page."""
    text = COMMENT.sub("", sheet.read_text("utf-8"))
    for rule in re.findall(r"([^{};]+)\{", text):
        if not rule.strip().startswith("@"):
            for one in OUTER_COMMA.split(rule.strip()):
                yield from filter(is_foreign, map(lasting, alternatives(one.strip())))


def alternatives(selector: str) -> Iterator[str]:
    """One for each part of every `:is()`."""
    found = re.search(r":is\(([^()]*)\)", selector)
    if not found:
        yield selector
        return
    for part in found[1].split(","):
        yield from alternatives(selector.replace(found[0], part.strip(), 1))


def lasting(selector: str) -> str:
    return re.sub(r" +", " ", MOMENTARY.sub("", selector)).strip()


def is_foreign(selector: str) -> bool:
    if re.search(r"\[(data-testid|class)", selector):
        return True
    return any(not OURS.match(one) for one in CLASS.findall(selector))


def variables() -> set[str]:
    """Streamlit's own, as the style sheets and the modules name them."""
    texts = [path.read_text("utf-8") for path in (*SHEETS, *LIVE.glob("*.js"))]
    return {name for text in texts for name in VARIABLE.findall(text) + READ_VARIABLE.findall(text)}


# ---- where it is looked for


def visit(page: Page, address: str, n_charts: int) -> None:
    page.goto(address)
    expect(page.locator(".live-chart[data-revision]")).to_have_count(n_charts, timeout=PATIENCE)


def at_rest(app: str, page: Page) -> None:
    visit(page, app, 2)


def with_more(app: str, page: Page) -> None:
    visit(page, app, 2)
    page.get_by_text("More", exact=True).click()
    expect(page.get_by_test_id("stSlider").first).to_be_visible()


def with_pins(app: str, page: Page) -> None:
    visit(page, f"{app}/?pin1=usual&pin2=rate:1&pin3=rate:2", 2)


def on_a_phone(app: str, page: Page) -> None:
    page.set_viewport_size(PHONE)
    visit(page, app, 2)


def without_a_run(app: str, page: Page) -> None:
    visit(page, app, 2)
    for name in ("x₁", "x₂"):
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".st-key-outdated")).to_be_attached()


def with_a_dialog(app: str, page: Page) -> None:
    visit(page, app, 2)
    page.get_by_role("button", name="Export").click()
    expect(page.get_by_role("dialog").locator("code .token").first).to_be_visible(timeout=PATIENCE)


def with_the_source(app: str, page: Page) -> None:
    visit(page, app, 2)
    page.get_by_role("button", name="Source").click()
    decorator = page.get_by_role("dialog").locator("code .token.decorator").first
    expect(decorator).to_be_attached(timeout=PATIENCE)


def evaluating(app: str, page: Page) -> None:
    visit(page, f"{app}/evaluate", 6)


def comparing(app: str, page: Page) -> None:
    visit(page, f"{app}/against_scikit_learn", 3)


def descending(app: str, page: Page) -> None:
    page.goto(f"{app}/descent")
    expect(page.locator(".descent")).to_have_attribute("data-iteration", re.compile(r"\d"))


def learning(app: str, page: Page) -> None:
    page.goto(f"{app}/from_scratch")
    expect(page.locator(".live-chart[data-revision]").first).to_be_attached(timeout=PATIENCE)
    expect(page.locator(".katex-display").first).to_be_attached(timeout=PATIENCE)
    expect(page.locator("code .token").first).to_be_attached(timeout=PATIENCE)


def looking_around_on_a_phone(app: str, page: Page) -> None:
    page.set_viewport_size(PHONE)
    looking_around(app, page)


def looking_around(app: str, page: Page) -> None:
    page.goto(f"{app}/gallery")
    expect(page.locator(".card-picture > svg")).to_have_count(len(EXHIBITS), timeout=PATIENCE)
    links = page.locator("[class*=st-key-card-] [data-testid=stPageLink] a")
    expect(links).to_have_count(len(EXHIBITS), timeout=PATIENCE)


def planning(app: str, page: Page) -> None:
    page.goto(f"{app}/plan")
    expect(page.locator(".plan-luck")).to_be_visible(timeout=PATIENCE)
    # Links come with a file of their own.
    expect(page.locator("[class*=st-key-open-] a").first).to_be_visible(timeout=PATIENCE)


def by_hand(app: str, page: Page) -> None:
    visit(page, f"{app}/missions?mission=hand", 2)


def on_a_mission(app: str, page: Page) -> None:
    visit(page, f"{app}/missions?mission=asleep", 2)
    page.get_by_role("button", name="none yet").click()
    page.get_by_role("button", name="Hint 1 of 3").click()
    expect(page.get_by_text("how pale the shading is")).to_be_visible()
    expect(page.locator(".live-slider-zone").first).to_be_attached()  # drawn after the words


def done_with_a_mission(app: str, page: Page) -> None:
    visit(page, f"{app}/missions?mission=circle&features=x1^2,x2^2", 2)
    page.get_by_role("button", name="a line", exact=True).click()
    expect(page.get_by_role("link", name="Read why, in the lesson")).to_be_visible()


def judging(app: str, page: Page) -> None:
    visit(page, f"{app}/missions?mission=rare", 6)
    page.get_by_role("button", name="stays").click()
    expect(page.locator(".live-slider")).to_have_count(1)


def summing_up(app: str, page: Page) -> None:
    page.goto(f"{app}/missions?mission=summary")
    expect(page.locator(".st-key-summary table")).to_be_visible(timeout=PATIENCE)


def making_a_task(app: str, page: Page) -> None:
    page.goto(f"{app}/make_a_task?task=Compare")
    expect(page.locator(".task-link svg")).to_be_visible(timeout=PATIENCE)


def with_a_task(app: str, page: Page) -> None:
    visit(page, f"{app}/?task=Compare&ask=yes|no", 2)


def with_a_task_on_a_phone(app: str, page: Page) -> None:
    page.set_viewport_size(PHONE)
    hidden = ",".join(key for key in CONTROLS if key not in ("rate", "seed"))
    visit(page, f"{app}/?task=Compare&hide={hidden}", 2)


VIEWS: tuple[Callable[[str, Page], None], ...] = (
    at_rest,
    with_more,
    with_pins,
    without_a_run,
    with_a_dialog,
    with_the_source,
    evaluating,
    comparing,
    descending,
    learning,
    looking_around,
    by_hand,
    on_a_mission,
    done_with_a_mission,
    judging,
    summing_up,
    making_a_task,
    with_a_task,
    planning,
    on_a_phone,
    looking_around_on_a_phone,
    with_a_task_on_a_phone,
)
# Also what is meant for a page that is printed: it has this class meanwhile.
MATCHING = """selectors => {
    document.documentElement.classList.add("printing");
    const matching = selectors.filter((one) => document.querySelector(one));
    document.documentElement.classList.remove("printing");
    return matching;
}"""
FOREIGN = """() => import(performance.getEntriesByType('resource')
    .find(({ name }) => name.endsWith('/foreign.js')).name)"""


def waiting(app: str, page: Page) -> None:
    """On a page of its own, as no work of the app's takes as long as is needed to look."""
    page.goto(app)
    page.get_by_role("button", name="Longer").click()
    expect(page.locator("[role=dialog] .st-key-turn")).to_be_attached(timeout=PATIENCE)


def vanished(app: str, long: str, page: Page, wanted: Iterable[str]) -> list[str]:
    """The selectors that match nothing on any page."""
    left = sorted(set(wanted))
    for view in (*VIEWS, waiting):
        view(long if view is waiting else app, page)
        there = page.evaluate(MATCHING, left)
        left = [selector for selector in left if selector not in there]
    return left


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page(viewport=WIDE)


def known(page: Page) -> dict[str, Any]:
    """The constants of foreign.js."""
    constants: dict[str, Any] = page.evaluate(
        f"async () => JSON.parse(JSON.stringify(await ({FOREIGN})()))"
    )
    return constants


def test_every_selector_matches_something_on_some_page(
    app: str, serve: Callable[[str], str], page: Page
) -> None:
    at_rest(app, page)
    constants = known(page)
    assert set(constants) == {
        "STREAMLIT",
        "STREAMLIT_ATTRIBUTES",
        "STREAMLIT_STATES",
        "PLOTLY",
        "PLOTLY_PROPERTIES",
        "PLOTLY_TOOLS",
    }
    styled = [one for sheet in SHEETS for one in selectors(sheet)]
    assert len(styled) > 40  # or there was nothing to look for
    inside = [f".live-chart {one}" for one in constants["PLOTLY"].values()]
    wanted = [*styled, *constants["STREAMLIT"].values(), *inside]
    assert vanished(app, serve("tests/apps/long.py"), page, wanted) == []


def test_every_variable_of_the_theme_has_a_value(app: str, page: Page) -> None:
    names = variables()
    assert {"text-color", "border-color", "font", "dataframe-border-color"} < names
    at_rest(app, page)
    empty = page.locator(".live-chart").first.evaluate(
        """(place, names) => names.filter(
            (name) => !getComputedStyle(place).getPropertyValue(`--st-${name}`).trim())""",
        sorted(names),
    )
    assert empty == []


VALUELESS = r"""() => {
    const styled = (rules) => [...rules].flatMap((rule) =>
        rule.selectorText ? [rule] : rule.cssRules ? styled(rule.cssRules) : []);
    const matched = (selector) =>
        [...document.querySelectorAll(selector.replace(/::?before|::?after/g, ""))];
    const rules = [...document.styleSheets].flatMap(({ cssRules }) => styled(cssRules));
    return rules.flatMap(({ cssText, selectorText }) =>
        [...cssText.matchAll(/var\((--st-[^)]+)\)/g)].flatMap(([, name]) =>
            matched(selectorText)
                .filter((one) => !getComputedStyle(one).getPropertyValue(name).trim())
                .map(() => `${selectorText} ${name}`)));
}"""


@pytest.mark.parametrize("query", ["", "evaluate", "?noise=9", "?present=1"])
def test_what_the_page_is_styled_by_has_values_there(app: str, page: Page, query: str) -> None:
    """Streamlit gives its theme to components alone: elsewhere a colour by its name is none."""
    page.goto(f"{app}/{query}")
    expect(page.locator(".live-chart[data-revision]").first).to_be_visible(timeout=PATIENCE)
    assert page.evaluate(VALUELESS) == []


def test_the_app_says_whether_it_runs_and_is_connected(app: str, page: Page) -> None:
    at_rest(app, page)
    constants = known(page)
    names, states = constants["STREAMLIT_ATTRIBUTES"], constants["STREAMLIT_STATES"]
    place = page.locator(constants["STREAMLIT"]["app"])
    expect(place).to_have_attribute(names["connection"], states["connected"])
    place.evaluate(
        """(place, name) => {
            window.said = [];
            new MutationObserver(() => window.said.push(place.getAttribute(name)))
                .observe(place, { attributeFilter: [name] });
        }""",
        names["run"],
    )
    slider(page, "Noise").press("End")
    eventually(lambda: states["running"] in page.evaluate("said"), True)
    expect(place).not_to_have_attribute(names["run"], states["running"])


def test_a_chart_has_the_properties_that_are_read_of_it(app: str, page: Page) -> None:
    at_rest(app, page)
    missing = page.locator(".live-chart").first.evaluate(
        """(place, paths) => paths.filter((path) =>
            path.split('.').reduce((value, name) => value?.[name], place) === undefined)""",
        known(page)["PLOTLY_PROPERTIES"],
    )
    assert missing == []


def test_a_chart_has_no_tools_but_these(app: str, page: Page) -> None:
    at_rest(app, page)
    titles = page.locator(".stage-boundary [data-title]").evaluate_all(
        "buttons => buttons.map((button) => button.dataset.title)"
    )
    assert sorted(titles) == ["Download plot as PNG", "Pan", "Reset axes", "Zoom"]


@pytest.mark.parametrize(
    ("query", "place", "n_traces"),
    [("", ".stage-loss .live-chart", 4), ("evaluate", ".st-key-histogram .live-chart", 3)],
)
def test_a_named_trace_is_drawn_in_groups_of_its_name(
    app: str, page: Page, query: str, place: str, n_traces: int
) -> None:
    page.goto(f"{app}/{query}")
    expect(page.locator(f"{place}[data-revision]")).to_be_visible(timeout=PATIENCE)
    found = page.locator(place).evaluate(
        f"""async (place) => {{
            const {{ groupsOf }} = await ({FOREIGN})();
            const groups = place.data.map(({{ uid }}) => groupsOf(place, uid));
            return [groups.map(({{ length }}) => length > 0), new Set(groups.flat()).size];
        }}"""
    )
    assert found[0] == [True] * n_traces
    assert found[1] >= n_traces  # each its own
