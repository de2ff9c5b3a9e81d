"""Where samples come from, as a value: frozen, hashable, and all that is to be known of it.

What a person chooses of a source are its fields that hold a choice; controls, links and model files
are read off them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Protocol

from ..core.checks import check_choice
from ..core.choices import Choices, check_choices, choice
from ..core.kinds import Integer, Number, OneOf
from .datasets import DATASETS, N_SAMPLES, NOISE, Dataset, load_dataset

NAMES = OneOf(DATASETS)
MADE = {name: entry for name, entry in DATASETS.items() if not entry.is_real}
MEASURED = {name: entry for name, entry in DATASETS.items() if entry.is_real}


@dataclass(frozen=True)
class SourceScript:
    """How a script has the samples: a call of a function with arguments, or lines of its own."""

    make: Callable[..., object] | None = None
    arguments: tuple[str, ...] = ()
    lines: str = ""  # of its own, imports first


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

    def load(self, seed: int) -> Dataset:
        """The samples. An experiment has one seed, and the source is handed it like the split."""
        ...

    def script(self, seed: int) -> SourceScript:
        """How a script has the same samples as X and y."""
        ...


class _Registered(Choices):
    """What a source knows by its entry in `DATASETS`."""

    name: str

    @property
    def label(self) -> str:
        return DATASETS[self.name].label

    @property
    def lesson(self) -> str:
        return DATASETS[self.name].lesson

    @property
    def n_features(self) -> int:
        return DATASETS[self.name].n_features

    @property
    def first_drawn(self) -> tuple[int, int]:
        return DATASETS[self.name].first_drawn


@dataclass(frozen=True)
class Toy(_Registered):
    """Samples that are made, two features each."""

    name: str = "moons"
    n_samples: int = choice(
        300,
        Integer(N_SAMPLES),
        key="samples",
        label="Samples",
        other_keys=("n_samples",),
        hints=("n", "size", "points"),
    )
    noise: float = choice(0.2, Number(NOISE), key="noise", label="Noise", hints=("sigma",))

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
        return SourceScript(DATASETS[self.name].make, arguments)


@dataclass(frozen=True)
class Real(_Registered):
    """Samples that were measured, and are the same for every seed."""

    name: str = "breast_cancer"

    def __post_init__(self) -> None:
        check_choice("dataset", self.name, MEASURED)

    def load(self, seed: int = 0) -> Dataset:
        """Loaded once."""
        return load_dataset(self.name)

    def script(self, seed: int = 0) -> SourceScript:
        """As scikit-learn loads them."""
        return SourceScript(lines=DATASETS[self.name].script)

    @property
    def feature_names(self) -> tuple[str, ...]:
        """What each column of X is."""
        return self.load().feature_names


# While a learning rate is dragged the samples stay; making them takes as long as half a fit.
@lru_cache(maxsize=16)
def _toy_samples(toy: Toy, seed: int) -> Dataset:
    return load_dataset(toy.name, toy.n_samples, toy.noise, seed)


def source_named(name: str, like: Source | None = None) -> Toy | Real:
    """The source of an entry of `DATASETS`, with the choices of `like` where it has the same."""
    check_choice("dataset", name, DATASETS)
    if DATASETS[name].is_real:
        return Real(name)
    return replace(like, name=name) if isinstance(like, Toy) else Toy(name)


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
        if not isinstance(value, (Toy, Real)):
            raise ValueError(f"{name} must be a source, such as Toy('moons'), not {value!r}.")
        return value

    def write(self, value: Source) -> str:
        """Its name; its own choices stand under keys of their own."""
        return value.name

    def read(self, text: str) -> Source:
        """A source as it is first shown."""
        return source_named(self.names.read(text))
