"""Rules about the steps: too long, too short, blind, or along a ravine."""

from collections.abc import Iterator
from functools import partial

from ...core.endings import DIFFERENT_SCALES
from ...core.optimizers import WhyItRises
from ...wording.claims import Claim, claim
from ..diagnosis import has_different_scales, objective_name, why_it_rose
from ..optimum import Existence, Optimum
from ..run import Run
from ..step_sizes import is_plain, stable_rate, standardized_stable_rate, step_sizes
from ..summary import is_still_falling
from .offer import (
    Judge,
    Offer,
    has_diverged,
    is_lower,
    judge_loss,
    judge_objective,
    n_late,
    rate_up_to,
    rises_often,
)

# Above η·λ₂ = 2 every step overshoots; from here each is half as far off as the last.
HALVING = 1.5
# Shorter than this share of the safe step, a run is slow by its rate alone.
SHORT_SHARE = 0.1
RAVINE = 1000
# Two ways to calm down a run that hovers.
MORE_POINTS = 4
LOWER_RATE = 30


def penalty_overshoots(run: Run, optimum: Optimum) -> Iterator[Offer]:
    """It diverged, and not by the data: η·λ₂ is above 2."""
    said = _said(run, "penalty overshoots")
    rate = rate_up_to(HALVING / run.experiment.settings.l2) if said else None
    if said and rate:
        why = claim("overshoots further", product=said.values["product"])
        yield _with_rate(run, why, rate, judge_loss)


def scales_differ(run: Run, optimum: Optimum) -> Iterator[Offer]:
    """One rate must fit features of different scales. Other scales come with another rate."""
    entry = run.experiment.settings.optimizer_entry
    goes_by_rate = entry.why_it_rises in (WhyItRises.RATE, WhyItRises.SPEED)
    if run.experiment.standardize or not goes_by_rate or not rises_often(run):
        return
    deviations = run.columns(run.train.X).std(axis=0)
    wide, narrow = int(deviations.argmax()), int(deviations.argmin())
    rate = rate_up_to(standardized_stable_rate(run))
    if rate is None or not has_different_scales(run) or not deviations[narrow] > 0:
        return
    names = run.column_names
    ratio = float(deviations[wide] / deviations[narrow])
    assert ratio > DIFFERENT_SCALES
    yield Offer(
        claim("one rate for two scales", wide=names[wide], narrow=names[narrow], ratio=ratio),
        claim("standardise and set rate", rate=rate),
        run.experiment.changed(standardize=True, learning_rate=rate),
        judge_loss,
    )


def step_too_long(run: Run, optimum: Optimum) -> Iterator[Offer]:
    """Plain full-batch gradient descent beyond 2/L."""
    said = _said(run, "rate above stable")
    rate = rate_up_to(said.values["stable"]) if said and rises_often(run) else None
    if said and rate:
        yield _with_rate(
            run, claim("step too long", ratio=said.values["ratio"]), rate, _judge_rises
        )


def few_seen(run: Run, optimum: Optimum) -> Iterator[Offer]:
    """Steps that see a few samples each, and hover above the minimum."""
    n, n_seen = len(run.train.y), run.n_per_step
    if n_seen == n or optimum.existence is not Existence.MINIMUM or not rises_often(run):
        return
    if not is_lower(_late_mean(run), optimum.lowest):
        return
    why = claim("few seen", n_seen=n_seen, n=n)
    size = MORE_POINTS * n_seen
    if size < n:
        label, batch_size = claim("set batch", size=size), size
    else:
        label, batch_size = claim("set full batch"), None
    judge = partial(_judge_late_mean, optimum.lowest)
    yield Offer(why, label, run.experiment.changed(batch_size=batch_size), judge)
    rate = rate_up_to(run.experiment.settings.learning_rate / LOWER_RATE)
    if rate:
        yield _with_rate(run, why, rate, judge)


def step_too_short(run: Run, optimum: Optimum) -> Iterator[Offer]:
    """Plain full-batch gradient descent that crawls."""
    if not (is_plain(run) and run.is_full_batch and is_still_falling(run)):
        return
    stable, rate = stable_rate(run), run.experiment.settings.learning_rate
    longer = rate_up_to(stable) if rate < SHORT_SHARE * stable else None
    if longer and longer > rate:
        why = claim("step too short", ratio=stable / rate)
        yield _with_rate(run, why, longer, judge_objective)


def ravine(run: Run, optimum: Optimum) -> Iterator[Offer]:
    """One direction curves so much more than another that a slope alone takes for ever."""
    is_newton = run.experiment.settings.optimizer_entry.is_second_order
    if is_newton or has_diverged(run) or rises_often(run):
        return
    condition = step_sizes(run, optimum).condition
    if condition is None or condition <= RAVINE:
        return
    yield Offer(
        claim("ravine", condition=condition),
        claim("use Newton"),
        run.experiment.changed(optimizer="newton"),
        judge_objective,
    )


def _said(run: Run, kind: str) -> Claim | None:
    """What the diagnosis says of this run, if that is of a kind."""
    return next((said for said in why_it_rose(run) if said.kind == kind), None)


def _with_rate(run: Run, why: Claim, rate: float, judge: Judge) -> Offer:
    changed = run.experiment.changed(learning_rate=rate)
    return Offer(why, claim("set rate", rate=rate), changed, judge)


def _judge_rises(before: Run, after: Run) -> Claim | None:
    change = judge_objective(before, after)
    if change is None:
        return None
    n_before, n_after = before.trace.n_rises, after.trace.n_rises
    return claim("rises before and after", **change.values, n_before=n_before, n_after=n_after)


def _judge_late_mean(lowest: float, before: Run, after: Run) -> Claim | None:
    """It hovers at most half as high above the minimum."""
    means = _late_mean(before), _late_mean(after)
    if means[1] - lowest > (means[0] - lowest) / 2:
        return None
    what = objective_name(before)
    return claim("mean before and after", what=what, before=means[0], after=means[1])


def _late_mean(run: Run) -> float:
    return float(run.trace.objective[-n_late(run) :].mean())
