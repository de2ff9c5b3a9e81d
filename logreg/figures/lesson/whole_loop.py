"""The loss of the short loop on that of the core, with epochs told apart."""

import numpy as np

from ...lesson.whole_loop import Loop
from ...lesson.words.charts import WORDS as OF_CHARTS
from ...lesson.words.loop import WORDS
from ..chart import Chart, TraceSpec, base_layout, compact, exact_range, moving_dot, width_of
from ..palette import INK, TRAIN_COLOR

HEIGHT = 300
ROOM_ABOVE = 1.05
# More lines would fill the chart.
MOST_EPOCHS = 25
# Two lines are one on a screen where they differ by less than this share of the axis.
SAME_ON_SCREEN = 0.005
SAID = WORDS.said


def loop_chart(loop: Loop, iteration: int) -> Chart:
    """Both losses over the iterations, and a dot at this one."""
    n_iters = len(loop.iterations)
    top = ROOM_ABOVE * float(loop.loss.max())
    traces = [
        *_epoch_ends(loop, top),
        _curve(SAID["core curve"], loop.trace.loss, TRAIN_COLOR, 2 * width_of(loop.trace.loss) + 2),
        _curve(SAID["loop curve"], loop.loss, INK, width_of(loop.loss) / 2),
        moving_dot("iteration", iteration, float(loop.loss[iteration]), TRAIN_COLOR)
        | {"showlegend": False},
    ]
    layout = base_layout(
        HEIGHT,
        xaxis={"title": {"text": OF_CHARTS.said["iteration"]}, **exact_range(0, max(n_iters, 1))},
        yaxis={
            "title": {"text": OF_CHARTS.said["log loss"]},
            "hoverformat": ".4~g",
            **exact_range(0, top),
        },
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
            "name": SAID["epoch end"],
            "line": {"color": INK, "width": 1, "dash": "dot"},
            "hoverinfo": "skip",
        }
    ]


def _caption(loop: Loop, top: float) -> str:
    apart = np.abs(loop.loss - loop.trace.loss) > SAME_ON_SCREEN * top
    if apart.any():
        return WORDS.say("lines part", part_at=int(apart.argmax()))
    if loop.epoch_length == 1:
        return SAID["lines agree"]
    return WORDS.say("epochs", length=loop.epoch_length)


def _alternative(loop: Loop) -> str:
    return WORDS.say(
        "alternative",
        n_iters=len(loop.iterations),
        first=loop.loss[0],
        last=loop.loss[-1],
        core_first=loop.trace.loss[0],
        core_last=loop.trace.loss[-1],
    )
