"""What is said of a descent: its landscape, its learning rate, its valley, its arrival."""

from collections.abc import Iterator

import numpy as np

from ..core.optimizers import WhyItRises
from ..wording.claims import Claim, claim
from .descent import NEAR, Descent
from .diagnosis import objective_name
from .landscape import Kind
from .optimum import Existence, parting_margin

# A valley is worth a word where it is longer than wide.
LONG = 1.05
# 2/L of standardised features is 8, to all digits but the last.
ROUNDING = 1e-9


def landscape_caption(descent: Descent) -> Claim:
    """Below the landscape."""
    kind = descent.landscape.kind
    if kind is Kind.SLICE:
        return claim("slice landscape", n=descent.thetas.shape[1])
    return claim(f"{kind} landscape")


def facts(descent: Descent) -> tuple[Claim, ...]:
    """What decides whether and how fast this run arrives."""
    return (*_of_the_rate(descent), *_of_the_valley(descent), *_of_the_arrival(descent))


def _of_the_rate(descent: Descent) -> Iterator[Claim]:
    run, sizes = descent.run, descent.sizes
    settings, entry = run.experiment.settings, run.experiment.settings.optimizer_entry
    is_parted = descent.optimum.existence is Existence.NONE
    if entry.is_second_order:
        yield claim("needs no rate", label=entry.label)
    elif not run.is_full_batch:
        if descent.minimum is not None and not settings.l1:
            yield claim("never rests", n_seen=run.n_per_step, n=len(run.train.y))
    elif sizes.never_rises and settings.learning_rate <= sizes.never_rises * (1 + ROUNDING):
        yield claim(
            "rate below stable",
            rate=settings.learning_rate,
            stable=sizes.never_rises,
            what=objective_name(run),
        )
    elif is_parted and entry.why_it_rises is WhyItRises.RATE:
        yield claim("no limit of rate")
    elif entry.stability_limit is None:
        yield claim("no simple limit", label=entry.label)
    elif sizes.can_rest:
        yield _of_the_limit(descent, sizes.can_rest)


def _of_the_limit(descent: Descent, limit: float) -> Claim:
    settings, entry = (
        descent.run.experiment.settings,
        descent.run.experiment.settings.optimizer_entry,
    )
    if settings.learning_rate > limit:
        return claim(
            "rate above limit", rate=settings.learning_rate, limit=limit, label=entry.label
        )
    if descent.sizes.never_rises is None:
        return claim("rate below limit", label=entry.label, limit=limit)
    return claim(
        "rate between",
        rate=settings.learning_rate,
        stable=descent.sizes.never_rises,
        limit=limit,
        what=objective_name(descent.run),
    )


def _of_the_valley(descent: Descent) -> Iterator[Claim]:
    condition = descent.sizes.condition
    if condition is not None and np.sqrt(condition) > LONG:
        yield claim("valley", root=float(np.sqrt(condition)), condition=condition)


def _of_the_arrival(descent: Descent) -> Iterator[Claim]:
    own, lowest = descent.racers[0], descent.optimum.lowest
    if descent.optimum.existence is Existence.NONE:
        yield claim("no minimum")
        if margin := parting_margin(descent.run, descent.optimum):
            yield claim("parted by", margin=margin, shape=_shape(descent))
    if descent.optimum.existence is not Existence.MINIMUM:
        return
    if own.near_since is not None:
        yield claim("near since", at=own.near_since, gap=NEAR, lowest=lowest)
    elif (above := float(own.gaps[-1])) > NEAR:
        yield claim("not near", n_iters=own.n_iters, above=above, lowest=lowest)


def _shape(descent: Descent) -> str:
    """What parts two classes among so many columns."""
    n_columns = descent.thetas.shape[1] - 1
    return {1: "a value", 2: "a line"}.get(n_columns, "a plane")
