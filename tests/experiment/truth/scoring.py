"""How good a model is: counts, curves and costs."""

import math

import numpy as np
from scipy.special import expit
from sklearn.dummy import DummyClassifier
from sklearn.metrics import accuracy_score, roc_auc_score

from tests.experiment.truth.case import Case, Oracles, Values
from tests.oracles import FloatArray, with_ones


def correct(case: Case, said: Values) -> Values:
    X, y, split = case.judged
    z = with_ones(X) @ case.thetas[-1]
    n_correct = int(accuracy_score(y, (z >= 0).astype(float), normalize=False))
    # Where rounding is all that is left of the scores, it decides for one class or the other.
    if np.abs(z).max() < 1e-14 and said.get("n_correct") == len(y) - n_correct:
        n_correct = said["n_correct"]
    return {"n_correct": n_correct, "n": len(y), "split": split}


def constant_as_good(case: Case, said: Values) -> Values:
    X, y, _ = case.judged
    constant = DummyClassifier(strategy="most_frequent").fit(X, y)
    n_constant = round(constant.score(X, y) * len(y))
    assert correct(case, said)["n_correct"] <= n_constant
    name = said["name"]
    label = case.dataset.class_names.index(name)
    assert int((y == label).sum()) == n_constant
    return {"name": name, "n_constant": n_constant}


def few_points(case: Case, said: Values) -> Values:
    """At worst, at a share of one half: the deviation of a mean of n draws."""
    _, y, split = case.judged
    assert len(y) < 30
    return {"n": len(y), "split": split, "error": math.sqrt(0.5 * 0.5 / len(y))}


# --- Evaluate ---


def balanced(case: Case, said: Values) -> Values:
    """p is ½ on average, if half the points are taken from each class."""
    assert case.is_weighted
    p = expit(with_ones(case.X) @ case.thetas[-1])
    assert abs(mean_of_both(case, p) - 0.5) <= 0.02
    name = case.dataset.class_names[1]
    return {"mean_p": float(p.mean()), "share": float(np.mean(case.y)), "name": name}


def balance_not_reached(case: Case, said: Values) -> Values:
    """A higher or a lower bias alone would lower the loss."""
    assert case.is_weighted
    p = expit(with_ones(case.X) @ case.thetas[-1])
    off = mean_of_both(case, p) - 0.5
    assert abs(off) > 0.02
    theta = case.thetas[-1] - np.append(np.zeros(case.X.shape[1]), off)
    moved = case.losses(theta[None], case.X, case.y, case.s)[0]
    # A loss of 10¹⁶ has no digits for it.
    assert moved < case.loss[-1] or case.loss[-1] > 1e9
    return {}


def mean_of_both(case: Case, p: FloatArray) -> float:
    return float((p[case.y == 0].mean() + p[case.y == 1].mean()) / 2)


def training_judges(case: Case, said: Values) -> Values:
    assert not len(case.y_test)
    return {}


def sizes(case: Case) -> dict[str, int]:
    _, y, _ = case.judged
    return {name: int((y == label).sum()) for label, name in enumerate(case.dataset.class_names)}


def absent(case: Case) -> Values:
    found = [name for name, n in sizes(case).items() if n == 0]
    return {"split": case.judged[2], "absent": found[0]}


def one_class_alone(case: Case, said: Values) -> Values:
    there = [name for name, n in sizes(case).items() if n > 0]
    assert len(there) == 1
    return {"split": case.judged[2], "name": there[0]}


def few_of_a_class(case: Case, said: Values) -> Values:
    n = min(sizes(case).values())
    assert sizes(case)[said["name"]] == n < 10
    return {"split": case.judged[2], "n": n, "name": said["name"], "share": 1 / n}


def few_in_a_bin(case: Case, said: Values) -> Values:
    n = len(case.judged[1])
    assert n < 50
    return {"split": case.judged[2], "n": n, "per_bin": round(n / 10)}


def one_mistake_costs(case: Case, said: Values) -> Values:
    """Without class 0 nothing can be a false positive."""
    found = absent(case)
    is_zero_absent = found["absent"] == case.dataset.class_names[0]
    return {**found, "mistakes": "negatives" if is_zero_absent else "positives"}


def no_curve(case: Case, said: Values) -> Values:
    return absent(case)


def guessing_is_as_precise(case: Case, said: Values) -> Values:
    """Whoever predicts class 1 at random is always right."""
    assert absent(case)["absent"] == case.dataset.class_names[0]
    return absent(case)


def one_class_in_bars(case: Case, said: Values) -> Values:
    return absent(case)


def area_under_roc(case: Case) -> float:
    X, y, _ = case.judged
    return float(roc_auc_score(y, with_ones(X) @ case.thetas[-1]))


def ranks_worse_than_chance(case: Case, said: Values) -> Values:
    area = area_under_roc(case)
    assert area < 0.5
    return {"area": area}


def roc(case: Case, said: Values) -> Values:
    assert area_under_roc(case) >= 0.5 - 1e-9
    return {"name": case.dataset.class_names[1]}


def precision_and_recall(case: Case, said: Values) -> Values:
    assert min(sizes(case).values()) > 0
    return {"name": case.dataset.class_names[1]}


def calibration(case: Case, said: Values) -> Values:
    return {}


def bars(case: Case, said: Values) -> Values:
    negative, positive = case.dataset.class_names
    return {"name": positive, "negative": negative}


def costs(case: Case, said: Values) -> Values:
    """The dearer a false negative, the lower the cheapest threshold."""
    X, y, _ = case.judged
    p = expit(with_ones(X) @ case.thetas[-1])
    cheapest = []
    for price in (1.0, 20.0):
        at = np.unique(np.append(p, 1.0))
        cost = [(price * ((p < t) & (y == 1)) + ((p >= t) & (y == 0))).mean() for t in at]
        cheapest.append(float(at[np.argmin(cost)]))
    assert cheapest[1] <= cheapest[0]
    return {}


ORACLES: Oracles = {
    "correct": correct,
    "constant as good": constant_as_good,
    "few points": few_points,
    "training judges": training_judges,
    "balanced": balanced,
    "balance not reached": balance_not_reached,
    "one class alone": one_class_alone,
    "few of a class": few_of_a_class,
    "few in a bin": few_in_a_bin,
    "no curve": no_curve,
    "guessing is as precise": guessing_is_as_precise,
    "one class in bars": one_class_in_bars,
    "one mistake costs": one_mistake_costs,
    "ranks worse than chance": ranks_worse_than_chance,
    "roc": roc,
    "precision and recall": precision_and_recall,
    "calibration": calibration,
    "bars": bars,
    "costs": costs,
}
