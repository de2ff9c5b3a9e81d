"""What each weight belongs to, in the words of the data and in ASCII."""

import re
import unicodedata
from collections.abc import Sequence

from ..core.features import FeatureMap


def column_names(feature_map: FeatureMap, feature_names: Sequence[str]) -> list[str]:
    """A name for each column of `feature_map`: x1^2, or mean radius^2 where x₁ has a name."""
    names = [_ascii(name) for name in feature_names]
    first, second = feature_map.drawn
    drawn = {"x1": names[first], "x2": names[second]}
    terms = [re.sub("x[12]", lambda found: drawn[found[0]], term) for term in feature_map.terms]
    return [*terms, *(names[column] for column in feature_map.others)]


def _ascii(text: str) -> str:
    """x₁ as x1: not every spreadsheet reads UTF-8 unasked."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
