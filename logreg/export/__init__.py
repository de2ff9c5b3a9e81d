"""What a person takes away from a run: its code, its model, its history."""

from .history import history_csv
from .model import Model, load_model, model_json
from .script import numpy_script
from .twin import sklearn_script

__all__ = [
    "Model",
    "history_csv",
    "load_model",
    "model_json",
    "numpy_script",
    "sklearn_script",
]
