"""A page on paper: one sheet, with all that a worksheet needs."""

import re
from io import BytesIO
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.driver import PHONE, WIDE, OpenPage
from tests.missing import missing

QUERY = "v=1&data=circles&noise=0.1&features=x1,x2,x1^2,x2^2&rate=0.7"
PAPERS: tuple[tuple[str, Literal["light", "dark"]], ...] = (("A4", "light"), ("Letter", "dark"))
SENTENCE = "The training loss fell from"
# Each page that is one sheet, with what is written in its last chart.
CHARTS = {
    "": "predicted class",
    "evaluate": "predicted class",
    "weights": "λ looked at",
    "descent": "A cut through",
    "against_scikit_learn": "feature",
}
# The sheet is readied when the page stands; before, the page prints as it is on screen.
READY = """() => {
    dispatchEvent(new Event('beforeprint'));
    const isSheet = document.querySelector('.print-head') !== null;
    dispatchEvent(new Event('afterprint'));
    return isSheet;
}"""


def texts_of(page: Page, folder: Path, paper: str = "A4") -> list[str]:
    """The text of each sheet."""
    try:
        from pypdf import PdfReader
    except ImportError:
        missing("Nothing reads PDF: the package pypdf is not installed.")
    path = folder / "page.pdf"
    page.pdf(path=path, format=paper, prefer_css_page_size=True)
    return [" ".join(sheet.extract_text().split()) for sheet in PdfReader(path).pages]


def open_for_printing(open_page: OpenPage, address: str, **settings: object) -> Page:
    page = open_page(**({"viewport": WIDE} | settings))
    page.goto(address)
    # What stands at the end of a page is drawn last.
    charts = page.locator(".live-chart")
    expect(charts.first).to_have_attribute("data-revision", re.compile("."), timeout=60_000)
    expect(page.locator(".live-chart:not([data-revision])")).to_have_count(0, timeout=60_000)
    page.wait_for_function(READY, timeout=30_000)
    return page


@pytest.mark.parametrize("path", CHARTS)
def test_a_page_is_one_sheet_with_title_link_settings_and_charts(
    app: str, open_page: OpenPage, tmp_path: Path, path: str
) -> None:
    page = open_for_printing(open_page, f"{app}/{path}?{QUERY}")
    for paper, scheme in PAPERS:
        page.emulate_media(color_scheme=scheme)
        expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", scheme)
        (text,) = texts_of(page, tmp_path, paper)
        assert page.title() in text
        assert page.url.replace(" ", "") in text.replace(" ", "")
        for setting in ("Dataset: Circles", "Learning rate: 0.7", "Features: x₁, x₂, x₁², x₂²"):
            assert setting in text
        assert CHARTS[path] in text
        assert not re.search("Copy link|Start over|Export|Playground 0", text)
    if not path:
        assert SENTENCE in text
        assert "log loss" in text


def test_a_long_page_takes_several_sheets_and_cuts_nothing_off(
    app: str, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_for_printing(open_page, f"{app}/from_scratch?{QUERY}")
    sheets = texts_of(page, tmp_path)
    assert 3 < len(sheets) < 20
    whole = " ".join(sheets)
    for heading in page.locator("h2:visible").all_inner_texts():
        assert heading in whole


def test_a_phone_prints_one_sheet_too(app: str, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_for_printing(open_page, f"{app}/?{QUERY}", viewport=PHONE)
    (text,) = texts_of(page, tmp_path)
    assert SENTENCE in text


def test_the_code_on_the_sheet_is_that_of_the_link(app: str, open_page: OpenPage) -> None:
    page = open_for_printing(open_page, f"{app}/?{QUERY}")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    link = page.locator(".print-link").inner_text()
    assert link == page.url
    assert rows_of(page, ".print-head .qr") in codes_of(link)
    page.evaluate("dispatchEvent(new Event('afterprint'))")


def rows_of(page: Page, selector: str) -> list[str]:
    """The modules as the picture draws them, without its light edge."""
    svg = page.locator(selector)
    side = int((svg.get_attribute("viewBox") or "").split()[2])
    dark = {
        (int(y), int(x))
        for x, y in re.findall(
            r"M(\d+) (\d+)h1v1h-1z", svg.locator("path").get_attribute("d") or ""
        )
    }
    inner = range(4, side - 4)
    return ["".join(str(int((y, x) in dark)) for x in inner) for y in inner]


def codes_of(text: str) -> list[list[str]]:
    """By another encoder, under each of the eight masks, all of which a camera reads."""
    try:
        from qrcode.constants import ERROR_CORRECT_M
        from qrcode.main import QRCode
    except ImportError:
        missing("No other encoder: the package qrcode is not installed.")
    codes = []
    for mask in range(8):
        code = QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=mask, border=0)
        code.add_data(text.encode(), optimize=0)
        code.make(fit=True)
        codes.append(["".join(str(int(bit)) for bit in row) for row in code.get_matrix()])
    return codes


def test_after_printing_the_page_is_as_it_was(app: str, open_page: OpenPage) -> None:
    page = open_for_printing(open_page, f"{app}/?{QUERY}", color_scheme="dark")
    expect(page.locator(".stage-play")).to_be_visible()
    before = pixels(page)
    page.pdf()
    expect(page.locator(".print-head")).to_have_count(0)
    page.wait_for_timeout(500)
    # Painted once more, an edge may be rounded otherwise by one of 255.
    assert np.abs(pixels(page) - before).max() <= 2


def pixels(page: Page) -> NDArray[np.int64]:
    with Image.open(BytesIO(page.screenshot())) as picture:
        return np.asarray(picture.convert("RGB"), dtype=np.int64)


def test_no_message_is_sent_for_a_sheet(app: str, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(viewport=WIDE)
    messages: list[object] = []
    page.on(
        "websocket", lambda socket: socket.on("framesent", lambda message: messages.append(message))
    )
    page.goto(f"{app}/?{QUERY}")
    expect(page.locator(".stage [data-revision]")).to_have_count(2, timeout=60_000)
    page.wait_for_function(READY, timeout=30_000)
    page.wait_for_timeout(1000)
    n_messages = len(messages)
    page.pdf()
    page.wait_for_timeout(500)
    assert len(messages) == n_messages
