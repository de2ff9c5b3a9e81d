"""Log loss and squared error of one point of class 1, and their slopes."""

import numpy as np

from ...core.checks import FloatArray
from ...lesson.loss_forms import log_loss_slope, point_loss, squared_error, squared_error_slope
from ...wording.numbers import decimal, number
from ..chart import Chart
from ..palette import INK, TEST_COLOR, TRAIN_COLOR
from .over_scores import (
    Z,
    curve,
    dot,
    layout_over_scores,
    over_scores,
    rug,
    rug_caption,
    rug_in_words,
)

HEIGHT = 300
SLOPE_HEIGHT = 240
LOG_COLOR, SQUARE_COLOR = TRAIN_COLOR, TEST_COLOR
RUG = (-0.9, -0.3)


def losses_chart(margins: FloatArray, z: float) -> Chart:
    """Both losses, a dot on each at z, and a tick for the score of each sample as if of class 1."""
    at = np.array([z])
    log, square = float(point_loss(at)[0]), float(squared_error(at)[0])
    traces = [
        rug(margins, *RUG, INK),
        curve("log loss", point_loss(Z), LOG_COLOR),
        curve("squared error", squared_error(Z), SQUARE_COLOR, "dash"),
        dot("log loss", z, log, LOG_COLOR),
        dot("squared error", z, square, SQUARE_COLOR),
    ]
    layout = layout_over_scores(HEIGHT, "loss", -1, 10.5)
    ticks = rug_caption(margins, "your training points, class 0 mirrored to −z")
    caption = f"Left is wrong, right is right. {ticks}"
    alternative = (
        f"Loss of a point of class 1 for scores {over_scores()}. At z = {number(z)} the"
        f" log loss is {decimal(log)} and the squared error {decimal(square)}."
        f" {rug_in_words(margins)}"
    )
    return Chart(traces, layout, caption, alternative)


def loss_slopes_chart(z: float) -> Chart:
    """The slopes of both losses, and a dot on each at z."""
    at = np.array(z)
    log, square = float(log_loss_slope(at)), float(squared_error_slope(at))
    traces = [
        curve("slope of log loss", log_loss_slope(Z), LOG_COLOR),
        curve("slope of squared error", squared_error_slope(Z), SQUARE_COLOR, "dash"),
        dot("log loss", z, log, LOG_COLOR),
        dot("squared error", z, square, SQUARE_COLOR),
    ]
    layout = layout_over_scores(SLOPE_HEIGHT, "slope", -1.08, 0.08)
    caption = "On the far left the point is most wrong. The squared error hardly pulls there."
    alternative = (
        f"Slopes of the losses for scores {over_scores()}. At z = {number(z)}"
        f" that of the log loss is {decimal(log)}, that of the squared error {decimal(square)}."
    )
    return Chart(traces, layout, caption, alternative)
