"""The regularisation path: weights and losses over the strength of a penalty."""

from collections.abc import Iterator

import numpy as np

from ...core.checks import FloatArray
from ...experiment.penalty_path import Penalty, PenaltyPath, path_caption, path_loss_caption
from ...wording.numbers import count, decimal, number
from ...wording.plain_text import as_plotly
from ..chart import Chart, TraceSpec, base_layout, compact, exact_log_range, exact_range
from ..palette import INK, TEST_COLOR, TRAIN_COLOR

HEIGHT = 380
# Colours repeat with another dash; more than this are told apart by the pointer alone.
COLORS = (TRAIN_COLOR, TEST_COLOR, "#d1477b", "#7c8390")
DASHES = ("solid", "dash", "dot", "dashdot")
MOST_IN_LEGEND = 8
ROOM = 0.06
LOOKED_AT = "looked-at"
TITLES = {Penalty.L2: "L2 strength λ", Penalty.L1: "L1 strength λ"}


def path_chart(path: PenaltyPath, at: int) -> Chart:
    """Each weight over λ, with the λ of the run and the one looked at."""
    weights = path.per_deviation
    low, high = _around(weights)
    layout = _layout(path, "weight per standard deviation", low, high)
    layout["showlegend"] = weights.shape[1] <= MOST_IN_LEGEND
    curves = (
        _curve(path, weights[:, j], as_plotly(name), COLORS[j % 4], DASHES[j // 4 % 4])
        for j, name in enumerate(path.names)
    )
    traces = [*curves, *_marks(path, at, low, high)]
    return Chart(traces, layout, path_caption(path, at).text, _alternative(path, at))


def path_loss_chart(path: PenaltyPath, at: int) -> Chart:
    """Training and test loss over λ, without the penalty."""
    losses = path.train_loss if path.test_loss is None else np.stack(_losses(path))
    low, high = _around(np.append(losses, 0.0))
    traces = [_curve(path, path.train_loss, path.loss_names[0], TRAIN_COLOR, "solid")]
    if path.test_loss is not None:
        traces += [
            _curve(path, path.test_loss, path.loss_names[1], TEST_COLOR, "dash"),
            _lowest(path, path.test_loss),
        ]
    traces += _marks(path, at, low, high)
    layout = _layout(path, "log loss, without the penalty", low, high)
    return Chart(traces, layout, path_loss_caption(path).text, _loss_alternative(path, at))


def _losses(path: PenaltyPath) -> list[FloatArray]:
    return [path.train_loss] if path.test_loss is None else [path.train_loss, path.test_loss]


def _around(values: FloatArray) -> tuple[float, float]:
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    room = ROOM * (high - low) or 1.0
    return low - room if low < 0 else low, high + room


def _layout(path: PenaltyPath, y_title: str, low: float, high: float) -> dict[str, object]:
    strengths = path.strengths
    decades = 10.0 ** np.arange(-4, 2)
    return base_layout(
        HEIGHT,
        xaxis={
            "title": {"text": TITLES[path.penalty]},
            "type": "log",
            "tickvals": decades.tolist(),
            "ticktext": [number(decade) for decade in decades.tolist()],
            **exact_log_range(float(strengths[0]), float(strengths[-1])),
        },
        yaxis={"title": {"text": y_title}, "zeroline": True, **exact_range(low, high)},
        hovermode="closest",
    )


def _curve(path: PenaltyPath, y: FloatArray, name: str, color: str, dash: str) -> TraceSpec:
    return {
        "type": "scatter",
        "x": compact(path.strengths),
        "y": compact(y),
        "mode": "lines",
        "name": name,
        "line": {"color": color, "width": 2, "dash": dash},
        "hovertemplate": f"{name}<br>λ = %{{x:.3g}}: %{{y:.3g}}<extra></extra>",
    }


def _lowest(path: PenaltyPath, losses: FloatArray) -> TraceSpec:
    k = int(losses.argmin())
    return {
        "type": "scatter",
        "x": [float(path.strengths[k])],
        "y": [float(losses[k])],
        "mode": "markers",
        "name": "lowest",
        "cliponaxis": False,
        "marker": {"color": TEST_COLOR, "symbol": "star", "size": 13, "line": {"color": INK}},
        "hovertemplate": "lowest<br>λ = %{x:.3g}: %{y:.3g}<extra></extra>",
    }


def _marks(path: PenaltyPath, at: int, low: float, high: float) -> Iterator[TraceSpec]:
    """Upright lines at the λ of the run, where it is on the path, and at the one looked at."""
    if path.strengths[0] <= path.current <= path.strengths[-1]:
        yield _upright("this run", path.current, low, high, "dot")
    # It alone moves under a hand, and is painted; all else stays as Plotly has drawn it.
    looked_at = float(path.strengths[at])
    yield _upright("λ looked at", looked_at, low, high, "solid") | {"uid": LOOKED_AT}


def _upright(name: str, x: float, low: float, high: float, dash: str) -> TraceSpec:
    return {
        "type": "scatter",
        "x": [x, x],
        "y": [low, high],
        "mode": "lines",
        "name": name,
        "line": {"color": INK, "width": 1.5, "dash": dash},
        "hoverinfo": "skip",
    }


def _alternative(path: PenaltyPath, at: int) -> str:
    weights = path.per_deviation[at]
    rows = [
        f"{name} {decimal(weight)}"
        for name, weight in zip(path.names, weights.tolist(), strict=True)
    ]
    return (
        f"Weights per standard deviation of {count(len(rows), 'feature')} over the"
        f" {TITLES[path.penalty]} from {number(float(path.strengths[0]))} to"
        f" {number(float(path.strengths[-1]))}. At λ = {number(float(path.strengths[at]))}:"
        f" {'; '.join(rows)}."
    )


def _loss_alternative(path: PenaltyPath, at: int) -> str:
    parts = [
        f"{name} {decimal(float(losses[at]))}"
        for name, losses in zip(path.loss_names, _losses(path), strict=False)
    ]
    first, last = (decimal(float(path.train_loss[k])) for k in (0, -1))
    return (
        f"Log loss over the {TITLES[path.penalty]}. At λ = {number(float(path.strengths[at]))}:"
        f" {', '.join(parts)}. The {path.loss_names[0]} rises from {first} to {last}."
    )
