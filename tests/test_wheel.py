"""What `pip install .` brings: every file of the package, and a core that needs NumPy alone."""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import logreg

ROOT = Path(__file__).parents[1]
NOT_BUILT_FROM = shutil.ignore_patterns(".*", "__pycache__", "build", "*.egg-info", "node_modules")

# One step by hand: from w = 0 every p is ½, the gradient (−½ − ½)/2 = −½, and so w₁ = 0.3 · ½.
FIT_WITH_NUMPY_ALONE = """
import sys

class NumPyAlone:
    def find_spec(self, name, path=None, target=None):
        root = name.split(".")[0]
        if root not in sys.stdlib_module_names and root not in ("numpy", "logreg"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, NumPyAlone())
import logreg
trace = logreg.fit([[-1.0], [1.0]], [0, 1], learning_rate=0.3, n_iters=1)
print(logreg.__file__, logreg.__version__, *trace.weights[:, 0], *trace.bias)
"""
FOLDER_OF_MODULES = """
from logreg.ui.live_component import MODULES
print(MODULES, *sorted(path.name for path in MODULES.iterdir()))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built beside it: setuptools leaves a folder where it builds."""
    copy, built = tmp_path_factory.mktemp("checkout") / "copy", tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, copy, ignore=NOT_BUILT_FROM)
    build = [sys.executable, "-m", "pip", "wheel", ".", "--wheel-dir", str(built)]
    offline = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    done = subprocess.run([*build, *offline], cwd=copy, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = built.iterdir()
    return path


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name))


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def printed(program: str, unpacked: Path, elsewhere: Path) -> list[str]:
    """The words that a program prints which finds the unpacked wheel, and not this checkout."""
    found_first = f"import sys; sys.path.insert(0, {str(unpacked)!r})\n"
    done = subprocess.run(
        [sys.executable, "-I", "-c", found_first + program],
        cwd=elsewhere,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def requirements(path: Path) -> Iterator[Requirement]:
    """What pip reads in a list of requirements, and in those that it names."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            yield from requirements(path.parent / line.removeprefix("-r "))
        elif line and not line.startswith("#"):
            yield Requirement(line)


def needs(metadata: Message, extra: str, platform: str) -> set[tuple[str, str]]:
    """Names and versions that the wheel asks for with this extra ("" for none)."""
    stated = map(Requirement, metadata.get_all("Requires-Dist", []))
    return asked(stated, {"extra": extra, "sys_platform": platform})


def asked(stated: Iterator[Requirement], environment: dict[str, str]) -> set[tuple[str, str]]:
    return {
        (canonicalize_name(one.name), str(one.specifier))
        for one in stated
        if one.marker is None or one.marker.evaluate(environment)
    }


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(unpacked: Path) -> None:
    package = {f"logreg/{name}" for name in files(ROOT / "logreg")}
    assert {Path(name).suffix for name in package} >= {".py", ".js", ".css", ".svg"}
    in_wheel = {name for name in files(unpacked) if ".dist-info/" not in name}
    assert in_wheel == package


def test_without_an_extra_numpy_alone_is_needed(metadata: Message) -> None:
    assert {name for name, _ in needs(metadata, "", "linux")} == {"numpy"}


@pytest.mark.parametrize("platform", ["linux", "win32"])
@pytest.mark.parametrize(
    ("extra", "path"), [("app", "requirements.txt"), ("test", "tests/requirements.txt")]
)
def test_an_extra_is_the_list_that_a_checkout_installs(
    metadata: Message, extra: str, path: str, platform: str
) -> None:
    listed = asked(requirements(ROOT / path), {"sys_platform": platform})
    assert ("uvloop" in {name for name, _ in listed}) == (platform != "win32")
    # NumPy is needed anyway, and by the same version.
    assert needs(metadata, extra, platform) == listed
    assert needs(metadata, "", platform) < listed


def test_there_are_no_other_extras(metadata: Message) -> None:
    assert sorted(metadata.get_all("Provides-Extra", [])) == ["app", "test"]


def test_the_version_stands_in_one_place(metadata: Message) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" not in project
    assert metadata["Version"] == logreg.__version__


def test_the_installed_core_trains_with_numpy_alone(unpacked: Path, tmp_path: Path) -> None:
    file, version, *numbers = printed(FIT_WITH_NUMPY_ALONE, unpacked, tmp_path)
    assert Path(file) == unpacked / "logreg" / "__init__.py"
    assert version == logreg.__version__
    assert [float(number) for number in numbers] == pytest.approx([0, 0.15, 0, 0], abs=1e-15)


def test_the_installed_components_have_their_modules(unpacked: Path, tmp_path: Path) -> None:
    folder, *names = printed(FOLDER_OF_MODULES, unpacked, tmp_path)
    assert Path(folder).is_relative_to(unpacked)
    assert names == sorted(path.name for path in (ROOT / "logreg" / "ui" / "live").iterdir())
