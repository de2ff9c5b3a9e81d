"""The pages of the app, in the order of the menu: one entry holds all that is known of each."""

from dataclasses import dataclass
from html import escape
from pathlib import PurePath


@dataclass(frozen=True)
class PartEntry:
    """A part of a page that a task can hide: its key in a link, and where it is in the page."""

    key: str
    label: str
    selector: str


@dataclass(frozen=True)
class PageEntry:
    """A page is known by its script, seen from the folder of the app."""

    script: str
    label: str  # in the menu
    icon: str  # its name among Material Symbols, a font of Streamlit's
    title: str
    parts: tuple[PartEntry, ...] = ()
    has_experiment: bool = True  # whether it shows the experiment that the session is at
    dragged: str = ""  # the choice whose slider stands among the charts, if any

    @property
    def is_sendable(self) -> bool:
        """Whether a task can be set there: a page that shows an experiment or a mission."""
        return bool(self.parts) or self.script == MISSIONS_SCRIPT

    @property
    def path(self) -> str:
        """Where a browser finds it, behind the address of the app; the first has none."""
        return PurePath(self.script).stem if "/" in self.script else ""


# The stage, and what is like it on other pages.
BOUNDARY = PartEntry("boundary", "Boundary", ".stage-boundary, .st-key-boundary")
LOSS = PartEntry("loss", "Loss curve", ".stage-loss, .st-key-loss")
MATRIX = PartEntry("matrix", "Confusion matrix", ".stage-confusion, .verdict .stage-confusion")
SCORES = PartEntry("scores", "Scores", ".stage-scores, .verdict .stage-figures")
SUMMARY = PartEntry("summary", "Summary", ".stage-summary")
EQUATION = PartEntry("equation", "Equation of the model", ".stage-strip")
PLAY_BAR = PartEntry("player", "Play bar", ".stage-playback")

MISSIONS_SCRIPT = "pages/missions.py"
EVALUATE_SCRIPT = "pages/evaluate.py"
MAKING_SCRIPT = "pages/make_a_task.py"
DESCENT_SCRIPT = "pages/descent.py"
PAGES = (
    PageEntry(
        "app.py",
        "Playground",
        "play_circle",
        "Logistic Regression Playground",
        (BOUNDARY, LOSS, MATRIX, SCORES, SUMMARY, EQUATION, PLAY_BAR),
    ),
    PageEntry(
        EVALUATE_SCRIPT,
        "Evaluate",
        "target",
        "Evaluate",
        (
            PartEntry("roc", "ROC curve", ".st-key-roc"),
            PartEntry("precision-recall", "Precision–recall curve", ".st-key-precision-recall"),
            PartEntry("histogram", "Predicted probabilities", ".st-key-histogram"),
            PartEntry("calibration", "Calibration", ".st-key-calibration"),
            PartEntry("cost", "Mean cost", ".st-key-cost"),
        ),
        dragged="threshold",
    ),
    PageEntry(
        "pages/weights.py",
        "Weights",
        "weight",
        "Weights",
        (
            PartEntry("arrow", "p along the arrow", ".st-key-arrow"),
            PartEntry("intervals", "Intervals", ".st-key-intervals"),
            PartEntry("fan", "Boundaries of refits", ".st-key-fan"),
            PartEntry("path", "Weights over λ", ".st-key-path"),
            PartEntry("path-losses", "Losses over λ", ".st-key-path-losses"),
        ),
    ),
    PageEntry(
        DESCENT_SCRIPT,
        "Descent",
        "landscape",
        "Descent",
        (
            PartEntry("paths", "Landscape and path", ".descent-chart:has(.descent-landscape)"),
            PartEntry("plane", "Model in the plane", ".descent-chart:has(.descent-plane)"),
            PartEntry("facts", "Facts of the landscape", ".descent-facts"),
        ),
    ),
    PageEntry(
        "pages/against_scikit_learn.py",
        "scikit-learn",
        "balance",
        "Against scikit-learn",
        (
            PartEntry("gap", "Loss above the lowest", ".st-key-gap"),
            PartEntry("coefficients", "Weights beside theirs", ".st-key-coefficients"),
        ),
    ),
    PageEntry("pages/from_scratch.py", "From scratch", "school", "From scratch"),
    PageEntry(MISSIONS_SCRIPT, "Missions", "flag", "Missions"),
    PageEntry(
        "pages/gallery.py",
        "Gallery",
        "gallery_thumbnail",
        "Gallery",
        has_experiment=False,
    ),
    PageEntry(
        "pages/plan.py",
        "Plan a lesson",
        "event_note",
        "A lesson of 45 minutes",
        has_experiment=False,
    ),
    PageEntry(MAKING_SCRIPT, "Make a task", "assignment", "Make a task"),
)


def entry_of(file: str) -> PageEntry:
    """The entry of the script in this file."""
    return next(page for page in PAGES if PurePath(file).match(page.script))


def script_of(name: str) -> str:
    """The script of this name, without its folder and suffix."""
    return next(page.script for page in PAGES if PurePath(page.script).stem == name)


PARTS = {part.key: part for page in PAGES for part in page.parts}


def _link(page: PageEntry) -> str:
    icon = f'<span class="menu-icon" aria-hidden="true" translate="no">{page.icon}</span>'
    return f'<a href="./{page.path}">{icon}<span>{escape(page.label)}</span></a>'


# One element for all of them: each of Streamlit's own links would cost every answer as much as a
# control. The browser follows them within the session, and puts in what they carry: live/menu.js.
MENU = f'<nav class="menu" aria-label="Pages">{"".join(map(_link, PAGES))}</nav>'
