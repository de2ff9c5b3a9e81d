"""Firefox and WebKit, led by selenium: enough of them to look at every page.

Debian has no geckodriver: Firefox itself speaks WebDriver BiDi, and selenium's modules of that are
given its socket. WebKit has a driver beside it, and needs a screen. Both take the same records of
what a hand does.
"""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any, NoReturn, Protocol

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.bidi.browsing_context import BrowsingContext
from selenium.webdriver.common.bidi.input import Input
from selenium.webdriver.common.bidi.script import Script
from selenium.webdriver.common.bidi.session import Session
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.websocket_connection import WebSocketConnection
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from selenium.webdriver.webkitgtk.webdriver import WebDriver

from tests.browser.driver import free_port
from tests.missing import missing

WIDTH, HEIGHT = 1280, 720  # of the page
START_SECONDS = 60
ANSWER_SECONDS = 60
POLL_SECONDS = 0.01
MINI_BROWSERS = "webkit2gtk-4.*/MiniBrowser"
LOST_ANSWER = "Could not parse script result"
POINTER_AND_HOVER = 6
FIREFOX_PREFERENCES = {
    # Not a word to the outside.
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "http://127.0.0.1:1",
    "toolkit.telemetry.enabled": False,
    # Without a window it says that there is no mouse.
    "ui.allPointerCapabilities": POINTER_AND_HOVER,
    "ui.primaryPointerCapabilities": POINTER_AND_HOVER,
}
# What goes wrong on a page, and what its console is told of that: in Firefox from the first script
# on, in WebKit from when the document is loaded, before the app has answered.
LISTEN = """
    if (!window.heard) {
        window.heard = [];
        // That a size changed while sizes were told is no fault: it is told in the next frame.
        const isNews = (message) => message && !message.startsWith("ResizeObserver loop");
        addEventListener("error", ({ message }) => isNews(message) && heard.push(message));
        addEventListener("unhandledrejection", ({ reason }) => heard.push(String(reason)));
        const { error } = console;
        console.error = (...words) => { heard.push(words.join(" ")); error(...words); };
    }
"""


class Engine(Protocol):
    """A browser with one page."""

    def open(self, address: str) -> None:
        """Load a page in a new document, and listen to what it says of errors."""
        ...

    def run(self, body: str) -> Any:
        """What a function with this body returns on the page; it may run twice."""
        ...

    def act(self, *devices: dict[str, Any]) -> None:
        """What hands do, as https://www.w3.org/TR/webdriver2/#actions writes it."""
        ...

    def screenshot(self) -> str:
        """The page as a PNG, in base64."""
        ...


EngineStart = Callable[[], AbstractContextManager[Engine]]


# ---- Firefox


class Firefox:
    """By WebDriver BiDi, https://w3c.github.io/webdriver-bidi/."""

    def __init__(self, connection: WebSocketConnection) -> None:
        Session(connection).new(capabilities={})
        self.pages, self.scripts = BrowsingContext(connection), Script(connection)
        self.hands = Input(connection)
        self.page = self.pages.get_tree()[0].context
        self.pages.set_viewport(self.page, {"width": WIDTH, "height": HEIGHT})
        self.scripts.add_preload_script(f"() => {{{LISTEN}}}")

    def open(self, address: str) -> None:
        self.pages.navigate(self.page, address, "complete")

    def run(self, body: str) -> Any:
        called = f"() => JSON.stringify((() => {{{body}}})() ?? null)"
        answer = self.scripts.call_function(called, False, {"context": self.page})
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def act(self, *devices: dict[str, Any]) -> None:
        self.hands.perform_actions(self.page, list(devices))

    def screenshot(self) -> str:
        picture: str = self.pages.capture_screenshot(self.page)
        return picture


@contextmanager
def firefox() -> Iterator[Engine]:
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    path = path or missing("No Firefox: neither firefox-esr nor firefox is on this machine.")
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, ExitStack() as ends:
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});"
            for name, value in FIREFOX_PREFERENCES.items()
        ]
        (Path(profile) / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [path, "--headless", "--no-remote", "--profile", profile]
        ends.enter_context(running([*command, f"--remote-debugging-port={port}"], HOME=profile))
        wait_for_port(port)
        connection = WebSocketConnection(
            f"ws://127.0.0.1:{port}/session", ANSWER_SECONDS, POLL_SECONDS
        )
        ends.callback(connection.close)
        yield Firefox(connection)


def wait_for_port(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < deadline, f"Firefox did not answer at port {port}."
            time.sleep(0.1)


# ---- WebKit


class WebKit:
    """By WebDriver, https://www.w3.org/TR/webdriver2/."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver
        driver.set_window_rect(0, 0, WIDTH, HEIGHT)
        width, height = self.run("return [innerWidth, innerHeight]")
        driver.set_window_rect(0, 0, 2 * WIDTH - width, 2 * HEIGHT - height)

    def open(self, address: str) -> None:
        self.driver.get(address)
        self.run(LISTEN)

    def run(self, body: str) -> Any:
        deadline = time.monotonic() + ANSWER_SECONDS
        while True:
            try:
                return self.driver.execute_script(body)
            except WebDriverException as fault:
                # While the page is busy the driver can lose an answer.
                if LOST_ANSWER not in str(fault) or time.monotonic() > deadline:
                    raise

    def act(self, *devices: dict[str, Any]) -> None:
        self.driver.execute(Command.W3C_ACTIONS, {"actions": list(devices)})

    def screenshot(self) -> str:
        picture: str = self.driver.get_screenshot_as_base64()
        return picture


@contextmanager
def webkit() -> Iterator[Engine]:
    path, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browser = next(Path("/usr/lib").glob(f"*/{MINI_BROWSERS}"), None)
    if not (path and screen and browser):
        no_webkit()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, ExitStack() as ends:
        display = ends.enter_context(showing(screen))
        surroundings = {
            "DISPLAY": display,
            "HOME": home,
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # containers have none to offer
        }
        options = Options()
        options.binary_location = str(browser)
        options.add_argument("--automation")
        service = Service(path, log_output=subprocess.DEVNULL, env=os.environ | surroundings)
        with warnings.catch_warnings():
            # Selenium 4.51 calls its own function in a way that it warns of.
            warnings.simplefilter("ignore", DeprecationWarning)
            driver = WebDriver(options, service)
        ends.callback(driver.quit)
        yield WebKit(driver)


def no_webkit() -> NoReturn:
    missing("No WebKit: WebKitWebDriver, its MiniBrowser or Xvfb is not on this machine.")


@contextmanager
def showing(screen: str) -> Iterator[str]:
    """The name of a screen that nobody sees, larger than the page."""
    size = f"{WIDTH + 320}x{HEIGHT + 180}x24"
    command = [screen, "-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp"]
    with running(command, stdout=subprocess.PIPE) as program:
        assert program.stdout
        yield f":{program.stdout.readline().decode().strip()}"


# ---- both


@contextmanager
def running(
    command: list[str], stdout: int = subprocess.DEVNULL, **surroundings: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that ends with the test."""
    with subprocess.Popen(
        command, env=os.environ | surroundings, stdout=stdout, stderr=subprocess.DEVNULL
    ) as program:
        try:
            yield program
        finally:
            program.terminate()
            try:
                program.wait(timeout=10)
            except subprocess.TimeoutExpired:
                program.kill()
