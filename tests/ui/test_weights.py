"""The page Weights: its table, its sentences, and the path that a hand looks along."""

from urllib.parse import parse_qsl

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from streamlit.testing.v1 import AppTest

from logreg import Experiment, run
from logreg.experiment.penalty_path import Penalty
from logreg.ui.cache import cached_path, cached_proof
from logreg.ui.session import KEY
from tests.ui.components import components
from tests.ui.test_pages import address, assert_sound, figures, open_page

SCRIPT = "pages/weights.py"


def captions(page: AppTest) -> list[str]:
    return [data["caption"] for data in components(page) if data.get("caption")]


def said(page: AppTest) -> str:
    return " ".join(text.value for text in page.markdown)


def shown_number(text: str) -> float:
    """What a person reads, without powers of ten."""
    return float(text.replace("−", "-"))


def test_the_table_holds_the_weights_in_both_units_and_what_scikit_learn_finds() -> None:
    page = open_page(SCRIPT, {"data": "iris", "optimiser": "newton", "iterations": "30"})
    assert_sound(page)
    table = page.table[0].value
    train = run(Experiment.of(dataset="iris")).train
    X = train.X[:, [2, 3]]
    theirs = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-10).fit(X, train.y)
    weights, bias = theirs.coef_[0], theirs.intercept_[0]
    assert list(table.index) == ["petal length, cm", "petal width, cm", "bias b"]
    per_unit = table["per unit"].map(shown_number)
    np.testing.assert_allclose(per_unit, [*weights, bias], rtol=5e-4)
    per_deviation = table["per deviation"].map(shown_number)
    centered = bias + X.mean(axis=0) @ weights
    np.testing.assert_allclose(per_deviation, [*(weights * X.std(axis=0)), centered], rtol=2e-3)
    assert page.table[1].value["minimum, per unit"].tolist() == table["per unit"].tolist()
    assert any("the model shown is there" in caption for caption in captions(page))


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({"data": "gap"}, "can be parted"),
        ({"l2": "0.1"}, "the penalty pulls"),
        ({"data": "imbalanced", "class-weight": "balanced"}, "count some points more than once"),
        ({"data": "breast_cancer", "axes": "1,2", "features": "x1,x2"}, ""),
    ],
)
def test_intervals_are_refused_with_the_reason(query: dict[str, str], reason: str) -> None:
    page = open_page(SCRIPT, query)
    assert_sound(page)
    refused = [caption for caption in captions(page) if caption.startswith("No intervals: ")]
    assert len(refused) == bool(reason)
    assert all(reason in caption for caption in refused)
    assert len(page.table) == (1 if reason else 2)
    assert len(figures(page)) == (4 if reason else 5)


def test_the_classes_are_parted_or_not_whatever_the_penalty() -> None:
    parted = open_page(SCRIPT, {"data": "gap", "l2": "0.1"})
    assert "Separable: all 210 training points" in said(parted)
    overlapping = open_page(SCRIPT, {"l1": "0.1"})
    assert "Not separable" in said(overlapping)
    one, other = (run(Experiment.of(l2=l2)) for l2 in (0.0, 1.0))
    assert cached_proof(one) is cached_proof(other)


def test_odds_of_many_features_are_folded_away() -> None:
    page = open_page(SCRIPT, {"data": "breast_cancer", "others": "1", "l2": "0.01"})
    assert_sound(page)
    labels = [expander.label for expander in page.expander]
    assert "30 features" in labels
    assert "31 rows" in labels


def test_a_strength_looked_at_can_be_trained_with() -> None:
    page = open_page(SCRIPT, {"l2": "0.5"})
    assert page.button(key="train with strength").disabled is False  # 0.5 lies between two steps
    page.session_state["path strength"] = {"value": 0.1}
    page.run()
    assert_sound(page)
    button = page.button(key="train with strength")
    assert button.label == "Train with L2 = 0.1"
    button.click().run()
    assert_sound(page)
    assert page.session_state[KEY].shown == Experiment.of(l2=0.1)
    assert dict(parse_qsl(address(page))) == {"v": "1", "l2": "0.1"}
    assert page.button(key="train with strength").disabled


def test_the_thumb_goes_where_another_run_is() -> None:
    page = open_page(SCRIPT, {"l2": "0.01"})
    assert "Train with L2 = 0.01" in [button.label for button in page.button]
    page.select_slider(key="l2").set_value(1.0).run()
    assert "Train with L2 = 1" in [button.label for button in page.button]


def test_the_penalty_looked_along_is_that_of_the_run_and_can_be_chosen() -> None:
    page = open_page(SCRIPT, {"l1": "0.1"})
    assert "Train with L1 = 0.1" in [button.label for button in page.button]
    page.radio(key="path penalty").set_value("l2").run()
    assert_sound(page)
    assert any("L2 strength" in data.get("alternative", "") for data in components(page))


def test_what_a_browser_must_not_choose_is_the_usual(caplog: pytest.LogCaptureFixture) -> None:
    page = AppTest.from_file("../../app.py", default_timeout=60)
    page.switch_page(SCRIPT)
    page.session_state["path penalty"] = "l7"
    page.run()
    assert_sound(page)
    assert page.session_state["path penalty"] == "l2"
    assert "path penalty" in caplog.text


def test_a_path_in_other_units_is_another_path() -> None:
    raw, level = (
        run(Experiment.of(dataset="scales", standardize=standardize))
        for standardize in (False, True)
    )
    one, other = (cached_path(result, Penalty.L2) for result in (raw, level))
    assert not np.allclose(one.per_deviation, other.per_deviation, rtol=0.01)
    assert cached_path(raw, Penalty.L2) is one
