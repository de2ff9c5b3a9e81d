"""The boundary of a run in half a page."""

from dataclasses import replace

from ...experiment.run import Run
from ..boundary import boundary_chart
from ..chart import Chart

HEIGHT = 380


def predicting_chart(run: Run, threshold: float = 0.5) -> Chart:
    """The boundary chart of the playground, less high."""
    chart = boundary_chart(run, threshold)
    return replace(chart, layout=chart.layout | {"height": HEIGHT})
