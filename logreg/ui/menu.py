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
    has_experiment: bool = True  # whether it shows the experiment that the session is at


PAGES = (
    PageEntry("app.py", "Playground", ":material/play_circle:", "Logistic Regression Playground"),
    PageEntry("pages/evaluate.py", "Evaluate", ":material/target:", "Evaluate"),
    PageEntry("pages/weights.py", "Weights", ":material/weight:", "Weights"),
    PageEntry("pages/descent.py", "Descent", ":material/landscape:", "Descent"),
    PageEntry(
        "pages/against_scikit_learn.py",
        "scikit-learn",
        ":material/balance:",
        "Against scikit-learn",
    ),
    PageEntry("pages/from_scratch.py", "From scratch", ":material/school:", "From scratch"),
    PageEntry(
        "pages/gallery.py",
        "Gallery",
        ":material/gallery_thumbnail:",
        "Gallery",
        has_experiment=False,
    ),
    PageEntry(
        "pages/plan.py",
        "Plan a lesson",
        ":material/event_note:",
        "A lesson of 45 minutes",
        has_experiment=False,
    ),
)


def entry_of(file: str) -> PageEntry:
    """The entry of the script in this file."""
    return next(page for page in PAGES if PurePath(file).match(page.script))


def script_of(name: str) -> str:
    """The script of this name, without its folder and suffix."""
    return next(page.script for page in PAGES if PurePath(page.script).stem == name)
