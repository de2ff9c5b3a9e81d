"""The charts of the lesson: pure functions, one module per section."""

from .activations import activation_chart, slope_chart
from .bowl import bowl_chart, cut_chart
from .bugs import bug_chart
from .curve import s_curve_chart
from .gradient import gradient_check_chart, secant_chart
from .loss_curves import loss_slopes_chart, losses_chart, losses_over_p_chart
from .microscope import microscope_chart, pulls_chart
from .plane import plane_chart
from .predicting import predicting_chart
from .straight import straight_chart
from .whole_loop import loop_chart

__all__ = [
    "activation_chart",
    "bowl_chart",
    "bug_chart",
    "cut_chart",
    "gradient_check_chart",
    "loop_chart",
    "loss_slopes_chart",
    "losses_chart",
    "losses_over_p_chart",
    "microscope_chart",
    "plane_chart",
    "predicting_chart",
    "pulls_chart",
    "s_curve_chart",
    "secant_chart",
    "slope_chart",
    "straight_chart",
]
