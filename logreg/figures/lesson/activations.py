"""Identity, step and sigmoid on the same scores, and the slopes of the last two."""

import math

import numpy as np

from ...core.checks import FloatArray
from ...core.loss import sigmoid
from ...lesson.activations import SCORES, identity, sigmoid_slope, step, step_slope
from ...lesson.words.charts import WORDS as OF_CHARTS
from ...lesson.words.straight import WORDS
from ..chart import Chart, TraceSpec
from ..palette import CLASS_COLORS, INK, TEST_COLOR
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

HEIGHT = 320
SLOPE_HEIGHT = 220
# One probability below 0 and one above 1: the identity soon leaves the chart.
LOW, HIGH = -1.0, 2.0
# Bottom and top of the ticks of class 0 and of class 1.
RUGS = ((-0.95, -0.78), (-0.72, -0.55))
SIGMOID_COLOR, STEP_COLOR, IDENTITY_COLOR = CLASS_COLORS[1], TEST_COLOR, INK
HALF_TANGENT = 2.0
SAID = WORDS.said


def activation_chart(logits: FloatArray, y: FloatArray, z: float) -> Chart:
    """The three outputs, a dot on each at z, and a tick for the score of each sample."""
    at = np.array(z)
    outputs = float(identity(at)), float(step(at)), float(sigmoid(at))
    traces = [
        *(rug(logits[y == label], *RUGS[label], CLASS_COLORS[label]) for label in (0, 1)),
        curve(SAID["identity curve"], identity(Z), IDENTITY_COLOR, "dot"),
        _jumping(curve(SAID["step curve"], step(Z), STEP_COLOR, "dash")),
        curve(SAID["sigmoid curve"], sigmoid(Z), SIGMOID_COLOR),
        _tangent(z),
        dot("identity", z, outputs[0] if LOW <= outputs[0] <= HIGH else math.nan, IDENTITY_COLOR),
        dot("step", z, outputs[1], STEP_COLOR),
        dot("sigmoid", z, outputs[2], SIGMOID_COLOR),
    ]
    layout = layout_over_scores(HEIGHT, SAID["output axis"], LOW, HIGH, shapes=[_probabilities()])
    caption = WORDS.say("outputs", ticks=rug_caption(logits, SAID["ticks"]))
    return Chart(traces, layout, caption, _alternative(logits, z, outputs))


def slope_chart(z: float) -> Chart:
    """The slope of the sigmoid and of the step, and a dot on each at z."""
    at = np.array(z)
    slopes = float(step_slope(at)), float(sigmoid_slope(at))
    traces = [
        curve(SAID["slope of step"], step_slope(Z), STEP_COLOR, "dash"),
        curve(SAID["slope of sigmoid"], sigmoid_slope(Z), SIGMOID_COLOR),
        dot("step", z, slopes[0], STEP_COLOR),
        dot("sigmoid", z, slopes[1], SIGMOID_COLOR),
    ]
    layout = layout_over_scores(SLOPE_HEIGHT, OF_CHARTS.said["slope"], -0.02, 0.28)
    return Chart(traces, layout, SAID["slopes"], _slopes_in_words(z, *slopes))


def _jumping(trace: TraceSpec) -> TraceSpec:
    """Upright at the jump, not slanted from one score to the next."""
    return trace | {"line": trace["line"] | {"shape": "hv"}}


def _tangent(z: float) -> TraceSpec:
    """The sigmoid's slope at z, as a line that touches it."""
    at = np.array(z)
    ends = np.clip([z - HALF_TANGENT, z + HALF_TANGENT], SCORES.low, SCORES.high)
    return {
        "type": "scatter",
        "x": ends,
        "y": sigmoid(at) + sigmoid_slope(at) * (ends - z),
        "mode": "lines",
        "name": SAID["tangent"],
        "uid": "tangent",
        "line": {"color": INK, "width": 1.5},
        "hoverinfo": "skip",
    }


def _probabilities() -> dict[str, object]:
    """The band from 0 to 1."""
    return {
        "type": "rect",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": 0,
        "y1": 1,
        "fillcolor": "rgba(128, 128, 128, 0.14)",
        "line": {"width": 0},
        "layer": "below",
    }


def _alternative(logits: FloatArray, z: float, outputs: tuple[float, float, float]) -> str:
    of_identity, of_step, of_sigmoid = outputs
    return WORDS.say(
        "outputs alternative",
        ends=over_scores(),
        z=z,
        identity=of_identity,
        step=of_step,
        sigmoid=of_sigmoid,
        rug=rug_in_words(logits),
    )


def _slopes_in_words(z: float, of_step: float, of_sigmoid: float) -> str:
    name = "slopes alternative at jump" if math.isnan(of_step) else "slopes alternative"
    return WORDS.say(name, ends=over_scores(), z=z, sigmoid=of_sigmoid)
