"""The record of one run: every point that it visited."""

from dataclasses import dataclass

from .checks import FloatArray
from .endings import StopReason, count_rises
from .immutable import freeze


@dataclass(frozen=True, eq=False)
class Trace:
    """Every point of one run after k updates; row i of each array is the state after i of them.

    With keep="last" `weights` is (1, d) and `bias` (1,): the last point alone. The arrays are
    read-only, since runs are shared.

    `loss` and `validation_loss` are mean log losses without penalty, `loss` weighted as the samples
    were; `penalty` is the rest of the objective, so loss + penalty is what was minimised.
    `gradient_norm` is the length of the full gradient of the objective over all training samples
    (with L1, of its smallest subgradient).
    """

    weights: FloatArray  # (k + 1, d)
    bias: FloatArray  # (k + 1,)
    loss: FloatArray  # (k + 1,)
    penalty: FloatArray  # (k + 1,)
    gradient_norm: FloatArray  # (k + 1,)
    validation_loss: FloatArray | None  # (k + 1,), where validation data was given
    stop_reason: StopReason
    message: str

    def __post_init__(self) -> None:
        freeze(self)

    @property
    def n_iters(self) -> int:
        """The number of updates made."""
        return len(self.loss) - 1

    @property
    def objective(self) -> FloatArray:
        """loss + penalty, which was minimised; shape (k + 1,)."""
        return self.loss + self.penalty

    @property
    def n_rises(self) -> int:
        """On how many updates the objective rose, by more than rounding."""
        return count_rises(self.objective)
