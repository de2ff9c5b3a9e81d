"""What the questions are about: each trains the runs that it speaks of, and returns numbers.

Below each stands which option is right by these numbers, by its name in `words`.
"""

from itertools import pairwise

import numpy as np

from ..core.loss import sigmoid
from ..experiment.experiment import Experiment
from ..experiment.known_runs import MANY
from ..experiment.optimum import find_optimum, minimum_of
from ..experiment.run import run
from ..experiment.step_sizes import stable_rate, standardized_stable_rate, step_sizes
from ..scoring.metrics import confusion
from .checks import accuracy_of, length_of, mean_of_the_last
from .mission import Facts

# Accuracies and losses that differ by less are the same to a learner.
SAME = 0.002
# What the questions suppose.
BOUNCING_RATE = 20.0
LONG, SHORT = 5000, 500
LOW_THRESHOLD = 0.15
STRONG_L2 = 0.2
LUCKY_SEED = 2
WEAK_L1, STRONG_L1 = 0.02, 0.2


def of_weights(start: Experiment) -> Facts:
    """Which of the three numbers lies furthest from 0 at the minimum."""
    trained = run(start)
    optimum = find_optimum(trained)
    theta = minimum_of(trained, optimum)
    assert theta is not None
    w1, w2, b = theta.tolist()
    return {"w1": w1, "w2": w2, "b": b, "lowest": optimum.lowest}


def furthest_from_zero(facts: Facts) -> str:
    """The one of the three."""
    return max(("w1", "w2", "b"), key=lambda name: abs(facts[name]))


def of_sleep(start: Experiment) -> Facts:
    """How many training points are right while p is still everywhere near 0.5."""
    trained = run(start)
    p = sigmoid(trained.train.logits)
    return {
        "accuracy": float(trained.train.scores.confusion.accuracy),
        "start": float(trained.trace.loss[-1]),
        "low_p": float(p.min()),
        "high_p": float(p.max()),
    }


def right_already(facts: Facts) -> str:
    """Half of them, the share of this run, or none."""
    return _nearest(facts["accuracy"], half=0.5, most=0.9, none=0.0)


def of_bounces(start: Experiment) -> Facts:
    """What a rate of 20 comes to: between which losses it jumps."""
    loss = run(start.changed(learning_rate=BOUNCING_RATE)).trace.loss
    low, high = float(loss[-20:].min()), float(loss[-20:].max())
    turns = [(b - a) * (c - b) < 0 for (a, b), (_, c) in pairwise(pairwise(loss[-20:]))]
    trained = run(start)
    optimum = find_optimum(trained)
    sizes = step_sizes(trained, optimum)
    return {
        "question_rate": BOUNCING_RATE,
        "low": low,
        "high": high,
        "is_alternating": all(turns),
        "highest": float(loss.max()),
        "stable": sizes.never_rises,
        "limit": sizes.can_rest,
        "lowest": optimum.lowest,
    }


def bounces(facts: Facts) -> str:
    """Grows without end, jumps between two values, or learns faster: settles."""
    if facts["highest"] > 100:
        return "grows"
    is_jumping = facts["is_alternating"] and facts["high"] - facts["low"] > SAME
    return "jumps" if is_jumping else "faster"


def of_scales(start: Experiment) -> Facts:
    """The loss after one switch each: ten times the iterations, a tenth of the rate, scaling."""
    rate, n_iters = start.settings.learning_rate, start.settings.n_iters
    trained = run(start)
    columns = trained.columns(trained.train.X).std(axis=0)
    return {
        "more": _loss(start.changed(n_iters=10 * n_iters)),
        "lower": _loss(start.changed(learning_rate=rate / 10)),
        "scaled": _loss(start.changed(standardize=True)),
        "ratio": float(columns.max() / columns.min()),
        "raw_rate": stable_rate(trained),
        "scaled_rate": standardized_stable_rate(trained),
    }


def helps_most(facts: Facts) -> str:
    """The switch with the lowest loss."""
    return min(("more", "lower", "scaled"), key=lambda name: facts[name])


def of_shape(start: Experiment) -> Facts:
    """What the circle's own terms come to, and the line."""
    squares = run(start.changed(features=("x1^2", "x2^2")))
    w1, w2 = squares.trace.weights[-1].tolist()
    return {
        "line": accuracy_of(run(start)),
        "squares": accuracy_of(squares),
        # w₁x₁² + w₂x₂² + b = 0 is an ellipse where both weights have the sign against b's.
        "is_closed": w1 * w2 > 0 and w1 * float(squares.trace.bias[-1]) < 0,
    }


def shape(facts: Facts) -> str:
    """A line, a closed curve, or a wave."""
    return "closed" if facts["is_closed"] and facts["squares"] > facts["line"] else "line"


def of_one_feature(start: Experiment) -> Facts:
    """What the product alone comes to, and both coordinates."""
    return {
        "line": accuracy_of(run(start)),
        "product": accuracy_of(run(start.changed(features=("x1*x2",)))),
    }


def enough(facts: Facts) -> str:
    """4, 2 or 1 features."""
    return "one" if facts["product"] >= 0.95 else "four"


def of_growth(start: Experiment) -> Facts:
    """How long the weights are after 500 and after 5000 iterations."""
    trained = run(start.changed(n_iters=LONG))
    short, long = length_of(trained, SHORT), length_of(trained, LONG)
    return {
        "short_run": SHORT,
        "long_run": LONG,
        "short": short,
        "long": long,
        "ratio": long / short,
    }


def grows_by(facts: Facts) -> str:
    """The same, one and a half times, ten times: the nearest in powers."""
    return _nearest(np.log(facts["ratio"]), same=0.0, half_more=np.log(1.5), ten_times=np.log(10.0))


def of_penalty(start: Experiment) -> Facts:
    """Training and test loss with a penalty, and without."""
    free, held = run(start), run(start.changed(l2=STRONG_L2))
    assert free.test is not None
    assert held.test is not None
    return {
        "train_free": float(free.trace.loss[-1]),
        "train_held": float(held.trace.loss[-1]),
        "test_free": float(free.test.scores.log_loss),
        "test_held": float(held.test.scores.log_loss),
        "l2": STRONG_L2,
        "n_train": len(free.train.y),
    }


def training_loss_moves(facts: Facts) -> str:
    """Falls, rises, stays."""
    return _moves(facts["train_free"], facts["train_held"])


def of_threshold(start: Experiment) -> Facts:
    """Accuracy and recall at one half, and at a lower threshold."""
    judged = run(start).judged
    p = sigmoid(judged.logits)
    half, low = confusion(p, judged.y), confusion(p, judged.y, LOW_THRESHOLD)
    return {
        "threshold": LOW_THRESHOLD,
        "accuracy_half": float(half.accuracy),
        "accuracy_low": float(low.accuracy),
        "recall_half": float(half.recall),
        "recall_low": float(low.recall),
        "constant": float((judged.y == 0).mean()),
        "n_positive": int(judged.y.sum()),
    }


def accuracy_moves(facts: Facts) -> str:
    """Rises, falls, stays."""
    return _moves(facts["accuracy_half"], facts["accuracy_low"])


def of_luck(start: Experiment) -> Facts:
    """What the model that wins is worth on 1000 new points, and how many of 100 seeds win."""
    tries = [accuracy_of(run(start.changed(seed=seed))) for seed in range(100)]
    many_accuracy, many = _on_new_points(start.changed(seed=LUCKY_SEED))
    return {
        "few": len(run(start).judged.y),
        "many": many,
        "many_accuracy": many_accuracy,
        "n_lucky": sum(accuracy == 1 for accuracy in tries),
    }


def of_own_luck(won: Experiment) -> Facts:
    """What the model of a seed that won is worth on as many."""
    accuracy, _ = _on_new_points(won)
    return {"own_seed": won.seed, "own_accuracy": accuracy}


def _on_new_points(experiment: Experiment) -> tuple[float, int]:
    """The share of new points that a model gets right, and how many they are."""
    # Of these no more than the test points are wanted.
    new = run(MANY.changed(seed=experiment.seed, n_iters=1)).judged
    is_right = (run(experiment).logits(new.X) >= 0) == (new.y == 1)
    return float(is_right.mean()), len(new.y)


def on_many(facts: Facts) -> str:
    """100, what it comes to, or 50 %."""
    return _nearest(facts["many_accuracy"], all=1.0, most=0.85, half=0.5)


def of_ravine(start: Experiment) -> Facts:
    """What two more features did to the accuracy, and how uneven the valley is."""
    line, curved = run(start.changed(features=("x1", "x2"))), run(start)
    optimum = find_optimum(curved)
    return {
        "before": accuracy_of(line),
        "after": accuracy_of(curved),
        "loss_after": float(curved.trace.loss[-1]),
        "lowest": optimum.lowest,
        "condition": step_sizes(curved, optimum).condition,
        "newton_steps": run(start.changed(optimizer="newton")).trace.n_iters,
    }


def after_more_features(facts: Facts) -> str:
    """Rises to 100 %, falls a little, falls to 50 %."""
    return _nearest(facts["after"], all=1.0, less=facts["before"] - 0.02, half=0.5)


def of_tutorial(start: Experiment) -> Facts:
    """What standardising alone does, and how far beyond the stable rate the tutorial's is."""
    raw, scaled = run(start), run(start.changed(standardize=True))
    return {
        "raw": accuracy_of(raw),
        "scaled": accuracy_of(scaled),
        "raw_rises": raw.trace.n_rises,
        "raw_iters": raw.trace.n_iters,
        "times": start.settings.learning_rate / stable_rate(raw),
        "scaled_loss": float(scaled.trace.loss[-1]),
        "scaled_rate": stable_rate(scaled),
    }


def standardising_moves(facts: Facts) -> str:
    """Rises, falls, stays."""
    return _moves(facts["raw"], facts["scaled"])


def of_hovering(start: Experiment) -> Facts:
    """How far above the minimum a path of single points hovers, and how far it swings."""
    trained = run(start)
    lowest = find_optimum(trained).lowest
    last = trained.trace.loss[-1000:]
    return {
        "lowest": lowest,
        "hovers": mean_of_the_last(trained) - lowest,
        "low": float(last.min()),
        "high": float(last.max()),
        "n": len(trained.train.y),
    }


def comes_to_rest(facts: Facts) -> str:
    """Yes or no; with luck is never right."""
    return "no" if facts["high"] - facts["low"] > SAME else "yes"


def of_sparsity(start: Experiment) -> Facts:
    """Accuracy and loss with an L1 penalty, and with one ten times as strong."""
    weak, strong = run(start.changed(l1=WEAK_L1)), run(start.changed(l1=STRONG_L1))
    half = run(start.changed(l1=WEAK_L1 / 2))
    return {
        "weak": WEAK_L1,
        "strong": STRONG_L1,
        "accuracy_weak": accuracy_of(weak),
        "accuracy_strong": accuracy_of(strong),
        "loss_weak": float(weak.trace.loss[-1]),
        "loss_strong": float(strong.trace.loss[-1]),
        "n_at_half": int(np.count_nonzero(half.trace.weights[-1])),
    }


def stays(facts: Facts) -> str:
    """Falls, stays, rises."""
    return _moves(facts["accuracy_weak"], facts["accuracy_strong"])


def _moves(before: float, after: float) -> str:
    """Whether it falls, rises or stays."""
    if abs(after - before) <= SAME:
        return "stays"
    return "falls" if after < before else "rises"


def _nearest(value: float, **options: float) -> str:
    """The name of the option that comes closest."""
    return min(options, key=lambda name: abs(options[name] - value))


def _loss(experiment: Experiment) -> float:
    return float(run(experiment).trace.loss[-1])
