"""A run beside scikit-learn: the same columns, the same penalty, and how far apart the two end.

scikit-learn minimises C Σᵢ sᵢ lossᵢ + (1 − r)/2 ‖w‖² + r‖w‖₁ with r = `l1_ratio`; class weights sᵢ
add up to n, as ours do. Divided by nC this is our mean loss + (λ₂/2)‖w‖² + λ₁‖w‖₁ where
C = 1/(n(λ₁ + λ₂)) and r = λ₁/(λ₁ + λ₂).
"""

import math
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np

from ..core.checks import FloatArray
from ..core.loss import LogisticLoss, sigmoid
from ..core.training import StopReason
from ..scoring.metrics import Scores, score
from ..wording.claims import Claim, claim
from .diagnosis import has_different_scales
from .experiment import Experiment
from .optimum import Existence, Optimum
from .run import Run, train

# What the first tutorials do: every measurement as it comes, and a rate that happens to work.
TUTORIAL = Experiment.of(
    dataset="breast_cancer",
    other_features=True,
    test_share=0.2,
    seed=1234,
    learning_rate=1e-4,
    n_iters=1000,
)
# Standardised, a rate a thousand times as large is still below the stable step.
STANDARDIZED_TUTORIAL = TUTORIAL.changed(standardize=True, learning_rate=0.1)

TOLERANCE = 1e-10
# saga is the one solver with L1 that leaves the bias alone, and on raw features it may take for
# ever. Passes over n samples of d features that take about 0.4 s: these many divided by n(d + 6).
SAGA_WORK = 50_000_000
# So little above the optimum, a loss is the same in every digit that is ever shown.
CONVERGED_WITHIN = 1e-8


@dataclass(frozen=True, eq=False)
class Fitted:
    """One of the two models, in the units it was trained in."""

    weights: FloatArray  # (d,)
    bias: float
    objective: float  # mean log loss + penalty on the training samples
    train: Scores
    test: Scores | None  # where there are test samples
    seconds: float  # of the fit alone

    @property
    def judged(self) -> Scores:
        """On the samples that judge a model, see `Run.judged`."""
        return self.train if self.test is None else self.test


@dataclass(frozen=True, eq=False)
class Comparison:
    """Our model and scikit-learn's on the same d columns."""

    names: tuple[str, ...]  # what a person reads for each column
    ours: Fitted
    theirs: Fitted
    solver: str  # scikit-learn's
    C: float  # ∞ without a penalty
    l1_ratio: float
    is_weighted: bool  # whether one class counts more than the other
    existence: Existence  # of a minimum
    lowest: float  # the lowest objective known; 0 where there is no minimum
    gap: FloatArray  # (k + 1,) our objective after each update − lowest, never below 0
    largest_p_difference: float  # of the two models, over the training samples
    notes: tuple[Claim, ...]  # what limits the comparison

    @property
    def differences(self) -> FloatArray:
        """|Δw| of each column, shape (d,)."""
        return np.abs(self.ours.weights - self.theirs.weights)

    @property
    def largest_difference(self) -> float:
        """The largest of all |Δw| and |Δb|."""
        return max(float(self.differences.max(initial=0.0)), self.bias_difference)

    @property
    def objective_name(self) -> str:
        """What both minimise, in words."""
        name = "weighted loss" if self.is_weighted else "loss"
        return name if math.isinf(self.C) else f"{name} with penalty"

    @property
    def bias_difference(self) -> float:
        """|Δb|."""
        return abs(self.ours.bias - self.theirs.bias)


def compare(run: Run, optimum: Optimum) -> Comparison:
    """Fit scikit-learn's LogisticRegression on the columns of the run, with the matching penalty.

    `optimum` is that of the run's objective.

    Both fits are timed alone, without imports, scores and the losses on test samples.
    """
    X, y, settings = run.columns(run.train.X), run.train.y, run.experiment.settings
    objective = run.objective
    C, l1_ratio = matching_penalty(len(y), settings.l1, settings.l2)
    model, seconds, n_passes = _fit_sklearn(X, y, C, l1_ratio, settings.class_weight)
    ours = _ours(run, X)
    theirs = _theirs(run, model, objective, seconds)

    path = run.trace.objective
    lowest = min(optimum.lowest, theirs.objective, float(path.min()))
    if optimum.existence is Existence.NONE:
        lowest = 0.0
    return Comparison(
        names=run.column_names,
        ours=ours,
        theirs=theirs,
        solver=model.solver,
        C=C,
        l1_ratio=l1_ratio,
        is_weighted=run.sample_weights is not None,
        lowest=lowest,
        existence=optimum.existence,
        gap=np.maximum(path - lowest, 0.0),
        largest_p_difference=_largest_p_difference(X, ours, theirs),
        notes=tuple(_notes(run, model.solver, n_passes, theirs.objective - lowest, optimum)),
    )


def matching_penalty(n_samples: int, l1: float, l2: float) -> tuple[float, float]:
    """scikit-learn's (C, l1_ratio) for our l1 and l2; C = ∞ is no penalty."""
    strength = l1 + l2
    C = 1 / (n_samples * strength) if strength else math.inf
    # A strength of 1e-310 is none either: its inverse overflows.
    return C, 0.0 if math.isinf(C) else l1 / strength


def _ours(run: Run, X: FloatArray) -> Fitted:
    """The end of the run, with the time that training again takes."""
    trace = run.trace
    start = perf_counter()
    train(run.experiment, X, run.train.y)
    seconds = perf_counter() - start
    return Fitted(
        weights=trace.weights[-1],
        bias=float(trace.bias[-1]),
        objective=float(trace.objective[-1]),
        train=run.train.scores,
        test=None if run.test is None else run.test.scores,
        seconds=seconds,
    )


def _theirs(run: Run, model: Any, objective: LogisticLoss, seconds: float) -> Fitted:
    weights, bias = model.coef_[0], model.intercept_[0]

    def scores(X: FloatArray, y: FloatArray) -> Scores:
        return score(run.columns(X) @ weights + bias, y)

    return Fitted(
        weights=weights,
        bias=float(bias),
        objective=objective.value(np.append(weights, bias)),
        train=scores(run.train.X, run.train.y),
        test=None if run.test is None else scores(run.test.X, run.test.y),
        seconds=seconds,
    )


def _largest_p_difference(X: FloatArray, ours: Fitted, theirs: Fitted) -> float:
    one, other = (sigmoid(X @ fitted.weights + fitted.bias) for fitted in (ours, theirs))
    return float(np.abs(one - other).max())


def _fit_sklearn(
    X: FloatArray, y: FloatArray, C: float, l1_ratio: float, class_weight: str | None
) -> tuple[Any, float, int]:
    """The fitted model, the seconds it took and its passes over the samples."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    n_samples, n_features = X.shape
    if l1_ratio:
        n_passes = SAGA_WORK // (n_samples * (n_features + 6))
        settings = {"solver": "saga", "max_iter": n_passes, "random_state": 0}
    else:
        settings = {"solver": "newton-cholesky", "max_iter": 1000}
    model = LogisticRegression(
        C=C, l1_ratio=l1_ratio, class_weight=class_weight, tol=TOLERANCE, **settings
    )
    with warnings.catch_warnings():
        # Whether it arrived is read off its loss, and said in a note. RuntimeWarning: LAPACK tells
        # so of the singular Hessians on the way to no optimum.
        for category in (ConvergenceWarning, RuntimeWarning):
            warnings.simplefilter("ignore", category)
        # The first fit of a process also pays for what scikit-learn loads late.
        LogisticRegression(solver=model.solver).fit([[-1.0], [1.0]], [0, 1])
        start = perf_counter()
        model.fit(X, y)
        seconds = perf_counter() - start
    return model, seconds, int(model.n_iter_[0])


def _notes(
    run: Run, solver: str, n_passes: int, excess: float, optimum: Optimum
) -> Iterator[Claim]:
    if run.trace.stop_reason is StopReason.DIVERGED:
        yield claim("compared before", iteration=run.trace.n_iters + 1)
    if optimum.existence is Existence.NONE:
        yield claim("no optimum")
    elif excess > CONVERGED_WITHIN:
        yield claim("theirs above", solver=solver, n_passes=n_passes, excess=excess)
        if solver == "saga" and has_different_scales(run):
            yield claim("saga needs scales")
