"""The pages of the app, in the order of the menu: one entry holds all that is known of each."""

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True)
class PageEntry:
    """A page is known by its script, seen from the folder of the app."""

    script: str
    label: str  # in the menu
    icon: str
    title: str


MISSIONS_SCRIPT = "pages/missions.py"
PAGES = (
    PageEntry("app.py", "Playground", ":material/play_circle:", "Logistic Regression Playground"),
    PageEntry(MISSIONS_SCRIPT, "Missions", ":material/flag:", "Missions"),
    PageEntry("pages/evaluate.py", "Evaluate", ":material/target:", "Evaluate"),
    PageEntry("pages/weights.py", "Weights", ":material/weight:", "Weights"),
    PageEntry("pages/descent.py", "Descent", ":material/landscape:", "Descent"),
    PageEntry(
        "pages/against_scikit_learn.py",
        "Against scikit-learn",
        ":material/balance:",
        "Against scikit-learn",
    ),
    PageEntry("pages/from_scratch.py", "From scratch", ":material/school:", "From scratch"),
)


def entry_of(file: str) -> PageEntry:
    """The entry of the script in this file."""
    return next(page for page in PAGES if PurePath(file).match(page.script))
