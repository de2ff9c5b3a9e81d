"""The range of every choice that is a number."""

from logreg.core.checks import Range
from logreg.core.kinds import Integer, Kind, Number, OrNone
from logreg.experiment.experiment import CHOICES


def range_of(kind: Kind) -> Range | None:
    if isinstance(kind, OrNone):
        return range_of(kind.kind)
    return kind.range if isinstance(kind, (Number, Integer)) else None


RANGES = {name: allowed for name, known in CHOICES if (allowed := range_of(known.kind))}
