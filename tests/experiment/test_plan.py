"""Every number of the plan is true, every right answer right, and every link opens what it says."""

from pathlib import PurePath
from urllib.parse import parse_qsl

import numpy as np
import pytest

from logreg import run
from logreg.experiment.address import DECISION, EXPERIMENT, query_text
from logreg.experiment.luck import luck, luck_rows
from logreg.experiment.plan import LOW, STEPS, Step
from logreg.scoring.decision import Decision
from tests.experiment.test_truth import disbelieve
from tests.experiment.truth.case import Case
from tests.experiment.truth.plan import seen
from tests.pages_of_app import SCRIPTS

named = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)


@named
def test_the_numbers_of_a_step_are_true_and_so_is_its_right_answer(step: Step) -> None:
    """The oracles assert the answer as well."""
    runs = list(map(run, step.experiments))
    said = step.numbers(luck()) if step.is_about_luck else step.numbers(*runs)
    assert disbelieve(Case(runs[0]), said) is None


@named
def test_the_links_of_a_step_restore_their_experiments(step: Step) -> None:
    for _, opening in step.links:
        query = dict(parse_qsl(query_text(opening.query)))
        reading = EXPERIMENT.read(query)
        assert reading.record == opening.experiment
        assert reading.problems == ()
        assert opening.page in {PurePath(script).stem for script in SCRIPTS}


def test_the_threshold_of_a_link_is_the_one_of_the_numbers() -> None:
    (step,) = [step for step in STEPS if step.key == "rare-class"]
    decisions = [DECISION.read(opening.query).record for _, opening in step.links]
    assert decisions == [Decision(), Decision(threshold=LOW)]


def test_it_takes_45_minutes_and_the_usual_answer_is_never_right() -> None:
    assert sum(step.minutes for step in STEPS) == 45
    for step in STEPS:
        question = step.question
        assert question.usual != question.right
        assert min(question.usual, question.right) >= 0
        assert max(question.usual, question.right) < len(question.options) == 3


def test_the_table_of_seeds_counts_what_each_laptop_sees() -> None:
    rows = luck_rows(luck())
    few = np.array([round(5 * seen(seed, 50, 5)) for seed in range(100)])
    many = np.array([seen(seed, 2000, 1000) for seed in range(30)])
    assert [row.n_correct for row in rows] == sorted(set(few), reverse=True)
    assert sum(row.n_laptops for row in rows) == 30
    assert sum(row.n_seeds for row in rows) == 100
    for row in rows:
        has_so_many = few == row.n_correct
        assert row.n_seeds == has_so_many.sum()
        shares = many[has_so_many[:30]]
        assert row.n_laptops == len(shares)
        assert (row.lowest, row.highest) == pytest.approx((shares.min(), shares.max()))
