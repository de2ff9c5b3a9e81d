"""How a script has its data: the one place here that knows of sources."""

from ..experiment.experiment import Experiment
from .code import call

_TITLE = "# The data: points X of two classes y, 0 and 1."


def data_lines(experiment: Experiment) -> tuple[list[str], str]:
    """The imports and the lines that make X and y, of toy data by a function of `plain.samples`."""
    script = experiment.source.script(experiment.seed)
    if script.make is not None:
        return [], f"{_TITLE}\n{call('X, y', script.make.__name__, script.arguments)}"
    lines = script.lines.split("\n")
    n_imports = next(i for i, line in enumerate(lines) if not line.startswith(("import ", "from ")))
    return lines[:n_imports], "\n".join([_TITLE, *lines[n_imports:]])
