"""No chart takes a name for anything but text, and who cannot see the chart hears it whole."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any

import numpy as np
import pytest

from logreg import Experiment, Run, run
from logreg import figures as on_pages
from logreg.experiment.arrow import arrow
from logreg.experiment.comparison import compare
from logreg.experiment.learned import learned
from logreg.experiment.optimum import find_optimum
from logreg.experiment.penalty_path import Penalty, penalty_path
from logreg.experiment.uncertainty import bootstrap, fan, uncertainty
from logreg.figures import Chart, lesson, weights
from logreg.lesson.gradient import check_gradient, secant_of
from logreg.lesson.microscope import look, walk
from logreg.lesson.points import points_of
from logreg.lesson.whole_loop import run_loop
from logreg.scoring.curves import costs
from logreg.ui.stage_data import scene_data, story_data
from logreg.wording.plain_text import as_plotly
from tests.hostile import CLASS_NAMES, FEATURE_NAMES, NAMES, hostile_run
from tests.told import evaluated, story_of

# Of this seed no plane parts the classes: there are intervals.
CHOICES = {"standardize": True, "n_iters": 200, "seed": 4}
# They show made data, or nothing that has a name of its own.
OF_NO_DATASET = {
    "bug_chart",
    "activation_chart",
    "slope_chart",
    "losses_chart",
    "loss_slopes_chart",
    "losses_over_p_chart",
    "s_curve_chart",
    "straight_chart",
    "bowl_chart",
    "cut_chart",
    "pulls_chart",
}
# All of their words are ours.
WITHOUT_NAMES = {"loss_chart", "cost_chart", "gap_chart", "path_loss_chart", "loop_chart"} | {
    "gradient_check_chart"
}
# Only their alternative has names, or only the figure.
WITHOUT_IN_FIGURE = {"roc_chart", "precision_recall_chart"}
WITHOUT_IN_WORDS: set[str] = set()


@cache
def charts() -> Mapping[str, Chart]:
    """Every chart of a run with hostile names, by the name of its function."""
    result = hostile_run(**CHOICES)
    evaluation, optimum = evaluated(result), find_optimum(result)
    sure, refits = uncertainty(result, optimum), bootstrap(result, optimum)
    assert refits is not None
    path, comparison = penalty_path(result, Penalty.L2), compare(result, optimum)
    points = points_of(result)
    steps = walk(points, 0.1, len(points.y), 0, 3)
    priced = costs(evaluation.split.logits, evaluation.split.y, 1.0, 2.0)
    make: dict[str, Callable[[], Chart]] = {
        "boundary_chart": partial(on_pages.boundary_chart, result),
        "boundary_frame": partial(framed, result),
        "calibration_chart": partial(on_pages.calibration_chart, evaluation),
        "coefficients_chart": partial(on_pages.coefficients_chart, comparison),
        "cost_chart": partial(on_pages.cost_chart, evaluation, priced, 0.5),
        "gap_chart": partial(on_pages.gap_chart, comparison),
        "histogram_chart": partial(on_pages.histogram_chart, evaluation, 0.5),
        "loss_chart": partial(on_pages.loss_chart, result),
        "precision_recall_chart": partial(on_pages.precision_recall_chart, evaluation, 0.5),
        "roc_chart": partial(on_pages.roc_chart, evaluation, 0.5),
        "arrow_chart": partial(weights.arrow_chart, result, arrow(result)),
        "fan_chart": partial(weights.fan_chart, result, fan(result, optimum, refits), ()),
        "path_chart": partial(weights.path_chart, path, 3),
        "path_loss_chart": partial(weights.path_loss_chart, path, 3),
        "weights_chart": partial(weights.weights_chart, learned(result), sure, refits, ""),
        "plane_chart": partial(lesson.plane_chart, points, np.array([1.0, -1.0]), 0.0, ""),
        "microscope_chart": partial(lesson.microscope_chart, points, look(points, steps, 0, 0.1)),
        "predicting_chart": partial(lesson.predicting_chart, result),
        "loop_chart": partial(lesson.loop_chart, run_loop(result), 1),
        "gradient_check_chart": partial(lesson.gradient_check_chart, check_gradient(result, 5)),
        "secant_chart": partial(
            lesson.secant_chart,
            secant_of(result, 5, 2, 0.1),
            check_gradient(result, 5).names[2],
            0.1,
        ),
    }
    return {name: draw() for name, draw in make.items()}


def framed(result: Run) -> Chart:
    """The frame with what is said of it."""
    frame = on_pages.boundary_frame(result)
    words = on_pages.boundary_in_words(result, result.plane, result.line)
    return Chart(frame["data"], frame["layout"], "", words)


def drawing_functions() -> set[str]:
    names = (*on_pages.__all__, *weights.__all__, *lesson.__all__)
    return {name for name in names if name.endswith(("_chart", "_frame"))}


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in (*value.keys(), *value.values()):
            yield from strings(part)
    elif isinstance(value, (list, tuple)) or (
        isinstance(value, np.ndarray) and value.dtype.kind in "OU"
    ):
        for part in value:
            yield from strings(part)


def test_every_chart_is_looked_at() -> None:
    assert set(charts()) | OF_NO_DATASET == drawing_functions()


@pytest.mark.parametrize("kind", sorted(drawing_functions() - OF_NO_DATASET))
def test_names_are_text_to_plotly_and_whole_in_the_alternative(kind: str) -> None:
    chart = charts()[kind]
    found = [*strings(chart.traces), *strings(chart.layout)]
    for name in NAMES:
        if as_plotly(name) != name:
            assert not [text for text in found if name in text]
    has_names = any(as_plotly(name) in text for name in NAMES for text in found)
    assert has_names == (kind not in WITHOUT_NAMES | WITHOUT_IN_FIGURE)
    is_told = any(name in chart.alternative for name in NAMES)
    assert is_told == (kind not in WITHOUT_NAMES | WITHOUT_IN_WORDS)
    assert "&#" not in chart.alternative
    assert "&#" not in chart.caption


def test_what_is_escaped_has_no_sign_of_plotlys_own() -> None:
    """Its tags, its values, its formulas, its entities: no other sign begins one."""
    for name in NAMES:
        escaped = as_plotly(name)
        assert not set("<>$%") & set(escaped)
        assert all(rest[:1] == "#" for rest in escaped.split("&")[1:])


def test_names_without_such_signs_stay_as_they_are() -> None:
    for experiment in (Experiment(), Experiment.of(dataset="breast_cancer")):
        result = run(experiment)
        for name in (*result.column_names, *result.dataset.class_names):
            assert as_plotly(name) == name


def test_the_stage_finds_the_trace_of_the_mistakes_by_its_name() -> None:
    story = story_of(hostile_run(**CHOICES))
    sent = scene_data(story.run) | story_data(story)
    names = {trace.get("name") for trace in sent["boundary_figure"]["data"]}
    assert len(sent["mistakes"]) == 4
    assert set(sent["mistakes"]) <= names
    # The words beside the charts are set as text.
    assert sent["classes"] == CLASS_NAMES
    assert sorted(sent["columns"]["names"]) == sorted(FEATURE_NAMES)
