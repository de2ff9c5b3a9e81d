"""Servers to measure: one Streamlit script each, on a free port of this machine."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from tests.browser.driver import ROOT, free_port, wait_until_healthy


@dataclass(frozen=True)
class Server:
    """A script being served."""

    address: str
    pid: int

    @property
    def memory(self) -> int:
        """Bytes resident in memory."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        (line,) = (line for line in status.splitlines() if line.startswith("VmRSS"))
        return 1024 * int(line.split()[1])

    @property
    def processor_time(self) -> float:
        """Milliseconds that its threads have worked so far, in steps of the system's clock."""
        # After the name, which may hold blanks: the 12th and 13th field, in the system and out.
        fields = (
            Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        )
        return 1e3 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(
    script: str,
    root: Path = ROOT,
    more: Sequence[str] = (),
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Server]:
    """Serve a script of a checkout, with its settings and `more`, until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script]
    address = [f"--server.port={port}", "--server.address=127.0.0.1"]
    # Warnings and errors belong beside the results; that a server has started does not.
    quiet = ["--server.headless=true", "--logger.level=warning"]
    process = subprocess.Popen(
        [*command, *address, *quiet, *more],
        cwd=root,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
    )
    try:
        server = Server(f"http://127.0.0.1:{port}", process.pid)
        wait_until_healthy(process, server.address)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
