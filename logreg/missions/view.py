"""Which mission a page shows, as a link says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..core.choices import Choices, check_choices, choice, choices_of
from ..core.kinds import Labelled, OneOf, OrNone
from ..experiment.address import Codec
from .registry import MISSIONS
from .words import SUMMARY, WORDS

# In place of a mission: what was predicted and done.
SUMMARY_KEY = "summary"


NAMES: Mapping[str, Labelled] = MappingProxyType(
    {key: Labelled(WORDS[key].title) for key in MISSIONS} | {SUMMARY_KEY: Labelled(SUMMARY)}
)


@dataclass(frozen=True)
class MissionView(Choices):
    """The mission of a link; None stands for the first that is not done."""

    mission: str | None = choice(
        None, OrNone(OneOf(NAMES), "next"), key="mission", label="Mission", hints=("quest", "quiz")
    )

    def __post_init__(self) -> None:
        check_choices(self)


MISSION = Codec(MissionView(), tuple(choices_of(MissionView).items()))
