"""What the stage says of a run at rest."""

from logreg import Run
from logreg.optimum import find_optimum
from logreg.summary import describe


def told(result: Run) -> str:
    """All sentences, also those for which the lowest loss must be known."""
    return describe(result, find_optimum(result))
