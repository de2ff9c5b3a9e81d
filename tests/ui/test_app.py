"""The playground page, run without a browser."""

import math
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from logreg import DATASETS, FEATURES, OPTIMIZERS, Experiment, run
from logreg.data.sources import load_dataset
from logreg.experiment.run import split_rows
from logreg.ui import cache
from logreg.ui.controls import IS_OPEN, SLIDERS
from tests.told import told
from tests.ui.components import components

REAL = [name for name, choice in DATASETS.items() if choice.is_real]


@pytest.fixture
def page() -> AppTest:
    page = AppTest.from_file("../../app.py", default_timeout=60)
    page.session_state[IS_OPEN] = True
    return page.run()


def staged(page: AppTest) -> dict[str, Any]:
    """What the stage was given."""
    (stage,) = [data for data in components(page) if "iterations" in data]
    return stage


def charts(page: AppTest) -> list[dict[str, Any]]:
    data = staged(page)
    return [data["boundary_figure"], data["loss"]["figure"]]


def shown(page: AppTest, split: str = "test") -> tuple[float, list[int]]:
    """The log loss and the confusion matrix, row by row, as they stand at the end of the run."""
    scores = staged(page)["splits"][split]
    return scores["losses"][-1], scores["counts"][-4:].tolist()


def numbers(trace: dict[str, Any]) -> Iterator[np.ndarray]:
    """The coordinates of a trace."""
    for axis in "xyz":
        yield np.array(trace.get(axis, []), dtype=float)


def sliders(page: AppTest) -> dict[str, dict[str, Any]]:
    """What the live sliders were given, by label."""
    (drawn,) = [data["sliders"] for data in components(page) if "sliders" in data]
    return {data["label"]: data for data in drawn}


def set_slider(page: AppTest, name: str, said: Any) -> None:
    """As a browser says it, or the page itself."""
    state = page.session_state[SLIDERS]
    page.session_state[SLIDERS] = {**state, name: said}


def labels(page: AppTest) -> set[str]:
    widgets = [*page.slider, *page.select_slider, *page.selectbox, *page.toggle]
    return {widget.label for widget in widgets} | set(sliders(page))


def assert_sound(page: AppTest) -> None:
    """No traceback, and nothing but finite numbers in the charts and in the frames."""
    assert not page.exception
    for chart in charts(page):
        for trace in chart["data"]:
            for values in numbers(trace):
                # Between the pieces of a line, and nowhere else, NaN is what Plotly wants.
                assert np.isfinite(values).all() or trace.get("name") == "p = 0.5"
                assert not np.isinf(values).any()
    stage = staged(page)
    n_frames = len(stage["iterations"])
    shading = stage["shading"]
    assert np.isfinite(shading["parameters"]).all()
    assert len(shading["parameters"]) == n_frames * (len(shading["terms"]) + 1)
    for scores in stage["splits"].values():
        assert len(scores["losses"]) == n_frames
        assert np.isfinite(scores["losses"]).all()
        assert len(scores["counts"]) == 4 * n_frames


def test_first_visit_shows_the_default_experiment(page: AppTest) -> None:
    assert_sound(page)
    expected = run(Experiment())
    assert expected.test is not None
    assert told(expected) == staged(page)["summary"]
    loss, counts = shown(page)
    assert loss == pytest.approx(expected.test.scores.log_loss, rel=1e-14)
    assert counts == expected.test.scores.confusion.matrix.ravel().tolist()


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_dataset_draws(page: AppTest, dataset: str) -> None:
    page.selectbox(key="dataset").select(dataset).run()
    assert_sound(page)
    assert DATASETS[dataset].lesson in [text.value for text in page.caption]


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("batch_size", [None, 16])
@pytest.mark.parametrize(("l2", "l1"), [(0.0, 0.0), (0.01, 0.01)])
def test_combinations_of_controls_draw(
    page: AppTest, optimizer: str, batch_size: int | None, l2: float, l1: float
) -> None:
    page.selectbox(key="optimizer").select(optimizer)
    page.select_slider(key="batch_size").set_value(batch_size)
    page.select_slider(key="l2").set_value(l2)
    page.select_slider(key="l1").set_value(l1)
    page.toggle(key="standardize").set_value(True)
    page.pills(key="features").set_value(list(FEATURES))
    set_slider(page, "n_iters", 40)
    page.run()
    assert_sound(page)


def test_every_control_reaches_the_experiment(page: AppTest) -> None:
    chosen = Experiment.of(
        dataset="xor",
        n_samples=400,
        noise=0.1,
        seed=7,
        test_share=0.25,
        features=("x1", "x1*x2"),
        standardize=True,
        learning_rate=1.6,
        n_iters=77,
        optimizer="momentum",
        batch_size=32,
        l2=0.001,
        l1=0.002,
    )
    page.selectbox(key="dataset").select(chosen.source.name)
    page.slider(key="n_samples").set_value(chosen.source.n_samples)
    set_slider(page, "noise", chosen.source.noise)
    page.number_input(key="seed").set_value(chosen.seed)
    page.slider(key="test_share").set_value(chosen.test_share)
    page.pills(key="features").set_value(list(chosen.features))
    page.toggle(key="standardize").set_value(chosen.standardize)
    set_slider(page, "learning_rate", chosen.settings.learning_rate)
    set_slider(page, "n_iters", chosen.settings.n_iters)
    page.selectbox(key="optimizer").select(chosen.settings.optimizer)
    page.select_slider(key="batch_size").set_value(chosen.settings.batch_size)
    page.select_slider(key="l2").set_value(chosen.settings.l2)
    page.select_slider(key="l1").set_value(chosen.settings.l1)
    page.run()
    assert_sound(page)
    assert page.session_state["session"].shown == chosen


@pytest.mark.parametrize("dataset", REAL)
def test_real_data_offers_features_instead_of_noise(page: AppTest, dataset: str) -> None:
    made = {"Noise", "Samples"}
    assert made <= labels(page)
    page.selectbox(key="dataset").select(dataset).run()
    assert not made & labels(page)
    assert {"Feature x₁", "Feature x₂"} <= labels(page)

    page.toggle(key=f"{dataset} other_features").set_value(True)
    set_slider(page, "learning_rate", 0.0001)
    page.run()
    assert_sound(page)
    last = page.session_state["session"].shown
    assert len(run(last).trace.weights[0]) == DATASETS[dataset].n_features

    page.selectbox(key="dataset").select("moons").run()
    assert made <= labels(page)
    assert_sound(page)


def test_a_choice_survives_a_detour_through_real_data(page: AppTest) -> None:
    set_slider(page, "noise", 0.42)
    page.run()
    page.selectbox(key="dataset").select("iris").run()
    page.selectbox(key="dataset").select("moons").run()
    assert page.session_state["session"].shown.source.noise == 0.42


def test_no_feature_is_said_beside_the_control_and_nothing_is_lost(page: AppTest) -> None:
    before = charts(page)
    page.pills(key="features").set_value([]).run()
    assert [error.value for error in page.sidebar.error] == [
        "Choose at least one feature to train on."
    ]
    assert_sound(page)
    np.testing.assert_equal(charts(page), before)


def test_the_same_feature_twice_is_said_beside_the_control(page: AppTest) -> None:
    page.selectbox(key="dataset").select("iris").run()
    page.selectbox(key="iris Feature x₁").select(3).run()
    (error,) = page.sidebar.error
    assert "different" in error.value
    assert_sound(page)


def test_a_split_without_one_class_is_told_in_words(page: AppTest) -> None:
    def leaves_one_class(seed: int) -> bool:
        y = load_dataset("imbalanced", 50, 0.2, seed).y
        return len(set(y[split_rows(50, 0.5, seed)[0]])) == 1

    seed = next(seed for seed in range(10_000) if leaves_one_class(seed))
    page.selectbox(key="dataset").select("imbalanced")
    page.slider(key="n_samples").set_value(0.5)
    page.slider(key="test_share").set_value(0.5)
    page.number_input(key="seed").set_value(seed)
    page.run()
    (error,) = page.error
    assert "another seed" in error.value
    assert_sound(page)


def test_divergence_is_told_in_words(page: AppTest) -> None:
    set_slider(page, "learning_rate", 100.0)
    page.select_slider(key="l2").set_value(10.0)
    page.run()
    assert_sound(page)
    assert staged(page)["summary"].startswith("Diverged at iteration")


def test_where_no_point_is_predicted_positive_the_counts_say_so(page: AppTest) -> None:
    page.selectbox(key="dataset").select("imbalanced")
    set_slider(page, "noise", 0.5)
    page.pills(key="features").set_value(["sin(x1)"])
    page.run()
    precision = run(page.session_state["session"].shown).test.scores.confusion.precision
    assert math.isnan(precision)
    _, (_, false_positives, _, true_positives) = shown(page)
    assert true_positives + false_positives == 0


def counted(make: Callable[..., Any], name: str, n_calls: Counter[str]) -> Callable[..., Any]:
    """The function, which counts how often it is called."""

    def count(*args: Any) -> Any:
        n_calls[name] += 1
        return make(*args)

    return count


def test_a_class_on_one_link_costs_one_training_one_film_and_one_packing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    n_calls: Counter[str] = Counter()
    for name in ("run", "tell", "story_bytes"):
        monkeypatch.setattr(cache, name, counted(getattr(cache, name), name, n_calls))
    pupils = [AppTest.from_file("../../app.py", default_timeout=60) for _ in range(4)]
    for pupil in pupils:
        pupil.query_params["seed"] = "8612"  # that no other test asks for
        pupil.run()
    assert n_calls == {"run": 1, "tell": 1, "story_bytes": 1}
    for pupil in pupils:
        set_slider(pupil, "learning_rate", 0.0777)
        pupil.run()
    assert n_calls == {"run": 2, "tell": 2, "story_bytes": 2}
    for data in map(staged, pupils):
        assert told(run(pupils[0].session_state["session"].shown)) == data["summary"]


def test_scores_can_be_those_of_the_training_points(page: AppTest) -> None:
    expected = run(Experiment()).train.scores
    loss, counts = shown(page, "train")
    assert loss == pytest.approx(expected.log_loss, rel=1e-14)
    assert counts == expected.confusion.matrix.ravel().tolist()


def test_without_test_points_the_page_shows_training_scores(page: AppTest) -> None:
    page.slider(key="test_share").set_value(0.0).run()
    assert_sound(page)
    assert list(staged(page)["splits"]) == ["train"]
    assert [trace["name"] for trace in charts(page)[1]["data"] if "name" in trace] == ["train"]


def test_newton_needs_no_learning_rate(page: AppTest) -> None:
    page.selectbox(key="optimizer").select("newton").run()
    assert sliders(page)["Learning rate"]["is_disabled"]


def test_every_chart_has_a_text_alternative(page: AppTest) -> None:
    for name in ("boundary", "loss"):
        assert len(staged(page)[name]["alternative"]) > 40


def test_the_loss_axis_can_be_logarithmic(page: AppTest) -> None:
    assert staged(page)["loss"]["linear_axis"]["type"] == "linear"
    assert staged(page)["loss"]["log_axis"]["type"] == "log"


def test_a_preview_brings_the_end_of_the_run_alone(page: AppTest) -> None:
    assert len(staged(page)["iterations"]) > 50
    set_slider(page, "learning_rate", {"value": 1.0, "is_dragging": True, "count": 1})
    page.run()
    assert_sound(page)
    assert page.session_state["session"].shown.settings.learning_rate == 1.0
    assert staged(page)["iterations"].tolist() == [500]


def test_the_switch_balances_the_classes(page: AppTest) -> None:
    page.selectbox(key="dataset").select("imbalanced").run()
    assert not page.toggle(key="class_weight").value
    assert staged(page)["loss"]["linear_axis"]["title"]["text"] == "log loss"
    page.toggle(key="class_weight").set_value(True).run()
    assert_sound(page)
    experiment = Experiment.of(dataset="imbalanced", class_weight="balanced")
    assert page.session_state["session"].shown == experiment
    assert staged(page)["summary"] == told(run(experiment))
    for axis in ("linear_axis", "log_axis"):
        assert staged(page)["loss"][axis]["title"]["text"] == "weighted log loss"
    assert staged(page)["loss"]["alternative"].startswith("Weighted log loss over 500 iterations")
    page.toggle(key="class_weight").set_value(False).run()
    assert page.session_state["session"].shown == Experiment.of(dataset="imbalanced")


# --- A start of one's own -------------------------------------------------------------------------


def first_loss(page: AppTest) -> float:
    return float(staged(page)["dots"][0]["losses"][0])


def test_a_typed_start_is_where_the_training_starts(page: AppTest) -> None:
    assert first_loss(page) == pytest.approx(math.log(2), abs=1e-12)
    page.text_input(key="start").set_value("0, −1, 0").run()
    expected = run(Experiment.of(start=(0, -1, 0)))
    X, y = expected.train.X, expected.train.y
    loss = np.mean(np.logaddexp(0, np.where(y == 1, X[:, 1], -X[:, 1])))
    assert first_loss(page) == pytest.approx(loss, abs=1e-6)
    assert_sound(page)


@pytest.mark.parametrize("typed", ["1, 2", "a, b, c", "1, 2, 5000", "<b>1</b>"])
def test_a_start_that_does_not_fit_is_said_and_left_as_it_was_typed(
    page: AppTest, typed: str
) -> None:
    page.text_input(key="start").set_value(typed).run()
    (error,) = page.error
    assert error.value == (
        "The start needs 2 weights and a bias, each between −1000 and 1000."
        " The training starts from 0."
    )
    assert first_loss(page) == pytest.approx(math.log(2), abs=1e-12)
    assert page.text_input(key="start").value == typed
    page.text_input(key="start").set_value("").run()
    assert not page.error


def test_other_features_and_back_bring_back_the_start_that_was_meant_for_them(
    page: AppTest,
) -> None:
    page.text_input(key="start").set_value("0,-1,0").run()
    loss = first_loss(page)
    page.pills(key="features").set_value(["x1", "x2", "x1^2"]).run()
    assert page.error
    assert first_loss(page) == pytest.approx(math.log(2), abs=1e-12)
    page.pills(key="features").set_value(["x1", "x2"]).run()
    assert not page.error
    assert first_loss(page) == loss


def test_a_start_comes_with_a_link() -> None:
    page = AppTest.from_file("../../app.py", default_timeout=60)
    page.session_state[IS_OPEN] = True
    page.query_params["start"] = "0,-1,0.5"
    page.run()
    assert page.text_input(key="start").value == "0,-1,0.5"
    assert first_loss(page) == pytest.approx(
        float(run(Experiment.of(start=(0, -1, 0.5))).trace.loss[0])
    )
