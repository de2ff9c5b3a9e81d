"""How a model's probabilities become classes: the threshold, and what its errors cost."""

from dataclasses import dataclass

from ..core.checks import Range
from ..core.choices import Choices, check_choices, choice
from ..core.kinds import Number

THRESHOLD = Range(0, 1)
COST = Range(0, 1000)


@dataclass(frozen=True)
class Decision(Choices):
    """Every choice a person can make on the page Evaluate, checked."""

    threshold: float = choice(
        0.5,
        Number(THRESHOLD),
        key="threshold",
        label="Threshold",
        help="Predict class 1 where p ≥ threshold.",
        hints=("cutoff",),
    )
    false_positive_cost: float = choice(
        1.0, Number(COST), key="false-positive-cost", label="Cost of a false positive"
    )
    false_negative_cost: float = choice(
        1.0, Number(COST), key="false-negative-cost", label="Cost of a false negative"
    )

    def __post_init__(self) -> None:
        check_choices(self)
