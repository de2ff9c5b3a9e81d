"""The pages that there are, as the app itself knows them."""

from collections.abc import Iterable
from typing import Any

import pytest

from logreg.ui.menu import MISSIONS_SCRIPT, PAGES

ALL_SCRIPTS = tuple(page.script for page in PAGES)
ALL_PATHS = tuple(page.path for page in PAGES)
# What the menu calls each.
LABELS = tuple(page.label for page in PAGES)
# Those that show the experiment of the session, and have its controls; a mission has its own.
SCRIPTS = tuple(
    page.script for page in PAGES if page.has_experiment and page.script != MISSIONS_SCRIPT
)
# How many charts a first visit shows on each.
N_CHARTS = {
    "": 2,
    "missions": 2,
    "make_a_task": 0,
    "evaluate": 6,
    "weights": 5,
    "descent": 3,
    "against_scikit_learn": 3,
    "from_scratch": 19,
    "gallery": 0,
    "plan": 0,
}
# Of those, the ones with charts: where a browser finds them.
PATHS = tuple(page.path for page in PAGES if page.script in SCRIPTS and N_CHARTS[page.path])


def sparing(paths: Iterable[str], *dear: str) -> list[Any]:
    """The pages as parameters of a test; the dear ones, which take the longest, by night alone."""
    return [pytest.param(path, marks=pytest.mark.slow) if path in dear else path for path in paths]
