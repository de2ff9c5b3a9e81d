"""Beside scikit-learn, and how far above the lowest loss."""

import numpy as np
from scipy.special import expit

from logreg.experiment.comparison import Comparison
from tests.experiment.truth.case import Case, Oracles, Values, same_count
from tests.experiment.truth.training import diverged, no_minimum
from tests.oracles import FloatArray


def comparison_of(case: Case) -> Comparison:
    assert case.comparison is not None
    return case.comparison


def objective_at(case: Case, weights: FloatArray, bias: float) -> float:
    theta = np.append(weights, bias)[None]
    return float((case.losses(theta, case.X, case.y, case.s) + case.penalties(theta))[0])


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
    loss = "weighted loss" if case.is_weighted else "loss"
    what = loss if case.is_free else f"{loss} with penalty"
    return {"n_iters": case.n_iters, "what": what, "gap": gap if gap > 1e-9 else said["gap"]}


ORACLES: Oracles = {
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
}
