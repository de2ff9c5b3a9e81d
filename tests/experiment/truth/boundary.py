"""Where the boundary is, and on which side the classes lie."""

import numpy as np
from scipy.special import expit
from sklearn.preprocessing import StandardScaler

from logreg.experiment.run import split_rows
from logreg.experiment.screen_line import Line, screen_line
from tests.experiment.truth.case import Case, Oracles, Values
from tests.oracles import FloatArray, with_ones


def area(case: Case) -> FloatArray:
    """p at random points of the drawn box: a grid could lie on a strip thinner than its cells."""
    box = case.result.box
    low, high = np.array([box.left, box.bottom]), np.array([box.right, box.top])
    points = low + np.random.default_rng(0).random((20_000, 2)) * (high - low)
    return probabilities_at(case, points)


def probabilities_at(case: Case, points: FloatArray) -> FloatArray:
    """p at points of the drawn plane."""
    train, _ = split_rows(len(case.dataset.y), case.experiment.test_share, case.experiment.seed)
    X_train = case.dataset.X[train]
    X = np.tile(X_train.mean(axis=0), (len(points), 1))
    X[:, list(case.experiment.drawn)] = points
    columns = case.columns(X)
    if case.experiment.standardize:
        columns = StandardScaler().fit(case.columns(X_train)).transform(columns)
    return expit(with_ones(columns) @ case.thetas[-1])


def slice_(case: Case, said: Values) -> Values:
    n_features = case.dataset.X.shape[1]
    assert case.experiment.other_features
    return {"n": n_features, "n_others": n_features - 2}


def slice_at_mean(case: Case, said: Values) -> Values:
    assert case.experiment.other_features
    return {"n_others": case.dataset.X.shape[1] - 2}


def line_too_fine(case: Case, said: Values) -> Values:
    """Both classes lie within a pixel of a chart 800 pixels wide and high, in many places."""
    box = case.result.box
    pixel = np.array([box.right - box.left, box.top - box.bottom]) / 800
    random = np.random.default_rng(0)
    corner = np.array([box.left, box.bottom])
    points = corner + random.random((20_000, 2)) * 800 * pixel
    at = said["threshold"]
    p = probabilities_at(case, points)
    near = [probabilities_at(case, points + step * pixel) for step in ((20, 0), (0, 20), (9, 9))]
    assert any(((other >= at) != (p >= at)).any() for other in near)
    share = float((p >= at).mean())
    assert abs(share - said["share"]) < 0.02
    return said


def one_class_everywhere(case: Case, said: Values) -> Values:
    label = case.dataset.class_names.index(said["name"])
    assert ((area(case) >= said["threshold"]) == label).mean() > 0.999
    return said


def one_class_all_over(case: Case, said: Values) -> Values:
    """A strip a pixel and a half thin takes 0.2 % of a chart 800 pixels wide."""
    label = case.dataset.class_names.index(said["name"])
    assert ((area(case) >= said["threshold"]) == label).mean() > 0.99
    return said


def nothing_decided(case: Case, said: Values) -> Values:
    assert (np.abs(area(case) - 0.5) < 1e-14).all()
    return {}


def line_at_half(case: Case, said: Values) -> Values:
    assert_on_both_sides(case, case.result.line.points, 0.5)
    return {}


def line_at_threshold(case: Case, said: Values) -> Values:
    threshold = said["threshold"]
    assert_on_both_sides(case, line_at(case, threshold).points, threshold)
    return {"name": case.dataset.class_names[1], "threshold": threshold}


def assert_on_both_sides(case: Case, line: FloatArray, threshold: float) -> None:
    """A pixel or so from every point of the line p is below the threshold here, above it there.

    Further away it may be above it again: a strip between two lines can be a few pixels wide.
    """
    box = case.result.box
    points = line[~np.isnan(line[:, 0])][:: max(1, len(line) // 40)]
    around = np.array([(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]) * (
        1.5 / 800 * (box.right - box.left),
        1.5 / 800 * (box.top - box.bottom),
    )
    p = probabilities_at(case, (points[:, None] + around).reshape(-1, 2)).reshape(len(points), 9)
    assert (p.min(axis=1) <= threshold).all()
    assert (p.max(axis=1) >= threshold).all()


def part_of_the_area(case: Case, said: Values) -> Values:
    share = float((area(case) == 1).mean())
    assert abs(share - said["share"]) < 0.02
    return said


def line_at(case: Case, threshold: float) -> Line:
    result = case.result
    if threshold == 0.5:
        return result.line
    return screen_line(result.plane, result.box, threshold=threshold)


ORACLES: Oracles = {
    "slice": slice_,
    "one class everywhere": one_class_everywhere,
    "nothing decided": nothing_decided,
    "line at half": line_at_half,
    "line at threshold": line_at_threshold,
    "part of the area": part_of_the_area,
    "one class all over": one_class_all_over,
    "slice at mean": slice_at_mean,
    "line too fine": line_too_fine,
}
