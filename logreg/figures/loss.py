"""The loss curve."""

import numpy as np
import plotly.graph_objects as go

from ..experiment import Run
from ..training import Trace
from ..validation import FloatArray
from .chart import Chart, base_layout
from .palette import TEST_COLOR, TRAIN_COLOR

HEIGHT = 260


def loss_chart(run: Run, is_log: bool = False) -> Chart:
    """Log loss over iterations, on training and test samples, optionally on a logarithmic axis."""
    trace = run.trace
    traces = [_curve("train", trace.loss, TRAIN_COLOR, "solid")]
    if trace.validation_loss is not None:
        traces.append(_curve("test", trace.validation_loss, TEST_COLOR, "dash"))
    layout = base_layout(
        HEIGHT,
        xaxis={"title": {"text": "iteration"}, "range": [0, max(trace.n_iters, 1)]},
        yaxis={"title": {"text": "log loss"}, **_axis(trace, is_log)},
        hovermode="x unified",
    )
    return Chart(go.Figure(traces, layout), _caption(trace), _alternative(trace))


def _curve(name: str, loss: FloatArray, color: str, dash: str) -> go.Scatter:
    return go.Scatter(
        x=np.arange(len(loss)),
        y=loss,
        mode="lines" if len(loss) > 1 else "markers",
        name=name,
        line={"color": color, "width": 2.5, "dash": dash},
        marker={"color": color},
        hovertemplate="%{y:.4g}",
    )


def _axis(trace: Trace, is_log: bool) -> dict[str, object]:
    if is_log:
        return {"type": "log", "exponentformat": "power", "dtick": 1} | _log_ticks(trace)
    return {"type": "linear", "rangemode": "tozero"}


def _log_ticks(trace: Trace) -> dict[str, object]:
    """Within two decades one tick per decade says too little: label 2 and 5 as well."""
    positive = trace.loss[trace.loss > 0]
    is_narrow = len(positive) and positive.max() < 100 * positive.min()
    return {"dtick": "D2", "exponentformat": "none"} if is_narrow else {}


def _caption(trace: Trace) -> str:
    if trace.validation_loss is None:
        return f"Every run starts at ln 2 = {np.log(2):.3f}: the loss of knowing nothing."
    return "A widening gap between test and train means the model learns its samples by heart."


def _alternative(trace: Trace) -> str:
    train = f"train from {trace.loss[0]:.3f} to {trace.loss[-1]:.3g}"
    lowest = int(np.argmin(trace.loss))
    test = ""
    if trace.validation_loss is not None:
        test = f", test from {trace.validation_loss[0]:.3f} to {trace.validation_loss[-1]:.3g}"
    return (
        f"Log loss over {trace.n_iters} iterations: {train}{test}."
        f" The lowest training loss, {trace.loss[lowest]:.3g}, is at iteration {lowest}."
    )
