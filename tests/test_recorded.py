"""Links, runs, films, sentences and scripts are what they were when they were written down."""

import re
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest

from logreg import Experiment
from logreg.experiment.address import EXPERIMENT
from logreg.experiment.chaos import NO_LOSS, SHOWS
from tests.recorded import facts, printed, read, without_counts

# Where rounding is not magnified, another order of summation changes less.
RELATIVE, ABSOLUTE = 1e-9, 1e-12
# In the usual suite, one in so many.
USUAL = 3
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
# Scripts and the fast loop round otherwise. Runs in which that shows before the tenth digit, by
# their place: some magnify rounding, though not far enough to be chaotic; in the last one Newton's
# last step lowers the loss in its last digit alone, and is made or not.
MAGNIFIED = {142, 153, 274, 298}
# The fast loop moves the last digit: of the points of these curves as many are kept, but others.
OTHER_POINTS = {83, 157, 271}
# By Newton where the weights part all points, from where rounding is all that is left to lower.
MOST_PERFECT_FITS = 13


def experiment_of(query: str) -> Experiment:
    reading = EXPERIMENT.read(dict(parse_qsl(query)))
    assert reading.problems == ()
    return reading.record


def assert_as_recorded(recorded: dict[str, Any], place: int) -> None:
    relative = SHOWS if place in MAGNIFIED else RELATIVE
    now = facts(experiment_of(recorded["experiment"]))
    if recorded["is_chaotic"]:
        assert now["is_chaotic"]
        return
    for name in ("n_iters", "stop_reason", "iterations", "is_chaotic"):
        assert now[name] == recorded[name], name
    for name in ("loss", "weights", "bias", "train", "test"):
        if recorded[name] is not None:
            np.testing.assert_allclose(now[name], recorded[name], relative, ABSOLUTE, err_msg=name)
    for line, recorded_line in zip(now["lines"], recorded["lines"], strict=True):
        assert (line[0] > 0) == (recorded_line[0] > 0)
        # One more point is kept or spared, or another, where a last digit decides.
        if line[0] == recorded_line[0] and place not in OTHER_POINTS:
            np.testing.assert_allclose(line, recorded_line, relative, ABSOLUTE)
    assert list(map(without_counts, now["sentences"])) == list(
        map(without_counts, recorded["sentences"])
    )


def test_links_restore_the_experiments_they_were_made_of() -> None:
    links = read("links")
    assert len(links) == 500
    n_measured = 0
    for query in links:
        # Written while a whole number still ended on ".0".
        expected = {key: re.sub(r"\.0(?=,|$)", "", text) for key, text in parse_qsl(query)}
        experiment = experiment_of(query)
        if experiment.source.name in ("breast_cancer", "iris"):
            # Measured samples have neither; they were written, and never had an effect.
            n_measured += bool(expected.pop("noise", "")) | bool(expected.pop("samples", ""))
        assert EXPERIMENT.write(experiment) == expected
    assert n_measured > 50


def test_a_third_of_the_recorded_runs_are_as_they_were() -> None:
    runs = read("runs")
    assert len(runs) == 300
    assert sum(recorded["is_chaotic"] for recorded in runs) < 60
    for place in range(0, len(runs), USUAL):
        assert_as_recorded(runs[place], place)


@pytest.mark.slow
def test_all_recorded_runs_are_as_they_were() -> None:
    for place, recorded in enumerate(read("runs")):
        assert_as_recorded(recorded, place)


@pytest.mark.slow
def test_exported_scripts_print_the_numbers_they_printed() -> None:
    runs, scripts = read("runs"), read("scripts")
    n_perfect = 0
    for place, (recorded, before) in enumerate(zip(runs, scripts, strict=True)):
        if recorded["is_chaotic"]:
            continue
        text = printed(experiment_of(recorded["experiment"]))
        now, then = (np.array(NUMBER.findall(t), float) for t in (text, before))
        is_perfect = then[0] < NO_LOSS and not np.allclose(now, then, RELATIVE, ABSOLUTE)
        if is_perfect:
            assert now[0] < NO_LOSS
            assert now[-1] == then[-1]  # the accuracy
            n_perfect += 1
        else:
            relative = SHOWS if place in MAGNIFIED else RELATIVE
            np.testing.assert_allclose(now, then, relative, ABSOLUTE, err_msg=str(place))
    assert n_perfect <= MOST_PERFECT_FITS
