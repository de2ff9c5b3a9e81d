"""What training is told: one record, handed on whole by everything that trains."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .checks import (
    Range,
    check_choice,
    check_integer,
    check_not_negative,
    check_positive,
)
from .choices import choice
from .kinds import Integer, Labelled, Number, OneOf, OrNone
from .optimizers import OPTIMIZERS, Optimizer, OptimizerEntry

N_ITERS = Range(0, 1_000_000)
SEED = Range(0, 2**32 - 1)


CLASS_WEIGHTS: Mapping[str, Labelled] = MappingProxyType({"balanced": Labelled("Balanced")})


@dataclass(frozen=True)
class Settings:
    """The keywords of `fit` but its data, checked: a ValueError says what is allowed.

    What a person may choose on screen or by a link is narrower, and stands beside each field.
    `optimizer` is a name from `OPTIMIZERS`, or an optimiser of one's own, which then brings its own
    learning rate.
    """

    learning_rate: float = choice(
        0.1,
        Number(Range(1e-4, 100)),
        key="rate",
        label="Learning rate",
        help="η: how far one iteration follows the gradient.",
        other_keys=("learning_rate",),
        hints=("lr", "eta", "alpha", "step_size"),
    )
    n_iters: int = choice(
        1000,
        Integer(Range(1, 5000)),
        key="iterations",
        label="Iterations",
        other_keys=("n_iters", "n_iterations", "n_iter", "max_iter"),
        hints=("epochs", "steps", "iters"),
    )
    optimizer: str | Optimizer = choice(
        "gd",
        OneOf(OPTIMIZERS),
        key="optimiser",
        label="Optimiser",
        other_keys=("optimizer",),
        hints=("solver", "method", "algorithm"),
    )
    batch_size: int | None = choice(
        None,
        OrNone(Integer(Range(1, 2000)), "all"),
        key="batch",
        label="Batch size",
        help="How many training points one iteration looks at. Newton's method needs them all.",
        other_keys=("batch_size",),
        hints=("minibatch",),
    )
    l2: float = choice(
        0.0,
        Number(Range(0, 10)),
        key="l2",
        label="L2 strength λ",
        help="λ/2·‖w‖² is added to the loss: large weights cost.",
        hints=("lambda", "penalty", "c", "ridge", "weight_decay"),
    )
    l1: float = choice(
        0.0,
        Number(Range(0, 10)),
        key="l1",
        label="L1 strength λ",
        help="λ·‖w‖₁ is added to the loss: weights become exactly 0.",
        hints=("lasso",),
    )
    class_weight: str | None = choice(
        None,
        OrNone(OneOf(CLASS_WEIGHTS), "none"),
        key="class-weight",
        label="Balance the classes",
        help="Each class counts as much as the other, however few its points: s = n/(2·n_class)."
        " p then answers as if both were equally common.",
        hints=("weights", "balance"),
    )
    seed: int = choice(
        0,
        Integer(Range(0, 9999)),
        key="seed",
        label="Seed",
        help="Another seed: another split, another order of batches, other toy samples.",
        other_keys=("random_state",),
        hints=("random", "state"),
    )
    tol: float = 0.0

    def __post_init__(self) -> None:
        checked = {
            "learning_rate": check_positive("learning_rate", self.learning_rate),
            "n_iters": check_integer("n_iters", self.n_iters, N_ITERS),
            "l1": check_not_negative("l1", self.l1),
            "l2": check_not_negative("l2", self.l2),
            "tol": check_not_negative("tol", self.tol),
            "seed": check_integer("seed", self.seed, SEED),
        }
        if self.batch_size is not None:
            checked["batch_size"] = check_integer("batch_size", self.batch_size, Range(1))
        if self.class_weight is not None:
            check_choice("class_weight", self.class_weight, CLASS_WEIGHTS)
        if isinstance(self.optimizer, (str, type)) or not hasattr(self.optimizer, "step"):
            check_choice("optimizer", self.optimizer, OPTIMIZERS)
        # One type for the same choice: equal settings are then the same run.
        for name, value in checked.items():
            object.__setattr__(self, name, value)

    @property
    def is_penalized(self) -> bool:
        """Whether anything but the log loss is minimised."""
        return self.l1 > 0 or self.l2 > 0

    @property
    def optimizer_entry(self) -> OptimizerEntry:
        """What the registry knows of the optimiser; ValueError for one of one's own."""
        return OPTIMIZERS[check_choice("optimizer", self.optimizer, OPTIMIZERS)]

    def make_optimizer(self) -> Optimizer:
        """The optimiser that these settings name or hold."""
        if isinstance(self.optimizer, str):
            return OPTIMIZERS[self.optimizer].make(self.learning_rate)
        return self.optimizer
