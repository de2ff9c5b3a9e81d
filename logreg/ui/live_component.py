"""What the live components share: their JavaScript comes as files that a browser loads once.

Given as text, it would travel again with every answer of the server, once for each component.
"""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

import plotly
from streamlit.components.v1 import declare_component

MODULES = Path(__file__).with_name("live")
PLOTLYJS_FOLDER = Path(plotly.__file__).parent / "package_data"

# Never mounted: declaring them makes the server hand out the folders, with cache headers.
_modules = declare_component("live", path=str(MODULES))
_plotlyjs = declare_component("plotlyjs", path=str(PLOTLYJS_FOLDER))

PLOTLYJS_ADDRESS = f"component/{_plotlyjs.name}/plotly.min.js"


def loader(module: str) -> str:
    """The JavaScript that mounts the component of `live/<module>.js`."""
    address = json.dumps(f"component/{_modules.name}/{module}.js?{_version()}")
    return f"""
        export default function (component) {{
          let cleanUp = null;
          let isGone = false;
          import(new URL({address}, document.baseURI)).then((module) => {{
            if (!isGone) cleanUp = module.default(component);
          }});
          return () => {{
            isGone = true;
            cleanUp?.();
          }};
        }}
    """


@cache
def _version() -> str:
    """Changes with the files, so that no browser keeps an old one after an update."""
    content = b"".join(path.read_bytes() for path in sorted(MODULES.iterdir()))
    return sha256(content).hexdigest()[:12]
