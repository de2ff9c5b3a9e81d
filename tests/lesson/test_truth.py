"""What the lesson says of a run, in random experiments: each sentence found out again.

The oracles are a linear program, brute force over the points, and textbook code; the sentences are
read as a person reads them.
"""

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.special import expit

from logreg import FEATURES, Experiment, run
from logreg.experiment.plane import Box
from logreg.experiment.run import Run
from logreg.figures import (
    calibration_chart,
    cost_chart,
    histogram_chart,
    precision_recall_chart,
    roc_chart,
)
from logreg.figures.lesson import (
    activation_chart,
    bowl_chart,
    bug_chart,
    cut_chart,
    gradient_check_chart,
    loop_chart,
    losses_chart,
    microscope_chart,
    plane_chart,
    pulls_chart,
    secant_chart,
)
from logreg.lesson.bowl import bowl_of
from logreg.lesson.bug_points import batch_size
from logreg.lesson.bugs import BUGS
from logreg.lesson.demonstration import Demonstration, demonstrate
from logreg.lesson.gradient import check_gradient, secant_of
from logreg.lesson.microscope import look, walk
from logreg.lesson.points import Points, points_of
from logreg.lesson.score import best_line
from logreg.lesson.whole_loop import run_loop
from logreg.scoring.curves import costs
from logreg.ui.lesson.bugs import check_in_words
from logreg.ui.lesson.score import lowest_in_words, predicted_in_words
from logreg.ui.lesson.whole_loop import said_of_loop
from logreg.wording.claims import in_words
from tests.experiments import random_experiment
from tests.oracles import FloatArray, is_separable, with_ones
from tests.told import evaluated

N_EXPERIMENTS = 60
RATES = (1e-4, 0.01, 0.3, 3.0, 10.0)


def experiment_of_the_lesson(seed: int) -> Experiment:
    """Few points or many, gentle and extreme learning rates, often on the plane of the data."""
    random = np.random.default_rng(seed)
    return random_experiment(random).changed(
        n_samples=int(random.choice([50, 60, 150])),
        test_share=float(random.choice([0.0, 0.01, 0.05, 0.3])),
        features=tuple(FEATURES) if random.random() < 0.2 else ("x1", "x2"),
        learning_rate=float(random.choice([1e-4, 0.01, 0.3, 3, 30, 100])),
        n_iters=int(random.choice([1, 5, 60])),
        batch_size=None if random.random() < 0.6 else int(random.choice([1, 4, 16])),
    )


@cache
def runs() -> tuple[Run, ...]:
    """Those of the random experiments whose split leaves both classes to train on."""

    def trained() -> Iterator[Run]:
        for seed in range(N_EXPERIMENTS):
            try:
                yield run(experiment_of_the_lesson(seed))
            except ValueError:
                continue

    return tuple(trained())


# --- Section 1 ------------------------------------------------------------------------------------


def test_which_class_is_predicted_where_is_true_of_every_point() -> None:
    kinds = Counter()
    random = np.random.default_rng(0)
    for result in runs():
        points = points_of(result)
        for weights, bias in (
            (np.zeros(2), 0.0),
            (np.zeros(2), -1.0),
            (np.array([1.0, 0.0]), 9.0),
            (random.uniform(-10, 10, 2), random.uniform(-10, 10)),
        ):
            said = predicted_in_words(points, weights, bias)
            z = points.X @ weights + bias
            for label, name in enumerate(points.class_names):
                if f"{name} is predicted for every point" in said:
                    assert ((z >= 0) == label).all()
                    kinds["everywhere"] += 1
            if "On the blue side" in said:
                assert f"blue side of the line {points.class_names[1]} is" in said
                corners = with_ones(corners_of(points.box)) @ np.append(weights, bias)
                assert corners.min() < 0 < corners.max()
                kinds["line"] += 1
            assert ("there is no line" in said) == (not weights.any())
    assert min(kinds["everywhere"], kinds["line"]) > 20


def corners_of(box: Box) -> FloatArray:
    return np.array([(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)])


def touches_only(X: FloatArray, y: FloatArray) -> bool:
    """Whether some plane has no point on its wrong side, and some points off it."""
    signed = (2 * y - 1)[:, None] * with_ones(X)
    found = linprog(-signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(X)), bounds=(-1, 1))
    return bool(found.success and -found.fun > 1e-7)


def test_where_the_lowest_loss_is_said_to_be_agrees_with_a_linear_program() -> None:
    kinds = Counter()
    for points in (*(points_of(result) for result in runs()), _touching()):
        said = lowest_in_words(best_line(points))
        if is_separable(points.X, points.y):
            kind = "A line parts"
        elif touches_only(points.X, points.y):
            kind = "Larger and larger weights lower"
        else:
            kind = "The lowest loss is at"
        assert said.startswith(kind)
        kinds[kind] += 1
    assert len(kinds) == 3


def _touching() -> Points:
    """A point of each class at the same place, the others on either side of it."""
    X = np.array([[0.0, 0], [0, 0], [1, 0], [-1, 1], [-2, 1.5], [2, -1]])
    return Points(X, np.array([0.0, 1, 1, 0, 0, 1]), ("x₁", "x₂"), ("0", "1"), Box.around(X))


# --- Section 5 ------------------------------------------------------------------------------------


def test_what_is_said_of_the_two_arms_of_the_gradient_check_is_true_of_its_errors() -> None:
    kinds = Counter()
    for result in runs():
        for iteration in {0, 1, result.trace.n_iters} - {result.trace.n_iters + 1}:
            if iteration > result.trace.n_iters:
                continue
            check = check_gradient(result, iteration)
            said = gradient_check_chart(check).caption
            errors, best = check.errors, int(check.errors.argmin())
            theta = [*result.trace.weights[iteration], result.trace.bias[iteration]]
            assert ("all p are 0.5" in said) == (np.count_nonzero(theta) == 0)
            if "no ε is too wide" in said:
                assert errors[:best].max(initial=0) < max(10 * errors[best], 1e-12 * _scale(result))
                kinds["straight"] += 1
            else:
                assert errors[:best].max() > errors[best]
                assert ("rounding" in said) == (best < len(errors) - 1)
                kinds["curved"] += 1
    assert min(kinds.values()) > 20


def _scale(result: Run) -> float:
    return float(np.abs(result.columns(result.train.X)).max())


def test_before_the_first_iteration_of_circles_no_arm_is_spoken_of() -> None:
    """There the smallest of the errors, all of them rounding, is not the first."""
    check = check_gradient(run(Experiment.of(dataset="circles")), 0)
    assert "no ε is too wide" in gradient_check_chart(check).caption


# --- Section 6 ------------------------------------------------------------------------------------


def test_lines_part_exactly_where_they_are_seen_to() -> None:
    # Rounding is magnified on every processor, whatever its order of summation.
    chaotic = Experiment.of(
        dataset="spirals",
        n_samples=100,
        noise=0.28,
        seed=942,
        features=("sin(x2)",),
        standardize=True,
        learning_rate=46.95920852297385,
        n_iters=461,
        optimizer="nesterov",
        l1=0.11748739029288457,
    )
    n_parted = 0
    for result in (*runs(), run(chaotic)):
        loop = run_loop(result)
        said = loop_chart(loop, 1).caption
        seen = np.abs(loop.loss - loop.trace.loss) / (1.05 * loop.loss.max()) > 0.005
        assert ("the lines part" in said) == seen.any()
        if seen.any():
            assert f"From iteration {np.flatnonzero(seen)[0]} on" in said
            n_parted += 1
        for number in (1, len(loop.iterations)):
            rows = loop.iterations[number - 1].rows
            points = f"{len(rows)} point{'' if len(rows) == 1 else 's'}"
            assert f"in its epoch, on {points}." in said_of_loop(result, loop, number)
    assert n_parted


def test_lines_are_one_up_to_the_width_that_a_screen_shows() -> None:
    loop = run_loop(run(Experiment.of(n_iters=60)))
    top = 1.05 * loop.loss.max()
    for share, is_parted in ((0.004, False), (0.007, True)):
        # Lower from iteration 10 on, so that the axis stays as long as it was.
        lower = np.where(np.arange(len(loop.loss)) >= 10, share * top, 0.0)
        said = loop_chart(dataclasses.replace(loop, loss=loop.loss - lower), 1).caption
        assert ("From iteration 10 on the lines part" in said) == is_parted


# --- Section 9 ------------------------------------------------------------------------------------


def decimals_in(text: str) -> list[float]:
    plain = text.replace("−", "-").replace(" × 10", "e")
    plain = plain.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    return [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", plain)]


def textbook_loss_breaks_at(shown: Demonstration) -> int | None:
    """The first iteration at which −mean(y log p + (1 − y) log(1 − p)) is no number."""
    X, y = shown.data
    for k, (w, b) in enumerate(zip(shown.wrong.weights, shown.wrong.bias, strict=True)):
        with np.errstate(all="ignore"):
            p = 1 / (1 + np.exp(-(X @ w + b)))
            if not np.isfinite(np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))):
                return k
    return None


def assert_look_is_true(name: str, shown: Demonstration) -> str:
    """Find out again what is said of the curves; return which of the sentences it was."""
    said = BUGS[name].look(shown)
    right, wrong, n = shown.right.loss, shown.wrong.loss, len(shown.data.y)
    if name == "sum":
        assert decimals_in(said) == [n]
    elif name == "sign":
        assert ("rises at every" in said) == (np.diff(wrong) > 0).all()
    elif name in ("no bias", "penalised bias"):
        assert ("not give the bug away" in said) == (wrong[-1] <= 1.01 * right[-1])
        assert decimals_in(said) == pytest.approx([wrong[-1], right[-1]], abs=5e-4, rel=0.05)
    elif name == "bias first":
        assert ("lie on each other" in said) == (np.abs(wrong - right).max() < 0.01 * right.max())
    elif name == "order":
        length = -(-n // batch_size(n))
        is_zigzag = np.ptp(wrong[-length:]) > 1.5 * np.ptp(right[-length:])
        assert ("is a zigzag" in said) == is_zigzag
    elif name == "unstable":
        breaks_at = textbook_loss_breaks_at(shown)
        assert ("stays a number" in said) == (breaks_at is None)
        assert breaks_at is None or f"From iteration {breaks_at} on" in BUGS[name].evidence(shown)
    elif name == "labels":
        lowest = int(np.argmin(wrong))
        assert ("still falling" in said) == (lowest == len(wrong) - 1)
        assert ("never below where it started" in said) == (lowest == 0)
        own = np.logaddexp(0, z := shown.data.X @ shown.wrong.end.w + shown.wrong.end.b)
        reported = np.mean(own - (2 * shown.data.y - 1) * z)
        evidence = BUGS[name].evidence(shown)
        assert decimals_in(evidence)[0] == pytest.approx(reported, abs=5e-4, rel=0.05)
        assert ("can be negative" in evidence) == (reported < 0)
    return f"{name}: {re.sub(r'[^a-zA-Z ]', '', said)[:40]}"


def test_what_a_bug_shows_is_said_as_it_is_at_every_learning_rate() -> None:
    kinds = Counter()
    for i, result in enumerate(runs()[:30]):
        for name, bug in BUGS.items():
            shown = demonstrate(bug, result, RATES[i % len(RATES)])
            kinds[assert_look_is_true(name, shown)] += 1
            mean = expit(shown.data.X @ shown.wrong.end.w + shown.wrong.end.b).mean()
            if name == "penalised bias":
                told = re.search(r"that of the bug (?:[<>] )?([\d.]+) %", bug.evidence(shown))
                assert float(told[1]) == pytest.approx(100 * mean, abs=0.06)
            if name in ("no bias", "bias first", "penalised bias"):
                ones = f"only {int(shown.data.y.sum())} of class 1 among {len(shown.data.y)}"
                assert ones in bug.set_up_words(shown.data)
    for name in ("no bias", "penalised bias", "bias first", "order", "unstable", "labels"):
        assert sum(kind.startswith(name) for kind in kinds) > 1, name


# --- All of it ------------------------------------------------------------------------------------


def sentences(result: Run, i: int) -> Iterator[str]:
    """All that is said of a run in the lesson and on the page Evaluate."""
    points, train = points_of(result), result.train
    charts = [
        plane_chart(points, np.array([-1.25, 0.5]), -0.5, ""),
        activation_chart(train.logits, train.y, -1.5),
        losses_chart((2 * train.y - 1) * train.logits, -4.0),
        gradient_check_chart(check_gradient(result, result.trace.n_iters)),
        loop_chart(loop := run_loop(result), 1),
    ]
    steps = walk(points, result.experiment.settings.learning_rate, 1 + i % 3, 0, 1 + i % 4)
    view = look(points, steps, 0, 0.3)
    bowl = bowl_of(points, best_line(points), result.experiment.settings.learning_rate)
    secant = secant_of(result, result.trace.n_iters, 0, 1e-3)
    charts += [
        microscope_chart(points, view),
        pulls_chart(view, 0.3),
        bowl_chart(bowl, 5, result.experiment.settings.learning_rate),
        cut_chart(bowl),
        secant_chart(secant, "weight of x₁", 1e-3),
    ]
    yield lowest_in_words(best_line(points))
    yield said_of_loop(result, loop, 1)
    for bug in BUGS.values():
        shown = demonstrate(bug, result, RATES[(i + 2) % len(RATES)])
        charts.append(bug_chart(shown))
        yield from (bug.set_up_words(shown.data), bug.evidence(shown), check_in_words(shown))
    judged, threshold = evaluated(result), (0.0, 0.5, 0.9999999, 1.0)[i % 4]
    yield in_words(judged.notes)
    priced = costs(judged.split.logits, judged.split.y, 1, 5)
    charts += [
        *(make(judged, threshold) for make in (roc_chart, precision_recall_chart, histogram_chart)),
        calibration_chart(judged),
        cost_chart(judged, priced, threshold),
    ]
    for chart in charts:
        yield from (chart.caption, chart.alternative)
        yield from (trace["name"] for trace in chart.traces if "name" in trace)


def test_every_number_is_short_and_its_sign_a_minus() -> None:
    for i, result in enumerate(runs()):
        for text in sentences(result, i):
            assert not re.search(r"(?<!\w)-\d", text), text
            assert not re.search(r"\d[eE][+-]\d|\bnan\b|\binf\b", text), text
            assert not re.search(r"\b1 \w+ points?\b (are|pull)\b|\b1 points\b", text), text
            # The cheapest threshold has the digits that it needs to be the cheapest.
            for number in re.findall(r"\d+\.\d+", re.sub(r" at 0\.\d{5,}", "", text)):
                assert len(number.replace(".", "").lstrip("0")) <= 4, text
