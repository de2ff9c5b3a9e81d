"""The compressed plotly.js: whole, in a folder of its own, and the plain one where it cannot be."""

import gzip
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import plotly
import pytest

from logreg.ui.plotlyjs import SOURCE, Packed, asked_early, plotlyjs_addresses
from tests.browser.driver import ROOT


def printed(program: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_the_copy_is_the_installed_file_and_a_third_of_its_size() -> None:
    copy = Packed(SOURCE)
    assert copy.is_made()
    assert gzip.decompress(copy.path.read_bytes()) == SOURCE.read_bytes()
    assert copy.path.stat().st_size < SOURCE.stat().st_size / 3
    assert [path.name for path in copy.path.parent.iterdir()] == ["plotly.min.js.gz"]


def test_two_at_once_share_no_folder_and_nobody_else_may_write_there(tmp_path: Path) -> None:
    source = tmp_path / "some.js"
    source.write_text("1", encoding="utf-8")
    first, second = Packed(source), Packed(source)
    assert first.is_made()
    assert second.is_made()
    assert first.path.parent != second.path.parent
    if os.name == "posix":
        assert stat.S_IMODE(first.path.parent.stat().st_mode) == 0o700


def test_a_copy_that_cannot_be_made_is_not_there(tmp_path: Path) -> None:
    copy = Packed(tmp_path / "missing.js")
    assert not copy.is_made()
    assert list(copy.path.parent.iterdir()) == []


def test_without_a_folder_there_is_no_copy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(OSError, match="missing"):
        Packed(SOURCE)


def test_the_best_address_carries_the_version_and_is_asked_for_early() -> None:
    packed, plain = plotlyjs_addresses()
    assert f"_{plotly.__version__}_" in packed
    assert packed.endswith("/plotly.min.js.gz")
    assert plain.endswith("/plotly.min.js")
    assert f'"{packed}"' in asked_early()


NO_FOLDER = """
import tempfile
tempfile.tempdir = "/no such folder"
"""
FULL_DISK = """
import os
def replace(*paths):
    raise OSError("No space left on device")
os.replace = replace
"""
ADDRESSES = """
from logreg.ui.plotlyjs import asked_early, plotlyjs_addresses
print(*plotlyjs_addresses(), bool(asked_early()))
"""


@pytest.mark.parametrize(("trouble", "asks_early"), [(NO_FOLDER, False), (FULL_DISK, True)])
def test_where_nothing_can_be_written_the_plain_file_is_the_only_one(
    trouble: str, asks_early: bool
) -> None:
    """Early is before it is known whether the copy will be made."""
    (line,) = printed(trouble + ADDRESSES)
    assert line.split() == [plotlyjs_addresses()[-1], str(asks_early)]


def test_the_folder_goes_with_the_process() -> None:
    program = """
from logreg.ui.plotlyjs import SOURCE, Packed
copy = Packed(SOURCE)
assert copy.is_made()
print(copy.path.parent)
"""
    (folder,) = printed(program)
    assert not Path(folder).exists()
