"""How sure the data make a run of its weights: Wald's intervals, and 200 refits on resamples.

Both are of the minimum of the plain log loss, so that they are refused, with the reason, where
there is none, where a penalty moves it, and where points count more than once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray
from ..core.inference import NORMAL_975, Refits, covariance, refit, resample_counts
from ..wording.claims import Claim, claim
from .learned import learned, raw_columns
from .optimum import Existence, Optimum
from .plane import slopes
from .run import Run
from .screen_line import screen_lines

N_REFITS = 200
# Resamples without a minimum have weights beyond all bounds: of more than this share of them, the
# outer 2.5 % of the weights are not known.
MOST_LEFT_OUT = 0.025
# Curved lines take 3 to 6 ms each to find; so many show how far they fan out.
MOST_CURVES = 40
# A model nearer to the minimum than this, in standard errors, is there for all that is drawn.
ARRIVED = 0.01


@dataclass(frozen=True, eq=False)
class Uncertainty:
    """The minimum with its standard errors, in the units of the data; the bias is last."""

    theta: FloatArray  # (d + 1,) the minimum itself
    errors: FloatArray  # (d + 1,)
    distances: FloatArray  # (d + 1,) of the model shown from the minimum, in standard errors

    @property
    def intervals(self) -> FloatArray:
        """Lower and upper ends of the 95 % intervals θ ± 1.96 standard errors; (2, d + 1).

        Wald (1943), "Tests of statistical hypotheses concerning several parameters".
        """
        return self.theta + np.array([[-NORMAL_975], [NORMAL_975]]) * self.errors


@dataclass(frozen=True, eq=False)
class Bootstrap:
    """The refits that have a minimum, in the units of the data, and how many there were in all."""

    thetas: FloatArray  # (k, d + 1)
    n_refits: int
    n_parted: int  # can be parted without error, so that their weights have no end

    @property
    def n_left_out(self) -> int:
        """Refits without a minimum, or without one that was found."""
        return self.n_refits - len(self.thetas)

    @property
    def intervals(self) -> FloatArray | None:
        """The middle 95 % of each weight, shape (2, d + 1); None where too many are left out."""
        if self.n_left_out > MOST_LEFT_OUT * self.n_refits:
            return None
        return np.percentile(self.thetas, [2.5, 97.5], axis=0)


@dataclass(frozen=True, eq=False)
class Fan:
    """Lines p = 0.5 in the drawn plane, each (k, 2) with NaN between its pieces."""

    lines: tuple[FloatArray, ...]  # of refits
    middle: FloatArray  # of the minimum itself
    turns: float | None  # degrees that hold the middle 95 % of straight lines, in a square picture

    @property
    def n_drawn(self) -> int:
        """How many refits have a boundary that passes through the picture."""
        return sum(len(line) > 0 for line in self.lines)


def refusal(run: Run, optimum: Optimum) -> Claim | None:
    """Why there are no intervals for this run; None where there are."""
    found = _covariance(run, optimum)
    return found if isinstance(found, Claim) else None


def _covariance(run: Run, optimum: Optimum) -> FloatArray | Claim:
    """That of the minimum (d + 1, d + 1), in the units of the data; else why there is none."""
    if run.experiment.settings.is_penalized:
        return claim("no intervals with a penalty")
    if run.sample_weights is not None:
        return claim("no intervals with class weights")
    if optimum.existence is Existence.NONE:
        return claim("no intervals while parted")
    if optimum.theta is None:
        return claim("no intervals without minimum")
    found = covariance(raw_columns(run), run.train.y, optimum.theta)
    return claim("no intervals of repeats") if found is None else found


def uncertainty(run: Run, optimum: Optimum) -> Uncertainty | None:
    """The standard errors at the minimum; None where `refusal` says why not."""
    variances = _covariance(run, optimum)
    if isinstance(variances, Claim) or optimum.theta is None:
        return None
    errors, model = np.sqrt(np.diag(variances)), learned(run)
    shown = np.append(model.weights, model.bias)
    return Uncertainty(optimum.theta, errors, np.abs(shown - optimum.theta) / errors)


def bootstrap(run: Run, optimum: Optimum) -> Bootstrap | None:
    """The model refitted to 200 resamples of the training points; None where it is refused."""
    if refusal(run, optimum) is not None or optimum.theta is None:
        return None
    counts = resample_counts(len(run.train.y), N_REFITS, run.experiment.seed)
    refits: Refits = refit(raw_columns(run), run.train.y, counts, optimum.theta)
    return Bootstrap(refits.thetas[refits.is_minimum], N_REFITS, int(refits.is_parted.sum()))


def fan(run: Run, optimum: Optimum, refits: Bootstrap) -> Fan:
    """The boundaries of the refits, other features at their mean; of curved ones the first 40."""
    assert optimum.theta is not None  # as there are refits
    thetas = np.vstack([optimum.theta, refits.thetas])
    planes = run.planes_of(thetas[:, :-1], thetas[:, -1])
    is_straight = all(plane.is_linear for plane in planes)
    if not is_straight:
        planes = planes[: 1 + MOST_CURVES]
    middle, *lines = (line.points for line in screen_lines(planes, run.box))
    return Fan(tuple(lines), middle, _turns(run, thetas) if is_straight else None)


def _turns(run: Run, thetas: FloatArray) -> float | None:
    """How far the directions of straight lines differ from that of the first, in degrees."""
    box, planes = run.box, run.planes_of(thetas[:, :-1], thetas[:, -1])
    sizes = np.array([box.right - box.left, box.top - box.bottom])
    gradients = slopes(planes) * sizes
    angles = np.degrees(np.arctan2(gradients[:, 1], gradients[:, 0]))
    apart = (angles[1:] - angles[0] + 180) % 360 - 180
    return float(np.ptp(np.percentile(apart, [2.5, 97.5]))) if len(apart) else None


def intervals_caption(run: Run, found: Uncertainty) -> Claim:
    """Below the intervals: whose they are, and where the model shown stands."""
    j = int(found.distances.argmax())
    if found.distances[j] <= ARRIVED:
        return claim("intervals of the model shown", share=ARRIVED)
    names = (*run.column_names, "the bias")
    return claim("intervals of the minimum", name=names[j], distance=float(found.distances[j]))


def bootstrap_captions(found: Bootstrap, n_drawn: int) -> Iterator[Claim]:
    """Below the fan of boundaries, of which so many are drawn."""
    yield claim("fan", n=n_drawn)
    if found.n_left_out:
        yield claim(
            "resamples left out",
            n_left_out=found.n_left_out,
            n=found.n_refits,
            n_parted=found.n_parted,
        )
    if found.intervals is None:
        yield claim("no bootstrap intervals", n_most=int(MOST_LEFT_OUT * found.n_refits))
