"""axe-core finds nothing to mend on any page: names, roles, contrast, targets, in both themes."""

import re
from collections.abc import Sequence
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.driver import PHONE, WIDE, OpenPage
from tests.pages_of_app import ALL_PATHS, N_CHARTS, PATHS, sparing

# The first visit imports scikit-learn, which takes seconds on a busy machine.
PATIENCE = 30_000
# Targets below 24 px are looked for on request only.
SHEET = "[data-testid=stSidebar]"  # where it lies on a phone
# Where files are dropped: without a role, and with a name.
DROPZONE = '<section role="presentation" tabindex="-1" data-testid="stFileUploaderDropzone"'
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def wait_until_drawn(page: Page, path: str = "") -> None:
    """Every chart that the page has, and no script is running."""
    page.wait_for_function(
        """least => {
            const charts = [...document.querySelectorAll('.live-chart')];
            const isIdle = !document.querySelector(
                '[data-testid=stStatusWidget], [data-testid=stSkeleton]');
            const areDrawn = charts.every(({ dataset }) => dataset.revision);
            return isIdle && charts.length >= least && areDrawn;
        }""",
        arg=min(2, N_CHARTS[path]),
        timeout=PATIENCE,
    )
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()


def findings(page: Page, within: str = "html") -> list[str]:
    """Each as its rule, the element and what is wrong with it."""
    return [
        f"{rule['id']}: {node['html'][:120]} {checks[0]['message']}"
        for rule in Axe().run(page, context=within, options=OPTIONS).response["violations"]
        for node in rule["nodes"]
        if (checks := node["any"] + node["all"] + node["none"])
    ]


def assert_nothing_is_found(
    page: Page, within: str = "html", known: str | None = None, schemes: Sequence[Scheme] = SCHEMES
) -> None:
    """Nothing but what is `known` to be of Streamlit's own making."""
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", scheme)
        found = findings(page, within)
        assert [one for one in found if known is None or known not in one] == []


@pytest.mark.parametrize("path", sparing(ALL_PATHS, "from_scratch"))
def test_nothing_is_found_on_a_page(app: str, open_page: OpenPage, path: str) -> None:
    page = open_page(viewport=WIDE)
    page.goto(f"{app}/{path}")
    wait_until_drawn(page, path)
    if path in PATHS:
        page.get_by_text("More", exact=True).click()
        expect(page.get_by_role("slider", name=re.compile("^L1 strength"))).to_be_visible()
    assert_nothing_is_found(page)


@pytest.mark.parametrize("button", ["Export", "Source"])
def test_nothing_is_found_in_a_dialog(app: str, open_page: OpenPage, button: str) -> None:
    page = open_page(viewport=WIDE)
    page.goto(app)
    wait_until_drawn(page)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("dialog").locator("code .token").first).to_be_visible()
    assert_nothing_is_found(page)


def test_nothing_is_found_where_points_are_drawn(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=WIDE)
    page.goto(f"{app}/?data=points&test=0")
    wait_until_drawn(page)
    assert_nothing_is_found(page)
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_text("Draw two points of each class")).to_be_visible()
    assert_nothing_is_found(page)


def test_nothing_is_found_in_the_dialog_of_a_table(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=WIDE)
    page.goto(app)
    wait_until_drawn(page)
    page.get_by_role("combobox", name=re.compile("Dataset")).click()
    page.get_by_role("option", name="Your table").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Customers who leave").click()
    dialog.get_by_text("How it was read").click()
    dialog.get_by_text("What its columns are").click()
    train = dialog.get_by_role("button", name="Train on this table")
    expect(train).to_be_visible()
    assert_nothing_is_found(page, known=DROPZONE)
    train.click()
    page.get_by_role("button", name="Table", exact=True).click()
    expect(dialog.get_by_role("button", name="Predict")).to_be_visible()
    assert_nothing_is_found(page, known=DROPZONE)


@pytest.mark.parametrize("path", sparing(ALL_PATHS, *PATHS[2:], "gallery", "plan"))
def test_nothing_is_found_on_a_phone(app: str, open_page: OpenPage, path: str) -> None:
    """Its colours are those of a wide window: one theme of each page will do."""
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"{app}/{path}")
    wait_until_drawn(page, path)
    schemes = [SCHEMES[ALL_PATHS.index(path) % 2]]
    assert_nothing_is_found(page, schemes=schemes)
    page.get_by_test_id("stExpandSidebarButton").tap()
    expect(page.get_by_test_id("stSidebarCollapseButton")).to_be_visible()
    assert_nothing_is_found(page, within=SHEET, schemes=schemes)
