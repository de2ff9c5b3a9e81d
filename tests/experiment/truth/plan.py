"""What is so in each step of the plan: all runs but the first are trained by a textbook loop."""

import numpy as np
from scipy.special import expit
from sklearn.metrics import accuracy_score, confusion_matrix, log_loss, recall_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from logreg import load_dataset
from tests.experiment.truth.case import Case, Oracles, Values
from tests.experiment.truth.gallery import (
    is_at_end_of_its_own_loop,
    on_test,
    share_correct,
    trained,
)
from tests.oracles import FloatArray, scipy_minimum, with_ones


def loss_after(case: Case, X: FloatArray, rate: float, n_iters: int) -> float:
    theta = trained(X, case.y, rate, n_iters)
    return float(log_loss(case.y, expit(with_ones(X) @ theta)))


def asleep(case: Case, said: Values) -> Values:
    assert is_at_end_of_its_own_loop(case)
    share = share_correct(case.thetas[-1], case.X, case.y)
    assert share >= 0.9  # nearly all
    better = loss_after(case, case.X, 1.0, case.n_iters)
    return {"share": share, "end": case.loss[-1], "rate": 1, "better": better}


def edge(case: Case, said: Values) -> Values:
    low, high = sorted(case.loss[-2:])
    # Two values, and no others.
    assert np.allclose(case.loss[-50:-2], case.loss[-48:], rtol=1e-6)
    assert high - low > 0.1
    end = loss_after(case, case.X, 13.0, case.n_iters)
    assert end - case.lowest < 0.001
    rate = case.experiment.settings.learning_rate
    return {"rate": rate, "low": low, "high": high, "better_rate": 13, "end": end}


def scales(case: Case, said: Values) -> Values:
    columns = StandardScaler().fit_transform(case.X)
    end = loss_after(case, columns, 10.0, case.n_iters)
    # The one switch that helps most: no raw rate does as well, nor do ten times the iterations.
    assert end < min(
        loss_after(case, case.X, rate, case.n_iters) for rate in np.logspace(-6, 1, 37)
    )
    assert end < loss_after(case, case.X, 0.3, 10 * case.n_iters)
    assert case.loss[-1] > 10 * case.loss[0]
    deviations = case.X.std(axis=0)
    return {
        "ratio": deviations.max() / deviations.min(),
        "raw": case.loss[-1],
        "rate": 10,
        "end": end,
    }


def ring(case: Case, said: Values) -> Values:
    assert case.experiment.features == ("x1", "x2")
    theta = trained(case.X**2, case.y, 3.0, case.n_iters)
    curved = share_correct(theta, case.X_test**2, case.y_test)
    # A closed curve: both squares weigh to the same side.
    assert np.sign(theta[0]) == np.sign(theta[1]) == -np.sign(theta[2])
    return {"straight": on_test(case), "curved": curved}


def by_heart(case: Case, said: Values) -> Values:
    theta = scipy_minimum(case.X, case.y, l2=0.2)
    held_train, held_test = (
        log_loss(y, expit(with_ones(X) @ theta))
        for X, y in ((case.X, case.y), (case.X_test, case.y_test))
    )
    assert held_train > case.loss[-1]
    assert held_test < case.test_loss[-1]
    return {
        "train": case.loss[-1],
        "test": case.test_loss[-1],
        "l2": 0.2,
        "held_train": held_train,
        "held_test": held_test,
    }


def rare_class(case: Case, said: Values) -> Values:
    p = expit(with_ones(case.X_test) @ case.thetas[-1])
    (share, recall), (low_share, low_recall) = (
        (accuracy_score(case.y_test, p >= threshold), recall_score(case.y_test, p >= threshold))
        for threshold in (0.5, 0.15)
    )
    assert low_share < share
    assert low_recall > recall
    return {
        "share": share,
        "recall": recall,
        "threshold": 0.15,
        "low_share": low_share,
        "low_recall": low_recall,
        "n_false": int(confusion_matrix(case.y_test, p >= 0.15)[0, 1]),
    }


def seen(seed: int, n_samples: int, n_test: int) -> float:
    """The share of test points that one laptop sees on the right side."""
    data = load_dataset("moons", n_samples=n_samples, noise=0.2, seed=seed)
    X, X_test, y, y_test = train_test_split(data.X, data.y, test_size=n_test, random_state=seed)
    return share_correct(trained(X, y, 0.3, 500), X_test, y_test)


def lucky(case: Case, said: Values) -> Values:
    few = np.array([seen(seed, 50, 5) for seed in range(100)])
    many = np.array([seen(seed, 2000, 1000) for seed in range(30)])
    # Clearly less than all, and more than guessing.
    assert 0.7 < many[few[:30] == 1].min() <= many[few[:30] == 1].max() < 0.95
    return {
        "n_lucky": int((few[:30] == 1).sum()),
        "n": 30,
        "n_lucky_seeds": int((few == 1).sum()),
        "n_seeds": 100,
        "n_few": 5,
        "n_many": 1000,
        "low": many.min(),
        "high": many.max(),
    }


ORACLES: Oracles = {
    "plan asleep": asleep,
    "plan edge": edge,
    "plan scales": scales,
    "plan ring": ring,
    "plan by heart": by_heart,
    "plan rare class": rare_class,
    "plan lucky": lucky,
}
