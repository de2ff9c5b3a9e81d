"""The dialog Export: the scripts of the run on screen, and in words where rounding shows."""

from typing import Any

import pytest

from logreg import Experiment
from logreg.export import numpy_script, sklearn_script
from logreg.wording.claims import claim
from tests.ui.test_pages import assert_sound, open_page

CHAOTIC = {"data": "breast_cancer", "others": "1", "rate": "3", "optimiser": "adam"}
PERFECT = {"data": "gap", "optimiser": "newton"}


def opened(query: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], str]:
    """The code in the dialog, and the caption above the first script."""

    def refuse(*_: Any) -> None:
        raise AssertionError("trained")

    page = open_page("app.py", query)
    (button,) = [button for button in page.button if button.label == "Export"]
    for name in ("run", "is_chaotic"):
        monkeypatch.setattr(f"logreg.ui.cache.{name}", refuse)
    button.click().run()
    assert_sound(page)
    (caption,) = [item.value for item in page.caption if item.value.startswith("The whole run")]
    return [item.value for item in page.code], caption


def test_it_shows_both_scripts_of_the_run_and_trains_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    experiment = Experiment.of(dataset="circles", learning_rate=0.1, n_iters=77)
    query = {"data": "circles", "rate": "0.1", "iterations": "77"}
    code, caption = opened(query, monkeypatch)
    assert code == [make(experiment).rstrip() for make in (numpy_script, sklearn_script)]
    assert caption == "The whole run in one script. It prints the numbers on screen."


@pytest.mark.parametrize(
    ("query", "words"), [(CHAOTIC, claim("chaotic").text), (PERFECT, "The fit is perfect")]
)
def test_where_rounding_shows_the_dialog_and_the_script_say_so(
    query: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, caption = opened(query, monkeypatch)
    assert words in caption
    assert "numbers on screen" not in caption
    assert "may end elsewhere" in code[0]


def test_with_class_weights_both_scripts_balance(monkeypatch: pytest.MonkeyPatch) -> None:
    query = {"data": "imbalanced", "class-weight": "balanced"}
    code, _ = opened(query, monkeypatch)
    experiment = Experiment.of(dataset="imbalanced", class_weight="balanced")
    assert code == [make(experiment).rstrip() for make in (numpy_script, sklearn_script)]
    assert "s = balanced(y_train)" in code[0]
    assert 'class_weight="balanced"' in code[1]
