"""A trained model as JSON, and the way back: loaded, it predicts to the bit as the run did."""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from reprlib import repr as short
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..core.checks import (
    LARGEST_VALUE,
    FloatArray,
    Range,
    check_choice,
    check_integer,
    check_matrix,
    check_number,
)
from ..core.features import FeatureMap, Standardizer
from ..core.loss import sigmoid
from ..core.training import StopReason
from ..data.sources import Source
from ..data.table.encoder import Encoder, encoder_of
from ..data.table.source import ClosedTable, Table
from ..experiment.experiment import CHOICES, Experiment
from ..experiment.run import Run, feature_map
from .names import column_names

FORMAT = "logistic regression playground: model"
FORMAT_VERSION = 1

# What an object holds, by its name in messages; an object has these keys and no others.
KEYS = {
    "The model": (
        "format",
        "version",
        "made_with",
        "settings",
        "inputs",
        "classes",
        "features",
        "standardized",
        "original",
        "result",
    ),
    "made_with": ("playground", "numpy", "python"),
    "settings": ("dataset", *(name for name, _ in CHOICES if name != "source")),
    "standardized": ("mean", "scale", "weights", "bias"),
    "original": ("weights", "bias"),
    "result": ("iterations", "stop_reason", "train_loss", "test_loss", "penalty"),
}
LOSS = Range(0, LARGEST_VALUE)
NUMBER = Range(-LARGEST_VALUE, LARGEST_VALUE)
SCALE = Range(1 / LARGEST_VALUE, LARGEST_VALUE)
# Both sets of weights must say the same, but another machine may round a sum differently.
ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class Model:
    """A trained model: from samples X (n, D), as the data came, to P(class 1)."""

    experiment: Experiment
    inputs: tuple[str, ...]  # (D,), the columns of X
    class_names: tuple[str, str]
    feature_map: FeatureMap
    standardizer: Standardizer
    weights: FloatArray  # (d,), of the standardised features
    bias: float
    encoder: Encoder | None = None  # of a table: from its rows to the columns of X

    def predict_rows(self, rows: Sequence[Mapping[str, Any]]) -> FloatArray:
        """P(class 1) of rows of the table, each {column: cell} as it stands there; shape (n,).

        Raises ValueError, in a sentence, for a cell that cannot be read as those of the table.
        """
        if self.encoder is None:
            raise ValueError("This model was not trained on a table: predict_proba takes its X.")
        return self.predict_proba(self.encoder.encode(rows))

    def predict_proba(self, X: ArrayLike) -> FloatArray:
        """P(class 1) of each row of X (n, D); shape (n,)."""
        X = check_matrix("X", X)
        if X.shape[1] != len(self.inputs):
            raise ValueError(f"X must have {len(self.inputs)} columns, not {X.shape[1]}.")
        columns = self.standardizer.transform(self.feature_map.matrix(X))
        return sigmoid(columns @ self.weights + self.bias)

    def predict(self, X: ArrayLike, threshold: float = 0.5) -> NDArray[np.int64]:
        """1 where P(class 1) is at least `threshold`, else 0, for each row of X (n, D)."""
        threshold = check_number("threshold", threshold, Range(0, 1))
        return (self.predict_proba(X) >= threshold).astype(np.int64)


def model_json(run: Run) -> str:
    """The model at the end of this run; every number reads back to the same bit."""
    return json.dumps(_document(run), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def load_model(text: str) -> Model:
    """The model that `model_json` wrote.

    Raises ValueError, in a sentence, for any other text.
    """
    document = _parse(text)
    _check_format(document)
    encoder = encoder_of(document.pop("table")) if "table" in document else None
    _check_keys("The model", document)
    for name in ("made_with", "settings", "standardized", "original", "result"):
        _check_keys(name, document[name])
    for name, version in document["made_with"].items():
        _check_text(f"made_with.{name}", version)

    experiment = _experiment(document["settings"], encoder)
    n_inputs = experiment.source.n_features
    inputs = tuple(_check_texts("inputs", document["inputs"], n_inputs))
    first_class, second_class = _check_texts("classes", document["classes"], 2)
    terms = feature_map(experiment)
    _check_same("features", document["features"], _features(terms, inputs))
    _check_result(document["result"], experiment)
    return Model(
        experiment,
        inputs,
        (first_class, second_class),
        terms,
        *_weights(document["standardized"], document["original"], _width(terms)),
        encoder,
    )


def _document(run: Run) -> dict[str, Any]:
    from .. import __version__  # not above: the package may import this module first

    weights, bias = run.trace.weights[-1], run.trace.bias[-1]
    original_weights, original_bias = run.standardizer.unscale(weights, bias)
    test_loss = run.trace.validation_loss
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "made_with": {
            "playground": __version__,
            "numpy": np.__version__,
            "python": platform.python_version(),
        },
        "settings": _settings(run.experiment),
        **_of_table(run.experiment.source),
        "inputs": list(run.dataset.feature_names),
        "classes": list(run.dataset.class_names),
        "features": _features(run.feature_map, run.dataset.feature_names),
        "standardized": {
            "mean": run.standardizer.mean.tolist(),
            "scale": run.standardizer.scale.tolist(),
            "weights": weights.tolist(),
            "bias": float(bias),
        },
        "original": {"weights": original_weights.tolist(), "bias": float(original_bias)},
        "result": {
            "iterations": run.trace.n_iters,
            "stop_reason": run.trace.stop_reason.value,
            "train_loss": float(run.trace.loss[-1]),
            "test_loss": None if test_loss is None else float(test_loss[-1]),
            "penalty": float(run.trace.penalty[-1]),
        },
    }


def _of_table(source: Source) -> dict[str, Any]:
    """How a row of one's own table becomes a row of X."""
    return {"table": source.prepared.encoder.as_json()} if isinstance(source, Table) else {}


def _settings(experiment: Experiment) -> dict[str, Any]:
    """Every choice by its name, with lists for the tuples, as JSON has them."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in experiment.choices().items()
    }


def _experiment(settings: dict[str, Any], encoder: Encoder | None) -> Experiment:
    """The experiment of these settings; what an older playground did not know has its default."""
    if encoder is None:
        experiment = Experiment.of(**settings)
    else:
        others = {name: value for name, value in settings.items() if name != "dataset"}
        experiment = Experiment.of(source=ClosedTable(len(encoder.feature_names)), **others)
    for name, value in _settings(experiment).items():
        if settings.get(name, value) != value:
            raise ValueError(f"settings.{name} must be {value}, not {short(settings[name])}.")
    return experiment


def _features(feature_map: FeatureMap, inputs: tuple[str, ...]) -> dict[str, Any]:
    """What each weight belongs to: first the terms of the two drawn inputs, then other inputs."""
    return {
        "names": column_names(feature_map, inputs),
        "drawn": list(feature_map.drawn),
        "terms": list(feature_map.terms),
        "others": list(feature_map.others),
    }


def _width(feature_map: FeatureMap) -> int:
    return len(feature_map.terms) + len(feature_map.others)


# --- Reading --------------------------------------------------------------------------------------


def _parse(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse, object_pairs_hook=_unique)
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"This is not a model as JSON: {error}.") from None


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not a number")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in the same object")
    return found


def _check_format(document: Any) -> None:
    mark = document.get("format") if isinstance(document, dict) else None
    if mark != FORMAT:
        raise ValueError(f"This is not a model of the playground: its format is not {FORMAT!r}.")
    version = document.get("version")
    if type(version) is not int or version != FORMAT_VERSION:
        raise ValueError(
            f"The model has version {short(version)}; this playground reads {FORMAT_VERSION}."
        )


def _check_keys(name: str, value: Any) -> None:
    if not isinstance(value, dict):
        raise ValueError(f"{name} must be an object, not {short(value)}.")
    # Settings come with time: a model of before them has their defaults.
    needed = ("dataset",) if name == "settings" else KEYS[name]
    missing = [key for key in needed if key not in value]
    unknown = [key for key in value if key not in KEYS[name]]
    if missing:
        raise ValueError(f"{name} lacks {', '.join(missing)}.")
    if unknown:
        raise ValueError(f"{name} must not have {', '.join(map(short, unknown))}.")


def _check_same(name: str, found: Any, expected: dict[str, Any]) -> None:
    """Whether what is said twice in a model is said alike."""
    if not isinstance(found, dict) or found.keys() != expected.keys():
        raise ValueError(f"{name} must be an object with {', '.join(expected)}.")
    for key, value in expected.items():
        if found[key] != value:
            raise ValueError(f"{name}.{key} must be {value}, not {short(found[key])}.")


def _check_result(result: dict[str, Any], experiment: Experiment) -> None:
    check_integer("result.iterations", result["iterations"], Range(0, experiment.settings.n_iters))
    check_choice("result.stop_reason", result["stop_reason"], list(StopReason))
    for name in ("train_loss", "penalty"):
        _check_number(f"result.{name}", result[name], LOSS)
    if experiment.test_share:
        _check_number("result.test_loss", result["test_loss"], LOSS)
    elif result["test_loss"] is not None:
        raise ValueError("result.test_loss must be null where nothing is kept for the test.")


def _weights(
    standardized: dict[str, Any], original: dict[str, Any], width: int
) -> tuple[Standardizer, FloatArray, float]:
    """What to predict with; the original weights must be the same model in other units."""
    mean = _check_numbers("standardized.mean", standardized["mean"], width)
    scale = _check_numbers("standardized.scale", standardized["scale"], width, SCALE)
    weights = _check_numbers("standardized.weights", standardized["weights"], width)
    bias = _check_number("standardized.bias", standardized["bias"])
    original_weights = _check_numbers("original.weights", original["weights"], width)
    original_bias = _check_number("original.bias", original["bias"])

    standardizer = Standardizer(mean, scale)
    expected_weights, expected_bias = standardizer.unscale(weights, np.array(bias))
    size = abs(bias) + np.abs(expected_weights) @ np.abs(mean)
    are_same = np.allclose(original_weights, expected_weights, rtol=ROUNDING, atol=0.0)
    if not (are_same and abs(original_bias - expected_bias) <= ROUNDING * size):
        raise ValueError("original must hold the weights and the bias of standardized, rescaled.")
    return standardizer, weights, bias


def _check_number(name: str, value: Any, allowed: Range = NUMBER) -> float:
    if isinstance(value, bool):
        raise ValueError(f"{name} must be a number, not {value}.")
    return check_number(name, value, allowed)


def _check_list(name: str, value: Any, length: int) -> list[Any]:
    if not isinstance(value, list) or len(value) != length:
        raise ValueError(f"{name} must be a list of {length}, not {short(value)}.")
    return value


def _check_numbers(name: str, value: Any, length: int, allowed: Range = NUMBER) -> FloatArray:
    items = _check_list(name, value, length)
    return np.array([_check_number(f"{name}[{i}]", x, allowed) for i, x in enumerate(items)])


def _check_texts(name: str, value: Any, length: int) -> list[str]:
    items = _check_list(name, value, length)
    return [_check_text(f"{name}[{i}]", item) for i, item in enumerate(items)]


def _check_text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name} must be text, not {short(value)}.")
    return value
