"""What questions and explanations say in numbers, recomputed without this project's regression."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, confusion_matrix, log_loss

from logreg import Experiment, run
from logreg.missions.mission import Facts
from logreg.missions.registry import MISSIONS

Array = NDArray[np.float64]


def known_of(key: str) -> Facts:
    return MISSIONS[key].known()


def columns(experiment: Experiment) -> tuple[Array, Array, Array, Array]:
    """Training and test samples as columns; how they come to be is tested elsewhere."""
    trained = run(experiment)
    test = trained.judged
    return trained.columns(trained.train.X), trained.train.y, trained.columns(test.X), test.y


def descend(X: Array, y: Array, rate: float, n_iters: int) -> tuple[Array, Array]:
    """Weights (last the bias) and losses of plain gradient descent, as a textbook has it."""
    X = np.column_stack([X, np.ones(len(X))])
    theta, thetas = np.zeros(X.shape[1]), []
    for _ in range(n_iters + 1):
        thetas.append(theta)
        theta = theta - rate * X.T @ (expit(X @ theta) - y) / len(y)
    scores = np.array(thetas) @ X.T
    return np.array(thetas), np.logaddexp(0, np.where(y == 1, -scores, scores)).mean(axis=1)


def share_right(theta: Array, X: Array, y: Array) -> float:
    return float(((X @ theta[:-1] + theta[-1] >= 0) == (y == 1)).mean())


def test_by_hand() -> None:
    X, y, *_ = columns(MISSIONS["hand"].start)
    theirs = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(X, y)
    known = known_of("hand")
    assert (known["w1"], known["w2"]) == pytest.approx(tuple(theirs.coef_[0]), rel=1e-3)
    assert known["b"] == pytest.approx(theirs.intercept_[0], rel=1e-3)
    assert known["lowest"] == pytest.approx(log_loss(y, theirs.predict_proba(X)[:, 1]), abs=1e-7)


def test_asleep() -> None:
    X, y, *_ = columns(MISSIONS["asleep"].start)
    thetas, losses = descend(X, y, 1e-4, 60)
    p = 1 / (1 + np.exp(-(X @ thetas[-1][:-1] + thetas[-1][-1])))
    known = known_of("asleep")
    assert known["accuracy"] == pytest.approx(share_right(thetas[-1], X, y))
    assert (known["low_p"], known["high_p"]) == pytest.approx((p.min(), p.max()))
    assert known["start"] == pytest.approx(losses[-1])


def test_the_edge() -> None:
    X, y, *_ = columns(MISSIONS["edge"].start)
    _, losses = descend(X, y, 20, 200)
    known = known_of("edge")
    assert (known["low"], known["high"]) == pytest.approx((losses[-20:].min(), losses[-20:].max()))
    assert np.all(np.diff(np.sign(np.diff(losses[-20:]))) != 0) == known["is_alternating"]
    wide = np.column_stack([X, np.ones(len(X))])
    assert known["stable"] == pytest.approx(8 * len(X) / np.linalg.norm(wide, 2) ** 2)
    # Just below the limit the loss comes to rest, just above it does not.
    for share, rests in ((0.99, True), (1.01, False)):
        _, near = descend(X, y, share * known["limit"], 5000)
        assert (np.ptp(near[-20:]) < 1e-6) == rests


def test_a_hundred_to_one() -> None:
    X, y, *_ = columns(MISSIONS["scales"].start)
    scaled = (X - X.mean(axis=0)) / X.std(axis=0)
    known = known_of("scales")
    # Chaotic: where it is after 500 steps is a matter of rounding, but not that it still jumps.
    losses = descend(X, y, 0.3, 500)[1]
    assert min(known["more"], losses[-1], losses[-20:].max()) > 10
    assert known["lower"] == pytest.approx(descend(X, y, 0.03, 50)[1][-1], rel=1e-6)
    assert known["scaled"] == pytest.approx(descend(scaled, y, 0.3, 50)[1][-1])
    deviations = sorted(X.std(axis=0))
    assert known["ratio"] == pytest.approx(deviations[1] / deviations[0])
    for name, own in (("raw_rate", X), ("scaled_rate", scaled)):
        wide = np.column_stack([own, np.ones(len(own))])
        assert known[name] == pytest.approx(8 * len(own) / np.linalg.norm(wide, 2) ** 2)


def test_no_line_and_one_is_enough() -> None:
    for key, features, name in (
        ("circle", ("x1^2", "x2^2"), "squares"),
        ("one", ("x1*x2",), "product"),
    ):
        start = MISSIONS[key].start
        X, y, X_test, y_test = columns(start)
        thetas, _ = descend(X, y, 3, 500)
        assert known_of(key)["line"] == pytest.approx(share_right(thetas[-1], X_test, y_test))
        X, y, X_test, y_test = columns(start.changed(features=features))
        thetas, _ = descend(X, y, 3, 500)
        assert known_of(key)[name] == pytest.approx(share_right(thetas[-1], X_test, y_test))


def test_the_ravine() -> None:
    start, known = MISSIONS["ravine"].start, known_of("ravine")
    X, y, X_test, y_test = columns(start)
    thetas, losses = descend(X, y, 0.3, 500)
    assert known["after"] == pytest.approx(share_right(thetas[-1], X_test, y_test))
    assert known["loss_after"] == pytest.approx(losses[-1])
    theirs = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12).fit(X, y)
    p = theirs.predict_proba(X)[:, 1]
    assert known["lowest"] == pytest.approx(log_loss(y, p), abs=1e-8)
    wide = np.column_stack([X, np.ones(len(X))])
    curvatures = np.linalg.eigvalsh((wide * (p * (1 - p))[:, None]).T @ wide / len(y))
    assert known["condition"] == pytest.approx(curvatures[-1] / curvatures[0], rel=1e-3)
    line = descend(*columns(start.changed(features=("x1", "x2")))[:2], 0.3, 500)[0][-1]
    X_test = columns(start.changed(features=("x1", "x2")))[2]
    assert known["before"] == pytest.approx(share_right(line, X_test, y_test))


def test_the_weights_that_never_stop() -> None:
    X, y, *_ = columns(MISSIONS["endless"].start)
    thetas, _ = descend(X, y, 3, 5000)
    lengths = np.linalg.norm(thetas[:, :-1], axis=1)
    known = known_of("endless")
    assert (known["short"], known["long"]) == pytest.approx((lengths[500], lengths[5000]))


def test_by_heart() -> None:
    X, y, X_test, y_test = columns(MISSIONS["heart"].start)
    known = known_of("heart")
    theirs = LogisticRegression(C=1 / (0.2 * len(y)), tol=1e-10, max_iter=10_000).fit(X, y)
    held = [log_loss(own, theirs.predict_proba(Z)[:, 1]) for Z, own in ((X, y), (X_test, y_test))]
    assert [known["train_held"], known["test_held"]] == pytest.approx(held, rel=1e-5)
    # Without a penalty where it ends is a matter of rounding, but not that it is absurd.
    assert known["train_free"] < 1e-6
    assert known["test_free"] > 10


def test_the_rare_class() -> None:
    start, known = MISSIONS["rare"].start, known_of("rare")
    X, y, X_test, y_test = columns(start)
    theta = descend(X, y, 1, 1000)[0][-1]
    p = 1 / (1 + np.exp(-(X_test @ theta[:-1] + theta[-1])))
    for threshold, name in ((0.5, "half"), (0.15, "low")):
        (_, _), (missed, found) = confusion_matrix(y_test, p >= threshold)
        assert known[f"recall_{name}"] == pytest.approx(found / (missed + found))
        assert known[f"accuracy_{name}"] == pytest.approx(accuracy_score(y_test, p >= threshold))
    assert known["constant"] == pytest.approx(np.mean(y_test == 0))


def test_lucky() -> None:
    start, known = MISSIONS["lucky"].start, known_of("lucky")
    n_lucky = 0
    for seed in range(100):
        X, y, X_test, y_test = columns(start.changed(seed=seed))
        n_lucky += share_right(descend(X, y, 0.3, 500)[0][-1], X_test, y_test) == 1
    assert known["n_lucky"] == n_lucky
    # The same model, and points that neither it nor its test has seen.
    X, y, X_test, _ = columns(start.changed(seed=2))
    _, _, X_new, y_new = columns(start.changed(seed=2, n_samples=2000, test_share=0.5))
    assert not (np.vstack([X, X_test])[:, None] == X_new).all(axis=2).any()
    right = share_right(descend(X, y, 0.3, 500)[0][-1], X_new, y_new)
    assert known["many_accuracy"] == pytest.approx(right)
    assert known["many"] == len(y_new) == 1000
    own = MISSIONS["lucky"].after(start.changed(seed=2))
    assert (own["own_seed"], own["own_accuracy"]) == pytest.approx((2, right))


def test_the_tutorials_mistake() -> None:
    start, known = MISSIONS["tutorial"].start, known_of("tutorial")
    X, y, X_test, y_test = columns(start)
    thetas, losses = descend(X, y, 1e-4, 1000)
    assert known["raw"] == pytest.approx(share_right(thetas[-1], X_test, y_test))
    # Rounding decides which of the smallest rises are counted.
    assert known["raw_rises"] == pytest.approx((np.diff(losses) > 0).sum(), abs=2)
    scaled, scaled_test = ((Z - X.mean(axis=0)) / X.std(axis=0) for Z in (X, X_test))
    thetas, losses = descend(scaled, y, 1e-4, 1000)
    assert known["scaled"] == pytest.approx(share_right(thetas[-1], scaled_test, y_test))
    assert known["scaled_loss"] == pytest.approx(losses[-1])


def test_which_two() -> None:
    start, known = MISSIONS["two"].start, known_of("two")
    X, y, X_test, y_test = columns(start)
    for name, strength in (("weak", 0.02), ("strong", 0.2)):
        # Their intercept is penalised by liblinear alone; saga leaves it free, as we do.
        theirs = LogisticRegression(
            l1_ratio=1, C=1 / (strength * len(y)), solver="saga", tol=1e-8, max_iter=100_000
        ).fit(X, y)
        assert known[f"loss_{name}"] == pytest.approx(
            log_loss(y, theirs.predict_proba(X)[:, 1]), abs=1e-3
        )
        assert known[f"accuracy_{name}"] == pytest.approx(theirs.score(X_test, y_test), abs=0.012)


def test_never_quite_there() -> None:
    known = known_of("hover")
    losses = run(MISSIONS["hover"].start).trace.loss[-1000:]
    X, y, *_ = columns(MISSIONS["hand"].start)  # the same moons
    theirs = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(X, y)
    lowest = log_loss(y, theirs.predict_proba(X)[:, 1])
    assert known["lowest"] == pytest.approx(lowest, abs=1e-7)
    assert known["hovers"] == pytest.approx(losses.mean() - lowest, abs=1e-7)
