"""Runs drawn as Plotly figures: pure functions, with no Streamlit and no training."""

from .boundary import boundary_chart, boundary_frame, boundary_in_words, samples_name
from .calibration import calibration_chart
from .chart import Chart
from .comparison import coefficients_chart, gap_chart
from .cost import cost_chart
from .histogram import histogram_chart
from .loss import loss_axis, loss_chart
from .precision_recall import precision_recall_chart
from .roc import roc_chart

__all__ = [
    "Chart",
    "boundary_chart",
    "boundary_frame",
    "boundary_in_words",
    "calibration_chart",
    "coefficients_chart",
    "cost_chart",
    "gap_chart",
    "histogram_chart",
    "loss_axis",
    "loss_chart",
    "precision_recall_chart",
    "roc_chart",
    "samples_name",
]
