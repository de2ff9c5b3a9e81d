"""What the live components share: their JavaScript comes as files that a browser loads once.

Given as text, it would travel again with every answer of the server, once for each component.
"""

import re
from hashlib import sha256
from pathlib import Path
from typing import Any

from streamlit.components.v1 import declare_component

MODULES = Path(__file__).with_name("live")

# The address changes with the files, so that no browser keeps an old one after an update.
_VERSION = sha256(b"".join(path.read_bytes() for path in sorted(MODULES.iterdir()))).hexdigest()

# Never mounted: declaring them makes the server hand out the folders, with cache headers.
_modules = declare_component(f"live_{_VERSION[:12]}", path=str(MODULES))
# A page that tells a teacher whether a laptop and a network will do. It needs no session, so its
# address stays the same.
check = declare_component("check", path=str(Path(__file__).with_name("check")))

# It travels with every message of a component: without its comments, blank lines and indentation.
_NEEDLESS = re.compile(r"^\s*(//.*?|/\*\*.*?\*/)\n|^\s+", flags=re.MULTILINE | re.DOTALL)


def bundled(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The data of a component in one piece; mount.js takes it out again.

    Streamlit looks at every value of a mapping for a data frame, which took a tenth of a script
    run, and 0.3 s of the first: it imports pandas. In a list it looks for none.
    """
    return [data]


def script(name: str) -> str:
    """The text of `live/<name>.js`, as it travels."""
    return _NEEDLESS.sub("", (MODULES / f"{name}.js").read_text(encoding="utf-8"))


_LOADER = script("loader")


def loader(module: str) -> str:
    """The JavaScript that mounts the component of `live/<module>.js`."""
    return _LOADER.replace("@folder", _modules.name).replace("@module", module)
