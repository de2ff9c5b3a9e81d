"""The boundaries of refits on resamples, as a fan around that of the minimum."""

import numpy as np

from ...core.checks import FloatArray
from ...experiment.run import Run
from ...experiment.uncertainty import Fan
from ...wording.claims import Claim, in_words
from ...wording.numbers import count
from ..boundary import plane_axis, sample_marker, samples_name
from ..chart import Chart, TraceSpec, base_layout, compact
from ..palette import INK, TRAIN_COLOR

HEIGHT = 460


def fan_chart(run: Run, fan: Fan, captions: tuple[Claim, ...]) -> Chart:
    """Every refit's line p = 0.5 in the drawn plane, over the training points."""
    layout = base_layout(
        HEIGHT,
        xaxis=plane_axis(run.drawn_names[0], run.box.left, run.box.right),
        yaxis=plane_axis(run.drawn_names[1], run.box.bottom, run.box.top),
        hovermode=False,
    )
    traces = [
        *(_samples(run, label) for label in (0, 1)),
        _lines("refits", _joined(fan.lines), TRAIN_COLOR, 0.75, 0.45),
        _lines("minimum", fan.middle, INK, 2.5, 1.0),
    ]
    return Chart(traces, layout, in_words(captions), _alternative(run, fan))


def _joined(lines: tuple[FloatArray, ...]) -> FloatArray:
    """One line with gaps of NaN, shape (m, 2)."""
    gap = np.full((1, 2), np.nan)
    parts = [part for line in lines for part in (line, gap)]
    return np.concatenate(parts) if parts else np.empty((0, 2))


def _lines(name: str, points: FloatArray, color: str, width: float, opacity: float) -> TraceSpec:
    return {
        "type": "scatter",
        "x": compact(points[:, 0]),
        "y": compact(points[:, 1]),
        "mode": "lines",
        "name": name,
        "line": {"color": color, "width": width},
        "opacity": opacity,
        "hoverinfo": "skip",
    }


def _samples(run: Run, label: int) -> TraceSpec:
    points = run.train.X[run.shown(run.train, label)][:, list(run.experiment.drawn)]
    return {
        "type": "scatter",
        "x": compact(points[:, 0]),
        "y": compact(points[:, 1]),
        "mode": "markers",
        "name": samples_name(run.dataset.class_names[label], run.train),
        "marker": sample_marker(label, is_hollow=False),
        "hoverinfo": "skip",
    }


def _alternative(run: Run, fan: Fan) -> str:
    first, second = run.drawn_names
    n = fan.n_drawn
    seen = f"{count(n, 'boundary') if n == 1 else f'{n} boundaries'} of refits"
    return (
        f"In the plane of {first} and {second}: {seen} on resamples, around that of the minimum of"
        f" the loss. {_spread(run, fan)}"
    )


def _spread(run: Run, fan: Fan) -> str:
    if fan.turns is None:
        return f"P({run.dataset.class_names[1]}) is ½ on each of them."
    return (
        f"The middle 95 % of them turn over {fan.turns:.1f} degrees, in a picture as wide as it is"
        " high."
    )
