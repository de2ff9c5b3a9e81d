"""The weights per standard deviation, and how far chance could move them."""

from collections.abc import Iterator

import numpy as np

from ...core.checks import FloatArray
from ...experiment.learned import Learned
from ...experiment.uncertainty import Bootstrap, Uncertainty
from ...wording.numbers import count, decimal
from ...wording.plain_text import as_plotly
from ..chart import Chart, TraceSpec, base_layout, compact, names_axis
from ..palette import INK, TEST_COLOR, TRAIN_COLOR

ROW_HEIGHT = 30
FRAME_HEIGHT = 130
# Of few rows: they stand beside the fan.
LEAST_HEIGHT = 320
# Above and below the middle of a row.
WALD, REFITS = -0.16, 0.16


def weights_chart(
    model: Learned, sure: Uncertainty | None, refits: Bootstrap | None, caption: str
) -> Chart:
    """One row for each column; `caption` says whose intervals these are, or why there are none."""
    n_rows = len(model.names)
    layout = base_layout(
        max(LEAST_HEIGHT, FRAME_HEIGHT + ROW_HEIGHT * n_rows),
        xaxis={
            "title": {"text": "weight per standard deviation"},
            "hoverformat": ".4g",
            "zeroline": True,
        },
        yaxis=names_axis("feature", model.names),
        hovermode="closest",
    )
    return Chart(
        [*_intervals(model, sure, refits), _shown(model)],
        layout,
        caption,
        _alternative(model, sure, refits),
    )


def _intervals(
    model: Learned, sure: Uncertainty | None, refits: Bootstrap | None
) -> Iterator[TraceSpec]:
    if sure is None:
        return
    scale = model.deviations
    yield _bars("95 % by the Hessian", sure.intervals[:, :-1] * scale, WALD, INK, "solid", model)
    if refits is not None and refits.intervals is not None:
        ends = refits.intervals[:, :-1] * scale
        yield _bars("95 % of the refits", ends, REFITS, TEST_COLOR, "dot", model)
    yield _dots("at the minimum", sure.theta[:-1] * scale, model, _ring())


def _bars(
    name: str, ends: FloatArray, offset: float, color: str, dash: str, model: Learned
) -> TraceSpec:
    """A line in each row from end to end, with NaN between the rows."""
    n_rows = len(model.names)
    breaks = np.full((n_rows, 1), np.nan)
    return {
        "type": "scatter",
        "x": compact(np.hstack([ends.T, breaks]).ravel()),
        "y": compact(np.repeat(np.arange(n_rows) + offset, 3)),
        "text": [as_plotly(name) for name in model.names for _ in range(3)],
        "mode": "lines+markers",
        "name": name,
        "line": {"color": color, "width": 2.5, "dash": dash},
        "marker": {"color": color, "symbol": "line-ns-open", "size": 9, "line": {"width": 2}},
        "hovertemplate": f"%{{text}}<br>{name}: %{{x}}<extra></extra>",
    }


def _shown(model: Learned) -> TraceSpec:
    marker = {"color": TRAIN_COLOR, "symbol": "circle", "size": 8}
    return _dots("model shown", model.per_deviation, model, marker)


def _dots(name: str, x: FloatArray, model: Learned, marker: dict[str, object]) -> TraceSpec:
    return {
        "type": "scatter",
        "x": compact(x),
        "y": list(range(len(x))),
        "text": list(map(as_plotly, model.names)),
        "mode": "markers",
        "name": name,
        "marker": marker,
        "hovertemplate": f"%{{text}}<br>{name}: %{{x}}<extra></extra>",
    }


def _ring() -> dict[str, object]:
    return {"color": INK, "symbol": "circle-open", "size": 13, "line": {"width": 2}}


def _alternative(model: Learned, sure: Uncertainty | None, refits: Bootstrap | None) -> str:
    rows = [
        f"{name} {decimal(weight)}{_interval(j, model, sure)}"
        for j, (name, weight) in enumerate(
            zip(model.names, model.per_deviation.tolist(), strict=True)
        )
    ]
    words = f"Weights per standard deviation of {count(len(rows), 'feature')}: {'; '.join(rows)}."
    if refits is None or refits.intervals is None:
        return words
    widths = np.diff(refits.intervals[:, :-1] * model.deviations, axis=0)[0]
    j = int(widths.argmax())
    return (
        f"{words} The refits spread widest, over {decimal(float(widths[j]))}, in {model.names[j]}."
    )


def _interval(j: int, model: Learned, sure: Uncertainty | None) -> str:
    if sure is None:
        return ""
    low, high = (sure.intervals[:, j] * model.deviations[j]).tolist()
    return f", 95 % interval {decimal(low)} to {decimal(high)}"
