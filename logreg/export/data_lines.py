"""How a script has its data: the one place here that knows of datasets."""

from dataclasses import dataclass

from ..data.datasets import DATASETS
from ..experiment.experiment import Experiment
from .code import Function, call

_TITLE = "# The data: points X of two classes y, 0 and 1."


@dataclass(frozen=True)
class DataLines:
    """Lines that make X and y, what they import, and the functions of `plain` that they call."""

    lines: str
    imports: str = ""
    functions: tuple[Function, ...] = ()


def lines_of(experiment: Experiment) -> DataLines:
    """The lines of this experiment's data."""
    choice = DATASETS[experiment.dataset]
    if choice.make is None:
        imports, _, lines = choice.script.partition("\n")
        return DataLines(f"{_TITLE}\n{lines}", imports)
    shape = {name: getattr(experiment, name) for name in ("n_samples", "noise", "seed")}
    arguments = [f"{name}={value!r}" for name, value in shape.items()]
    lines = call("X, y", choice.make.__name__, arguments)
    return DataLines(f"{_TITLE}\n{lines}", functions=(choice.make,))
