"""Section 9: the eight bugs, one entry each."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from ..plain.descent import gradient, log_losses, mini_batches, step
from ..plain.pieces import naive_sigmoid
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
from .bug_evidence import (
    look_of_bias_first,
    look_of_ends,
    look_of_order,
    look_of_probabilities,
    look_of_sign,
    look_of_signs,
    look_of_sum,
    of_bias_first,
    of_no_bias,
    of_order,
    of_penalised_bias,
    of_probabilities,
    of_sign,
    of_signs,
    of_sum,
)
from .bug_points import (
    by_class,
    in_order,
    rare,
    rare_and_moved,
    shuffled,
    standardised,
    with_far_points,
    words_of_far_points,
    words_of_order,
    words_of_rare,
    words_of_rare_and_l2,
    words_of_rare_and_moved,
    words_of_standardised,
)
from .demonstration import (
    Bug,
    step_along,
)

BUGS: Mapping[str, Bug] = MappingProxyType(
    {
        "sum": Bug(
            title="The sum instead of the mean",
            line="return X.T @ error, error.sum()",
            rivals=("no bias", "order"),
            shown_right=(gradient,),
            shown_wrong=(gradient_by_sum,),
            wrong=partial(step_along, gradient_by_sum),
            set_up=standardised,
            set_up_words=words_of_standardised,
            look=look_of_sum,
            recognise=(
                "A learning rate that was fine on a few points can make the loss jump on many."
                " Copy every point once: the right code takes the same steps as before."
            ),
            evidence=of_sum,
        ),
        "sign": Bug(
            title="The sign flipped",
            line="return weights + learning_rate * slope_w",
            rivals=("sum", "labels"),
            shown_right=(step,),
            shown_wrong=(step_uphill,),
            wrong=step_uphill,
            set_up=standardised,
            set_up_words=words_of_standardised,
            look=look_of_sign,
            recognise=(
                "The loss rises at every iteration, and a lower learning rate only makes it rise"
                " more slowly."
            ),
            evidence=of_sign,
        ),
        "no bias": Bug(
            title="No bias",
            line="p = sigmoid(X @ weights)",
            rivals=("sum", "order"),
            shown_right=(gradient,),
            shown_wrong=(gradient_without_bias,),
            wrong=partial(step_along, gradient_without_bias),
            set_up=rare,
            set_up_words=words_of_rare,
            look=look_of_ends,
            recognise=(
                "The boundary passes through the origin, whatever the points. Unless the best one"
                " does so too, the loss stays above the optimum, and more iterations do not help."
            ),
            evidence=of_no_bias,
        ),
        "bias first": Bug(
            title="The bias updated first",
            line="bias = bias - learning_rate * slope_b",
            rivals=("sign", "unstable"),
            shown_right=(step,),
            shown_wrong=(step_bias_first,),
            wrong=step_bias_first,
            set_up=rare_and_moved,
            set_up_words=words_of_rare_and_moved,
            learning_rate=0.1,
            look=look_of_bias_first,
            recognise=(
                "It is block-coordinate descent: where it settles is the same minimum. So it is not"
                " wrong where it ends, but wrong as gradient descent, and the gradient check finds"
                " it: the step is not along the gradient."
            ),
            evidence=of_bias_first,
        ),
        "penalised bias": Bug(
            title="The bias penalised",
            line="slope_b = slope_b + l2 * bias",
            rivals=("order", "labels"),
            shown_right=(step,),
            shown_wrong=(step_with_l2_on_all,),
            right=partial(step, l2=L2),
            wrong=step_with_l2_on_all,
            l2=L2,
            set_up=rare,
            set_up_words=words_of_rare_and_l2,
            look=look_of_ends,
            recognise=(
                "At the optimum the mean p on the training points is the share of class 1."
                " A penalty on the bias breaks this. The solver liblinear of"
                " [scikit-learn](https://scikit-learn.org/stable/modules/linear_model.html"
                "#logistic-regression) has one by design."
            ),
            learning_rate=1.0,
            evidence=of_penalised_bias,
        ),
        "order": Bug(
            title="Sorted data, never shuffled",
            line="order = np.arange(n_points)",
            rivals=("sign", "no bias"),
            shown_right=(mini_batches,),
            shown_wrong=(batches_in_order,),
            right_batches=shuffled,
            wrong_batches=in_order,
            set_up=by_class,
            set_up_words=words_of_order,
            learning_rate=3.0,
            look=look_of_order,
            recognise=(
                "Batches of one class push the bias one way, then the others push it back. If the"
                " learning rate is high enough to show it, the loss goes up and down with the"
                " period of an epoch."
            ),
            evidence=of_order,
        ),
        "unstable": Bug(
            title="The loss from probabilities",
            line="(1 - y) * np.log(1 - p)",
            rivals=("sum", "penalised bias"),
            shown_right=(log_losses,),
            shown_wrong=(log_losses_from_p, naive_sigmoid),
            uses_probabilities=True,
            set_up=with_far_points,
            set_up_words=words_of_far_points,
            look=look_of_probabilities,
            recognise=(
                "NumPy warns of an overflow or of a division by zero, and the loss is infinite or"
                " NaN although the weights are finite. One point that the model is sure of is"
                " enough, even if it is right."
            ),
            evidence=of_probabilities,
        ),
        "labels": Bug(
            title="Labels −1 and +1",
            line="y = 2 * y - 1",
            rivals=("sum", "bias first"),
            shown_right=(gradient,),
            shown_wrong=(gradient_on_signs,),
            wrong=partial(step_along, gradient_on_signs),
            set_up=standardised,
            set_up_words=words_of_standardised,
            look=look_of_signs,
            recognise=(
                "For class 0 its error is p + 1, at least 1: these points push for ever, however"
                " small their p is. The code may report a loss below 0, which no log loss can be."
            ),
            evidence=of_signs,
        ),
    }
)
