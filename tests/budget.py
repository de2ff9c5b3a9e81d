"""Random experiments, and what one costs: for the test of the limits and for the benchmark."""

import time
import tracemalloc
from dataclasses import dataclass
from typing import Any

import numpy as np

from logreg import DATASETS, FEATURES, OPTIMIZERS, Experiment, run
from logreg.experiment.film import film
from logreg.ui.stage_data import stage_bytes
from tests.told import story_of

# What any experiment may cost, see `Cost`.
MOST_FRAME_POINTS = 2_000
MOST_FILM_POINTS = 20_000
MOST_BYTES = 400_000
MOST_SECONDS = 1.5
MOST_MEMORY = 150_000_000


@dataclass(frozen=True)
class Cost:
    """Of a run with its film: processor time, memory beyond what stood before, and what is sent."""

    seconds: float
    memory: int  # bytes, measured apart: watching the memory takes time
    frame_points: int  # of the longest line of a frame
    film_points: int
    n_bytes: int  # of the message with the whole film


ALL = tuple(FEATURES)
# Found by a search over random experiments and by climbing from the costliest of them.
COSTLIEST = {
    "waves finer than pixels": Experiment.of(
        dataset="breast_cancer",
        drawn=(23, 3),
        features=ALL,
        other_features=True,
        standardize=True,
        n_iters=5000,
        optimizer="adam",
    ),
    "waves that can just be drawn, real": Experiment.of(
        dataset="breast_cancer",
        drawn=(22, 2),
        features=("x1*x2", "sin(x1)", "sin(x2)"),
        standardize=True,
        n_iters=5000,
        optimizer="adam",
    ),
    "waves that can just be drawn, toy": Experiment.of(
        dataset="scales",
        noise=0.0,
        seed=5519,
        test_share=0.5,
        features=("sin(x1)", "sin(x2)"),
        standardize=True,
        learning_rate=0.0525,
        n_iters=5000,
        optimizer="adam",
        l2=0.001,
    ),
    "all points, one at a time": Experiment.of(
        dataset="spirals",
        n_samples=2000,
        noise=0.5,
        features=ALL,
        standardize=True,
        n_iters=5000,
        batch_size=1,
        l1=0.001,
    ),
}


def random_choices(random: np.random.Generator) -> dict[str, Any]:
    """Any choice that a person can make, the costly ones as often as the cheap."""
    dataset = str(random.choice(list(DATASETS)))
    n_features = DATASETS[dataset].n_features
    sizes = random.permutation(n_features)
    n_terms = random.integers(1, len(FEATURES) + 1)
    terms = random.permutation(list(FEATURES))[:n_terms]
    return {
        "dataset": dataset,
        "n_samples": int(random.choice([50, 300, 2000])),
        "noise": float(random.choice([0.0, 0.2, 0.5])),
        "seed": int(random.integers(10_000)),
        "test_share": float(random.choice([0.0, 0.3, 0.5])),
        "drawn": (int(sizes[0]), int(sizes[1])),
        "features": tuple(map(str, terms)),
        "other_features": bool(random.integers(2)),
        "standardize": bool(random.integers(2)),
        "learning_rate": float(10 ** random.uniform(-4, 2)),
        "optimizer": str(random.choice(list(OPTIMIZERS))),
        "batch_size": [None, 1, 32][random.integers(3)],
        "l2": float(random.choice([0.0, 1e-3, 1.0])),
        "l1": float(random.choice([0.0, 1e-3, 1.0])),
        "class_weight": "balanced" if random.random() < 0.25 else None,
    }


def random_experiment(random: np.random.Generator, most_iterations: int = 5000) -> Experiment:
    """One that can be run; few of them hold more than 500 iterations."""
    n_iters = int(min(10 ** random.uniform(0, 4), most_iterations))
    while True:
        experiment = Experiment.of(**random_choices(random), n_iters=n_iters)
        try:
            run(experiment.changed(n_iters=1))
        except ValueError:  # the split left one class alone
            continue
        return experiment


def cost_of(experiment: Experiment, with_memory: bool = True) -> Cost:
    """Made once before: what the first call of a library loads is not counted."""
    start = time.process_time()
    result = run(experiment)
    frames = film(result)
    seconds = time.process_time() - start
    lengths = [len(line.points) for line in frames.lines]
    return Cost(
        seconds=seconds,
        memory=_peak_memory(experiment) if with_memory else 0,
        frame_points=max(*lengths, len(result.line.points)),
        film_points=sum(lengths),
        n_bytes=len(stage_bytes(story_of(result))),
    )


def _peak_memory(experiment: Experiment) -> int:
    tracemalloc.start()
    film(run(experiment))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak
