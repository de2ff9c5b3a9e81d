"""What every chart has in common."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from ..validation import FloatArray


@dataclass(frozen=True, eq=False)
class Chart:
    """A figure with the words that belong to it."""

    figure: go.Figure
    caption: str  # one line: what to look for
    alternative: str  # the same for who cannot see it, made from the data


def compact(values: FloatArray) -> NDArray[np.float32]:
    """Seven digits: more than a screen shows, and half the bytes to send."""
    return values.astype(np.float32)


def base_layout(height: int, **more: Any) -> dict[str, Any]:
    """The layout all charts share; colours of text and grid are left to the theme."""
    layout = {
        # Plotly's own is nine tenths of a small figure, and changes with who imported what.
        "template": go.layout.Template(),
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 36, "b": 8},
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
