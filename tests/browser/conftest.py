"""A page for the browser tests that say nothing else of theirs."""

import pytest
from playwright.sync_api import Page

from tests.browser.driver import WIDE, OpenPage


@pytest.fixture
def errors() -> list[str]:
    """What the scripts of `page` threw."""
    return []


@pytest.fixture
def page(open_page: OpenPage, errors: list[str]) -> Page:
    page = open_page(viewport=WIDE)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return page
