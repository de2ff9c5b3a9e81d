"""The error of a gradient by differences, over their width."""

import numpy as np

from ...core.checks import FloatArray
from ...lesson.gradient import GradientCheck, Secant
from ...lesson.words.charts import WORDS as OF_CHARTS
from ...lesson.words.gradient import WORDS
from ...wording.numbers import decimal, number
from ...wording.plain_text import as_plotly
from ..chart import (
    Chart,
    TraceSpec,
    base_layout,
    compact,
    exact_axis,
    exact_log_range,
    exact_range,
    moving_dot,
    whole_decades,
)
from ..palette import INK, TRAIN_COLOR

HEIGHT = 320
# A logarithmic axis has no zero, and a gradient no digits below this.
LAST_DIGIT = 1e-17
# An error that is not so many times the smallest is rounding as well.
CLEARLY = 10.0
SAID = WORDS.said


def gradient_check_chart(check: GradientCheck, epsilon: float | None = None) -> Chart:
    """The largest error of any component for each ε, with a dot at the smallest.

    A line stands at the ε that a hand has chosen.
    """
    errors = np.maximum(check.errors, LAST_DIGIT)
    best = check.best
    traces = [
        _errors(check, errors),
        moving_dot("best", float(check.epsilons[best]), float(errors[best]), TRAIN_COLOR),
        *([] if epsilon is None else [_chosen(epsilon, errors)]),
    ]
    layout = base_layout(
        HEIGHT,
        xaxis={
            "title": {"text": "ε"},
            "type": "log",
            "exponentformat": "power",
            "dtick": 2,
            **exact_log_range(float(check.epsilons.min()), float(check.epsilons.max())),
        },
        yaxis={
            "title": {"text": SAID["error axis"]},
            "type": "log",
            "exponentformat": "power",
            **whole_decades(errors),
        },
        hovermode="closest",
        showlegend=False,
    )
    return Chart(traces, layout, _caption(check), _alternative(check))


SECANT_HEIGHT = 300
ROOM = 0.06


def secant_chart(secant: Secant, name: str, epsilon: float) -> Chart:
    """The loss over one parameter, and the line through the places ε before and after it."""
    low, high = float(secant.places[0]), float(secant.places[-1])
    bottom, top = float(secant.losses.min()), float(secant.losses.max())
    room = ROOM * (top - bottom) or 1.0
    x = secant.places[[0, -1]]
    along = float(secant.end_losses.mean()) + secant.numeric * (x - secant.place)
    traces = [
        _line("loss", SAID["loss curve"], secant.places, secant.losses, TRAIN_COLOR, 3),
        _line("secant", SAID["secant curve"], x, along, INK, 2, "dash"),
        {
            "type": "scatter",
            "x": secant.ends,
            "y": secant.end_losses,
            "mode": "markers",
            "name": "± ε",
            "uid": "secant-ends",
            "marker": {"color": INK, "symbol": "circle-open", "size": 10, "line": {"width": 2}},
            "hoverinfo": "skip",
        },
        moving_dot("here", secant.place, secant.loss, TRAIN_COLOR) | {"showlegend": False},
    ]
    numbers = {"name": name, "low": decimal(low), "high": decimal(high), "epsilon": number(epsilon)}
    numbers |= {"numeric": decimal(secant.numeric, 4), "analytic": decimal(secant.analytic, 4)}
    layout = base_layout(
        SECANT_HEIGHT,
        xaxis=exact_axis(as_plotly(name), low, high),
        yaxis={
            "title": {"text": OF_CHARTS.said["log loss"]},
            "hoverformat": ".4~g",
            "zeroline": False,
            **exact_range(bottom - room, top + room),
        },
        hovermode="closest",
    )
    caption, alternative = (WORDS.say(key, **numbers) for key in ("secant", "secant alternative"))
    return Chart(traces, layout, caption, alternative)


def _line(
    key: str,
    name: str,
    x: FloatArray,
    y: FloatArray,
    color: str,
    width: float,
    dash: str = "solid",
) -> TraceSpec:
    return {
        "type": "scatter",
        "x": x,
        "y": compact(y),
        "mode": "lines",
        "name": name,
        "uid": f"line-{key}",
        "line": {"color": color, "width": width, "dash": dash},
        "hoverinfo": "skip",
    }


def _errors(check: GradientCheck, errors: np.ndarray) -> TraceSpec:
    hover = WORDS.say("error hover", epsilon="%{x}", error="%{y}")
    return {
        "type": "scatter",
        "x": check.epsilons,
        "y": errors,
        "mode": "lines",
        "name": SAID["error axis"],
        "uid": "errors",
        "line": {"color": TRAIN_COLOR, "width": 2.5},
        "hovertemplate": f"{hover}<extra></extra>",
    }


def _chosen(epsilon: float, errors: FloatArray) -> TraceSpec:
    return {
        "type": "scatter",
        "x": [epsilon, epsilon],
        "y": [float(errors.min()), float(errors.max())],
        "mode": "lines",
        "name": SAID["chosen"],
        "uid": "chosen",
        "line": {"color": INK, "width": 1.5, "dash": "dash"},
        "hoverinfo": "skip",
    }


def _caption(check: GradientCheck) -> str:
    if check.is_at_zero:
        return SAID["all at 0"]
    if check.errors[: check.best + 1].max() < CLEARLY * check.errors[check.best]:
        return SAID["straight"]
    is_smallest = check.best == len(check.epsilons) - 1
    return SAID["too wide" if is_smallest else "too wide, rounding"]


def _alternative(check: GradientCheck) -> str:
    first, last, lowest = (_at(check, i) for i in (0, -1, check.best))
    return WORDS.say("error alternative", first=first, last=last, lowest=lowest)


def _at(check: GradientCheck, i: int) -> str:
    epsilon = float(f"{check.epsilons[i]:.1g}")
    return WORDS.say("error at", error=check.errors[i], epsilon=epsilon)
