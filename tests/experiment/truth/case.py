"""One run as an outsider sees it, and how oracles count and compare."""

import math
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import numpy as np
from sklearn.preprocessing import StandardScaler

from logreg import Run, fit
from logreg.experiment.comparison import Comparison
from logreg.experiment.remedies import Remedy
from logreg.experiment.run import split_rows
from tests.lowest import lowest_objective
from tests.oracles import (
    FloatArray,
    class_weights,
    is_separable,
    largest_curvature,
    with_ones,
)

Values = Mapping[str, Any]
# For each kind of claim: what it must say, or an assertion that it is true.
Oracles = dict[str, Callable[["Case", Values], Values]]

FORMULAS: Mapping[str, Callable[[FloatArray, FloatArray], FloatArray]] = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1^2": lambda x1, x2: x1 * x1,
    "x2^2": lambda x1, x2: x2 * x2,
    "x1*x2": lambda x1, x2: x1 * x2,
    "sin(x1)": lambda x1, x2: np.sin(x1),
    "sin(x2)": lambda x1, x2: np.sin(x2),
}
LABELS = dict(zip(FORMULAS, ("x₁", "x₂", "x₁²", "x₂²", "x₁x₂", "sin x₁", "sin x₂"), strict=True))


class Case:
    """One run as an outsider sees it: samples, settings and iterates."""

    def __init__(self, result: Run) -> None:
        self.result = result
        self.comparison: Comparison | None = None
        self.remedy: Remedy | None = None
        self.experiment = result.experiment
        self.dataset = result.dataset
        train, test = split_rows(
            len(result.dataset.y), result.experiment.test_share, result.experiment.seed
        )
        scaler = StandardScaler()
        raw = self.columns(result.dataset.X[train])
        self.X = scaler.fit_transform(raw) if self.experiment.standardize else raw
        self.y = result.dataset.y[train]
        raw_test = self.columns(result.dataset.X[test])
        self.X_test = (
            scaler.transform(raw_test) if self.experiment.standardize and len(test) else raw_test
        )
        self.y_test = result.dataset.y[test]
        n_ones = int(self.y.sum())
        self.is_weighted = bool(self.experiment.settings.class_weight) and 2 * n_ones != len(self.y)
        # How much each sample counts; those of the test by their class among the training's.
        self.s, self.s_test = (
            class_weights(self.y, of) if self.is_weighted else np.ones(len(of))
            for of in (self.y, self.y_test)
        )
        self.thetas = np.column_stack([result.trace.weights, result.trace.bias])
        self.n_iters = len(self.thetas) - 1

    def columns(self, X: FloatArray) -> FloatArray:
        first, second = self.experiment.drawn
        terms = [FORMULAS[name](X[:, first], X[:, second]) for name in self.experiment.features]
        if self.experiment.other_features:
            terms += [X[:, j] for j in range(X.shape[1]) if j not in (first, second)]
        return np.column_stack(terms)

    def names(self) -> list[str]:
        first, second = self.experiment.drawn
        own = {"x1": self.dataset.feature_names[first], "x2": self.dataset.feature_names[second]}
        names = [own.get(name, LABELS[name]) for name in self.experiment.features]
        if self.experiment.other_features:
            names += [
                name
                for j, name in enumerate(self.dataset.feature_names)
                if j not in (first, second)
            ]
        return names

    def losses(self, thetas: FloatArray, X: FloatArray, y: FloatArray, s: FloatArray) -> FloatArray:
        signed = (2 * y - 1)[:, None] * with_ones(X)
        return np.array(
            [np.average(np.logaddexp(0, -(signed @ theta)), weights=s) for theta in thetas]
        )

    def penalties(self, thetas: FloatArray) -> FloatArray:
        weights = thetas[:, :-1]
        l1, l2 = self.experiment.settings.l1, self.experiment.settings.l2
        return l1 * np.abs(weights).sum(axis=1) + l2 / 2 * (weights**2).sum(axis=1)

    @cached_property
    def loss(self) -> FloatArray:
        """Training log loss after each update."""
        return self.losses(self.thetas, self.X, self.y, self.s)

    @cached_property
    def path(self) -> FloatArray:
        """What is minimised, after each update."""
        return self.loss + self.penalties(self.thetas)

    @cached_property
    def test_loss(self) -> FloatArray:
        return self.losses(self.thetas, self.X_test, self.y_test, self.s_test)

    @cached_property
    def lowest(self) -> float:
        return lowest_objective(
            self.X, self.y, self.experiment.settings.l1, self.experiment.settings.l2, self.s
        )

    @cached_property
    def is_separable(self) -> bool:
        return is_separable(StandardScaler().fit_transform(self.X), self.y)

    @property
    def is_free(self) -> bool:
        return not self.experiment.settings.l1 and not self.experiment.settings.l2

    @property
    def judged(self) -> tuple[FloatArray, FloatArray, str]:
        if len(self.y_test):
            return self.X_test, self.y_test, "test"
        return self.X, self.y, "training"

    @property
    def what(self) -> str:
        loss = self.loss_name("training")
        return loss if self.is_free else f"{loss} with its penalty"

    def loss_name(self, split: str) -> str:
        return f"weighted {split} loss" if self.is_weighted else f"{split} loss"

    @property
    def stable(self) -> float:
        return 2 / self.curvature(self.X, self.experiment.settings.l2)

    def curvature(self, columns: FloatArray, l2: float = 0.0) -> float:
        return largest_curvature(columns, l2, self.s)

    def retrained(self, learning_rate: float) -> FloatArray:
        """The objective of the same steps on all samples at another rate."""
        experiment = self.experiment
        trace = fit(
            self.X,
            self.y,
            learning_rate,
            experiment.settings.n_iters,
            optimizer=experiment.settings.optimizer,
            l1=experiment.settings.l1,
            l2=experiment.settings.l2,
            sample_weight=self.s,
        )
        assert trace.stop_reason != "diverged"
        return trace.objective


def same_count(curve: FloatArray, said: int, *, is_relative: bool) -> int:
    """The number said, if it lies between a strict and a lenient count of the rises."""
    size = np.abs(curve[:-1]) if is_relative else 1.0
    rises = np.diff(curve)
    strict, lenient = (int((rises > tolerance * size).sum()) for tolerance in (1e-10, -1e-14))
    assert strict <= said <= lenient
    return said


def is_near(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-12)
