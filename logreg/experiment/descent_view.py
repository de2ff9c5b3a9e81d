"""How the page Descent looks at a run: what a person chooses there beyond the experiment."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..core.choices import Choices, check_choices, choice
from ..core.kinds import Labelled, OneOf, SomeOf, TwoFeatures
from ..core.optimizers import OPTIMIZERS

SIGHTS: Mapping[str, Labelled] = MappingProxyType(
    {"floor": Labelled("Best bias everywhere"), "slice": Labelled("Slice through the dot")}
)


@dataclass(frozen=True)
class DescentView(Choices):
    """Every choice a person can make on the page Descent, checked.

    A model of one feature has one landscape. One of two weights has two, and `sight` says which;
    one of more is seen in slices along two of its parameters.
    """

    sight: str = choice(
        "floor",
        OneOf(SIGHTS),
        key="landscape",
        other_keys=("sight",),
        label="Landscape",
        help="Two weights and a bias are three numbers, and a picture shows two. Either each place"
        " has the best bias for its weights, or all places have the bias of the iteration shown.",
    )
    # Places in θ, whose last is the bias; what is beyond a model's own stands for the first two.
    sliced: tuple[int, int] = choice(
        (0, 1), TwoFeatures(1), key="slice", label="Slice along", other_keys=("sliced",)
    )
    racers: tuple[str, ...] = choice(
        (),
        SomeOf(OPTIMIZERS),
        key="race",
        other_keys=("racers",),
        label="Race against",
        help="Other optimisers from the same start, at the same learning rate.",
    )

    def __post_init__(self) -> None:
        check_choices(self)
