"""How a model is judged: the threshold it decides at, and what its errors cost."""

from dataclasses import dataclass

from ..core.checks import Range, check_number

THRESHOLD = Range(0, 1)
COST = Range(0, 1000)


@dataclass(frozen=True)
class Judgement:
    """Every choice a person can make on the page Evaluate, checked."""

    threshold: float = 0.5
    false_positive_cost: float = 1.0
    false_negative_cost: float = 1.0

    def __post_init__(self) -> None:
        checked = {
            "threshold": check_number("threshold", self.threshold, THRESHOLD),
            "false_positive_cost": check_number("cost", self.false_positive_cost, COST),
            "false_negative_cost": check_number("cost", self.false_negative_cost, COST),
        }
        for name, value in checked.items():
            object.__setattr__(self, name, value)
