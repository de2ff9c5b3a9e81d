"""The stage is packed in two parts: the scene, one for all who see these samples, and the rest."""

from typing import Any

import pytest

from logreg import Experiment, run
from logreg.experiment.experiment import CHOICES
from logreg.experiment.story import ground_key
from logreg.ui.stage_data import scene_bytes, scene_key

MADE = Experiment.of(n_iters=20)
MEASURED = Experiment.of(dataset="iris", n_iters=20)
OTHERS: dict[str, tuple[Experiment, Any]] = {
    "dataset": (MADE, "circles"),
    "drawn": (MEASURED, (1, 2)),
    "n_samples": (MADE, 80),
    "noise": (MADE, 0.4),
    "seed": (MADE, 5),
    "test_share": (MADE, 0.1),
    "other_features": (MEASURED, True),
    "features": (MADE, ("x1", "x2", "x1^2")),
    "standardize": (MADE, True),
    "start": (MADE, (1.0, -1.0, 0.5)),
    "learning_rate": (MADE, 0.9),
    "n_iters": (MADE, 40),
    "optimizer": (MADE, "adam"),
    "batch_size": (MADE, 10),
    "l2": (MADE, 0.3),
    "l1": (MADE, 0.3),
    "class_weight": (MADE, "balanced"),
}
OF_THE_WALK = {"learning_rate", "n_iters", "start", "optimizer", "batch_size", "l1", "l2"}


def test_every_choice_is_looked_at() -> None:
    # Which points were drawn is their source itself.
    assert set(OTHERS) | {"points", "source"} == {name for name, _ in CHOICES} | {"dataset"}


@pytest.mark.parametrize("name", OTHERS)
def test_who_looks_at_another_scene_asks_for_another(name: str) -> None:
    base, value = OTHERS[name]
    one, other = run(base), run(base.changed(**{name: value}))
    is_same = scene_bytes(one) == scene_bytes(other)
    assert is_same == (name in OF_THE_WALK | {"class_weight"})
    assert (scene_key(one) == scene_key(other)) == is_same


@pytest.mark.parametrize("name", OTHERS)
def test_runs_share_a_ground_where_only_their_course_differs(name: str) -> None:
    base, value = OTHERS[name]
    is_same = ground_key(base) == ground_key(base.changed(**{name: value}))
    assert is_same == (name in {"learning_rate", "n_iters", "start"})


def test_drawn_points_are_a_scene_of_their_own() -> None:
    drawn = Experiment.of(dataset="points", n_iters=20)
    assert scene_key(run(drawn)) != scene_key(run(MADE))
    assert b"samples-0-training" in scene_bytes(run(drawn))  # they have names: a hand moves them
    assert b"samples-0-training" not in scene_bytes(run(MADE))
