"""The loss curve."""

from typing import Any

import numpy as np

from ..core.checks import FloatArray
from ..core.training import Trace
from ..experiment.captions import loss_caption
from ..experiment.run import Run
from ..wording.numbers import count
from .chart import (
    Chart,
    TraceSpec,
    base_layout,
    compact,
    exact_log_range,
    exact_range,
    log_ticks,
    moving_dot,
    rounded_down,
    rounded_up,
    width_of,
)
from .palette import TEST_COLOR, TRAIN_COLOR
from .uids import curve_uid, dot_uid

HEIGHT = 260
SMALLEST = float(np.finfo(np.float64).tiny)


def loss_chart(run: Run, is_log: bool = False) -> Chart:
    """Log loss over iterations, on training and test samples, optionally on a logarithmic axis."""
    trace = run.trace
    traces = [_curve("train", trace.loss, TRAIN_COLOR, "solid")]
    if trace.validation_loss is not None:
        traces.append(_curve("test", trace.validation_loss, TEST_COLOR, "dash"))
    traces += [_dot(curve) for curve in list(traces)]
    layout = base_layout(
        HEIGHT,
        xaxis={
            "title": {"text": "iteration"},
            **exact_range(0, max(trace.n_iters, 1)),
            **_whole_ticks(trace),
        },
        yaxis=loss_axis(run, is_log),
        hovermode="x unified",
    )
    return Chart(traces, layout, loss_caption(run).text, _alternative(run))


def _curve(name: str, loss: FloatArray, color: str, dash: str) -> TraceSpec:
    return {
        "type": "scatter",
        "x0": 0,
        "dx": 1,
        "y": compact(loss),
        "mode": "lines" if len(loss) > 1 else "markers",
        "name": name,
        "uid": curve_uid(name),
        "line": {"color": color, "width": width_of(loss), "dash": dash},
        "marker": {"color": color},
        "hovertemplate": "%{y}",
    }


def _whole_ticks(trace: Trace) -> dict[str, object]:
    return {"dtick": 1} if trace.n_iters < 6 else {}


def _dot(curve: TraceSpec) -> TraceSpec:
    """Where on the curve the model shown stands."""
    losses, color = curve["y"], curve["line"]["color"]
    dot = moving_dot(dot_uid(curve["name"]), len(losses) - 1, float(losses[-1]), color)
    return dot | {"showlegend": False}


def loss_axis(run: Run, is_log: bool) -> dict[str, Any]:
    """The vertical axis, linear from zero or logarithmic.

    Its ends are round numbers: from run to run the axis mostly stands still, and the curve moves.
    """
    title = "log loss" if run.sample_weights is None else "weighted log loss"
    axis: dict[str, Any] = {"title": {"text": title}, "hoverformat": ".4~g"}
    losses = _losses(run.trace)
    if is_log:
        return axis | {"type": "log", "exponentformat": "power"} | _log_range(losses)
    return axis | {"type": "linear"} | exact_range(0, rounded_up(float(losses.max())))


def _losses(trace: Trace) -> FloatArray:
    if trace.validation_loss is None:
        return trace.loss
    return np.concatenate([trace.loss, trace.validation_loss])


def _log_range(losses: FloatArray) -> dict[str, object]:
    # A loss of 0, that of a perfect fit, has no place on this axis; nor has one that has lost its
    # digits on the way there, whose decade is no number any more.
    positive = losses[losses >= SMALLEST]
    largest = float(positive.max())
    low, high = rounded_down(float(positive.min())), rounded_up(largest)
    return exact_log_range(low, high) | log_ticks(low, high, largest)


def _alternative(run: Run) -> str:
    trace = run.trace
    name = "Log loss" if run.sample_weights is None else "Weighted log loss"
    span = count(trace.n_iters, "iteration")
    train = f"train from {trace.loss[0]:.3f} to {trace.loss[-1]:.3g}"
    lowest = int(np.argmin(trace.loss))
    test = ""
    if trace.validation_loss is not None:
        test = f", test from {trace.validation_loss[0]:.3f} to {trace.validation_loss[-1]:.3g}"
    return (
        f"{name} over {span}: {train}{test}."
        f" The lowest training loss, {trace.loss[lowest]:.3g}, is at iteration {lowest}."
    )
