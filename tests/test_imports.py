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
PLAIN = [module for module in MODULES if module.startswith("plain/")]
PURE = [
    "objective",
    "blocks",
    "optimizers",
    "training",
    "endings",
    "optimality",
    "immutable",
    "features",
    "metrics",
    "curves",
    "judgement",
    "validation",
    "words",
]
HEAVY = ["streamlit", "plotly", "pandas", "sklearn", "scipy", "contourpy", "threadpoolctl"]


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
    toys = [name for name, choice in logreg.DATASETS.items() if not choice.is_real]
    program = (
        f"import sys, logreg; sets = [logreg.load_dataset(name) for name in {toys}];"
        "[logreg.fit(data.X, data.y, n_iters=2) for data in sets];"
        f"print([m for m in {HEAVY} if m in sys.modules])"
    )
    assert len(toys) == 8
    assert in_fresh_process(program) == "[]"


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


@pytest.mark.parametrize("module", PURE)
def test_the_core_needs_numpy_alone(module: str) -> None:
    roots = {name.split(".")[0] for name in imports_of(f"{module}.py")}
    assert roots - set(sys.stdlib_module_names) <= {"numpy", "logreg"}


@pytest.mark.parametrize("module", PURE)
def test_the_core_imports_nothing_but_the_core(module: str) -> None:
    ours = {
        name.split(".")[1]
        for name in imports_of(f"{module}.py")
        if name.count(".") >= 1 and name.startswith("logreg.")
    }
    assert ours <= set(PURE)


@pytest.mark.parametrize("module", PLAIN)
def test_plain_stands_alone_on_numpy(module: str) -> None:
    assert imports_of(module) <= {"numpy"}


@pytest.mark.parametrize("module", PURE)
def test_the_core_never_looks_at_plain(module: str) -> None:
    """Or they could not be each other's test."""
    assert not mentions(imports_of(f"{module}.py"), "logreg.plain")


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_one_way(module: str) -> None:
    """core ← figures ← ui."""
    names = imports_of(module)
    if not module.startswith("ui/"):
        assert not mentions(names, "streamlit")
        assert not mentions(names, "logreg.ui")
    if not module.startswith(("ui/", "figures/")):
        assert not mentions(names, "plotly")
        assert not mentions(names, "logreg.figures")


def test_the_walk_over_imports_sees_them() -> None:
    """Or the tests above would pass on nothing."""
    assert len(MODULES) > 10
    assert "logreg.blocks.sample_blocks" in imports_of("objective.py")
    assert mentions(imports_of("datasets.py"), "sklearn")  # inside a function
    assert mentions(imports_of("datasets.py"), "logreg.plain")
    assert "numpy" in imports_of("plain/regression.py")
    assert mentions(imports_of("boundary.py"), "contourpy")
