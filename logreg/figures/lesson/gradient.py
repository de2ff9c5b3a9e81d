"""The error of a gradient by differences, over their width."""

import numpy as np

from ...lesson.gradient import GradientCheck
from ...wording.numbers import decimal, number
from ..chart import Chart, TraceSpec, base_layout, exact_log_range, moving_dot, whole_decades
from ..palette import TRAIN_COLOR

HEIGHT = 320
# A logarithmic axis has no zero, and a gradient no digits below this.
LAST_DIGIT = 1e-17
# An error that is not so many times the smallest is rounding as well.
CLEARLY = 10.0


def gradient_check_chart(check: GradientCheck) -> Chart:
    """The largest error of any component for each ε, with a dot at the smallest."""
    errors = np.maximum(check.errors, LAST_DIGIT)
    best = check.best
    traces = [
        _errors(check, errors),
        moving_dot("best", float(check.epsilons[best]), float(errors[best]), TRAIN_COLOR),
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
            "title": {"text": "largest error"},
            "type": "log",
            "exponentformat": "power",
            **whole_decades(errors),
        },
        hovermode="closest",
        showlegend=False,
    )
    return Chart(traces, layout, _caption(check), _alternative(check))


def _errors(check: GradientCheck, errors: np.ndarray) -> TraceSpec:
    return {
        "type": "scatter",
        "x": check.epsilons,
        "y": errors,
        "mode": "lines",
        "name": "largest error",
        "uid": "errors",
        "line": {"color": TRAIN_COLOR, "width": 2.5},
        "hovertemplate": "ε = %{x}: error %{y}<extra></extra>",
    }


def _caption(check: GradientCheck) -> str:
    if check.is_at_zero:
        return (
            "With all weights at 0, as before the first iteration, all p are 0.5 and no ε is too"
            " wide: log(1 + eᶻ) − log(1 + e⁻ᶻ) is exactly z. Only rounding is left."
        )
    if check.errors[: check.best + 1].max() < CLEARLY * check.errors[check.best]:
        return "Here the loss is so nearly straight that no ε is too wide: only rounding is left."
    too_wide = "Right of the dot ε is too wide for a curved loss"
    if check.best == len(check.epsilons) - 1:
        return f"{too_wide}: these features need an even smaller one."
    return f"{too_wide}; left of it the two losses differ in their last digits alone: rounding."


def _alternative(check: GradientCheck) -> str:
    ends = f"{_at(check, 0)} to {_at(check, -1)}"
    lowest = f", lowest {_at(check, check.best)}"
    return (
        "The error of central differences over their width ε, both on logarithmic axes: from"
        f" {ends}{lowest}."
    )


def _at(check: GradientCheck, i: int) -> str:
    return f"{decimal(check.errors[i])} at ε = {number(float(f'{check.epsilons[i]:.1g}'))}"
