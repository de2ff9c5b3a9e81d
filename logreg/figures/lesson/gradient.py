"""The error of a gradient by differences, over their width."""

import numpy as np

from ...lesson.gradient import GradientCheck
from ...words import decimal
from ..chart import Chart, TraceSpec, base_layout, exact_log_range, moving_dot, whole_decades
from ..palette import TRAIN_COLOR

HEIGHT = 320
# A logarithmic axis has no zero, and a gradient no digits below this.
LAST_DIGIT = 1e-17


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
        "hovertemplate": "ε = %{x:.2g}: error %{y:.2g}<extra></extra>",
    }


def _caption(check: GradientCheck) -> str:
    if check.best == 0:
        return (
            "With all weights at 0 no ε is too wide: log(1 + eᶻ) − log(1 + e⁻ᶻ) is exactly z, and"
            " only rounding is left. Move the slider to see the other arm."
        )
    return (
        "Right of the dot ε is too wide for a curved loss; left of it the two losses share all but"
        " their last digits, and the difference is rounding."
    )


def _alternative(check: GradientCheck) -> str:
    epsilons, errors, best = check.epsilons, check.errors, check.best
    return (
        "The error of central differences over their width ε, both on logarithmic axes: from"
        f" {decimal(errors[0])} at ε = {epsilons[0]:g} down to {decimal(errors[best])} at"
        f" ε = {epsilons[best]:.1g}, then up to {decimal(errors[-1])} at ε = {epsilons[-1]:g}."
    )
