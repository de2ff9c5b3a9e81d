"""Logistic regression from scratch in NumPy, and the playground that shows how it learns."""

from typing import TYPE_CHECKING, Any

from .core.features import FEATURES, Standardizer
from .core.loss import LogisticLoss, log_loss, sigmoid, softplus
from .core.optimizers import OPTIMIZERS, Adam, GradientDescent, Momentum, Nesterov, Newton
from .core.training import StopReason, Trace, fit
from .data.datasets import DATASETS, Dataset
from .data.sources import load_dataset
from .experiment.experiment import Experiment
from .experiment.run import Run, run

if TYPE_CHECKING:
    from .estimator import LogisticRegression

__version__ = "0.1.0"

__all__ = [
    "DATASETS",
    "FEATURES",
    "OPTIMIZERS",
    "Adam",
    "Dataset",
    "Experiment",
    "GradientDescent",
    "LogisticLoss",
    "LogisticRegression",
    "Momentum",
    "Nesterov",
    "Newton",
    "Run",
    "Standardizer",
    "StopReason",
    "Trace",
    "fit",
    "load_dataset",
    "log_loss",
    "run",
    "sigmoid",
    "softplus",
]


def __getattr__(name: str) -> Any:
    # scikit-learn takes about two seconds to import; only who asks for the estimator pays.
    if name == "LogisticRegression":
        from .estimator import LogisticRegression

        return LogisticRegression
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
