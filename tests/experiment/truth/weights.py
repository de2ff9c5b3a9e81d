"""What the weights say, how sure they are, and what a penalty or scales make of them."""

import numpy as np
from scipy.optimize import brentq, minimize
from scipy.special import expit
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.preprocessing import StandardScaler

from tests.experiment.truth.case import FORMULAS, LABELS, Case, Oracles, Values
from tests.experiment.truth.training import no_minimum
from tests.lowest import lowest_objective
from tests.oracles import FloatArray, is_separable, with_ones

CURVED = ("x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)")
# Which terms a drawn feature is in, beside its own.
INSIDE = {"x1": ("x1^2", "x1*x2", "sin(x1)"), "x2": ("x2^2", "x1*x2", "sin(x2)")}


def raw_columns(case: Case) -> FloatArray:
    return case.columns(case.result.train.X)


def term_of(case: Case, name: str) -> str | None:
    j = case.names().index(name)
    terms = case.experiment.features
    return terms[j] if j < len(terms) else None


def log_odds_step(case: Case, name: str, step: float) -> float:
    """By how much z rises where one column alone is a step larger, by the model as trained."""
    raw = raw_columns(case)
    j = case.names().index(name)
    moved = raw.copy()
    moved[:, j] += step
    if case.experiment.standardize:
        scaler = StandardScaler().fit(raw)
        raw, moved = scaler.transform(raw), scaler.transform(moved)
    z, z_moved = (with_ones(columns) @ case.thetas[-1] for columns in (raw, moved))
    return float(np.mean(z_moved - z))


def odds_ratio(case: Case, said: Values) -> Values:
    names, term = case.names(), term_of(case, said["name"])
    assert term not in CURVED
    assert not set(INSIDE.get(term or "", ())) & set(case.experiment.features)
    assert share_told(case, said["name"]) < 0.8 + 1e-9
    deviation = raw_columns(case)[:, names.index(said["name"])].std()
    assert said["step"] == 1 or deviation / 10 <= said["step"] <= deviation
    assert case.is_free is False or not case.is_separable
    ratio = np.exp(log_odds_step(case, said["name"], said["step"]))
    return {**said, "positive": case.dataset.class_names[1], "ratio": float(ratio)}


def odds_ratio_alone(case: Case, said: Values) -> Values:
    assert len(case.names()) == 1
    return odds_ratio(case, said)


def beyond_numbers(case: Case, said: Values) -> Values:
    assert abs(log_odds_step(case, said["name"], 1.0)) > 600
    return said


def of_a_curve(case: Case, said: Values) -> Values:
    """The same step taken elsewhere changes the column by another amount."""
    term = term_of(case, said["name"])
    assert term is not None
    formula = FORMULAS[term]
    x = np.array([0.3, 0.9])
    steps = [formula(x + dx, x[::-1] + dy) - formula(x, x[::-1]) for dx, dy in ((1, 0), (0, 1))]
    assert any(abs(step[0] - step[1]) > 1e-3 for step in steps)
    return {"name": said["name"]}


def of_a_part(case: Case, said: Values) -> Values:
    term = term_of(case, said["name"])
    assert term is not None
    with_it = [LABELS[name] for name in case.experiment.features if name in INSIDE[term]]
    assert with_it
    return {"name": said["name"], "others": ", ".join(with_it)}


def share_told(case: Case, name: str) -> float:
    columns = StandardScaler().fit_transform(raw_columns(case))
    j = case.names().index(name)
    rest = np.delete(columns, j, axis=1)
    if not rest.shape[1] or columns[:, j].std() == 0:
        return 0.0
    return float(LinearRegression().fit(rest, columns[:, j]).score(rest, columns[:, j]))


def of_an_echo(case: Case, said: Values) -> Values:
    share = share_told(case, said["name"])
    assert share > 0.8 - 1e-9
    return {"name": said["name"], "share": share}


def parted_and_free(case: Case, said: Values) -> Values:
    return no_minimum(case, said)


def after_divergence(case: Case, said: Values) -> Values:
    assert case.result.trace.stop_reason == "diverged"
    return {}


# --- The S-curve ----------------------------------------------------------------------------------


def slope_at_the_line(case: Case, said: Values) -> Values:
    """The steepest slope of p anywhere on a walk across the line, by differences."""
    experiment = case.experiment
    assert len(case.dataset.feature_names) == 2 or not experiment.other_features
    raw = raw_columns(case)
    scaler = StandardScaler().fit(raw)
    X = case.result.train.X[:1].copy()

    def z_at(x1: float, x2: float) -> float:
        X[0, list(experiment.drawn)] = x1, x2
        columns = case.columns(X)
        if experiment.standardize:
            columns = scaler.transform(columns)
        return float((with_ones(columns) @ case.thetas[-1])[0])

    origin = z_at(0.0, 0.0)
    length = float(np.hypot(z_at(1.0, 0.0) - origin, z_at(0.0, 1.0) - origin))
    t = np.linspace(-1, 1, 20_001) / length
    slope = np.gradient(expit(length * t), t).max()
    return {"slope": float(slope), "length": length}


def over_the_score(case: Case, said: Values) -> Values:
    z = brentq(lambda z: expit(z) - 0.9, 0, 10)
    assert f"{z:.3f}" == "2.197"
    return {}


def all_at_one_place(case: Case, said: Values) -> Values:
    assert not case.thetas[-1, :-1].any()
    return {}


# --- Whether the classes can be parted ------------------------------------------------------------


def standardized(case: Case) -> FloatArray:
    return StandardScaler().fit_transform(raw_columns(case))


def parted_by_a_margin(case: Case, said: Values) -> Values:
    """No plane can be further from its nearest point than half the distance between two classes."""
    X, y = standardized(case), case.y
    assert is_separable(X, y)
    distances = np.linalg.norm(X[y == 1][:, None] - X[y == 0][None], axis=2)
    assert 0 < said["margin"] <= distances.min() / 2 + 1e-9
    return {"n": len(y), "margin": said["margin"]}


def overlap_at_a_minimum(case: Case, said: Values) -> Values:
    X, y = standardized(case), case.y
    assert not is_separable(X, y)
    lowest = lowest_objective(X, y, 0.0, 0.0)
    assert said["gradient"] < 1e-6
    assert said["excess"] < 1e-8
    assert said["lowest"] <= lowest + said["excess"] + 1e-9
    return {**said, "lowest": lowest}


def overlap(case: Case, said: Values) -> Values:
    assert not is_separable(standardized(case), case.y)
    return {}


def not_known(case: Case, said: Values) -> Values:
    return {}


# --- How sure the weights are ---------------------------------------------------------------------


def with_a_penalty(case: Case, said: Values) -> Values:
    assert not case.is_free
    return {}


def with_class_weights(case: Case, said: Values) -> Values:
    assert case.is_weighted
    return {}


def of_repeats(case: Case, said: Values) -> Values:
    columns = with_ones(standardized(case))
    p = expit(columns @ refitted(case)[0])
    information = columns.T @ (columns * (p * (1 - p))[:, None])
    assert np.linalg.cond(information) > 1e8
    return {}


def refitted(case: Case) -> tuple[FloatArray, FloatArray]:
    """scikit-learn's minimum in standard deviations, and its standard errors."""
    X = standardized(case)
    model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12, max_iter=500)
    model.fit(X, case.y)
    theta = np.append(model.coef_[0], model.intercept_[0])
    p = expit(with_ones(X) @ theta)
    information = with_ones(X).T @ (with_ones(X) * (p * (1 - p))[:, None])
    return theta, np.linalg.inv(information)


def distances(case: Case) -> dict[str, float]:
    """How many standard errors each number of the model shown is from the minimum."""
    raw = raw_columns(case)
    scaler = StandardScaler().fit(raw)
    to_raw = np.eye(raw.shape[1] + 1)
    to_raw[:-1, :-1] = np.diag(1 / scaler.scale_)
    to_raw[-1, :-1] = -scaler.mean_ / scaler.scale_
    theta, inverse = refitted(case)
    shown = to_raw @ case.thetas[-1] if case.experiment.standardize else case.thetas[-1]
    errors = np.sqrt(np.diag(to_raw @ inverse @ to_raw.T))
    far = np.abs(shown - to_raw @ theta) / errors
    return dict(zip([*case.names(), "the bias"], far.tolist(), strict=True))


def of_the_model_shown(case: Case, said: Values) -> Values:
    assert max(distances(case).values()) <= said["share"] * (1 + 1e-6) + 1e-6
    return said


def of_the_minimum(case: Case, said: Values) -> Values:
    far = distances(case)
    assert far[said["name"]] >= max(far.values()) * (1 - 1e-6)
    assert said["distance"] > 0.01
    return {"name": said["name"], "distance": far[said["name"]]}


def resamples(case: Case) -> list[FloatArray]:
    """How often each point is in each of the 200 resamples."""
    random = np.random.RandomState(case.experiment.seed)
    rows = random.randint(len(case.y), size=(200, len(case.y)))
    return [np.bincount(row, minlength=len(case.y)).astype(float) for row in rows]


def parted_resamples(case: Case) -> int:
    X = standardized(case)
    counts = resamples(case)
    return sum(
        len(set(case.y[count > 0])) < 2 or is_separable(X[count > 0], case.y[count > 0])
        for count in counts
    )


def fan(case: Case, said: Values) -> Values:
    assert not case.is_separable
    assert 0 <= said["n"] <= 200 - parted_resamples(case)
    return said


def left_out(case: Case, said: Values) -> Values:
    n_parted = parted_resamples(case)
    assert said["n_parted"] <= n_parted <= said["n_left_out"]
    return {**said, "n": 200}


def no_bootstrap(case: Case, said: Values) -> Values:
    return {"n_most": 5}  # 2.5 % of 200


# --- Along the path of penalties ------------------------------------------------------------------


def minimum_at(case: Case, **strengths: float) -> tuple[FloatArray, FloatArray]:
    """The weights at the minimum with these penalties by scipy, and how far each is from a kink.

    Searched for in standard deviations, where each weight has a penalty of its own. The second is
    the share of its L1 penalty that the slope of each weight takes up: below 1 it stays at 0.
    """
    settings = case.experiment.settings
    l1, l2 = (strengths.get(name, getattr(settings, name)) for name in ("l1", "l2"))
    scaler = StandardScaler().fit(case.X)
    signed = (2 * case.y - 1)[:, None] * with_ones(scaler.transform(case.X))
    d = case.X.shape[1]
    shares = case.s / case.s.sum()
    l1s, l2s = l1 / scaler.scale_, l2 / scaler.scale_**2

    def slopes(w: FloatArray, b: float) -> FloatArray:
        wrong = expit(-(signed @ np.append(w, b)))
        return -(shares * wrong) @ signed + np.append(l2s * w, 0.0)

    def value(both: FloatArray) -> tuple[float, FloatArray]:
        """With w = u − v, both at least 0, the L1 penalty is smooth."""
        w, b = both[:d] - both[d : 2 * d], both[-1]
        slope = slopes(w, b)
        loss = shares @ np.logaddexp(0, -(signed @ np.append(w, b))) + l2s / 2 @ w**2
        penalty = l1s @ (both[:d] + both[d : 2 * d])
        return loss + penalty, np.concatenate([slope[:d] + l1s, -slope[:d] + l1s, slope[d:]])

    bounds = [(0, None)] * (2 * d) + [(None, None)]
    options = {"maxiter": 2_000, "ftol": 1e-15}
    found = minimize(
        value, np.zeros(2 * d + 1), jac=True, bounds=bounds, method="SLSQP", options=options
    )
    w = found.x[:d] - found.x[d : 2 * d]
    strain = np.abs(slopes(w, found.x[-1])[:d]) / (l1s if l1 else np.inf)
    return w / scaler.scale_, strain


def l2_path(case: Case, said: Values) -> Values:
    lengths = [np.linalg.norm(minimum_at(case, l2=said[end])[0]) for end in ("low", "high")]
    np.testing.assert_allclose([said["first"], said["last"]], lengths, rtol=0.02, atol=1e-6)
    return {**said, "low": 1e-4, "high": 10.0}


def l1_path(case: Case, said: Values) -> Values:
    weights, strain = minimum_at(case, l1=said["at"])
    n_surely_zero = int((strain < 0.99).sum())
    n_surely_not = int((np.abs(weights) * case.X.std(axis=0) > 0.01).sum())
    assert n_surely_zero <= said["n_zero"] <= len(weights) - n_surely_not
    return {**said, "n": len(weights)}


def path_test_lowest(case: Case, said: Values) -> Values:
    assert len(case.y_test)
    return {**said, "what": case.loss_name("test")}


def path_without_test(case: Case, said: Values) -> Values:
    assert not len(case.y_test)
    return {"what": case.loss_name("training")}


# --- What scaling did -----------------------------------------------------------------------------


def curvatures(case: Case, said: Values) -> Values:
    """The condition of the Hessian at scikit-learn's minimum, where nothing is penalised."""
    if not case.is_free or case.is_weighted:
        return said
    X = standardized(case)
    theta, _ = refitted(case)
    p = expit(with_ones(X) @ theta)
    found = {}
    for name, columns in (("raw", raw_columns(case)), ("standardized", X)):
        scaled = with_ones(columns)
        hessian = scaled.T @ (scaled * (p * (1 - p))[:, None])
        found[name] = float(np.linalg.cond(hessian))
        if found[name] > 1e6:  # its digits are the oracle's rounding as well
            np.testing.assert_allclose(said[name], found[name], rtol=1e-2)
            found[name] = said[name]
    return found


ORACLES: Oracles = {
    "odds ratio": odds_ratio,
    "odds ratio alone": odds_ratio_alone,
    "odds ratio beyond numbers": beyond_numbers,
    "no odds ratio of a curve": of_a_curve,
    "no odds ratio of a part": of_a_part,
    "no odds ratio of an echo": of_an_echo,
    "no odds ratios while parted": parted_and_free,
    "no odds ratios after divergence": after_divergence,
    "slope at the line": slope_at_the_line,
    "curve over the score": over_the_score,
    "all at one place": all_at_one_place,
    "parted by a margin": parted_by_a_margin,
    "overlap at a minimum": overlap_at_a_minimum,
    "overlap by a program": overlap,
    "separability not known": not_known,
    "no intervals with a penalty": with_a_penalty,
    "no intervals with class weights": with_class_weights,
    "no intervals while parted": parted_and_free,
    "no intervals without minimum": not_known,
    "no intervals of repeats": of_repeats,
    "intervals of the model shown": of_the_model_shown,
    "intervals of the minimum": of_the_minimum,
    "fan": fan,
    "resamples left out": left_out,
    "no bootstrap intervals": no_bootstrap,
    "l2 path": l2_path,
    "l1 path": l1_path,
    "path test lowest": path_test_lowest,
    "path without test": path_without_test,
    "curvatures": curvatures,
    "no curvatures": not_known,
}
