"""The seam between figures and the screen: what a chart sends to the browser."""

from collections.abc import Callable
from typing import Any

from ..figures import Chart
from .live_chart import live_chart
from .packing import packed


def draw(
    chart: Chart, key: str, on_pick: Callable[[int], None] | None = None, heading: str = ""
) -> None:
    """Draw a chart with its caption in the current container.

    `heading` is for who reads the page by its headings, where none on screen names the chart.
    `on_pick` is called with the `customdata` of a point that was clicked.
    """
    live_chart(figure_data(chart), chart.alternative, key, chart.caption, on_pick, heading)


def figure_data(chart: Chart) -> dict[str, Any]:
    """Traces and layout as JSON, arrays packed."""
    return {"data": packed(chart.traces), "layout": packed(chart.layout)}
