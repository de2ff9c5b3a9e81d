"""What a rule offers, and when a change is worth a word."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import floor, log10

from ...core.endings import ABOVE_LOWEST, RISEN_SHARE, StopReason
from ...core.kinds import Number
from ...scoring.decision import Decision
from ...wording.claims import Claim, claim
from ..diagnosis import LAST_DIGIT, loss_name, objective_name
from ..experiment import CHOICE, Experiment
from ..optimum import Optimum
from ..run import Run

# What happened late in a run is told by the last fifth of its iterations.
LAST_PART = 5
# A rate is written in so many digits: rounded down, it is still on the safe side.
RATE_DIGITS = 3


# Of the run as it is and as it would be: what the change did, or None where that is no help.
Judge = Callable[[Run, Run], Claim | None]


@dataclass(frozen=True, eq=False)
class Offer:
    """A change that a rule proposes, not tried yet; `judge` goes by what the rule is about."""

    why: Claim
    label: Claim  # of the button
    experiment: Experiment
    judge: Judge
    decision: Decision | None = None  # where the model stays, and is judged in another way


# What fires on a run may have several ways out: the first that helps is taken.
Rule = Callable[[Run, Optimum], Iterator[Offer]]


def has_diverged(run: Run) -> bool:
    """Whether the weights left all bounds."""
    return run.trace.stop_reason is StopReason.DIVERGED


def rises_often(run: Run) -> bool:
    """Whether what is minimised rose on more steps than can be forgiven."""
    return run.trace.n_rises > RISEN_SHARE * run.trace.n_iters


def n_late(run: Run) -> int:
    """How many iterations are the last ones of a run."""
    return max(1, run.trace.n_iters // LAST_PART)


def is_lower(before: float, after: float) -> bool:
    """Whether a loss is lower by more than can be overlooked."""
    return after < before - max(LAST_DIGIT, ABOVE_LOWEST * before)


def rate_up_to(limit: float) -> float | None:
    """The largest rate that can be chosen, in few digits and not above a limit; None if none is."""
    kind = CHOICE["learning_rate"].kind
    assert isinstance(kind, Number)
    power = 10.0 ** (RATE_DIGITS - 1 - floor(log10(limit)))
    rate = min(float(f"{floor(limit * power) / power:.{RATE_DIGITS}g}"), float(kind.range.high))
    return rate if rate >= kind.range.low else None


def judge_loss(before: Run, after: Run) -> Claim | None:
    """By the log loss of the training samples, without a penalty: for what changes that."""
    losses = float(before.trace.loss[-1]), float(after.trace.loss[-1])
    return _change("loss before and after", loss_name(before, "training"), *losses)


def judge_objective(before: Run, after: Run) -> Claim | None:
    """By what is minimised, where the change leaves that as it is."""
    values = float(before.trace.objective[-1]), float(after.trace.objective[-1])
    return _change("objective before and after", objective_name(before), *values)


def judge_test_loss(before: Run, after: Run) -> Claim | None:
    """By the log loss of the test samples."""
    first, second = before.trace.validation_loss, after.trace.validation_loss
    if first is None or second is None:
        return None
    losses = float(first[-1]), float(second[-1])
    return _change("test loss before and after", loss_name(before, "test"), *losses)


def _change(kind: str, what: str, before: float, after: float) -> Claim | None:
    return claim(kind, what=what, before=before, after=after) if is_lower(before, after) else None
