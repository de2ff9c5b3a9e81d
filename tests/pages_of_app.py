"""The pages that there are, as the app itself knows them."""

from pathlib import PurePath

from logreg.ui.menu import PAGES


def path_of(script: str) -> str:
    """Where a browser finds it, behind the address of the app; the first has no path."""
    return "" if script == PAGES[0].script else PurePath(script).stem


ALL_SCRIPTS = tuple(page.script for page in PAGES)
ALL_PATHS = tuple(map(path_of, ALL_SCRIPTS))
# What the menu calls each.
LABELS = tuple(page.label for page in PAGES)
# Those that show the experiment of the session, and have its controls.
SCRIPTS = tuple(page.script for page in PAGES if page.has_experiment)
PATHS = tuple(map(path_of, SCRIPTS))
# How many charts a first visit shows on each.
N_CHARTS = {
    "": 2,
    "evaluate": 6,
    "weights": 5,
    "descent": 3,
    "against_scikit_learn": 3,
    "from_scratch": 11,
    "gallery": 0,
    "plan": 0,
}
