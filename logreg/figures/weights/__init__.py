"""What a run learned, as charts: S-curve, weights, the fan of refits, paths of penalties."""

from .arrow import arrow_chart
from .fan import fan_chart
from .intervals import weights_chart
from .path import path_chart, path_loss_chart

__all__ = ["arrow_chart", "fan_chart", "path_chart", "path_loss_chart", "weights_chart"]
