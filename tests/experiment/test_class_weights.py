"""Balanced classes from the experiment to what is said of it, beside scikit-learn and by hand."""

from dataclasses import fields, replace
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pytest
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.preprocessing import StandardScaler
from sklearn.utils.class_weight import compute_sample_weight

from logreg import FEATURES, Experiment, Run, run
from logreg.experiment.address import EXPERIMENT
from logreg.experiment.captions import (
    balance_notes,
    boundary_captions,
    gap_caption,
    loss_caption,
)
from logreg.experiment.chaos import is_chaotic
from logreg.experiment.comparison import Comparison, compare
from logreg.experiment.diagnosis import explain_rises
from logreg.experiment.film import film
from logreg.experiment.optimum import Existence, find_optimum, objective_of
from logreg.experiment.step_sizes import stable_rate
from logreg.experiment.summary import summary
from logreg.wording.claims import in_words
from tests.lowest import lowest_objective
from tests.oracles import class_weights, is_separable, largest_curvature, smooth_gradient, with_ones
from tests.told import told

PENALTIES: list[dict[str, float]] = [{}, {"l2": 0.05}, {"l1": 0.01}, {"l1": 0.01, "l2": 0.05}]


def balanced(dataset: str = "imbalanced", **choices: Any) -> Experiment:
    return Experiment.of(dataset=dataset, class_weight="balanced", **choices)


@cache
def arrived(dataset: str, **penalty: float) -> tuple[Run, Comparison]:
    """A run to the minimum on standardised features, and its comparison."""
    choices = {"standardize": True, "optimizer": "newton", "n_iters": 100, "noise": 0.3}
    result = run(balanced(dataset, **{**choices, **penalty}))
    return result, compare(result, find_optimum(result))


def thetas_of(result: Run) -> Any:
    return np.column_stack([result.trace.weights, result.trace.bias])


# --- The choice -----------------------------------------------------------------------------------


def test_it_is_a_choice_of_every_experiment() -> None:
    for dataset in ("moons", "iris"):
        assert Experiment.of(dataset=dataset).has("class_weight")
        assert Experiment.of(dataset=dataset).value_of("class_weight") is None
        assert balanced(dataset).value_of("class_weight") == "balanced"


def test_a_link_says_it_in_words_and_only_where_it_is_chosen() -> None:
    query = EXPERIMENT.write(balanced())
    assert urlencode(query) == "v=1&data=imbalanced&class-weight=balanced"
    assert EXPERIMENT.read(dict(parse_qsl(urlencode(query)))).record == balanced()
    assert "class-weight" not in EXPERIMENT.write(Experiment.of(dataset="imbalanced"))


@pytest.mark.parametrize("text", ["balanced", "Balanced", " BALANCED "])
@pytest.mark.parametrize("key", ["class-weight", "class_weight", "Class-Weight"])
def test_a_link_is_read_as_people_type_it(key: str, text: str) -> None:
    reading = EXPERIMENT.read({"data": "imbalanced", key: text})
    assert (reading.record, reading.problems) == (balanced(), ())
    assert EXPERIMENT.read({key: "none"}).record == Experiment()


def test_another_class_weight_is_refused_in_words() -> None:
    reading = EXPERIMENT.read({"class-weight": "heavy"})
    (problem,) = reading.problems
    assert problem.startswith("“class-weight” must be ")
    assert problem.endswith("; none is used instead.")
    assert reading.record == Experiment()
    with pytest.raises(ValueError, match="class_weight must be"):
        Experiment.of(class_weight="heavy")


# --- The run --------------------------------------------------------------------------------------


def test_a_training_point_weighs_what_scikit_learn_says() -> None:
    for experiment in (balanced(), balanced("breast_cancer"), balanced(test_share=0.5)):
        result = run(experiment)
        expected = compute_sample_weight("balanced", result.train.y)
        np.testing.assert_allclose(result.sample_weights, expected, rtol=1e-13)
        np.testing.assert_allclose(class_weights(result.train.y, result.train.y), expected)
        assert run(experiment.changed(class_weight=None)).sample_weights is None


@pytest.mark.parametrize("dataset", ["imbalanced", "breast_cancer", "moons"])
def test_both_curves_are_the_log_loss_with_the_weights_of_the_training_points(dataset: str) -> None:
    """Those of the test points would be others: their classes have other shares."""
    result = run(balanced(dataset, n_iters=20, standardize=True, test_share=0.2, seed=3))
    n, n_ones = len(result.train.y), result.train.y.sum()
    assert 2 * n_ones != n
    assert result.test is not None
    assert result.test.y.mean() != n_ones / n
    curves = ((result.train, result.trace.loss), (result.test, result.trace.validation_loss))
    for part, curve in curves:
        assert curve is not None
        s = np.where(part.y == 1, n / (2 * n_ones), n / (2 * (n - n_ones)))
        for k in (0, 1, 7, 20):
            p = expit(with_ones(result.columns(part.X)) @ thetas_of(result)[k])
            assert curve[k] == pytest.approx(log_loss(part.y, p, sample_weight=s), rel=1e-12)


def test_the_figures_of_the_matrix_count_every_point_once() -> None:
    result = run(balanced())
    assert result.test is not None
    for part in (result.train, result.test):
        assert part.scores.log_loss == pytest.approx(log_loss(part.y, expit(part.logits)))
        assert part.scores.confusion.n_samples == len(part.y)


@pytest.mark.parametrize("optimizer", ["gd", "adam", "newton"])
@pytest.mark.parametrize("batch_size", [None, 16])
def test_equally_large_classes_run_the_same_to_the_bit(
    optimizer: str, batch_size: int | None
) -> None:
    usual = Experiment.of(test_share=0.0, optimizer=optimizer, batch_size=batch_size, n_iters=50)
    with_weights, without = (run(usual.changed(class_weight=c)) for c in ("balanced", None))
    assert 2 * with_weights.train.y.sum() == len(with_weights.train.y)
    for field in fields(with_weights.trace):
        np.testing.assert_array_equal(
            getattr(with_weights.trace, field.name), getattr(without.trace, field.name)
        )
    assert with_weights.sample_weights is None
    assert told(with_weights) == told(without)
    assert loss_caption(with_weights) == loss_caption(without)
    assert balance_notes(with_weights) == ()
    comparison = compare(with_weights, find_optimum(with_weights))
    assert comparison.objective_name == "loss"
    assert stable_rate(with_weights) == stable_rate(without)


def test_a_film_is_of_the_weighted_run() -> None:
    result = run(balanced())
    frames = film(result)
    for frame in (0, 10, -1):
        k = frames.iterations[frame]
        z = with_ones(result.columns(result.train.X)) @ thetas_of(result)[k]
        expected = log_loss(result.train.y, expit(z))
        assert frames.train.scores.log_loss[frame] == pytest.approx(expected)
    usual = run(balanced().changed(class_weight=None))
    assert usual.plane != result.plane


# --- Beside scikit-learn --------------------------------------------------------------------------


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("dataset", ["imbalanced", "scales", "xor", "circles"])
def test_the_optimum_is_scikit_learns_with_balanced_classes(
    dataset: str, penalty: dict[str, float]
) -> None:
    """By another of its solvers, on columns put together here."""
    result, comparison = arrived(dataset, **penalty)
    X, y = StandardScaler().fit_transform(result.train.X), result.train.y
    l1, l2 = penalty.get("l1", 0.0), penalty.get("l2", 0.0)
    strength = l1 + l2
    theirs = LogisticRegression(
        C=1 / (len(y) * strength) if strength else np.inf,
        l1_ratio=l1 / strength if strength else 0.0,
        class_weight="balanced",
        solver="saga" if l1 else "newton-cg",
        tol=1e-12,
        max_iter=20_000,
        random_state=0,
    ).fit(X, y)
    expected = np.append(theirs.coef_[0], theirs.intercept_[0])
    assert comparison.existence is Existence.MINIMUM
    # saga stops at about √ε of its weights.
    within = 1e-7 if l1 else 1e-8
    np.testing.assert_allclose(thetas_of(result)[-1], expected, atol=within, rtol=within)
    np.testing.assert_allclose(comparison.theirs.weights, expected[:-1], atol=1e-7, rtol=1e-7)
    s = compute_sample_weight("balanced", y)
    p = expit(with_ones(X) @ expected)
    penalties = l1 * np.abs(expected[:-1]).sum() + l2 / 2 * expected[:-1] @ expected[:-1]
    lowest = log_loss(y, p, sample_weight=s) + penalties
    for found in (comparison.lowest, comparison.ours.objective, comparison.theirs.objective):
        assert found == pytest.approx(lowest, abs=1e-12)
    assert comparison.notes == ()
    assert comparison.gap[0] == pytest.approx(np.log(2) - lowest, abs=1e-12)
    assert comparison.gap[-1] < 1e-12


def test_the_objective_is_called_weighted() -> None:
    assert arrived("imbalanced")[1].objective_name == "weighted loss"
    assert arrived("imbalanced", l2=0.05)[1].objective_name == "weighted loss with penalty"
    result = run(balanced(n_iters=5))
    said = gap_caption(compare(result, find_optimum(result))).text
    assert said.startswith("After 5 iterations the weighted loss is ")


def test_what_minimises_another_loss_is_another_objective() -> None:
    """Or a remembered optimum would be that of the loss without weights."""
    assert objective_of(balanced()) != objective_of(balanced().changed(class_weight=None))
    assert objective_of(balanced(n_iters=7)) == objective_of(balanced(optimizer="adam"))


@pytest.mark.parametrize("dataset", ["imbalanced", "breast_cancer"])
def test_the_lowest_loss_is_that_of_scipy(dataset: str) -> None:
    for penalty in PENALTIES:
        result = run(balanced(dataset, n_iters=1, standardize=True, **penalty))
        X, y = result.columns(result.train.X), result.train.y
        s, l1, l2 = compute_sample_weight("balanced", y), penalty.get("l1", 0), penalty.get("l2", 0)
        expected = lowest_objective(X, y, l1, l2, s)
        assert find_optimum(result).lowest == pytest.approx(expected, abs=1e-12)


def test_whether_classes_can_be_parted_has_nothing_to_do_with_weights() -> None:
    kinds = set()
    for dataset in ("gap", "imbalanced", "blobs", "iris"):
        for seed in range(3):
            for features in (("x1", "x2"), tuple(FEATURES)):
                result = run(
                    balanced(
                        dataset,
                        seed=seed,
                        n_samples=50,
                        noise=0.2,
                        features=features,
                        n_iters=1,
                        test_share=0.3,
                    )
                )
                X = StandardScaler().fit_transform(result.columns(result.train.X))
                expected = is_separable(X, result.train.y)
                assert (find_optimum(result).existence is Existence.NONE) == expected
                kinds.add(expected)
    assert kinds == {True, False}


# --- How fast it may go ---------------------------------------------------------------------------


def random_weighted() -> list[Experiment]:
    random = np.random.default_rng(4)
    return [
        balanced(
            str(random.choice(["imbalanced", "scales", "xor", "iris", "breast_cancer"])),
            seed=int(random.integers(1000)),
            n_samples=int(random.choice([50, 61, 200])),
            standardize=bool(random.integers(2)),
            noise=float(random.uniform(0, 0.5)),
            l1=float(random.choice([0, 0.02])),
            l2=float(random.choice([0, 0.3])),
            test_share=0.11,
            n_iters=200,
        )
        for _ in range(25)
    ]


@pytest.mark.parametrize("experiment", random_weighted(), ids=range(25))
def test_below_the_stable_rate_the_weighted_objective_never_rises(experiment: Experiment) -> None:
    at_first = run(experiment.changed(n_iters=1))
    rate = stable_rate(at_first)
    X, s = at_first.columns(at_first.train.X), compute_sample_weight("balanced", at_first.train.y)
    expected = 2 / largest_curvature(X, experiment.settings.l2, s)
    assert rate == pytest.approx(expected, rel=1e-9)
    path = run(experiment.changed(learning_rate=min(0.999 * rate, 100.0))).trace.objective
    assert (np.diff(path) <= 1e-14).all()


def test_beyond_the_stable_rate_a_nearly_quadratic_objective_rises() -> None:
    """Without weights the bound is another, on the wrong side of these runs."""
    experiment = balanced(standardize=True, l2=1.0, n_iters=500)
    rate = stable_rate(run(experiment))
    rises = []
    for share in (0.99, 1.1):
        path = run(experiment.changed(learning_rate=share * rate)).trace.objective
        rises.append(bool((np.diff(path) > 1e-9).any()))
    assert rises == [False, True]
    far = run(experiment.changed(learning_rate=1.1 * rate))
    assert "times" in in_words(explain_rises(far))
    assert in_words(explain_rises(far)).startswith(
        "The weighted training loss with its penalty rose on "
    )


def test_the_bound_holds_for_second_differences_of_the_weighted_loss() -> None:
    result = run(balanced(standardize=True, n_iters=1))
    X, y = result.columns(result.train.X), result.train.y
    s, random = compute_sample_weight("balanced", y), np.random.default_rng(0)

    def slope(theta: Any) -> Any:
        each = [smooth_gradient(theta, X[y == label], y[y == label]) for label in (0, 1)]
        share = [s[y == label].sum() / s.sum() for label in (0, 1)]
        return share[0] * each[0] + share[1] * each[1]

    for _ in range(50):
        theta, direction = random.standard_normal((2, 3))
        direction /= np.linalg.norm(direction)
        step = 1e-5 * direction
        change = slope(theta + step) - slope(theta - step)
        assert direction @ change / 2e-5 <= 2 / stable_rate(result) + 1e-6


# --- Whether it magnifies rounding ----------------------------------------------------------------


def test_a_calm_weighted_run_is_not_chaotic_and_a_wild_one_is() -> None:
    """Trained again without its weights, the calm run would end at another loss."""
    assert not is_chaotic(run(balanced(learning_rate=20.0)))
    assert not is_chaotic(run(balanced("breast_cancer", standardize=True)))
    wild = balanced("iris", other_features=True, learning_rate=10.0, n_iters=200, test_share=0.2)
    result = run(wild)
    assert is_chaotic(result)
    assert told(result).count("chaotic") == 1


# --- What is said ---------------------------------------------------------------------------------


def test_the_summary_is_of_the_weighted_loss() -> None:
    result = run(balanced())
    (fell, *_) = summary(result)
    s = compute_sample_weight("balanced", result.train.y)
    end = log_loss(result.train.y, expit(result.train.logits), sample_weight=s)
    assert fell.text.startswith("The weighted training loss fell from 0.693 to ")
    assert fell.values["end"] == pytest.approx(end, rel=1e-12)
    without = summary(run(balanced().changed(class_weight=None)))
    assert without[0].text.startswith("The training loss fell from 0.693 to ")


def overfitted(class_weight: str | None) -> Run:
    return run(
        balanced(features=tuple(FEATURES), n_samples=60, seed=2, n_iters=3000, noise=0.4).changed(
            class_weight=class_weight, learning_rate=3.0, test_share=0.5
        )
    )


@pytest.mark.parametrize(("class_weight", "weighted"), [("balanced", "weighted "), (None, "")])
def test_a_test_loss_that_rises_is_said_to_be_the_weighted_one(
    class_weight: str | None, weighted: str
) -> None:
    result = overfitted(class_weight)
    lowest_at = int(np.argmin(result.trace.validation_loss))
    assert f"The {weighted}test loss has risen since iteration {lowest_at}." in told(result)
    assert f"while the {weighted}training loss still fell" in loss_caption(result).text


@pytest.mark.parametrize("penalty", PENALTIES)
def test_at_its_minimum_a_model_says_one_half_of_classes_that_are_equally_common(
    penalty: dict[str, float],
) -> None:
    result, _ = arrived("imbalanced", **penalty)
    p, y = expit(result.train.logits), result.train.y
    assert (p[y == 1].mean() + p[y == 0].mean()) / 2 == pytest.approx(0.5, abs=1e-9)
    (note,) = balance_notes(result)
    assert note.kind == "balanced"
    assert note.values == {
        "mean_p": pytest.approx(p.mean()),
        "share": pytest.approx(y.mean()),
        "name": "class 1",
    }


def test_where_a_run_has_not_come_so_far_that_is_said() -> None:
    """Nothing is said of p where it is nothing like that, nor without weights."""
    far = run(balanced(learning_rate=100.0, l2=10.0))
    assert far.trace.stop_reason == "diverged"
    (note,) = balance_notes(far)
    assert note.text.endswith("this run ended before it did.")
    assert balance_notes(run(Experiment.of(dataset="imbalanced"))) == ()


@pytest.mark.parametrize(
    ("p", "kind"),
    [
        (0.479, "balance not reached"),
        (0.481, "balanced"),
        (0.519, "balanced"),
        (0.521, "balance not reached"),
    ],
)
def test_up_to_two_percent_off_classes_count_as_equally_common(p: float, kind: str) -> None:
    """The mean of p over the classes, not over the points: nine tenths of those are of one."""
    result = run(balanced(n_iters=1))
    # Both classes differ by 0.6 in p, and have p between them.
    each = np.where(result.train.y == 1, p + 0.3, p - 0.3)
    split = replace(result.train, logits=np.log(each / (1 - each)))
    (note,) = balance_notes(replace(result, train=split))
    assert note.kind == kind
    assert each.mean() < 0.3


@pytest.mark.parametrize("optimizer", ["gd", "nesterov"])
@pytest.mark.parametrize("dataset", ["imbalanced", "breast_cancer", "xor"])
def test_a_penalty_that_leaves_no_weight_leaves_balanced_classes_undecided(
    dataset: str, optimizer: str
) -> None:
    """The best bias is 0, and a run has it but for rounding."""
    experiment = balanced(dataset, l1=10.0, learning_rate=0.01, optimizer=optimizer, n_iters=100)
    result = run(experiment.changed(standardize=True, test_share=0.2))
    assert not result.trace.weights[-1].any()
    assert abs(result.trace.bias[-1]) < 1e-14
    (caption,) = boundary_captions(result, result.line, result.plane)
    assert caption.kind == "nothing decided"
    usual = run(result.experiment.changed(class_weight=None))
    if usual.trace.bias[-1]:
        (caption,) = boundary_captions(usual, usual.line, usual.plane)
        assert caption.kind == "one class everywhere"
