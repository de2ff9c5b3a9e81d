"""The seam between figures and the screen: what a chart sends to the browser."""

from typing import Any

from ..figures import Chart
from .live_chart import live_chart
from .packing import packed


def draw(chart: Chart, key: str) -> None:
    """Draw a chart with its caption in the current container."""
    live_chart(figure_data(chart), chart.alternative, key, chart.caption)


def figure_data(chart: Chart) -> dict[str, Any]:
    """Traces and layout as JSON, arrays packed."""
    return {"data": packed(chart.traces), "layout": packed(chart.layout)}
