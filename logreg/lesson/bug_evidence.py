"""Section 9: what the curves and the numbers of a bug show on these points, in sentences."""

import numpy as np

from ..core.checks import FloatArray
from ..core.loss import sigmoid, softplus
from ..wording.numbers import decimal, percent
from .bug_points import batch_size
from .demonstration import (
    N_STEPS,
    Data,
    Demonstration,
    Model,
    Path,
)
from .words.bugs import WORDS

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
    return WORDS.say("longer steps", n=len(shown.data.y))


def of_sum(shown: Demonstration) -> str:
    """What the numbers show of a sum in place of a mean."""
    n, rate = len(shown.data.y), shown.learning_rate
    return WORDS.say("acts like", n=n, rate=rate, product=n * rate)


def look_of_sign(shown: Demonstration) -> str:
    """What the curves show of a step uphill."""
    is_rising = (np.diff(shown.wrong.loss) > 0).all()
    return WORDS.said["always rises" if is_rising else "never falls"]


def of_sign(shown: Demonstration) -> str:
    """What the numbers show of a step uphill."""
    rise = float(shown.wrong.loss[-1] - shown.wrong.loss[0])
    return WORDS.say("has risen" if rise > 0 else "has not risen", n_steps=N_STEPS, rise=rise)


def look_of_ends(shown: Demonstration) -> str:
    """Whether the bug ends above the right code, as it does once both have settled."""
    wrong, right = float(shown.wrong.loss[-1]), float(shown.right.loss[-1])
    is_above = wrong > (1 + NOTICEABLE) * right
    return WORDS.say("ends above" if is_above else "ends beside", wrong=wrong, right=right)


def of_no_bias(shown: Demonstration) -> str:
    """What a model without a bias cannot do on these points."""
    return WORDS.say("half at the mean", share=shown.base_rate)


def look_of_bias_first(shown: Demonstration) -> str:
    """What the curves show of a bias that is updated first."""
    right, wrong = shown.right.loss, shown.wrong.loss
    apart = float(np.abs(wrong - right).max())
    if apart < NOTICEABLE * right.max():
        return WORDS.said["one curve"]
    return WORDS.say("curves apart", apart=apart)


def of_bias_first(shown: Demonstration) -> str:
    """Where a bias that is updated first leads, in numbers."""
    right, wrong = float(shown.right.loss[-1]), float(shown.wrong.loss[-1])
    return WORDS.say("both losses", n_steps=N_STEPS, wrong=wrong, right=right)


def of_penalised_bias(shown: Demonstration) -> str:
    """What a penalty on the bias does to the mean p."""
    right, wrong = (mean_probability(path, shown.data) for path in (shown.right, shown.wrong))
    return WORDS.say(
        "mean of p",
        share=percent(shown.base_rate, 1),
        n_steps=N_STEPS,
        right=percent(right, 1),
        wrong=percent(wrong, 1),
    )


def _last_epochs(shown: Demonstration) -> tuple[FloatArray, FloatArray]:
    """The losses in the last epoch, of the right code and of the bug."""
    n = len(shown.data.y)
    length = -(-n // batch_size(n))
    return shown.right.loss[-length:], shown.wrong.loss[-length:]


def look_of_order(shown: Demonstration) -> str:
    """What the curves show of batches of one class."""
    right, wrong = map(np.ptp, _last_epochs(shown))
    return WORDS.said["zigzag" if wrong > ZIGZAG * right else "no zigzag"]


def of_order(shown: Demonstration) -> str:
    """How far the last epochs go up and down, in numbers."""
    right, wrong = map(_span, _last_epochs(shown))
    return WORDS.say("last epoch", wrong=wrong, right=right)


def look_of_probabilities(shown: Demonstration) -> str:
    """Where the curve of a loss from probabilities breaks off."""
    is_whole = shown.report.breaks_at is None
    return WORDS.said["curve is whole" if is_whole else "curve breaks"]


def of_probabilities(shown: Demonstration) -> str:
    """What the loss from probabilities reports, and what NumPy says of it."""
    report = shown.report
    if report.breaks_at is None:
        return WORDS.said["always a number"]
    warnings = ", ".join(WORDS.say("warning", kind=kind) for kind in report.warnings)
    return WORDS.say("no number since", breaks_at=report.breaks_at, warnings=warnings)


def look_of_signs(shown: Demonstration) -> str:
    """What the curves show of labels −1 and +1."""
    loss = shown.wrong.loss
    lowest = int(loss.argmin())
    if lowest == 0:
        return WORDS.said["never below start"]
    if lowest == len(loss) - 1:
        return WORDS.say("still falls", n_steps=N_STEPS)
    return WORDS.say("above lowest", lowest_at=lowest, lowest=float(loss[lowest]))


def of_signs(shown: Demonstration) -> str:
    """What the numbers show of labels −1 and +1."""
    own = loss_on_signs(shown.wrong.end, shown.data)
    return WORDS.say("reports below 0" if own < 0 else "reports", own=own)


def mean_probability(path: Path, data: Data) -> float:
    """The mean P(class 1) over the points, by the model at the end."""
    return float(sigmoid(data.X @ path.end.w + path.end.b).mean())


def _span(losses: FloatArray) -> str:
    low, high = float(losses.min()), float(losses.max())
    is_one = decimal(low) == decimal(high)
    return decimal(low) if is_one else WORDS.say("span", low=low, high=high)
