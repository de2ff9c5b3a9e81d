"""Where samples come from, as a value: frozen, hashable, and all that is to be known of it.

What a person chooses of a source are its fields that hold a choice; controls, links and model files
are read off them.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Protocol, cast

import numpy as np

from ..core.checks import Range, check_choice
from ..core.choices import check_choices, choice, choices_of
from ..core.immutable import freeze
from ..core.kinds import Integer, Number, OneOf, ReadInPart
from ..core.settings import Settings
from .datasets import DATASETS, Dataset
from .points import NAME as POINTS
from .points import Points
from .registered import TABLE, Registered, SourceOfSamples, SourceScript

NAMES = OneOf(DATASETS)
# The generator of each toy dataset, the loader of each real one.
MADE = {name: entry.make for name, entry in DATASETS.items() if entry.make}
MEASURED = {name: entry.load for name, entry in DATASETS.items() if entry.load}


class Source(Protocol):
    """Samples of two classes that can be had again."""

    @property
    def name(self) -> str:
        """As a link has it."""
        ...

    @property
    def label(self) -> str:
        """As a person reads it."""
        ...

    @property
    def lesson(self) -> str:
        """What these samples teach, in a sentence."""
        ...

    @property
    def n_features(self) -> int:
        """The number of columns of X."""
        ...

    @property
    def first_drawn(self) -> tuple[int, int]:
        """The two features to draw first."""
        ...

    @property
    def is_private(self) -> bool:
        """Whether it belongs to one session: no cache that visitors share may hold it."""
        ...

    def has(self, name: str) -> bool:
        """Whether a person has this choice of it: measured samples have no noise."""
        ...

    def load(self, seed: int) -> Dataset:
        """The samples. An experiment has one seed, and the source is handed it like the split."""
        ...

    def script(self, seed: int) -> SourceScript:
        """How a script has the same samples as X and y."""
        ...


@dataclass(frozen=True)
class Toy(Registered):
    """Samples that are made, two features each."""

    name: str = "moons"
    n_samples: int = choice(
        300,
        Integer(Range(50, 2000)),
        key="samples",
        label="Samples",
        other_keys=("n_samples",),
        hints=("n", "size"),
    )
    noise: float = choice(0.2, Number(Range(0, 0.5)), key="noise", label="Noise", hints=("sigma",))

    def __post_init__(self) -> None:
        check_choice("dataset", self.name, MADE)
        check_choices(self)

    def load(self, seed: int) -> Dataset:
        """Another seed makes other samples."""
        return _toy_samples(self, seed)

    def script(self, seed: int) -> SourceScript:
        """A call of the generator."""
        shape = {"n_samples": self.n_samples, "noise": self.noise, "seed": seed}
        arguments = tuple(f"{name}={value!r}" for name, value in shape.items())
        return SourceScript(MADE[self.name], arguments)


@dataclass(frozen=True)
class Real(Registered):
    """Samples that were measured, and are the same for every seed."""

    name: str = "breast_cancer"

    def __post_init__(self) -> None:
        check_choice("dataset", self.name, MEASURED)

    def load(self, seed: int = 0) -> Dataset:
        """Loaded once."""
        return MEASURED[self.name]()

    def script(self, seed: int = 0) -> SourceScript:
        """As scikit-learn loads them."""
        return SourceScript(lines=DATASETS[self.name].script)


# While a learning rate is dragged the samples stay; making them takes as long as half a fit.
@lru_cache(maxsize=16)
def _toy_samples(toy: Toy, seed: int) -> Dataset:
    X, y = MADE[toy.name](toy.n_samples, toy.noise, seed)
    return freeze(Dataset(X, y.astype(np.float64), ("x₁", "x₂"), ("class 0", "class 1")))


def source_named(name: str, like: Source | None = None) -> Toy | Real | Points:
    """The source of an entry of `DATASETS`, with the choices of `like` where it has the same.

    Drawn points are an example where `like` are none.
    """
    check_choice("dataset", name, DATASETS)
    if name == POINTS:
        return like if isinstance(like, Points) else Points()
    if DATASETS[name].is_real:
        return Real(name)
    return replace(like, name=name) if isinstance(like, Toy) else Toy(name)


def load_dataset(name: str, n_samples: int = 300, noise: float = 0.2, seed: int = 0) -> Dataset:
    """The dataset `name` of `DATASETS`; the rest shapes toy data and leaves all other data alone.

    Raises ValueError for an unknown name or a number out of range.
    """
    source = source_named(name, like=Toy(n_samples=n_samples, noise=noise))
    return source.load(choices_of(Settings)["seed"].kind.check("seed", seed))


@dataclass(frozen=True)
class SourceName:
    """The kind of a choice between sources: in text they go by name."""

    names: OneOf = NAMES

    @property
    def words(self) -> str:
        """As in “must be one of blobs, moons”."""
        return self.names.words

    def check(self, name: str, value: Any) -> Source:
        """A source, not its name: `Toy("moons")`."""
        if not isinstance(value, SourceOfSamples):
            raise ValueError(f"{name} must be a source, such as Toy('moons'), not {value!r}.")
        return cast(Source, value)

    def write(self, value: Source) -> str:
        """Its name; its own choices stand under keys of their own."""
        return value.name

    def read(self, text: str) -> Source:
        """A source as it is first shown.

        Of a table a link has the name alone: who has its file can open that again.
        """
        if text.strip() == TABLE:
            raise ReadInPart(
                "names a table of somebody's own, which no link holds: choose Your table under"
                " Dataset, and open its file again",
                "the usual dataset",
            )
        return source_named(self.names.read(text))
