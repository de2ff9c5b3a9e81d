"""Why a run went as it did: the one place that says so, for every page."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import numpy as np

from ..core.checks import FloatArray
from ..core.endings import DIFFERENT_SCALES, ROUNDING, StopReason
from ..core.optimizers import WhyItRises
from ..wording.claims import Claim, claim
from .run import Run
from .step_sizes import largest_curvature, stable_rate, standardized_stable_rate

# A loss is shown to so many digits: what it ends above its start by less is not to be seen.
LAST_DIGIT = 0.001
# Standardising is worth a word where it raises the bound on the learning rate by this much.
WORTH_STANDARDIZING = 2.0


def why_it_rose(run: Run) -> tuple[Claim, ...]:
    """What made the objective rise; nothing where it never did, or where nothing can be shown."""
    if run.trace.stop_reason is StopReason.DIVERGED:
        return tuple(_why_it_diverged(run))
    return tuple(_causes(run)) if run.trace.n_rises else ()


def has_ended_above_start(run: Run) -> bool:
    """Whether the model is worse than one that knows nothing."""
    objective = run.trace.objective
    return bool(objective[-1] > objective[0] + LAST_DIGIT)


def has_different_scales(run: Run) -> bool:
    """Whether one column of the model varies much more than another."""
    deviations = run.columns(run.train.X).std(axis=0)
    return bool(deviations.max() > DIFFERENT_SCALES * deviations.min())


def explain_rises(run: Run) -> tuple[Claim, ...]:
    """On how many steps the objective rose, and why; nothing where it never did."""
    if not run.trace.n_rises:
        return ()
    rises = claim(
        "rises", what=objective_name(run), n_rises=run.trace.n_rises, n_iters=run.trace.n_iters
    )
    return (rises, *why_it_rose(run))


def objective_name(run: Run) -> str:
    """What the run minimises, in words."""
    name = loss_name(run, "training")
    return f"{name} with its penalty" if run.experiment.settings.is_penalized else name


def loss_name(run: Run, split: str) -> str:
    """The loss of a run's curves, over the samples of one split, in words."""
    return f"{split} loss" if run.sample_weights is None else f"weighted {split} loss"


def _why_it_diverged(run: Run) -> Iterator[Claim]:
    """Plain gradient descent on λ₂ alone is stable only for ηλ₂ < 2."""
    settings, entry = run.experiment.settings, run.experiment.settings.optimizer_entry
    product, limit = settings.learning_rate * settings.l2, entry.stability_limit
    if entry.why_it_rises is WhyItRises.RATE and limit and product > limit:
        yield claim("penalty overshoots", product=product)
    else:
        yield claim("lower the rate")


def _causes(run: Run) -> Iterator[Claim]:
    why = run.experiment.settings.optimizer_entry.why_it_rises
    if not run.is_full_batch:
        yield claim("small batch", n_seen=run.n_per_step, n=len(run.train.y))
    elif why is not None:
        yield from _CAUSES[why](run)
    if has_ended_above_start(run):
        yield claim("ended above start", rate=run.experiment.settings.learning_rate)


def _carried_speed(run: Run) -> Iterator[Claim]:
    yield claim("carries speed", label=run.experiment.settings.optimizer_entry.label)


def _beyond_stable(run: Run) -> Iterator[Claim]:
    """How far the learning rate is beyond 2/L, and what makes L so large."""
    experiment, columns = run.experiment, run.columns(run.train.X)
    rate, stable = experiment.settings.learning_rate, stable_rate(run)
    if rate <= stable:
        return
    yield claim("rate above stable", rate=rate, ratio=rate / stable, stable=stable)
    if experiment.settings.l2 > largest_curvature(run, columns):
        yield claim("penalty bounds rate", l2=experiment.settings.l2)
    elif not experiment.standardize:
        yield from _scales(run, columns, stable)


def _scales(run: Run, columns: FloatArray, stable: float) -> Iterator[Claim]:
    standardized = standardized_stable_rate(run)
    if standardized < WORTH_STANDARDIZING * stable:
        return
    deviations = columns.std(axis=0)
    wide, narrow = int(deviations.argmax()), int(deviations.argmin())
    if has_different_scales(run) and deviations[narrow] > 0:
        names = run.column_names
        yield claim(
            "scales differ",
            wide=names[wide],
            narrow=names[narrow],
            ratio=float(deviations[wide] / deviations[narrow]),
            standardized=standardized,
        )
    else:
        yield claim("standardizing helps", standardized=standardized)


def _steps_as_long_as_the_rate(run: Run) -> Iterator[Claim]:
    """Adam divides the slope by its own size; only what was so in this run is said."""
    trace, rate = run.trace, run.experiment.settings.learning_rate
    thetas = np.column_stack([trace.weights, trace.bias])
    has_risen = np.diff(trace.objective) > ROUNDING * np.abs(trace.objective[:-1])
    longest = float(np.abs(np.diff(thetas, axis=0))[has_risen].max())
    if rate / 2 <= longest <= 2 * rate:
        yield claim("step as long as rate", rate=rate, longest=longest)
    else:
        yield from _carried_speed(run)


_CAUSES: Mapping[WhyItRises, Callable[[Run], Iterator[Claim]]] = MappingProxyType(
    {
        WhyItRises.RATE: _beyond_stable,
        WhyItRises.SPEED: _carried_speed,
        WhyItRises.STEP_LENGTH: _steps_as_long_as_the_rate,
    }
)
