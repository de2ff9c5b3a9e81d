"""What every chart has in common."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from ..core.checks import FloatArray
from ..experiment.captions import is_jagged
from ..wording.numbers import decimal
from ..wording.plain_text import as_plotly
from .palette import INK

TraceSpec = dict[str, Any]
# Digits of an axis's ends: from run to run it mostly stands still, and what it measures moves.
ROUND = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


@dataclass(frozen=True, eq=False)
class Chart:
    """Traces and layout of a Plotly figure, with the words that belong to it.

    Plain dictionaries: building `go.Figure` checks every property, which takes as long as training.
    """

    traces: list[TraceSpec]
    layout: dict[str, Any]
    caption: str  # one line: what to look for
    alternative: str  # the same for who cannot see it, made from the data

    @property
    def figure(self) -> go.Figure:
        """The figure, each property checked, without Plotly's own template."""
        return go.Figure(self.traces, {"template": go.layout.Template(), **self.layout})


def compact(values: FloatArray) -> NDArray[np.float32]:
    """Seven digits: more than a screen shows, and half the bytes to send."""
    return values.astype(np.float32)


def width_of(curve: FloatArray) -> float:
    """A line's width in pixels: a thick one that goes to and fro would fill its area."""
    return 1 if is_jagged(curve) else 2.5


def moving_dot(uid: str, x: float, y: float, color: str) -> TraceSpec:
    """A dot that moves without a new drawing; none where a coordinate is unknown."""
    is_known = not (math.isnan(x) or math.isnan(y))
    return {
        "type": "scatter",
        "x": [x] if is_known else [],
        "y": [y] if is_known else [],
        "mode": "markers",
        "uid": uid,
        # On the edge of the plot it is still a whole dot.
        "cliponaxis": False,
        "marker": dot_marker(color),
        "hoverinfo": "skip",
    }


def dot_marker(color: str) -> dict[str, Any]:
    """How a dot that moves along a curve is drawn."""
    return {"color": color, "size": 10, "line": {"color": INK, "width": 1.5}}


def exact_range(low: float, high: float) -> dict[str, Any]:
    """A linear axis from `low` to `high`.

    Given as `range`, each new one would undo the zoom; Plotly keeps it where the axis is automatic.
    """
    return {"autorange": True, "autorangeoptions": {"minallowed": low, "maxallowed": high}}


def rounded_up(value: float) -> float:
    """The next of 1, 1.5, 2, 3, 4, 5, 6, 8 × a power of ten, a little above `value`."""
    decade = 10.0 ** math.floor(math.log10(1.04 * value))
    return next(digit * decade for digit in ROUND if digit * decade >= 1.04 * value)


def rounded_down(value: float) -> float:
    """The next of them at most `value`."""
    decade = 10.0 ** math.floor(math.log10(value))
    return next(digit * decade for digit in reversed(ROUND) if digit * decade <= value)


def exact_axis(title: str, low: float, high: float) -> dict[str, Any]:
    """An axis of this title from `low` to `high`, without a line at 0."""
    return {"title": {"text": title}, "zeroline": False, **exact_range(low, high)}


def exact_log_range(low: float, high: float) -> dict[str, Any]:
    """A logarithmic axis from `low` to `high`, both above 0.

    Plotly reads the lower end as a decade and the upper one as a value; given both as decades, it
    compares their logarithms and ignores them where one is below 1.
    """
    options = {"minallowed": math.log10(low), "include": [high], "clipmax": high}
    return {"autorange": True, "autorangeoptions": options}


def names_axis(title: str, names: Sequence[str]) -> dict[str, Any]:
    """A vertical axis with a name for each row, the first on top."""
    return {
        "title": {"text": title},
        "tickvals": list(range(len(names))),
        "ticktext": list(map(as_plotly, names)),
        "automargin": True,
        "zeroline": False,
        **exact_range(-0.6, len(names) - 0.4),
        "autorange": "reversed",
    }


def log_ticks(low: float, high: float, largest: float) -> dict[str, Any]:
    """Ticks of a logarithmic axis from `low` to `high`, whose values reach `largest`.

    Within a decade, and beyond two, those of Plotly are good. Between, they are digits without
    their decade.
    """
    if largest < 10 * low or high > 100 * low:
        return {}
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    ticks = [float(f"{digit}e{decade}") for decade in decades for digit in (1, 2, 5)]
    return {"tickvals": ticks, "ticktext": [_tick_text(tick) for tick in ticks]}


def _tick_text(tick: float) -> str:
    """0.02, and 2 × 10⁻⁴ where that would have too many zeros."""
    return f"{tick:g}" if 1e-3 <= tick < 1e5 else decimal(tick).replace(".0 ×", " ×")


def whole_decades(values: FloatArray) -> dict[str, Any]:
    """A logarithmic axis of whole decades around values above 0: mostly it stands still."""
    smallest, largest = float(values.min()), float(values.max())
    first, last = math.floor(math.log10(smallest)), math.ceil(math.log10(largest))
    low, high = 10.0**first, 10.0 ** max(last, first + 1)
    return exact_log_range(low, high) | log_ticks(low, high, largest)


def base_layout(height: int, **more: Any) -> dict[str, Any]:
    """The layout all charts share; colours of text and grid are left to the theme."""
    layout = {
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 36, "b": 12},
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.01,
            "yanchor": "bottom",
            "title": None,
        },
        # Zoom and hidden traces outlive a new run.
        "uirevision": "playground",
    }
    return layout | more
