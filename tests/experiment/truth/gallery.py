"""What makes a run of the gallery good or bad: trained again where it is compared with another."""

import numpy as np
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, recall_score
from sklearn.preprocessing import StandardScaler

from tests.experiment.truth.case import FORMULAS, LABELS, Case, Oracles, Values, same_count
from tests.experiment.truth.descent import curvatures
from tests.oracles import FloatArray, with_ones


def trained(X: FloatArray, y: FloatArray, rate: float, n_iters: int) -> FloatArray:
    """Plain gradient descent from 0, its last weights and bias."""
    columns, theta = with_ones(X), np.zeros(X.shape[1] + 1)
    for _ in range(n_iters):
        theta = theta - rate * columns.T @ (expit(columns @ theta) - y) / len(y)
    return theta


def share_correct(theta: FloatArray, X: FloatArray, y: FloatArray) -> float:
    return float(accuracy_score(y, with_ones(X) @ theta >= 0))


def on_test(case: Case) -> float:
    return share_correct(case.thetas[-1], case.X_test, case.y_test)


def retrained(case: Case) -> FloatArray:
    """By the settings of the run, but without its penalty."""
    settings = case.experiment.settings
    return trained(case.X, case.y, settings.learning_rate, settings.n_iters)


def is_at_end_of_its_own_loop(case: Case) -> bool:
    return bool(np.allclose(retrained(case), case.thetas[-1], rtol=1e-8))


def one_line(case: Case, said: Values) -> Values:
    assert case.X.shape[1] == 2
    assert is_at_end_of_its_own_loop(case)
    assert (np.diff(case.loss) < 0).all()
    assert case.loss[-1] - case.lowest < 0.005
    return {"end": case.loss[-1], "lowest": case.lowest, "share": on_test(case)}


def asleep(case: Case, said: Values) -> Values:
    assert is_at_end_of_its_own_loop(case)
    X = np.vstack([case.X, case.X_test])
    p = expit(with_ones(X) @ case.thetas[-1])
    share = share_correct(case.thetas[-1], case.X, case.y)
    assert share >= 0.9
    assert np.abs(p - 0.5).max() < 0.01
    return {"share": share, "low": p.min(), "high": p.max()}


def bounce(case: Case, said: Values) -> Values:
    last = case.loss[-50:]
    assert np.allclose(last[2:], last[:-2], rtol=1e-6)
    assert abs(last[1] - last[0]) > 0.1
    assert case.loss.max() < 5
    low, high = sorted(last[-2:])
    return {"rate": case.experiment.settings.learning_rate, "low": low, "high": high}


def ravine(case: Case, said: Values) -> Values:
    assert is_at_end_of_its_own_loop(case)
    bends = curvatures(case)
    assert case.loss[-1] > 3 * case.lowest
    return {
        "root": np.sqrt(bends[-1] / bends[0]),
        "n_iters": case.n_iters,
        "end": case.loss[-1],
        "lowest": case.lowest,
    }


def newton(case: Case, said: Values) -> Values:
    assert case.experiment.settings.optimizer == "newton"
    assert case.loss[-1] - case.lowest < 1e-8
    theta = trained(case.X, case.y, 0.3, 500)
    (other,) = case.losses(theta[None], case.X, case.y, case.s)
    assert other > 3 * case.lowest
    return {"end": case.loss[-1], "n_iters": case.n_iters, "other": other, "n_other": 500}


def beside_straight(case: Case, features: tuple[str, ...]) -> Values:
    """The same with x₁ and x₂ in the place of its features."""
    assert case.experiment.features == features
    assert is_at_end_of_its_own_loop(case)
    n_test = len(case.y_test)
    X = case.dataset.X
    order = np.random.RandomState(case.experiment.seed).permutation(len(X))
    settings = case.experiment.settings
    theta = trained(X[order[n_test:]], case.y, settings.learning_rate, settings.n_iters)
    straight = share_correct(theta, X[order[:n_test]], case.y_test)
    assert straight < 0.5
    assert on_test(case) > 0.95
    return {"share": on_test(case), "straight": straight}


def squares(case: Case, said: Values) -> Values:
    return beside_straight(case, ("x1^2", "x2^2"))


def product(case: Case, said: Values) -> Values:
    return beside_straight(case, ("x1*x2",))


def by_heart(case: Case, said: Values) -> Values:
    assert case.is_separable
    assert case.loss[-1] < 1e-10
    # Worse than who knows nothing.
    assert case.test_loss[-1] > 10 * np.log(2)
    return {"n": len(case.y), "train": case.loss[-1], "test": case.test_loss[-1]}


def held_back(case: Case, said: Values) -> Values:
    settings = case.experiment.settings
    assert case.is_separable
    lengths = np.linalg.norm(case.thetas[:, :-1], axis=1)
    n_last = 1000
    assert abs(lengths[-1] / lengths[-1 - n_last] - 1) < 1e-6
    assert abs(case.path[-1] - case.lowest) < 1e-8
    before, after = (
        np.linalg.norm(trained(case.X, case.y, settings.learning_rate, n)[:-1])
        for n in (settings.n_iters - n_last, settings.n_iters)
    )
    assert after > 1.01 * before
    return {
        "l2": settings.l2,
        "length": lengths[-1],
        "n_last": n_last,
        "growth": after / before - 1,
    }


def thrown_out(case: Case, said: Values) -> Values:
    l1, n = case.experiment.settings.l1, len(case.y)
    theirs = LogisticRegression(
        solver="saga", C=1 / (n * l1), l1_ratio=1, tol=1e-10, max_iter=100_000, random_state=0
    )
    is_left = theirs.fit(case.X, case.y).coef_[0] != 0
    assert (is_left == (case.thetas[-1][:-1] != 0)).all()
    names = [LABELS[name] for name, left in zip(FORMULAS, is_left, strict=True) if left]
    return {
        "l1": l1,
        "n_left": len(names),
        "n": len(FORMULAS),
        "names": " and ".join(names),
        "share": on_test(case),
    }


def rare_class(case: Case, said: Values) -> Values:
    assert is_at_end_of_its_own_loop(case)
    predicted = with_ones(case.X_test) @ case.thetas[-1] >= 0
    constant = accuracy_score(case.y_test, np.zeros(len(case.y_test)))
    recall = recall_score(case.y_test, predicted)
    assert recall < 0.5
    assert constant > 0.85
    return {
        "share": accuracy_score(case.y_test, predicted),
        "constant": constant,
        "recall": recall,
    }


def tutorial(case: Case, said: Values) -> Values:
    assert case.X.shape[1] == 30
    n_rises = same_count(case.loss, said["n_rises"], is_relative=True)
    assert n_rises > 0.1 * case.n_iters
    scaler = StandardScaler().fit(case.X)
    theta = trained(scaler.transform(case.X), case.y, 0.1, case.n_iters)
    better = share_correct(theta, scaler.transform(case.X_test), case.y_test)
    assert better > on_test(case)
    return {
        "share": on_test(case),
        "n_rises": n_rises,
        "n_iters": case.n_iters,
        "ratio": case.experiment.settings.learning_rate / case.stable,
        "better_rate": 0.1,
        "better": better,
    }


ORACLES: Oracles = {
    "gallery one line": one_line,
    "gallery asleep": asleep,
    "gallery bounce": bounce,
    "gallery ravine": ravine,
    "gallery newton": newton,
    "gallery squares": squares,
    "gallery product": product,
    "gallery by heart": by_heart,
    "gallery held back": held_back,
    "gallery thrown out": thrown_out,
    "gallery rare class": rare_class,
    "gallery tutorial": tutorial,
}
