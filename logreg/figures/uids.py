"""Names of the traces that others than their own chart refer to: the stage and its style sheet.

A trace with a `uid` moves without a new drawing. The browser looks for it among class names, which
hold no spaces.
"""

SHADING = "shading"
LINE = "line"
BAND = "band"


def curve_uid(name: str) -> str:
    """That of a curve of losses."""
    return f"curve-{name}"


def dot_uid(name: str) -> str:
    """That of the dot on a curve."""
    return f"dot-{name}".replace(" ", "-")


def samples_uid(part: str, label: int, split: str) -> str:
    """That of the "samples" of a class on one side of the split, or of the "edge" around them."""
    return f"{part}-{label}-{split}"
