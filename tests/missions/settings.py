"""What a learner could set in a mission: a grid over its open choices."""

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import numpy as np

from logreg import FEATURES, OPTIMIZERS
from logreg.missions.mission import Mission
from logreg.ui.widgets import PENALTIES

N_VALUES = 20  # of a choice that is continuous
N_SEEDS = 100


def values_of(mission: Mission, name: str) -> list[Any]:
    if name in mission.values:
        return list(mission.values[name])
    everything: dict[str, list[Any]] = {
        "learning_rate": np.geomspace(1e-4, 100, N_VALUES).tolist(),
        "threshold": np.linspace(0, 1, N_VALUES).tolist(),
        "l1": list(PENALTIES),
        "l2": list(PENALTIES),
        "seed": list(range(N_SEEDS)),
        "standardize": [False, True],
        "optimizer": list(OPTIMIZERS),
        "features": [some for n in range(1, 8) for some in combinations(FEATURES, n)],
        "start": list(product(np.linspace(-10, 10, N_VALUES).tolist(), repeat=3)),
    }
    return everything[name]


def grid(mission: Mission) -> Iterator[dict[str, Any]]:
    for chosen in product(*(values_of(mission, name) for name in mission.open)):
        yield dict(zip(mission.open, chosen, strict=True))
