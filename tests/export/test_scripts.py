"""Scripts say what the run said: each kind is executed, as somebody without this package would."""

import ast
import dataclasses
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from logreg import OPTIMIZERS, Experiment, LogisticLoss, fit, run
from logreg.experiment.chaos import NO_LOSS, NUDGE, is_chaotic
from logreg.export import numpy_script, sklearn_script
from logreg.export.code import sources
from logreg.export.script import in_docstring
from logreg.plain import samples
from tests.export.cases import AS_THEY_COME, EXPERIMENTS, MAGNIFIED, WITH_A_MINIMUM
from tests.oracles import class_weights

# Runs all scripts of a folder in one process, as somebody without this package would.
RUN_ALL = """
import contextlib, io, json, pathlib, runpy, sys
printed = {}
for path in sorted(pathlib.Path().glob("*.py")):
    with contextlib.redirect_stdout(io.StringIO()) as text:
        runpy.run_path(str(path), run_name="__main__")
    printed[path.stem] = text.getvalue()
assert "logreg" not in sys.modules
print(json.dumps(printed))
"""


def name_of(experiment: Experiment) -> str:
    """What a person would say of it: every choice that is not the usual one."""
    fields = dataclasses.asdict(experiment).items()
    unusual = {name: value for name, value in fields if value != getattr(Experiment(), name)}
    return re.sub(r"\W+", "-", str(unusual)).strip("-")


def each(experiments: list[Experiment]) -> Any:
    return pytest.mark.parametrize(
        ("number", "experiment"),
        list(enumerate(experiments)),
        ids=[name_of(experiment) for experiment in experiments],
    )


class Printed:
    """The figures that a script printed."""

    def __init__(self, text: str) -> None:
        lines = [re.fullmatch(r"([a-z ]+?) (\S+|\[.*\])", line) for line in text.splitlines()]
        figures = {line[1]: ast.literal_eval(line[2]) for line in lines if line}
        assert len(figures) == len(lines)
        self.loss: float = figures.pop("training loss")
        self.theta = np.array([*figures.pop("weights"), figures.pop("bias")])
        ((self.scored, self.accuracy),) = figures.items()


def executed(folder: Path, scripts: dict[str, str]) -> dict[str, Printed]:
    """What each script prints; any warning would be an error."""
    for name, script in scripts.items():
        (folder / f"{name}.py").write_text(script, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", RUN_ALL],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {name: Printed(text) for name, text in json.loads(done.stdout).items()}


Texts = dict[str, str]


@pytest.fixture(scope="module")
def numpy_scripts() -> Texts:
    return {f"numpy_{i}": numpy_script(experiment) for i, experiment in enumerate(EXPERIMENTS)}


@pytest.fixture(scope="module")
def sklearn_scripts() -> Texts:
    both = {"sklearn": WITH_A_MINIMUM, "as_it_comes": AS_THEY_COME}
    return {
        f"{name}_{i}": sklearn_script(experiment)
        for name, experiments in both.items()
        for i, experiment in enumerate(experiments)
    }


@pytest.fixture(scope="module")
def printed(
    tmp_path_factory: pytest.TempPathFactory, numpy_scripts: Texts, sklearn_scripts: Texts
) -> dict[str, Printed]:
    return executed(tmp_path_factory.mktemp("scripts"), numpy_scripts | sklearn_scripts)


def shows_rounding(experiment: Experiment) -> bool:
    """Whether another order of summation may end elsewhere."""
    result = run(experiment)
    is_magnified = result.trace.n_rises > 0 and is_chaotic(result)
    return is_magnified or result.trace.loss[-1] < NO_LOSS


def weights_of(experiment: Experiment, y: np.ndarray) -> np.ndarray | None:
    return class_weights(y, y) if experiment.settings.class_weight else None


@each(EXPERIMENTS)
def test_the_numpy_script_prints_what_the_run_says(
    number: int, experiment: Experiment, printed: dict[str, Printed]
) -> None:
    figures, result = printed[f"numpy_{number}"], run(experiment)
    split = result.train if result.test is None else result.test
    assert figures.scored == ("training" if result.test is None else "test") + " accuracy"
    assert len(figures.theta) == result.trace.weights.shape[1] + 1
    if shows_rounding(experiment):
        return
    # Whether Newton makes a last step, which lowers the loss in its last digit, rounding decides.
    is_at_rest = result.trace.stop_reason == "converged"
    within = 1e-6 if is_at_rest else 1e-4 if experiment in MAGNIFIED else 1e-9
    theta = np.append(result.trace.weights[-1], result.trace.bias[-1])
    np.testing.assert_allclose(figures.theta, theta, rtol=within, atol=within)
    assert figures.loss == pytest.approx(result.trace.loss[-1], rel=within, abs=1e-9)
    assert figures.accuracy == split.scores.confusion.accuracy
    if is_at_rest:
        objective = LogisticLoss(
            result.columns(result.train.X),
            result.train.y,
            weights_of(experiment, result.train.y),
            l1=experiment.settings.l1,
            l2=experiment.settings.l2,
        )
        lowest = result.trace.objective[-1]
        assert objective.value(figures.theta) == pytest.approx(lowest, rel=1e-12)


@pytest.mark.parametrize("experiment", MAGNIFIED, ids=name_of)
def test_the_last_digit_of_the_samples_shows_in_the_runs_that_need_not_agree(
    experiment: Experiment,
) -> None:
    result = run(experiment)
    moved = result.columns(result.train.X) * (1 + NUDGE * np.array([1, -1]))
    given = (experiment.settings.learning_rate, experiment.settings.n_iters)
    trace = fit(moved, result.train.y, *given, optimizer=experiment.settings.optimizer)
    apart = np.abs(trace.weights[-1] / result.trace.weights[-1] - 1).max()
    assert 1e-9 < apart < 1e-4


def test_among_the_runs_are_some_of_every_kind() -> None:
    """Or the test above would pass over what is hard."""
    compared = [experiment for experiment in EXPERIMENTS if not shows_rounding(experiment)]
    reasons = {run(experiment).trace.stop_reason for experiment in compared}
    assert reasons >= {"iterations", "converged", "diverged"}
    assert {experiment.settings.optimizer for experiment in compared} == set(OPTIMIZERS)
    assert len(compared) > 0.8 * len(EXPERIMENTS)


@each(WITH_A_MINIMUM)
def test_the_scikit_learn_script_finds_the_minimum_of_the_core(
    number: int, experiment: Experiment, printed: dict[str, Printed]
) -> None:
    figures, result = printed[f"sklearn_{number}"], run(experiment)
    assert result.trace.stop_reason == "converged"
    theta = np.append(result.trace.weights[-1], result.trace.bias[-1])
    np.testing.assert_allclose(figures.theta, theta, rtol=1e-5, atol=1e-6)
    assert figures.loss == pytest.approx(result.trace.loss[-1], rel=1e-6)
    split = result.train if result.test is None else result.test
    assert figures.scored == ("training" if result.test is None else "test") + " accuracy"
    assert figures.accuracy == split.scores.confusion.accuracy


@each(AS_THEY_COME)
def test_the_scikit_learn_script_goes_at_least_as_low_as_the_run(
    number: int, experiment: Experiment, printed: dict[str, Printed]
) -> None:
    assert printed[f"as_it_comes_{number}"].loss < run(experiment).trace.loss[-1] + 1e-9


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimiser_has_its_page_and_no_other(optimizer: str) -> None:
    """It is found in `plain` by its label."""
    for l1 in (0.0, 0.1):
        script = numpy_script(Experiment.of(optimizer=optimizer, l1=l1, l2=0.1))
        name = OPTIMIZERS[optimizer].label.lower().replace(" ", "_")
        assert f"def {name}" in script
        others = {choice.label.lower().replace(" ", "_") for choice in OPTIMIZERS.values()} - {name}
        assert not [other for other in others if f"def {other}" in script]


def test_a_usual_run_is_short() -> None:
    """About 40 lines of code that a person can read, and those that make the data."""
    usual = numpy_script(Experiment())
    n_data = len(sources("make_moons", samples)[0].splitlines())
    code = [line for line in usual.splitlines() if line and not line.startswith("#")]
    assert len(code) - n_data <= 40


def test_a_script_says_where_rounding_shows_if_it_is_told() -> None:
    plain, told = (numpy_script(Experiment(), shows) for shows in (False, True))
    assert "may end elsewhere" not in plain
    assert "may end elsewhere" in str(ast.get_docstring(ast.parse(told)))
    assert told.partition("import")[2] == plain.partition("import")[2]


def test_a_script_is_written_without_training(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("trained")

    for name in ("logreg.core.training.train", "logreg.experiment.run.run"):
        monkeypatch.setattr(name, refuse)
    monkeypatch.setattr("builtins.exec", refuse)
    for experiment in EXPERIMENTS:
        numpy_script(experiment)
        sklearn_script(experiment)


@pytest.mark.parametrize("test_share", [0, 0.3])
def test_weighed_classes_are_weighed_as_scikit_learn_does(
    test_share: float, tmp_path: Path
) -> None:
    weighed = Experiment.of(
        dataset="imbalanced", class_weight="balanced", l2=0.1, test_share=test_share
    )
    kinds = {"newton": weighed.changed(optimizer="newton"), "gd": weighed.changed(n_iters=3000)}
    train = run(weighed).train
    theirs = LogisticRegression(
        C=1 / (len(train.y) * 0.1), class_weight="balanced", solver="newton-cholesky", tol=1e-10
    ).fit(train.X, train.y)
    expected = [*theirs.coef_[0], theirs.intercept_[0]]
    scripts = {name: numpy_script(kind) for name, kind in kinds.items()}
    scripts |= {f"{name}_twin": sklearn_script(kind) for name, kind in kinds.items()}
    found = executed(tmp_path, scripts)
    for figures in found.values():
        np.testing.assert_allclose(figures.theta, expected, atol=1e-5)
        assert figures.loss == pytest.approx(found["newton"].loss, rel=1e-5)


def test_scripts_need_numpy_and_scikit_learn_alone(
    numpy_scripts: Texts, sklearn_scripts: Texts
) -> None:
    for script in numpy_scripts.values():
        assert modules(script) <= {"numpy", "sklearn.datasets"}
    for script in sklearn_scripts.values():
        assert {module.split(".")[0] for module in modules(script)} <= {"numpy", "sklearn"}


def modules(script: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(script)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module))
    return found


def test_scripts_hold_no_line_that_their_run_does_not_need(
    numpy_scripts: Texts, sklearn_scripts: Texts
) -> None:
    for script in [*numpy_scripts.values(), *sklearn_scripts.values()]:
        nodes = list(ast.walk(ast.parse(script)))
        named = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
        named |= {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        used = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        assert named - used <= {"_"}, script
        tests = [node.test for node in nodes if isinstance(node, ast.If)]
        assert not any(isinstance(test, ast.Constant) for test in tests), script
        assert "0.0 *" not in script


def test_scripts_are_formatted_and_free_of_lint(
    tmp_path: Path, numpy_scripts: Texts, sklearn_scripts: Texts
) -> None:
    """By ruff as it comes: 88 letters a line."""
    for name, script in (numpy_scripts | sklearn_scripts).items():
        (tmp_path / f"{name}.py").write_text(script, encoding="utf-8")
    rules = ["--select", "E,W,F,I,B,UP,SIM,RUF,C4,PIE,RET", "--ignore", "RUF001,RUF002,RUF003"]
    for command in (["format", "--diff"], ["check", *rules]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--isolated", "--no-cache", "."],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[:2000]


@pytest.mark.parametrize("name", ['a""".csv', "a\\", '"', "a\nb", "{x}", "\u202eb", "plain.csv"])
def test_the_name_of_a_file_ends_no_docstring(name: str) -> None:
    (line,) = ast.parse(f'"""{in_docstring(name)}: a run."""').body
    shown = ast.literal_eval(line.value)
    assert shown.endswith(": a run.")
    assert "\n" not in shown
