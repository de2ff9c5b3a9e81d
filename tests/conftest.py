"""One browser for all tests that need one, and the apps it visits.

Tests run in several processes at once. Those of `tests/browser` stay together in two of them: a
third browser would wait for the others, and one alone leaves a core idle for half of the time.
"""

import os
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from importlib import import_module
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.browser.driver import ARGUMENTS, OpenPage, find_browser, running_app

# Before NumPy is loaded, here and in what tests start: where cores are busy the threads of BLAS
# wait for one another, and a test takes many times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# What was recorded is of one order of summation; left to itself, BLAS takes that of the processor.
if platform.machine() in ("x86_64", "AMD64"):
    os.environ.setdefault("OPENBLAS_CORETYPE", "Haswell")
# Plugins of Hypothesis look for referrers, which `gc.freeze` (logreg/ui/garbage.py) hides from
# them: they would warn where a test has frozen what was there before Hypothesis was imported.
os.environ.setdefault("HYPOTHESIS_NO_PLUGINS", "1")

# What the answer to one action may take on a busy machine.
SOON = 10_000
# A test that asks for one of these is marked `browser`.
OF_A_BROWSER = {"browser", "serve", "app", "open_page"}
TOGETHER = "tests/browser/"
SECOND_HALF = f"{TOGETHER}test_links"  # from here on, by name: both take about as long
# What a page can be told by itself; for anything else it needs a browser context of its own.
OF_A_PAGE = {"viewport", "reduced_motion", "color_scheme"}


@pytest.hookimpl(tryfirst=True)  # before -m chooses by marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if OF_A_BROWSER & set(getattr(item, "fixturenames", ())):
            if not item.nodeid.startswith(TOGETHER):
                raise pytest.UsageError(f"{item.nodeid} needs a browser: it belongs in {TOGETHER}.")
            item.add_marker("browser")


class BrowserInTwoProcesses(LoadScopeScheduling):
    """One test after another to whoever is free, but all of the browser to the same two processes.

    `xdist_group` is meant for this, and does nothing where pytest 9.2 meets pytest-xdist 3.8: the
    group is written into a part of the node that pytest no longer reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        if not nodeid.startswith(TOGETHER):
            return nodeid
        return f"{TOGETHER}{nodeid >= SECOND_HALF}"


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling | None:
    """In place of `loadscope`, which pyproject.toml asks for."""
    return BrowserInTwoProcesses(config, log) if config.getvalue("dist") == "loadscope" else None


@pytest.fixture(scope="session", autouse=True)
def search_packages_once() -> Iterator[None]:
    """Streamlit looks through every installed package for components, each time a page is tested
    without a browser: longer than most pages take."""
    with pytest.MonkeyPatch.context() as patch:
        if "streamlit" in sys.modules:
            scanner = import_module("streamlit.components.v2.manifest_scanner")
            once = cache(scanner.scan_component_manifests)
            patch.setattr(scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=SOON)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def compiled(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """A browser that keeps the scripts it has compiled: a page opens for a quarter less."""
    folder = tmp_path_factory.mktemp("profile")
    path = find_browser()
    context = playwright.chromium.launch_persistent_context(
        folder, executable_path=path, args=ARGUMENTS
    )
    yield context
    context.close()


@pytest.fixture(scope="session")
def serve(playwright: Playwright) -> Iterator[Callable[[str], str]]:
    """Gives the address of an app, which starts when it is first asked for."""
    find_browser()  # skipped by its name before anything is served
    with ExitStack() as apps:
        yield cache(lambda script: apps.enter_context(running_app(script)))


@pytest.fixture(scope="session")
def app(serve: Callable[[str], str]) -> str:
    """The address of the app itself."""
    return serve("app.py")


@pytest.fixture
def open_page(browser: Browser, compiled: BrowserContext) -> Iterator[OpenPage]:
    """Opens pages that nothing is remembered in; they close when the test ends."""
    with ExitStack() as pages:

        def open_page(**settings: Any) -> Page:
            # The first picture learns by itself: only who asks for that has to wait for it.
            asked = {"reduced_motion": "reduce"} | settings
            is_plain = asked.keys() <= OF_A_PAGE
            page = plain_page(compiled, **asked) if is_plain else browser.new_page(**asked)
            page.set_default_timeout(SOON)
            pages.callback(page.close)
            return page

        yield open_page
        forget(compiled)


def plain_page(context: BrowserContext, viewport: ViewportSize | None = None, **media: Any) -> Page:
    page = context.new_page()
    page.emulate_media(**media)
    if viewport:
        page.set_viewport_size(viewport)
    return page


def forget(context: BrowserContext) -> None:
    """What a person or a test has left in it. The cache stays."""
    context.clear_permissions()
    context.clear_cookies()
    for page in context.pages:
        if page.url.startswith("http"):
            page.evaluate("try { localStorage.clear() } catch { /* a test took it away */ }")
