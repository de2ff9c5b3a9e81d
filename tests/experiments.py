"""Random experiments, for tests that hold what is said of any against something else."""

from typing import Any

import numpy as np

from logreg import DATASETS, FEATURES, Experiment


def random_experiment(random: np.random.Generator) -> Experiment:
    """Any that a person could choose; the corners more often than a person would."""

    def maybe(share: float) -> bool:
        return bool(random.random() < share)

    dataset = str(random.choice(list(DATASETS)))
    n_features = DATASETS[dataset].n_features
    n_terms = int(random.integers(1, 4 if n_features > 2 or maybe(0.7) else 8))
    optimizer = str(random.choice(["gd", "gd", "gd", "momentum", "nesterov", "adam", "newton"]))
    drawn = random.choice(n_features, 2, replace=False) if maybe(0.5) else (0, 1)
    penalties = {
        name: float(10 ** random.uniform(-4, 1)) if maybe(0.25) else 0.0 for name in ("l1", "l2")
    }
    chosen = Experiment.of(
        dataset=dataset,
        n_samples=int(random.choice([50, 60, 100, 300])),
        noise=float(round(random.uniform(0, 0.5), 2)),
        seed=int(random.integers(0, 10_000)),
        test_share=float(random.choice([0.0, 0.02, 0.1, 0.3, 0.5])),
        drawn=(int(drawn[0]), int(drawn[1])),
        features=tuple(map(str, random.choice(list(FEATURES), n_terms, replace=False))),
        other_features=maybe(0.4),
        standardize=maybe(0.5),
        learning_rate=float(10 ** random.uniform(-4, 2)),
        n_iters=int(10 ** random.uniform(0, 2.8)),
        optimizer=optimizer,
        batch_size=int(random.choice([1, 4, 16, 64])) if maybe(0.2) else None,
        class_weight="balanced" if maybe(0.25) else None,
        **penalties,
    )
    if maybe(0.8):
        return chosen
    start = random.normal(0, 10 ** random.uniform(-1, 1), chosen.n_columns + 1)
    return chosen.changed(start=tuple(map(float, start)))


def ill(random: np.random.Generator) -> Experiment:
    """Faults whose remedies chance would bring too seldom, and a run too long to try any."""
    faults: list[dict[str, Any]] = [
        {"learning_rate": 8.0, "batch_size": 16},
        {"n_samples": 300, "learning_rate": 3.0, "batch_size": 2},
        {"n_samples": 2000, "n_iters": 5000, "batch_size": 64},
        {"dataset": "imbalanced", "n_samples": 300, "noise": 0.3, "test_share": 0.3},
        {"l1": 1.0},
        {"l2": 10.0},
        {"dataset": "xor", "n_samples": 300, "test_share": 0.3, "learning_rate": 3.0},
    ]
    usual = {"n_samples": 50, "seed": int(random.integers(10_000)), "n_iters": 200}
    return Experiment.of(**usual | faults[int(random.integers(len(faults)))])


def corner(random: np.random.Generator) -> Experiment:
    """Kinds that chance alone would bring too seldom."""
    usual = random_experiment(random)
    few = {"features": ("x1", "x2"), "batch_size": None, "other_features": False}
    choices: list[dict[str, Any]] = [
        {"l2": 5.0, "learning_rate": 10.0, "optimizer": "gd"},
        {"l2": 5.0, "learning_rate": 50.0, "optimizer": "momentum", "batch_size": None},
        {"l1": 10.0, "l2": 0.0},
        {"n_iters": 1, "learning_rate": 1e-4, "optimizer": "gd"},
        {
            "dataset": "scales",
            "n_samples": 300,
            "test_share": 0.3,
            "learning_rate": 1e-3,
            "n_iters": 40,
            "optimizer": "gd",
            "standardize": False,
            "noise": 0.2,
            "l1": 0.0,
            "l2": 0.0,
            **few,
        },
        {"optimizer": "newton", "n_iters": 100, "l1": 0.0},
        {"dataset": "gap", "optimizer": "newton", "n_iters": 100, "l1": 0.0, "l2": 0.0, **few},
        {"optimizer": "adam", "learning_rate": 3.0, "batch_size": None},
        {"optimizer": "gd", "batch_size": None, "learning_rate": 50.0, "l2": 0.5, "l1": 0.0},
        {
            "dataset": "breast_cancer",
            "drawn": (3, 23),
            "features": ("x1", "sin(x1)", "sin(x2)"),
            "optimizer": "gd",
            "learning_rate": 1.0,
            "other_features": False,
        },
    ]
    # Two classes that touch and do not overlap: Newton's method can neither arrive nor part them.
    choices.append(
        {
            "dataset": "iris",
            "seed": 7109,
            "test_share": 0.5,
            "drawn": (3, 2),
            "features": ("x1*x2", "sin(x2)"),
            "other_features": False,
            "standardize": True,
            "optimizer": "newton",
            "n_iters": 100,
            "l1": 0.0,
            "l2": 0.0,
        }
    )
    chosen = {"drawn": (0, 1)} | choices[int(random.integers(len(choices)))]
    return usual.changed(**chosen)
