"""The pages that there are, as the app itself knows them."""

from pathlib import PurePath

from logreg.ui.menu import PAGES

SCRIPTS = tuple(page.script for page in PAGES)
# What the menu calls each.
LABELS = tuple(page.label for page in PAGES)
# Where a browser finds each, behind the address of the app; the first is found without a path.
PATHS = ("", *(PurePath(script).stem for script in SCRIPTS[1:]))
# How many charts a first visit shows on each.
N_CHARTS = {
    "": 2,
    "evaluate": 6,
    "weights": 5,
    "descent": 3,
    "against_scikit_learn": 3,
    "from_scratch": 19,
}
