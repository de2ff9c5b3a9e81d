"""A mission in words: its templates, filled with the numbers of its runs."""

from collections.abc import Iterator
from typing import Any

from ..wording.claims import Beside, written
from .mission import Facts, Mission, Nearness
from .words import SAID_RIGHTLY, SAID_WRONGLY, WORDS

OTHER_END = {"low": "high", "high": "low"}


def idea(mission: Mission, known: Facts) -> str:
    """What it is about, in a sentence."""
    return written(WORDS[mission.key].idea, known)


def question(mission: Mission, known: Facts) -> str:
    """What is asked before anything can be dragged."""
    return written(WORDS[mission.key].question, known)


def options(mission: Mission, known: Facts) -> dict[str, str]:
    """What can be answered, by name."""
    return {name: written(text, known) for name, text in WORDS[mission.key].options.items()}


def goal(mission: Mission, known: Facts) -> str:
    """What is to be done."""
    return written(WORDS[mission.key].goal, known)


def hints(mission: Mission, known: Facts) -> tuple[str, ...]:
    """The hints, the last of which is the answer."""
    return tuple(written(hint, known) for hint in WORDS[mission.key].hints)


def nearness(mission: Mission, known: Facts, how_near: Nearness) -> str:
    """How near an attempt is: no number of it reads like one that it is to be compared with."""
    values = {**known, **how_near.values}
    told = {name: _beside(name, values) for name in how_near.values}
    return written(WORDS[mission.key].near[how_near.kind], {**values, **told})


def _beside(name: str, values: Facts) -> Any:
    """A value with its goal, or with the other end of its span, where it has one."""
    other = values.get(OTHER_END.get(name, f"goal_{name}"))
    return values[name] if other is None else Beside(values[name], other)


def explanation(mission: Mission, known: Facts, said: str, how_near: Nearness, after: Facts) -> str:
    """What was said, what it was, and why; `after` is what the passing attempt led to."""
    return " ".join(_explained(mission, {**known, **after}, said, how_near))


def _explained(mission: Mission, known: Facts, said: str, how_near: Nearness) -> Iterator[str]:
    answers, right = options(mission, known), mission.answer(known)
    template = SAID_RIGHTLY if said == right else SAID_WRONGLY
    yield written(template, {"said": answers[said], "right": answers[right]})
    # What the question is about comes first: an attempt may have numbers of the same names.
    yield written(WORDS[mission.key].explained, {**how_near.values, **known})
