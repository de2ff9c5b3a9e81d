"""Every sentence that is said of a run is recomputed by somebody who does not believe it.

For random experiments each claim of summary, captions and notes is held against an oracle that
knows the samples and the iterates, and nothing else of `logreg`: other libraries, a linear program,
counting. The oracle gives its own values, and both must read the same, to the digits printed.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any

import numpy as np
import pytest
from scipy.special import expit
from sklearn.dummy import DummyClassifier
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.preprocessing import StandardScaler

from logreg import DATASETS, FEATURES, OPTIMIZERS, Experiment, Run, fit, run
from logreg.experiment.captions import (
    boundary_captions,
    calibration_caption,
    coefficients_caption,
    cost_caption,
    gap_caption,
    histogram_caption,
    loss_caption,
    precision_recall_caption,
    roc_caption,
)
from logreg.experiment.chaos import is_chaotic
from logreg.experiment.comparison import Comparison, compare
from logreg.experiment.diagnosis import explain_rises
from logreg.experiment.optimum import find_optimum
from logreg.experiment.run import split_rows
from logreg.experiment.screen_line import Line, screen_line
from logreg.experiment.summary import early_end, summary
from logreg.wording.claims import TEMPLATES, Claim
from logreg.wording.numbers import decimal
from tests.lowest import lowest_objective
from tests.oracles import FloatArray, is_separable, largest_curvature, with_ones
from tests.told import evaluated

Values = Mapping[str, Any]

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

    def losses(self, thetas: FloatArray, X: FloatArray, y: FloatArray) -> FloatArray:
        signed = (2 * y - 1)[:, None] * with_ones(X)
        return np.array([np.mean(np.logaddexp(0, -(signed @ theta))) for theta in thetas])

    def penalties(self, thetas: FloatArray) -> FloatArray:
        weights = thetas[:, :-1]
        l1, l2 = self.experiment.settings.l1, self.experiment.settings.l2
        return l1 * np.abs(weights).sum(axis=1) + l2 / 2 * (weights**2).sum(axis=1)

    @cached_property
    def loss(self) -> FloatArray:
        """Training log loss after each update."""
        return self.losses(self.thetas, self.X, self.y)

    @cached_property
    def path(self) -> FloatArray:
        """What is minimised, after each update."""
        return self.loss + self.penalties(self.thetas)

    @cached_property
    def test_loss(self) -> FloatArray:
        return self.losses(self.thetas, self.X_test, self.y_test)

    @cached_property
    def lowest(self) -> float:
        return lowest_objective(
            self.X, self.y, self.experiment.settings.l1, self.experiment.settings.l2
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
        return "training loss" if self.is_free else "training loss with its penalty"

    @property
    def stable(self) -> float:
        return 2 / largest_curvature(self.X, self.experiment.settings.l2)

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


# --- One oracle for each kind: what the claim must say, or an assertion that it is true -----------


def fell(case: Case, said: Values) -> Values:
    assert case.path[-1] < case.path[0]
    return span(case)


def span(case: Case) -> Values:
    return {
        "what": case.what,
        "start": case.path[0],
        "end": case.path[-1],
        "n_iters": case.n_iters,
    }


def fell_little(case: Case, said: Values) -> Values:
    return fell(case, said) | {"fall": case.path[0] - case.path[-1]}


def stayed(case: Case, said: Values) -> Values:
    assert is_near(case.path[-1], case.path[0])
    return span(case)


def rose(case: Case, said: Values) -> Values:
    return span(case) | {"n_rises": same_count(case.path, said["n_rises"], is_relative=True)}


def diverged(case: Case, said: Values) -> Values:
    """One more step of the textbook leads beyond 1/ε."""
    experiment, theta = case.experiment, case.thetas[-1]
    assert np.abs(case.thetas).max() < 2**52
    if experiment.settings.optimizer == "gd" and case.result.n_per_step == len(case.y):
        slope = with_ones(case.X).T @ (expit(with_ones(case.X) @ theta) - case.y) / len(case.y)
        slope[:-1] += experiment.settings.l2 * theta[:-1]
        moved = theta - experiment.settings.learning_rate * slope
        moved[:-1] -= (
            np.sign(moved[:-1]) * experiment.settings.learning_rate * experiment.settings.l1
        )
        assert np.abs(moved).max() >= 2**52 * (1 - 1e-9)
    return {"iteration": case.n_iters + 1}


def at_minimum(case: Case, said: Values) -> Values:
    digits = decimal(case.path[-1]) == decimal(case.lowest)
    assert digits or case.path[-1] - case.lowest <= 1e-6
    return {}


def no_minimum(case: Case, said: Values) -> Values:
    assert case.is_free
    assert case.is_separable
    return {}


def is_above_lowest(case: Case) -> None:
    assert case.path[-1] > case.lowest


def still_falling(case: Case, said: Values) -> Values:
    is_above_lowest(case)
    assert case.path[-1 - max(1, case.n_iters // 10)] > case.path[-1]
    return {}


def falling_slowly(case: Case, said: Values) -> Values:
    is_above_lowest(case)
    assert case.path[-1 - max(1, case.n_iters // 2)] > case.path[-1]
    return {"lowest": case.lowest}


def on_a_plateau(case: Case, said: Values) -> Values:
    assert case.lowest <= said["lowest"] + 1e-9 < case.path[-1]
    return said


def risen_on_test(case: Case, said: Values) -> Values:
    lowest_at = said["lowest_at"]
    assert is_near(case.test_loss[lowest_at], case.test_loss.min())
    assert case.test_loss[-1] > case.test_loss[lowest_at]
    return said


def ended_above_start(case: Case, said: Values) -> Values:
    """A lower rate ends below the start."""
    assert case.path[-1] > case.path[0]
    gentle = case.retrained(min(case.stable, case.experiment.settings.learning_rate) / 1000)
    assert gentle[-1] <= gentle[0] + 1e-12
    return {"rate": case.experiment.settings.learning_rate}


def rises(case: Case, said: Values) -> Values:
    return {"what": case.what, "n_iters": case.n_iters} | {
        "n_rises": same_count(case.path, said["n_rises"], is_relative=True)
    }


def rate_above_stable(case: Case, said: Values) -> Values:
    rate = case.experiment.settings.learning_rate
    assert case.experiment.settings.optimizer == "gd"
    assert rate > case.stable
    return {"rate": rate, "ratio": rate / case.stable, "stable": case.stable}


def penalty_bounds_rate(case: Case, said: Values) -> Values:
    """Without the penalty the bound would be more than twice as high."""
    assert 2 / largest_curvature(case.X) > 2 * case.stable
    return {"l2": case.experiment.settings.l2}


def standardized_bound(case: Case) -> float:
    columns = StandardScaler().fit_transform(case.X)
    return 2 / largest_curvature(columns, case.experiment.settings.l2)


def scales_differ(case: Case, said: Values) -> Values:
    assert not case.experiment.standardize
    deviations, names = case.X.std(axis=0), case.names()
    bound = standardized_bound(case)
    assert bound > case.stable
    wide, narrow = int(deviations.argmax()), int(deviations.argmin())
    return {
        "wide": names[wide],
        "narrow": names[narrow],
        "ratio": deviations[wide] / deviations[narrow],
        "standardized": bound,
    }


def standardizing_helps(case: Case, said: Values) -> Values:
    assert not case.experiment.standardize
    bound = standardized_bound(case)
    assert bound > case.stable
    return {"standardized": bound}


def penalty_overshoots(case: Case, said: Values) -> Values:
    product = case.experiment.settings.learning_rate * case.experiment.settings.l2
    assert product > 2
    return {"product": product}


def lower_the_rate(case: Case, said: Values) -> Values:
    case.retrained(case.stable / 4)
    return {}


def small_batch(case: Case, said: Values) -> Values:
    assert case.experiment.settings.batch_size is not None
    assert case.experiment.settings.batch_size < len(case.y)
    assert case.experiment.settings.optimizer != "newton"
    return {"n_seen": case.experiment.settings.batch_size, "n": len(case.y)}


def carries_speed(case: Case, said: Values) -> Values:
    """It is not down the slope alone that it moves."""
    label = OPTIMIZERS[case.experiment.settings.optimizer].label
    assert label in ("Momentum", "Nesterov", "Adam")
    return {"label": label}


def step_as_long_as_rate(case: Case, said: Values) -> Values:
    assert case.experiment.settings.optimizer == "adam"
    rate = case.experiment.settings.learning_rate
    steps = np.abs(np.diff(case.thetas, axis=0)).max(axis=1)
    assert rate / 2 <= said["longest"] <= 2 * rate
    has_risen = np.diff(case.path) > 0
    assert any(is_near(said["longest"], step) for step in steps[has_risen])
    clearly = np.diff(case.path) > 1e-10 * np.abs(case.path[:-1])
    assert said["longest"] >= steps[clearly].max(initial=0.0) * (1 - 1e-9)
    return {"rate": rate, "longest": said["longest"]}


def chaotic(case: Case, said: Values) -> Values:
    """Other last digits in the samples lead to another loss."""
    random, experiment = np.random.default_rng(0), case.experiment
    ends = [
        fit(
            case.X * (1 + 2**-52 * random.choice([-1, 0, 1], case.X.shape)),
            case.y,
            experiment.settings.learning_rate,
            experiment.settings.n_iters,
            optimizer=experiment.settings.optimizer,
            batch_size=case.result.n_per_step,
            l1=experiment.settings.l1,
            l2=experiment.settings.l2,
            seed=experiment.seed,
        ).loss[-1]
        for _ in range(4)
    ]
    assert np.ptp([*ends, case.loss[-1]]) > 1e-7 * case.loss[-1]
    return {}


def correct(case: Case, said: Values) -> Values:
    X, y, split = case.judged
    predicted = with_ones(X) @ case.thetas[-1] >= 0
    n_correct = int(accuracy_score(y, predicted.astype(float), normalize=False))
    return {"n_correct": n_correct, "n": len(y), "split": split}


def constant_as_good(case: Case, said: Values) -> Values:
    X, y, _ = case.judged
    constant = DummyClassifier(strategy="most_frequent").fit(X, y)
    n_constant = round(constant.score(X, y) * len(y))
    assert correct(case, said)["n_correct"] <= n_constant
    name = said["name"]
    label = case.dataset.class_names.index(name)
    assert int((y == label).sum()) == n_constant
    return {"name": name, "n_constant": n_constant}


def few_points(case: Case, said: Values) -> Values:
    """At worst, at a share of one half: the deviation of a mean of n draws."""
    _, y, split = case.judged
    assert len(y) < 30
    return {"n": len(y), "split": split, "error": math.sqrt(0.5 * 0.5 / len(y))}


def ended_at_minimum(case: Case, said: Values) -> Values:
    assert case.path[-1] - case.lowest <= 1e-6 * max(case.lowest, 1e-6)
    return {}


def ended_without_minimum(case: Case, said: Values) -> Values:
    return no_minimum(case, said)


def ended_stalled(case: Case, said: Values) -> Values:
    assert case.n_iters < case.experiment.settings.n_iters
    return {}


def ended_diverged(case: Case, said: Values) -> Values:
    diverged(case, said)
    return {}


# --- Beside scikit-learn ---


def comparison_of(case: Case) -> Comparison:
    assert case.comparison is not None
    return case.comparison


def objective_at(case: Case, weights: FloatArray, bias: float) -> float:
    theta = np.append(weights, bias)[None]
    return float((case.losses(theta, case.X, case.y) + case.penalties(theta))[0])


def excesses(case: Case) -> Values:
    comparison = comparison_of(case)
    lowest = min(
        case.lowest,
        case.path.min(),
        objective_at(case, comparison.theirs.weights, comparison.theirs.bias),
    )
    return {
        "ours": case.path[-1] - lowest,
        "theirs": objective_at(case, comparison.theirs.weights, comparison.theirs.bias) - lowest,
    }


def p_difference(case: Case) -> float:
    comparison = comparison_of(case)
    both = [
        expit(case.X @ fitted.weights + fitted.bias)
        for fitted in (comparison.ours, comparison.theirs)
    ]
    return float(np.abs(both[0] - both[1]).max())


def compared_before(case: Case, said: Values) -> Values:
    return diverged(case, said)


def no_optimum(case: Case, said: Values) -> Values:
    return no_minimum(case, said)


def theirs_above(case: Case, said: Values) -> Values:
    excess = excesses(case)["theirs"]
    return {"solver": said["solver"], "n_passes": said["n_passes"], "excess": excess}


def saga_needs_scales(case: Case, said: Values) -> Values:
    assert not case.experiment.standardize
    deviations = case.X.std(axis=0)
    assert deviations.max() > 10 * deviations.min()
    return {}


def same_model(case: Case, said: Values) -> Values:
    difference = p_difference(case)
    assert difference < 0.01
    return {"p_difference": difference}


def one_is_above(case: Case, said: Values) -> Values:
    found = excesses(case)
    # What is above by less than the oracle's own digits is small, and said to be small.
    return {key: value if value > 1e-9 else said[key] for key, value in found.items()}


def weights_without_optimum(case: Case, said: Values) -> Values:
    return no_minimum(case, said)


def gap_rises(case: Case, said: Values) -> Values:
    n_rises = same_count(case.path, said["n_rises"], is_relative=False)
    return {"n_rises": n_rises, "n_iters": case.n_iters}


def gap_to_limit(case: Case, said: Values) -> Values:
    return no_minimum(case, said)


def gap_closed(case: Case, said: Values) -> Values:
    assert case.path[-1] - case.lowest < 1e-10
    return {"n_iters": case.n_iters}


def gap_left(case: Case, said: Values) -> Values:
    gap = excesses(case)["ours"]
    what = "loss" if case.is_free else "loss with penalty"
    return {"n_iters": case.n_iters, "what": what, "gap": gap if gap > 1e-9 else said["gap"]}


# --- Below the loss curve ---


def curve_rises(case: Case, said: Values) -> Values:
    n_rises = same_count(case.loss, said["n_rises"], is_relative=False)
    return {"n_rises": n_rises, "n_iters": case.n_iters}


def starts_at_ln_2(case: Case, said: Values) -> Values:
    assert is_near(case.loss[0], math.log(2))
    return {"start": math.log(2)}


def turned_up_on_test(case: Case, said: Values) -> Values:
    assert case.loss[-1] < case.loss[said["lowest_at"]]
    return risen_on_test(case, said)


def lowest_last_on_test(case: Case, said: Values) -> Values:
    assert case.test_loss[-1] - case.test_loss.min() < 0.001
    return {"digit": 0.001}


def above_lowest_on_test(case: Case, said: Values) -> Values:
    return {"above": case.test_loss[-1] - case.test_loss.min()}


# --- Below the boundary ---


def area(case: Case) -> FloatArray:
    """p at random points of the drawn box: a grid could lie on a strip thinner than its cells."""
    box = case.result.box
    low, high = np.array([box.left, box.bottom]), np.array([box.right, box.top])
    points = low + np.random.default_rng(0).random((20_000, 2)) * (high - low)
    return probabilities_at(case, points)


def probabilities_at(case: Case, points: FloatArray) -> FloatArray:
    """p at points of the drawn plane."""
    train, _ = split_rows(len(case.dataset.y), case.experiment.test_share, case.experiment.seed)
    X_train = case.dataset.X[train]
    X = np.tile(X_train.mean(axis=0), (len(points), 1))
    X[:, list(case.experiment.drawn)] = points
    columns = case.columns(X)
    if case.experiment.standardize:
        columns = StandardScaler().fit(case.columns(X_train)).transform(columns)
    return expit(with_ones(columns) @ case.thetas[-1])


def slice_(case: Case, said: Values) -> Values:
    n_features = case.dataset.X.shape[1]
    assert case.experiment.other_features
    return {"n": n_features, "n_others": n_features - 2}


def slice_at_mean(case: Case, said: Values) -> Values:
    assert case.experiment.other_features
    return {"n_others": case.dataset.X.shape[1] - 2}


def line_too_fine(case: Case, said: Values) -> Values:
    """Both classes lie within a pixel of a chart 800 pixels wide and high, in many places."""
    box = case.result.box
    pixel = np.array([box.right - box.left, box.top - box.bottom]) / 800
    random = np.random.default_rng(0)
    corner = np.array([box.left, box.bottom])
    points = corner + random.random((400, 2)) * 800 * pixel
    at = said["threshold"]
    p = probabilities_at(case, points)
    near = [probabilities_at(case, points + step * pixel) for step in ((20, 0), (0, 20), (9, 9))]
    assert any(((other >= at) != (p >= at)).any() for other in near)
    share = float((p >= at).mean())
    assert abs(share - said["share"]) < 0.1
    return said


def one_class_everywhere(case: Case, said: Values) -> Values:
    label = case.dataset.class_names.index(said["name"])
    assert ((area(case) >= said["threshold"]) == label).mean() > 0.999
    return said


def one_class_all_over(case: Case, said: Values) -> Values:
    """A strip a pixel and a half thin takes 0.2 % of a chart 800 pixels wide."""
    label = case.dataset.class_names.index(said["name"])
    assert ((area(case) >= said["threshold"]) == label).mean() > 0.99
    return said


def nothing_decided(case: Case, said: Values) -> Values:
    assert (area(case) == 0.5).all()
    return {}


def line_at_half(case: Case, said: Values) -> Values:
    assert_on_both_sides(case, case.result.line.points, 0.5)
    return {}


def line_at_threshold(case: Case, said: Values) -> Values:
    threshold = said["threshold"]
    assert_on_both_sides(case, line_at(case, threshold).points, threshold)
    return {"name": case.dataset.class_names[1], "threshold": threshold}


def assert_on_both_sides(case: Case, line: FloatArray, threshold: float) -> None:
    """Around every point of the line p is below the threshold here and above it there."""
    box = case.result.box
    points = line[~np.isnan(line[:, 0])][:: max(1, len(line) // 40)]
    around = np.array([(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]) * (
        0.01 * (box.right - box.left),
        0.01 * (box.top - box.bottom),
    )
    p = probabilities_at(case, (points[:, None] + around).reshape(-1, 2)).reshape(len(points), 9)
    assert (p.min(axis=1) <= threshold).all()
    assert (p.max(axis=1) >= threshold).all()


def part_of_the_area(case: Case, said: Values) -> Values:
    share = float((area(case) == 1).mean())
    assert abs(share - said["share"]) < 0.02
    return said


# --- Evaluate ---


def training_judges(case: Case, said: Values) -> Values:
    assert not len(case.y_test)
    return {}


def sizes(case: Case) -> dict[str, int]:
    _, y, _ = case.judged
    return {name: int((y == label).sum()) for label, name in enumerate(case.dataset.class_names)}


def absent(case: Case) -> Values:
    found = [name for name, n in sizes(case).items() if n == 0]
    return {"split": case.judged[2], "absent": found[0]}


def one_class_alone(case: Case, said: Values) -> Values:
    there = [name for name, n in sizes(case).items() if n > 0]
    assert len(there) == 1
    return {"split": case.judged[2], "name": there[0]}


def few_of_a_class(case: Case, said: Values) -> Values:
    n = min(sizes(case).values())
    assert sizes(case)[said["name"]] == n < 10
    return {"split": case.judged[2], "n": n, "name": said["name"], "share": 1 / n}


def few_in_a_bin(case: Case, said: Values) -> Values:
    n = len(case.judged[1])
    assert n < 50
    return {"split": case.judged[2], "n": n, "per_bin": round(n / 10)}


def one_mistake_costs(case: Case, said: Values) -> Values:
    """Without class 0 nothing can be a false positive."""
    found = absent(case)
    is_zero_absent = found["absent"] == case.dataset.class_names[0]
    return {**found, "mistakes": "negatives" if is_zero_absent else "positives"}


def no_curve(case: Case, said: Values) -> Values:
    return absent(case)


def guessing_is_as_precise(case: Case, said: Values) -> Values:
    """Whoever predicts class 1 at random is always right."""
    assert absent(case)["absent"] == case.dataset.class_names[0]
    return absent(case)


def one_class_in_bars(case: Case, said: Values) -> Values:
    return absent(case)


def area_under_roc(case: Case) -> float:
    X, y, _ = case.judged
    return float(roc_auc_score(y, with_ones(X) @ case.thetas[-1]))


def ranks_worse_than_chance(case: Case, said: Values) -> Values:
    area = area_under_roc(case)
    assert area < 0.5
    return {"area": area}


def roc(case: Case, said: Values) -> Values:
    assert area_under_roc(case) >= 0.5 - 1e-9
    return {"name": case.dataset.class_names[1]}


def precision_and_recall(case: Case, said: Values) -> Values:
    assert min(sizes(case).values()) > 0
    return {"name": case.dataset.class_names[1]}


def calibration(case: Case, said: Values) -> Values:
    return {}


def bars(case: Case, said: Values) -> Values:
    negative, positive = case.dataset.class_names
    return {"name": positive, "negative": negative}


def costs(case: Case, said: Values) -> Values:
    """The dearer a false negative, the lower the cheapest threshold."""
    X, y, _ = case.judged
    p = expit(with_ones(X) @ case.thetas[-1])
    cheapest = []
    for price in (1.0, 20.0):
        at = np.unique(np.append(p, 1.0))
        cost = [(price * ((p < t) & (y == 1)) + ((p >= t) & (y == 0))).mean() for t in at]
        cheapest.append(float(at[np.argmin(cost)]))
    assert cheapest[1] <= cheapest[0]
    return {}


ORACLES: Mapping[str, Callable[[Case, Values], Values]] = {
    "fell": fell,
    "fell little": fell_little,
    "stayed": stayed,
    "rose": rose,
    "diverged": diverged,
    "at minimum": at_minimum,
    "no minimum": no_minimum,
    "still falling": still_falling,
    "falling slowly": falling_slowly,
    "on a plateau": on_a_plateau,
    "test risen": risen_on_test,
    "ended above start": ended_above_start,
    "rises": rises,
    "rate above stable": rate_above_stable,
    "penalty bounds rate": penalty_bounds_rate,
    "scales differ": scales_differ,
    "standardizing helps": standardizing_helps,
    "penalty overshoots": penalty_overshoots,
    "lower the rate": lower_the_rate,
    "small batch": small_batch,
    "carries speed": carries_speed,
    "step as long as rate": step_as_long_as_rate,
    "chaotic": chaotic,
    "correct": correct,
    "constant as good": constant_as_good,
    "few points": few_points,
    "compared before": compared_before,
    "no optimum": no_optimum,
    "theirs above": theirs_above,
    "saga needs scales": saga_needs_scales,
    "same model": same_model,
    "one is above": one_is_above,
    "weights without optimum": weights_without_optimum,
    "gap rises": gap_rises,
    "gap to limit": gap_to_limit,
    "gap closed": gap_closed,
    "gap left": gap_left,
    "curve rises": curve_rises,
    "starts at ln 2": starts_at_ln_2,
    "test turned up": turned_up_on_test,
    "test lowest last": lowest_last_on_test,
    "test above lowest": above_lowest_on_test,
    "slice": slice_,
    "one class everywhere": one_class_everywhere,
    "nothing decided": nothing_decided,
    "line at half": line_at_half,
    "line at threshold": line_at_threshold,
    "part of the area": part_of_the_area,
    "one class all over": one_class_all_over,
    "training judges": training_judges,
    "one class alone": one_class_alone,
    "few of a class": few_of_a_class,
    "few in a bin": few_in_a_bin,
    "no curve": no_curve,
    "guessing is as precise": guessing_is_as_precise,
    "one class in bars": one_class_in_bars,
    "one mistake costs": one_mistake_costs,
    "ranks worse than chance": ranks_worse_than_chance,
    "roc": roc,
    "precision and recall": precision_and_recall,
    "calibration": calibration,
    "bars": bars,
    "costs": costs,
    "slice at mean": slice_at_mean,
    "line too fine": line_too_fine,
    "ended at minimum": ended_at_minimum,
    "ended without minimum": ended_without_minimum,
    "ended stalled": ended_stalled,
    "ended diverged": ended_diverged,
}


# --- Random experiments ---------------------------------------------------------------------------


def random_experiment(random: np.random.Generator) -> Experiment:
    """Any that a person could choose; the corners more often than a person would."""

    def maybe(share: float) -> bool:
        return bool(random.random() < share)

    dataset = str(random.choice(list(DATASETS)))
    n_features = DATASETS[dataset].n_features
    n_terms = int(random.integers(1, 4 if n_features > 2 or maybe(0.7) else 8))
    optimizer = str(random.choice(["gd", "gd", "gd", "momentum", "nesterov", "adam", "newton"]))
    drawn = random.choice(n_features, 2, replace=False) if maybe(0.5) else (0, 1)
    penalties = {
        name: float(10 ** random.uniform(-4, 1)) if maybe(0.25) else 0.0 for name in ("l1", "l2")
    }
    return Experiment.of(
        dataset=dataset,
        n_samples=int(random.choice([50, 60, 100, 300])),
        noise=float(round(random.uniform(0, 0.5), 2)),
        seed=int(random.integers(0, 10_000)),
        test_share=float(random.choice([0.0, 0.02, 0.1, 0.3, 0.5])),
        drawn=(int(drawn[0]), int(drawn[1])),
        features=tuple(map(str, random.choice(list(FEATURES), n_terms, replace=False))),
        other_features=maybe(0.4),
        standardize=maybe(0.5),
        learning_rate=float(10 ** random.uniform(-4, 2)),
        n_iters=int(10 ** random.uniform(0, 2.8)),
        optimizer=optimizer,
        batch_size=int(random.choice([1, 4, 16, 64])) if maybe(0.2) else None,
        **penalties,
    )


def corner(random: np.random.Generator) -> Experiment:
    """Kinds that chance alone would bring too seldom."""
    usual = random_experiment(random)
    few = {"features": ("x1", "x2"), "batch_size": None, "other_features": False}
    choices: list[dict[str, Any]] = [
        {"l2": 5.0, "learning_rate": 10.0, "optimizer": "gd"},
        {"l2": 5.0, "learning_rate": 50.0, "optimizer": "momentum", "batch_size": None},
        {"l1": 10.0, "l2": 0.0},
        {"n_iters": 1, "learning_rate": 1e-4, "optimizer": "gd"},
        {
            "dataset": "scales",
            "n_samples": 300,
            "test_share": 0.3,
            "learning_rate": 1e-3,
            "n_iters": 40,
            "optimizer": "gd",
            "standardize": False,
            "noise": 0.2,
            "l1": 0.0,
            "l2": 0.0,
            **few,
        },
        {"optimizer": "newton", "n_iters": 100, "l1": 0.0},
        {"dataset": "gap", "optimizer": "newton", "n_iters": 100, "l1": 0.0, "l2": 0.0, **few},
        {"optimizer": "adam", "learning_rate": 3.0, "batch_size": None},
        {"optimizer": "gd", "batch_size": None, "learning_rate": 50.0, "l2": 0.5, "l1": 0.0},
        {
            "dataset": "breast_cancer",
            "drawn": (3, 23),
            "features": ("x1", "sin(x1)", "sin(x2)"),
            "optimizer": "gd",
            "learning_rate": 1.0,
            "other_features": False,
        },
    ]
    # Two classes that touch and do not overlap: Newton's method can neither arrive nor part them.
    choices.append(
        {
            "dataset": "iris",
            "seed": 7109,
            "test_share": 0.5,
            "drawn": (3, 2),
            "features": ("x1*x2", "sin(x2)"),
            "other_features": False,
            "standardize": True,
            "optimizer": "newton",
            "n_iters": 100,
            "l1": 0.0,
            "l2": 0.0,
        }
    )
    chosen = {"drawn": (0, 1)} | choices[int(random.integers(len(choices)))]
    return usual.changed(**chosen)


def cases(n: int) -> Iterator[Case]:
    """Runs of n experiments that can be trained, from a fixed seed."""
    random = np.random.default_rng(0)
    for k in range(n):
        experiment = corner(random) if k % 4 == 0 else random_experiment(random)
        # A split of one class cannot be trained on.
        with suppress(ValueError):
            yield Case(run(experiment))


def said_of(case: Case) -> Iterator[Claim]:
    result = case.result
    optimum = find_optimum(result)
    yield from summary(result, optimum, result.trace.n_rises > 0 and is_chaotic(result))
    yield from summary(result)
    if end := early_end(result):
        yield end
    yield from explain_rises(result)
    yield loss_caption(result.trace)
    for threshold in (0.5, 0.8, 1.0):
        yield from boundary_captions(result, line_at(case, threshold), result.plane, threshold)
    comparison = compare(result, optimum)
    case.comparison = comparison
    yield from comparison.notes
    yield gap_caption(comparison)
    yield coefficients_caption(comparison)
    evaluation = evaluated(result)
    yield from evaluation.notes
    yield roc_caption(evaluation)
    yield precision_recall_caption(evaluation)
    yield calibration_caption()
    yield histogram_caption(evaluation)
    yield cost_caption(evaluation)


def line_at(case: Case, threshold: float) -> Line:
    result = case.result
    if threshold == 0.5:
        return result.line
    return screen_line(result.plane, result.box, threshold=threshold)


def disbelieve(case: Case, claim: Claim) -> str | None:
    """What is wrong with the claim, or None."""
    try:
        expected = {**ORACLES[claim.kind](case, claim.values)}
    except AssertionError as error:
        return f"{case.experiment}\n  {claim.text}\n  is not so: {error}"
    text = Claim(claim.kind, expected).text
    if text == claim.text or all(
        is_near(value, claim.values[key])
        for key, value in expected.items()
        if not isinstance(value, str)
    ):
        return None
    return f"{case.experiment}\n  {claim.text}\n  must be: {text}\n {claim.values} {expected}"


def check(n: int) -> Counter[str]:
    """Disbelieve all that is said of n experiments; how often each kind was."""
    counts: Counter[str] = Counter()
    wrong = []
    for case in cases(n):
        for claim in said_of(case):
            counts[claim.kind] += 1
            if problem := disbelieve(case, claim):
                wrong.append(problem)
    assert not wrong, f"{len(wrong)} false:\n" + "\n".join(wrong[:20])
    return counts


def test_every_kind_of_claim_has_an_oracle() -> None:
    assert set(ORACLES) == set(TEMPLATES)


def test_what_is_said_of_a_hundred_random_experiments_is_true() -> None:
    assert check(100).total() > 500


@pytest.mark.slow
def test_what_is_said_of_two_thousand_random_experiments_is_true() -> None:
    counts = check(2000)
    assert {kind: counts[kind] for kind in ORACLES if counts[kind] < 20} == {}
