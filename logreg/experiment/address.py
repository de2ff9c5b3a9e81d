"""Records as query strings and back: the address of a page says everything a person chose.

One table of properties drives both ways. What is at its default is left out. A value that is not
allowed is replaced by the default, and said; so is a key that nothing has. As people type links
too, other names of a choice, capitals, blanks and decimal commas are read.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

from ..core.checks import Range
from ..core.features import FEATURES
from ..core.optimizers import OPTIMIZERS
from ..data.datasets import DATASETS
from ..scoring.decision import COST, THRESHOLD, Judgement
from ..wording.numbers import count
from .experiment import RANGES, Experiment

Record = TypeVar("Record")

VERSION_KEY = "v"
VERSION = "1"
# What stands for nothing at all, as an empty value would be dropped on the way.
NOTHING = "none"
# What mailers and social networks add to a link says nothing about a choice.
TRACKER = re.compile(r"utm.+|.*clk?id")
# A thousand in English, and one with three digits behind it elsewhere: refused, not guessed.
AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+")
# So much is said of keys that nothing has.
MOST_UNKNOWN = 5
LONGEST_KEY = 30


@dataclass(frozen=True)
class Property:
    """One key of a query string: the field it carries, its text, and what is allowed in words.

    `read` raises ValueError where the text means nothing; the record checks the value's range.
    `others` are the same choice under other names, read but never written; `hints` are words that
    are not read, as they may mean something else, but answered with this key.
    """

    key: str
    field: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]
    allowed: str
    others: tuple["Property", ...] = ()
    hints: tuple[str, ...] = ()

    @property
    def names(self) -> tuple["Property", ...]:
        """The choice under each of its names, its own first."""
        return (self, *self.others)


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
        loose_query = {loose(key): text for key, text in query.items()}
        record, problems = self.default, list[str]()
        for item in self.properties:
            # A key as it is written counts before one that is only like it.
            texts = {n: query.get(n.key, loose_query.get(loose(n.key))) for n in item.names}
            given = [(name, text) for name, text in texts.items() if text is not None]
            record, refused = _read(item, given, record)
            problems += refused
        return Reading(record, tuple(problems))

    def says_something(self, query: Mapping[str, str]) -> bool:
        """Whether the query has a key of this codec."""
        names = {loose(name.key) for item in self.properties for name in item.names}
        return not names.isdisjoint(map(loose, query))


def _read(
    item: Property, given: list[tuple[Property, str]], record: Record
) -> tuple[Record, list[str]]:
    """The record with the first of the texts that is allowed; what is wrong with the others."""
    chosen: tuple[Property, Record] | None = None
    problems: list[tuple[Property, str]] = []
    for name, text in given:
        try:
            changed = _changed(record, item.field, name.read(text))
        except (ValueError, OverflowError):
            problems.append((name, f"must be {name.allowed}"))
            continue
        if chosen is None:
            chosen = name, changed
        elif changed != chosen[1]:
            problems.append((name, f"is the same choice as “{chosen[0].key}”"))
    if chosen is not None:
        record = chosen[1]
    value = getattr(record, item.field)
    return record, [
        f"“{name.key}” {problem}; {name.write(value)} is used instead."
        for name, problem in problems
    ]


def unknown_keys(query: Mapping[str, str], codecs: Iterable[Codec[Any]]) -> tuple[str, ...]:
    """A sentence for each key that no codec has, with what may have been meant by it."""
    items = [item for codec in codecs for item in codec.properties]
    read = {loose(name.key): item.key for item in items for name in item.names}
    words = read | {loose(hint): item.key for item in items for hint in item.hints}
    unknown = [
        key
        for key in query
        if loose(key) not in (VERSION_KEY, *read) and not TRACKER.fullmatch(loose(key))
    ]
    said = [_unknown(key, words) for key in unknown[:MOST_UNKNOWN]]
    more = len(unknown) - len(said)
    if more:
        said.append(f"{count(more, 'other key')} {'is' if more == 1 else 'are'} not known.")
    return tuple(said)


def _unknown(key: str, words: Mapping[str, str]) -> str:
    shown = "".join(sign for sign in key[: LONGEST_KEY + 1] if sign.isprintable())
    if len(shown) > LONGEST_KEY:
        shown = f"{shown[:LONGEST_KEY]}…"
    near = get_close_matches(loose(key[:LONGEST_KEY]), words, n=1)
    return f"no choice is called “{shown}”{f'; did you mean “{words[near[0]]}”?' if near else '.'}"


def loose(text: str) -> str:
    """What is left of a name where capitals, blanks, hyphens and underscores do not count."""
    return re.sub(r"[-_\s]", "", text.casefold())


def _changed(record: Any, field: str, value: Any) -> Any:
    """The record with another value; another dataset draws the features that it draws first."""
    if field == "dataset" and value in DATASETS:
        return replace(record, dataset=value, drawn=DATASETS[value].drawn)
    return replace(record, **{field: value})


# --- properties by kind ---


def _named(item: Property, *names: str, hints: tuple[str, ...] = ()) -> Property:
    """The property, read under other names too."""
    return replace(item, others=tuple(replace(item, key=name) for name in names), hints=hints)


def _number(key: str, field: str, allowed: Range) -> Property:
    """A number; its text has every digit."""
    return Property(key, field, write=repr, read=_read_number, allowed=f"a number {allowed}")


def _read_number(text: str) -> float:
    if AMBIGUOUS.fullmatch(text.strip()):
        raise ValueError(f"{text} could be a thousand times as large.")
    return float(text.replace(",", ".") if "." not in text else text)


def _integer(key: str, field: str, allowed: Range) -> Property:
    return Property(key, field, write=str, read=int, allowed=f"a whole number {allowed}")


def _choice(key: str, field: str, choices: Mapping[str, Any]) -> Property:
    known = _by_any_name(choices)
    return Property(
        key,
        field,
        write=str,
        read=lambda text: _looked_up(known, loose(text)),
        allowed=f"one of {', '.join(choices)}",
    )


def _by_any_name(choices: Mapping[str, Any]) -> dict[str, str]:
    """The names of a registry, by themselves and by what stands for them on screen."""
    labels = {loose(choice.label): name for name, choice in choices.items()}
    return labels | {loose(name): name for name in choices}


def _flag(key: str, field: str) -> Property:
    texts = {"1": True, "0": False, "true": True, "false": False}
    return Property(
        key,
        field,
        write=lambda flag: str(int(flag)),
        read=lambda text: _looked_up(texts, loose(text)),
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
        # None is Python's word for it.
        read=lambda text: None if loose(text) in ("all", "none") else sizes.read(text),
        allowed=f"all or {sizes.allowed}",
    )


def _features() -> Property:
    formulas = {loose(feature.formula): name for name, feature in FEATURES.items()}
    known = formulas | _by_any_name(FEATURES)

    def read(text: str) -> tuple[str, ...]:
        if loose(text) == NOTHING:
            return ()
        return tuple(_looked_up(known, loose(item)) for item in _items(text))

    return Property(
        "features",
        "features",
        write=lambda names: ",".join(names) or NOTHING,
        read=read,
        allowed=f"some of {', '.join(FEATURES)}",
    )


def _drawn() -> Property:
    """Counted from 1, as people count; under its name in Python from 0, as there."""

    def counted_from(first: int, key: str) -> Property:
        return Property(
            key,
            "drawn",
            write=lambda drawn: ",".join(str(index + first) for index in drawn),
            read=lambda text: tuple(int(index) - first for index in _items(text)),
            allowed=f"two different feature numbers of the dataset, such as {first},{first + 1}",
        )

    return replace(counted_from(1, "axes"), others=(counted_from(0, "drawn"),))


def _items(text: str) -> list[str]:
    """The items of a list, in Python's brackets and quotes or without."""
    text = text.strip()
    if text[:1] + text[-1:] in ("()", "[]"):
        text = text[1:-1].strip().removesuffix(",")
        if not text:
            return []
    return [item.strip().strip("'\"") for item in text.split(",")]


EXPERIMENT = Codec(
    Experiment(),
    (
        _named(_choice("data", "dataset", DATASETS), "dataset", hints=("set", "source")),
        _drawn(),
        _named(
            _integer("samples", "n_samples", RANGES["n_samples"]),
            "n_samples",
            hints=("n", "size", "points"),
        ),
        _named(_number("noise", "noise", RANGES["noise"]), hints=("sigma",)),
        _named(_integer("seed", "seed", RANGES["seed"]), "random_state", hints=("random", "state")),
        _named(
            _number("test", "test_share", RANGES["test_share"]),
            "test_share",
            "test_size",
            hints=("split",),
        ),
        # Before the features, which may be none where others are there.
        _named(_flag("others", "other_features"), "other_features"),
        _named(_features(), hints=("terms", "columns", "degree")),
        _named(_flag("standardise", "standardize"), "standardize", hints=("scale", "normalize")),
        _named(
            _number("rate", "learning_rate", RANGES["learning_rate"]),
            "learning_rate",
            hints=("lr", "eta", "alpha", "step_size"),
        ),
        _named(
            _integer("iterations", "n_iters", RANGES["n_iters"]),
            "n_iters",
            "n_iterations",
            "n_iter",
            "max_iter",
            hints=("epochs", "steps", "iters"),
        ),
        _named(
            _choice("optimiser", "optimizer", OPTIMIZERS),
            "optimizer",
            hints=("solver", "method", "algorithm"),
        ),
        _named(_batch_size(), "batch_size", hints=("minibatch",)),
        _named(
            _number("l2", "l2", RANGES["l2"]),
            hints=("lambda", "penalty", "c", "ridge", "weight_decay"),
        ),
        _named(_number("l1", "l1", RANGES["l1"]), hints=("lasso",)),
    ),
)

JUDGEMENT = Codec(
    Judgement(),
    (
        _named(_number("threshold", "threshold", THRESHOLD), hints=("cutoff",)),
        _number("false-positive-cost", "false_positive_cost", COST),
        _number("false-negative-cost", "false_negative_cost", COST),
    ),
)

# All that a link may speak of, to whichever page it leads.
CODECS: tuple[Codec[Any], ...] = (EXPERIMENT, JUDGEMENT)
