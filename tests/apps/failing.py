"""A slider above a stage: two iterations are more than this page can take, three are not."""

from logreg import Experiment, run
from logreg.core.checks import Range
from logreg.ui.live_slider import live_slider
from logreg.ui.stage import stage

said = live_slider("Iterations", "n_iters", Range(1, 3), 1, is_integer=True)
if said.value == 2:
    raise RuntimeError("Two iterations are too many.")
stage(run(Experiment(n_iters=int(said.value))), key="stage", is_preview=said.is_dragging)
