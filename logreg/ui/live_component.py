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
    """The JavaScript that mounts the component of `live/<module>.js`, dressed by `<module>.css`."""
    script, style = (
        json.dumps(f"component/{_modules.name}/{module}.{kind}?{_version()}")
        for kind in ("js", "css")
    )
    return f"""
        const address = (path) => new URL(path, document.baseURI);
        const dressed = (window.liveStyles ??= {{}})[{style}] ??= new Promise((resolve) => {{
          const link = document.createElement("link");
          link.rel = "stylesheet";
          link.href = address({style});
          link.onload = link.onerror = resolve;
          document.head.append(link);
        }});
        const loaded = Promise.all([import(address({script})), dressed]);
        export default function (component) {{
          let cleanUp = null;
          let isGone = false;
          loaded.then(([module]) => {{
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
