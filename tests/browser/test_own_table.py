"""A table of one's own in the dialog: a sample, a paste, a file, and names that are no names."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.driver import PHONE, WIDE, OpenPage, eventually, running_app
from tests.browser.stage import PATIENCE, visit

PASTED = "Heures\tNote\tRéussi\n" + "\n".join(
    f"{1000 + 40 * i:,}".replace(",", " ")
    + f"\t{8 + i % 9},5\t{'oui' if i % 9 + i / 9 > 6 else 'non'}"
    for i in range(24)
)
HOSTILE = "<img src=x onerror=alert(1)>"
MARKED = f"{HOSTILE},**bold** [a](b),$\\frac12$ label\n" + "\n".join(
    f"{i},{(7 * i) % 23},{'<b>yes</b>' if i > 12 else '=1+1'}" for i in range(24)
)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page(viewport=WIDE)


def open_dialog(page: Page, app: str) -> Locator:
    visit(page, app)
    page.get_by_role("combobox", name=re.compile("Dataset")).click()
    page.get_by_role("option", name="Your table").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Your table")).to_be_visible(timeout=PATIENCE)
    return dialog


def train(page: Page, dialog: Locator) -> None:
    dialog.get_by_role("button", name="Train on this table").click()
    expect(dialog).to_have_count(0, timeout=PATIENCE)
    expect(page.locator(".stage-boundary [data-revision]")).to_have_count(1, timeout=PATIENCE)


def test_a_sample_is_trained_on_and_a_row_of_it_predicted(app: str, page: Page) -> None:
    dialog = open_dialog(page, app)
    dialog.get_by_role("button", name="Hours studied").click()
    train(page, dialog)
    expect(page.locator(".stage-splits button").first).to_contain_text("Test (18 points)")
    expect(page.locator(".stage-boundary .xtitle, .stage-boundary .ytitle")).to_contain_text(
        ["hours", "hours"]
    )
    page.get_by_role("button", name="Table", exact=True).click()
    for name in ("hours studied", "hours slept"):
        dialog.get_by_label(name).fill("9")
    dialog.get_by_role("button", name="Predict").click()
    expect(dialog.get_by_text(re.compile(r"^z = .*, p = .*: predicted is"))).to_be_visible()


def test_pasted_cells_of_a_spreadsheet_are_read_as_they_are_meant(app: str, page: Page) -> None:
    dialog = open_dialog(page, app)
    dialog.get_by_label("Paste cells from a spreadsheet").fill(PASTED)
    dialog.get_by_label("Paste cells from a spreadsheet").press("Control+Enter")
    dialog.get_by_role("button", name="Read these cells").click()
    expect(dialog.get_by_text("the decimal sign is a comma")).to_be_visible(timeout=PATIENCE)
    expect(dialog.get_by_role("combobox", name=re.compile("Label"))).to_have_value("Réussi")
    train(page, dialog)
    expect(page.locator(".stage-confusion th").filter(has_text="oui").first).to_be_visible()


def test_a_column_can_be_read_as_another_kind_and_another_table_opened_then(
    app: str, page: Page
) -> None:
    dialog = open_dialog(page, app)
    dialog.get_by_role("button", name="Customers who leave").click()
    dialog.get_by_text("What its columns are").click()
    dialog.get_by_role("combobox", name="Read as text").click()
    page.get_by_role("option", name="support calls").click()
    page.keyboard.press("Escape")
    compared = dialog.get_by_role("combobox", name="support calls is compared with")
    expect(compared).to_be_visible(timeout=PATIENCE)
    dialog.get_by_role("button", name="Wine of three growers").click()
    expect(compared).to_have_count(0, timeout=PATIENCE)
    train(page, dialog)


def test_names_of_a_file_are_shown_as_the_text_that_they_are(
    app: str, page: Page, errors: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "marked.csv"
    file.write_text(MARKED, "utf-8")
    said: list[str] = []
    page.on("dialog", lambda one: said.append(one.message))
    dialog = open_dialog(page, app)
    dialog.locator("input[type=file]").set_input_files(file)
    train(page, dialog)
    expect(page.locator(".stage-boundary .ytitle, .stage-boundary .xtitle").first).to_be_visible()
    for path in ("Weights", "Evaluate", "scikit-learn"):
        page.get_by_role("link", name=path, exact=True).click()
        expect(page.get_by_role("heading", name=path).first).to_be_visible(timeout=PATIENCE)
        expect(page.locator(".live-chart[data-revision]").first).to_be_visible(timeout=PATIENCE)
    assert page.locator("img[src=x], [data-testid=stMain] b:text-is('yes')").count() == 0
    assert said == errors == []


def test_a_file_that_is_none_gets_a_sentence(app: str, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "picture.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    dialog = open_dialog(page, app)
    dialog.locator("input[type=file]").set_input_files(file)
    expect(dialog.get_by_text("This is a picture. A table has to be text")).to_be_visible()
    expect(dialog.get_by_role("button", name="Train on this table")).to_have_count(0)


def test_on_a_phone_the_dialog_is_as_wide_as_the_window(app: str, open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    visit(page, app)
    page.get_by_test_id("stExpandSidebarButton").tap()
    page.get_by_role("combobox", name=re.compile("Dataset")).tap()
    page.get_by_role("option", name="Your table").tap()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Hours studied").tap(timeout=PATIENCE)
    expect(dialog.get_by_role("button", name="Train on this table")).to_be_visible()
    box = dialog.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    train(page, dialog)


def test_a_session_that_ends_leaves_nothing_of_its_table(
    open_page: OpenPage, tmp_path: Path
) -> None:
    n_held, file = tmp_path / "held", tmp_path / "private.csv"
    file.write_text("a,b,y\n" + "\n".join(f"{i},{7 * i % 23},{i % 2}" for i in range(60)), "utf-8")
    counted = ["tests.browser.counted", str(n_held)]
    more = ["--server.disconnectedSessionTTL=1"]
    with running_app(program=counted, more=more) as app:
        page = open_page(viewport=WIDE)
        visit(page, app)
        eventually(n_held.read_text, "0")
        dialog = open_dialog(page, app)
        dialog.locator("input[type=file]").set_input_files(file)
        train(page, dialog)
        page.get_by_role("link", name="Evaluate", exact=True).click()
        expect(page.locator(".live-chart[data-revision]").first).to_be_visible(timeout=PATIENCE)
        eventually(lambda: int(n_held.read_text()) >= 3, True)  # file, table, run
        page.close()
        eventually(n_held.read_text, "0", 20)
