"""What a film to take away shows of its run, however it is painted."""

from collections.abc import Iterator

from ...core.checks import FloatArray
from ...core.settings import CLASS_WEIGHTS
from ...experiment.experiment import Experiment
from ...experiment.run import Run
from ...wording.numbers import count, number
from ..loss import loss_axis
from ..palette import TEST_COLOR, TRAIN_COLOR
from .axis import Axes, Axis, Rectangle

# So much larger than a circle a diamond is drawn, to be of the same weight.
DIAMOND = 1.25


def title(experiment: Experiment) -> str:
    """The name of the dataset."""
    return experiment.source.label


def features(run: Run) -> str:
    """What the model is trained on, by the names that the charts have."""
    n_terms, n_others = len(run.feature_map.terms), len(run.feature_map.others)
    names = run.column_names[:n_terms]
    # A name of measured features has its unit behind a comma.
    named = ("; " if any("," in name for name in names) else ", ").join(names)
    others = count(n_others, "other feature") if n_others else ""
    return " and ".join(filter(None, [f"features {named}" if named else "", others]))


def training(experiment: Experiment) -> str:
    """How the model is trained."""
    return ", ".join(_training(experiment))


def _training(experiment: Experiment) -> Iterator[str]:
    told = experiment.settings
    yield told.optimizer_entry.label
    if not told.optimizer_entry.is_second_order:
        yield f"learning rate {number(told.learning_rate)}"
        if told.batch_size is not None:
            yield f"batch size {told.batch_size}"
    for name, strength in (("L2", told.l2), ("L1", told.l1)):
        if strength:
            yield f"{name} {number(strength)}"
    if told.class_weight is not None:
        yield f"class weights {CLASS_WEIGHTS[told.class_weight].label.lower()}"
    if experiment.standardize:
        yield "standardised"


def plane(run: Run, inside: Rectangle, n_ticks: tuple[int, int]) -> Axes:
    """The axes of the boundary: x₁ and x₂, or what else is drawn."""
    box, (x1, x2) = run.box, run.drawn_names
    return Axes(inside, Axis(x1, box.left, box.right), Axis(x2, box.bottom, box.top), n_ticks)


def losses(run: Run, inside: Rectangle, n_ticks: tuple[int, int]) -> Axes:
    """The axes of the loss curve, as long as those on screen."""
    vertical = loss_axis(run, is_log=False)
    highest = vertical["autorangeoptions"]["maxallowed"]
    iteration = Axis("iteration", 0, max(run.trace.n_iters, 1))
    loss = Axis(vertical["title"]["text"], 0, highest)
    return Axes(inside, iteration, loss, n_ticks, is_whole=True, has_grid=True)


def curves(run: Run) -> list[tuple[str, FloatArray, str]]:
    """Name, losses and colour of each loss curve."""
    found = [("train", run.trace.loss, TRAIN_COLOR)]
    if run.trace.validation_loss is not None:
        found.append(("test", run.trace.validation_loss, TEST_COLOR))
    return found


def samples(run: Run) -> Iterator[tuple[int, bool, FloatArray]]:
    """Class, whether it is of the test, and places (k, 2) of all samples, as they are drawn."""
    for split in filter(None, (run.train, run.test)):
        for label in (0, 1):
            points = split.X[run.shown(split, label)]
            yield label, split is run.test, points[:, list(run.experiment.drawn)]
