"""Firefox and WebKit, led by the W3C's protocols: enough of them for a look at every page.

Firefox speaks WebDriver BiDi itself; WebKit has a driver beside it, and needs a screen. Both take
the same records of what a hand does.
"""

import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from websockets.exceptions import InvalidHandshake
from websockets.sync.client import ClientConnection, connect

from tests.browser.driver import free_port
from tests.missing import missing

SIZE = (1280, 800)
START_SECONDS = 60
ANSWER_SECONDS = 60
MINI_BROWSERS = "webkit2gtk-4.*/MiniBrowser"
# Not a word to the outside.
FIREFOX_PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.events.testing.asyncClipboard": True,
    "dom.push.connection.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "http://127.0.0.1:1",
    "toolkit.telemetry.enabled": False,
}


class Engine(Protocol):
    """A browser with one page."""

    def open(self, address: str) -> None:
        """Load a page, in a new document."""
        ...

    def run(self, body: str) -> Any:
        """What a function with this body returns on the page."""
        ...

    def act(self, steps: list[dict[str, Any]]) -> None:
        """Do what a mouse does, step by step."""
        ...


# ---- Firefox


class Firefox:
    """By WebDriver BiDi, https://w3c.github.io/webdriver-bidi/."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.ids = count(1)
        self.ask("session.new", capabilities={})
        self.context = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **parameters: Any) -> Any:
        number = next(self.ids)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv(timeout=ANSWER_SECONDS))
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]

    def open(self, address: str) -> None:
        self.ask("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def run(self, body: str) -> Any:
        called = f"JSON.stringify(await (async () => {{{body}}})() ?? null)"
        answer = self.ask(
            "script.callFunction",
            functionDeclaration=f"async () => {called}",
            target={"context": self.context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def act(self, steps: list[dict[str, Any]]) -> None:
        self.ask("input.performActions", context=self.context, actions=mouse(steps))


@contextmanager
def firefox() -> Iterator[Engine]:
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        missing("No Firefox: neither firefox-esr nor firefox is on this machine.")
    port, (width, height) = free_port(), SIZE
    with tempfile.TemporaryDirectory() as profile, ExitStack() as ends:
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});"
            for name, value in FIREFOX_PREFERENCES.items()
        ]
        (Path(profile) / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [path, "--headless", "--no-remote", "--profile", profile]
        size = [f"--width={width}", f"--height={height}", f"--remote-debugging-port={port}"]
        ends.enter_context(running([*command, *size], {"HOME": profile}))
        yield Firefox(ends.enter_context(speaking(f"ws://127.0.0.1:{port}/session")))


@contextmanager
def speaking(address: str) -> Iterator[ClientConnection]:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket = connect(address, max_size=None, compression=None)
            break
        except (OSError, InvalidHandshake):
            assert time.monotonic() < deadline, f"Firefox did not answer at {address}."
            time.sleep(0.2)
    with socket:
        yield socket


# ---- WebKit


class WebKit:
    """By WebDriver, https://www.w3.org/TR/webdriver2/."""

    def __init__(self, driver: str, browser: str) -> None:
        self.driver = driver
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        session = self.ask("POST", "", {"capabilities": {"alwaysMatch": wanted}})
        self.driver += f"/{session['sessionId']}"

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.driver + path, data, method=method)
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
            return json.load(answer)["value"]

    def open(self, address: str) -> None:
        self.ask("POST", "/url", {"url": address})

    def run(self, body: str) -> Any:
        script = (
            f"const done = arguments[0]; (async () => {{{body}}})()"
            ".then((value) => done({ value: value ?? null }),"
            " (error) => done({ error: `${error}` }));"
        )
        answer = self.ask("POST", "/execute/async", {"script": script, "args": []})
        assert "error" not in answer, answer["error"]
        return answer["value"]

    def act(self, steps: list[dict[str, Any]]) -> None:
        self.ask("POST", "/actions", {"actions": mouse(steps)})


@contextmanager
def webkit() -> Iterator[Engine]:
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browser = next(Path("/usr/lib").glob(f"*/{MINI_BROWSERS}"), None)
    if not (driver and screen and browser):
        missing("No WebKit: WebKitWebDriver, its MiniBrowser or Xvfb is not on this machine.")
    port, display, (width, height) = free_port(), f":{os.getpid() % 50_000 + 100}", SIZE
    with tempfile.TemporaryDirectory() as home, ExitStack() as ends:
        ends.enter_context(running([screen, display, "-screen", "0", f"{width}x{height}x24"], {}))
        surroundings = {
            "DISPLAY": display,
            "HOME": home,
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        }
        ends.enter_context(running([driver, f"--port={port}"], surroundings))
        engine = WebKit(started(f"http://127.0.0.1:{port}"), str(browser))
        try:
            yield engine
        finally:
            engine.ask("DELETE", "")


def started(address: str) -> str:
    """The address of its sessions, once the driver answers."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{address}/status", timeout=1):
                return f"{address}/session"
        except OSError:
            assert time.monotonic() < deadline, f"WebKit's driver did not answer at {address}."
            time.sleep(0.2)


# ---- both


def mouse(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "type": "pointer",
            "id": "mouse",
            "parameters": {"pointerType": "mouse"},
            "actions": steps,
        }
    ]


@contextmanager
def running(command: list[str], surroundings: dict[str, str]) -> Iterator[None]:
    """A program that ends with the test, and all that it has started."""
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    program = subprocess.Popen(command, env=os.environ | surroundings, **quiet)
    try:
        yield
    finally:
        program.terminate()
        try:
            program.wait(timeout=10)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
