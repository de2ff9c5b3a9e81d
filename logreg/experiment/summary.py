"""A run in a few plain sentences, each a claim that can be checked."""

from collections.abc import Iterator

import numpy as np

from ..core.checks import FloatArray
from ..core.endings import ABOVE_LOWEST, RISEN_SHARE, ROUNDING, StopReason
from ..scoring.evaluation import few_points
from ..wording.claims import Claim, claim, in_words
from ..wording.numbers import decimal
from .diagnosis import LAST_DIGIT, loss_name, objective_name, why_it_rose
from .optimum import Existence, Optimum
from .run import Run

# Still falling: the last tenth of the iterations brought more than this share of the whole fall.
FALLING_SHARE = 0.01
# Falling slowly: the last half did.
SLOWLY_SHARE = 0.001


def describe(run: Run, optimum: Optimum | None = None, is_chaotic: bool = False) -> str:
    """What happened in this run, in sentences. Without the optimum less is said."""
    return in_words(summary(run, optimum, is_chaotic))


def summary(
    run: Run, optimum: Optimum | None = None, is_chaotic: bool = False
) -> tuple[Claim, ...]:
    """How the training went, why it rose where it did, and what the model is worth at the end.

    How low the loss could get, and whether the run magnifies rounding, takes a fit of its own to
    know: who has not waited for it says less.
    """
    if run.trace.stop_reason is StopReason.DIVERGED:
        return (claim("diverged", iteration=run.trace.n_iters + 1), *why_it_rose(run))
    chaos = (claim("chaotic"),) if is_chaotic else ()
    return (*_course(run, optimum), *chaos, *_worth(run))


def hand_loss(run: Run) -> Claim:
    """What the weights that the run starts from are worth."""
    return claim("hand loss", what=loss_name(run, "training"), loss=float(run.trace.loss[0]))


def early_end(run: Run) -> Claim | None:
    """Why the run ended before the iterations asked for; None where it did not."""
    kind = {
        StopReason.CONVERGED: "ended at minimum",
        StopReason.NO_MINIMUM: "ended without minimum",
        StopReason.STALLED: "ended stalled",
        StopReason.DIVERGED: "ended diverged",
    }.get(run.trace.stop_reason)
    return None if kind is None else claim(kind)


def _course(run: Run, optimum: Optimum | None) -> Iterator[Claim]:
    trace = run.trace
    if trace.n_rises > RISEN_SHARE * trace.n_iters or has_risen(trace.objective):
        yield claim("rose", **_span(run), n_rises=trace.n_rises)
        yield from why_it_rose(run)
    else:
        yield _fall(run)
        yield from _end(run, optimum)


def _span(run: Run) -> dict[str, float | str]:
    """What was minimised, from where to where."""
    trace = run.trace
    return {
        "what": objective_name(run),
        "start": float(trace.objective[0]),
        "end": float(trace.objective[-1]),
        "n_iters": trace.n_iters,
    }


def _fall(run: Run) -> Claim:
    """How far the objective fell; in other words where both ends look alike."""
    span = _span(run)
    start, end = run.trace.objective[[0, -1]]
    if decimal(start) != decimal(end):
        return claim("fell", **span)
    if start - end > ROUNDING * start:
        return claim("fell little", **span, fall=float(start - end))
    return claim("stayed", **span)


def _end(run: Run, optimum: Optimum | None) -> Iterator[Claim]:
    """Where the training loss stands, and whether the test loss went another way."""
    trace = run.trace
    if trace.validation_loss is not None and has_risen(trace.validation_loss):
        lowest_at = int(np.argmin(trace.validation_loss))
        yield claim("test risen", what=loss_name(run, "test"), lowest_at=lowest_at)
    if optimum is None:
        return
    if optimum.existence is Existence.NONE:
        yield claim("no minimum")
        return
    end, lowest = float(trace.objective[-1]), optimum.lowest
    is_minimum = optimum.existence is Existence.MINIMUM
    if is_at_minimum(run, optimum):
        yield claim("at minimum")
    elif is_still_falling(run):
        yield claim("still falling")
    elif lowest >= end or decimal(end) == decimal(lowest):
        return  # nothing lower is known, and nothing proves that there is none
    elif _brought(trace.objective, 2) > SLOWLY_SHARE and is_minimum:
        yield claim("falling slowly", lowest=lowest)
    else:
        yield claim("on a plateau", lowest=lowest)


def _worth(run: Run) -> Iterator[Claim]:
    """How many points end on the right side, and what that is worth."""
    split = run.judged
    counts = split.scores.confusion
    n, n_correct = int(counts.n_samples), int(counts.n_correct)
    yield claim("correct", n_correct=n_correct, n=n, split=split.name)
    n_ones = int(split.y.sum())
    n_constant = max(n_ones, n - n_ones)
    if n_correct <= n_constant:
        name = run.dataset.class_names[int(n_ones > n - n_ones)]
        yield claim("constant as good", name=name, n_constant=n_constant)
    if caution := few_points(split.name, n):
        yield caution


def is_at_minimum(run: Run, optimum: Optimum) -> bool:
    """Whether what it minimises ends at its minimum, to the digits shown."""
    end = decimal(float(run.trace.objective[-1]))
    return optimum.existence is Existence.MINIMUM and end == decimal(optimum.lowest)


def is_still_falling(run: Run) -> bool:
    """Whether the last tenth of the iterations brought a good part of the whole fall."""
    return _brought(run.trace.objective, 10) > FALLING_SHARE


def has_risen(losses: FloatArray) -> bool:
    """Whether a curve ends above its lowest, by more than can be forgiven."""
    return bool(losses[-1] - losses.min() > max(ABOVE_LOWEST * losses.min(), LAST_DIGIT))


def _brought(objective: FloatArray, part: int) -> float:
    """The share of the whole fall that the last 1/part of the iterations brought."""
    n_last = max(1, (len(objective) - 1) // part)
    fall = float(objective[0] - objective[-1])
    return float(objective[-1 - n_last] - objective[-1]) / fall if fall > 0 else 0.0
