"""What the stage says of a run at rest."""

from logreg import Run
from logreg.experiment.chaos import is_chaotic
from logreg.experiment.optimum import find_optimum
from logreg.experiment.story import Story, ground_of, tell
from logreg.experiment.summary import describe
from logreg.scoring.evaluation import Evaluation, evaluate


def told(result: Run) -> str:
    """All sentences, also those that a fit of its own finds."""
    return describe(result, find_optimum(result), result.trace.n_rises > 0 and is_chaotic(result))


def evaluated(run: Run) -> Evaluation:
    """The model of a run, by the samples that judge it."""
    return evaluate(run.judged, run.dataset.class_names)


def story_of(run: Run) -> Story:
    """The run as the stage shows it at rest."""
    return tell(run, ground_of(run, find_optimum(run)), run.trace.n_rises > 0 and is_chaotic(run))
