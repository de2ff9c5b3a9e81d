"""Runs drawn as Plotly figures: pure functions, with no Streamlit and no training."""

from .boundary import boundary_chart, percentages
from .chart import Chart
from .confusion import confusion_chart
from .loss import loss_axis, loss_chart

__all__ = ["Chart", "boundary_chart", "confusion_chart", "loss_axis", "loss_chart", "percentages"]
