"""The line of figures, as people read it.

The browser words those of a film, frame by frame, in the same way: see live/scores.js.
"""

from ..scoring.metrics import Scores
from ..wording.numbers import decimal, percent

# Label and help of each figure, in the order of the line.
LABELS = (
    ("Log loss", "Mean of −log P(true class): 0 is perfect."),
    ("Accuracy", "The share classified correctly."),
    ("Precision", "Of the points predicted positive, the share that is."),
    ("Recall", "Of the positive points, the share that was found."),
)


def figures(scores: Scores) -> list[list[str]]:
    """The figures as LABELS names them, for each of f frames."""
    confusion = scores.confusion
    losses = [decimal(loss) for loss in scores.log_loss.tolist()]
    rates = [
        [percent(share, 1) for share in column.tolist()]
        for column in (confusion.accuracy, confusion.precision, confusion.recall)
    ]
    return [list(frame) for frame in zip(losses, *rates, strict=True)]


def positive(class_names: tuple[str, str]) -> str:
    """Which class precision and recall are about."""
    name = class_names[1]
    return f"positive = class 1{'' if name == 'class 1' else f' ({name})'}"
