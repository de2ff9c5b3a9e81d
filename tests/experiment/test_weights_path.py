"""The path of a penalty holds the minima that scikit-learn finds, and κ is that of the Hessian."""

from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from logreg import Experiment, Run, run
from logreg.experiment.optimum import find_optimum
from logreg.experiment.penalty_path import (
    STRENGTHS,
    Penalty,
    PenaltyPath,
    path_caption,
    path_loss_caption,
    penalty_path,
)
from logreg.experiment.scaling import scaling
from tests.oracles import FloatArray, class_weights, with_ones


def prepared(result: Run) -> tuple[FloatArray, FloatArray]:
    return result.columns(result.train.X), result.train.y


def test_the_strengths_are_those_that_a_person_can_choose() -> None:
    assert STRENGTHS[0] == pytest.approx(1e-4, rel=1e-12)
    assert STRENGTHS[-1] == pytest.approx(10, rel=1e-12)
    np.testing.assert_allclose(np.diff(np.log10(STRENGTHS)), 1 / 8, rtol=1e-9)


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"dataset": "gap"},
        {"dataset": "scales"},
        {"dataset": "imbalanced", "class_weight": "balanced"},
        {"dataset": "breast_cancer", "other_features": True, "standardize": True},
        {"features": ("x1", "x2", "x1^2", "sin(x1)")},
    ],
)
def test_the_l2_path_is_scikit_learns(choices: dict[str, Any]) -> None:
    result = run(Experiment.of(n_iters=1, **choices))
    X, y = prepared(result)
    path = penalty_path(result, Penalty.L2)
    for k in (0, 9, 16, 24, 40):
        model = LogisticRegression(
            C=1 / (len(y) * STRENGTHS[k]),
            solver="newton-cholesky",
            tol=1e-12,
            max_iter=1000,
            class_weight=choices.get("class_weight"),
        ).fit(X, y)
        np.testing.assert_allclose(path.weights[k], model.coef_[0], rtol=1e-5, atol=1e-8)
        assert path.bias[k] == pytest.approx(model.intercept_[0], rel=1e-5, abs=1e-7)
        for split, losses in ((result.train, path.train_loss), (result.test, path.test_loss)):
            assert split is not None
            assert losses is not None
            weights = class_weights(y, split.y) if choices.get("class_weight") else None
            p = model.predict_proba(result.columns(split.X))
            assert losses[k] == pytest.approx(log_loss(split.y, p, sample_weight=weights), rel=1e-5)
    np.testing.assert_allclose(path.per_deviation, path.weights * X.std(axis=0), rtol=1e-12)


@pytest.mark.parametrize(
    "choices", [{}, {"dataset": "circles", "features": ("x1", "x2", "x1^2", "x2^2", "x1*x2")}]
)
def test_the_l1_path_is_scikit_learns(choices: dict[str, Any]) -> None:
    result = run(Experiment.of(n_iters=1, standardize=True, **choices))
    X, y = prepared(result)
    path = penalty_path(result, Penalty.L1)
    n_zeros = []
    for k in (8, 16, 20, 40):
        model = LogisticRegression(
            C=1 / (len(y) * STRENGTHS[k]), l1_ratio=1, solver="saga", tol=1e-12, max_iter=100_000
        ).fit(X, y)
        np.testing.assert_allclose(path.weights[k], model.coef_[0], rtol=1e-4, atol=1e-6)
        assert ((path.weights[k] == 0) == (model.coef_[0] == 0)).all()
        n_zeros.append(int((path.weights[k] == 0).sum()))
    assert n_zeros == sorted(n_zeros)
    assert n_zeros[-1] == X.shape[1]


def test_the_other_penalty_stays_what_the_run_has() -> None:
    result = run(Experiment.of(n_iters=1, l2=0.05, standardize=True))
    X, y = prepared(result)
    path = penalty_path(result, Penalty.L1)
    k = 16
    strength = 0.05 + STRENGTHS[k]
    model = LogisticRegression(
        C=1 / (len(y) * strength),
        l1_ratio=STRENGTHS[k] / strength,
        solver="saga",
        tol=1e-12,
        max_iter=100_000,
    ).fit(X, y)
    np.testing.assert_allclose(path.weights[k], model.coef_[0], rtol=1e-4)


def on_path(current: float) -> PenaltyPath:
    return penalty_path(run(Experiment.of(n_iters=1, l2=current)), Penalty.L2)


@pytest.mark.parametrize(
    ("strength", "place"), [(0.0, 0), (1e-9, 0), (1e-4, 0), (0.1, 24), (0.104, 24), (10, 40)]
)
def test_the_nearest_place_is_by_the_logarithm(strength: float, place: int) -> None:
    assert on_path(0.0).nearest(strength) == place


def test_what_stands_below_the_path_says_where_the_test_loss_is_lowest() -> None:
    """TEACHING's eighth mission: λ 0.2 is best, by 0.518."""
    experiment = Experiment.of(
        n_samples=50,
        noise=0.4,
        test_share=0.5,
        features=("x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"),
        standardize=True,
        optimizer="newton",
        n_iters=100,
    )
    path = penalty_path(run(experiment), Penalty.L2)
    assert path.test_loss is not None
    lowest = path.test_loss.min()
    assert 0.05 < STRENGTHS[path.test_loss.argmin()] < 0.5
    assert lowest == pytest.approx(0.518, abs=0.001)
    assert f"{lowest:.3f}" in path_loss_caption(path).text
    without = penalty_path(run(experiment.changed(test_share=0)), Penalty.L2)
    assert without.test_loss is None
    assert "without test points" in path_loss_caption(without).text


def test_l1_leaves_the_two_squares_of_a_circle() -> None:
    """TEACHING's fourteenth mission: at 0.02 two of seven weights are left."""
    experiment = Experiment.of(
        dataset="circles",
        noise=0.15,
        features=("x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"),
        standardize=True,
        n_iters=1,
        l1=0.02,
    )
    path = penalty_path(run(experiment), Penalty.L1)
    at = path.nearest(0.02)
    assert [path.names[j] for j in np.flatnonzero(path.weights[at])] == ["x₁²", "x₂²"]
    assert path_caption(path, at).text.endswith(": 5 of 7 weights.")


# --- κ --------------------------------------------------------------------------------------------


def condition(columns: FloatArray, y: FloatArray, l2: float) -> float:
    C = 1 / (len(y) * l2) if l2 else np.inf
    model = LogisticRegression(C=C, solver="newton-cholesky", tol=1e-12, max_iter=1000)
    p = model.fit(columns, y).predict_proba(columns)[:, 1]
    ones = with_ones(columns)
    hessian = ones.T @ (ones * (p * (1 - p))[:, None]) / len(y)
    hessian[np.diag_indices(len(hessian) - 1)] += l2
    return float(np.linalg.cond(hessian))


@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize("l2", [0.0, 0.1])
@pytest.mark.parametrize("dataset", ["moons", "scales", "iris"])
def test_what_scaling_did_is_the_condition_of_two_hessians(
    dataset: str, l2: float, standardize: bool
) -> None:
    result = run(Experiment.of(dataset=dataset, l2=l2, standardize=standardize))
    found = scaling(result, find_optimum(result))
    raw, y = result.feature_map.matrix(result.train.X), result.train.y
    assert found.raw == pytest.approx(condition(raw, y, l2), rel=1e-4)
    level = (raw - raw.mean(axis=0)) / raw.std(axis=0)
    assert found.standardized == pytest.approx(condition(level, y, l2), rel=1e-5)


def test_what_teaching_says_of_radius_and_texture_and_of_radius_and_perimeter() -> None:
    for drawn, before, after in (((0, 1), 78_504, 6.4), ((0, 2), 600_825, 986)):
        result = run(Experiment.of(dataset="breast_cancer", drawn=drawn, test_share=0.3))
        found = scaling(result, find_optimum(result))
        assert found.raw == pytest.approx(before, rel=1e-3)
        assert found.standardized == pytest.approx(after, rel=1e-2)


def test_without_a_minimum_there_is_no_condition() -> None:
    result = run(Experiment.of(dataset="gap"))
    found = scaling(result, find_optimum(result))
    assert found.raw is None
    assert found.standardized is None
