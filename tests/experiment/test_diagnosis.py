"""Why a run went as it did: the numbers of the diagnosis are those of the field."""

import re
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from logreg import DATASETS, FEATURES, Experiment, run
from logreg.experiment.comparison import TUTORIAL
from logreg.experiment.diagnosis import explain_rises
from logreg.experiment.step_sizes import stable_rate
from logreg.wording.claims import in_words
from logreg.wording.numbers import decimal, number
from tests.oracles import largest_curvature, smooth_gradient

# --- The stable rate ------------------------------------------------------------------------------


@pytest.mark.parametrize("l2", [0.0, 0.5])
@pytest.mark.parametrize("name", ["moons", "scales", "breast_cancer"])
@pytest.mark.parametrize("standardize", [False, True])
def test_the_stable_rate_is_two_over_the_largest_curvature(
    name: str, l2: float, standardize: bool
) -> None:
    experiment = Experiment.of(dataset=name, l2=l2, standardize=standardize, n_iters=1)
    result = run(experiment)
    X = result.train.X[:, list(experiment.drawn)]
    expected = 2 / largest_curvature(StandardScaler().fit_transform(X) if standardize else X, l2)
    assert stable_rate(result) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("name", [name for name in DATASETS if DATASETS[name].is_toy])
@pytest.mark.parametrize("l2", [0.0, 3.0])
def test_below_the_stable_rate_the_objective_never_rises(name: str, l2: float) -> None:
    experiment = Experiment.of(dataset=name, features=tuple(FEATURES), standardize=True, l2=l2)
    rate = 0.999 * stable_rate(run(experiment))
    trace = run(experiment.changed(learning_rate=rate)).trace
    assert (np.diff(trace.loss + trace.penalty) <= 1e-14).all()


def test_beyond_the_stable_rate_a_nearly_quadratic_objective_rises() -> None:
    """Where p stays near 1/2, p(1 − p) is 1/4: the bound is the curvature itself."""
    experiment = Experiment.of(dataset="circles", standardize=True, n_iters=500, l2=0.2)
    rate = stable_rate(run(experiment))
    rises = []
    for share in (0.99, 1.03):
        trace = run(experiment.changed(learning_rate=share * rate)).trace
        rises.append(bool((np.diff(trace.loss + trace.penalty) > 1e-9).any()))
    assert rises == [False, True]


def test_the_bound_holds_for_second_differences_of_the_loss() -> None:
    """L is at least the curvature in any direction, by differences of the gradient."""
    result = run(Experiment.of(l2=0.1, n_iters=1))
    X, y, random = result.train.X, result.train.y, np.random.default_rng(0)
    for _ in range(50):
        theta, direction = random.standard_normal((2, 3))
        direction /= np.linalg.norm(direction)
        step = 1e-5 * direction
        change = smooth_gradient(theta + step, X, y, 0.1) - smooth_gradient(theta - step, X, y, 0.1)
        assert direction @ change / 2e-5 <= 2 / stable_rate(result) + 1e-6


# --- Why it rose ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DATASETS)
def test_a_loss_that_never_rises_needs_no_explanation(name: str) -> None:
    assert explain_rises(run(Experiment.of(dataset=name, standardize=True, n_iters=100))) == ()


def test_the_rises_of_the_tutorial_are_explained_by_its_numbers() -> None:
    result = run(TUTORIAL)
    X = load_breast_cancer().data
    train, _ = train_test_split(X, test_size=0.2, random_state=1234)
    stable = 2 / largest_curvature(train)
    standardized = 2 / largest_curvature(StandardScaler().fit_transform(train))
    n_risen = int((np.diff(result.trace.loss) > 0).sum())
    deviations = train.std(axis=0)
    ratio = deviations.max() / deviations.min()
    assert in_words(explain_rises(result)) == (
        f"The training loss rose on {n_risen} of 1000 steps. The learning rate {number(1e-4)} is"
        f" {number(1e-4 / stable, 3)} times {decimal(stable)}, up to which gradient descent never"
        f" raises the loss. worst area varies {number(ratio, 3)} times as much as fractal dimension"
        f" error; standardised, the bound would be {decimal(standardized)}."
    )


@pytest.mark.parametrize(
    ("choices", "words"),
    {
        "mini-batches": ({"batch_size": 8}, "Each step saw only 8 of 210 samples"),
        "adam": ({"optimizer": "adam", "learning_rate": 3}, "however small the slope"),
        "momentum": ({"optimizer": "momentum"}, "Momentum carries speed from step to step"),
        "nesterov": ({"optimizer": "nesterov", "learning_rate": 9}, "Nesterov carries speed"),
        "penalty": ({"l2": 10, "learning_rate": 0.3}, "every step overshoots further"),
        "strong penalty": (
            {"l2": 5.0, "learning_rate": 0.39, "dataset": "circles", "standardize": True},
            "That bound is so low because of the penalty, L2 = 5",
        ),
        "one scale": (
            {"dataset": "breast_cancer", "learning_rate": 0.1, "n_iters": 100},
            "tandardised, the bound would be",
        ),
    }.values(),
    ids=["mini-batches", "adam", "momentum", "nesterov", "penalty", "strong penalty", "one scale"],
)
def test_rises_have_a_cause(choices: dict[str, Any], words: str) -> None:
    explanation = in_words(explain_rises(run(Experiment.of(**choices))))
    assert re.match(
        r"^The training loss (with its penalty )?rose on \d+ of \d+ steps\. ", explanation
    )
    assert words in explanation
    assert explanation.endswith(".")


@pytest.mark.parametrize("optimizer", ["momentum", "nesterov", "adam"])
def test_the_bound_of_plain_descent_is_held_against_no_other_optimiser(optimizer: str) -> None:
    result = run(Experiment.of(optimizer=optimizer, learning_rate=20.0))
    assert result.trace.n_rises
    assert "gradient descent never" not in in_words(explain_rises(result))
    batches = run(Experiment.of(batch_size=8, learning_rate=20.0))
    assert "gradient descent never" not in in_words(explain_rises(batches))


def test_whoever_standardises_is_not_told_to() -> None:
    result = run(Experiment.of(standardize=True, learning_rate=20.0))
    assert result.trace.n_rises
    assert "tandardised" not in in_words(explain_rises(result))


@pytest.mark.parametrize(
    ("choices", "is_worth_a_word"),
    [
        ({"dataset": "moons", "learning_rate": 30.0}, False),
        ({"dataset": "iris", "learning_rate": 5.0}, True),
    ],
)
def test_standardising_is_spoken_of_where_it_raises_the_bound_twofold(
    choices: dict[str, Any], is_worth_a_word: bool
) -> None:
    result = run(Experiment.of(**choices))
    X = result.columns(result.train.X)
    bounds = [2 / largest_curvature(columns) for columns in (X, StandardScaler().fit_transform(X))]
    assert (bounds[1] > 2 * bounds[0]) == is_worth_a_word
    assert result.trace.n_rises
    assert ("tandardised" in in_words(explain_rises(result))) == is_worth_a_word
