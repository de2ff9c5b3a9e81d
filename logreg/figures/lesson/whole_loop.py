"""The loss of the short loop on that of the core, with epochs told apart."""

import numpy as np

from ...lesson.whole_loop import Loop
from ...wording.numbers import count, decimal
from ..chart import Chart, TraceSpec, base_layout, compact, exact_range, moving_dot, width_of
from ..palette import INK, TRAIN_COLOR

HEIGHT = 300
ROOM_ABOVE = 1.05
# More lines would fill the chart.
MOST_EPOCHS = 25
# Two lines are one on a screen where they differ by less than this share of the axis.
SAME_ON_SCREEN = 0.005


def loop_chart(loop: Loop, iteration: int) -> Chart:
    """Both losses over the iterations, and a dot at this one."""
    n_iters = len(loop.iterations)
    top = ROOM_ABOVE * float(loop.loss.max())
    traces = [
        *_epoch_ends(loop, top),
        _curve("the core", loop.trace.loss, TRAIN_COLOR, 2 * width_of(loop.trace.loss) + 2),
        _curve("this loop", loop.loss, INK, width_of(loop.loss) / 2),
        moving_dot("iteration", iteration, float(loop.loss[iteration]), TRAIN_COLOR)
        | {"showlegend": False},
    ]
    layout = base_layout(
        HEIGHT,
        xaxis={"title": {"text": "iteration"}, **exact_range(0, max(n_iters, 1))},
        yaxis={"title": {"text": "log loss"}, "hoverformat": ".4~g", **exact_range(0, top)},
        hovermode="closest",
    )
    return Chart(traces, layout, _caption(loop, top), _alternative(loop))


def _curve(name: str, loss: np.ndarray, color: str, width: float) -> TraceSpec:
    return {
        "type": "scatter",
        "x0": 0,
        "dx": 1,
        "y": compact(loss),
        "mode": "lines",
        "name": name,
        "line": {"color": color, "width": width},
        "hovertemplate": f"{name}: %{{y}}<extra></extra>",
    }


def _epoch_ends(loop: Loop, top: float) -> list[TraceSpec]:
    """A thin line where each epoch ends; none where every iteration is one."""
    ends = np.arange(loop.epoch_length, len(loop.iterations) + 1, loop.epoch_length)
    if loop.epoch_length == 1 or not 0 < len(ends) <= MOST_EPOCHS:
        return []
    return [
        {
            "type": "scatter",
            "x": np.repeat(ends, 3),
            "y": np.tile([0.0, top, np.nan], len(ends)),
            "mode": "lines",
            "name": "end of an epoch",
            "line": {"color": INK, "width": 1, "dash": "dot"},
            "hoverinfo": "skip",
        }
    ]


def _caption(loop: Loop, top: float) -> str:
    apart = np.abs(loop.loss - loop.trace.loss) > SAME_ON_SCREEN * top
    if apart.any():
        return (
            f"From iteration {int(apart.argmax())} on the lines part: in this run every step makes"
            " a difference in the last digit larger."
        )
    if loop.epoch_length == 1:
        return (
            "The thin line is this loop, the thick one below it the core: they lie on each other."
        )
    return (
        f"An epoch is {count(loop.epoch_length, 'iteration')} here: after so many, every point has"
        " been looked at once."
    )


def _alternative(loop: Loop) -> str:
    n_iters = len(loop.iterations)
    return (
        f"Log loss of the short loop and of the core over {count(n_iters, 'iteration')}: from"
        f" {decimal(loop.loss[0])} to {decimal(loop.loss[-1])} and from"
        f" {decimal(loop.trace.loss[0])} to {decimal(loop.trace.loss[-1])}."
    )
