"""Section 9: what the curves and the numbers of a bug show on these points, in sentences."""

import numpy as np

from ..core.checks import FloatArray
from ..core.loss import sigmoid, softplus
from ..wording.numbers import decimal, number, percent
from .bug_points import batch_size
from .demonstration import (
    N_STEPS,
    Data,
    Demonstration,
    Model,
    Path,
)

# Curves that differ by less than this share are one on a screen.
NOTICEABLE = 0.01
# So many times the span of shuffled points is a zigzag, and not their noise.
ZIGZAG = 1.5


def loss_on_signs(model: Model, data: Data) -> float:
    """softplus(z) − y·z with y = ±1, which is what a step on signs descends."""
    z = data.X @ model.w + model.b
    return float(np.mean(softplus(z) - (2 * data.y - 1) * z))


def look_of_sum(shown: Demonstration) -> str:
    """What the curves show of a sum in place of a mean."""
    return f"The bug’s steps are {len(shown.data.y)} times as long: once for each point."


def of_sum(shown: Demonstration) -> str:
    """What the numbers show of a sum in place of a mean."""
    n = len(shown.data.y)
    return (
        f"With {n} points, its learning rate of {number(shown.learning_rate)} acts like"
        f" {number(n * shown.learning_rate)}."
    )


def look_of_sign(shown: Demonstration) -> str:
    """What the curves show of a step uphill."""
    if (np.diff(shown.wrong.loss) > 0).all():
        return "The bug’s loss rises at every iteration."
    return "The bug’s loss does not fall."


def of_sign(shown: Demonstration) -> str:
    """What the numbers show of a step uphill."""
    rise = float(shown.wrong.loss[-1] - shown.wrong.loss[0])
    return f"Its loss starts at ln 2 = 0.693, and after {N_STEPS} iterations it is {_above(rise)}."


def _above(rise: float) -> str:
    return f"{decimal(rise)} above that" if rise > 0 else "still there"


def look_of_ends(shown: Demonstration) -> str:
    """Whether the bug ends above the right code, as it does once both have settled."""
    ends = float(shown.wrong.loss[-1]), float(shown.right.loss[-1])
    wrong, right = map(decimal, ends)
    if ends[0] > (1 + NOTICEABLE) * ends[1]:
        return f"The bug’s loss ends at {wrong}, that of the right code at {right}."
    return (
        f"Here the loss does not give the bug away: it ends at {wrong}, the right one at {right}."
    )


def of_no_bias(shown: Demonstration) -> str:
    """What a model without a bias cannot do on these points."""
    return (
        "At the mean of all points its p stays 0.5, whatever the weights;"
        f" {percent(shown.base_rate)} of the points are of class 1."
    )


def look_of_bias_first(shown: Demonstration) -> str:
    """What the curves show of a bias that is updated first."""
    right, wrong = shown.right.loss, shown.wrong.loss
    apart = float(np.abs(wrong - right).max())
    if apart < NOTICEABLE * right.max():
        return "The curves lie on each other: the loss does not give this bug away."
    return f"At this learning rate the curves are up to {decimal(apart)} apart."


def of_bias_first(shown: Demonstration) -> str:
    """Where a bias that is updated first leads, in numbers."""
    right, wrong = shown.right.loss[-1], shown.wrong.loss[-1]
    return (
        f"After {N_STEPS} iterations its loss is {decimal(float(wrong))}, that of the right code"
        f" {decimal(float(right))}."
    )


def of_penalised_bias(shown: Demonstration) -> str:
    """What a penalty on the bias does to the mean p."""
    right, wrong = (mean_probability(path, shown.data) for path in (shown.right, shown.wrong))
    return (
        f"Of the points, {percent(shown.base_rate, 1)} are of class 1. After {N_STEPS} iterations"
        f" the mean p of the right code is {percent(right, 1)}, that of the bug"
        f" {percent(wrong, 1)}."
    )


def _last_epochs(shown: Demonstration) -> tuple[FloatArray, FloatArray]:
    """The losses in the last epoch, of the right code and of the bug."""
    n = len(shown.data.y)
    length = -(-n // batch_size(n))
    return shown.right.loss[-length:], shown.wrong.loss[-length:]


def look_of_order(shown: Demonstration) -> str:
    """What the curves show of batches of one class."""
    right, wrong = map(np.ptp, _last_epochs(shown))
    if wrong > ZIGZAG * right:
        return "The bug’s curve is a zigzag that repeats with every epoch."
    return "At this learning rate there is no zigzag that would give the bug away."


def of_order(shown: Demonstration) -> str:
    """How far the last epochs go up and down, in numbers."""
    right, wrong = map(_span, _last_epochs(shown))
    return f"In the last epoch its loss was {wrong}; with shuffled points, {right}."


def look_of_probabilities(shown: Demonstration) -> str:
    """Where the curve of a loss from probabilities breaks off."""
    if shown.report.breaks_at is None:
        return "At this learning rate the bug’s own loss stays a number, and the curves are one."
    return "The bug’s curve ends where its own loss is no longer a number."


def of_probabilities(shown: Demonstration) -> str:
    """What the loss from probabilities reports, and what NumPy says of it."""
    report = shown.report
    if report.breaks_at is None:
        return "At this learning rate its loss was a number at every iteration. Try a higher one."
    warned = ", ".join(f"“{kind}”" for kind in report.warnings)
    return (
        f"From iteration {report.breaks_at} on its loss was no number. NumPy warned of {warned}."
        " The weights are still right."
    )


def look_of_signs(shown: Demonstration) -> str:
    """What the curves show of labels −1 and +1."""
    loss = shown.wrong.loss
    lowest = int(loss.argmin())
    if lowest == 0:
        return "The bug’s true loss is never below where it started, ln 2 = 0.693."
    if lowest == len(loss) - 1:
        return f"After {N_STEPS} iterations the bug’s true loss is still falling."
    return (
        f"From iteration {lowest} on the bug’s true loss is above its lowest, {_at(loss, lowest)}."
    )


def _at(loss: FloatArray, iteration: int) -> str:
    return decimal(float(loss[iteration]))


def of_signs(shown: Demonstration) -> str:
    """What the numbers show of labels −1 and +1."""
    own = loss_on_signs(shown.wrong.end, shown.data)
    verdict = "; no log loss can be negative" if own < 0 else ""
    return f"Its own code reports a loss of {decimal(own)} at the end{verdict}."


def mean_probability(path: Path, data: Data) -> float:
    """The mean P(class 1) over the points, by the model at the end."""
    return float(sigmoid(data.X @ path.end.w + path.end.b).mean())


def _span(losses: FloatArray) -> str:
    low, high = decimal(float(losses.min())), decimal(float(losses.max()))
    return low if low == high else f"from {low} to {high}"
