"""One experiment: every choice a person can make, checked.

controls → Experiment → run → Run → figures
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ..core.checks import (
    Range,
    check_choice,
    check_flag,
    check_integer,
    check_number,
    check_sequence,
)
from ..core.features import check_features
from ..core.optimizers import OPTIMIZERS
from ..data import datasets
from ..data.datasets import DATASETS

RANGES: Mapping[str, Range] = MappingProxyType(
    {
        "n_samples": datasets.N_SAMPLES,
        "noise": datasets.NOISE,
        "seed": datasets.SEED,
        "test_share": Range(0, 0.5),
        "learning_rate": Range(1e-4, 100),
        "n_iters": Range(1, 5000),
        "batch_size": Range(1, 2000),
        "l2": Range(0, 10),
        "l1": Range(0, 10),
    }
)


@dataclass(frozen=True)
class Experiment:
    """Every choice a person can make, checked: a ValueError says what is allowed."""

    dataset: str = "moons"
    n_samples: int = 300
    noise: float = 0.2
    seed: int = 0
    test_share: float = 0.3
    drawn: tuple[int, int] = (0, 1)  # the features drawn as x₁ and x₂
    features: tuple[str, ...] = ("x1", "x2")  # terms of the drawn features, see FEATURES
    other_features: bool = False  # train on the features that are not drawn as well
    standardize: bool = False
    learning_rate: float = 0.3
    n_iters: int = 500
    optimizer: str = "gd"
    batch_size: int | None = None  # None: all training samples
    l2: float = 0.0
    l1: float = 0.0

    def __post_init__(self) -> None:
        check_choice("dataset", self.dataset, DATASETS)
        check_choice("optimizer", self.optimizer, OPTIMIZERS)
        checked: dict[str, Any] = {}
        for name in ("n_samples", "seed", "n_iters"):
            checked[name] = check_integer(name, getattr(self, name), RANGES[name])
        for name in ("noise", "test_share", "learning_rate", "l2", "l1"):
            checked[name] = check_number(name, getattr(self, name), RANGES[name])
        for name in ("standardize", "other_features"):
            checked[name] = check_flag(name, getattr(self, name))
        if self.batch_size is not None:
            batch_size = check_integer("batch_size", self.batch_size, RANGES["batch_size"])
            checked["batch_size"] = batch_size
        checked["drawn"] = self._check_drawn()
        checked["features"] = check_features(self.features)
        has_others = self.other_features and DATASETS[self.dataset].n_features > 2
        if not checked["features"] and not has_others:
            raise ValueError("features must name at least one feature to train on.")
        # One type and one order for the same choice: equal experiments are then the same run.
        for name, value in checked.items():
            object.__setattr__(self, name, value)

    def _check_drawn(self) -> tuple[int, int]:
        allowed = Range(0, DATASETS[self.dataset].n_features - 1)
        items = check_sequence("drawn", self.drawn)
        indices = [check_integer("drawn", index, allowed) for index in items]
        if len(indices) != 2 or indices[0] == indices[1]:
            raise ValueError("drawn must name two different features.")
        return indices[0], indices[1]
