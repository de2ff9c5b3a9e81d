"""Three recipes of CONTRIBUTING, followed in a copy of the house: they are all that it takes.

What is edited stands first: a new file where there is no anchor, else text put behind the anchor.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.pages_of_app import LABELS

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Edit:
    path: str
    anchor: str
    text: str


DATASET = (
    Edit(
        "logreg/plain/samples.py",
        "import numpy as np\n",
        '''

def make_stripes(n_samples, noise, seed):
    """Bands of both classes in turn."""
    random = np.random.RandomState(seed)
    X = random.uniform(-1.0, 1.0, (n_samples, 2))
    place = 3 * X[:, 0] + noise * random.standard_normal(n_samples)
    return X, (np.floor(place) % 2).astype(int)
''',
    ),
    Edit(
        "logreg/data/datasets.py",
        "DATASETS: Mapping[str, DatasetEntry] = MappingProxyType(\n    {\n",
        '"stripes": DatasetEntry("Stripes", "One line is not enough.", samples.make_stripes),\n',
    ),
)

OPTIMIZER = (
    Edit(
        "logreg/core/optimizers.py",
        "        return theta, None\n",
        '''

@dataclass(frozen=True)
class SignDescent(GradientDescent):
    """θₖ₊₁ = θₖ − η sign ∇f(θₖ). Bernstein et al. (2018), "signSGD"."""

    def step(self, objective, theta, gradient, state):
        return theta - self.learning_rate * np.sign(gradient), state
''',
    ),
    Edit(
        "logreg/core/optimizers.py",
        "OPTIMIZERS: Mapping[str, OptimizerEntry] = MappingProxyType(\n    {\n",
        """"sign": OptimizerEntry(
    "Sign descent", "Looks at the signs of the slopes alone.", SignDescent, WhyItRises.SPEED
),
""",
    ),
    Edit(
        "logreg/plain/regression.py",
        "import numpy as np\n",
        '''

def sign_descent(theta, memory, X, y, learning_rate, l1, l2, s=1):
    """Downhill, for every entry of theta by the same length."""
    return theta - learning_rate * np.sign(gradient(theta, X, y, l2, s)), memory
''',
    ),
)

PAGE = (
    Edit(
        "pages/at_a_glance.py",
        "",
        '''"""One number."""

import streamlit as st

from logreg.ui.controls import choose_experiment
from logreg.ui.page import open_page

page = open_page(__file__)
run = page.show(choose_experiment())
with page.main:
    st.metric("Training loss", repr(float(run.trace.loss[-1])))
page.show_address()
''',
    ),
    Edit(
        "logreg/ui/menu.py",
        "PAGES = (\n",
        'PageEntry("pages/at_a_glance.py", "At a glance", "speed", "At a glance"),\n',
    ),
)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of all that the app is made of."""
    ours = shutil.ignore_patterns("__pycache__")
    for folder in ("logreg", "pages", ".streamlit"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ours)
    shutil.copy(ROOT / "app.py", tmp_path)
    return tmp_path


def follow(house: Path, edits: tuple[Edit, ...]) -> None:
    for edit in edits:
        file = house / edit.path
        if not edit.anchor:
            assert not file.exists()
            file.write_text(edit.text, encoding="utf-8")
            continue
        before, anchor, after = file.read_text(encoding="utf-8").partition(edit.anchor)
        assert anchor, f"{edit.path} has no line {edit.anchor!r}"
        file.write_text(before + anchor + edit.text + after, encoding="utf-8")


def visit(house: Path, script: str, query: dict[str, str], **choices: str) -> dict[str, Any]:
    """What a process that knows this house alone finds on a page, and that nothing is amiss."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.visitor", json.dumps([script, query, choices])],
        cwd=house,  # `-m` looks there first, and for the tests here
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert Path(found["package"]).is_relative_to(house)
    assert found["complaints"] == []
    return found


def assert_script_tells_the_loss(found: dict[str, Any], folder: Path) -> None:
    """It stands alone: nothing of ours can be imported."""
    done = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", found["script"]],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    (loss,) = re.findall(r"^training loss (\S+)$", done.stdout, re.MULTILINE)
    assert float(loss) == pytest.approx(found["loss"][-1], rel=1e-9)


def test_the_recipe_of_a_dataset(house: Path) -> None:
    follow(house, DATASET)
    query = {"data": "stripes", "iterations": "40"}
    found = visit(house, "pages/evaluate.py", query, dataset="stripes")
    assert found["address"] == "v=1&data=stripes&iterations=40"
    assert "Stripes" in found["options"]
    assert len(found["loss"]) == 41
    assert found["chosen"] == "v=1&data=stripes"
    assert_script_tells_the_loss(found, house)


def test_the_recipe_of_an_optimiser(house: Path) -> None:
    follow(house, OPTIMIZER)
    query = {"optimiser": "sign", "rate": "0.01", "iterations": "40"}
    found = visit(house, "pages/against_scikit_learn.py", query, optimizer="sign")
    assert found["address"] == "v=1&rate=0.01&iterations=40&optimiser=sign"
    assert "Sign descent" in found["options"]
    # By its formula every number moves by η, at every step.
    np.testing.assert_allclose(np.abs(np.diff(found["thetas"], axis=0)), 0.01, rtol=1e-9)
    assert found["chosen"] == "v=1&optimiser=sign"
    assert_script_tells_the_loss(found, house)


def test_the_recipe_of_a_page(house: Path) -> None:
    follow(house, PAGE)
    found = visit(house, "pages/at_a_glance.py", {"data": "xor", "iterations": "40"})
    assert found["title"] == "At a glance"
    assert found["metrics"] == {"Training loss": repr(found["loss"][-1])}
    assert found["address"] == "v=1&data=xor&iterations=40"
    menu, menu_of_another = found["menus"]
    assert menu == menu_of_another
    assert sorted(menu) == sorted([*LABELS, "At a glance"])
    assert found["addresses in menu"] == len(menu) * [found["address"]]
