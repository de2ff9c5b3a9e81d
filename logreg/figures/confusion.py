"""The confusion matrix."""

import numpy as np

from ..metrics import Confusion
from ..words import percent
from .chart import Chart, base_layout
from .palette import CLASS_SCALE, INK

HEIGHT = 230


def confusion_chart(confusion: Confusion, class_names: tuple[str, str], split_name: str) -> Chart:
    """Counts with the share of each true class below; coloured like the class predicted."""
    counts, shares = confusion.matrix, confusion.row_shares
    cells = {
        "type": "heatmap",
        # -1 is all orange, +1 all blue; an absent class has no colour.
        "z": np.nan_to_num(shares) * (-1, 1),
        "zmin": -1,
        "zmax": 1,
        "x": (0, 1),
        "y": (0, 1),
        "xgap": 3,
        "ygap": 3,
        "colorscale": CLASS_SCALE,
        "showscale": False,
        "hoverinfo": "skip",
    }
    labels = {"tickvals": (0, 1), "ticktext": class_names, "showgrid": False, "zeroline": False}
    layout = base_layout(
        HEIGHT,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={"title": {"text": "predicted class"}, **labels},
        yaxis={"title": {"text": "true class"}, "autorange": "reversed", **labels},
        # Annotations, not cell texts: these take the theme's text colour.
        annotations=[
            {
                "x": j,
                "y": i,
                "text": f"<b>{counts[i, j]}</b><br>{percent(shares[i, j])}",
                "font": {"size": 16, "color": INK},
                "showarrow": False,
            }
            for i in (0, 1)
            for j in (0, 1)
        ],
    )
    caption = "Right answers lie on the diagonal; percentages are shares of each true class."
    alternative = _alternative(counts, class_names, split_name)
    return Chart([cells], layout, caption, alternative)


def _alternative(
    counts: np.ndarray[tuple[int, int], np.dtype[np.int64]],
    class_names: tuple[str, str],
    split_name: str,
) -> str:
    rows = [
        f"of {counts[i].sum()} {class_names[i]}, {counts[i, i]}"
        f" {'is' if counts[i, i] == 1 else 'are'} predicted correctly"
        for i in (0, 1)
    ]
    return f"Confusion matrix on {split_name} points: {'; '.join(rows)}."
