"""Whether the classes of a run can be parted, with what proves it in numbers."""

from dataclasses import dataclass, replace

import numpy as np

from ..core.checks import FloatArray
from ..core.features import Standardizer
from ..core.loss import LogisticLoss
from ..core.optimality import excess_bound, parts_all
from ..core.optimizers import Newton
from ..core.proof import STEPS_OF_PROOF
from ..core.settings import Settings
from ..core.training import StopReason, train
from ..wording.claims import Claim, claim
from .learned import raw_columns
from .optimum import NEWTON_ITERATIONS
from .run import Run
from .separability import Separability, margin_of, separability


@dataclass(frozen=True, eq=False)
class Proof:
    """The answer for the training points, in standard deviations of the features.

    Where a plane parts them, `margin` is the distance of the point that is nearest to it. Where
    they overlap, the plain log loss has a minimum: its value, the length of the gradient there, and
    a bound on how much lower any weights could be. All None where a linear program alone knows.
    """

    answer: Separability
    n_samples: int
    plane: FloatArray | None = None  # (d + 1,) in the units of the data, the bias last
    margin: float | None = None
    lowest: float | None = None
    gradient: float | None = None
    excess: float | None = None


def prove(run: Run) -> Proof:
    """Newton's method mostly brings the proof along; else a linear program is asked.

    The penalties and class weights of the run play no part: the classes are parted or not.
    """
    raw, y = raw_columns(run), run.train.y
    level = Standardizer.fit(raw)
    X = level.transform(raw)
    for n_iters in NEWTON_ITERATIONS:
        trace = train(X, y, replace(Settings(), optimizer="newton", n_iters=n_iters))
        theta = np.append(trace.weights[-1], trace.bias[-1])
        if parts_all(X, y, theta):
            return _parted(level, X, y, theta)
        if trace.stop_reason is StopReason.CONVERGED:
            return _overlapping(X, y, _proved(X, y, theta))
    found = separability(raw, y)
    if found.plane is not None:
        return _parted(level, X, y, np.append(*level.scaled(found.plane[:-1], found.plane[-1])))
    return Proof(found.answer, len(y))


def _parted(level: Standardizer, X: FloatArray, y: FloatArray, theta: FloatArray) -> Proof:
    plane = np.append(*level.unscale(theta[:-1], theta[-1]))
    return Proof(Separability.PARTED, len(y), plane, margin=margin_of(X, y, theta))


def _proved(X: FloatArray, y: FloatArray, theta: FloatArray) -> FloatArray:
    """θ, or a few Newton steps on, where the bound on its excess is finite."""
    loss = LogisticLoss(X, y)
    for _ in range(STEPS_OF_PROOF):
        if np.isfinite(excess_bound(X, y, theta)):
            break
        theta, _ = Newton().step(loss, theta, loss.gradient(theta), None)
    return theta


def _overlapping(X: FloatArray, y: FloatArray, theta: FloatArray) -> Proof:
    loss = LogisticLoss(X, y)
    return Proof(
        Separability.OVERLAP,
        len(y),
        lowest=loss.value(theta),
        gradient=float(np.linalg.norm(loss.gradient(theta))),
        excess=excess_bound(X, y, theta),
    )


def separability_claim(proof: Proof) -> Claim:
    """The answer in a sentence, with its proof."""
    if proof.margin is not None:
        return claim("parted by a margin", n=proof.n_samples, margin=proof.margin)
    if proof.lowest is not None:
        return claim(
            "overlap at a minimum",
            lowest=proof.lowest,
            gradient=proof.gradient,
            excess=proof.excess,
        )
    known = {Separability.OVERLAP: "overlap by a program"}
    return claim(known.get(proof.answer, "separability not known"))
