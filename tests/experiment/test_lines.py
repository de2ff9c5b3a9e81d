"""Lines of equal p against exact arithmetic and dense searches; the shading against the model."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree
from scipy.special import expit, logit

from logreg import DATASETS, FEATURES, Experiment, Run, run
from logreg.experiment.contour import boundary_line
from logreg.experiment.plane import Box, Plane, shading, share_above
from logreg.experiment.screen_line import MOST_LINE_POINTS, screen_line
from tests.oracles import FloatArray

# What is promised: half a percent of the axis range.
PROMISE = 0.005

slopes = st.floats(-1e6, 1e6).filter(lambda value: value == 0 or abs(value) > 1e-6)
corners = st.floats(-1e4, 1e4)
sizes = st.floats(1e-3, 1e4)


def plane_of(slope1: float, slope2: float, intercept: float) -> Plane:
    return Plane(("x1", "x2"), np.array([slope1, slope2]), intercept)


def exact_logit(plane: Plane, x1: float, x2: float) -> Fraction:
    first, second = (Fraction(float(weight)) for weight in plane.weights)
    return first * Fraction(x1) + second * Fraction(x2) + Fraction(plane.intercept)


def size_of_terms(plane: Plane, box: Box) -> float:
    """The largest numbers that cancel on the line: what rounding is measured by."""
    reach = np.array([max(abs(box.left), abs(box.right)), max(abs(box.bottom), abs(box.top))])
    return float(np.abs(plane.weights) @ reach + abs(plane.intercept))


# --- A straight line ------------------------------------------------------------------------------


@settings(deadline=None, max_examples=400)
@given(slopes, slopes, corners, sizes, corners, sizes, st.floats(0, 1), st.floats(0, 1))
def test_a_line_through_the_box_ends_on_its_edge_at_z_of_0(
    slope1: float,
    slope2: float,
    left: float,
    width: float,
    bottom: float,
    height: float,
    across: float,
    up: float,
) -> None:
    box = Box(left, left + width, bottom, bottom + height)
    # Through a point inside the box.
    intercept = -(slope1 * (left + across * width) + slope2 * (bottom + up * height))
    plane = plane_of(slope1, slope2, intercept)
    assert_line_is_right(plane, box)


@settings(deadline=None, max_examples=400)
@given(slopes, slopes, st.floats(-1e6, 1e6), corners, sizes, corners, sizes)
def test_a_line_is_drawn_exactly_where_it_meets_the_box(
    slope1: float,
    slope2: float,
    intercept: float,
    left: float,
    width: float,
    bottom: float,
    height: float,
) -> None:
    box = Box(left, left + width, bottom, bottom + height)
    assert_line_is_right(plane_of(slope1, slope2, intercept), box)


def assert_line_is_right(plane: Plane, box: Box) -> None:
    line = boundary_line(plane, box)
    rounding = 1e-12 * size_of_terms(plane, box)
    logits = [
        float(exact_logit(plane, x1, x2))
        for x1 in (box.left, box.right)
        for x2 in (box.bottom, box.top)
    ]
    # The signs at the corners say whether the line cuts the box; one that passes within a
    # billionth of its size may count as touching it.
    width, height = box.right - box.left, box.top - box.bottom
    close = rounding + 1e-9 * float(np.abs(plane.weights) @ (width, height))
    if min(logits) > close or max(logits) < -close:
        assert line.shape == (0, 2)
    elif min(logits) < -close and max(logits) > close:
        assert line.shape == (2, 2)
    if len(line) == 0:
        return
    slack_x, slack_y = (
        1e-9 * (high - low) + 1e-12 * max(abs(low), abs(high))
        for low, high in ((box.left, box.right), (box.bottom, box.top))
    )
    for x1, x2 in line.tolist():
        assert abs(float(exact_logit(plane, x1, x2))) <= rounding
        assert box.left - slack_x <= x1 <= box.right + slack_x
        assert box.bottom - slack_y <= x2 <= box.top + slack_y
        to_side = min(abs(x1 - box.left), abs(x1 - box.right))
        to_floor = min(abs(x2 - box.bottom), abs(x2 - box.top))
        assert to_side <= slack_x or to_floor <= slack_y


@pytest.mark.parametrize(
    ("slope1", "slope2", "intercept", "ends"),
    [
        (1.0, 0.0, -1.0, {(1.0, 0.0), (1.0, 4.0)}),
        (0.0, 1.0, -3.0, {(0.0, 3.0), (2.0, 3.0)}),
        (2.0, -1.0, 0.0, {(0.0, 0.0), (2.0, 4.0)}),
        (1.0, 1.0, -1.0, {(1.0, 0.0), (0.0, 1.0)}),
        (0.0, 0.0, 0.0, set()),
        (0.0, 0.0, 1.0, set()),
        (1.0, 0.0, -5.0, set()),
        (1.0, 1.0, 1.0, set()),
    ],
)
def test_lines_that_can_be_drawn_by_hand(
    slope1: float, slope2: float, intercept: float, ends: set[tuple[float, float]]
) -> None:
    line = boundary_line(plane_of(slope1, slope2, intercept), Box(0.0, 2.0, 0.0, 4.0))
    assert {tuple(np.round(end, 12).tolist()) for end in line} == ends


def test_a_curved_term_without_weight_leaves_the_line_straight() -> None:
    plane = Plane(("x2", "x1^2"), np.array([1.0, 0.0]), -1.0)
    assert plane.is_linear
    assert boundary_line(plane, Box(0.0, 2.0, 0.0, 4.0)).shape == (2, 2)


def test_a_model_of_other_features_alone_has_no_line() -> None:
    plane = Plane((), np.empty(0), 0.3)
    assert boundary_line(plane, Box(0.0, 1.0, 0.0, 1.0)).shape == (0, 2)


# --- A curve --------------------------------------------------------------------------------------


def in_box_units(points: FloatArray, box: Box) -> FloatArray:
    return (points - (box.left, box.bottom)) / (box.right - box.left, box.top - box.bottom)


def logits_at(plane: Plane, box: Box, u: FloatArray, v: FloatArray) -> FloatArray:
    """z by the formulas of the terms, at points in box units."""
    names = {
        "x1": box.left + u * (box.right - box.left),
        "x2": box.bottom + v * (box.top - box.bottom),
        "np": np,
    }
    terms = [eval(FEATURES[name].formula, names) for name in plane.terms]
    return sum(w * t for w, t in zip(plane.weights, terms, strict=True)) + plane.intercept


def roots_on_lines(
    plane: Plane, box: Box, n_lines: int = 101, n_points: int = 20_001
) -> FloatArray:
    """Points of z = 0 on evenly spread horizontal and vertical lines: (k, 2), in box units."""
    fine = np.linspace(0, 1, n_points)
    # Off the grid lines of any contour: an irrational shift.
    lines = (np.arange(n_lines) + np.sqrt(0.5)) / (n_lines + 1)
    roots = []
    for at in lines:
        level = np.full_like(fine, at)
        for is_vertical, z in enumerate(
            (logits_at(plane, box, fine, level), logits_at(plane, box, level, fine))
        ):
            i = np.flatnonzero(np.sign(z[:-1]) * np.sign(z[1:]) < 0)
            position = fine[i] + (fine[1] - fine[0]) * z[i] / (z[i] - z[i + 1])
            pair = [position, np.full_like(position, at)]
            roots.append(np.column_stack(pair[::-1] if is_vertical else pair))
    return np.concatenate(roots)


def pieces(line: FloatArray) -> Iterator[FloatArray]:
    breaks = np.flatnonzero(np.isnan(line[:, 0]))
    for piece in np.split(line, breaks):
        points = piece[~np.isnan(piece[:, 0])]
        if len(points):
            yield points


def points_along(line: FloatArray, spacing: float = 2e-4) -> FloatArray:
    """Points on every segment of a polyline in box units, at most `spacing` apart."""
    dense = []
    for points in pieces(line):
        dense.append(points[-1:])
        for start, end in pairwise(points):
            n = int(np.ceil(np.linalg.norm(end - start) / spacing)) + 1
            dense.append(start + np.linspace(0, 1, n)[:, None] * (end - start))
    return np.concatenate(dense)


def assert_follows_the_contour(plane: Plane, box: Box) -> int:
    """Each vertex is near a root, and each root near the polyline; returns the number of roots."""
    line = boundary_line(plane, box)
    roots = roots_on_lines(plane, box)
    if len(line) == 0:
        assert len(roots) == 0
        return 0
    unit = in_box_units(line, box)
    vertices = unit[~np.isnan(unit[:, 0])]
    assert vertices.min() >= -1e-9
    assert vertices.max() <= 1 + 1e-9
    # A change of sign within half a percent to the side or upwards is a root that near.
    away = np.linspace(-PROMISE, PROMISE, 81)
    u, v = vertices[:, :1], vertices[:, 1:]
    signs = [
        np.sign(logits_at(plane, box, u + away, v + 0 * away)),
        np.sign(logits_at(plane, box, u + 0 * away, v + away)),
    ]
    is_near_root = [sign.min(axis=1) * sign.max(axis=1) <= 0 for sign in signs]
    assert np.logical_or(*is_near_root).all()
    if len(roots):
        distances, _ = cKDTree(points_along(unit)).query(roots)
        assert distances.max() <= PROMISE
    return len(roots)


def trained(dataset: str, features: tuple[str, ...], **choices: object) -> Run:
    return run(Experiment.of(dataset=dataset, features=features, **choices))


@pytest.mark.parametrize("optimizer", ["gd", "newton"])
@pytest.mark.parametrize("dataset", DATASETS)
def test_the_curve_of_every_dataset_with_all_features_is_followed(
    dataset: str, optimizer: str
) -> None:
    result = trained(
        dataset,
        tuple(FEATURES),
        standardize=True,
        optimizer=optimizer,
        l2=0.001,
        n_iters=300,
        drawn=DATASETS[dataset].first_drawn,
    )
    n_roots = assert_follows_the_contour(result.plane, result.box)
    assert n_roots > 50  # or there was nothing to follow


@pytest.mark.parametrize("noise", [0.0, 0.2, 0.5])
@pytest.mark.parametrize("features", [("x1", "sin(x2)"), ("x1", "x2", "sin(x2)"), ("sin(x2)",)])
def test_a_sine_that_winds_many_times_across_the_axis_is_followed(
    features: tuple[str, ...], noise: float
) -> None:
    result = trained("scales", features, standardize=True, optimizer="newton", l2=1e-6, noise=noise)
    assert assert_follows_the_contour(result.plane, result.box) > 50


@pytest.mark.parametrize("drawn", [(0, 3), (3, 2)])
def test_a_sine_of_an_area_of_thousands_is_followed(drawn: tuple[int, int]) -> None:
    # sin(x) of the mean area winds about 400 times across the axis.
    features = ("x1", "x2", "sin(x1)", "sin(x2)")
    choices = {"standardize": True, "optimizer": "newton", "l2": 1e-6}
    result = trained("breast_cancer", features, drawn=drawn, **choices)
    assert assert_follows_the_contour(result.plane, result.box) > 50


@pytest.mark.parametrize("windings", [1, 4, 16])
def test_a_steep_sine_is_followed(windings: int) -> None:
    box = Box(0.0, 1.0, 0.0, windings * 2 * np.pi)
    for slope in (0.5, 3.0):
        plane = Plane(("x1", "sin(x2)"), np.array([slope, 1.0]), -slope / 2)
        assert assert_follows_the_contour(plane, box) > 50


def test_a_circle_comes_back_as_one_closed_piece() -> None:
    plane = Plane(("x1^2", "x2^2"), np.array([1.0, 1.0]), -1.0)
    line = boundary_line(plane, Box(-2.0, 2.0, -2.0, 2.0))
    (circle,) = pieces(line)
    np.testing.assert_allclose(np.hypot(*circle.T), 1.0, atol=1e-4)
    np.testing.assert_array_equal(circle[0], circle[-1])


def test_pieces_are_kept_apart_by_a_row_of_nan() -> None:
    # x₁² = 1 is two vertical lines.
    plane = Plane(("x1^2",), np.array([1.0]), -1.0)
    line = boundary_line(plane, Box(-2.0, 2.0, 0.0, 1.0))
    sides = sorted(piece[:, 0].mean() for piece in pieces(line))
    assert sides == pytest.approx([-1.0, 1.0], abs=1e-4)
    for piece in pieces(line):
        assert np.ptp(piece[:, 0]) < 1e-6
        assert np.ptp(piece[:, 1]) == pytest.approx(1.0)


def test_a_curve_that_misses_the_box_is_empty() -> None:
    plane = Plane(("x1^2", "x2^2"), np.array([1.0, 1.0]), 1.0)
    assert boundary_line(plane, Box(-2.0, 2.0, -2.0, 2.0)).shape == (0, 2)


# --- The line as a screen can show it -------------------------------------------------------------


def in_pixels(points: FloatArray, box: Box) -> FloatArray:
    return in_box_units(points, box) * 800


@pytest.mark.parametrize("dataset", ["moons", "circles", "spirals", "breast_cancer", "iris"])
def test_the_points_left_out_of_a_line_lie_beside_it(dataset: str) -> None:
    result = trained(
        dataset, tuple(FEATURES), standardize=True, n_iters=300, drawn=DATASETS[dataset].first_drawn
    )
    whole = in_pixels(boundary_line(result.plane, result.box), result.box)
    drawn = in_pixels(result.line.points, result.box)
    assert 8 < len(drawn) < len(whole) / 3
    assert len(list(pieces(drawn))) == len(list(pieces(whole)))
    corners = drawn[~np.isnan(drawn[:, 0])]
    assert cKDTree(whole[~np.isnan(whole[:, 0])]).query(corners)[0].max() < 1e-9
    near, _ = cKDTree(points_along(drawn, spacing=0.02)).query(whole[~np.isnan(whole[:, 0])])
    assert near.max() <= 0.25 + 1e-4


def test_a_straight_line_on_screen_is_the_exact_one() -> None:
    plane, box = plane_of(0.3, -0.7, 0.1), Box(-1.0, 2.0, -1.0, 1.0)
    np.testing.assert_array_equal(screen_line(plane, box).points, boundary_line(plane, box))


# 500 waves along x₁: on a screen of 800 pixels no two of them can be told apart.
WAVES = Box(0.0, 500 * 2 * np.pi, 0.0, 1.0)


@pytest.mark.parametrize("height", [0.02, 0.3, 1.0, 30.0])
def test_a_line_of_waves_too_fine_to_show_is_left_out(height: float) -> None:
    plane = Plane(("x2", "sin(x1)"), np.array([10.0, height]), -5.0)
    line = screen_line(plane, WAVES)
    assert line.is_too_fine
    assert len(line.points) == 0
    z = logits_at(plane, WAVES, np.linspace(0, 1, 40_001), np.full(40_001, 0.5))
    assert z.min() < 0 < z.max()


def test_waves_too_low_to_show_leave_the_line_as_it_is() -> None:
    # A height of 0.005 in z moves the line by 0.0005 of the box, less than half a pixel.
    plane = Plane(("x2", "sin(x1)"), np.array([10.0, 0.005]), -5.0)
    line = screen_line(plane, WAVES)
    assert not line.is_too_fine
    roots = roots_on_lines(plane, WAVES, n_lines=11, n_points=40_001)
    assert len(roots) > 10
    near, _ = cKDTree(points_along(in_box_units(line.points, WAVES))).query(roots)
    assert near.max() * 800 <= 1


def test_waves_too_fine_to_show_do_not_hide_that_one_class_is_everywhere() -> None:
    plane = Plane(("x2", "sin(x1)"), np.array([1.0, 0.5]), 2.0)
    line = screen_line(plane, WAVES)
    assert len(line.points) == 0
    assert not line.is_too_fine


def test_a_line_of_more_points_than_can_be_sent_is_left_out() -> None:
    # 60 x 60 waves: thousands of separate rings.
    box = Box(0.0, 60 * 2 * np.pi, 0.0, 60 * 2 * np.pi)
    plane = Plane(("sin(x1)", "sin(x2)"), np.array([1.0, 1.0]), -1.0)
    assert len(boundary_line(plane, box)) > 10 * MOST_LINE_POINTS
    assert screen_line(plane, box).is_too_fine


@pytest.mark.parametrize("n_waves", [0.5, 3.0, 97.3, 344.0, 751.0])
@pytest.mark.parametrize("threshold", [0.3, 0.5])
def test_the_share_of_a_class_is_that_of_its_area(n_waves: float, threshold: float) -> None:
    box = Box(0.0, n_waves * 2 * np.pi, 0.0, 1.0)
    plane = Plane(("x2", "sin(x1)"), np.array([2.0, 1.5]), -1.6)
    u, v = np.meshgrid(np.linspace(0, 1, 20_011), (np.arange(101) + 0.5) / 101)
    expected = (expit(logits_at(plane, box, u, v)) >= threshold).mean()
    assert share_above(plane, box, threshold) == pytest.approx(expected, abs=0.02)


# --- Another threshold ----------------------------------------------------------------------------


@settings(deadline=None, max_examples=200)
@given(st.floats(-5, 5), st.floats(0.1, 5), st.floats(-3, 3), st.floats(1e-3, 1 - 1e-3))
def test_the_straight_line_of_a_threshold_is_the_analytic_one(
    slope1: float, slope2: float, intercept: float, threshold: float
) -> None:
    # slope1·x₁ + slope2·x₂ + intercept = logit(threshold), in a box too tall to be left by it.
    box = Box(-1.0, 1.0, -200.0, 200.0)
    line = boundary_line(plane_of(slope1, slope2, intercept), box, threshold=threshold)
    x1 = np.array([-1.0, 1.0])
    x2 = (logit(threshold) - intercept - slope1 * x1) / slope2
    np.testing.assert_allclose(line, np.column_stack([x1, x2]), atol=1e-11)


@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.73, 0.99])
def test_the_circle_of_a_threshold_has_the_analytic_radius(threshold: float) -> None:
    plane = Plane(("x1^2", "x2^2"), np.array([1.0, 1.0]), -1.0)
    line = boundary_line(plane, Box(-3.0, 3.0, -3.0, 3.0), threshold=threshold)
    np.testing.assert_allclose(np.hypot(*line.T), np.sqrt(1 + logit(threshold)), atol=2e-4)


@pytest.mark.parametrize("terms", [("x1", "x2"), ("x1", "x2^2")])
def test_the_thresholds_0_and_1_have_no_line(terms: tuple[str, str]) -> None:
    plane, box = Plane(terms, np.array([1e3, -1e3]), 0.0), Box(-1.0, 1.0, -1.0, 1.0)
    for threshold in (0.0, 1.0):
        assert boundary_line(plane, box, threshold=threshold).shape == (0, 2)
    for threshold in (5e-324, 1 - 1e-16):
        assert len(boundary_line(plane, box, threshold=threshold)) >= 2


@pytest.mark.parametrize("features", [("x1", "x2"), tuple(FEATURES)])
def test_the_line_of_a_threshold_has_the_models_probability_on_it(
    features: tuple[str, ...],
) -> None:
    result = trained("moons", features, standardize=True)
    for threshold in (0.1, 0.5, 0.8):
        line = boundary_line(result.plane, result.box, threshold=threshold)
        points = np.concatenate(list(pieces(line)))
        np.testing.assert_allclose(expit(result.logits(points)), threshold, atol=2e-3)


# --- Box and shading ------------------------------------------------------------------------------


def test_the_box_leaves_a_margin_around_all_points() -> None:
    points = np.array([[0.0, -5.0], [10.0, 5.0], [4.0, 0.0]])
    box = Box.around(points, margin=0.1)
    assert (box.left, box.right, box.bottom, box.top) == (-1.0, 11.0, -6.0, 6.0)


def test_a_feature_that_never_varies_still_has_an_axis() -> None:
    box = Box.around(np.array([[3.0, 0.0], [3.0, 1.0]]))
    assert box.left < 3.0 < box.right


@pytest.mark.parametrize("dataset", ["moons", "xor", "breast_cancer"])
def test_shading_is_the_probability_of_the_model(dataset: str) -> None:
    result = trained(dataset, tuple(FEATURES), standardize=True, n_iters=50)
    grid = shading(result.plane, result.box)
    assert grid.x1[0] == result.box.left
    assert grid.x1[-1] == pytest.approx(result.box.right, rel=1e-15)
    assert grid.x2[0] == result.box.bottom
    assert grid.probability.shape == (len(grid.x2), len(grid.x1))
    for i, j in [(0, 0), (0, -1), (-1, 0), (7, 20), (33, 4)]:
        X = result.train.X.mean(axis=0)[None].copy()
        X[0, :2] = grid.x1[j], grid.x2[i]
        expected = expit(result.logits(X)[0])
        assert grid.probability[i, j] == pytest.approx(expected, rel=1e-6, abs=1e-12)


def test_shading_of_waves_too_fine_to_show_is_their_mean() -> None:
    # z = sin(x₂) does not depend on x₁, and over whole waves its probabilities average to ½.
    plane = Plane(("sin(x2)",), np.array([3.0]), 0.0)
    grid = shading(plane, Box(0.0, 1.0, 0.0, 100 * 2 * np.pi), n_points=51)
    np.testing.assert_allclose(grid.probability, 0.5, atol=0.02)


def test_shading_has_as_many_points_as_asked_for() -> None:
    plane = plane_of(1.0, -2.0, 0.5)
    grid = shading(plane, Box(0.0, 1.0, 0.0, 2.0), n_points=11)
    expected = expit(grid.x1 - 2 * grid.x2[:, None] + 0.5)
    np.testing.assert_allclose(grid.probability, expected, rtol=1e-12)
    assert grid.probability.shape == (11, 11)
