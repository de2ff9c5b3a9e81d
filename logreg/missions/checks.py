"""When each mission is done, and how near it is otherwise. Nothing is trained here.

`known` holds the numbers of a mission's goal, as `goal_loss`, and what its facts found.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..core.endings import StopReason
from ..core.loss import sigmoid
from ..experiment.run import Run
from ..scoring.metrics import confusion
from .mission import Attempt, Nearness, near

Known = Mapping[str, Any]
N_LAST = 20
MEDALS = ("gold", "silver", "bronze")  # the best first


def by_hand(attempt: Attempt, known: Known) -> Nearness:
    """The loss of the weights in the learner's hands: those that the run starts from."""
    loss = float(attempt.run.trace.loss[0])
    medal = next((name for name in MEDALS if loss <= known[f"goal_{name}"]), None)
    if medal is None:
        return near("far", loss=loss, goal_loss=known["goal_bronze"])
    if medal == MEDALS[0]:
        return near("gold", is_passed=True, loss=loss)
    better = MEDALS[MEDALS.index(medal) - 1]
    goal = known[f"goal_{better}"]
    return near("medal", is_passed=True, loss=loss, medal=medal, better=better, goal_loss=goal)


def asleep(attempt: Attempt, known: Known) -> Nearness:
    """A low loss, reached without a rise."""
    trace = attempt.run.trace
    loss, n_rises = float(trace.loss[-1]), trace.n_rises
    if n_rises:
        return near("rises", loss=loss, n_rises=n_rises, n_iters=trace.n_iters)
    is_passed = loss <= known["goal_loss"]
    return near("reached" if is_passed else "short", is_passed=is_passed, loss=loss)


def at_the_edge(attempt: Attempt, known: Known) -> Nearness:
    """A rate as high as settles."""
    loss = attempt.run.trace.loss
    rate, end = attempt.run.experiment.settings.learning_rate, float(loss[-1])
    last = loss[-N_LAST:]
    if np.ptp(last) > known["goal_swing"] or end > known["goal_loss"]:
        if np.diff(last).max() <= known["goal_swing"]:
            return near("falling", loss=end)
        return near("bounces", low=float(last.min()), high=float(last.max()))
    if rate < known["goal_rate"]:
        return near("slow", rate=rate, loss=end)
    return near("reached", is_passed=True, rate=rate, loss=end)


def low_loss(attempt: Attempt, known: Known) -> Nearness:
    """A low training loss at the end, however it came to be."""
    loss = float(attempt.run.trace.loss[-1])
    is_passed = loss <= known["goal_loss"]
    return near("reached" if is_passed else "short", is_passed=is_passed, loss=loss)


def few_features(attempt: Attempt, known: Known) -> Nearness:
    """So many features at most, and nearly all test points right."""
    n, accuracy = len(attempt.run.experiment.features), accuracy_of(attempt.run)
    if n > known["goal_n"]:
        return near("too many", n=n, most=int(known["goal_n"]), accuracy=accuracy)
    is_passed = accuracy >= known["goal_accuracy"]
    return near("reached" if is_passed else "short", is_passed=is_passed, n=n, accuracy=accuracy)


def at_rest(attempt: Attempt, known: Known) -> Nearness:
    """Weights that have stopped growing, and still part the classes well."""
    run = attempt.run
    if run.trace.stop_reason is StopReason.DIVERGED:
        return near("diverged")
    growth, loss, length = growth_at_the_end(run), float(run.trace.loss[-1]), length_of(run, -1)
    accuracy = float(run.train.scores.confusion.accuracy)
    if _is_jumping(run):
        return near("jumping", loss=loss)
    if growth >= known["goal_growth"]:
        return near("growing", growth=growth, length=length)
    if accuracy < 1 or loss > known["goal_loss"]:
        return near("too strong", loss=loss, accuracy=accuracy)
    is_passed = length <= known["goal_length"]
    return near("reached" if is_passed else "long", is_passed=is_passed, length=length, loss=loss)


def _is_jumping(run: Run) -> bool:
    """Whether the last step still moves the weights by much of their length."""
    step = run.trace.weights[-1] - run.trace.weights[-2]
    return float(np.linalg.norm(step)) > 0.01 * length_of(run, -1)


def growth_at_the_end(run: Run) -> float:
    """By what share ‖w‖ has changed in the last fifth of the run; 0 where it has converged."""
    if run.trace.stop_reason is StopReason.CONVERGED:
        return 0.0
    n_iters = run.trace.n_iters
    return abs(length_of(run, n_iters) / length_of(run, n_iters - n_iters // 5) - 1)


def low_test_loss(attempt: Attempt, known: Known) -> Nearness:
    """A low loss on the test points."""
    run = attempt.run
    assert run.test is not None
    loss, train = float(run.test.scores.log_loss), float(run.trace.loss[-1])
    is_passed = loss <= known["goal_loss"]
    return near("reached" if is_passed else "short", is_passed=is_passed, loss=loss, train=train)


def rare_class(attempt: Attempt, known: Known) -> Nearness:
    """A threshold at which enough of the rare class are found, and few others accused."""
    judged = attempt.run.judged
    counts = confusion(sigmoid(judged.logits), judged.y, attempt.threshold)
    recall, n_false = float(counts.recall), int(counts.false_positives)
    accuracy = float(counts.accuracy)
    is_found, is_few = recall >= known["goal_recall"], n_false <= known["goal_n_false"]
    kind = "reached" if is_found and is_few else "missed" if not is_found else "accused"
    return near(
        kind, is_passed=kind == "reached", recall=recall, n_false=n_false, accuracy=accuracy
    )


def lucky(attempt: Attempt, known: Known) -> Nearness:
    """All of a handful of test points right: a matter of the seed alone."""
    accuracy = accuracy_of(attempt.run)
    n_tried = len({*attempt.earlier, attempt.run.experiment})
    is_passed = accuracy >= known["goal_accuracy"]
    kind = "reached" if is_passed else "short"
    return near(kind, is_passed=is_passed, accuracy=accuracy, n_tried=n_tried)


def out_of_the_ravine(attempt: Attempt, known: Known) -> Nearness:
    """A low loss, without having been above where it began."""
    loss, highest = float(attempt.run.trace.loss[-1]), float(attempt.run.trace.loss.max())
    if highest > known["goal_highest"]:
        return near("jumped", highest=highest, loss=loss)
    is_passed = loss <= known["goal_loss"]
    n_iters = attempt.run.trace.n_iters
    kind = "reached" if is_passed else "short"
    return near(kind, is_passed=is_passed, loss=loss, n_iters=n_iters)


def tutorials_mistake(attempt: Attempt, known: Known) -> Nearness:
    """A good accuracy, by a curve that never rose."""
    accuracy, n_rises = accuracy_of(attempt.run), attempt.run.trace.n_rises
    if n_rises:
        return near("rises", accuracy=accuracy, n_rises=n_rises, n_iters=attempt.run.trace.n_iters)
    is_passed = accuracy >= known["goal_accuracy"]
    return near("reached" if is_passed else "short", is_passed=is_passed, accuracy=accuracy)


def hovers_low(attempt: Attempt, known: Known) -> Nearness:
    """A loss that hovers close to its minimum, though each step sees few samples."""
    excess = mean_of_the_last(attempt.run) - known["lowest"]
    is_passed = abs(excess) <= known["goal_excess"]
    before, last = attempt.run.trace.loss[-1000:].reshape(2, -1).mean(axis=1)
    if not is_passed and before - last > 0.1 * excess:
        return near("falling", excess=excess)
    return near("reached" if is_passed else "short", is_passed=is_passed, excess=excess)


def few_weights(attempt: Attempt, known: Known) -> Nearness:
    """At most two weights that are not 0, and a model that is still good."""
    run = attempt.run
    n, loss = int(np.count_nonzero(run.trace.weights[-1])), float(run.trace.loss[-1])
    accuracy = accuracy_of(run)
    if n > known["goal_n"]:
        return near("too many", n=n, accuracy=accuracy)
    is_passed = accuracy >= known["goal_accuracy"] and loss <= known["goal_loss"]
    kind = "reached" if is_passed else "too strong"
    return near(kind, is_passed=is_passed, n=n, loss=loss, accuracy=accuracy)


def accuracy_of(run: Run) -> float:
    """The share of the test points that are right."""
    return float(run.judged.scores.confusion.accuracy)


def length_of(run: Run, iteration: int) -> float:
    """‖w‖ after so many updates."""
    return float(np.linalg.norm(run.trace.weights[iteration]))


def mean_of_the_last(run: Run, n: int = 1000) -> float:
    """The mean of so many last losses: where a path that never rests hovers."""
    return float(run.trace.loss[-n:].mean())
