"""How a script has its data."""

from dataclasses import dataclass

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
    script = experiment.source.script(experiment.seed)
    if script.make is None:
        imports, _, lines = script.lines.partition("\n")
        return DataLines(f"{_TITLE}\n{lines}", imports)
    lines = call("X, y", script.make.__name__, script.arguments)
    return DataLines(f"{_TITLE}\n{lines}", functions=(script.make,))
