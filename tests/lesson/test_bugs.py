"""Section 9 of the lesson: the right code is the core's, and each bug goes wrong as it is said."""

import dataclasses
import inspect
import re
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit
from streamlit.testing.v1 import AppTest

from logreg import Experiment, fit, run
from logreg.experiment.run import Run
from logreg.figures.lesson import bug_chart
from logreg.lesson.bug_code import (
    L2,
    batches_in_order,
    gradient_by_sum,
    gradient_on_signs,
    log_losses_from_p,
    step_bias_first,
    step_uphill,
    step_with_l2_on_all,
)
from logreg.lesson.bug_evidence import loss_on_signs, mean_probability
from logreg.lesson.bug_points import batch_size, by_class, rare, rare_and_moved, with_far_points
from logreg.lesson.bugs import BUGS
from logreg.lesson.demonstration import (
    AGREES,
    N_STEPS,
    RATES,
    SEED,
    Bug,
    Data,
    Demonstration,
    Model,
    Step,
    demonstrate,
    gradient_error,
    is_same_with_copies,
    random_model,
    step_along,
    walk,
)
from logreg.lesson.words.bugs import BUGS as WORDS
from logreg.plain.descent import gradient, log_losses, step
from logreg.ui.lesson.bugs import candidates, check_in_words
from tests.oracles import mean_log_loss, smooth_gradient
from tests.ui.test_pages import assert_sound, open_page

EXPERIMENTS = (
    Experiment.of(n_iters=1),
    Experiment.of(dataset="xor", n_iters=1),
    Experiment.of(dataset="blobs", noise=0.0, n_iters=1),
    Experiment.of(dataset="imbalanced", n_samples=50, n_iters=1),
    Experiment.of(dataset="scales", n_iters=1),
    Experiment.of(dataset="iris", n_iters=1),
    Experiment.of(dataset="breast_cancer", other_features=True, n_iters=1),
)


@pytest.fixture(scope="module", params=EXPERIMENTS, ids=lambda item: item.source.name)
def any_run(request: pytest.FixtureRequest) -> Run:
    return run(request.param)


@pytest.fixture(scope="module")
def moons() -> Run:
    return run(Experiment.of(n_iters=1))


def shown(name: str, run: Run, learning_rate: float | None = None) -> Demonstration:
    return demonstrate(BUGS[name], run, learning_rate or BUGS[name].learning_rate)


def columns(run: Run) -> Data:
    return Data(run.columns(run.train.X), run.train.y)


def taken(step: Step, model: Model, data: Data, rate: float) -> Model:
    """Where one step leads."""
    return Model(*step(*data, *model, rate))


def theta_of(model: Model) -> np.ndarray:
    return np.append(*model)


def numeric_gradient(loss, theta: np.ndarray, h: float = 1e-6) -> np.ndarray:
    return np.array(
        [(loss(theta + h * e) - loss(theta - h * e)) / 2 / h for e in np.eye(theta.size)]
    )


# The right code


@pytest.mark.parametrize("name", BUGS)
def test_the_right_code_takes_the_cores_steps(name: str, any_run: Run) -> None:
    found = shown(name, any_run, 0.3)
    n = len(found.data.y)
    trace = fit(
        *found.data,
        0.3,
        N_STEPS,
        l2=L2 if name == "penalised bias" else 0.0,
        batch_size=-(-n // 10) if name == "order" else None,
        seed=SEED,
    )
    assert found.right.weights == pytest.approx(trace.weights, rel=1e-12, abs=1e-12)
    assert found.right.bias == pytest.approx(trace.bias, rel=1e-12, abs=1e-12)
    assert found.right.loss == pytest.approx(trace.loss, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("name", BUGS)
def test_the_losses_of_both_are_true(name: str, any_run: Run) -> None:
    found = shown(name, any_run)
    for path in (found.right, found.wrong):
        for k in (0, 1, 10, N_STEPS):
            theta = np.append(path.weights[k], path.bias[k])
            expected = mean_log_loss(theta, *found.data)
            assert path.loss[k] == pytest.approx(expected, rel=1e-9, abs=1e-12)


# The bugs


def test_a_sum_is_a_learning_rate_times_n(any_run: Run) -> None:
    data = columns(any_run)
    model = random_model(data)
    summed = taken(partial(step_along, gradient_by_sum), model, data, 0.01)
    as_mean = taken(step, model, data, 0.01 * len(data.y))
    assert theta_of(summed) == pytest.approx(theta_of(as_mean), rel=1e-12)


def test_copies_of_all_points_change_the_sum_alone(any_run: Run) -> None:
    X, y = columns(any_run)
    twice = Data(np.vstack([X, X]), np.append(y, y))
    model = random_model(twice)
    for move, factor in ((step, 1), (partial(step_along, gradient_by_sum), 2)):
        once = theta_of(taken(move, model, Data(X, y), factor * 0.1))
        assert theta_of(taken(move, model, twice, 0.1)) == pytest.approx(once, rel=1e-11, abs=1e-11)


@pytest.mark.parametrize("learning_rate", [RATES.low, 0.3, RATES.high])
def test_a_flipped_sign_climbs_from_ln_2(learning_rate: float, any_run: Run) -> None:
    loss = shown("sign", any_run, learning_rate).wrong.loss
    assert loss[0] == pytest.approx(np.log(2))
    assert np.all(np.diff(loss) > 0)


def test_a_flipped_sign_is_the_step_backwards(any_run: Run) -> None:
    data = columns(any_run)
    start = random_model(data)
    there, back = (theta_of(taken(move, start, data, 0.1)) for move in (step, step_uphill))
    assert there - theta_of(start) == pytest.approx(theta_of(start) - back, rel=1e-9)


def test_without_a_bias_the_boundary_passes_through_the_origin(any_run: Run) -> None:
    found = shown("no bias", any_run)
    weights, bias = found.wrong.end
    assert np.all(found.wrong.bias == 0)
    assert expit(found.data.X.mean(axis=0) @ weights + bias) == pytest.approx(0.5, abs=1e-12)
    free = minimize(mean_log_loss, np.append(weights, bias), found.data).fun
    assert found.wrong.loss.min() > free + 0.1


def test_without_a_bias_the_weights_are_led_to_their_best(moons: Run) -> None:
    found = shown("no bias", moons)
    best = minimize(lambda w: mean_log_loss(np.append(w, 0), *found.data), np.zeros(2)).fun
    assert found.wrong.loss[-1] == pytest.approx(best, abs=1e-6)


def test_a_bias_first_gives_the_weights_the_slope_at_the_new_bias(any_run: Run) -> None:
    data = rare_and_moved(columns(any_run))
    start = Model(np.zeros(data.X.shape[1]), 0.0)
    moved = taken(step_bias_first, start, data, 0.1)

    def loss(theta: np.ndarray) -> float:
        return mean_log_loss(theta, *data)

    here = numeric_gradient(loss, theta_of(start))
    there = numeric_gradient(loss, np.append(start.w, moved.b))
    assert -moved.b / 0.1 == pytest.approx(here[-1], rel=1e-6)
    assert -moved.w / 0.1 == pytest.approx(there[:-1], rel=1e-6)
    followed = -theta_of(moved) / 0.1
    assert np.linalg.norm(followed - here) > 0.01 * np.linalg.norm(here)


def test_a_bias_first_ends_at_nearly_the_same_place(any_run: Run) -> None:
    found = shown("bias first", any_run)
    assert found.wrong.loss[-1] == pytest.approx(found.right.loss[-1], rel=0.02)
    assert found.wrong.end.w == pytest.approx(found.right.end.w, abs=0.03)


def test_a_penalised_bias_misses_the_base_rate(any_run: Run) -> None:
    data = rare(columns(any_run))
    missed = []
    for move in (partial(step, l2=L2), step_with_l2_on_all):
        model = Model(np.zeros(data.X.shape[1]), 0.0)
        for _ in range(3000):
            model = taken(move, model, data, 0.5)
        missed.append(expit(data.X @ model.w + model.b).mean() - data.y.mean())
    assert missed[0] == pytest.approx(0, abs=1e-8)
    # Where error.mean() + λb = 0.
    assert missed[1] == pytest.approx(-L2 * model.b, abs=1e-8)
    assert missed[1] > 0.05


def test_the_mean_probabilities_told_are_those_of_the_paths(any_run: Run) -> None:
    found = shown("penalised bias", any_run)
    for path in (found.right, found.wrong):
        z = found.data.X @ path.weights[-1] + path.bias[-1]
        assert mean_probability(path, found.data) == pytest.approx(expit(z).mean(), rel=1e-12)
    assert mean_probability(found.right, found.data) == pytest.approx(found.base_rate, abs=0.005)


def test_batches_in_order_are_the_same_in_every_epoch() -> None:
    batches = [rows.tolist() for rows in batches_in_order(7, 8, 3)]
    assert batches == [*([[0, 1, 2], [3, 4, 5], [6]] * 2), [0, 1, 2], [3, 4, 5]]


def test_unshuffled_sorted_data_zigzags_with_the_epoch() -> None:
    for dataset in ("moons", "xor", "iris"):
        found = shown("order", run(Experiment.of(dataset=dataset, n_iters=1)))
        assert np.all(np.diff(found.data.y) >= 0)
        length = -(-len(found.data.y) // batch_size(len(found.data.y)))
        last, before = found.wrong.loss[-length:], found.wrong.loss[-2 * length : -length]
        assert last == pytest.approx(before, abs=0.01)
        assert np.ptp(last) > 1.5 * np.ptp(found.right.loss[-length:])
        assert found.wrong.loss[-50:].mean() > found.right.loss[-50:].mean()
        # The first half of an epoch sees class 0 alone and pushes the bias down.
        pushes = np.diff(found.wrong.bias)[-length:]
        assert np.all(pushes[: length // 2 - 1] < 0)
        assert pushes.sum() == pytest.approx(0, abs=0.05)


def test_the_loss_from_probabilities_overflows_and_is_no_number() -> None:
    z, y = np.array([-800.0, 50.0, 1.0]), np.array([0.0, 1.0, 0.0])
    with pytest.warns(RuntimeWarning) as caught:
        broken = log_losses_from_p(z, y)
    assert not np.isfinite(broken[:2]).any()
    assert {str(warning.message).split(" encountered")[0] for warning in caught} == {
        "overflow",
        "divide by zero",
        "invalid value",
    }
    assert log_losses(z, y) == pytest.approx([0, np.exp(-50), np.logaddexp(0, 1)], rel=1e-14)


def test_both_losses_agree_on_scores_of_the_usual_size() -> None:
    z, y = np.linspace(-10, 10, 50), np.arange(50) % 2
    assert log_losses_from_p(z, y) == pytest.approx(log_losses(z, y), rel=1e-10)


@pytest.mark.parametrize("learning_rate", [RATES.low, 0.01, 0.3, RATES.high])
def test_the_naive_loss_breaks_where_a_p_is_rounded_to_0_or_1(
    learning_rate: float, any_run: Run
) -> None:
    found = shown("unstable", any_run, learning_rate)
    z = found.wrong.weights @ found.data.X.T + found.wrong.bias[:, None]
    # 1 + e^−z is 1 once e^−z is half an ε, and e^−z overflows where −z > log of the largest float.
    is_lost = (z > 53 * np.log(2)) | (z < -np.log(np.finfo(np.float64).max))
    breaks_at = int(is_lost.any(axis=1).argmax()) if is_lost.any() else None
    assert found.report.breaks_at == breaks_at
    assert np.isfinite(found.wrong.loss).all()
    assert np.array_equal(found.wrong.weights, found.right.weights)
    if breaks_at is not None:
        assert found.report.warnings
        assert len(found.reported_loss) == breaks_at


def test_far_points_are_far_on_their_own_side(any_run: Run) -> None:
    X, y = with_far_points(columns(any_run))
    far = np.linalg.norm(X, axis=1) > 900
    assert sorted(y[far]) == [0, 1]
    rest = ~far
    direction = X[rest & (y == 1)].mean(axis=0) - X[rest & (y == 0)].mean(axis=0)
    assert np.all(np.sign(X[far] @ direction) == 2 * y[far] - 1)


def test_labels_of_minus_1_push_class_0_for_ever(any_run: Run) -> None:
    data = columns(any_run)
    zeros = Data(data.X[data.y == 0], data.y[data.y == 0])
    for bias in (0.0, -10.0, -500.0):
        start = Model(np.zeros(data.X.shape[1]), bias)
        moved = taken(partial(step_along, gradient_on_signs), start, zeros, 1.0)
        assert 1 <= start.b - moved.b <= 2


def test_labels_of_minus_1_descend_their_own_loss_without_end(moons: Run) -> None:
    found = shown("labels", moons)
    X, y = found.data

    def own(theta: np.ndarray) -> float:
        return mean_log_loss(theta, X, 2 * y - 1)

    start = random_model(found.data)
    moved = taken(partial(step_along, gradient_on_signs), start, found.data, 1.0)
    slopes = theta_of(start) - theta_of(moved)
    assert slopes == pytest.approx(numeric_gradient(own, theta_of(start)), rel=1e-6)

    theta = theta_of(found.wrong.end)
    assert loss_on_signs(found.wrong.end, found.data) == pytest.approx(own(theta), rel=1e-12)
    assert own(theta) < 0
    assert own(100 * theta) < 50 * own(theta)
    # In the end every step adds the same.
    steps = np.diff(found.wrong.weights, axis=0)[-50:]
    assert steps == pytest.approx(np.tile(steps[-1], (50, 1)), rel=0.05)


# The checks


def test_every_bug_has_its_words_where_all_words_stand() -> None:
    assert {name: bug.words for name, bug in BUGS.items()} == WORDS
    assert len({words.title for words in WORDS.values()}) == len(WORDS)


@pytest.mark.parametrize("name", BUGS)
def test_the_gradient_check_finds_six_of_eight(name: str, any_run: Run) -> None:
    bug = BUGS[name]
    data = shown(name, any_run).data
    assert gradient_error(bug.right, data, bug.l2) < AGREES
    if name in ("order", "unstable"):
        assert gradient_error(bug.wrong, data, bug.l2) < AGREES
    else:
        assert gradient_error(bug.wrong, data, bug.l2) > 0.005


@pytest.mark.parametrize("name", BUGS)
def test_the_gradient_error_is_the_distance_from_the_true_slopes(name: str, any_run: Run) -> None:
    bug = BUGS[name]
    X, y = data = shown(name, any_run).data
    theta = theta_of(random_model(data))
    slopes = smooth_gradient(theta, X, y, bug.l2)
    moved = theta - theta_of(taken(bug.wrong, Model(theta[:-1], theta[-1]), data, 1.0))
    expected = np.linalg.norm(moved - slopes) / np.linalg.norm(slopes)
    assert gradient_error(bug.wrong, data, bug.l2) == pytest.approx(expected, rel=1e-5, abs=AGREES)


@pytest.mark.parametrize("share", [1e-5, 0.07, 209.0])
def test_a_gradient_that_is_off_by_little_or_much_is_not_called_correct(
    share: float, moons: Run
) -> None:
    """Slopes too long by a share of their length; both the check and its words say by how much."""

    def step_too_long(*given: Any) -> Any:
        *where, rate = given
        return step(*where, (1 + share) * rate)

    bug = dataclasses.replace(BUGS["sum"], wrong=step_too_long)
    said = check_in_words(demonstrate(bug, moons, 0.3))
    expected = {1e-5: "< 0.01 % of", 0.07: "7 % of", 209.0: "209 times"}
    assert said == f"off by {expected[share]} its length"
    right = dataclasses.replace(BUGS["sum"], wrong=step)
    assert check_in_words(demonstrate(right, moons, 0.3)) == "correct"


# The points


def test_class_1_is_made_rare_and_nothing_else(any_run: Run) -> None:
    before, (X, y) = columns(any_run), rare(columns(any_run))
    assert np.count_nonzero(y == 0) == np.count_nonzero(before.y == 0)
    assert 0 < y.mean() <= 0.11
    assert X.mean(axis=0) == pytest.approx(0, abs=1e-9)
    assert X.std(axis=0) == pytest.approx(1)
    moved = rare_and_moved(before)
    assert moved.X.mean(axis=0) == pytest.approx(1)
    assert np.array_equal(moved.y, y)


def test_sorting_loses_no_point(any_run: Run) -> None:
    before, after = columns(any_run), by_class(columns(any_run))
    assert after.y.sum() == before.y.sum()
    X = (before.X - before.X.mean(axis=0)) / before.X.std(axis=0)
    assert np.sort(after.X[after.y == 1], axis=0) == pytest.approx(
        np.sort(X[before.y == 1], axis=0), abs=1e-9
    )


def test_the_run_is_left_as_it_was(moons: Run) -> None:
    before = moons.train.X.copy(), moons.train.y.copy()
    for name in BUGS:
        shown(name, moons)
    assert np.array_equal(moons.train.X, before[0])
    assert np.array_equal(moons.train.y, before[1])


# The chart and the words


def numbers_in(text: str) -> list[float]:
    found = re.findall(r"−?\d+(?:\.\d+)?", text)
    return [float(number.replace("−", "-")) for number in found]


@pytest.mark.parametrize("learning_rate", [RATES.low, None, RATES.high])
@pytest.mark.parametrize("name", BUGS)
def test_a_chart_and_its_words_hold_no_nan(
    name: str, learning_rate: float | None, any_run: Run
) -> None:
    found = shown(name, any_run, learning_rate)
    chart = bug_chart(found)
    right, wrong, *dots = chart.traces
    assert right["y"] == pytest.approx(found.right.loss, rel=1e-6)
    assert wrong["y"] == pytest.approx(found.reported_loss, rel=1e-6)
    top = chart.layout["yaxis"]["autorangeoptions"]["maxallowed"]
    assert np.max(right["y"]) < top
    for dot, curve in zip(dots, (right, wrong), strict=True):
        is_inside = curve["y"][-1] <= top
        assert dot["y"] == ([pytest.approx(curve["y"][-1], rel=1e-6)] if is_inside else [])
    said = " ".join([chart.caption, chart.alternative, BUGS[name].evidence(found)])
    assert not re.search(r"\b(nan|inf)\b", said)
    leaves = np.max(wrong["y"]) > top
    assert ("leaves the axis" in chart.caption) == leaves


def test_moving_traces_keep_all_but_their_points(moons: Run, any_run: Run) -> None:
    for before, after in zip(
        bug_chart(shown("sum", moons)).traces,
        bug_chart(shown("order", any_run)).traces,
        strict=True,
    ):
        for trace in (before, after):
            # The browser finds it by a class of this name, and a class has no spaces.
            assert " " not in trace["uid"]
            trace.pop("x")
            trace.pop("y")
        assert before == after


def test_the_alternative_tells_both_losses(moons: Run) -> None:
    found = shown("no bias", moons)
    assert numbers_in(bug_chart(found).alternative) == [
        N_STEPS,
        *(
            pytest.approx(value, abs=5e-4)
            for loss in (found.right.loss, found.wrong.loss)
            for value in (loss[0], loss[-1], loss.max())
        ),
    ]


def test_what_is_said_of_a_bug_is_counted_on_the_data(moons: Run) -> None:
    def said(name: str) -> list[float]:
        return numbers_in(BUGS[name].evidence(shown(name, moons)))

    n = len(moons.train.y)
    assert said("sum") == [n, 0.3, pytest.approx(0.3 * n, rel=1e-2)]
    sign = shown("sign", moons).wrong
    assert said("sign")[-1] == pytest.approx(sign.loss[-1] - np.log(2), rel=2e-3)
    found = shown("penalised bias", moons)
    model = found.wrong.end
    rate = 100 * found.data.y.mean()
    mean = 100 * expit(found.data.X @ model.w + model.b).mean()
    assert said("penalised bias")[0] == pytest.approx(rate, abs=0.05)
    assert said("penalised bias")[-1] == pytest.approx(mean, abs=0.05)
    order = shown("order", moons).wrong.loss[-10:]
    assert said("order")[:2] == [
        pytest.approx(order.min(), abs=5e-4),
        pytest.approx(order.max(), abs=5e-4),
    ]
    assert said("unstable") == [shown("unstable", moons).report.breaks_at]


def test_the_walk_goes_on_for_as_long_as_it_is_said(moons: Run) -> None:
    path = walk(step, columns(moons), [slice(None)] * N_STEPS, 0.1)
    assert len(path.loss) == len(path.bias) == len(path.weights) == N_STEPS + 1
    assert all(after < before for before, after in pairwise(path.loss))


@pytest.mark.parametrize("name", BUGS)
def test_the_line_to_be_found_stands_in_the_wrong_code_alone(name: str) -> None:
    bug = BUGS[name]
    wrong, right = (
        "\n".join(map(inspect.getsource, items)) for items in (bug.shown_wrong, bug.shown_right)
    )
    assert bug.line in wrong
    assert bug.line not in right


def test_the_candidates_are_three_and_their_places_give_nothing_away() -> None:
    places = []
    for name, bug in BUGS.items():
        found = candidates(name)
        assert sorted(found) == sorted({name, *bug.rivals})
        assert len(found) == 3
        places.append(found.index(name))
    assert {places.count(place) for place in range(3)} <= {2, 3}


@pytest.mark.parametrize("name", BUGS)
def test_copies_of_all_points_change_a_sum_alone(name: str, any_run: Run) -> None:
    data = shown(name, any_run).data
    assert is_same_with_copies(BUGS[name].wrong, data) == (name != "sum")
    assert is_same_with_copies(step, data)


def markdown_of(page: AppTest) -> list[str]:
    return [item.value for item in page.markdown]


def test_a_caption_that_does_not_tell_names_no_cause(moons: Run) -> None:
    for name, bug in BUGS.items():
        found = shown(name, moons)
        told, untold = (bug_chart(found, is_told).caption for is_told in (True, False))
        assert bug.look(found) in told
        assert bug.look(found) not in untold
        assert ("leaves the axis" in told) == ("leaves the axis" in untold)


def test_the_page_shows_every_bug() -> None:
    page = open_page("pages/from_scratch.py")
    for i, (name, bug) in enumerate(BUGS.items()):
        page.session_state["lesson bug"] = i
        page.run()
        assert_sound(page)
        assert not any(bug.words.recognise in item.value for item in page.markdown)
        assert not any(bug.words.title in item.value for item in page.markdown)
        guess = candidates(name)[i % 3]
        page.button(key=f"lesson guess {guess}").click().run()
        assert_sound(page)
        said = "Right" if guess == name else "Not that one"
        assert any(said in text and bug.words.title in text for text in map(str, markdown_of(page)))
        assert any(bug.words.recognise in item.value for item in page.markdown)
        assert any(f"def {bug.shown_wrong[0].__name__}" in item.value for item in page.code)
        data = shown(name, run(Experiment())).data
        assert bug.set_up_words(data) in [item.value for item in page.caption]


def test_every_bug_shows_the_code_that_runs() -> None:
    for bug in BUGS.values():
        assert isinstance(bug, Bug)
        if bug.wrong is not bug.right:
            # A step is wrong, or the gradient that it follows.
            (runs,) = bug.wrong.args if isinstance(bug.wrong, partial) else (bug.wrong,)
            assert runs in bug.shown_wrong
            assert bug.shown_right == ((step,) if runs is bug.wrong else (gradient,))
            assert getattr(bug.right, "func", bug.right) is step
