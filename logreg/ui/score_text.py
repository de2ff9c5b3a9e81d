"""The line of figures and the cells of the confusion matrix, as people read them."""

from ..scoring.metrics import Confusion, Scores
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
    columns = zip(
        scores.log_loss, confusion.accuracy, confusion.precision, confusion.recall, strict=True
    )
    return [
        [decimal(loss), percent(accuracy, 1), percent(precision, 1), percent(recall, 1)]
        for loss, accuracy, precision, recall in columns
    ]


def positive(class_names: tuple[str, str]) -> str:
    """Which class precision and recall are about."""
    name = class_names[1]
    return f"positive = class 1{'' if name == 'class 1' else f' ({name})'}"


def cells(confusion: Confusion) -> list[list[list[str]]]:
    """Count, share of the true class and depth of colour of four cells, for each of f frames."""
    counts, shares = confusion.matrix.reshape(-1, 4), confusion.row_shares.reshape(-1, 4)
    return [
        [
            [str(count), percent(share), "0%" if share != share else f"{100 * share:.0f}%"]
            for count, share in zip(frame_counts, frame_shares, strict=True)
        ]
        for frame_counts, frame_shares in zip(counts, shares, strict=True)
    ]
