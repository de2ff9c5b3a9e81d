"""How the benchmarks print what they measured."""

import numpy as np


def spread(milliseconds: list[float]) -> str:
    """The median of some times, and their 95th percentile."""
    if not milliseconds:
        return "none"
    return (
        f"{np.median(milliseconds):>6.0f} ms median, {np.percentile(milliseconds, 95):.0f} ms p95"
    )


def verdict(is_met: bool) -> str:
    """Whether a target is met."""
    return "met" if is_met else "MISSED"
