"""The app as it is hosted: several replicas behind nginx, all on this machine.

nginx runs by the configuration of `.github/deploy`, with the addresses and folders of a test.
"""

import os
import runpy
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

from tests.browser.driver import ROOT, free_port, wait_until_healthy
from tests.missing import missing

DEPLOY = ROOT / ".github" / "deploy"
configured: Callable[..., str] = runpy.run_path(str(DEPLOY / "configure.py"))["configured"]
# To let go of what is still being answered.
END_SECONDS = 15


def find_nginx() -> str:
    """The path of nginx, which may lie where only root looks; without one the test skips."""
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    return shutil.which("nginx", path=places) or missing("No nginx is on this machine.")


@dataclass
class Replica:
    """One process of the app, which can be ended and started again at the same port."""

    port: int
    base: str = ""
    script: Path = DEPLOY / "replica.py"
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    def begin(self) -> None:
        """Start it, without waiting for it to be healthy."""
        command = [sys.executable, "-m", "streamlit", "run", str(self.script)]
        settings = [f"--server.port={self.port}", "--server.address=127.0.0.1"]
        settings += ["--server.headless=true", "--logger.level=warning"]
        settings += [f"--server.baseUrlPath={self.base}"] if self.base else []
        self.process = subprocess.Popen(
            [*command, *settings],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
        )

    def wait_until_healthy(self) -> None:
        assert self.process
        wait_until_healthy(self.process, f"{self.address}{self.base}")

    def end(self, is_killed: bool = False) -> None:
        """Tell it to stop, or kill it without a word; it may have ended already."""
        if not self.process:
            return
        self.process.kill() if is_killed else self.process.terminate()
        try:
            self.process.wait(timeout=END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=END_SECONDS)
        self.process = None


@dataclass(frozen=True)
class Hosted:
    """The address that visitors know, and what answers there."""

    address: str
    replicas: list[Replica] = field(default_factory=list)

    def named(self, cookie: str | None) -> Replica:
        """The replica that a cookie names: they are counted from 1."""
        assert cookie, "no replica was named"
        return self.replicas[int(cookie) - 1]


@contextmanager
def running_replicas(n: int, base: str = "", begun: bool = True) -> Iterator[Hosted]:
    """Serve `n` replicas behind nginx, at `base` ("/playground"), until the block ends."""
    replicas = [Replica(free_port(), base) for _ in range(n)]
    with ExitStack() as ends:
        for replica in replicas:
            ends.callback(replica.end, is_killed=True)
        if begun:
            for replica in replicas:
                replica.begin()
            for replica in replicas:
                replica.wait_until_healthy()
        address = ends.enter_context(running_nginx([replica.port for replica in replicas], base))
        yield Hosted(f"{address}{base}", replicas)


@contextmanager
def running_nginx(ports: list[int], base: str = "") -> Iterator[str]:
    """nginx in front of these ports of this machine; yields its address, without the base path."""
    nginx = find_nginx()
    port = free_port()
    folder = Path(mkdtemp(prefix="nginx-"))
    file = folder / "nginx.conf"
    file.write_text(_here(ports, port, base, folder), encoding="utf-8")
    with (folder / "errors").open("wb") as errors:
        command = [nginx, "-c", str(file), "-p", str(folder), "-g", "daemon off;"]
        process = subprocess.Popen(command, stderr=errors)
    try:
        _wait_for(process, port, folder / "errors")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=END_SECONDS)
        shutil.rmtree(folder, ignore_errors=True)


def _here(ports: list[int], port: int, base: str, folder: Path) -> str:
    """The configuration, with all that nginx writes in one folder, and with few workers."""
    addresses = [f"127.0.0.1:{replica}" for replica in ports]
    text = configured(addresses, f"127.0.0.1:{port}", base, str(ROOT))
    text = text.replace("/run/nginx.pid", str(folder / "pid"))
    text = text.replace("/var/cache/nginx-playground", str(folder / "cache"))
    text = text.replace("worker_processes auto;", f"worker_processes 1;\n{_user()}")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f"    {kind}_temp_path {folder / kind};\n" for kind in kinds)
    return text.replace("http {\n", f"http {{\n{paths}", 1)


def _user() -> str:
    """Of root's folder, nobody else could read what is in it."""
    return "user root;" if os.getuid() == 0 else ""


def _wait_for(process: subprocess.Popen[bytes], port: int, errors: Path) -> None:
    deadline = time.monotonic() + END_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"nginx ended at its start: {errors.read_text('utf-8')}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"nginx did not answer within {END_SECONDS} s.")
