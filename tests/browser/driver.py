"""A real browser, a real server and a hand, for the tests that need them."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from tests.missing import missing

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_BROWSER = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
# No window, no sandbox (containers have none to offer), and not a word to the outside.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS = 60

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}

# The fixture of conftest.py: opens a page with the settings of `browser.new_page`.
OpenPage = Callable[..., Page]


def find_browser() -> str:
    """The path of a Chrome or Chromium; without one the test skips, or fails where CI wants one."""
    found = filter(None, map(shutil.which, (*BROWSERS, MAC_BROWSER)))
    reason = f"No browser: none of {', '.join(BROWSERS)} is on this machine."
    return next(found, None) or missing(reason)


# ---- the server


@contextmanager
def running_app(
    script: str = "app.py",
    port: int | None = None,
    is_killed: bool = False,
    program: Sequence[str] = ("streamlit",),
    more: Sequence[str] = (),
) -> Iterator[str]:
    """Serve a script with `more` settings, on a free port unless told which; yield its address.

    At the end the server is told to stop, or killed without a word.
    """
    port = port or free_port()
    command = [sys.executable, "-m", *program, "run", script, *more]
    settings = ["--server.headless=true", f"--server.port={port}", "--server.address=127.0.0.1"]
    server = subprocess.Popen(
        [*command, *settings],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_healthy(server, address)
        yield address
    finally:
        server.kill() if is_killed else server.terminate()
        server.wait(timeout=10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until_healthy(server: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"The app ended at its start with exit code {server.returncode}.")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The app did not answer within {START_SECONDS} s.")


# ---- the hand on a slider


def slider(page: Page, label: str) -> Locator:
    return page.get_by_role("slider", name=label, exact=True)


def point(page: Page, label: str, fraction: float) -> tuple[float, float]:
    """Where on the screen the thumb's centre stands at this fraction of the track."""
    box = slider(page, label).bounding_box()
    assert box
    # The thumb is 0.75 rem wide, of 15 px each.
    return box["x"] + 5.6 + fraction * (box["width"] - 11.25), box["y"] + box["height"] / 2


def wait_for_run(page: Page) -> None:
    """To the end of what the server is doing for the page."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")


def grab(page: Page, label: str, fraction: float) -> None:
    page.mouse.move(*point(page, label, fraction))
    page.mouse.down()


def move(page: Page, label: str, fraction: float) -> None:
    page.mouse.move(*point(page, label, fraction), steps=8)


# ---- patience


def eventually(get: Callable[[], object], expected: object, seconds: float = 10) -> None:
    """Assert that `get()` becomes what is expected."""
    deadline = time.monotonic() + seconds
    while get() != expected and time.monotonic() < deadline:
        time.sleep(0.05)
    assert get() == expected


# ---- what can go wrong


class Wire:
    """The connection between a page and its server, to be cut or to lose a message."""

    def __init__(self, page: Page) -> None:
        """Before the page is opened: what is connected already cannot be reached."""
        self.n_connections = 0
        self.gives_up = False  # while true, all that the page says is lost
        self.said: list[str | bytes] = []
        self._loses_next = False
        self._held: list[str | bytes] | None = None
        page.route_web_socket(re.compile("/_stcore/stream"), self._connect)

    def cut(self) -> None:
        """End the connection, without a word to either side; the page will build a new one."""
        self._page_end.close(code=1011)
        self._server_end.close(code=1011)

    def lose_next_message(self) -> None:
        """The page will say one thing that the server does not hear."""
        self._loses_next = True

    def hold_answers(self) -> None:
        """From now on the server seems busy."""
        self._held = []

    def give_answers(self) -> None:
        held, self._held = self._held or [], None
        for message in held:
            self._page_end.send(message)

    def tell(self, message: bytes) -> None:
        """The page hears something that the server has not said."""
        self._page_end.send(message)

    @property
    def is_holding(self) -> bool:
        """Whether the server has begun to answer."""
        return bool(self._held)

    def _connect(self, page_end: WebSocketRoute) -> None:
        self.n_connections += 1
        server_end = page_end.connect_to_server()
        page_end.on_message(lambda message: self._pass_on(server_end, message))
        server_end.on_message(lambda message: self._pass_back(page_end, message))
        self._page_end, self._server_end = page_end, server_end

    def _pass_on(self, server_end: WebSocketRoute, message: str | bytes) -> None:
        self.said.append(message)
        if self._loses_next:
            self._loses_next = False
        elif not self.gives_up:
            server_end.send(message)

    def _pass_back(self, page_end: WebSocketRoute, message: str | bytes) -> None:
        if self._held is None:
            page_end.send(message)
        else:
            self._held.append(message)


def hide_tab(page: Page) -> None:
    """What a browser does to a tab in the background: says so, and draws no frames."""
    page.evaluate(
        """() => {
            const request = window.requestAnimationFrame;
            const waiting = [];
            const become = (state) => {
                Object.defineProperty(
                    document, 'visibilityState', { value: state, configurable: true });
                document.dispatchEvent(new Event('visibilitychange'));
            };
            window.requestAnimationFrame = (act) => waiting.push(act);
            window.showTab = () => {
                window.requestAnimationFrame = request;
                waiting.forEach((act) => request(act));
                become('visible');
            };
            become('hidden');
        }"""
    )


def show_tab(page: Page) -> None:
    page.evaluate("showTab()")
