"""What is suggested where a run went wrong: twelve faults, and the numbers before and after."""

import math
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from scipy.stats import binomtest

from logreg import FEATURES, Experiment, run
from logreg.data.points import Points
from logreg.data.table.columns import read_columns
from logreg.data.table.guessing import guess_preparation
from logreg.data.table.reading import read
from logreg.data.table.source import table_of
from logreg.experiment.address import EXPERIMENT
from logreg.experiment.comparison import TUTORIAL
from logreg.experiment.optimum import find_optimum
from logreg.experiment.remedies import Advice, Remedy, advise
from logreg.experiment.remedies.advice import MOST_OF_ONE, RULES
from logreg.experiment.remedies.judging import few_test_points, wilson_interval
from logreg.experiment.remedies.offer import rate_up_to
from logreg.experiment.remedies.steps import step_too_long
from logreg.experiment.run import Run
from logreg.experiment.work import of_run
from logreg.wording.claims import Claim
from tests.experiments import corner, ill, random_experiment
from tests.oracles import largest_curvature

ALL = tuple(FEATURES)
CURVED = ("x1", "x2", "x1^2", "sin(x1)")
FEW = {"n_samples": 50, "noise": 0.4, "test_share": 0.5, "features": ALL, "standardize": True}
RARE = {"dataset": "imbalanced", "n_samples": 1000, "noise": 0.35, "learning_rate": 1}


def advice_on(experiment: Experiment) -> Advice:
    result = run(experiment)
    return advise(result, find_optimum(result))


def remedy_for(**choices: Any) -> Remedy:
    remedy = advice_on(Experiment.of(**choices)).remedy
    assert remedy is not None
    return remedy


def quiet_on(**choices: Any) -> str:
    advice = advice_on(Experiment.of(**choices))
    assert advice.remedy is None
    assert advice.quiet is not None
    return advice.quiet.text


# --- The twelve -----------------------------------------------------------------------------------

# The fault, what is said of it, the button, and before → after.
TWELVE: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "1 the penalty overshoots": (
        {"l2": 10},
        "Learning rate × L2 is 3; above 2 every step overshoots further.",
        "Set the rate to 0.15",
        "training loss 4.3 × 10¹⁴ → 0.681",
    ),
    "2 two scales": (
        {"dataset": "scales"},
        "x₂ varies 93.9 times as much as x₁, and one rate must fit both.",
        "Standardise, and set the rate to 4.81",
        "training loss 52.11 → 0.080",
    ),
    "3 too long a step": (
        {"learning_rate": 20},
        "Your step is 3.59 times the safe one.",
        "Set the rate to 5.57",
        "training loss 0.424 → 0.303, rises 250 → 0",
    ),
    "4 one point at a time": (
        {"batch_size": 1, "learning_rate": 3, "n_iters": 5000},
        "Each step saw 1 of 210 points.",
        "Set the batch size to 4",
        "training loss, mean of the last fifth 0.658 → 0.356",
    ),
    "5 by heart": (
        # With more steps rounding decides.
        {**FEW, "optimizer": "newton", "n_iters": 12},
        "Since iteration 1 it learns the training points by heart.",
        "Set L2 to 0.2",
        "test loss 21.71 → 0.518",
    ),
    "5 by heart, slowly": (
        {**FEW, "optimizer": "adam"},
        "Since iteration 3 it learns the training points by heart.",
        "Set L2 to 0.2",
        "test loss 8.466 → 0.518",
    ),
    "6 no minimum": (
        {"dataset": "gap", "learning_rate": 3, "n_iters": 5000},
        "Parted without error: the weights will never stop.",
        "Set L2 to 0.01",
        "‖w‖ 13.95 and growing → 3.660 at rest",
    ),
    "7 asleep": (
        {"learning_rate": 0.001},
        "Your step could be 5580 times as long and still be safe.",
        "Set the rate to 5.57",
        "training loss 0.650 → 0.303",
    ),
    "8 a ravine": (
        {"features": CURVED, "learning_rate": 2.297},
        "A ravine: the loss curves 3.59 × 10⁴ times as much across as along.",
        "Train by Newton’s method",
        "training loss 0.236 → 0.078",
    ),
    "9 too strong a penalty": (
        {"l2": 10, "learning_rate": 0.15},
        "The penalty keeps all weights near 0.",
        "Set L2 to 1",
        "training loss 0.681 → 0.615",
    ),
    "10 a term left out": (
        {"dataset": "xor"},
        "No line has a lower loss. Of the terms left out, x₁x₂ promises most.",
        "Add x₁x₂",
        "training loss 0.685 → 0.327",
    ),
    "11 a rare class": (
        {**RARE, "n_iters": 1000},
        "Accuracy flatters: always saying class 0 is right for 90 %.",
        "Evaluate at threshold 0.1",
        "class 1 found 37 % → 73 %, accuracy 92 % → 79 %",
    ),
    "12 five test points": (
        {"n_samples": 50, "test_share": 0.1, "seed": 1},
        "4 of 5 test points right: of new ones, anything from 38 % to 96 %.",
        "Take 1000 samples",
        "standard error up to 22 % → 5 %",
    ),
}


@pytest.mark.parametrize(("choices", "why", "label", "change"), TWELVE.values(), ids=TWELVE)
def test_each_fault_has_its_remedy(
    choices: dict[str, Any], why: str, label: str, change: str
) -> None:
    remedy = remedy_for(**choices)
    assert (remedy.why.text, remedy.label.text, remedy.change.text) == (why, label, change)


def test_the_rate_over_thirty_calms_a_run_down_where_all_points_are_too_many() -> None:
    """Batch × 4 is tried first. Where it is all points, it is offered as that."""
    remedy = remedy_for(n_samples=50, batch_size=16, learning_rate=8.0, n_iters=200)
    assert remedy.label.text in ("Show each step all points", "Set the rate to 0.266")
    # The number of the lesson: 5000 steps of one point at η 3, and at a thirtieth of that.
    ends = [
        run(Experiment.of(batch_size=1, n_iters=5000, learning_rate=rate)).trace.loss[-1]
        for rate in (3, 0.1)
    ]
    assert ends == pytest.approx([0.510, 0.311], abs=0.0005)


def test_a_thirtieth_of_the_rate_where_four_times_the_batch_still_hovers() -> None:
    """16 points a step at η 10: with 64 it hovers more than half as high above the minimum."""
    hovering = Experiment.of(dataset="circles", learning_rate=10, batch_size=16)
    lowest = find_optimum(run(hovering)).lowest
    heights = [
        run(experiment).trace.loss[-100:].mean() - lowest
        for experiment in (hovering, hovering.changed(batch_size=64))
    ]
    assert heights[0] / 2 < heights[1] < heights[0]
    remedy = advice_on(hovering).remedy
    assert remedy is not None
    assert remedy.label.text == "Set the rate to 0.333"


@pytest.mark.parametrize("rate", [0.5, 1.0])
def test_a_step_of_more_than_a_tenth_is_not_called_short(rate: float) -> None:
    """2/L is 5.578, and after 20 steps both are still falling."""
    advice = advice_on(Experiment.of(learning_rate=rate, n_iters=20))
    assert (advice.remedy is not None) == (rate < 0.5578)


def test_a_short_run_comes_to_rest_at_a_stronger_penalty() -> None:
    """Within 500 steps of 0.3 the weights at λ = 0.01 still move, those at 0.02 do not."""
    parted = Experiment.of(dataset="gap")
    remedy = advice_on(parted).remedy
    assert remedy is not None
    assert remedy.label.text == "Set L2 to 0.02"
    growths = []
    for l2 in (0.01, 0.02):
        then, now = np.linalg.norm(run(parted.changed(l2=l2)).trace.weights[[-101, -1]], axis=1)
        growths.append(abs(now - then) / now)
    assert growths[0] > 0.001 > growths[1]


def test_a_few_rises_are_forgiven() -> None:
    """At η 13 the loss rises on 6 steps of 500: nobody needs a shorter one."""
    result = run(Experiment.of(learning_rate=13))
    assert result.trace.n_rises == 6
    assert not list(step_too_long(result, find_optimum(result)))


@pytest.mark.parametrize("noise", [0.05, 0.1, 0.15])
def test_a_rare_class_that_is_found_needs_no_other_threshold(noise: float) -> None:
    """One in ten, and at least 6 of its 10 test points are right."""
    rare = {"dataset": "imbalanced", "noise": noise, "learning_rate": 3}
    assert run(Experiment.of(**rare)).judged.scores.confusion.recall >= 0.6
    assert quiet_on(**rare) == "Nothing to repair."


def test_a_class_of_a_quarter_is_not_rare() -> None:
    """Its points are nowhere found, but among 60 points that is no rarity."""
    X = np.random.default_rng(1).normal(size=(100, 2))
    mixed = Points.of(X, (np.arange(100) % 4 == 0).astype(float))
    advice = advice_on(Experiment.of(source=mixed, test_share=0.4, learning_rate=3))
    assert advice.remedy is None or advice.remedy.why.kind != "accuracy flatters"


def test_the_tutorial_is_told_to_standardise() -> None:
    advice = advice_on(TUTORIAL)
    assert advice.remedy is not None
    assert advice.remedy.experiment.standardize
    assert "worst area varies" in advice.remedy.why.text
    assert advice.remedy.label.text == "Standardise, and set the rate to 0.611"


@pytest.mark.parametrize(("dataset", "term"), [("xor", "x₁x₂"), ("circles", "x₂²")])
def test_the_term_that_is_added_is_the_one_that_makes_the_dataset(dataset: str, term: str) -> None:
    remedy = remedy_for(dataset=dataset, noise=0.1, learning_rate=3)
    assert remedy.label.text == f"Add {term}"
    after = run(remedy.experiment)
    assert after.trace.loss[-1] < 0.65 * run(Experiment.of(dataset=dataset)).trace.loss[-1]


# --- Nothing, where there is nothing --------------------------------------------------------------


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"dataset": "blobs"},
        {"dataset": "blobs", "learning_rate": 3},
        {"dataset": "xor", "features": ("x1*x2",), "n_iters": 5000},
        {"dataset": "scales", "standardize": True},
        {"features": CURVED, "optimizer": "newton"},
        {"dataset": "blobs", "optimizer": "adam"},
    ],
    ids=["defaults", "blobs", "blobs at rest", "xor", "standardised", "Newton", "Adam"],
)
def test_a_run_that_is_well_is_left_alone(choices: dict[str, Any]) -> None:
    assert quiet_on(**choices) == "Nothing to repair."


@pytest.mark.parametrize("n_iters", [40, 100, 500])
def test_what_would_not_help_is_not_offered(n_iters: int) -> None:
    """At η 13.3 the loss jumps for long and yet comes to rest, where a lower rate would."""
    jumping = Experiment.of(learning_rate=13.3, n_iters=n_iters)
    result = run(jumping)
    optimum = find_optimum(result)
    assert result.trace.n_rises > 0.05 * n_iters
    (offer,) = step_too_long(result, optimum)
    assert offer.label.text == "Set the rate to 5.57"
    calm = run(jumping.changed(learning_rate=5.57)).trace.loss[-1]
    assert calm == pytest.approx(result.trace.loss[-1], rel=0.01)
    advice = advise(result, optimum)
    assert advice.remedy is None or advice.remedy.why.kind == "left out"


def test_a_run_that_diverged_is_never_well() -> None:
    said = quiet_on(optimizer="momentum", l2=5.0, learning_rate=50.0)
    assert said == "No single change that was tried here helps."


def test_points_that_nobody_can_have_more_of_are_not_asked_for() -> None:
    X = np.random.default_rng(0).normal(size=(20, 2))
    drawn = Points.of(X, (X[:, 0] + X[:, 1] ** 2 > 0.5).astype(float))
    few = Experiment.of(source=drawn, test_share=0.2, optimizer="newton", l2=0.01)
    # It is the last of the rules that fires, and half of 20 points are too few as well.
    (offer, _) = few_test_points(run(few), find_optimum(run(few)))
    assert offer.label.text == "Test on 30 % of the points"
    advice = advice_on(few)
    assert advice.remedy is None or advice.remedy.label.kind not in (
        "take samples",
        "set test share",
    )


def test_measured_data_give_more_of_what_they_have_to_the_test() -> None:
    remedy = remedy_for(dataset="iris", test_share=0.1, standardize=True, l2=0.01, n_iters=2000)
    assert remedy.label.text == "Test on 30 % of the points"
    after = run(remedy.experiment)
    assert after.test is not None
    assert len(after.test.y) >= 30


# --- What is offered is what is had ---------------------------------------------------------------


def cases(n: int) -> Iterator[tuple[Run, Advice]]:
    """Random experiments that can be trained, one in four with something wrong; none is long."""
    random = np.random.default_rng(0)
    for k in range(n):
        make = (random_experiment, random_experiment, corner, ill)[k % 4]
        experiment = make(random)
        if experiment.settings.n_iters == 5000:
            continue
        try:
            result = run(experiment)
        except ValueError:  # the split leaves one class alone
            continue
        yield result, advise(result, find_optimum(result))


def measured(change: Claim, result: Run) -> dict[str, float]:
    """What the claim says of the run after, taken from that run."""
    trace = result.trace
    late = max(1, trace.n_iters // 5)

    def test_loss() -> float:
        assert trace.validation_loss is not None
        return float(trace.validation_loss[-1])

    def error() -> float:
        assert result.test is not None
        return 0.5 / math.sqrt(len(result.test.y))

    ends: dict[str, Any] = {
        "loss before and after": lambda: trace.loss[-1],
        "objective before and after": lambda: trace.objective[-1],
        "rises before and after": lambda: trace.objective[-1],
        "test loss before and after": test_loss,
        "mean before and after": lambda: trace.objective[-late:].mean(),
        "length before and after": lambda: np.linalg.norm(trace.weights[-1]),
        "error before and after": error,
    }
    found = {"after": float(ends[change.kind]())}
    if change.kind == "rises before and after":
        found["n_after"] = trace.n_rises
    return found


def test_what_is_said_to_come_is_what_comes() -> None:
    """For 500 random experiments, by way of a link: to the last digit."""
    n_offered: Counter[str] = Counter()
    for _, advice in cases(500):
        assert (advice.remedy is None) != (advice.quiet is None)
        if advice.remedy is None or advice.remedy.decision:
            continue
        remedy = advice.remedy
        n_offered[remedy.why.kind] += 1
        read = EXPERIMENT.read(EXPERIMENT.write(remedy.experiment)).record
        assert read == remedy.experiment
        for name, value in measured(remedy.change, run(read)).items():
            assert value == remedy.change.values[name], remedy
    assert len(n_offered) >= 11, n_offered
    assert n_offered.total() > 200


def test_it_is_the_first_rule_that_helps() -> None:
    """What an earlier rule proposes makes its measure no better by so much as a twentieth."""
    n_passed_over = 0
    for result, advice in cases(160):
        optimum = find_optimum(result)
        for rule in RULES:
            offers = list(rule(result, optimum))
            if advice.remedy and advice.remedy.why in [offer.why for offer in offers]:
                break
            for offer in offers:
                if offer.experiment == result.experiment or offer.label.kind in (
                    "take samples",
                    "set test share",
                ):
                    continue
                n_passed_over += 1
                after = run(offer.experiment)
                assert offer.judge(result, after) is None or after.trace.stop_reason == "diverged"
    assert n_passed_over > 20


# --- The parts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("n_right", "n"), [(27, 30), (5, 5), (0, 7), (1, 2), (450, 1000)])
def test_the_interval_is_wilsons(n_right: int, n: int) -> None:
    expected = binomtest(n_right, n).proportion_ci(0.95, method="wilson")
    assert wilson_interval(n_right, n) == pytest.approx((expected.low, expected.high), abs=1e-12)


@pytest.mark.parametrize("dataset", ["moons", "scales", "iris"])
def test_the_safe_rate_is_below_two_over_the_largest_curvature(dataset: str) -> None:
    result = run(Experiment.of(dataset=dataset, n_iters=1))
    limit = 2 / largest_curvature(result.train.X[:, list(result.experiment.drawn)])
    rate = rate_up_to(limit)
    assert rate is not None
    assert 0.99 * limit <= rate <= limit


@pytest.mark.parametrize(
    ("limit", "rate"),
    [
        (5.578, 5.57),
        (9.999, 9.99),
        (10.0, 10.0),
        (0.000123, 0.000123),
        (4321.0, 100.0),
        (9e-5, None),
    ],
)
def test_a_rate_is_rounded_down_and_can_be_chosen(limit: float, rate: float | None) -> None:
    assert rate_up_to(limit) == rate


# --- What it may cost -----------------------------------------------------------------------------


def never(experiment: Experiment) -> Run:
    raise AssertionError(f"It was trained: {experiment}")


def test_a_large_run_is_not_tried_again() -> None:
    """A table of 100,000 rows, or a film of small steps: nobody waits for that."""
    large = Experiment.of(n_samples=2000, batch_size=64, n_iters=5000, learning_rate=3)
    result = run(large)
    advice = advise(result, find_optimum(result), never)
    assert advice.quiet is not None
    assert advice.quiet.kind == "too large to try"


def test_a_table_of_100_000_rows_is_not_tried_again() -> None:
    random = np.random.default_rng(0)
    x = random.normal(size=(100_000, 2)).round(3)
    rows = "\n".join(f"{a},{b},{int(a + b > 0)}" for a, b in x)
    cells = read("large.csv", f"first,second,label\n{rows}".encode())
    columns = read_columns(cells)
    table = table_of(cells, columns, guess_preparation(columns))
    experiment = Experiment().changed(source=table, n_iters=500, learning_rate=3)
    assert of_run(experiment) > MOST_OF_ONE
    start = time.process_time()
    run(experiment.changed(n_iters=30))
    spent = 1e3 * (time.process_time() - start)
    assert of_run(experiment.changed(n_iters=30)) == pytest.approx(spent, rel=0.9)


@pytest.mark.parametrize(
    "choices",
    [
        {"n_iters": 3000},
        {"n_samples": 2000, "n_iters": 2000},
        {"n_samples": 2000, "n_iters": 1000, "features": ALL, "batch_size": 32},
        {"dataset": "breast_cancer", "other_features": True, "n_iters": 2000},
        {"n_samples": 2000, "features": ALL, "n_iters": 1000, "optimizer": "adam"},
    ],
    ids=["small", "many", "batches", "wide", "Adam"],
)
def test_the_cost_is_not_underestimated_by_much(choices: dict[str, Any]) -> None:
    """By the processor's clock, the best of five: a slow machine is not our fault, ten times is."""
    experiment = Experiment.of(**choices)
    best = math.inf
    for _ in range(5):
        start = time.process_time()
        run(experiment)
        best = min(best, 1e3 * (time.process_time() - start))
    assert of_run(experiment) > best / 5
