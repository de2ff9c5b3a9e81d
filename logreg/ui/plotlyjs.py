"""plotly.js for the browser: the file of the installed package, compressed once for all visitors.

Streamlit compresses what it answers anew for each request, and names no time for which a browser
may keep it. A file that is compressed already it hands out as it is; live/plotlyjs.js asks for that
one with `force-cache`, at an address that changes with the file, and unpacks it.
"""

import gzip
import os
import shutil
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread
from weakref import finalize

import plotly
from streamlit.components.v1 import declare_component

from .live_component import script

SOURCE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
# 9 takes half as long again and saves 3 kB of 1.47 MB.
LEVEL = 6


class Packed:
    """A compressed copy of a file, made in the background and gone with the process.

    Its folder is new and nobody else's, so that no other server or user has a hand in it. Raises
    OSError where no folder can be made.
    """

    def __init__(self, source: Path) -> None:
        folder = mkdtemp(prefix=f"{source.stem}-")
        finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._path = Path(folder) / f"{source.name}.gz"
        self._work = Thread(target=self._write, args=(source,), daemon=True)
        self._work.start()

    @property
    def path(self) -> Path:
        """Where the copy is, or will be."""
        return self._path

    def is_made(self) -> bool:
        """Waits until it is; False where it could not be."""
        self._work.join()
        return self._path.exists()

    def _write(self, source: Path) -> None:
        """Whole or not at all, as it may be asked for at any moment."""
        part = self._path.with_suffix(".part")
        try:
            part.write_bytes(gzip.compress(source.read_bytes(), LEVEL, mtime=0))
            os.replace(part, self._path)
        except OSError:  # a full disk: the plain file serves
            part.unlink(missing_ok=True)


def _made(source: Path) -> Packed | None:
    try:
        return Packed(source)
    except OSError:
        return None


# Begun now, as it goes on while the rest is imported.
_copy = _made(SOURCE)
_digest = sha256(SOURCE.read_bytes()).hexdigest()


def _served(name: str, path: Path) -> str:
    """The address of a file; the component is never mounted, but makes the server hand it out."""
    return f"component/{declare_component(name, path=str(path.parent)).name}/{path.name}"


_plain = _served("plotlyjs", SOURCE)
_packed = _served(f"plotlyjs_{plotly.__version__}_{_digest[:8]}", _copy.path) if _copy else _plain


def plotlyjs_addresses() -> list[str]:
    """Where a browser finds plotly.js, seen from the app's own address; the best first."""
    return [_packed, _plain] if _copy and _copy.is_made() else [_plain]


def asked_early() -> str:
    """JavaScript that asks for the compressed file, before anything else of ours."""
    return script("early").replace("@plotlyjs", _packed) if _copy else ""
