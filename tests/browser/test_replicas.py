"""The app behind nginx with two replicas, by the files for hosts, while replicas come and go."""

import asyncio
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from logreg import Experiment
from logreg.ui.live_component import check, loader
from tests.benchmarks.sessions import record_requests
from tests.browser.crowd_of_replicas import Crowd
from tests.browser.driver import WIDE, OpenPage, eventually, free_port, grab, move, slider
from tests.browser.replicas import DEPLOY, Hosted, Replica, running_replicas
from tests.browser.stage import PATIENCE, visit
from tests.browser.test_own_table import PASTED, open_dialog, train
from tests.browser.test_restart import expect_summary, is_old, wait_for_reconnection
from tests.pages_of_app import ALL_PATHS, N_CHARTS

pytestmark = pytest.mark.slow

# So long after a replica is healthy again, everybody is drawing again.
RECOVERY_SECONDS = 8
VISITORS = 50
TABLE = "hours,slept,passed\n" + "\n".join(
    f"{i % 12},{4 + i % 5},{'yes' if i % 12 + i % 5 > 7 else 'no'}" for i in range(60)
)
# What a browser says of what its page may not do.
VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.fixture(scope="module")
def hosted(browser: Browser) -> Iterator[Hosted]:
    with running_replicas(2) as hosted:
        yield hosted


@pytest.fixture(autouse=True)
def everybody_is_back(hosted: Hosted) -> Iterator[None]:
    yield
    for replica in hosted.replicas:
        if not replica.process:
            replica.begin()
            replica.wait_until_healthy()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    # A context of its own: a cookie says where its visitor is.
    return open_page(viewport=WIDE, accept_downloads=True)


def served_by(page: Page, hosted: Hosted) -> Replica:
    named = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    return hosted.named(named.get("replica"))


def other_than(replica: Replica, hosted: Hosted) -> Replica:
    (other,) = (one for one in hosted.replicas if one is not replica)
    return other


def faults_of(page: Page) -> list[str]:
    """What goes wrong from now on: answers that are none, and errors of scripts."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "response",
        lambda answer: answer.status >= 400 and faults.append(f"{answer.status} {answer.url}"),
    )
    return faults


def upload(page: Page, dialog: Locator, folder: Path) -> None:
    file = folder / "table.csv"
    file.write_text(TABLE, "utf-8")
    dialog.locator("input[type=file]").set_input_files(file)
    expect(dialog.get_by_role("button", name="Train on this table")).to_be_visible(timeout=PATIENCE)


def download_film(page: Page) -> bytes:
    page.get_by_role("button", name="Export").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="Film").click(timeout=PATIENCE)
    dialog.get_by_role("button", name="Make the GIF").click(timeout=PATIENCE)
    save = dialog.get_by_role("button", name="Download the GIF")
    expect(save).to_be_visible(timeout=PATIENCE)
    with page.expect_download(timeout=PATIENCE) as download:
        save.click()
    return Path(download.value.path()).read_bytes()


def modules_name() -> str:
    """The component whose folder holds the modules, as a page is told it."""
    (name,) = re.findall(r'folder = "(.*?)"', loader("stage"))
    return str(name)


def expect_no_traceback(page: Page) -> None:
    assert page.locator("[data-testid=stException]").count() == 0


# ---- nobody goes without a file


def test_a_replica_knows_its_components_as_soon_as_it_is_healthy(hosted: Hosted) -> None:
    replica = hosted.replicas[0]
    replica.end()
    replica.begin()
    replica.wait_until_healthy()
    for file in (f"{modules_name()}/mount.js", f"{check.name}/check.html"):
        with urlopen(f"{replica.address}/component/{file}", timeout=10) as answer:
            assert answer.status == 200


def test_a_replica_whose_page_fails_ends_and_was_never_healthy(tmp_path: Path) -> None:
    place = tmp_path / ".github" / "deploy"
    place.mkdir(parents=True)
    shutil.copy(DEPLOY / "replica.py", place)
    (tmp_path / "app.py").write_text("raise RuntimeError('no such file')\n", "utf-8")
    replica = Replica(free_port(), script=place / "replica.py")
    replica.begin()
    with pytest.raises(RuntimeError, match="ended at its start"):
        replica.wait_until_healthy()


@pytest.mark.parametrize("has_cookie", [True, False])
def test_every_file_is_found_whichever_replica_is_asked(
    hosted: Hosted, open_page: OpenPage, has_cookie: bool
) -> None:
    statuses: list[int] = []
    for _ in range(2):
        page = open_page(viewport=WIDE, accept_downloads=True)
        page.on("response", lambda answer: statuses.append(answer.status))
        if not has_cookie:  # as in a frame whose host takes none
            page.route(re.compile("/(component|static|media)/"), without_cookie)
        visit(page, hosted.address)
    assert len(statuses) > 131
    assert {status for status in statuses if status >= 400} == set()


def without_cookie(route: Route) -> None:
    headers = {k: v for k, v in route.request.headers.items() if k != "cookie"}
    route.continue_(headers=headers)


def test_a_page_at_another_replica_than_its_cookie_names_finds_what_is_its_own(
    hosted: Hosted, page: Page, tmp_path: Path
) -> None:
    """As where two pages of one browser are at two replicas."""
    dialog = open_dialog(page, hosted.address)
    other = other_than(served_by(page, hosted), hosted)
    number = str(hosted.replicas.index(other) + 1)
    page.context.add_cookies([{"name": "replica", "value": number, "url": hosted.address}])
    faults = faults_of(page)
    upload(page, dialog, tmp_path)
    train(page, dialog)
    assert download_film(page).startswith(b"GIF89a")
    assert faults == []
    assert served_by(page, hosted) is other


def test_all_of_it_lies_below_a_base_path(open_page: OpenPage) -> None:
    page = open_page(viewport=WIDE, accept_downloads=True)
    page.add_init_script(VIOLATIONS)
    with running_replicas(2, "/playground") as hosted:
        for path in ("/", "/evaluate"):
            visit(page, hosted.address + path)
            assert page.evaluate("violations") == []
        served_by(page, hosted).end(is_killed=True)
        page.goto(f"{hosted.address}/check.html")
        expect(page.get_by_text("this browser and this network will do")).to_be_visible()
        app = page.get_by_role("link", name="Open the app")
        expect(app).to_have_attribute("href", f"{hosted.address}/")
        for replica in hosted.replicas:
            replica.end(is_killed=True)
        page.goto(f"{hosted.address}/evaluate?v=1")
        expect(page.get_by_role("heading", name="The app does not answer")).to_be_visible()
        expect(app).to_have_attribute("href", f"{hosted.address}/evaluate?v=1")


# ---- what a page may do


def test_no_page_asks_for_what_the_policy_forbids(
    hosted: Hosted, page: Page, tmp_path: Path
) -> None:
    said: list[str] = []
    page.on("console", lambda news: "Content Security" in news.text and said.append(news.text))
    page.add_init_script(VIOLATIONS)
    for path in ALL_PATHS:
        answer = page.goto(f"{hosted.address}/{path}")
        assert answer
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        expect(page.get_by_test_id("stApp")).to_have_attribute(
            "data-test-script-state", "notRunning", timeout=PATIENCE
        )
        charts = page.locator(".live-chart[data-revision]")
        if N_CHARTS[path]:
            expect(charts.first).to_be_attached(timeout=PATIENCE)
        if path == "gallery":
            expect(page.locator(".card-picture svg").first).to_be_attached(timeout=PATIENCE)
        assert page.evaluate("violations") == [], path
    visit(page, hosted.address)
    page.get_by_role("button", name="Play", exact=True).click()
    grab(page, "Noise", 0.4)
    move(page, "Noise", 0.8)
    page.mouse.up()
    expect(page.locator(".stage")).to_have_attribute("data-is-preview", "false")
    assert download_film(page).startswith(b"GIF89a")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="QR code").first.click()
    page.keyboard.press("Escape")
    assert page.evaluate("violations") == []
    dialog = open_dialog(page, hosted.address)
    upload(page, dialog, tmp_path)
    train(page, dialog)
    assert page.evaluate("violations") == []
    assert said == []


def test_the_policy_is_heard(hosted: Hosted, page: Page) -> None:
    """Or the test above would pass on nothing."""
    page.add_init_script(VIOLATIONS)
    visit(page, hosted.address)
    page.evaluate("new Image().src = 'https://example.org/x.png'")
    eventually(lambda: len(page.evaluate("violations")), 1)


# ---- replicas come and go


def test_a_drag_goes_on_when_its_replica_is_killed_and_stays_where_it_went_when_that_returns(
    hosted: Hosted, page: Page, tmp_path: Path
) -> None:
    visit(page, f"{hosted.address}/?v=1&noise=0.3")
    page.evaluate("window.isOld = true")
    first = served_by(page, hosted)
    other = other_than(first, hosted)
    grab(page, "Iterations", 0.5)
    expect(page.locator(".stage")).to_have_attribute("data-is-preview", "true")
    first.end(is_killed=True)
    eventually(lambda: served_by(page, hosted), other, RECOVERY_SECONDS)
    wait_for_reconnection(page)
    move(page, "Iterations", 1)
    page.mouse.up()
    expect_summary(page, Experiment.of(noise=0.3, n_iters=5000))
    expect(page).to_have_url(f"{hosted.address}/?v=1&noise=0.3&iterations=5000")

    first.begin()
    first.wait_until_healthy()
    page.wait_for_timeout(6000)  # longer than nginx leaves out who did not answer
    faults = faults_of(page)
    assert download_film(page).startswith(b"GIF89a")
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name=re.compile("Dataset")).click()
    page.get_by_role("option", name="Your table").click()
    dialog = page.get_by_role("dialog")
    upload(page, dialog, tmp_path)
    train(page, dialog)
    assert served_by(page, hosted) is other
    assert faults == []
    assert is_old(page)
    expect_no_traceback(page)


def test_a_film_plays_on_when_its_replica_is_killed(hosted: Hosted, page: Page) -> None:
    visit(page, f"{hosted.address}/?v=1&noise=0.3")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("Number(document.querySelector('.stage').dataset.iteration) > 20")
    served_by(page, hosted).end(is_killed=True)
    expect(page.locator(".stage-iteration")).to_have_text("500 / 500", timeout=PATIENCE)
    wait_for_reconnection(page)
    slider(page, "Noise").press("End")
    expect_summary(page, Experiment.of(noise=0.5))
    expect_no_traceback(page)


def test_after_both_have_restarted_all_comes_back_but_a_table_which_is_asked_for(
    hosted: Hosted, open_page: OpenPage
) -> None:
    with_table = open_page(viewport=WIDE, accept_downloads=True)
    with_progress = open_page(viewport=WIDE, accept_downloads=True)
    dialog = open_dialog(with_table, hosted.address)
    dialog.get_by_label("Paste cells from a spreadsheet").fill(PASTED)
    dialog.get_by_label("Paste cells from a spreadsheet").press("Control+Enter")
    dialog.get_by_role("button", name="Read these cells").click()
    train(with_table, dialog)
    visit(with_progress, f"{hosted.address}/missions?mission=asleep")
    with_progress.get_by_text("Keep my progress in this browser").click()
    with_progress.get_by_role("button", name="none yet").click()
    expect(with_progress.locator(".live-slider")).to_have_count(1)
    for replica in hosted.replicas:
        replica.end(is_killed=True)
    for replica in hosted.replicas:
        replica.begin()
    for replica in hosted.replicas:
        replica.wait_until_healthy()
    for page in (with_table, with_progress):
        wait_for_reconnection(page)
    slider(with_table, "Iterations").press("End")
    asked = with_table.get_by_text("choose Your table under Dataset, and open its file again")
    expect(asked).to_be_visible(timeout=PATIENCE)
    # What else the link held is there.
    expect(with_table).to_have_url(re.compile("iterations=5000"))
    held = with_progress.locator(".live-slider input")
    held.press("ArrowRight")
    expect(with_progress.locator(".stage")).to_have_attribute("data-is-preview", "false")
    expect(held).to_have_count(1)
    # In a new session as well, by what the browser keeps.
    visit(with_progress, f"{hosted.address}/missions?mission=asleep")
    expect(held).to_have_count(1)
    for page in (with_table, with_progress):
        expect_no_traceback(page)


def test_fifty_visitors_and_a_page_draw_on_while_replicas_are_replaced_one_by_one(
    hosted: Hosted, page: Page
) -> None:
    # In a thread of its own: it drives a browser of its own.
    with ThreadPoolExecutor(1) as thread:
        requests = thread.submit(record_requests, hosted).result()
        visit(page, f"{hosted.address}/?v=1&noise=0.3")
        page.evaluate("window.isOld = true")
        crowd = Crowd(hosted.address, requests, VISITORS)
        working = thread.submit(asyncio.run, crowd.work())
        try:
            crowd.wait_until_all_have_drawn(PATIENCE / 1e3)
            for replica in hosted.replicas:
                replica.end()
                replica.begin()
                replica.wait_until_healthy()
                crowd.wait_until_all_have_drawn(RECOVERY_SECONDS)
                wait_for_reconnection(page)
                slider(page, "Iterations").press("End")
                expect_summary(page, Experiment.of(noise=0.3, n_iters=5000))
        finally:
            crowd.stop()
        working.result(timeout=60)
    assert crowd.faults == []
    assert crowd.n_reconnections >= VISITORS
    assert is_old(page)
    expect_no_traceback(page)


# ---- the page that says what can be done


def test_where_no_replica_answers_a_page_says_so_and_leads_back(hosted: Hosted, page: Page) -> None:
    for replica in hosted.replicas:
        replica.end()
    address = f"{hosted.address}/evaluate?v=1&noise=0.3"
    answer = page.goto(address)
    assert answer
    assert answer.status == 502
    expect(page.get_by_role("heading", name="The app does not answer")).to_be_visible()
    expect(page.get_by_text("It cannot open while the app does not answer.")).to_be_visible()
    for replica in hosted.replicas:
        replica.begin()
    expect(page.get_by_text("this browser and this network will do")).to_be_visible(
        timeout=PATIENCE
    )
    page.get_by_role("link", name="Open the app").click()
    expect(page.locator(".live-chart[data-revision]").first).to_be_attached(timeout=PATIENCE)
    expect(page).to_have_url(address)


def test_a_network_that_lets_no_websocket_through_is_found_out(hosted: Hosted, page: Page) -> None:
    page.route_web_socket(re.compile("/_stcore/stream"), lambda end: end.close(code=1011))
    violations: list[Any] = []
    page.on("console", lambda news: "Content Security" in news.text and violations.append(news))
    page.goto(f"{hosted.address}/check.html")
    expect(page.get_by_text("something between here and")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Not yet: see what is marked")).to_be_visible()
    assert violations == []
