"""The charts of the comparison show its numbers, and nothing else."""

import dataclasses
import re
from functools import lru_cache
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from logreg import DATASETS, Experiment, run
from logreg.experiment.comparison import STANDARDIZED_TUTORIAL, TUTORIAL, Comparison, compare
from logreg.experiment.optimum import find_optimum
from logreg.figures import Chart, coefficients_chart, gap_chart
from logreg.figures.comparison import LAST_DIGIT


@lru_cache(maxsize=32)
def comparison_of(experiment: Experiment) -> Comparison:
    result = run(experiment)
    return compare(result, find_optimum(result))


def compared(**choices: Any) -> Comparison:
    return comparison_of(Experiment.of(**choices))


def with_gap(*gap: float) -> Comparison:
    return dataclasses.replace(compared(n_iters=50), gap=np.array(gap))


def traces(chart: Chart) -> dict[str, go.Scatter]:
    return {trace.uid: trace for trace in chart.figure.data}


# --- The gap --------------------------------------------------------------------------------------


def test_the_gap_is_drawn_over_iterations() -> None:
    comparison = compared(n_iters=50)
    curve = traces(gap_chart(comparison))["gap"]
    np.testing.assert_allclose(curve.y, comparison.gap, rtol=1e-6)
    assert (curve.x0, curve.dx) == (0, 1)
    layout = gap_chart(comparison).figure.layout
    assert layout.xaxis.title.text == "iteration"
    assert layout.yaxis.title.text == "loss above the lowest"
    assert layout.yaxis.type == "log"
    assert layout.xaxis.autorangeoptions.maxallowed == 50


def test_with_a_penalty_the_axis_says_so() -> None:
    layout = gap_chart(compared(l2=0.1, n_iters=50)).figure.layout
    assert layout.yaxis.title.text == "loss with penalty above the lowest"


def test_no_gap_at_all_is_drawn_at_the_last_digit() -> None:
    chart = gap_chart(with_gap(0.5, 1e-3, 1e-20, 0.0))
    np.testing.assert_allclose(traces(chart)["gap"].y, [0.5, 1e-3, LAST_DIGIT, LAST_DIGIT])
    assert chart.caption == "After 3 iterations no lower loss is known, to the last digit."
    assert "lowest 0.000" in chart.alternative


@pytest.mark.parametrize(
    ("gap", "low", "top"),
    [((0.5, 0.002), -3, 1), ((30.0, 0.5), -1, 100), ((0.0, 0.0), -16, 1e-15), ((1.0, 1.0), 0, 10)],
)
def test_the_axis_ends_at_whole_decades(gap: tuple[float, ...], low: int, top: float) -> None:
    axis = gap_chart(with_gap(*gap)).figure.layout.yaxis
    assert axis.autorange is True
    assert axis.range is None  # it would undo the zoom
    options = axis.autorangeoptions
    assert (options.minallowed, options.clipmax, options.include) == (low, top, (top,))
    # Both ends as logarithms would be ignored where one of them is not positive.
    assert options.maxallowed is None


def test_a_single_point_is_a_marker() -> None:
    curve = traces(gap_chart(with_gap(0.5)))["gap"]
    assert curve.mode == "markers"
    assert traces(gap_chart(with_gap(0.5, 0.4)))["gap"].mode == "lines"


def test_a_curve_that_jumps_is_thin_and_says_so() -> None:
    jumping = gap_chart(comparison_of(TUTORIAL))
    assert traces(jumping)["gap"].line.width == 1
    n_rises = int((np.diff(comparison_of(TUTORIAL).gap) > 0).sum())
    assert jumping.caption == (
        f"The line rises on {n_rises} of 1000 steps: these led away from the lowest loss."
    )
    calm = gap_chart(comparison_of(STANDARDIZED_TUTORIAL))
    assert traces(calm)["gap"].line.width > 2
    assert "the loss has no minimum" in calm.caption


def test_rounding_at_the_optimum_is_no_jump() -> None:
    gap = np.tile([1.1e-16, 3.3e-16], 50)
    assert traces(gap_chart(with_gap(*gap)))["gap"].line.width > 2


def test_the_alternative_of_the_gap_has_its_numbers() -> None:
    alternative = gap_chart(with_gap(0.5, 0.1, 0.2)).alternative
    assert alternative == (
        "Loss above the lowest known over 2 iterations: from 0.500 to 0.200, lowest 0.100."
    )


# --- The weights ----------------------------------------------------------------------------------


def test_every_column_has_a_row_with_both_weights() -> None:
    comparison = comparison_of(STANDARDIZED_TUTORIAL)
    chart = coefficients_chart(comparison)
    drawn, axis = traces(chart), chart.figure.layout.yaxis
    assert axis.ticktext == comparison.names
    assert len(axis.ticktext) == 30
    for uid, fitted in (
        ("weights-ours", comparison.ours),
        ("weights-scikit-learn", comparison.theirs),
    ):
        np.testing.assert_allclose(drawn[uid].x, fitted.weights, rtol=1e-6)
        assert drawn[uid].y == axis.tickvals
        assert drawn[uid].text == comparison.names


def test_ours_is_filled_and_theirs_hollow() -> None:
    drawn = traces(coefficients_chart(compared(n_iters=50)))
    ours, theirs = drawn["weights-ours"].marker, drawn["weights-scikit-learn"].marker
    assert (ours.symbol, theirs.symbol) == ("circle", "circle-open")
    assert ours.size + 2 * theirs.line.width < theirs.size


def test_a_line_joins_both_weights_of_each_row_alone() -> None:
    comparison = compared(n_iters=50)
    line = traces(coefficients_chart(comparison))["differences"]
    expected = np.array(
        [comparison.ours.weights, comparison.theirs.weights, [np.nan, np.nan]]
    ).T.ravel()
    np.testing.assert_allclose(line.x, expected, rtol=1e-6)
    np.testing.assert_array_equal(line.y, [0, 0, 0, 1, 1, 1])
    assert line.showlegend is False


def test_the_first_column_is_on_top_and_rows_are_never_squeezed() -> None:
    few = coefficients_chart(compared(n_iters=50)).figure.layout
    many = coefficients_chart(comparison_of(STANDARDIZED_TUTORIAL)).figure.layout
    assert few.yaxis.autorange == many.yaxis.autorange == "reversed"
    assert (many.height - few.height) / 28 >= 20
    options = many.yaxis.autorangeoptions
    assert options.minallowed < 0
    assert options.maxallowed > 29


def test_the_axes_of_the_weights_have_titles() -> None:
    layout = coefficients_chart(compared(n_iters=50)).figure.layout
    assert (layout.xaxis.title.text, layout.yaxis.title.text) == ("weight", "feature")


def test_the_caption_tells_whether_both_are_the_same_model() -> None:
    same = compared(optimizer="newton", n_iters=50)
    assert same.largest_difference < 1e-6
    assert "found the same model" in coefficients_chart(same).caption
    # Five iterations are no match for a solver; scikit-learn's loss is the lowest known.
    early = compared(n_iters=5)
    above = early.ours.objective - early.theirs.objective
    caption = coefficients_chart(early).caption
    assert f"Ours is {above:.3f} above the lowest loss known" in caption
    assert "Without an optimum" in coefficients_chart(compared(dataset="gap")).caption


def test_equal_weights_and_other_biases_are_not_the_same_model() -> None:
    # So strong a penalty leaves the bias alone, and it has hardly begun to move.
    biased = compared(dataset="imbalanced", l1=1.0, learning_rate=0.01, n_iters=20)
    assert not biased.ours.weights.any()
    assert not biased.theirs.weights.any()
    assert biased.largest_difference == abs(biased.ours.bias - biased.theirs.bias) > 1
    assert "same model" not in coefficients_chart(biased).caption


def test_dots_are_in_their_rings_up_to_the_size_of_a_ring() -> None:
    """A ring's radius is a hundredth of the axis: what differs by more is seen to differ."""
    comparison = compared(dataset="iris", l2=0.1, n_iters=2000)
    theirs = comparison.theirs
    extent = np.ptp([*theirs.weights, 0.0])

    def caption(share: float) -> str:
        weights = theirs.weights.copy()
        weights[0] += share * extent
        ours = dataclasses.replace(theirs, weights=weights)
        moved = dataclasses.replace(comparison, ours=ours, largest_p_difference=0.001)
        return coefficients_chart(moved).caption

    exact, inside, outside = ("same model" in caption(share) for share in (0.0, 0.008, 0.015))
    assert (exact, inside, outside) == (True, True, False)


def test_the_alternative_names_the_largest_difference() -> None:
    comparison = compared(n_iters=5)
    j = int(np.argmax(np.abs(comparison.ours.weights - comparison.theirs.weights)))
    alternative = coefficients_chart(comparison).alternative
    ours, theirs = (
        f"{fitted.weights[j]:.3f}".replace("-", "−")
        for fitted in (comparison.ours, comparison.theirs)
    )
    assert f"is at {comparison.names[j]}: ours {ours}" in alternative
    assert f"scikit-learn {theirs}." in alternative
    assert alternative.startswith("Weights of 2 features")


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("l2", [0.0, 0.01])
def test_captions_are_one_line_and_alternatives_are_sentences(dataset: str, l2: float) -> None:
    comparison = compared(dataset=dataset, l2=l2, n_iters=50)
    for chart in (gap_chart(comparison), coefficients_chart(comparison)):
        assert chart.figure.data
        for text in (chart.caption, chart.alternative):
            assert text.endswith(".")
            assert not re.search(r"\bnan\b", text)
        assert len(chart.caption) < 140
