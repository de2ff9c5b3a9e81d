"""A slider above a stage: two iterations are more than this page can take, three are not."""

from logreg import Experiment, run
from logreg.core.checks import Range
from logreg.experiment.story import preview
from logreg.ui.live_slider import live_slider
from logreg.ui.stage import stage
from logreg.ui.stage_data import stage_bytes
from tests.told import story_of

said = live_slider("Iterations", "n_iters", Range(1, 3), 1, is_integer=True)
if said.value == 2:
    raise RuntimeError("Two iterations are too many.")
result = run(Experiment.of(n_iters=int(said.value)))
story = preview(result) if said.is_dragging else story_of(result)
stage(stage_bytes(story), key="stage")
