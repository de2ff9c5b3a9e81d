"""The choices of an experiment as people read them."""

from typing import Any

from ..core.kinds import Flag, Integer, Kind, Number, Numbers, OneOf, OrNone, SomeOf
from ..data.points import Points
from ..wording.numbers import number, percent
from .experiment import CHOICE, Experiment

NOT_THERE = "–"


def choice_in_words(name: str, experiment: Experiment) -> str:
    """What was chosen, by the name of the choice; a dash where the experiment lacks it."""
    if not experiment.has(name):
        return NOT_THERE
    if name == "source":
        return experiment.source.label
    if name == "drawn":
        names = experiment.source.load(experiment.seed).feature_names
        return ", ".join(names[index] for index in experiment.drawn)
    if isinstance(experiment.source, Points) and name == "points":
        return str(experiment.source.n_points)
    value = experiment.value_of(name)
    if name == "test_share":
        return percent(value)
    return _in_words(CHOICE[name].kind, value)


def _in_words(kind: Kind, value: Any) -> str:
    if isinstance(kind, OrNone):
        return kind.word if value is None else _in_words(kind.kind, value)
    if isinstance(kind, Flag):
        return "yes" if value else "no"
    if isinstance(kind, OneOf):
        return str(kind.choices[value].label)
    if isinstance(kind, SomeOf):
        return ", ".join(kind.choices[item].label for item in value) or "none"
    if isinstance(kind, Numbers):
        return ", ".join(map(number, value)) or "0"
    if isinstance(kind, Number):
        return number(value)
    assert isinstance(kind, Integer)
    return str(value)
