"""The S-curve: p along the arrow, with every sample at the class that it has."""

from collections.abc import Iterator

import numpy as np

from ...core.checks import FloatArray
from ...experiment.arrow import Arrow, arrow_caption
from ...experiment.run import Run
from ...scoring.split import Split
from ...wording.numbers import count, decimal
from ...wording.plain_text import as_plotly
from ..boundary import sample_marker, samples_name
from ..chart import Chart, TraceSpec, base_layout, compact, exact_axis, exact_range
from ..palette import INK

HEIGHT = 380
CURVE_POINTS = 201
EDGE = 0.07


def arrow_chart(run: Run, arrow: Arrow) -> Chart:
    """p over the place along the arrow; samples at 0 or 1, where p would have to be to be right."""
    low, high = _ends(arrow)
    x = np.linspace(low, high, CURVE_POINTS)
    positive = as_plotly(run.dataset.class_names[1])
    what = f"distance from the line, towards {positive}" if arrow.is_distance else "score z"
    layout = base_layout(
        HEIGHT,
        xaxis={"title": {"text": what}, "zeroline": True, **exact_range(low, high)},
        yaxis=exact_axis(f"P({positive})", -EDGE, 1 + EDGE),
        hovermode="closest",
    )
    traces = [*_samples(run, arrow), _curve(x, arrow.probability(x), positive)]
    return Chart(traces, layout, arrow_caption(run, arrow).text, _alternative(run, arrow))


def _ends(arrow: Arrow) -> tuple[float, float]:
    places = arrow.train if arrow.test is None else np.concatenate([arrow.train, arrow.test])
    low, high = min(float(places.min()), 0.0), max(float(places.max()), 0.0)
    room = 0.05 * (high - low) or 1.0
    return low - room, high + room


def _curve(x: FloatArray, p: FloatArray, positive: str) -> TraceSpec:
    return {
        "type": "scatter",
        "x": compact(x),
        "y": compact(p),
        "mode": "lines",
        "name": f"P({positive})",
        "line": {"color": INK, "width": 2.5},
        "hovertemplate": f"%{{x:.3g}}<br>P({positive}) = %{{y:.3f}}<extra></extra>",
    }


def _samples(run: Run, arrow: Arrow) -> Iterator[TraceSpec]:
    yield from _of_split(run, run.train, arrow.train, arrow, is_hollow=False)
    if run.test is not None and arrow.test is not None:
        yield from _of_split(run, run.test, arrow.test, arrow, is_hollow=True)


def _of_split(
    run: Run, split: Split, places: FloatArray, arrow: Arrow, *, is_hollow: bool
) -> Iterator[TraceSpec]:
    for label in (0, 1):
        own = places[run.shown(split, label)]
        name = samples_name(run.dataset.class_names[label], split)
        yield {
            "type": "scatter",
            "x": compact(own),
            "y": np.full(len(own), label, dtype=np.float32),
            "customdata": compact(arrow.probability(own)),
            "mode": "markers",
            "name": name,
            "marker": sample_marker(label, is_hollow),
            "opacity": 0.7,
            "cliponaxis": False,
            "hovertemplate": f"{name}<br>%{{x:.3g}}<br>p = %{{customdata:.3f}}<extra></extra>",
        }


def _alternative(run: Run, arrow: Arrow) -> str:
    along = "the signed distance from the line" if arrow.is_distance else "the score z"
    parts = []
    for split, places in ((run.train, arrow.train), (run.test, arrow.test)):
        if split is None or places is None:
            continue
        n_right = int(((places >= 0) == (split.y == 1)).sum())
        parts.append(f"{n_right} of {count(len(places), f'{split.name} point')}")
    low, high = float(arrow.train.min()), float(arrow.train.max())
    return (
        f"P({run.dataset.class_names[1]}) over {along}, an S-curve through 0.5 at 0. On the side of"
        f" their class are {' and '.join(parts)}. Training points lie from {decimal(low)}, where p"
        f" is {decimal(float(arrow.probability(np.array(low))))}, to {decimal(high)}, where it is"
        f" {decimal(float(arrow.probability(np.array(high))))}."
    )
