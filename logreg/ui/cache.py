"""From an experiment to its run, without training the same one twice.

Each says about how long it takes where what it is made of is not known yet (`work`): what is heavy
waits for its turn. Each holds so many megabytes at most, whatever is asked for: 176 all together.
"""

from collections.abc import Callable

from ..core.checks import FloatArray
from ..core.immutable import freeze
from ..experiment import work
from ..experiment.certificate import Proof, prove
from ..experiment.chaos import is_chaotic
from ..experiment.comparison import Comparison, compare
from ..experiment.descent import (
    N_FRAMES,
    descend,
    kind_of,
    landscape_of,
    rivals,
)
from ..experiment.descent_view import DescentView
from ..experiment.experiment import Experiment
from ..experiment.gallery import Exhibit
from ..experiment.landscape import Kind, Landscape
from ..experiment.luck import Luck, luck
from ..experiment.optimum import Optimum, find_optimum, objective_of, terrain_of
from ..experiment.penalty_path import Penalty, PenaltyPath, penalty_path
from ..experiment.plan import Step
from ..experiment.plane import Box
from ..experiment.remedies import Advice, advise, work_of_advice
from ..experiment.run import Run, run
from ..experiment.scaling import Scaling, scaling
from ..experiment.story import Ground, Story, by_hand, ground_key, ground_of, preview, tell
from ..experiment.uncertainty import Bootstrap, Fan, bootstrap, fan
from ..lesson.bowl import Bowl, bowl_of
from ..lesson.bugs import BUGS
from ..lesson.demonstration import Demonstration, demonstrate
from ..lesson.points import points_of
from ..lesson.score import BestLine, best_line
from ..lesson.whole_loop import Loop, Trained, run_loop, train_class
from ..missions.mission import Facts, Mission
from ..scoring.evaluation import Evaluation, evaluate
from ..wording.claims import Claim
from .blas import keep_blas_on_one_thread
from .card import card
from .descent_data import descent_bytes
from .opening import opening
from .patience import telling
from .shared import MB, shared
from .stage_data import scene_bytes, scene_key, story_bytes


# 50 kB at the defaults, 1.7 MB with 5000 iterations on 30 features.
@shared(64 * MB, work=work.of_run)
def cached_run(experiment: Experiment) -> Run:
    """The run of this experiment, trained once while it is remembered."""
    keep_blas_on_one_thread()
    return run(experiment, telling("Training"))


def _with_run(more: Callable[[Experiment], float]) -> Callable[[Experiment], float]:
    """As long as `more` says, and as the run takes where it is not known."""

    def milliseconds(experiment: Experiment) -> float:
        is_known = cached_run.knows(experiment)
        return more(experiment) + (0.0 if is_known else work.of_run(experiment))

    return milliseconds


def _nothing_more(experiment: Experiment) -> float:
    return 0.0


def _of_run(more: Callable[[Experiment], float]) -> Callable[..., float]:
    """The same of what is asked for by a run."""
    return lambda run, *_: more(run.experiment)


@shared(8 * MB, work=_with_run(_nothing_more))
def cached_evaluation(experiment: Experiment) -> Evaluation:
    """The curves of this experiment's model, drawn up once while they are remembered."""
    run = cached_run(experiment)
    return freeze(evaluate(run.judged, run.dataset.class_names))


@shared(16 * MB, work=_with_run(work.of_comparison))
def cached_comparison(experiment: Experiment) -> Comparison:
    """This experiment's model beside scikit-learn's, both trained once while remembered."""
    keep_blas_on_one_thread()
    run = cached_run(experiment)
    return freeze(compare(run, cached_optimum(run)))


@shared(
    MB,
    key=lambda run: objective_of(run.experiment),
    work=_of_run(work.of_optimum),
)
def cached_optimum(run: Run) -> Optimum:
    """How low the loss of this run could get; not asked for again when only its course changes."""
    keep_blas_on_one_thread()
    return freeze(find_optimum(run, telling("Looking for the lowest loss")))


@shared(
    MB,
    key=lambda run: ground_key(run.experiment),
    work=_of_run(work.of_optimum),
)
def cached_ground(run: Run) -> Ground:
    """The lowest loss, and the zones of the learning rate above it."""
    return freeze(ground_of(run, cached_optimum(run)))


@shared(MB, work=_with_run(work.of_run))
def cached_chaos(experiment: Experiment) -> bool:
    """Whether the run of this experiment is chaotic; one whose loss only falls is not."""
    run = cached_run(experiment)
    return run.trace.n_rises > 0 and is_chaotic(run, telling("Training once more"))


@shared(16 * MB, work=_with_run(work.of_run))
def cached_loop(experiment: Experiment) -> Loop:
    """The lesson's loop with this experiment's settings, run once while it is remembered."""
    return freeze(run_loop(cached_run(experiment)))


@shared(MB, work=_with_run(work.of_optimum))
def cached_best_line(experiment: Experiment) -> BestLine:
    """The lowest loss on the lesson's points; a hand that drags towards it trains nothing."""
    return freeze(best_line(points_of(cached_run(experiment))))


@shared(MB)
def cached_class(experiment: Experiment) -> Trained:
    """What the tutorial's class makes of an experiment, trained once for all visitors."""
    return train_class(cached_run(experiment))


# 20 kB each.
@shared(MB, work=_with_run(work.of_optimum))
def cached_bowl(experiment: Experiment) -> Bowl:
    """The lesson's map of the loss; a hand that walks over it draws no new one."""
    points = points_of(cached_run(experiment))
    best = cached_best_line(experiment)
    return freeze(bowl_of(points, best, experiment.settings.learning_rate))


@shared(4 * MB, work=lambda experiment, *_: 3 * work.of_run(experiment))
def cached_demonstration(experiment: Experiment, bug: str, learning_rate: float) -> Demonstration:
    """A bug beside the right code; a thumb that is let go where it is trains nothing."""
    return freeze(demonstrate(BUGS[bug], cached_run(experiment), learning_rate))


# One record each, asked for after the stage is there. What was trained to try it is not kept.
@shared(MB, work=_with_run(work_of_advice))
def cached_advice(experiment: Experiment) -> Advice:
    """What could be changed in this experiment, tried once for all visitors."""
    keep_blas_on_one_thread()
    run = cached_run(experiment)
    return advise(run, cached_optimum(run))


def _of_story(experiment: Experiment) -> float:
    """The run, trained once more where it may be chaotic, and its optimum."""
    if cached_run.knows(experiment):
        is_known = cached_chaos.knows(experiment)
        return 0.0 if is_known else work.of_run(experiment) + work.of_optimum(experiment)
    return 2 * work.of_run(experiment) + work.of_optimum(experiment)


# A first answer makes two things of it, one after the other. To count all its parts takes as long
# as to pack them; besides its run it holds half a megabyte at most.
@shared(4 * MB, work=_of_story, size=lambda _: MB)
def cached_story(experiment: Experiment) -> Story:
    """What is told of this experiment's run."""
    run = cached_run(experiment)
    return tell(run, cached_ground(run), cached_chaos(experiment))


# 8 kB each. What stands still while a hand drags.
@shared(MB, key=scene_key)
def cached_scene(run: Run) -> bytes:
    """The part of the stage that is the same however the model is trained, packed once."""
    return scene_bytes(run)


# 27 kB each at the defaults, 300 kB at most.
@shared(16 * MB, work=_of_story)
def cached_stage(experiment: Experiment) -> bytes:
    """The stage of this experiment, told and packed once for all visitors."""
    return _staged(cached_story(experiment))


# 20 kB each. Who comes without a link sees the same as all the others who do.
@shared(MB, work=lambda experiment, _: _of_story(experiment))
def cached_opening(experiment: Experiment, is_new: bool) -> str:
    """What a first visit sees of this experiment at once, made once for all visitors."""
    return opening(cached_story(experiment), is_new)


# 15 kB each at the defaults. Many hands drag the same slider over the same few dozen places.
@shared(4 * MB, work=_with_run(_nothing_more))
def cached_preview(experiment: Experiment) -> bytes:
    """The stage of this experiment while a thumb is held, packed once for all visitors."""
    return _staged(preview(cached_run(experiment)))


# 12 kB each.
@shared(4 * MB, work=_with_run(_nothing_more))
def cached_hand(experiment: Experiment) -> bytes:
    """The stage of the weights that this experiment starts from: a model by hand."""
    return _staged(by_hand(cached_run(experiment)))


def _staged(story: Story) -> bytes:
    return cached_scene(story.run) + story_bytes(story)


@shared(MB, work=lambda experiment, _: 2 * work.of_run(experiment))
def cached_after(experiment: Experiment, mission: Mission) -> Facts:
    """What an experiment that passes a mission leads to, trained once while it is remembered."""
    keep_blas_on_one_thread()
    return mission.after(experiment)


@shared(MB)
def cached_known(mission: Mission) -> Facts:
    """What a mission's question is about, trained once for all visitors."""
    keep_blas_on_one_thread()
    return mission.known()


def _of_descent(experiment: Experiment, view: DescentView) -> float:
    """The runs that race, and the lowest loss."""
    others = (one for one in (experiment, *rivals(experiment, view)) if not cached_run.knows(one))
    return work.of_optimum(experiment) + sum(map(work.of_run, others))


# 21 kB each at the defaults, 400 kB at most.
@shared(8 * MB, work=_of_descent)
def cached_descent(experiment: Experiment, view: DescentView) -> bytes:
    """The descent of this experiment, packed once for all visitors who look at it so."""
    return _descent(experiment, view, N_FRAMES)


@shared(4 * MB, work=_of_descent)
def cached_descent_preview(experiment: Experiment, view: DescentView) -> bytes:
    """The same while a thumb is held: its end alone, on a coarse landscape."""
    return _descent(experiment, view, 1)


def _descent(experiment: Experiment, view: DescentView, n_frames: int) -> bytes:
    keep_blas_on_one_thread()
    run = cached_run(experiment)
    runs = (run, *map(cached_run, rivals(experiment, view)))
    descent = descend(runs, cached_optimum(run), view, n_frames, _landscape)
    return descent_bytes(descent, is_preview=n_frames == 1)


def _landscape(
    run: Run, view: DescentView, box: Box, thetas: FloatArray, is_preview: bool
) -> Landscape:
    """A slice belongs to the path; any other landscape to all runs over it."""
    if kind_of(run, view) is Kind.SLICE:
        return landscape_of(run, view, box, thetas, is_preview)
    return _cached_landscape(run, view, box, is_preview)


# 52 kB each. A hand that drags a rate or a start walks over the same.
@shared(
    8 * MB,
    key=lambda run, view, box, is_preview: (
        terrain_of(run.experiment),
        kind_of(run, view),
        box,
        is_preview,
    ),
)
def _cached_landscape(run: Run, view: DescentView, box: Box, is_preview: bool) -> Landscape:
    return freeze(landscape_of(run, view, box, run.trace.weights[:0], is_preview))


# 8 kB each, of a registry of a dozen.
@shared(MB)
def cached_card(exhibit: Exhibit) -> str:
    """Picture and sentence of a run of the gallery, made once for all visitors."""
    return card(exhibit, cached_run(exhibit.experiment))


@shared(MB)
def cached_numbers(step: Step) -> Claim:
    """What is so in a step of the plan, found once for all visitors."""
    if step.is_about_luck:
        return step.numbers(cached_luck("plan"))
    return step.numbers(*map(cached_run, step.experiments))


# Of one name: there is one.
@shared(MB, work=lambda _: work.OF_LUCK)
def cached_luck(_: str) -> Luck:
    """What each of many seeds sees, trained once for all visitors."""
    return freeze(luck())


# What follows depends on the minimum alone, however a run walks there.


@shared(
    MB,
    key=lambda run: _unpenalized(run.experiment),
    work=_of_run(work.of_optimum),
)
def cached_proof(run: Run) -> Proof:
    """Whether the classes of this run can be parted; no penalty changes that."""
    keep_blas_on_one_thread()
    return freeze(prove(run))


# 11 kB each with two features, 90 kB with curved lines.
@shared(
    2 * MB,
    key=lambda run: objective_of(run.experiment),
    work=_of_run(work.of_bootstrap),
)
def cached_bootstrap(run: Run) -> tuple[Bootstrap, Fan]:
    """The refits of this run and their boundaries; of a run that has intervals."""
    keep_blas_on_one_thread()
    optimum = cached_optimum(run)
    refits = bootstrap(run, optimum)
    assert refits is not None  # else `refusal` says why not
    return freeze((refits, fan(run, optimum, refits)))


@shared(
    MB,
    key=lambda run: objective_of(run.experiment),
    work=_of_run(work.of_optimum),
)
def cached_scaling(run: Run) -> Scaling:
    """κ of what this run minimises, in both units."""
    keep_blas_on_one_thread()
    return scaling(run, cached_optimum(run))


# 41 strengths: 3 kB each with two features, 21 kB with 30.
@shared(
    2 * MB,
    key=lambda run, penalty: (_ways_to_penalize(run.experiment), penalty),
    work=_of_run(work.of_path),
)
def cached_path(run: Run, penalty: Penalty) -> PenaltyPath:
    """The minima of this run along a penalty, in the units trained in."""
    keep_blas_on_one_thread()
    return freeze(penalty_path(run, penalty, telling("Walking along λ")))


def _unpenalized(experiment: Experiment) -> Experiment:
    return objective_of(experiment.changed(l1=0.0, l2=0.0, class_weight=None))


def _ways_to_penalize(experiment: Experiment) -> tuple[Experiment, bool]:
    """What it minimises, and in which units: without a penalty these are not told apart."""
    return objective_of(experiment), experiment.standardize
