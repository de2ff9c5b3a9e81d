"""Runs that stay in view while the next is tuned: up to three, in the link, beside one another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.checks import FloatArray
from ..core.choices import Choices, check_choices, choice, choices_of
from ..core.kinds import NOTHING
from ..scoring.metrics import IntArray
from ..wording.numbers import decimal, percent
from .address import DECISION, DESCENT, EXPERIMENT, LESSON, VERSION_KEY, Codec
from .experiment import CHOICES, Experiment
from .film import frame_iterations
from .run import Run
from .words import choice_in_words

AXES = "Axes"
OUTCOME = ("Training loss", "Test loss", "Accuracy")
# What stands for the experiment of a first visit, whose query is empty.
USUAL = "usual"
# A loss curve is drawn thinly, and to its axis' width: more points would not be seen.
N_CURVE_POINTS = 150


@dataclass(frozen=True)
class Pinned:
    """An experiment within a query, or None: its own query, with other signs between its parts."""

    words: str = "an experiment, such as rate:1;iterations:50"

    def check(self, name: str, value: Any) -> Experiment | None:
        """An experiment or None as it is."""
        if value is None or isinstance(value, Experiment):
            return value
        raise ValueError(f"{name} must be an experiment, not {value!r}.")

    def write(self, value: Experiment | None) -> str:
        """As in rate:1;iterations:50."""
        if value is None:
            return NOTHING
        query = EXPERIMENT.write(value)
        del query[VERSION_KEY]
        return ";".join(f"{key}:{text}" for key, text in query.items()) or USUAL

    def read(self, text: str) -> Experiment | None:
        """The experiment; ValueError where any part of it cannot be."""
        if text in (NOTHING, ""):
            return None
        parts = [] if text == USUAL else text.split(";")
        query = dict(part.split(":", 1) for part in parts)
        reading = EXPERIMENT.read(query)
        known = {key for _, choice in EXPERIMENT.choices for key, _ in choice.texts}
        if reading.problems or not query.keys() <= known:
            raise ValueError(f"{text!r} is not {self.words}.")
        return reading.record


@dataclass(frozen=True)
class Pins(Choices):
    """The pinned experiments, each at its place."""

    pin1: Experiment | None = choice(None, Pinned(), key="pin1", label="A")
    pin2: Experiment | None = choice(None, Pinned(), key="pin2", label="B")
    pin3: Experiment | None = choice(None, Pinned(), key="pin3", label="C")

    def __post_init__(self) -> None:
        check_choices(self)

    def items(self) -> Iterator[tuple[str, str, Experiment]]:
        """Name, label and experiment of every place that is taken."""
        for name, known in choices_of(self).items():
            experiment = self.value_of(name)
            if experiment is not None:
                yield name, known.label, experiment

    def with_one_more(self, experiment: Experiment) -> "Pins":
        """With the experiment at the first free place; unchanged where it is there, or none is."""
        taken = {name: pinned for name, _, pinned in self.items()}
        free = [name for name in choices_of(self) if name not in taken]
        if experiment in taken.values() or not free:
            return self
        return self.changed(**{free[0]: experiment})

    def without(self, name: str) -> "Pins":
        """With that place free; ValueError for a name that no place has."""
        if name not in choices_of(self):
            raise ValueError(f"A pin must be one of {', '.join(choices_of(self))}, not {name!r}.")
        return self.changed(**{name: None})


PINS = Codec(Pins(), tuple(choices_of(Pins).items()))

# All that a link may speak of, to whichever page it leads.
CODECS: tuple[Codec[Any], ...] = (EXPERIMENT, DECISION, DESCENT, LESSON, PINS)


@dataclass(frozen=True)
class Beside:
    """Runs in rows, with the choices that set them apart, and what came of each."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def beside(runs: Sequence[Run]) -> Beside:
    """What differs between the runs, in settings and in outcome."""
    apart = [
        (name, known) for name, known in CHOICES if _differs([one.experiment for one in runs], name)
    ]
    settings = [known.label or AXES for _, known in apart]
    rows = [
        (
            *(choice_in_words(name, one.experiment) for name, _ in apart),
            decimal(float(one.trace.loss[-1])),
            *_on_test_points(one),
        )
        for one in runs
    ]
    return Beside((*settings, *OUTCOME), tuple(rows))


def _differs(experiments: Sequence[Experiment], name: str) -> bool:
    return len({choice_in_words(name, experiment) for experiment in experiments}) > 1


def _on_test_points(run: Run) -> tuple[str, str]:
    loss = "–" if run.test is None else decimal(float(run.test.scores.log_loss))
    side = "" if run.test is not None else " (training)"
    return loss, percent(float(run.judged.scores.confusion.accuracy), 1) + side


def curve_of(run: Run) -> tuple[IntArray, FloatArray]:
    """Iterations and training losses of a curve that is drawn thinly."""
    iterations = frame_iterations(run.trace.n_iters, N_CURVE_POINTS)
    return iterations, run.trace.loss[iterations]


def shares_plane(first: Run, second: Run) -> bool:
    """Whether both are drawn over the same two features of the same dataset."""
    return _plane(first) == _plane(second)


def _plane(run: Run) -> tuple[str, tuple[int, int]]:
    return run.experiment.source.name, run.experiment.drawn
