"""How a run went and ended, why its loss rose, and what its curve shows."""

import math

import numpy as np
from scipy.special import expit
from sklearn.preprocessing import StandardScaler

from logreg import OPTIMIZERS, fit
from logreg.wording.numbers import decimal
from tests.experiment.truth.case import Case, Oracles, Values, is_near, same_count
from tests.oracles import with_ones


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
        errors = case.s * (expit(with_ones(case.X) @ theta) - case.y)
        slope = with_ones(case.X).T @ errors / case.s.sum()
        settings = experiment.settings
        slope[:-1] += settings.l2 * theta[:-1]
        moved = theta - settings.learning_rate * slope
        moved[:-1] -= np.sign(moved[:-1]) * settings.learning_rate * settings.l1
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
    return {"what": case.loss_name("test"), "lowest_at": lowest_at}


def ended_above_start(case: Case, said: Values) -> Values:
    """A lower rate ends below the start, or as good as there: the start may be the minimum.

    Adam leaves even that, by about the rate.
    """
    rise = case.path[-1] - case.path[0]
    assert rise > 0
    gentle = case.retrained(min(case.stable, case.experiment.settings.learning_rate) / 1e6)
    assert gentle[-1] <= gentle[0] + 1e-12 + 1e-9 * rise
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
    assert 2 / case.curvature(case.X) > 2 * case.stable
    return {"l2": case.experiment.settings.l2}


def standardized_bound(case: Case) -> float:
    columns = StandardScaler().fit_transform(case.X)
    return 2 / case.curvature(columns, case.experiment.settings.l2)


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
            sample_weight=case.s,
        ).loss[-1]
        for _ in range(4)
    ]
    assert np.ptp([*ends, case.loss[-1]]) > 1e-7 * case.loss[-1]
    return {}


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


# --- Below the loss curve ---


def curve_rises(case: Case, said: Values) -> Values:
    n_rises = same_count(case.loss, said["n_rises"], is_relative=False)
    return {"n_rises": n_rises, "n_iters": case.n_iters}


def starts_at_ln_2(case: Case, said: Values) -> Values:
    assert is_near(case.loss[0], math.log(2))
    return {"start": math.log(2)}


def starts_at_a_guess(case: Case, said: Values) -> Values:
    assert np.array_equal(case.thetas[0], case.experiment.start)
    assert "0.693" in f"{math.log(2):.3f}"
    return {"start": case.loss[0]}


def turned_up_on_test(case: Case, said: Values) -> Values:
    assert case.loss[-1] < case.loss[said["lowest_at"]]
    return risen_on_test(case, said) | {"what": case.loss_name("training")}


def lowest_last_on_test(case: Case, said: Values) -> Values:
    assert case.test_loss[-1] - case.test_loss.min() < 0.001
    return {"digit": 0.001}


def above_lowest_on_test(case: Case, said: Values) -> Values:
    return {"above": case.test_loss[-1] - case.test_loss.min()}


def hand_loss(case: Case, said: Values) -> Values:
    start = case.experiment.start or (case.X.shape[1] + 1) * (0.0,)
    (loss,) = case.losses(np.array([start]), case.X, case.y, case.s)
    return {"what": f"{'weighted ' if case.is_weighted else ''}training loss", "loss": loss}


ORACLES: Oracles = {
    "hand loss": hand_loss,
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
    "curve rises": curve_rises,
    "starts at ln 2": starts_at_ln_2,
    "starts at a guess": starts_at_a_guess,
    "test turned up": turned_up_on_test,
    "test lowest last": lowest_last_on_test,
    "test above lowest": above_lowest_on_test,
    "ended at minimum": ended_at_minimum,
    "ended without minimum": ended_without_minimum,
    "ended stalled": ended_stalled,
    "ended diverged": ended_diverged,
}
