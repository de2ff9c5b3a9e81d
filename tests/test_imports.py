"""What importing costs, and which way imports run."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import logreg

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "logreg"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
# The rooms of the house: a module may import from its own room and from those before it.
ROOMS = (
    "wording",
    "core",
    "plain",
    "data",
    "scoring",
    "experiment",
    "missions",
    "lesson",
    "export",
    "figures",
    "ui",
)
# These stand alone: the room, and the only one of ours that it may look at.
ALONE = {"wording": {"wording"}, "core": {"core", "wording"}, "plain": {"plain"}}
# What else a room may import, wherever in a module: nothing but NumPy where it is not named.
PACKAGES = {
    "wording": set(),
    "core": {"numpy"},
    "plain": {"numpy"},
    "data": {"numpy", "sklearn", "pandas", "openpyxl", "pyarrow"},
    "scoring": {"numpy"},
    "experiment": {"numpy", "sklearn", "scipy", "contourpy"},
    "missions": {"numpy"},
    "lesson": {"numpy"},
    "export": {"numpy"},
    "figures": {"numpy", "plotly", "PIL"},
    "ui": {"numpy", "pandas", "plotly", "streamlit", "scipy", "threadpoolctl"},
}
HEAVY = ["streamlit", "plotly", "pandas", "sklearn", "scipy", "contourpy", "threadpoolctl"]
HEAVY += ["openpyxl", "pyarrow"]


def imports_of(module: str) -> set[str]:
    """Full names of all that a module imports, wherever in it; relative ones made absolute."""
    path = PACKAGE / module
    package = ["logreg", *path.relative_to(PACKAGE).parent.parts]
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            prefix = ".".join([*base, *([node.module] if node.module else [])])
            names |= {prefix} | {f"{prefix}.{alias.name}" for alias in node.names}
    return names


def in_fresh_process(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def mentions(names: set[str], package: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for name in names)


def test_importing_logreg_loads_nothing_heavy() -> None:
    program = f"import sys, logreg; print([m for m in {HEAVY} if m in sys.modules])"
    assert in_fresh_process(program) == "[]"


def test_training_on_toy_data_loads_nothing_heavy() -> None:
    toys = [name for name, choice in logreg.DATASETS.items() if choice.is_toy]
    program = (
        f"import sys, logreg; sets = [logreg.load_dataset(name) for name in {toys}];"
        "[logreg.fit(data.X, data.y, n_iters=2) for data in sets];"
        f"print([m for m in {HEAVY} if m in sys.modules])"
    )
    assert len(toys) == 8
    assert in_fresh_process(program) == "[]"


def test_the_playground_is_shown_without_pandas_and_scikit_learn() -> None:
    """Each would keep the first visitor of a server waiting; Streamlit imports pandas by itself."""
    program = f"""
import sys
from streamlit.testing.v1 import AppTest
page = AppTest.from_file({str(ROOT / "app.py")!r}, default_timeout=60).run()
assert page.get("bidi_component") and not page.exception
print([m for m in ("pandas", "sklearn") if m in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_estimator_is_loaded_when_it_is_asked_for() -> None:
    program = (
        "import sys, logreg; before = 'sklearn' in sys.modules;"
        "name = logreg.LogisticRegression.__name__; print(before, name, 'sklearn' in sys.modules)"
    )
    assert in_fresh_process(program) == "False LogisticRegression True"


def test_every_public_name_exists_and_others_are_refused() -> None:
    for name in logreg.__all__:
        assert getattr(logreg, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'LinearRegression'"):
        _ = logreg.LinearRegression


def rooms_of(names: set[str]) -> set[str]:
    """The rooms that imports lead into; a bare `logreg` is its front door, `__init__.py`."""
    found = {[*name.split("."), ""][1] for name in names if name.startswith("logreg.")}
    return found & set(ROOMS)


def test_every_room_has_its_place() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders == set(ROOMS) == set(PACKAGES)
    assert [module for module in MODULES if "/" not in module] == ["__init__.py", "estimator.py"]


@pytest.mark.parametrize("module", [module for module in MODULES if "/" in module])
def test_imports_run_one_way(module: str) -> None:
    room = module.split("/")[0]
    allowed = ALONE.get(room, set(ROOMS[: ROOMS.index(room) + 1]))
    assert rooms_of(imports_of(module)) <= allowed


@pytest.mark.parametrize("module", [module for module in MODULES if "/" in module])
def test_a_room_imports_its_packages_alone(module: str) -> None:
    roots = {name.split(".")[0] for name in imports_of(module)}
    others = roots - set(sys.stdlib_module_names) - {"logreg"}
    assert others <= PACKAGES[module.split("/")[0]]


def test_only_lesson_and_data_and_export_look_at_plain() -> None:
    """The core above all must not, or they could not be each other's test."""
    rooms = {module.split("/")[0] for module in MODULES if "plain" in rooms_of(imports_of(module))}
    assert rooms <= {"plain", "data", "lesson", "export", "ui"}


def test_the_walk_over_imports_sees_them() -> None:
    """Or the tests above would pass on nothing."""
    assert len(MODULES) > 10
    assert "logreg.core.sums.sample_blocks" in imports_of("core/loss.py")
    assert mentions(imports_of("data/datasets.py"), "sklearn")  # inside a function
    assert mentions(imports_of("data/datasets.py"), "logreg.plain")
    assert "numpy" in imports_of("plain/regression.py")
    assert mentions(imports_of("experiment/contour.py"), "contourpy")
