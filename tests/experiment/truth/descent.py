"""What decides whether and how fast a run arrives: rates, valleys, and the arrival itself."""

import numpy as np
from scipy.special import expit

from logreg import OPTIMIZERS
from logreg.experiment.optimum import find_optimum, minimum_of
from tests.experiment.truth.case import Case, Oracles, Values
from tests.oracles import FloatArray, with_ones

MOMENTUM = 0.9
NEAR = 0.001


def whole(case: Case, said: Values) -> Values:
    assert case.X.shape[1] == 1
    return {}


def floor(case: Case, said: Values) -> Values:
    assert case.X.shape[1] == 2
    return {}


def sliced(case: Case, said: Values) -> Values:
    assert case.X.shape[1] > 2
    return {"n": case.X.shape[1] + 1}


# --- The minimum, shown to be one, and the curvature there ----------------------------------------


def minimum(case: Case) -> FloatArray:
    """The point that is taken for the minimum, if its slope says so: the kink of L1 holds zeros."""
    theta = minimum_of(case.result, find_optimum(case.result))
    assert theta is not None
    settings = case.experiment.settings
    slope = samples_slopes(case, theta).sum(axis=0)
    slope[:-1] += settings.l2 * theta[:-1]
    held = np.append(np.where(theta[:-1] == 0, settings.l1, 0.0), 0.0)
    slope[:-1] += settings.l1 * np.sign(theta[:-1])
    sizes = np.abs(with_ones(case.X)).mean(axis=0)
    assert (np.abs(slope) <= held + 1e-5 * sizes).all()
    return theta


def samples_slopes(case: Case, theta: FloatArray) -> FloatArray:
    """Each sample's part of the mean's gradient, shape (n, d + 1)."""
    errors = case.s * (expit(with_ones(case.X) @ theta) - case.y) / case.s.sum()
    slopes: FloatArray = errors[:, None] * with_ones(case.X)
    return slopes


def curvatures(case: Case) -> FloatArray:
    theta, settings = minimum(case), case.experiment.settings
    p = expit(with_ones(case.X) @ theta)
    bend = case.s * p * (1 - p) / case.s.sum()
    hessian = (with_ones(case.X).T * bend) @ with_ones(case.X)
    hessian += np.diag([*np.full(len(theta) - 1, settings.l2), 0.0])
    if settings.l1:
        is_free = np.append(theta[:-1] != 0, True)
        hessian = hessian[np.ix_(is_free, is_free)]
    values: FloatArray = np.linalg.eigvalsh(hessian)
    return values


def largest_root(optimizer: str, product: float) -> float:
    """By how much one step along a direction of curvature λ grows at the rate η, ηλ = product."""
    shrink = 1 - product
    polynomial = {
        "gd": [1, -shrink],
        "momentum": [1, -(shrink + MOMENTUM), MOMENTUM],
        "nesterov": [1, -shrink * (1 + MOMENTUM), shrink * MOMENTUM],
    }[optimizer]
    return float(np.abs(np.roots(polynomial)).max())


def limit_of(case: Case) -> float:
    """The rate at which a step along the steepest direction ceases to shrink, by halving."""
    optimizer, steepest = str(case.experiment.settings.optimizer), curvatures(case)[-1]
    low, high = 0.0, 8.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if largest_root(optimizer, middle) < 1 else (low, middle)
    return low / steepest


# --- The learning rate ----------------------------------------------------------------------------


def is_full_batch(case: Case) -> bool:
    return case.result.n_per_step == len(case.y)


def below_stable(case: Case, said: Values) -> Values:
    settings = case.experiment.settings
    assert settings.optimizer == "gd"
    assert is_full_batch(case)
    assert settings.learning_rate <= case.stable * (1 + 1e-9)
    assert (np.diff(case.path) <= 1e-12 * np.abs(case.path[:-1]) + 1e-15).all()
    return {"rate": settings.learning_rate, "stable": case.stable, "what": case.what}


def between(case: Case, said: Values) -> Values:
    settings, limit = case.experiment.settings, limit_of(case)
    assert settings.optimizer == "gd"
    assert is_full_batch(case)
    assert case.stable < settings.learning_rate <= limit * (1 + 1e-6)
    return {
        "rate": settings.learning_rate,
        "stable": case.stable,
        "limit": limit,
        "what": case.what,
    }


def below_limit(case: Case, said: Values) -> Values:
    settings, limit = case.experiment.settings, limit_of(case)
    assert settings.optimizer in ("momentum", "nesterov")
    assert is_full_batch(case)
    return {"label": label(case), "limit": limit}


def above_limit(case: Case, said: Values) -> Values:
    settings, limit = case.experiment.settings, limit_of(case)
    assert is_full_batch(case)
    assert settings.learning_rate > limit * (1 - 1e-6)
    return {"rate": settings.learning_rate, "limit": limit, "label": label(case)}


def zone_never_rises(case: Case, said: Values) -> Values:
    assert case.experiment.settings.optimizer == "gd"
    assert is_full_batch(case)
    return {"stable": case.stable}


def zone_of_limit(case: Case, said: Values) -> Values:
    assert is_full_batch(case)
    return {"limit": limit_of(case)}


def zone_may_jump(case: Case, said: Values) -> Values:
    assert case.experiment.settings.optimizer == "gd"
    assert case.stable < said["limit"]
    return zone_of_limit(case, said)


def zone_no_limit(case: Case, said: Values) -> Values:
    return no_limit(case, said) | {"stable": case.stable}


def no_limit(case: Case, said: Values) -> Values:
    assert case.experiment.settings.optimizer == "gd"
    assert is_full_batch(case)
    assert case.is_free
    assert case.is_separable
    return {}


def no_simple_limit(case: Case, said: Values) -> Values:
    assert case.experiment.settings.optimizer == "adam"
    return {"label": label(case)}


def no_rate(case: Case, said: Values) -> Values:
    """Newton's run is the same at any rate."""
    assert case.experiment.settings.optimizer == "newton"
    return {"label": label(case)}


def never_rests(case: Case, said: Values) -> Values:
    """At the minimum the slopes of single samples are not 0, and so not those of all batches."""
    settings = case.experiment.settings
    assert settings.optimizer != "newton"
    assert not settings.l1
    assert case.result.n_per_step < len(case.y)
    theta = minimum(case)
    slopes = len(case.y) * samples_slopes(case, theta)
    slopes[:, :-1] += settings.l2 * theta[:-1]
    assert np.abs(slopes).max() > 1e-6
    return {"n_seen": case.result.n_per_step, "n": len(case.y)}


def label(case: Case) -> str:
    return OPTIMIZERS[str(case.experiment.settings.optimizer)].label


def parted_by(case: Case, said: Values) -> Values:
    """The plane itself is asked of each sample; how far, with every deviation 1."""
    plane = find_optimum(case.result).parting
    assert plane is not None
    assert case.is_free
    raw = case.columns(case.result.train.X)
    sides = np.where(case.y == 1, 1, -1) * (with_ones(raw) @ plane)
    assert (sides > 0).all()
    shape = {1: "a value", 2: "a line"}.get(raw.shape[1], "a plane")
    length = np.sqrt(((plane[:-1] * raw.std(axis=0)) ** 2).sum())
    return {"margin": sides.min() / length, "shape": shape}


# --- Valley and arrival ---------------------------------------------------------------------------


def valley(case: Case, said: Values) -> Values:
    bends = curvatures(case)
    return {"root": np.sqrt(bends[-1] / bends[0]), "condition": bends[-1] / bends[0]}


def near_since(case: Case, said: Values) -> Values:
    first = None
    for k, height in enumerate(case.path):
        if height - case.lowest > NEAR:
            first = None
        elif first is None:
            first = k
    return {"at": first, "gap": NEAR, "lowest": case.lowest}


def not_near(case: Case, said: Values) -> Values:
    above = case.path[-1] - case.lowest
    assert above > NEAR * (1 - 1e-6)
    return {"n_iters": case.n_iters, "above": above, "lowest": case.lowest}


ORACLES: Oracles = {
    "whole landscape": whole,
    "floor landscape": floor,
    "slice landscape": sliced,
    "rate below stable": below_stable,
    "rate between": between,
    "rate below limit": below_limit,
    "rate above limit": above_limit,
    "no limit of rate": no_limit,
    "zone never rises": zone_never_rises,
    "zone may jump": zone_may_jump,
    "zone can settle": zone_of_limit,
    "zone cannot settle": zone_of_limit,
    "zone no limit": zone_no_limit,
    "no simple limit": no_simple_limit,
    "needs no rate": no_rate,
    "never rests": never_rests,
    "valley": valley,
    "parted by": parted_by,
    "near since": near_since,
    "not near": not_near,
}
