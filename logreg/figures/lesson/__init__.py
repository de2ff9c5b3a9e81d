"""The charts of the lesson: pure functions, one module per section."""

from .plane import plane_chart

__all__ = ["plane_chart"]
