"""The words of the choices as a file that a browser fetches once, when nothing else is to be done.

Sent with an answer, they would make each dearer; a sheet is printed without asking the server.
"""

import json
import shutil
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from weakref import finalize

from streamlit.components.v1 import declare_component

from ..experiment.vocabulary import vocabulary

FILE = "vocabulary.json"


class _Served:
    """The file in a folder of its own, gone with the process; "" where none can be made."""

    def __init__(self, text: str) -> None:
        self.address = ""
        try:
            folder = Path(mkdtemp(prefix="vocabulary-"))
            finalize(self, shutil.rmtree, folder, ignore_errors=True)
            (folder / FILE).write_text(text, encoding="utf-8")
        except OSError:  # a sheet without settings is better than no page
            return
        digest = sha256(text.encode()).hexdigest()
        # Never mounted: declaring it makes the server hand out the folder.
        served = declare_component(f"vocabulary_{digest[:12]}", path=str(folder))
        self.address = f"component/{served.name}/{FILE}"


_served = _Served(json.dumps(vocabulary(), ensure_ascii=False))


def vocabulary_address() -> str:
    """Where a browser finds it, seen from the app's own address."""
    return _served.address
