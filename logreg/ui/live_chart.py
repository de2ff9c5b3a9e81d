"""A chart that is drawn in place: the same plotly.js instance from update to update.

`st.plotly_chart` makes a new element whenever its figure changes, which shows as a blank frame and
loses the zoom. This component keeps its element and calls `Plotly.react`; while only traces with a
`uid` move, it paints them on a canvas. plotly.js is the file of the installed plotly package,
served by this server: no other host, no copy in the repository.
"""

import json
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from ..figures.palette import INK, PAPER
from .door import log_refusal, number_of
from .live_component import bundled, loader
from .plotlyjs import plotlyjs_addresses

# One line.
CAPTION_HEIGHT = 21

_live_chart = st.components.v2.component(
    "live_chart",
    html=(
        '<div class="live-chart-frame"><h2 class="live-heading live-unseen" hidden></h2>'
        '<div class="live-chart" role="figure"></div>'
        '<p class="live-caption"></p></div>'
    ),
    js=loader("chart"),
    isolate_styles=False,
)


def live_chart(
    figure: go.Figure | dict[str, Any],
    alternative: str,
    key: str,
    caption: str = "",
    on_pick: Callable[[int], None] | None = None,
    heading: str = "",
) -> None:
    """Draw the figure, in place of the one under this key; `alternative` says it in words.

    A mapping is taken for what `figure.to_json()` says: building a `go.Figure` takes 10 ms.
    `on_pick` is called with the `customdata`, a whole number, of a point that was clicked.
    """

    def hear() -> None:
        picked = number_of(st.session_state[key].get("picked"))
        if picked is None:
            log_refusal(key, "not the number of a point")
        elif on_pick is not None:
            on_pick(picked)

    # Read back, as text inside JSON would travel with every quotation mark escaped.
    in_json = figure if isinstance(figure, dict) else json.loads(figure.to_json(remove_uids=False))
    _live_chart(
        key=key,
        # Until it is drawn: what stands below would move.
        height=in_json["layout"]["height"] + CAPTION_HEIGHT,
        data=bundled(
            {
                "figure": in_json,
                "alternative": alternative,
                "caption": caption,
                "heading": heading,
                "ink": INK,
                "paper": PAPER,
                "plotlyjs": plotlyjs_addresses(),
                "can_pick": on_pick is not None,
            }
        ),
        on_picked_change=hear,
    )
