"""About how long things take, by their size alone: a clock would tell others on a busy machine.

In milliseconds of one core of 2024, fitted to what was measured: within a factor of two or three.
"""

from .experiment import Experiment
from .penalty_path import STRENGTHS
from .uncertainty import N_REFITS

# Newton's method from the start to the minimum; where classes can be parted it takes all of 62.
STEPS_TO_OPTIMUM = 10
STEPS_PER_STRENGTH = 5
# scikit-learn's solver with L1 is held to so long, and first imports itself.
SAGA = 400.0
# What each of many seeds sees: some hundred small runs.
OF_LUCK = 400.0


def n_samples_of(experiment: Experiment) -> int:
    """How many samples it is about."""
    if experiment.has("n_samples"):
        n: int = experiment.value_of("n_samples")
        return n
    return len(experiment.source.load(experiment.seed).y)


def of_run(experiment: Experiment) -> float:
    """Its training.

    Fitted to runs of 300 to 100,000 samples, 2 to 30 features and 500 to 5000 iterations, all
    within a factor of two.
    """
    settings, n_columns = experiment.settings, experiment.n_columns
    if settings.optimizer_entry.is_second_order:
        return min(settings.n_iters, 50) * _of_newton_step(experiment)
    is_simple = settings.optimizer != "adam" and not settings.l1
    overhead = (0.004 if is_simple else 0.011) + (0.036 if settings.batch_size else 0.0)
    return settings.n_iters * (overhead + 7e-6 * n_samples_of(experiment) * (1 + n_columns / 30))


def of_optimum(experiment: Experiment) -> float:
    """The lowest loss."""
    return STEPS_TO_OPTIMUM * _of_newton_step(experiment)


def of_path(experiment: Experiment) -> float:
    """The minima along a penalty."""
    return len(STRENGTHS) * STEPS_PER_STRENGTH * _of_newton_step(experiment)


def of_bootstrap(experiment: Experiment) -> float:
    """The refits, which are made together."""
    n = n_samples_of(experiment)
    return 5 + N_REFITS * 7 * 4e-6 * n * (1 + experiment.n_columns)


def of_comparison(experiment: Experiment) -> float:
    """Ours once more, to be timed, and scikit-learn's."""
    theirs = SAGA if experiment.settings.l1 else of_optimum(experiment)
    return of_run(experiment) + theirs


def _of_newton_step(experiment: Experiment) -> float:
    n, d = n_samples_of(experiment), 1 + experiment.n_columns
    return 0.1 + n * d * (5e-6 + 1e-7 * d)  # its slopes and scores, and its curvature
