"""One experiment: every choice a person can make, checked.

controls → Experiment → run → Run → figures
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

from ..core.checks import Range, check_integer, check_sequence
from ..core.choices import Choice, Choices, check_choices, choice, choices_of
from ..core.features import FEATURES
from ..core.kinds import Flag, Number, Numbers, SomeOf, TwoFeatures
from ..core.settings import Settings
from ..data.points import Points
from ..data.sources import Source, SourceName, Toy, source_named
from ..wording.numbers import count

FIRST_SETTINGS = Settings(learning_rate=0.3, n_iters=500)


@dataclass(frozen=True)
class Experiment(Choices):
    """Every choice a person can make, checked: a ValueError says what is allowed.

    The choices of the samples are its `source`'s, those of the training its `settings`'. By name,
    whichever record holds them: `Experiment.of(dataset="xor", noise=0.1, learning_rate=1)`.
    """

    source: Source = choice(
        Toy(),
        SourceName(),
        key="data",
        label="Dataset",
        other_keys=("dataset",),
        hints=("set", "source"),
    )
    # The two features drawn as x₁ and x₂; () stands for those that the source draws first.
    drawn: tuple[int, int] = choice(
        (), TwoFeatures(1), key="axes", other_texts=(("drawn", TwoFeatures(0)),)
    )
    test_share: float = choice(
        0.3,
        Number(Range(0, 0.5)),
        key="test",
        label="Test share",
        help="The part of the points that is kept out of training.",
        other_keys=("test_share", "test_size"),
        hints=("split",),
    )
    # Before the features, which may be none where others are there.
    other_features: bool = choice(
        False,
        Flag(),
        key="others",
        label="Train on the other features too",
        other_keys=("other_features",),
    )
    features: tuple[str, ...] = choice(  # terms of the drawn features
        ("x1", "x2"),
        SomeOf(FEATURES),
        key="features",
        label="Features",
        help="The score z is a weighted sum of these and a bias.",
        hints=("terms", "columns", "degree"),
    )
    standardize: bool = choice(
        False,
        Flag(),
        key="standardise",
        label="Standardise features",
        help="Give every feature mean 0 and deviation 1, as found in the training points.",
        other_keys=("standardize",),
        hints=("scale", "normalize"),
    )
    # The weights of the columns that are trained on, and last the bias; () stands for zeros.
    start: tuple[float, ...] = choice(
        (),
        Numbers(Range(-1000, 1000), "a weight for each feature, then the bias, such as 0,-1,0.5"),
        key="start",
        label="Start",
        help="The weights, and last the bias, that the training starts from: your own guess."
        " Where nothing stands here it starts from 0.",
        hints=("init", "initial", "theta", "guess"),
    )
    settings: Settings = FIRST_SETTINGS

    def __post_init__(self) -> None:
        SourceName().check("source", self.source)
        if isinstance(self.drawn, tuple) and not self.drawn:
            object.__setattr__(self, "drawn", self.source.first_drawn)
        for index in check_sequence("drawn", self.drawn):
            check_integer("drawn", index, Range(0, self.source.n_features - 1))
        check_choices(self)
        if not self.features and not self.has_others:
            raise ValueError("features must name at least one feature to train on.")
        if self.start and len(self.start) != self.n_columns + 1:
            raise ValueError(
                f"start must have {count(self.n_columns, 'weight')} and a bias,"
                f" not {count(len(self.start), 'number')}."
            )
        # What a person may choose is narrower than what `fit` takes.
        for name, known in choices_of(self.settings).items():
            known.kind.check(name, getattr(self.settings, name))

    @classmethod
    def of(cls, **values: Any) -> Self:
        """The experiment that a first visit shows, with other choices by name."""
        return cls().changed(**values)

    @property
    def seed(self) -> int:
        """The one seed: of toy samples, of the split and of the order of batches."""
        return self.settings.seed

    @property
    def has_others(self) -> bool:
        """Whether features that are not drawn are trained on."""
        return self.other_features and self.source.n_features > 2

    @property
    def n_columns(self) -> int:
        """How many features are trained on, and so how many weights there are."""
        return len(self.features) + (self.source.n_features - 2 if self.has_others else 0)

    def has(self, name: str) -> bool:
        """Whether this experiment has a choice of this name: measured samples have no noise."""
        return self._holder(name) is not None

    def value_of(self, name: str) -> Any:
        """What was chosen, by the name of the choice."""
        holder = self._holder(name)
        if holder is None:
            raise ValueError(f"{self.source.label} has no choice called {name}.")
        return getattr(holder, name)

    def changed(self, **values: Any) -> Self:
        """This experiment with other choices by name; another source draws its own features first.

        Other columns to train on start from zeros: the weights of the start belonged to these.
        `dataset` is a source by its name, which keeps the choices that both have. What only made
        samples have, `noise` and `n_samples`, leaves measured ones alone. Raises ValueError for a
        name that no choice has, or a value that is not allowed.
        """
        if "dataset" in values:
            values["source"] = source_named(values.pop("dataset"), like=self.source)
        source, settings = values.pop("source", self.source), values.pop("settings", self.settings)
        own = _taken(values, self)
        if source.name != self.source.name:
            own = {"drawn": ()} | own
        if any(own.get(name, ours) != ours for name, ours in self._columns().items()):
            own = {"start": ()} | own
        own["source"] = replace(source, **_taken(values, source))
        told = _taken(values, settings)
        for name, value in (told | values).items():
            if name not in CHOICE:
                raise ValueError(f"An experiment has no choice called {name}.")
            CHOICE[name].kind.check(name, value)
        own["settings"] = replace(settings, **told)
        return replace(self, **own)

    def choices(self) -> dict[str, Any]:
        """Every choice by name but the source itself, which is `dataset`."""
        names = [name for name, _ in CHOICES if name != "source" and self.has(name)]
        return {"dataset": self.source.name} | {name: self.value_of(name) for name in names}

    def _columns(self) -> dict[str, Any]:
        """What says which columns are trained on, and in which units."""
        names = ("drawn", "other_features", "features", "standardize")
        return {name: getattr(self, name) for name in names}

    def _holder(self, name: str) -> Any:
        """The record whose field holds the choice."""
        records = (self, self.source, self.settings)
        return next((one for one in records if name in choices_of(one)), None)


def _taken(values: dict[str, Any], record: Any) -> dict[str, Any]:
    """Those of the values that are choices of the record, taken out of them."""
    return {name: values.pop(name) for name in choices_of(record) if name in values}


def _all_choices() -> Iterator[tuple[str, Choice]]:
    own, told = dict(choices_of(Experiment)), dict(choices_of(Settings))
    for name in ("source", "drawn"):
        yield name, own.pop(name)
    yield from choices_of(Toy).items()
    yield from choices_of(Points).items()
    yield "seed", told.pop("seed")
    yield from own.items()
    yield from told.items()


# Every choice there is, whichever record holds it, in the order of a link.
CHOICES: tuple[tuple[str, Choice], ...] = tuple(_all_choices())
CHOICE = dict(CHOICES)
