"""Somebody else's work on the same machine."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

SPIN = "print(flush=True)\nwhile True: pass"


@contextmanager
def busy_core() -> Iterator[None]:
    """Until the block ends, a process of its own keeps one core busy."""
    process = subprocess.Popen([sys.executable, "-c", SPIN], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield
    finally:
        process.kill()
        process.communicate()
