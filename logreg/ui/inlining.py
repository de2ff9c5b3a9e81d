"""Modules of `live/` as one script, for a page that has no server to fetch them from.

A browser fetches no module from a file beside the page. Each becomes a function that is called
once, after those it imports, and returns what it exports.
"""

import re
from collections.abc import Collection

from .live_component import MODULES

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*|\bimport[.(]|</script", re.MULTILINE)
_STYLES = re.compile(r'^@import "(\w+)\.css";\n', re.MULTILINE)


def inlined_script(entry: str) -> str:
    """`live/<entry>.js` with all that it imports: one script, which calls it `entry`.

    Raises ValueError for an import or export of another form than the modules have.
    """
    modules: dict[str, str] = {}
    _collect(entry, modules)
    parts = "\n".join(f"const {name} = (() => {{\n{text}}})();" for name, text in modules.items())
    return f'"use strict";\n{parts}'


def inlined_styles(entry: str, without: Collection[str] = ()) -> str:
    """`live/<entry>.css` with what it imports in its place, but for what is not needed."""
    text = (MODULES / f"{entry}.css").read_text(encoding="utf-8")
    return _STYLES.sub(
        lambda found: "" if found[1] in without else inlined_styles(found[1], without), text
    )


def _collect(name: str, modules: dict[str, str]) -> None:
    """Into `modules`, each once: what the module imports, and then the module itself."""
    if name in modules:
        return
    text = (MODULES / f"{name}.js").read_text(encoding="utf-8")
    for imported in _IMPORT.findall(text):
        _collect(imported[1], modules)
    exported = _EXPORT.findall(text)
    body = _IMPORT.sub(lambda found: _binding(*found.groups()), _EXPORT.sub("", text))
    if other := _OTHER.search(body):
        raise ValueError(f"{name}.js cannot be put into a page as it is: {other[0]}")
    # `contract.js` exports types alone.
    modules[name] = f"{body}return {{ {', '.join(exported)} }};\n"


def _binding(names: str, module: str) -> str:
    return f"const {{{names.replace(' as ', ': ')}}} = {module};\n"
