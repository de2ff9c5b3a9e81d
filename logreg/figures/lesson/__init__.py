"""The charts of the lesson: pure functions, one module per section."""

from .activations import activation_chart, slope_chart
from .bugs import bug_chart
from .gradient import gradient_check_chart
from .loss_curves import loss_slopes_chart, losses_chart
from .microscope import microscope_chart
from .plane import plane_chart
from .predicting import predicting_chart
from .whole_loop import loop_chart

__all__ = [
    "activation_chart",
    "bug_chart",
    "gradient_check_chart",
    "loop_chart",
    "loss_slopes_chart",
    "losses_chart",
    "microscope_chart",
    "plane_chart",
    "predicting_chart",
    "slope_chart",
]
