"""Rules about what is minimised: no minimum, a penalty too weak or too strong, a term left out."""

from collections.abc import Iterator

import numpy as np

from ...core.features import FEATURES, FeatureMap
from ...core.score_test import score_statistics
from ...wording.claims import Claim, claim
from ..optimum import Existence, Optimum, minimum_of
from ..penalty_path import Penalty, penalty_path
from ..run import Run
from ..summary import has_risen, is_at_minimum
from .offer import Offer, has_diverged, judge_loss, judge_test_loss, n_late

# The strengths that a person is offered; 0 is none.
STRENGTHS = (*(float(f"{m}e{e}") for e in range(-4, 1) for m in (1, 2, 5)), 10.0)
# A weight of so much per deviation of its feature multiplies the odds by 22,000.
HUGE = 10.0
# Enough to hold the weights; a short or slow run comes to rest only at a stronger one.
GENTLE = (0.01, 0.02, 0.05, 0.1)
# Growth of ‖w‖ in the last fifth of the iterations that is none any more.
AT_REST = 0.001
WEAKER = 10
# Nearer than this share to the loss of one who knows the sizes of the classes and nothing else.
KNOWS_NOTHING = 0.1
# χ² with one degree of freedom is above this once in 640 times by chance, 3.2 standard errors.
LEAST_SCORE = 10.0


def by_heart(run: Run, optimum: Optimum) -> Iterator[Offer]:
    """It is right about the training points and ever surer of them, at the cost of the test's.

    The minima along the path of penalties tell which strength to try: that takes one trial.
    """
    losses = run.trace.validation_loss
    if losses is None or has_diverged(run) or not has_risen(losses):
        return
    lowest_at = int(np.argmin(losses))
    is_falling = run.trace.loss[-1] < run.trace.loss[lowest_at]
    is_all_right = run.train.scores.confusion.accuracy == 1
    if not is_falling or not (is_all_right or _length(run) > HUGE):
        return
    path = penalty_path(run, Penalty.L2)
    assert path.test_loss is not None  # as the run has test points
    best = float(path.strengths[path.test_loss.argmin()])
    l2 = min(STRENGTHS, key=lambda strength: abs(np.log(strength / best)))
    if l2 > run.experiment.settings.l2:
        why, changed = claim("by heart", lowest_at=lowest_at), run.experiment.changed(l2=l2)
        yield Offer(why, claim("set L2", l2=l2), changed, judge_test_loss)


def never_rests(run: Run, optimum: Optimum) -> Iterator[Offer]:
    """Classes that can be parted, and no penalty: the loss has no minimum."""
    if optimum.existence is not Existence.NONE or _growth(run) <= AT_REST:
        return
    for l2 in GENTLE:
        changed = run.experiment.changed(l2=l2)
        yield Offer(claim("never stop"), claim("set L2", l2=l2), changed, _judge_rest)


def penalty_too_strong(run: Run, optimum: Optimum) -> Iterator[Offer]:
    """A model that knows hardly more than how many of each class there are."""
    settings = run.experiment.settings
    if has_diverged(run) or run.trace.loss[-1] < (1 - KNOWS_NOTHING) * _knowing_sizes(run):
        return
    for name, label in (("l1", "set L1"), ("l2", "set L2")):
        strength = getattr(settings, name)
        if strength > 0:
            weaker = float(f"{strength / WEAKER:.3g}")
            yield Offer(
                claim("penalty too strong"),
                claim(label, **{name: weaker}),
                run.experiment.changed(**{name: weaker}),
                judge_loss,
            )


def term_left_out(run: Run, optimum: Optimum) -> Iterator[Offer]:
    """It has arrived, and a term that it was not given has more to tell."""
    experiment = run.experiment
    theta = minimum_of(run, optimum)
    is_weighted = experiment.settings.is_penalized or run.sample_weights is not None
    if theta is None or is_weighted or not is_at_minimum(run, optimum):
        return
    names = tuple(name for name in FEATURES if name not in experiment.features)
    if not names:
        return
    tried = FeatureMap(names, experiment.drawn).matrix(run.train.X)
    scores = score_statistics(run.columns(run.train.X), run.train.y, theta, tried)
    best = int(scores.argmax())
    if scores[best] <= LEAST_SCORE:
        return
    # In the order of the registry, as the pills have it.
    features = tuple(name for name in FEATURES if name in (*experiment.features, names[best]))
    term = _term_name(run, names[best])
    yield Offer(
        claim("left out", what=_boundary_name(run), term=term),
        claim("add term", term=term),
        experiment.changed(features=features),
        judge_loss,
    )


def _judge_rest(before: Run, after: Run) -> Claim | None:
    """The weights have stopped to grow, and no more training points are wrong."""
    accuracies = (run.train.scores.confusion.accuracy for run in (after, before))
    if abs(_growth(after)) > AT_REST or next(accuracies) < next(accuracies):
        return None
    lengths = (float(np.linalg.norm(run.trace.weights[-1])) for run in (before, after))
    return claim("length before and after", **dict(zip(("before", "after"), lengths, strict=True)))


def _growth(run: Run) -> float:
    """By what share ‖w‖ grew in the last fifth of the iterations."""
    if not run.trace.n_iters:
        return 0.0
    then, now = np.linalg.norm(run.trace.weights[[-1 - n_late(run), -1]], axis=1)
    return float((now - then) / now) if now > 0 else 0.0


def _length(run: Run) -> float:
    """‖w‖ with each weight per standard deviation of its column."""
    return float(np.linalg.norm(run.trace.weights[-1] * run.columns(run.train.X).std(axis=0)))


def _knowing_sizes(run: Run) -> float:
    """The lowest loss of a constant p: the entropy of the class sizes, weighted where they are."""
    share = float(np.average(run.train.y, weights=run.sample_weights))
    return float(-(share * np.log(share) + (1 - share) * np.log(1 - share)))


def _term_name(run: Run, name: str) -> str:
    """A drawn feature has its own name, not x₁."""
    own = dict(zip(("x1", "x2"), run.drawn_names, strict=True))
    return own.get(name, FEATURES[name].label)


def _boundary_name(run: Run) -> str:
    is_linear = all(FEATURES[name].is_linear for name in run.experiment.features)
    return "line" if is_linear and run.experiment.n_columns <= 2 else "boundary of these features"
