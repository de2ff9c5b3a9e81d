"""The choices of a link in words, for a page that says them without asking the server."""

from collections.abc import Mapping
from typing import Any

from ..core.kinds import NOTHING, Flag, OneOf, OrNone, SomeOf
from ..data.datasets import DATASETS
from ..data.point_text import PointText
from ..data.registered import TABLE
from ..data.sources import NAMES, SourceName
from .address import DECISION, EXPERIMENT, Codec
from .experiment import Experiment

# A choice without a label of its own stands on screen as two.
LABELS = {"axes": "Drawn features"}

# Measured, of more features than two.
LIKE_A_TABLE = "breast_cancer"


def vocabulary() -> dict[str, Any]:
    """All that `live/settings.js` needs to say a query in words.

    `labels` and `words` are known by the key of a choice: how it is called, and what its texts, or
    their parts between commas, are called. `usual` has for each dataset the text of every key that
    its links may leave out, in the order of a link, and no choice that the dataset has not. `own`
    are the keys that pages add, which are said where a link has them.
    """
    choices = [choice for codec in (EXPERIMENT, DECISION) for _, choice in codec.choices]
    return {
        "labels": {one.key: one.label or LABELS.get(one.key, one.key) for one in choices},
        "words": {one.key: said for one in choices if (said := words_of(one.kind))},
        "usual": {name: _usual(EXPERIMENT, Experiment.of(dataset=name)) for name in DATASETS}
        | {TABLE: _usual(EXPERIMENT, Experiment.of(dataset=LIKE_A_TABLE)) | {"data": TABLE}},
        "own": [choice.key for _, choice in DECISION.choices],
        "dataset": Experiment().source.name,
    }


def words_of(kind: Any) -> Mapping[str, str]:
    """What a person reads for each text of a choice whose texts are names."""
    if isinstance(kind, SourceName):
        return {**words_of(NAMES), TABLE: "your table"}
    if isinstance(kind, Flag):
        return {"0": "no", "1": "yes"}
    if isinstance(kind, OneOf):
        return {name: entry.label for name, entry in kind.choices.items()}
    if isinstance(kind, SomeOf):
        return {NOTHING: "none"} | {name: entry.label for name, entry in kind.choices.items()}
    if isinstance(kind, OrNone):
        if kind.only is not None:  # a switch
            return {kind.word: "no", kind.only: "yes"}
        return {kind.word: kind.word, **words_of(kind.kind)}
    return {}


def _usual(codec: Codec[Any], record: Any) -> dict[str, str]:
    return {
        choice.key: choice.kind.write(record.value_of(name))
        for name, choice in codec.choices
        if record.has(name) and not isinstance(choice.kind, PointText)  # nothing to be read aloud
    }
