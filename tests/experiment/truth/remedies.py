"""What is suggested: why, what the button does, and what came of it, by another hand.

The run after the change is looked at as an outsider looks at any run: by its samples and iterates.
"""

import math
from collections.abc import Callable

import numpy as np
from scipy.special import expit
from scipy.stats import binomtest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, recall_score
from sklearn.preprocessing import StandardScaler

from logreg import fit, run
from tests.experiment.truth.case import FORMULAS, LABELS, Case, Oracles, Values, same_count
from tests.experiment.truth.training import (
    penalty_overshoots,
    rate_above_stable,
    small_batch,
    standardized_bound,
)
from tests.lowest import lowest_objective
from tests.oracles import FloatArray, with_ones

Oracle = Callable[[Case, Values], Values]


def changed(case: Case) -> Case:
    """The run after the change."""
    assert case.remedy is not None
    return Case(run(case.remedy.experiment))


def choices_changed(case: Case) -> dict[str, object]:
    """By name, what is other than before."""
    assert case.remedy is not None
    before, after = case.experiment.choices(), case.remedy.experiment.choices()
    return {name: value for name, value in after.items() if value != before[name]}


# --- Why ---


def one_rate(case: Case, said: Values) -> Values:
    assert not case.experiment.standardize
    deviations, names = case.X.std(axis=0), case.names()
    wide, narrow = int(deviations.argmax()), int(deviations.argmin())
    ratio = deviations[wide] / deviations[narrow]
    assert ratio > 10
    assert (np.diff(case.path) > 0).mean() > 0.05
    return {"wide": names[wide], "narrow": names[narrow], "ratio": ratio}


def step_too_long(case: Case, said: Values) -> Values:
    return {"ratio": rate_above_stable(case, said)["ratio"]}


def by_heart(case: Case, said: Values) -> Values:
    """The test loss has turned up while the training loss fell."""
    at = int(case.test_loss.argmin())
    assert math.isclose(case.test_loss[at], case.test_loss[said["lowest_at"]], rel_tol=1e-9)
    assert case.test_loss[-1] > case.test_loss[at]
    assert case.loss[-1] < case.loss[at]
    z = with_ones(case.X) @ case.thetas[-1]
    is_right = (z >= 0) == case.y
    assert is_right.all() or np.linalg.norm(case.thetas[-1][:-1] * case.X.std(axis=0)) > 10
    return said


def never_stop(case: Case, said: Values) -> Values:
    assert case.is_free
    assert case.is_separable
    return {}


def step_too_short(case: Case, said: Values) -> Values:
    """At the rate that is said, no step raises what is minimised."""
    assert case.experiment.settings.optimizer == "gd"
    rate = case.experiment.settings.learning_rate
    path = case.retrained(rate * said["ratio"] * (1 - 1e-9))
    assert (np.diff(path) <= 1e-12 * np.abs(path[:-1])).all()
    return {"ratio": case.stable / rate}


def ravine(case: Case, said: Values) -> Values:
    """By finite differences of the slope at the minimum, of the weights that no kink holds."""
    l1, l2 = case.experiment.settings.l1, case.experiment.settings.l2
    newton = fit(
        case.X, case.y, n_iters=200, optimizer="newton", l1=l1, l2=l2, sample_weight=case.s
    )
    theta = np.append(newton.weights[-1], newton.bias[-1])
    is_free = np.append(theta[:-1] != 0, True) if l1 else np.full(len(theta), True)
    curvatures = np.linalg.eigvalsh(hessian(case, theta)[np.ix_(is_free, is_free)])
    assert math.isclose(curvatures[-1] / curvatures[0], said["condition"], rel_tol=0.02)
    return said


def hessian(case: Case, theta: FloatArray) -> FloatArray:
    X, l2 = with_ones(case.X), case.experiment.settings.l2
    ridge = np.append(np.full(len(theta) - 1, l2), 0.0)

    def slope(theta: FloatArray) -> FloatArray:
        return X.T @ (case.s * (expit(X @ theta) - case.y)) / case.s.sum() + ridge * theta

    steps = 1e-5 / np.sqrt((X**2).mean(axis=0))
    rows = [
        (slope(theta + step * one) - slope(theta - step * one)) / (2 * step)
        for step, one in zip(steps, np.eye(len(theta)), strict=True)
    ]
    return (np.array(rows) + np.array(rows).T) / 2


def penalty_too_strong(case: Case, said: Values) -> Values:
    """Hardly better than the share of each class, though without a penalty it could be."""
    assert not case.is_free
    share = np.average(case.y, weights=case.s)
    constant = -(share * math.log(share) + (1 - share) * math.log(1 - share))
    assert case.loss[-1] >= 0.9 * constant
    assert lowest_objective(case.X, case.y, 0.0, 0.0, case.s) < case.loss[-1]
    return {}


def left_out(case: Case, said: Values) -> Values:
    """It is at its minimum; and of all left-out terms this one has the highest score."""
    assert case.is_free
    assert abs(case.path[-1] - case.lowest) < 0.001
    is_line = set(case.experiment.features) <= {"x1", "x2"} and case.X.shape[1] <= 2
    assert said["what"] == ("line" if is_line else "boundary of these features")
    scores = scores_left_out(case)
    best = max(scores, key=scores.__getitem__)
    assert scores[best] > 10
    return {"what": said["what"], "term": best}


def scores_left_out(case: Case) -> dict[str, float]:
    """Rao's statistic of each term that is left out, by its name: gᵀI⁻¹g of the larger model.

    At the minimum as scikit-learn finds it. A term that repeats the others has none.
    """
    columns = StandardScaler().fit_transform(case.X)
    model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12).fit(columns, case.y)
    p = model.predict_proba(columns)[:, 1]
    first, second = (case.result.train.X[:, j] for j in case.experiment.drawn)
    scores = {}
    for name in set(FORMULAS) - set(case.experiment.features):
        term = FORMULAS[name](first, second)
        larger = np.column_stack([with_ones(columns), (term - term.mean()) / term.std()])
        information = larger.T @ ((p * (1 - p))[:, None] * larger)
        slope = larger.T @ (case.y - p)
        if np.linalg.cond(information) < 1e12:
            scores[term_name(case, name)] = float(slope @ np.linalg.solve(information, slope))
    return scores


def term_name(case: Case, name: str) -> str:
    own = dict(
        zip(
            ("x1", "x2"),
            (case.dataset.feature_names[j] for j in case.experiment.drawn),
            strict=True,
        )
    )
    return own.get(name, LABELS[name])


def accuracy_flatters(case: Case, said: Values) -> Values:
    _, y, _ = case.judged
    rare = int(np.mean(case.y) < 0.5)
    assert np.mean(case.y == rare) < 0.15
    return {"name": case.dataset.class_names[1 - rare], "share": float(np.mean(y != rare))}


def few_test_points(case: Case, said: Values) -> Values:
    z = with_ones(case.X_test) @ case.thetas[-1]
    n, n_correct = len(z), int(((z >= 0) == case.y_test).sum())
    assert n < 30
    if np.abs(z).max() < 1e-14:
        n_correct = said["n_correct"]
    interval = binomtest(n_correct, n).proportion_ci(0.95, method="wilson")
    return {"n_correct": n_correct, "n": n, "low": interval.low, "high": interval.high}


def nothing_to_repair(case: Case, said: Values) -> Values:
    """None of the plain faults is there: no divergence, no end above the lowest, few test points
    where there could be more.
    """
    assert case.result.trace.stop_reason != "diverged"
    assert case.path[-1] - case.path.min() <= max(0.05 * case.path.min(), 0.001) * (1 + 1e-9)
    can_have_more = case.experiment.has("n_samples")
    assert not len(case.y_test) or len(case.y_test) >= 30 or not can_have_more
    return {}


def no_remedy(case: Case, said: Values) -> Values:
    return {}


def too_large(case: Case, said: Values) -> Values:
    size = case.X.size * case.experiment.settings.n_iters
    assert size > 1e7 or case.experiment.settings.batch_size
    return {}


# --- The button ---


def sets(*names: str) -> Oracle:
    """An oracle that these choices, and no others, are changed; the last value is the one said."""

    def oracle(case: Case, said: Values) -> Values:
        found = choices_changed(case)
        start = {"start"} if case.experiment.start else set()
        assert set(names) <= set(found) <= {*names, *start}, found
        (key,) = said
        return {key: found[names[-1]]}

    return oracle


def standardise_and_set_rate(case: Case, said: Values) -> Values:
    """The new rate is safe with the new columns, and in three digits as high as can be."""
    bound = standardized_bound(case)
    assert min(0.99 * bound, 100) <= said["rate"] <= bound
    return sets("standardize", "learning_rate")(case, said)


def set_full_batch(case: Case, said: Values) -> Values:
    assert choices_changed(case) == {"batch_size": None}
    return {}


def use_newton(case: Case, said: Values) -> Values:
    assert choices_changed(case) == {"optimizer": "newton"}
    return {}


def add_term(case: Case, said: Values) -> Values:
    assert case.remedy is not None
    after = case.remedy.experiment.features
    (added,) = set(after) - set(case.experiment.features)
    assert set(case.experiment.features) < set(after)
    assert set(choices_changed(case)) <= {"features", "start"}
    return {"term": term_name(case, added)}


def evaluate_at(case: Case, said: Values) -> Values:
    """On the training points both classes are found alike; no hundredth does it better."""
    assert case.remedy is not None
    assert case.remedy.decision is not None
    assert choices_changed(case) == {}
    p = expit(with_ones(case.X) @ case.thetas[-1])

    def gap(threshold: float) -> float:
        found = (p >= threshold).astype(float)
        recalls = recall_score(case.y, found, average=None)
        return float(abs(recalls[0] - recalls[1]))

    threshold = case.remedy.decision.threshold
    assert gap(threshold) <= min(gap(k / 100) for k in range(1, 100)) + 1e-12
    return {"threshold": threshold}


# --- What it does ---


def loss_change(case: Case, said: Values) -> Values:
    return {
        "what": case.loss_name("training"),
        "before": case.loss[-1],
        "after": changed(case).loss[-1],
    }


def objective_change(case: Case, said: Values) -> Values:
    return {"what": case.what, "before": case.path[-1], "after": changed(case).path[-1]}


def test_loss_change(case: Case, said: Values) -> Values:
    after = changed(case)
    assert np.array_equal(case.y_test, after.y_test)
    return {
        "what": case.loss_name("test"),
        "before": case.test_loss[-1],
        "after": after.test_loss[-1],
    }


def rises_change(case: Case, said: Values) -> Values:
    counts = {
        key: same_count(each.path, said[key], is_relative=True)
        for key, each in (("n_before", case), ("n_after", changed(case)))
    }
    return {**objective_change(case, said), **counts}


def mean_change(case: Case, said: Values) -> Values:
    def late(each: Case) -> float:
        return float(each.path[-max(1, each.n_iters // 5) :].mean())

    after = changed(case)
    assert late(after) - case.lowest <= (late(case) - case.lowest) / 2 + 1e-6
    return {"what": case.what, "before": late(case), "after": late(after)}


def length_change(case: Case, said: Values) -> Values:
    after = changed(case)
    then, now = np.linalg.norm(after.thetas[[-1 - max(1, after.n_iters // 5), -1], :-1], axis=1)
    assert abs(now - then) <= 0.001 * now
    return {"before": np.linalg.norm(case.thetas[-1][:-1]), "after": now}


def recall_change(case: Case, said: Values) -> Values:
    assert case.remedy is not None
    assert case.remedy.decision is not None
    X, y, _ = case.judged
    p = expit(with_ones(X) @ case.thetas[-1])
    rare = int(np.mean(case.y) < 0.5)
    found = [(p >= t).astype(float) for t in (0.5, case.remedy.decision.threshold)]
    recalls = [recall_score(y == rare, each == rare) for each in found]
    right = [accuracy_score(y, each) for each in found]
    return {
        "name": case.dataset.class_names[rare],
        "before": recalls[0],
        "after": recalls[1],
        "right_before": right[0],
        "right_after": right[1],
    }


def error_change(case: Case, said: Values) -> Values:
    sizes = [len(each.y_test) for each in (case, changed(case))]
    assert sizes[1] >= 30
    return dict(zip(("before", "after"), (math.sqrt(0.25 / n) for n in sizes), strict=True))


ORACLES: Oracles = {
    "overshoots further": penalty_overshoots,
    "one rate for two scales": one_rate,
    "step too long": step_too_long,
    "few seen": small_batch,
    "by heart": by_heart,
    "never stop": never_stop,
    "step too short": step_too_short,
    "ravine": ravine,
    "penalty too strong": penalty_too_strong,
    "left out": left_out,
    "accuracy flatters": accuracy_flatters,
    "few test points": few_test_points,
    "nothing to repair": nothing_to_repair,
    "no remedy": no_remedy,
    "too large to try": too_large,
    "set rate": sets("learning_rate"),
    "standardise and set rate": standardise_and_set_rate,
    "set batch": sets("batch_size"),
    "set full batch": set_full_batch,
    "set L2": sets("l2"),
    "set L1": sets("l1"),
    "use Newton": use_newton,
    "add term": add_term,
    "evaluate at threshold": evaluate_at,
    "take samples": sets("n_samples"),
    "set test share": sets("test_share"),
    "loss before and after": loss_change,
    "objective before and after": objective_change,
    "test loss before and after": test_loss_change,
    "rises before and after": rises_change,
    "mean before and after": mean_change,
    "length before and after": length_change,
    "recall before and after": recall_change,
    "error before and after": error_change,
}
