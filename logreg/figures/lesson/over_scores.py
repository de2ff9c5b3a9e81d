"""What charts over the score z share."""

from typing import Any

import numpy as np

from ...core.checks import FloatArray
from ...lesson.activations import SCORES
from ...lesson.words.charts import WORDS
from ..chart import TraceSpec, base_layout, compact, exact_range, moving_dot
from ..uids import dot_uid

# Every tenth: smooth on a screen, and short to send.
Z = np.linspace(SCORES.low, SCORES.high, 201)
# A tick is about this wide; two scores nearer than that would be one.
TICK = 0.1


def layout_over_scores(
    height: int, what: str, low: float, high: float, **more: Any
) -> dict[str, Any]:
    """Scores to the right, and `what` upwards from low to high."""
    xaxis = {"title": {"text": WORDS.said["score"]}, **exact_range(SCORES.low, SCORES.high)}
    yaxis = {"title": {"text": what}, "hoverformat": ".3~g", **exact_range(low, high)}
    flat = {"zeroline": False}
    return base_layout(height, xaxis=xaxis | flat, yaxis=yaxis | flat, hovermode="closest", **more)


def curve(name: str, y: FloatArray, color: str, dash: str = "solid") -> TraceSpec:
    """A function at the scores Z."""
    return {
        "type": "scatter",
        "x": compact(Z),
        "y": compact(y),
        "mode": "lines",
        "name": name,
        "line": {"color": color, "width": 2.5, "dash": dash},
        "hovertemplate": f"{name} %{{y}}<extra></extra>",
    }


def dot(name: str, z: float, y: float, color: str) -> TraceSpec:
    """Where on a curve the slider stands."""
    return moving_dot(dot_uid(name), z, y, color) | {"showlegend": False}


def rug(scores: FloatArray, bottom: float, top: float, color: str) -> TraceSpec:
    """A tick for each score on the axis, all of them one line with gaps: 2000 marks are slow."""
    places = np.unique(np.round(scores[inside(scores)] / TICK)) * TICK
    gap = np.full_like(places, np.nan)
    low, high = np.full_like(places, bottom), np.full_like(places, top)
    return {
        "type": "scatter",
        "x": compact(np.column_stack([places, places, gap]).ravel()),
        "y": compact(np.column_stack([low, high, gap]).ravel()),
        "mode": "lines",
        "line": {"color": color, "width": 1.5},
        "showlegend": False,
        "hoverinfo": "skip",
    }


def inside(scores: FloatArray) -> np.ndarray:
    """Which scores the axis shows."""
    return (scores >= SCORES.low) & (scores <= SCORES.high)


def rug_caption(scores: FloatArray, ticks: str) -> str:
    """What the ticks are, where there are any."""
    if inside(scores).any():
        return WORDS.say("ticks", ticks=ticks)
    return WORDS.said["no ticks"]


def over_scores() -> str:
    """The ends of the axis, in words."""
    return WORDS.say("ends", low=SCORES.low, high=SCORES.high)


def rug_in_words(scores: FloatArray) -> str:
    """How many training points have a tick."""
    n_inside, n = int(inside(scores).sum()), len(scores)
    if not n_inside:
        return WORDS.say("no point has a tick", n=n)
    if n_inside == n:
        return WORDS.say("all points have a tick", n=n)
    return WORDS.say("some points have a tick", n_inside=n_inside, n=n)
