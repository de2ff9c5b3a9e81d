"""What the style sheets repeat of Python is the same there: they cannot be told."""

import re

from logreg import Experiment, run
from logreg.figures import loss_chart
from logreg.figures.palette import CLASS_COLORS
from logreg.figures.uids import LINE, dot_uid
from logreg.ui.live_component import MODULES

STAGE = (MODULES / "stage.css").read_text("utf-8")


def test_the_confusion_matrix_has_the_colours_of_the_classes() -> None:
    found = re.findall(r"\.predicted-(\d) \{\s*--predicted: (#\w+);", STAGE)
    assert found == [(str(label), color) for label, color in enumerate(CLASS_COLORS)]


def test_what_the_canvas_paints_is_hidden_by_its_name() -> None:
    assert re.findall(r"\.trace(\w+)", STAGE) == [LINE]
    (prefix,) = re.findall(r"\[class\*=\"trace([\w-]+)\"\]", STAGE)
    hidden = {trace["uid"] for trace in loss_chart(run(Experiment())).traces}
    dots = {dot_uid("train"), dot_uid("test")}
    assert {uid for uid in hidden if uid.startswith(prefix)} == dots
