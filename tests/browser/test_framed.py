"""The app inside the frame of a host, as Streamlit Community Cloud shows it, and on localhost."""

import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, FrameLocator, Page, expect

from tests.browser.driver import OpenPage, eventually, running_app

PATIENCE = 60_000
# What Streamlit itself gives to the frames that it makes: IFrameUtil in its JavaScript.
SANDBOX = (
    "allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox"
    " allow-same-origin allow-scripts allow-downloads"
)
HOST = """<!doctype html><title>Host</title><body style="margin: 0">
<script>
  // As a host does it: its own address follows the query that the frame tells.
  window.told = [];
  addEventListener("message", ({ data, origin }) => {
    if (data?.stCommVersion !== 1) return;
    told.push([data.type, data.queryParams, origin]);
    if (data.type === "SET_QUERY_PARAM") history.replaceState({}, "", data.queryParams || "/");
  });
  const frame = document.createElement("iframe");
  Object.assign(frame, { width: 1300, height: 800, allow: "@allow" });
  frame.setAttribute("sandbox", "@sandbox");
  frame.src = "@app/" + location.search;
  document.body.append(frame);
</script>"""


class Host:
    """A page at a port of its own, around an app that may not have started yet."""

    def __init__(self) -> None:
        self.app, self.allow, self.sandbox = "", "clipboard-write", SANDBOX
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                text = HOST.replace("@allow", host.allow).replace("@sandbox", host.sandbox)
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(text.replace("@app", host.app).encode())

            def log_message(self, *_: Any) -> None:
                """Not a word."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def framing(browser: Browser) -> Iterator[Host]:
    """A host that the app knows as its own."""
    host = Host()
    with ExitStack() as servers:
        servers.callback(host.server.server_close)
        servers.callback(host.server.shutdown)
        with pytest.MonkeyPatch.context() as patch:  # not for the servers that start later
            patch.setenv("STREAMLIT_CLIENT_ALLOWED_ORIGINS", host.address)
            host.app = servers.enter_context(running_app())
        yield host


@pytest.fixture
def host(framing: Host) -> Host:
    framing.allow, framing.sandbox = "clipboard-write", SANDBOX
    return framing


def visit(page: Page, address: str) -> tuple[FrameLocator, Frame]:
    page.goto(address)
    frame = page.frame_locator("iframe")
    expect(frame.locator(".stage [data-revision]")).to_have_count(2, timeout=PATIENCE)
    return frame, page.frames[1]


def expect_query(page: Page, query: str) -> None:
    expect(page).to_have_url(re.compile(rf"{re.escape(query)}$"), timeout=15_000)


def test_the_address_of_the_host_follows(host: Host, page: Page) -> None:
    frame, inner = visit(page, f"{host.address}/?v=1&noise=0.3")
    expect_query(page, "/?v=1&noise=0.3")
    noise = frame.get_by_role("slider", name="Noise", exact=True)
    noise.press("End")
    expect_query(page, "/?v=1&noise=0.5")
    frame.get_by_role("button", name="x₁²").click()
    expect_query(page, "/?v=1&noise=0.5&features=x1,x2,x1^2")
    page.evaluate("history.back()")
    expect(noise).to_have_attribute("aria-valuetext", "0.5")
    expect_query(page, "/?v=1&noise=0.5")
    page.evaluate("history.back()")
    expect_query(page, "/?v=1&noise=0.3")
    expect(noise).to_have_attribute("aria-valuetext", "0.3")
    assert inner.url == f"{host.app}/?v=1&noise=0.3"
    page.reload()  # of the host, which kept the query
    frame = page.frame_locator("iframe")
    noise = frame.get_by_role("slider", name="Noise", exact=True)
    expect(noise).to_have_attribute("aria-valuetext", "0.3", timeout=PATIENCE)


def test_what_the_host_brings_back_is_shown(host: Host, page: Page) -> None:
    frame, _ = visit(page, f"{host.address}/?v=1&noise=0.3")
    page.wait_for_timeout(500)
    message = {
        "stCommVersion": 1,
        "type": "UPDATE_FROM_QUERY_PARAMS",
        "queryParams": "?v=1&noise=0.4",
    }
    page.evaluate("message => frames[0].postMessage(message, '*')", message)
    noise = frame.get_by_role("slider", name="Noise", exact=True)
    expect(noise).to_have_attribute("aria-valuetext", "0.4", timeout=15_000)
    expect_query(page, "/?v=1&noise=0.4")


def test_the_link_is_the_address_of_the_host(host: Host, open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    frame, _ = visit(page, f"{host.address}/?v=1&noise=0.3")
    frame.get_by_role("button", name="Copy link").click()
    expect(frame.get_by_text("Copied", exact=True)).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{host.address}/?v=1&noise=0.3"
    frame.get_by_role("button", name="QR code").click()
    dialog = frame.get_by_role("dialog", name="Link and QR code")
    link = dialog.get_by_role("textbox", name="Link")
    expect(link).to_have_value(f"{host.address}/?v=1&noise=0.3")
    expect(dialog.get_by_role("img", name="QR code")).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)


def test_where_no_page_may_copy_the_link_is_shown_selected(host: Host, page: Page) -> None:
    host.allow = "clipboard-write 'none'"
    frame, inner = visit(page, f"{host.address}/?v=1&noise=0.3")
    inner.evaluate("document.execCommand = () => false")  # a browser that forbids this as well
    frame.get_by_role("button", name="Copy link").click()
    expect(frame.get_by_role("alert")).to_contain_text("Press Ctrl+C")
    selected = "() => getSelection().toString()"
    eventually(lambda: inner.evaluate(selected), f"{host.address}/?v=1&noise=0.3")


def test_without_storage_it_works(host: Host, page: Page) -> None:
    """As where a browser blocks what sites other than the visited one would keep."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"])
            Object.defineProperty(window, name, {
                get() { throw new DOMException("blocked", "SecurityError"); } });"""
    )
    frame, _ = visit(page, f"{host.address}/?v=1&noise=0.3")
    frame.get_by_role("slider", name="Noise", exact=True).press("End")
    expect_query(page, "/?v=1&noise=0.5")
    assert errors == []


def test_a_host_that_is_not_the_apps_own_is_told_nothing_by_us(
    host: Host, app: str, page: Page
) -> None:
    """Streamlit tells any host; what this page adds to that, only its own."""
    known, host.app = host.app, app  # of a server that allows Streamlit's hosts alone
    try:
        frame, inner = visit(page, f"{host.address}/?v=1&noise=0.3")
        frame.get_by_role("slider", name="Noise", exact=True).press("End")
        inner.wait_for_url("**/?v=1&noise=0.5")
        page.wait_for_timeout(300)
        told = page.evaluate("told.filter(([, query]) => query?.includes('noise=0.5'))")
        assert told == []
        frame.get_by_role("button", name="QR code").click()
        link = frame.get_by_role("textbox", name="Link")
        expect(link).to_have_value(f"{app}/?v=1&noise=0.5")
    finally:
        host.app = known


def test_on_localhost_the_page_says_who_can_open_its_link(app: str, page: Page) -> None:
    """The tests' server listens to its own machine alone."""
    page.goto(f"{app}/?v=1")
    expect(page.locator(".stage [data-revision]")).to_have_count(2, timeout=PATIENCE)
    page.get_by_role("button", name="QR code").click()
    dialog = page.get_by_role("dialog", name="Link and QR code")
    expect(dialog).to_contain_text("Only this computer can open it.")
    expect(dialog.get_by_role("textbox", name="Link")).to_have_value(f"{app}/?v=1")
