"""An experiment checks every choice; its run is reproducible, and says what the model says."""

import dataclasses
import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import expit
from sklearn import metrics as sklearn_metrics
from sklearn.linear_model import LogisticRegression as SklearnLogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from logreg import DATASETS, FEATURES, OPTIMIZERS, Experiment, Run, fit, load_dataset, run
from logreg.experiment.run import split_rows
from logreg.scoring.split import Split
from tests.oracles import FloatArray, textbook_loop
from tests.ranges import RANGES

SHORT = {"n_iters": 20, "n_samples": 100}

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "dataset": ({"dataset": "moon"}, "dataset must be one of " + ", ".join(DATASETS)),
    "optimizer": ({"optimizer": "sgd"}, "optimizer must be one of " + ", ".join(OPTIMIZERS)),
    "few samples": ({"n_samples": 49}, "n_samples must be between 50 and 2000, not 49"),
    "many samples": ({"n_samples": 2001}, "n_samples must be between 50 and 2000, not 2001"),
    "half a sample": ({"n_samples": 300.5}, "n_samples must be a whole number between 50"),
    "noise": ({"noise": 0.51}, "noise must be between 0 and 0.5"),
    "negative noise": ({"noise": -0.01}, "noise must be between 0 and 0.5"),
    "noise NaN": ({"noise": float("nan")}, "noise must be between 0 and 0.5"),
    "seed": ({"seed": 10_000}, "seed must be between 0 and 9999"),
    "negative seed": ({"seed": -1}, "seed must be between 0 and 9999"),
    "test share": ({"test_share": 0.6}, "test_share must be between 0 and 0.5"),
    "negative test share": ({"test_share": -0.1}, "test_share must be between 0 and 0.5"),
    "short start": ({"start": (1, 2)}, "start must have 2 weights and a bias, not 2 numbers"),
    "long start": (
        {"dataset": "iris", "other_features": True, "start": (0, 1, 2)},
        "start must have 4 weights and a bias, not 3 numbers",
    ),
    "start too far": ({"start": (0, 1001, 0)}, "start must be between −1000 and 1000"),
    "start NaN": ({"start": (0, float("nan"), 0)}, "start must be between −1000 and 1000"),
    "slow rate": ({"learning_rate": 1e-5}, "learning_rate must be between 0.0001 and 100"),
    "fast rate": ({"learning_rate": 101}, "learning_rate must be between 0.0001 and 100"),
    "rate NaN": ({"learning_rate": float("nan")}, "learning_rate must be between 0.0001"),
    "no iterations": ({"n_iters": 0}, "n_iters must be between 1 and 5000"),
    "many iterations": ({"n_iters": 5001}, "n_iters must be between 1 and 5000"),
    "n_iters True": ({"n_iters": True}, "n_iters must be a whole number between 1 and 5000"),
    "batch of 0": ({"batch_size": 0}, "batch_size must be between 1 and 2000"),
    "batch of 2001": ({"batch_size": 2001}, "batch_size must be between 1 and 2000"),
    "batch of 1.5": ({"batch_size": 1.5}, "batch_size must be a whole number between 1"),
    "l2": ({"l2": 11}, "l2 must be between 0 and 10"),
    "negative l1": ({"l1": -1}, "l1 must be between 0 and 10"),
    "l1 text": ({"l1": "a"}, "l1 must be a number between 0 and 10"),
    "standardize": ({"standardize": 1}, "standardize must be True or False"),
    "other features": ({"other_features": "no"}, "other_features must be True or False"),
    "unknown feature": ({"features": ("x1", "x3")}, "features must be one of x1, x2, "),
    "feature twice": ({"features": ("x1", "x1")}, "features must not repeat a name"),
    "no features": ({"features": ()}, "features must name at least one feature"),
    "no others": ({"features": (), "other_features": True}, "features must name at least one"),
    "drawn twice": ({"drawn": (1, 1)}, "drawn must name two different features"),
    "drawn beyond": ({"drawn": (0, 2)}, "drawn must be between 0 and 1"),
    "one drawn": ({"drawn": (0,)}, "drawn must "),
    "three drawn": ({"dataset": "iris", "drawn": (0, 1, 2)}, "drawn must "),
    "drawn negative": ({"drawn": (-1, 0)}, "drawn must be between 0 and 1"),
    "drawn beyond iris": (
        {"dataset": "iris", "drawn": (0, 4)},
        "drawn must be between 0 and 3",
    ),
}


def arrays_of(value: Any) -> list[FloatArray]:
    """Every array in a run, however deep, in order."""
    if isinstance(value, np.ndarray):
        return [value]
    if dataclasses.is_dataclass(value):
        fields = dataclasses.fields(value)
        return [array for f in fields for array in arrays_of(getattr(value, f.name))]
    return [np.array(value)] if isinstance(value, (float, np.generic)) else []


# --- Choices --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("choices", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_choices_out_of_range_are_refused_in_a_sentence(
    choices: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=rf"^{message}.*\.$"):
        Experiment.of(**choices)


@pytest.mark.parametrize("name", RANGES)
def test_both_ends_of_every_range_are_allowed(name: str) -> None:
    for value in (RANGES[name].low, RANGES[name].high):
        assert Experiment.of(**{name: value}).value_of(name) == value


def test_the_same_choices_are_the_same_experiment() -> None:
    one = Experiment.of(features=("x2", "x1", "sin(x1)"), drawn=(0, 1))
    two = Experiment.of(features=["sin(x1)", "x1", "x2"], drawn=[0, 1])
    assert one == two
    assert hash(one) == hash(two)
    assert one.features == ("x1", "x2", "sin(x1)")
    assert one != Experiment.of(features=("x1", "x2"))


def test_an_experiment_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Experiment().noise = 0.1


# --- The split ------------------------------------------------------------------------------------


@pytest.mark.parametrize("n_samples", [50, 99, 100, 300, 569, 2000])
@pytest.mark.parametrize("test_share", [0.05, 0.1, 0.2, 0.25, 0.3, 1 / 3, 0.5])
@pytest.mark.parametrize("seed", [0, 1234, 9999])
def test_the_split_is_that_of_scikit_learn_row_for_row(
    n_samples: int, test_share: float, seed: int
) -> None:
    train, test = train_test_split(np.arange(n_samples), test_size=test_share, random_state=seed)
    our_train, our_test = split_rows(n_samples, test_share, seed)
    np.testing.assert_array_equal(our_train, train)
    np.testing.assert_array_equal(our_test, test)


def test_without_a_test_share_every_row_is_trained_on() -> None:
    train, test = split_rows(60, 0.0, 3)
    assert sorted(train) == list(range(60))
    assert len(test) == 0
    assert run(Experiment.of(test_share=0.0, **SHORT)).test is None


def test_a_split_that_leaves_one_class_to_train_on_is_refused_in_a_sentence() -> None:
    # Found by trying seeds with scikit-learn's own split: all 5 positives go to the test side.
    labels = np.repeat([0, 1], [45, 5])
    seed = next(
        seed
        for seed in range(10_000)
        if not train_test_split(labels, test_size=0.5, random_state=seed)[0].any()
        and leaves_one_class(seed)
    )
    experiment = Experiment.of(dataset="imbalanced", n_samples=50, test_share=0.5, seed=seed)
    with pytest.raises(ValueError, match=r"class 0\. .*smaller test share.*\.$"):
        run(experiment)


def leaves_one_class(seed: int) -> bool:
    """The toy's labels lie in an order of their own for every seed."""
    y = load_dataset("imbalanced", 50, 0.2, seed).y
    return not train_test_split(y, test_size=0.5, random_state=seed)[0].any()


# --- The run --------------------------------------------------------------------------------------

EVERY_KIND = [
    Experiment.of(dataset=name, features=tuple(FEATURES), standardize=True, **SHORT)
    for name in DATASETS
] + [
    Experiment.of(**SHORT),
    Experiment.of(batch_size=16, optimizer="adam", seed=5, **SHORT),
    Experiment.of(dataset="iris", other_features=True, drawn=(3, 1), l1=0.01, **SHORT),
    Experiment.of(
        dataset="breast_cancer", other_features=True, standardize=True, drawn=(20, 7), **SHORT
    ),
    Experiment.of(dataset="iris", features=(), other_features=True, **SHORT),
    Experiment.of(optimizer="newton", l2=0.1, test_share=0.0, **SHORT),
]


def runs(experiments: list[Experiment]) -> Any:
    return pytest.mark.parametrize(
        "experiment",
        experiments,
        ids=[f"{i}-{experiment.source.name}" for i, experiment in enumerate(experiments)],
    )


@runs(EVERY_KIND)
def test_the_same_experiment_gives_the_same_run_to_the_bit(experiment: Experiment) -> None:
    one, two = arrays_of(run(experiment)), arrays_of(run(experiment))
    assert len(one) == len(two) > 20
    for a, b in zip(one, two, strict=True):
        assert np.array_equal(a, b, equal_nan=True)


def test_another_process_gives_the_same_run_to_the_bit() -> None:
    program = (
        "from logreg import Experiment, run\n"
        "from tests.experiment.test_experiment import digest\n"
        "print(digest(run(Experiment.of(dataset='xor', batch_size=16, optimizer='adam'))))"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for _ in range(2)
    }
    here = digest(run(Experiment.of(dataset="xor", batch_size=16, optimizer="adam")))
    assert digests == {here}


def digest(result: Run) -> str:
    """One number for every bit of a run."""
    return hashlib.sha256(b"".join(array.tobytes() for array in arrays_of(result))).hexdigest()


@runs(EVERY_KIND)
def test_logits_are_those_of_the_last_weights_on_standardised_terms(
    experiment: Experiment,
) -> None:
    result = run(experiment)
    first, second = experiment.drawn

    def terms(X: FloatArray) -> FloatArray:
        names = {"x1": X[:, first], "x2": X[:, second], "np": np}
        columns = [eval(FEATURES[name].formula, names) for name in experiment.features]
        if experiment.other_features:
            columns += [X[:, j] for j in range(X.shape[1]) if j not in (first, second)]
        return np.column_stack(columns)

    scaler = StandardScaler(with_mean=experiment.standardize, with_std=experiment.standardize)
    scaler.fit(terms(result.train.X))
    for split in filter(None, (result.train, result.test)):
        for k in (-1, 2):
            columns = scaler.transform(terms(split.X))
            expected = columns @ result.trace.weights[k] + result.trace.bias[k]
            tolerance = 1e-9 * (1 + np.abs(columns) @ np.abs(result.trace.weights[k])).max()
            np.testing.assert_allclose(result.logits(split.X, k), expected, atol=tolerance)
        np.testing.assert_allclose(result.logits(split.X), split.logits, rtol=1e-9, atol=1e-9)


@runs(EVERY_KIND)
def test_the_plane_gives_the_logits_of_the_model_with_other_features_at_their_mean(
    experiment: Experiment,
) -> None:
    result = run(experiment)
    x1, x2 = (axis.ravel() for axis in np.meshgrid(*result.box.axes(15)))
    X = np.tile(result.train.X.mean(axis=0), (len(x1), 1))
    X[:, experiment.drawn[0]], X[:, experiment.drawn[1]] = x1, x2
    expected = result.logits(X)
    # Unscaling takes differences of numbers as large as weights × features.
    size = 1e-9 * (1 + np.abs(expected).max())
    np.testing.assert_allclose(result.plane.logits(x1, x2), expected, rtol=1e-9, atol=size)


def assert_scores_of(split: Split) -> None:
    p = expit(split.logits)
    ours, predicted = split.scores, (p >= 0.5).astype(int)
    expected_loss = sklearn_metrics.log_loss(split.y, p)
    np.testing.assert_array_equal(
        ours.confusion.matrix, sklearn_metrics.confusion_matrix(split.y, predicted)
    )
    assert ours.confusion.accuracy == sklearn_metrics.accuracy_score(split.y, predicted)
    assert ours.log_loss == pytest.approx(expected_loss, rel=1e-9)


@runs([Experiment.of(**SHORT), Experiment.of(dataset="breast_cancer", standardize=True, **SHORT)])
def test_scores_are_those_of_scikit_learn(experiment: Experiment) -> None:
    result = run(experiment)
    assert result.test is not None
    assert_scores_of(result.train)
    assert_scores_of(result.test)


@runs(EVERY_KIND)
def test_the_trace_ends_with_the_losses_of_both_sides(experiment: Experiment) -> None:
    result = run(experiment)
    trace, test = result.trace, result.test
    assert trace.loss[-1] == pytest.approx(float(result.train.scores.log_loss), rel=1e-9)
    assert (trace.validation_loss is None) == (test is None)
    if test is not None and trace.validation_loss is not None:
        assert trace.validation_loss[-1] == pytest.approx(float(test.scores.log_loss), rel=1e-9)


def test_both_sides_are_the_samples_of_the_dataset() -> None:
    result = run(Experiment.of(test_share=0.25, seed=3, **SHORT))
    assert result.test is not None
    train_X, test_X, train_y, test_y = train_test_split(
        result.dataset.X, result.dataset.y, test_size=0.25, random_state=3
    )
    np.testing.assert_array_equal(result.train.X, train_X)
    np.testing.assert_array_equal(result.train.y, train_y)
    np.testing.assert_array_equal(result.test.X, test_X)
    np.testing.assert_array_equal(result.test.y, test_y)


def test_the_standardiser_has_never_seen_the_test_samples() -> None:
    result = run(Experiment.of(dataset="scales", standardize=True, **SHORT))
    scaler = StandardScaler().fit(result.train.X)
    np.testing.assert_allclose(result.standardizer.mean, scaler.mean_, rtol=1e-12)
    np.testing.assert_allclose(result.standardizer.scale, scaler.scale_, rtol=1e-12)


def test_every_choice_reaches_the_training() -> None:
    """Each of these changes the weights, so none is dropped on the way."""
    base = Experiment.of(dataset="blobs", noise=0.5, **SHORT)
    changes: list[dict[str, Any]] = [
        {"learning_rate": 0.7},
        {"optimizer": "adam"},
        {"batch_size": 10},
        {"l1": 0.1},
        {"l2": 0.1},
        {"standardize": True},
        {"test_share": 0.1},
        {"noise": 0.4},
        {"seed": 1},
        {"n_samples": 101},
        {"drawn": (1, 0)},
        {"dataset": "moons"},
    ]
    weights = run(base).trace.weights
    for change in changes:
        changed = run(base.changed(**change)).trace.weights
        assert not np.array_equal(changed, weights), change
    assert len(run(base.changed(n_iters=21)).trace.weights) == 22


def test_the_seed_shuffles_the_batches_too() -> None:
    result = run(Experiment.of(batch_size=10, seed=3, **SHORT))
    same = fit(result.train.X, result.train.y, 0.3, 20, batch_size=10, seed=3)
    np.testing.assert_array_equal(result.trace.weights, same.weights)


def test_a_batch_larger_than_the_training_side_is_all_of_it() -> None:
    full, large = (run(Experiment.of(batch_size=size, **SHORT)) for size in (None, 2000))
    np.testing.assert_array_equal(full.trace.weights, large.trace.weights)


def test_penalised_runs_end_at_the_minimum_of_scikit_learn() -> None:
    result = run(
        Experiment.of(dataset="breast_cancer", standardize=True, optimizer="newton", l2=0.1)
    )
    y = result.train.y
    theirs = SklearnLogisticRegression(C=1 / (len(y) * 0.1), solver="newton-cholesky", tol=1e-10)
    theirs.fit(StandardScaler().fit_transform(result.train.X[:, :2]), y)
    np.testing.assert_allclose(result.trace.weights[-1], theirs.coef_[0], rtol=1e-6)
    assert result.trace.bias[-1] == pytest.approx(theirs.intercept_[0], rel=1e-6)


def test_other_features_trains_on_all_30_of_breast_cancer() -> None:
    result = run(Experiment.of(dataset="breast_cancer", other_features=True, **SHORT))
    assert result.trace.weights.shape[1] == 30
    labels = result.feature_map.labels(result.dataset.feature_names)
    assert len(set(labels)) == 30
    assert result.drawn_names == ("mean radius", "mean texture")


def test_the_tutorial_run_on_breast_cancer_is_reproduced() -> None:
    """80 : 20 at seed 1234, all 30 features as they are, 1000 steps of 0.0001."""
    result = run(
        Experiment.of(
            dataset="breast_cancer",
            other_features=True,
            features=("x1", "x2"),
            test_share=0.2,
            seed=1234,
            learning_rate=0.0001,
            n_iters=1000,
        )
    )
    assert result.test is not None
    scores = result.test.scores.confusion
    assert round(100 * float(scores.accuracy), 2) == 92.98
    assert round(100 * float(scores.precision), 2) == 91.78
    with np.errstate(over="ignore"):
        weights, biases, _ = textbook_loop(result.train.X, result.train.y, 0.0001, 1000)
    predicted = result.test.X @ weights[-1] + biases[-1] >= 0
    np.testing.assert_array_equal(predicted, result.test.logits >= 0)


def test_a_diverging_run_still_has_finite_everything() -> None:
    result = run(Experiment.of(l2=10.0, learning_rate=100.0, n_iters=500))
    assert result.trace.stop_reason == "diverged"
    for array in (result.train.logits, result.plane.weights, result.trace.loss):
        assert np.isfinite(array).all()


def test_text_is_not_taken_for_a_number() -> None:
    with pytest.raises(
        ValueError, match=r"^noise must be a number between 0 and 0\.5, not '0\.2'\.$"
    ):
        Experiment.of(noise="0.2")


def test_numbers_of_other_types_make_the_same_experiment() -> None:
    same = Experiment.of(noise=np.array(0.1), n_samples=np.int64(100), l2=1)
    assert same == Experiment.of(noise=0.1, n_samples=100, l2=1.0)
    assert hash(same) == hash(Experiment.of(noise=0.1, n_samples=100, l2=1.0))


@pytest.mark.parametrize("choices", [{"drawn": None}, {"drawn": "01"}, {"features": None}])
def test_what_is_not_a_sequence_is_refused_in_a_sentence(choices: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"must be a sequence, not .*\.$"):
        Experiment.of(**choices)


# --- A start of one's own -------------------------------------------------------------------------

GUESS = (0.0, -1.0, 0.25)


def test_the_training_starts_from_ones_own_weights_and_takes_the_textbooks_steps() -> None:
    result = run(Experiment.of(start=GUESS, n_iters=40))
    X, y = result.train.X, result.train.y
    theta, thetas = np.array(GUESS), [np.array(GUESS)]
    for _ in range(40):
        errors = expit(X @ theta[:-1] + theta[-1]) - y
        theta = theta - 0.3 * np.append(X.T @ errors, errors.sum()) / len(y)
        thetas.append(theta)
    core = np.column_stack([result.trace.weights, result.trace.bias])
    assert core == pytest.approx(np.array(thetas), abs=1e-13)
    assert core[0].tolist() == list(GUESS)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_from_any_start_a_penalised_run_ends_at_the_minimum_of_scikit_learn(optimizer: str) -> None:
    n_iters = 50 if optimizer == "newton" else 5000
    chosen = Experiment.of(optimizer=optimizer, n_iters=n_iters, l2=0.1, start=(3, 2, -2))
    result = run(chosen)
    y = result.train.y
    theirs = SklearnLogisticRegression(C=1 / (0.1 * len(y)), tol=1e-12).fit(result.train.X, y)
    assert result.trace.weights[-1] == pytest.approx(theirs.coef_[0], abs=1e-5)


def test_a_start_is_of_the_columns_as_they_are_trained_on() -> None:
    result = run(Experiment.of(dataset="scales", standardize=True, start=(1, 0, 0), n_iters=1))
    columns = StandardScaler().fit_transform(result.train.X)
    assert result.logits(result.train.X, 0) == pytest.approx(columns[:, 0], abs=1e-12)


@pytest.mark.parametrize(
    "other",
    [
        {"dataset": "circles"},  # features of the same names, and yet other ones
        {"dataset": "iris"},
        {"features": ("x1", "x1^2")},
        {"standardize": True},
    ],
)
def test_other_columns_start_from_zeros(other: dict[str, Any]) -> None:
    assert Experiment.of(start=GUESS).changed(**other).start == ()


def test_what_leaves_the_columns_as_they_were_leaves_the_start() -> None:
    chosen = Experiment.of(start=GUESS)
    same = chosen.changed(features=("x1", "x2"), standardize=False, noise=0.3, learning_rate=1)
    assert same.start == GUESS


def test_other_axes_start_from_zeros() -> None:
    chosen = Experiment.of(dataset="iris", start=(1, 2, 3))
    assert chosen.changed(drawn=(0, 1)).start == ()
    assert chosen.changed(other_features=True).start == ()
    assert chosen.changed(drawn=chosen.drawn).start == (1, 2, 3)
