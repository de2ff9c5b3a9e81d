"""A run beside scikit-learn: the same columns, the same penalty, and how far apart the two end.

scikit-learn minimises C Σᵢ lossᵢ + (1 − r)/2 ‖w‖² + r‖w‖₁ with r = `l1_ratio`. Divided by nC this
is our mean loss + (λ₂/2)‖w‖² + λ₁‖w‖₁ where C = 1/(n(λ₁ + λ₂)) and r = λ₁/(λ₁ + λ₂).
"""

import math
import warnings
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

import numpy as np

from .experiment import Experiment, Run, train
from .features import Standardizer
from .metrics import Scores, score
from .objective import LogisticLoss
from .optimizers import OPTIMIZERS
from .training import ROUNDING, StopReason, fit
from .validation import FloatArray
from .words import count, decimal

# What the first tutorials do: every measurement as it comes, and a rate that happens to work.
TUTORIAL = Experiment(
    dataset="breast_cancer",
    other_features=True,
    test_share=0.2,
    seed=1234,
    learning_rate=1e-4,
    n_iters=1000,
)
# Standardised, a rate a thousand times as large is still below the stable step.
STANDARDIZED_TUTORIAL = replace(TUTORIAL, standardize=True, learning_rate=0.1)

TOLERANCE = 1e-10
NEWTON_ITERATIONS = 100
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


@dataclass(frozen=True, eq=False)
class Comparison:
    """Our model and scikit-learn's on the same d columns."""

    names: tuple[str, ...]  # what a person reads for each column
    ours: Fitted
    theirs: Fitted
    solver: str  # scikit-learn's
    C: float  # ∞ without a penalty
    l1_ratio: float
    optimum: float  # the lowest objective known; 0 where the classes can be parted
    gap: FloatArray  # (k + 1,) our objective after each update − optimum, never below 0
    is_separated: bool  # no penalty, and training classes that a plane parts: no finite optimum
    notes: tuple[str, ...]  # what limits the comparison, in sentences

    @property
    def differences(self) -> FloatArray:
        """|Δw| of each column, shape (d,)."""
        return np.abs(self.ours.weights - self.theirs.weights)

    @property
    def largest_difference(self) -> float:
        """max |Δw|, the bias apart."""
        return float(self.differences.max())

    @property
    def bias_difference(self) -> float:
        """|Δb|."""
        return abs(self.ours.bias - self.theirs.bias)


def compare(run: Run) -> Comparison:
    """Fit scikit-learn's LogisticRegression on the columns of the run, with the matching penalty.

    Both fits are timed alone, without imports, scores and the losses on test samples.
    """
    X, y, experiment = run.columns(run.train.X), run.train.y, run.experiment
    objective = LogisticLoss(X, y, l1=experiment.l1, l2=experiment.l2)
    C, l1_ratio = matching_penalty(len(y), experiment.l1, experiment.l2)
    model, seconds, n_passes = _fit_sklearn(X, y, C, l1_ratio)
    ours = _ours(run, X)
    theirs = _theirs(run, model, objective, seconds)

    path = run.trace.objective
    newton_lowest, newton_parts = _newton(X, y, experiment)
    is_separated = newton_parts and math.isinf(C)
    optimum = 0.0 if is_separated else min(newton_lowest, theirs.objective, float(path.min()))
    return Comparison(
        names=_names(run),
        ours=ours,
        theirs=theirs,
        solver=model.solver,
        C=C,
        l1_ratio=l1_ratio,
        optimum=optimum,
        gap=np.maximum(path - optimum, 0.0),
        is_separated=is_separated,
        notes=_notes(run, model.solver, n_passes, theirs.objective - optimum, is_separated),
    )


def matching_penalty(n_samples: int, l1: float, l2: float) -> tuple[float, float]:
    """scikit-learn's (C, l1_ratio) for our l1 and l2; C = ∞ is no penalty."""
    strength = l1 + l2
    C = 1 / (n_samples * strength) if strength else math.inf
    # A strength of 1e-310 is none either: its inverse overflows.
    return C, 0.0 if math.isinf(C) else l1 / strength


def stable_rate(run: Run) -> float:
    """The learning rate 2/L below which full-batch gradient descent can never raise the loss.

    L = λmax(X̃ᵀX̃)/(4n) + λ₂ with X̃ = [X 1] bounds the second derivatives, as p(1 − p) ≤ 1/4. A step
    η from θ then changes the objective by at most −η(1 − ηL/2)‖∇f‖², the descent lemma: Nesterov
    (2004), *Introductory Lectures on Convex Optimization*; Bubeck (2015), "Convex Optimization:
    Algorithms and Complexity".
    """
    return _stable_rate(run.columns(run.train.X), run.experiment.l2)


def explain_jumps(run: Run) -> str:
    """Why the loss of this run rises, in one or two sentences; "" where it never does."""
    if not run.trace.n_rises:
        return ""
    rises = f"The loss rose on {run.trace.n_rises} of {count(run.trace.n_iters, 'step')}"
    experiment = run.experiment
    label = OPTIMIZERS[experiment.optimizer].label
    if experiment.optimizer == "adam":
        return (
            f"{rises}: {label} moves a weight by about the learning rate,"
            f" {experiment.learning_rate:g}, however small the slope, and so oversteps a minimum."
        )
    if experiment.learning_rate > stable_rate(run):
        return f"{rises}: {_too_long(run)}"
    if run.n_per_step < len(run.train.y):
        return (
            f"{rises}: each step saw only {run.n_per_step} of {count(len(run.train.y), 'sample')},"
            " and what is downhill for these need not be so for all."
        )
    return f"{rises}: {label} carries speed from step to step and overshoots."


def _names(run: Run) -> tuple[str, ...]:
    """What a person reads for each column: a drawn feature has its own name, not x₁."""
    own = dict(zip(("x1", "x2"), run.drawn_names, strict=True))
    labels = run.feature_map.labels(run.dataset.feature_names)
    terms = run.feature_map.terms
    drawn = (own.get(term, label) for term, label in zip(terms, labels, strict=False))
    return (*drawn, *labels[len(terms) :])


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


def _fit_sklearn(X: FloatArray, y: FloatArray, C: float, l1_ratio: float) -> tuple[Any, float, int]:
    """The fitted model, the seconds it took and its passes over the samples."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    n_samples, n_features = X.shape
    if l1_ratio:
        n_passes = SAGA_WORK // (n_samples * (n_features + 6))
        settings = {"solver": "saga", "max_iter": n_passes, "random_state": 0}
    else:
        settings = {"solver": "newton-cholesky", "max_iter": 1000}
    model = LogisticRegression(C=C, l1_ratio=l1_ratio, tol=TOLERANCE, **settings)
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


def _newton(X: FloatArray, y: FloatArray, experiment: Experiment) -> tuple[float, bool]:
    """The lowest objective that Newton's method finds, and whether its last plane parts y."""
    trace = fit(
        X,
        y,
        n_iters=NEWTON_ITERATIONS,
        optimizer="newton",
        l1=experiment.l1,
        l2=experiment.l2,
        tol=ROUNDING,
    )
    logits = X @ trace.weights[-1] + trace.bias[-1]
    return float(trace.objective.min()), bool(((2 * y - 1) * logits > 0).all())


def _notes(
    run: Run, solver: str, n_passes: int, excess: float, is_separated: bool
) -> tuple[str, ...]:
    notes = []
    if run.trace.stop_reason is StopReason.DIVERGED:
        notes.append(f"{run.trace.message} Compared is our model just before.")
    if is_separated:
        notes.append(
            "A plane parts the training points without error and no penalty holds the weights back:"
            " there is no finite optimum, and the weights of both depend on where they stop."
        )
    elif excess > CONVERGED_WITHIN:
        is_slow = solver == "saga" and not run.experiment.standardize
        advice = " It needs features on similar scales: standardise." if is_slow else ""
        notes.append(
            f"scikit-learn's {solver} did not converge: after {count(n_passes, 'iteration')} its"
            f" loss is still {decimal(excess)} above the lowest known.{advice}"
        )
    return tuple(notes)


def _stable_rate(columns: FloatArray, l2: float) -> float:
    return 2 / (_largest_curvature(columns) + l2)


def _largest_curvature(columns: FloatArray) -> float:
    """λmax(X̃ᵀX̃)/(4n) of columns (n, d)."""
    with_ones = np.column_stack([columns, np.ones(len(columns))])
    return float(np.linalg.eigvalsh(with_ones.T @ with_ones)[-1] / (4 * len(columns)))


def _too_long(run: Run) -> str:
    """How far the learning rate is beyond the stable step, why, and what standardising would do."""
    experiment, columns = run.experiment, run.columns(run.train.X)
    stable = stable_rate(run)
    step = (
        f"the learning rate {experiment.learning_rate:g} is"
        f" {_rough(experiment.learning_rate / stable)} times the stable step of {decimal(stable)}"
    )
    if experiment.l2 > _largest_curvature(columns):
        return f"{step} for an L2 penalty as strong as {experiment.l2:g}."
    if experiment.standardize:
        return f"{step} for these features."
    standardized = _stable_rate(Standardizer.fit(columns).transform(columns), experiment.l2)
    return (
        f"{step} for these features, the largest of which has values up to"
        f" {_rough(float(np.abs(columns).max()))}."
        f" Standardised, the stable step is {decimal(standardized)}."
    )


def _rough(value: float) -> str:
    """A size in words that need no more than its first digits."""
    return decimal(value, 0 if value >= 10 else 1)
