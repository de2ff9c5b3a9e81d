"""What the stage says of a run at rest."""

from logreg import Run
from logreg.chaos import is_chaotic
from logreg.optimum import find_optimum
from logreg.summary import describe


def told(result: Run) -> str:
    """All sentences, also those that a fit of its own finds."""
    return describe(result, find_optimum(result), result.trace.n_rises > 0 and is_chaotic(result))
