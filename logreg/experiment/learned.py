"""What a run learned: its weights in both units, and what each means for the odds."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray
from ..core.endings import StopReason
from ..core.features import FEATURES, Standardizer, varies
from ..wording.claims import Claim, claim
from .optimum import Existence, Optimum
from .run import Run

# A unit is a step to speak of where the feature's deviation is between these many units.
SPEAKABLE_DEVIATIONS = (0.1, 100.0)
# Beyond e to this power a float64 has no such number.
LARGEST_EXPONENT = 690.0
# A feature of which the others tell more than this share of its variance cannot move while they
# are held: a variance inflation factor of 5. James, Witten, Hastie & Tibshirani (2021),
# *An Introduction to Statistical Learning*, section 3.3.3.
MOST_SHARE_TOLD = 0.8


@dataclass(frozen=True, eq=False)
class Learned:
    """The model at the end of a run, in the units of the data and per standard deviation."""

    names: tuple[str, ...]  # of the d columns
    weights: FloatArray  # (d,) per unit of each column
    bias: float
    deviations: FloatArray  # (d,) of each column, over the training samples
    centered_bias: float  # z at the means of all columns

    @property
    def per_deviation(self) -> FloatArray:
        """By how much one standard deviation more of each column raises z, shape (d,)."""
        return self.weights * self.deviations


def learned(run: Run) -> Learned:
    """What the model holds after its last step."""
    columns = raw_columns(run)
    weights, bias = run.standardizer.unscale(run.trace.weights[-1], run.trace.bias[-1])
    return Learned(
        names=run.column_names,
        weights=weights,
        bias=float(bias),
        deviations=columns.std(axis=0),
        centered_bias=float(bias + columns.mean(axis=0) @ weights),
    )


def raw_columns(run: Run) -> FloatArray:
    """The training samples as columns of the model, before they are standardised; (n, d)."""
    return run.feature_map.matrix(run.train.X)


def odds_ratios(run: Run, optimum: Optimum) -> tuple[Claim, ...]:
    """What each feature does to the odds, in a sentence; why not, where it would mean nothing.

    z is the logarithm of the odds p/(1 − p): a step of Δ in one feature, all others held,
    multiplies them by e^(wΔ), wherever it is taken.
    """
    if run.trace.stop_reason is StopReason.DIVERGED:
        return (claim("no odds ratios after divergence"),)
    if optimum.existence is Existence.NONE:
        return (claim("no odds ratios while parted"),)
    return tuple(_odds_ratios(run))


def _odds_ratios(run: Run) -> Iterator[Claim]:
    model, terms = learned(run), run.feature_map.terms
    told = shares_told(raw_columns(run))
    positive = run.dataset.class_names[1]
    for j, name in enumerate(model.names):
        term = terms[j] if j < len(terms) else None
        if term is not None and not FEATURES[term].is_linear:
            yield claim("no odds ratio of a curve", name=name)
        elif others := _moving_with(run, term):
            yield claim("no odds ratio of a part", name=name, others=others)
        elif told[j] > MOST_SHARE_TOLD:
            yield claim("no odds ratio of an echo", name=name, share=float(told[j]))
        else:
            yield _odds_ratio(name, positive, model.weights[j], model.deviations[j], len(told))


def _odds_ratio(name: str, positive: str, weight: float, deviation: float, n_columns: int) -> Claim:
    step = step_of(deviation)
    exponent = float(weight * step)
    if abs(exponent) > LARGEST_EXPONENT:
        return claim("odds ratio beyond numbers", name=name)
    kind = "odds ratio alone" if n_columns == 1 else "odds ratio"
    return claim(kind, name=name, step=step, positive=positive, ratio=math.exp(exponent))


def step_of(deviation: float) -> float:
    """One unit, or the power of ten below the deviation where a unit is far from it."""
    low, high = SPEAKABLE_DEVIATIONS
    if deviation == 0 or low <= deviation <= high:
        return 1.0
    return float(10.0 ** math.floor(math.log10(deviation)))


def _moving_with(run: Run, term: str | None) -> str:
    """The other terms that a linear term of a drawn feature cannot move without, in words."""
    if term is None:
        return ""
    names = dict(zip(run.feature_map.terms, run.column_names, strict=False))
    symbol = FEATURES[term].formula
    with_it = [
        names[other]
        for other in run.feature_map.terms
        if other != term and symbol in FEATURES[other].formula
    ]
    return ", ".join(with_it)


def shares_told(columns: FloatArray) -> FloatArray:
    """R² of each column (n, d) by least squares on all others; shape (d,), 0 of a constant one.

    1/(1 − R²) is the variance inflation factor, the diagonal of the inverse correlations.
    """
    level = Standardizer.fit(columns)
    is_live = varies(columns, columns.std(axis=0))
    scaled = level.transform(columns)
    shares = np.zeros(columns.shape[1])
    for j in np.flatnonzero(is_live):
        rest = np.delete(scaled, j, axis=1)
        fitted = rest @ np.linalg.lstsq(rest, scaled[:, j])[0]
        shares[j] = 1.0 - np.mean((scaled[:, j] - fitted) ** 2)
    return shares.clip(0.0, 1.0)
