"""Step sizes, held against runs that take them: just below and just above each."""

import numpy as np
import pytest
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from logreg import DATASETS, Experiment, fit, run
from logreg.core.optimizers import OPTIMIZERS
from logreg.experiment.certificate import prove
from logreg.experiment.optimum import Existence, find_optimum, minimum_of, parting_margin
from logreg.experiment.run import Run
from logreg.experiment.step_sizes import StepSizes, step_sizes
from tests.oracles import FloatArray, with_ones

PETAL = {"dataset": "iris", "features": ("x1",)}


def sizes_of(result: Run) -> StepSizes:
    return step_sizes(result, find_optimum(result))


def of(**choices: object) -> tuple[Run, StepSizes]:
    result = run(Experiment.of(**({"n_iters": 1} | choices)))
    return result, sizes_of(result)


def own_hessian(X: FloatArray, theta: FloatArray) -> FloatArray:
    """By the formula, in one line of another library."""
    p = expit(with_ones(X) @ theta)
    return (with_ones(X).T * (p * (1 - p))) @ with_ones(X) / len(X)


# --- Up to 2/L no step raises the loss ------------------------------------------------------------


@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize("name", DATASETS)
def test_below_two_over_l_no_dataset_ever_rises(name: str, standardize: bool) -> None:
    choices = {"dataset": name, "other_features": True, "standardize": standardize}
    result, sizes = of(**choices)
    assert sizes.never_rises is not None
    X, y = result.columns(result.train.X), result.train.y
    trace = fit(X, y, 0.999 * sizes.never_rises, 500)
    assert (np.diff(trace.loss) <= 1e-14).all()


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({}, 5.58),
        (PETAL, 0.310),
        (PETAL | {"standardize": True}, 8.0),
        ({"dataset": "iris", "drawn": (0, 1), "features": ("x1",)}, 0.195),
    ],
)
def test_two_over_l_is_the_number_worked_out_for_the_lesson(
    choices: dict[str, object], expected: float
) -> None:
    _, sizes = of(**choices)
    assert sizes.never_rises == pytest.approx(expected, rel=3e-3)


@pytest.mark.parametrize("drawn", [(0, 1), (0, 2)])
def test_two_standardised_features_have_eight_over_one_plus_their_correlation(
    drawn: tuple[int, int],
) -> None:
    result, sizes = of(dataset="breast_cancer", drawn=drawn, standardize=True)
    r = abs(np.corrcoef(result.train.X[:, list(drawn)].T)[0, 1])
    assert sizes.never_rises == pytest.approx(8 / (1 + r), rel=1e-12)
    at_zero = np.linalg.eigvalsh(own_hessian(result.columns(result.train.X), np.zeros(3)))
    assert at_zero[-1] / at_zero[0] == pytest.approx((1 + r) / (1 - r), rel=1e-9)


# --- Above limit/λmax no run can rest -------------------------------------------------------------


def last_losses(result: Run, rate: float) -> FloatArray:
    """From a hair's breadth beside the minimum, where the iteration is all but linear."""
    settings = result.experiment.settings
    X, y = result.columns(result.train.X), result.train.y
    theta = minimum_of(result, find_optimum(result))
    assert theta is not None
    start = (theta[:-1] + 1e-3 * np.sign(theta[:-1]), float(theta[-1] + 1e-3))
    trace = fit(
        X,
        y,
        rate,
        20_000,
        start=start,
        optimizer=settings.optimizer,
        l1=settings.l1,
        l2=settings.l2,
    )
    lowest: float = find_optimum(result).lowest
    return trace.objective[-100:] - lowest


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"standardize": True},
        {"l2": 0.05},
        {"l1": 0.05, "standardize": True},
        # Two features that are all but one: the kink holds one of the weights at 0.
        {"l1": 0.1, "standardize": True, "dataset": "breast_cancer", "drawn": (0, 2)},
        {"dataset": "scales", "standardize": True},
        PETAL,
    ],
)
def test_gradient_descent_rests_just_below_and_bounces_between_two_points_just_above(
    choices: dict[str, object],
) -> None:
    result, sizes = of(**choices)
    assert sizes.can_rest is not None
    below = last_losses(result, 0.99 * sizes.can_rest)
    assert below[-1] < 0.01 * below[0] or below.max() < 1e-10
    above = last_losses(result, 1.01 * sizes.can_rest)
    assert above.min() > 1e-8
    # What it does instead repeats itself after two steps.
    np.testing.assert_allclose(above[2:], above[:-2], rtol=1e-3)


@pytest.mark.parametrize("optimizer", ["momentum", "nesterov"])
@pytest.mark.parametrize("choices", [{}, {"standardize": True}])
def test_momentum_and_nesterov_rest_just_below_their_own_limits_alone(
    choices: dict[str, object], optimizer: str
) -> None:
    result, sizes = of(**choices, optimizer=optimizer)
    assert sizes.can_rest is not None
    assert last_losses(result, 0.99 * sizes.can_rest).max() < 1e-10
    assert last_losses(result, 1.01 * sizes.can_rest).min() > 1e-7


def test_the_limit_of_nesterov_is_lower_than_that_of_plain_descent() -> None:
    """On moons it arrives at 9.0 and not at 9.3, where plain descent arrives at 13.2."""
    _, plain = of()
    result, nesterov = of(optimizer="nesterov")
    assert nesterov.can_rest is not None
    assert plain.can_rest is not None
    assert nesterov.can_rest == pytest.approx(plain.can_rest * 1.9 / 2.8, rel=1e-12)
    assert 9.0 < nesterov.can_rest < 9.3
    excess = [last_losses(result, rate).max() for rate in (9.0, 9.3)]
    assert excess[0] < 1e-10 < 1e-5 < excess[1]


def test_moons_from_zero_arrive_at_13_2_and_bounce_at_13_5() -> None:
    _, sizes = of()
    assert sizes.can_rest == pytest.approx(13.33, abs=0.005)
    ends = [
        run(Experiment.of(learning_rate=rate, n_iters=5000)).trace.loss[-2:]
        for rate in (13.2, 13.5)
    ]
    assert abs(np.diff(ends[0])[0]) < 1e-9
    np.testing.assert_allclose(np.sort(ends[1]), [0.3069, 0.3073], atol=5e-5)


@pytest.mark.parametrize(
    ("choices", "ratio"),
    [({}, 2.4), ({"dataset": "scales", "standardize": True}, 18), ({"dataset": "scales"}, 43)],
)
def test_the_two_step_sizes_are_far_apart(choices: dict[str, object], ratio: float) -> None:
    _, sizes = of(**choices)
    assert sizes.can_rest is not None
    assert sizes.never_rises is not None
    assert sizes.can_rest / sizes.never_rises == pytest.approx(ratio, rel=0.02)


def test_on_classes_that_can_be_parted_there_is_no_limit() -> None:
    result, sizes = of(dataset="gap")
    assert find_optimum(result).existence is Existence.NONE
    assert (sizes.can_rest, sizes.condition) == (None, None)
    trace = run(Experiment.of(dataset="gap", learning_rate=100)).trace
    assert trace.n_rises == 0


@pytest.mark.parametrize("optimizer", [name for name in OPTIMIZERS if name != "gd"])
def test_nothing_is_promised_of_an_optimiser_that_is_not_plain(optimizer: str) -> None:
    _, sizes = of(optimizer=optimizer)
    assert sizes.never_rises is None
    assert (sizes.can_rest is None) == (OPTIMIZERS[optimizer].stability_limit is None)


def test_small_batches_have_no_step_size_at_which_they_rest() -> None:
    _, sizes = of(batch_size=8)
    assert (sizes.never_rises, sizes.can_rest) == (None, None)
    assert sizes.condition is not None


@pytest.mark.parametrize("standardize", [False, True])
def test_the_plane_that_proves_it_parts_the_samples_as_they_came(standardize: bool) -> None:
    result, _ = of(dataset="gap", standardize=standardize)
    optimum = find_optimum(result)
    assert optimum.parting is not None
    sides = with_ones(result.train.X) @ optimum.parting
    assert ((sides > 0) == (result.train.y == 1)).all()
    margin = parting_margin(result, optimum)
    assert margin is not None
    # With every deviation 1, no plane is further from all of them than the widest street allows.
    X = StandardScaler().fit_transform(result.train.X)
    widest = SVC(kernel="linear", C=1e8).fit(X, result.train.y)
    assert 0 < margin <= 1 / np.linalg.norm(widest.coef_) + 1e-6
    length = np.linalg.norm(optimum.parting[:-1] * result.train.X.std(axis=0))
    assert margin == pytest.approx(np.abs(sides).min() / length)
    # The same plane proves it on the page Weights.
    assert margin == pytest.approx(prove(result).margin, rel=1e-9)


# --- The minimum and its curvature ----------------------------------------------------------------


@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize("name", ["moons", "scales", "iris"])
def test_the_minimum_is_that_of_scikit_learn_in_the_units_trained_in(
    name: str, standardize: bool
) -> None:
    result, _ = of(dataset=name, standardize=standardize)
    theta = minimum_of(result, find_optimum(result))
    X, y = result.columns(result.train.X), result.train.y
    model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-10).fit(X, y)
    np.testing.assert_allclose(theta, [*model.coef_[0], model.intercept_[0]], rtol=1e-5)


@pytest.mark.parametrize(
    ("choices", "expected"),
    [(PETAL, 13_319), (PETAL | {"standardize": True}, 16), ({}, None), ({"l2": 0.1}, None)],
)
def test_the_condition_is_that_of_the_hessian_at_the_minimum(
    choices: dict[str, object], expected: float | None
) -> None:
    result, sizes = of(**choices)
    theta = minimum_of(result, find_optimum(result))
    assert theta is not None
    l2 = result.experiment.settings.l2
    hessian = own_hessian(result.columns(result.train.X), theta)
    hessian += np.diag([*np.full(len(theta) - 1, l2), 0.0])
    curvatures = np.linalg.eigvalsh(hessian)
    assert sizes.condition == pytest.approx(curvatures[-1] / curvatures[0], rel=1e-6)
    if expected:
        assert sizes.condition == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize("choices", [PETAL, PETAL | {"standardize": True}, {}])
def test_the_valley_is_root_kappa_times_as_long_as_wide(choices: dict[str, object]) -> None:
    """By walking from the minimum both ways along the axes until the loss is a little higher."""
    result, sizes = of(**choices)
    optimum = find_optimum(result)
    theta = minimum_of(result, optimum)
    assert theta is not None
    _, axes = np.linalg.eigh(own_hessian(result.columns(result.train.X), theta))
    lengths = []
    for axis in (axes[:, 0], axes[:, -1]):
        low, high = 0.0, 100.0
        for _ in range(60):
            middle = (low + high) / 2
            ends = [result.objective.value(theta + sign * middle * axis) for sign in (1, -1)]
            low, high = (middle, high) if np.mean(ends) < optimum.lowest + 1e-7 else (low, middle)
        lengths.append(low)
    assert sizes.condition is not None
    assert lengths[0] / lengths[1] == pytest.approx(np.sqrt(sizes.condition), rel=0.01)
