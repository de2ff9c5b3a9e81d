"""Records as query strings and back: the address of a page says everything a person chose.

One table of properties drives both ways. What is at its default is left out; a key that no
property has is left alone; a value that is not allowed is replaced by the default, and said.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from .datasets import DATASETS
from .experiment import RANGES, Experiment
from .features import FEATURES
from .judgement import COST, THRESHOLD, Judgement
from .optimizers import OPTIMIZERS
from .validation import Range

Record = TypeVar("Record")

VERSION_KEY = "v"
VERSION = "1"
# What stands for nothing at all, as an empty value would be dropped on the way.
NOTHING = "none"


@dataclass(frozen=True)
class Property:
    """One key of a query string: the field it carries, its text, and what is allowed in words.

    `read` raises ValueError where the text means nothing; the record checks the value's range.
    """

    key: str
    field: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]
    allowed: str


@dataclass(frozen=True)
class Reading(Generic[Record]):
    """What a query string says, and a sentence for each value that was refused."""

    record: Record
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Codec(Generic[Record]):
    """A record that is checked when it is made, its default, and the table of its properties."""

    default: Record
    properties: tuple[Property, ...]

    def write(self, record: Record) -> dict[str, str]:
        """The query of `record`: readable keys, exact numbers, and a mark of the version."""
        query = {VERSION_KEY: VERSION}
        usual = self.default
        for item in self.properties:
            value = getattr(record, item.field)
            if value != getattr(usual, item.field):
                query[item.key] = item.write(value)
                usual = _changed(usual, item.field, value)
        return query

    def read(self, query: Mapping[str, str]) -> Reading[Record]:
        """The record that `query` describes. Never raises: what cannot be used is told instead."""
        record, problems = self.default, []
        for item in self.properties:
            if item.key not in query:
                continue
            try:
                record = _changed(record, item.field, item.read(query[item.key]))
            except (ValueError, OverflowError):
                usual = item.write(getattr(record, item.field))
                problems.append(f"“{item.key}” must be {item.allowed}; {usual} is used instead.")
        return Reading(record, tuple(problems))


def _changed(record: Any, field: str, value: Any) -> Any:
    """The record with another value; another dataset draws the features that it draws first."""
    if field == "dataset" and value in DATASETS:
        return replace(record, dataset=value, drawn=DATASETS[value].drawn)
    return replace(record, **{field: value})


# --- properties by kind ---


def _number(key: str, field: str, allowed: Range) -> Property:
    """A number; its text has every digit."""
    return Property(
        key,
        field,
        write=repr,
        read=float,
        allowed=f"a number {allowed}",
    )


def _integer(key: str, field: str, allowed: Range) -> Property:
    return Property(
        key,
        field,
        write=str,
        read=int,
        allowed=f"a whole number {allowed}",
    )


def _choice(key: str, field: str, choices: Mapping[str, Any]) -> Property:
    return Property(key, field, write=str, read=str, allowed=f"one of {', '.join(choices)}")


def _flag(key: str, field: str) -> Property:
    texts = {"1": True, "0": False}
    return Property(
        key,
        field,
        write=lambda flag: str(int(flag)),
        read=lambda text: _looked_up(texts, text),
        allowed="0 or 1",
    )


def _looked_up(values: Mapping[str, Any], text: str) -> Any:
    if text not in values:
        raise ValueError(f"{text!r} is not one of {', '.join(values)}.")
    return values[text]


def _batch_size() -> Property:
    sizes = _integer("batch", "batch_size", RANGES["batch_size"])
    return replace(
        sizes,
        write=lambda size: "all" if size is None else str(size),
        read=lambda text: None if text == "all" else sizes.read(text),
        allowed=f"all or {sizes.allowed}",
    )


def _features() -> Property:
    return Property(
        "features",
        "features",
        write=lambda names: ",".join(names) or NOTHING,
        read=lambda text: () if text == NOTHING else tuple(text.split(",")),
        allowed=f"some of {', '.join(FEATURES)}",
    )


def _drawn() -> Property:
    """Counted from 1, as people count."""
    return Property(
        "axes",
        "drawn",
        write=lambda drawn: ",".join(str(index + 1) for index in drawn),
        read=lambda text: tuple(int(index) - 1 for index in text.split(",")),
        allowed="two different feature numbers of the dataset, such as 1,2",
    )


EXPERIMENT = Codec(
    Experiment(),
    (
        _choice("data", "dataset", DATASETS),
        _drawn(),
        _integer("samples", "n_samples", RANGES["n_samples"]),
        _number("noise", "noise", RANGES["noise"]),
        _integer("seed", "seed", RANGES["seed"]),
        _number("test", "test_share", RANGES["test_share"]),
        # Before the features, which may be none where others are there.
        _flag("others", "other_features"),
        _features(),
        _flag("standardise", "standardize"),
        _number("rate", "learning_rate", RANGES["learning_rate"]),
        _integer("iterations", "n_iters", RANGES["n_iters"]),
        _choice("optimiser", "optimizer", OPTIMIZERS),
        _batch_size(),
        _number("l2", "l2", RANGES["l2"]),
        _number("l1", "l1", RANGES["l1"]),
    ),
)

JUDGEMENT = Codec(
    Judgement(),
    (
        _number("threshold", "threshold", THRESHOLD),
        _number("false-positive-cost", "false_positive_cost", COST),
        _number("false-negative-cost", "false_negative_cost", COST),
    ),
)
