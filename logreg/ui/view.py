"""How a page is looked at: a link says it, and nothing that runs depends on it.

Present is a matter of the browser, see live/presenting.js; here its key is known, and its value
checked, so that a link which gets it wrong is told so.
"""

from dataclasses import dataclass

from ..core.choices import Choices, check_choices, choice, choices_of
from ..core.kinds import Flag
from ..experiment.address import Codec


@dataclass(frozen=True)
class View(Choices):
    """Every choice of how to look at a page."""

    present: bool = choice(
        False, Flag(), key="present", label="Present", hints=("presentation", "projector")
    )

    def __post_init__(self) -> None:
        check_choices(self)


VIEW = Codec(View(), tuple(choices_of(View).items()))
