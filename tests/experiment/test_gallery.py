"""Every sentence of the gallery is true, and every link opens the run that it speaks of."""

from pathlib import PurePath
from urllib.parse import parse_qsl

import pytest

from logreg import run
from logreg.experiment.address import EXPERIMENT, query_text
from logreg.experiment.gallery import EXHIBITS, Exhibit
from tests.experiment.test_truth import disbelieve
from tests.experiment.truth.case import Case
from tests.pages_of_app import SCRIPTS

named = pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda exhibit: exhibit.key)


@named
def test_the_sentence_of_an_exhibit_is_true(exhibit: Exhibit) -> None:
    result = run(exhibit.experiment)
    assert disbelieve(Case(result), exhibit.why(result)) is None


@named
def test_the_link_of_an_exhibit_restores_its_experiment(exhibit: Exhibit) -> None:
    text = query_text(exhibit.opening.query)
    reading = EXPERIMENT.read(dict(parse_qsl(text)))
    assert reading.record == exhibit.experiment
    assert reading.problems == ()
    assert exhibit.opening.page in {PurePath(script).stem for script in SCRIPTS}


def test_a_dozen_runs_are_shown_as_many_good_as_bad() -> None:
    assert len(EXHIBITS) == len({exhibit.key for exhibit in EXHIBITS}) == 12
    assert len({exhibit.experiment for exhibit in EXHIBITS}) == 12
    assert sum(exhibit.is_good for exhibit in EXHIBITS) == 6
