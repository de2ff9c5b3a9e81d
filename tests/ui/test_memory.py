"""Threads that come later share the heaps that there are, seen by glibc's own account of them."""

import ctypes
import subprocess
import sys

import pytest

# Each of the threads holds memory while the others ask for theirs.
COUNT_HEAPS = """
import ctypes, os, re, sys, tempfile
from threading import Barrier, Thread
from logreg.ui.memory import share_one_heap

def n_heaps():
    libc = ctypes.CDLL(None)
    libc.fopen.restype = ctypes.c_void_p
    with tempfile.NamedTemporaryFile("rb") as file:
        stream = ctypes.c_void_p(libc.fopen(file.name.encode(), b"w"))
        libc.malloc_info(0, stream)
        libc.fclose(stream)
        return len(re.findall(rb"<heap nr=", file.read()))

def hold():
    held = [bytearray(2_000) for _ in range(100)]
    everybody.wait()

if "shared" in sys.argv:
    share_one_heap()
before = n_heaps()
everybody = Barrier(12)
threads = [Thread(target=hold) for _ in range(12)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(n_heaps() - before)
"""


def n_new_heaps(*how: str) -> int:
    command = [sys.executable, "-c", COUNT_HEAPS, *how]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "malloc_info"),
    reason="glibc's malloc alone has a heap for each thread",
)
def test_later_threads_get_no_heap_of_their_own() -> None:
    assert n_new_heaps() >= 8
    assert n_new_heaps("shared") == 0
