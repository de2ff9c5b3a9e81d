"""Log loss and squared error of one point of class 1, and their slopes."""

import numpy as np

from ...core.checks import FloatArray
from ...core.loss import sigmoid
from ...lesson.loss_forms import log_loss_slope, point_loss, squared_error, squared_error_slope
from ...lesson.words.charts import WORDS as OF_CHARTS
from ...lesson.words.loss import WORDS
from ...wording.numbers import decimal, number
from ..chart import Chart, TraceSpec, base_layout, compact, exact_axis, exact_range, moving_dot
from ..palette import INK, TEST_COLOR, TRAIN_COLOR
from ..uids import dot_uid
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
OVER_P_HEIGHT = 280
# The loss at p = 0 is infinite; up to here it is drawn.
TOP = 5.0
P = np.concatenate([np.geomspace(np.exp(-TOP), 0.1, 60), np.linspace(0.11, 1, 90)])
LN_2 = float(np.log(2))
SAID = WORDS.said


def losses_over_p_chart(z: float) -> Chart:
    """Log loss and squared error of a point of class 1 over p, and a dot on each at p = σ(z)."""
    p = float(sigmoid(z))
    log, square = float(point_loss(np.array(z))), float(squared_error(np.array(z)))
    traces = [
        _half(),
        _over_p(SAID["log curve"], -np.log(P), LOG_COLOR),
        _over_p(SAID["square curve"], (P - 1) ** 2, SQUARE_COLOR) | {"line": _dashed(SQUARE_COLOR)},
        _dot("log loss", p, log if log <= TOP else float("nan"), LOG_COLOR),
        _dot("squared error", p, square, SQUARE_COLOR),
    ]
    layout = base_layout(
        OVER_P_HEIGHT,
        xaxis=exact_axis(SAID["over p axis"], 0, 1),
        yaxis={
            "title": {"text": OF_CHARTS.said["loss"]},
            "hoverformat": ".3~g",
            **exact_range(0, TOP),
        },
        hovermode="closest",
    )
    numbers = {"p": decimal(p), "log": decimal(log), "square": decimal(square)}
    alternative = WORDS.say("over p alternative", **numbers)
    return Chart(traces, layout, SAID["over p"], alternative)


def _over_p(name: str, loss: FloatArray, color: str) -> TraceSpec:
    hover = WORDS.say("curve hover", name=name, loss="%{y}", p="%{x:.3~g}")
    return {
        "type": "scatter",
        "x": compact(P),
        "y": compact(loss),
        "mode": "lines",
        "name": name,
        "line": {"color": color, "width": 2.5},
        "hovertemplate": f"{hover}<extra></extra>",
    }


def _dashed(color: str) -> dict[str, object]:
    return {"color": color, "width": 2.5, "dash": "dash"}


def _half() -> TraceSpec:
    return {
        "type": "scatter",
        "x": [0.0, 1.0],
        "y": [LN_2, LN_2],
        "mode": "lines",
        "name": "ln 2",
        "line": {"color": INK, "width": 1, "dash": "dash"},
        "hoverinfo": "skip",
    }


def _dot(name: str, p: float, loss: float, color: str) -> TraceSpec:
    return moving_dot(dot_uid(name), p, loss, color) | {"showlegend": False}


def losses_chart(margins: FloatArray, z: float) -> Chart:
    """Both losses, a dot on each at z, and a tick for the score of each sample as if of class 1."""
    at = np.array([z])
    log, square = float(point_loss(at)[0]), float(squared_error(at)[0])
    traces = [
        rug(margins, *RUG, INK),
        curve(SAID["log curve"], point_loss(Z), LOG_COLOR),
        curve(SAID["square curve"], squared_error(Z), SQUARE_COLOR, "dash"),
        dot("log loss", z, log, LOG_COLOR),
        dot("squared error", z, square, SQUARE_COLOR),
    ]
    layout = layout_over_scores(HEIGHT, OF_CHARTS.said["loss"], -1, 10.5)
    numbers = {
        "ticks": rug_caption(margins, SAID["ticks"]),
        "ends": over_scores(),
        "z": number(z),
        "log": decimal(log),
        "square": decimal(square),
        "rug": rug_in_words(margins),
    }
    caption, alternative = (WORDS.say(key, **numbers) for key in ("over z", "over z alternative"))
    return Chart(traces, layout, caption, alternative)


def loss_slopes_chart(z: float) -> Chart:
    """The slopes of both losses, and a dot on each at z."""
    at = np.array(z)
    log, square = float(log_loss_slope(at)), float(squared_error_slope(at))
    traces = [
        curve(SAID["log slope"], log_loss_slope(Z), LOG_COLOR),
        curve(SAID["square slope"], squared_error_slope(Z), SQUARE_COLOR, "dash"),
        dot("log loss", z, log, LOG_COLOR),
        dot("squared error", z, square, SQUARE_COLOR),
    ]
    layout = layout_over_scores(SLOPE_HEIGHT, OF_CHARTS.said["slope"], -1.08, 0.08)
    numbers = {
        "ends": over_scores(),
        "z": number(z),
        "log": decimal(log),
        "square": decimal(square),
    }
    alternative = WORDS.say("slopes alternative", **numbers)
    return Chart(traces, layout, SAID["slopes"], alternative)
