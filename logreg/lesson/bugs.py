"""Section 8: the eight bugs: how each is set up on the learner's points, and what is said of it."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

import numpy as np

from ..core.checks import FloatArray
from ..core.features import Standardizer
from ..core.loss import sigmoid, softplus
from ..plain.descent import gradient, log_losses, mini_batches, step
from ..wording.numbers import decimal, number, percent
from .activations import naive_sigmoid
from .bug_code import (
    L2,
    batches_in_order,
    gradient_by_sum,
    gradient_on_signs,
    gradient_without_bias,
    log_losses_from_p,
    step_bias_first,
    step_uphill,
    step_with_l2_on_all,
)
from .demonstration import (
    N_STEPS,
    SEED,
    Bug,
    Data,
    Demonstration,
    Model,
    Path,
    Rows,
    step_along,
)

N_BATCHES = 10
# Points of class 0 for each one of class 1, where class 1 is made rare.
RARITY = 9
FAR = 1000.0
# Curves that differ by less than this share are one on a screen.
NOTICEABLE = 0.01
# So many times the span of shuffled points is a zigzag, and not their noise.
ZIGZAG = 1.5


def loss_on_signs(model: Model, data: Data) -> float:
    """softplus(z) − y·z with y = ±1, which is what a step on signs descends."""
    z = data.X @ model.w + model.b
    return float(np.mean(softplus(z) - (2 * data.y - 1) * z))


def standardised(data: Data) -> Data:
    """Columns of mean 0 and standard deviation 1."""
    return Data(Standardizer.fit(data.X).transform(data.X), data.y)


def rare(data: Data) -> Data:
    """At most one point in ten of class 1, then standardised."""
    zeros, ones = np.flatnonzero(data.y == 0), np.flatnonzero(data.y == 1)
    n_kept = max(1, round(len(zeros) / RARITY))
    rows = np.sort(np.append(zeros, ones[:n_kept]))
    return standardised(Data(data.X[rows], data.y[rows]))


def rare_and_moved(data: Data) -> Data:
    """Rare, and every column with mean 1."""
    X, y = rare(data)
    return Data(X + 1, y)


def by_class(data: Data) -> Data:
    """All points of class 0 before those of class 1, standardised."""
    rows = np.argsort(data.y, kind="stable")
    return standardised(Data(data.X[rows], data.y[rows]))


def with_far_points(data: Data) -> Data:
    """Standardised, and one point of each class far out on its own side."""
    X, y = standardised(data)
    zeros, ones = np.flatnonzero(y == 0), np.flatnonzero(y == 1)
    direction = X[ones].mean(axis=0) - X[zeros].mean(axis=0)
    # Where the classes have the same mean there are no sides.
    direction /= np.linalg.norm(direction) or 1.0
    X[zeros[0]], X[ones[0]] = -FAR * direction, FAR * direction
    return Data(X, y)


def batch_size(n: int) -> int:
    """Of N_BATCHES batches, or of fewer where n is small."""
    return -(-n // N_BATCHES)


def _shuffled(n: int) -> Sequence[Rows]:
    batches: list[Rows] = mini_batches(n, N_STEPS, batch_size(n), SEED)
    return batches


def _in_order(n: int) -> Sequence[Rows]:
    batches: list[Rows] = batches_in_order(n, N_STEPS, batch_size(n))
    return batches


def _look_of_sum(shown: Demonstration) -> str:
    return f"The bug’s steps are {len(shown.data.y)} times as long: once for each point."


def _of_sum(shown: Demonstration) -> str:
    n = len(shown.data.y)
    return (
        f"With {n} points, its learning rate of {number(shown.learning_rate)} acts like"
        f" {number(n * shown.learning_rate)}."
    )


def _look_of_sign(shown: Demonstration) -> str:
    if (np.diff(shown.wrong.loss) > 0).all():
        return "The bug’s loss rises at every iteration."
    return "The bug’s loss does not fall."


def _of_sign(shown: Demonstration) -> str:
    rise = float(shown.wrong.loss[-1] - shown.wrong.loss[0])
    return f"Its loss starts at ln 2 = 0.693, and after {N_STEPS} iterations it is {_above(rise)}."


def _above(rise: float) -> str:
    return f"{decimal(rise)} above that" if rise > 0 else "still there"


def _look_of_ends(shown: Demonstration) -> str:
    """Whether the bug ends above the right code, as it does once both have settled."""
    ends = float(shown.wrong.loss[-1]), float(shown.right.loss[-1])
    wrong, right = map(decimal, ends)
    if ends[0] > (1 + NOTICEABLE) * ends[1]:
        return f"The bug’s loss ends at {wrong}, that of the right code at {right}."
    return (
        f"Here the loss does not give the bug away: it ends at {wrong}, the right one at {right}."
    )


def _of_no_bias(shown: Demonstration) -> str:
    return (
        "At the mean of all points its p stays 0.5, whatever the weights;"
        f" {percent(shown.base_rate)} of the points are of class 1."
    )


def _look_of_bias_first(shown: Demonstration) -> str:
    right, wrong = shown.right.loss, shown.wrong.loss
    apart = float(np.abs(wrong - right).max())
    if apart < NOTICEABLE * right.max():
        return "The curves lie on each other: the loss does not give this bug away."
    return f"At this learning rate the curves are up to {decimal(apart)} apart."


def _of_bias_first(shown: Demonstration) -> str:
    right, wrong = shown.right.loss[-1], shown.wrong.loss[-1]
    return (
        f"After {N_STEPS} iterations its loss is {decimal(float(wrong))}, that of the right code"
        f" {decimal(float(right))}."
    )


def _of_penalised_bias(shown: Demonstration) -> str:
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


def _look_of_order(shown: Demonstration) -> str:
    right, wrong = map(np.ptp, _last_epochs(shown))
    if wrong > ZIGZAG * right:
        return "The bug’s curve is a zigzag that repeats with every epoch."
    return "At this learning rate there is no zigzag that would give the bug away."


def _of_order(shown: Demonstration) -> str:
    right, wrong = map(_span, _last_epochs(shown))
    return f"In the last epoch its loss was {wrong}; with shuffled points, {right}."


def _look_of_probabilities(shown: Demonstration) -> str:
    if shown.report.breaks_at is None:
        return "At this learning rate the bug’s own loss stays a number, and the curves are one."
    return "The bug’s curve ends where its own loss is no longer a number."


def _of_probabilities(shown: Demonstration) -> str:
    report = shown.report
    if report.breaks_at is None:
        return "At this learning rate its loss was a number at every iteration. Try a higher one."
    warned = ", ".join(f"“{kind}”" for kind in report.warnings)
    return (
        f"From iteration {report.breaks_at} on its loss was no number. NumPy warned of {warned}."
        " The weights are still right."
    )


def _look_of_signs(shown: Demonstration) -> str:
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


def _of_signs(shown: Demonstration) -> str:
    own = loss_on_signs(shown.wrong.end, shown.data)
    verdict = "; no log loss can be negative" if own < 0 else ""
    return f"Its own code reports a loss of {decimal(own)} at the end{verdict}."


def mean_probability(path: Path, data: Data) -> float:
    """The mean P(class 1) over the points, by the model at the end."""
    return float(sigmoid(data.X @ path.end.w + path.end.b).mean())


def _span(losses: FloatArray) -> str:
    low, high = decimal(float(losses.min())), decimal(float(losses.max()))
    return low if low == high else f"from {low} to {high}"


def _words_of_standardised(data: Data) -> str:
    return "Your training points, columns standardised."


def _words_of_rare(data: Data) -> str:
    n_ones, n = int(data.y.sum()), len(data.y)
    return f"Your training points, but only {n_ones} of class 1 among {n}, columns standardised."


def _words_of_rare_and_moved(data: Data) -> str:
    return f"{_words_of_rare(data).removesuffix('.')} and moved to a mean of 1."


def _words_of_rare_and_l2(data: Data) -> str:
    return f"{_words_of_rare(data).removesuffix('.')}, L2 strength {number(L2)}."


def _words_of_order(data: Data) -> str:
    n = len(data.y)
    n_batches = -(-n // batch_size(n))
    return (
        f"Your training points sorted by class, columns standardised, {n_batches} batches in an"
        " epoch."
    )


def _words_of_far_points(data: Data) -> str:
    return (
        "Your training points, columns standardised; one point of each class is moved"
        f" {number(FAR)} standard deviations out, on its own side."
    )


BUGS: Mapping[str, Bug] = MappingProxyType(
    {
        "sum": Bug(
            title="The sum instead of the mean",
            shown_right=(gradient,),
            shown_wrong=(gradient_by_sum,),
            wrong=partial(step_along, gradient_by_sum),
            set_up=standardised,
            set_up_words=_words_of_standardised,
            look=_look_of_sum,
            recognise=(
                "A learning rate that was fine on a few points can make the loss jump on many."
                " Copy every point once: the right code takes the same steps as before."
            ),
            evidence=_of_sum,
        ),
        "sign": Bug(
            title="The sign flipped",
            shown_right=(step,),
            shown_wrong=(step_uphill,),
            wrong=step_uphill,
            set_up=standardised,
            set_up_words=_words_of_standardised,
            look=_look_of_sign,
            recognise=(
                "The loss rises at every iteration, and a lower learning rate only makes it rise"
                " more slowly."
            ),
            evidence=_of_sign,
        ),
        "no bias": Bug(
            title="No bias",
            shown_right=(gradient,),
            shown_wrong=(gradient_without_bias,),
            wrong=partial(step_along, gradient_without_bias),
            set_up=rare,
            set_up_words=_words_of_rare,
            look=_look_of_ends,
            recognise=(
                "The boundary passes through the origin, whatever the points. Unless the best one"
                " does so too, the loss stays above the optimum, and more iterations do not help."
            ),
            evidence=_of_no_bias,
        ),
        "bias first": Bug(
            title="The bias updated first",
            shown_right=(step,),
            shown_wrong=(step_bias_first,),
            wrong=step_bias_first,
            set_up=rare_and_moved,
            set_up_words=_words_of_rare_and_moved,
            learning_rate=0.1,
            look=_look_of_bias_first,
            recognise=(
                "It is block-coordinate descent: where it settles is the same minimum. So it is not"
                " wrong where it ends, but wrong as gradient descent, and the gradient check finds"
                " it: the step is not along the gradient."
            ),
            evidence=_of_bias_first,
        ),
        "penalised bias": Bug(
            title="The bias penalised",
            shown_right=(step,),
            shown_wrong=(step_with_l2_on_all,),
            right=partial(step, l2=L2),
            wrong=step_with_l2_on_all,
            l2=L2,
            set_up=rare,
            set_up_words=_words_of_rare_and_l2,
            look=_look_of_ends,
            recognise=(
                "At the optimum the mean p on the training points is the share of class 1."
                " A penalty on the bias breaks this. The solver liblinear of"
                " [scikit-learn](https://scikit-learn.org/stable/modules/linear_model.html"
                "#logistic-regression) has one by design."
            ),
            learning_rate=1.0,
            evidence=_of_penalised_bias,
        ),
        "order": Bug(
            title="Sorted data, never shuffled",
            shown_right=(mini_batches,),
            shown_wrong=(batches_in_order,),
            right_batches=_shuffled,
            wrong_batches=_in_order,
            set_up=by_class,
            set_up_words=_words_of_order,
            learning_rate=3.0,
            look=_look_of_order,
            recognise=(
                "Batches of one class push the bias one way, then the others push it back. If the"
                " learning rate is high enough to show it, the loss goes up and down with the"
                " period of an epoch."
            ),
            evidence=_of_order,
        ),
        "unstable": Bug(
            title="The loss from probabilities",
            shown_right=(log_losses,),
            shown_wrong=(log_losses_from_p, naive_sigmoid),
            uses_probabilities=True,
            set_up=with_far_points,
            set_up_words=_words_of_far_points,
            look=_look_of_probabilities,
            recognise=(
                "NumPy warns of an overflow or of a division by zero, and the loss is infinite or"
                " NaN although the weights are finite. One point that the model is sure of is"
                " enough, even if it is right."
            ),
            evidence=_of_probabilities,
        ),
        "labels": Bug(
            title="Labels −1 and +1",
            shown_right=(gradient,),
            shown_wrong=(gradient_on_signs,),
            wrong=partial(step_along, gradient_on_signs),
            set_up=standardised,
            set_up_words=_words_of_standardised,
            look=_look_of_signs,
            recognise=(
                "For class 0 its error is p + 1, at least 1: these points push for ever, however"
                " small their p is. The code may report a loss below 0, which no log loss can be."
            ),
            evidence=_of_signs,
        ),
    }
)
