"""The one suggestion that is made about a run, if any: the first rule that fires and helps."""

from collections.abc import Callable
from dataclasses import dataclass

from ...scoring.decision import Decision
from ...wording.claims import Claim, claim
from ..diagnosis import has_ended_above_start
from ..experiment import Experiment
from ..optimum import Optimum
from ..run import Run, run
from ..summary import has_risen
from ..work import of_run
from . import judging, model, steps
from .offer import Offer, Rule, has_diverged

# In this order. An earlier fault hides a later one: who bounces need not hear of a missing term.
RULES: tuple[Rule, ...] = (
    steps.penalty_overshoots,
    steps.scales_differ,
    steps.step_too_long,
    steps.few_seen,
    model.by_heart,
    model.never_rests,
    steps.step_too_short,
    steps.ravine,
    model.penalty_too_strong,
    model.term_left_out,
    judging.rare_class,
    judging.few_test_points,
)

# In milliseconds of one core of 2024: what a run may cost to be tried again, and what is left for
# all trials. A hand that comes back meanwhile waits for them, and so no longer than for a few runs.
MOST_OF_ONE = 250.0
ALWAYS_LEFT = 200.0
MOST_TRIALS = 3


@dataclass(frozen=True, eq=False)
class Remedy:
    """One change that was tried and helps: why, what a button says of it, and what it did.

    `experiment` is the run's own where the change is how the model is judged, by `decision`.
    """

    why: Claim
    label: Claim
    change: Claim  # of what the rule is about: before → after
    experiment: Experiment
    decision: Decision | None = None


@dataclass(frozen=True, eq=False)
class Advice:
    """A remedy, or in a line why there is none."""

    remedy: Remedy | None
    quiet: Claim | None


def advise(result: Run, optimum: Optimum, train: Callable[[Experiment], Run] = run) -> Advice:
    """The first rule that fires and whose change helps; never two.

    Each change is trained and judged by what its rule is about before it is offered. Runs that cost
    too much for that (`work.of_run`: 5000 iterations over 100,000 rows take half a minute) get no
    offer, as somebody's next change would wait for it.
    """
    cost = of_run(result.experiment)
    if cost > MOST_OF_ONE:
        return Advice(None, claim("too large to try"))
    left = max(ALWAYS_LEFT, MOST_TRIALS * cost)
    has_fired = False
    for rule in RULES:
        for offer in rule(result, optimum):
            has_fired = True
            left -= _cost(offer)
            if left < 0:
                return Advice(None, claim("no remedy"))
            if remedy := _tried(offer, result, train):
                return Advice(remedy, None)
    is_well = not (has_fired or has_diverged(result) or _is_worse(result))
    return Advice(None, claim("nothing to repair" if is_well else "no remedy"))


def work_of_advice(experiment: Experiment) -> float:
    """About how many milliseconds `advise` takes: what is tried, where a run is not too large."""
    cost = of_run(experiment)
    return MOST_TRIALS * cost if cost <= MOST_OF_ONE else 0.0


def _cost(offer: Offer) -> float:
    return 0.0 if offer.decision else of_run(offer.experiment)


def _tried(offer: Offer, result: Run, train: Callable[[Experiment], Run]) -> Remedy | None:
    after = result
    if offer.experiment != result.experiment:
        try:
            after = train(offer.experiment)
        except ValueError:  # another split may leave one class alone
            return None
    if has_diverged(after):
        return None
    change = offer.judge(result, after)
    if change is None:
        return None
    return Remedy(offer.why, offer.label, change, offer.experiment, offer.decision)


def _is_worse(result: Run) -> bool:
    return has_ended_above_start(result) or has_risen(result.trace.objective)
