"""Experiments for the tests of what is taken away."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from logreg import DATASETS, FEATURES, OPTIMIZERS, Experiment
from tests.ranges import RANGES

ALL_FEATURES = tuple(FEATURES)
SHORT = {"n_iters": 60, "n_samples": 80}


def ranges(name: str, **narrower: float) -> Any:
    limits = {"low": RANGES[name].low, "high": RANGES[name].high, **narrower}
    kind = st.integers if isinstance(Experiment().value_of(name), int) else st.floats
    return kind(limits["low"], limits["high"])


@st.composite
def experiments(draw: Callable[..., Any]) -> Experiment:
    """Short runs of any kind."""
    dataset = draw(st.sampled_from(sorted(DATASETS)))
    n_features = DATASETS[dataset].n_features
    chosen = Experiment.of(
        dataset=dataset,
        n_samples=draw(ranges("n_samples", high=100)),
        noise=draw(ranges("noise")),
        seed=draw(ranges("seed")),
        test_share=draw(st.sampled_from([0, 0.1, 1 / 3])),
        drawn=tuple(draw(st.permutations(range(n_features)))[:2]),
        features=tuple(draw(st.lists(st.sampled_from(ALL_FEATURES), min_size=1, unique=True))),
        other_features=draw(st.booleans()),
        standardize=draw(st.booleans()),
        learning_rate=draw(ranges("learning_rate")),
        n_iters=draw(ranges("n_iters", high=30)),
        optimizer=draw(st.sampled_from(sorted(OPTIMIZERS))),
        batch_size=draw(st.none() | st.integers(1, 100)),
        l1=draw(st.just(0.0) | ranges("l1")),
        l2=draw(st.just(0.0) | ranges("l2")),
        class_weight=draw(st.sampled_from([None, None, None, "balanced"])),
    )
    if draw(st.booleans()):
        return chosen
    n = chosen.n_columns + 1
    return chosen.changed(start=draw(st.lists(st.floats(-5, 5), min_size=n, max_size=n)))


IRIS = Experiment.of(
    dataset="iris",
    drawn=(2, 0),
    features=("x1", "x2^2"),
    other_features=True,
    standardize=True,
    l2=0.01,
    n_iters=30,
)


EVERY_DATASET_AND_OPTIMIZER = [
    Experiment.of(dataset=dataset, optimizer=optimizer)
    for dataset in DATASETS
    for optimizer in OPTIMIZERS
]
EVERY_CHOICE = [
    Experiment.of(dataset=dataset, optimizer=optimizer, **choices, **SHORT)
    for dataset, optimizer, choices in [
        *(("moons", optimizer, {"l2": 0.1}) for optimizer in OPTIMIZERS),
        *(("iris", optimizer, {"l1": 0.02, "standardize": True}) for optimizer in OPTIMIZERS),
        *(("xor", optimizer, {"l1": 0.01, "l2": 0.05}) for optimizer in OPTIMIZERS),
        *(("blobs", optimizer, {"batch_size": 7, "l2": 0.01}) for optimizer in OPTIMIZERS),
        *(("iris", optimizer, {"batch_size": 16, "l1": 0.01}) for optimizer in OPTIMIZERS),
        *(("scales", optimizer, {"batch_size": 1}) for optimizer in OPTIMIZERS),
        *(("gap", optimizer, {"test_share": 0, "seed": 9999}) for optimizer in OPTIMIZERS),
        *((dataset, "gd", {"noise": 0}) for dataset in DATASETS),
        *((dataset, "adam", {"features": ALL_FEATURES}) for dataset in DATASETS),
        *(
            (dataset, "momentum", {"features": ALL_FEATURES, "standardize": True})
            for dataset in DATASETS
        ),
        ("moons", "gd", {"batch_size": 2000}),
        ("moons", "gd", {"batch_size": 8, "test_share": 0}),
        ("moons", "gd", {"drawn": (1, 0)}),
        ("moons", "gd", {"features": ("x2",)}),
        ("circles", "gd", {"features": ("x1^2", "sin(x2)"), "test_share": 1 / 3}),
        ("moons", "gd", {"other_features": True}),
        ("imbalanced", "nesterov", {"standardize": True, "learning_rate": 100}),
        ("iris", "gd", {"other_features": True, "drawn": (3, 1)}),
        ("iris", "newton", {"other_features": True, "features": (), "l2": 0.1}),
        ("breast_cancer", "gd", {"other_features": True, "drawn": (20, 7)}),
        ("breast_cancer", "gd", {"other_features": True, "standardize": True}),
        # Runs that magnify rounding, from the means of the standardised columns on.
        (
            "breast_cancer",
            "adam",
            {"other_features": True, "standardize": True, "learning_rate": 10, "l2": 10},
        ),
        *(
            ("breast_cancer", "newton", {"other_features": True, "standardize": True, "l1": l1})
            for l1 in (0, 0.001, 0.1)
        ),
        # Here rounding decides which of Newton's steps is the last.
        *(
            (dataset, "newton", {"standardize": True, "l1": 0.01, "l2": 0.01, "seed": seed})
            for dataset in DATASETS
            for seed in (0, 1)
        ),
        ("xor", "momentum", {"features": ALL_FEATURES, "learning_rate": 100}),
        ("xor", "gd", {"features": ALL_FEATURES, "learning_rate": 100, "batch_size": 5}),
        # Runs that diverge.
        *(
            ("moons", optimizer, {"l2": 10, "learning_rate": 100, "l1": l1})
            for optimizer in ("gd", "momentum", "nesterov")
            for l1 in (0, 0.1)
        ),
        ("spirals", "gd", {"l2": 10, "learning_rate": 1, "batch_size": 10}),
        *(
            ("imbalanced", optimizer, {"class_weight": "balanced", **more})
            for optimizer in OPTIMIZERS
            for more in (
                {},
                {"batch_size": 7, "test_share": 0},
                {"l1": 0.01, "l2": 0.05, "standardize": True},
            )
        ),
    ]
]
THE_TUTORIAL = Experiment.of(
    dataset="breast_cancer",
    other_features=True,
    test_share=0.2,
    seed=1234,
    learning_rate=0.0001,
    n_iters=1000,
)
EXPERIMENTS = [*EVERY_DATASET_AND_OPTIMIZER, *EVERY_CHOICE, THE_TUTORIAL]

# Where the minimum exists, and scikit-learn's solvers get there.
WITH_A_MINIMUM = [
    Experiment.of(dataset=dataset, optimizer="newton", standardize=standardize, **choices)
    for dataset, standardize, choices in [
        ("moons", False, {}),
        ("xor", True, {"features": ALL_FEATURES}),
        ("iris", False, {}),
        ("spirals", True, {"test_share": 0}),
        ("moons", False, {"seed": 5}),
        *((dataset, True, {"l2": 0.1}) for dataset in DATASETS),
        *((dataset, False, {"l2": 0.01}) for dataset in ("scales", "gap", "breast_cancer")),
        *((dataset, True, {"l1": 0.01, "test_share": 0.25}) for dataset in DATASETS),
        ("imbalanced", True, {"l1": 0.01, "l2": 0.1, "features": ALL_FEATURES}),
        ("imbalanced", True, {"class_weight": "balanced"}),
        ("imbalanced", True, {"class_weight": "balanced", "l1": 0.01, "test_share": 0}),
        ("breast_cancer", True, {"class_weight": "balanced", "l1": 0.01, "l2": 0.1}),
        ("breast_cancer", True, {"class_weight": "balanced", "l2": 0.1}),
        ("iris", True, {"l1": 0.1, "l2": 0.01, "other_features": True, "test_share": 0}),
        ("breast_cancer", True, {"l2": 1, "other_features": True, "drawn": (20, 7)}),
    ]
]


# As they come: no penalty, features as they are, and for "gap" no minimum at all.
AS_THEY_COME = [Experiment.of(dataset=dataset) for dataset in DATASETS]

# These magnify rounding, though not far enough to be chaotic: digits differ from the sixth on.
MAGNIFIED = [
    Experiment.of(dataset="scales", optimizer="nesterov"),
    Experiment.of(
        dataset="imbalanced", optimizer="nesterov", standardize=True, learning_rate=100, **SHORT
    ),
]
