"""What a browser keeps of the missions, and what it may send back."""

import json
from typing import Any

import pytest

from logreg.missions.progress import Progress
from logreg.missions.registry import MISSIONS
from logreg.missions.words import WORDS


def test_comes_back_as_it_was_kept() -> None:
    known = Progress().with_step("hand", said="w2", is_right=True).with_step("edge", n_hints=2)
    known = known.with_step("hand", is_done=True)
    again = Progress.from_text(known.as_text())
    assert again == known
    assert (again.n_predicted, again.n_right, again.n_done) == (1, 1, 1)
    assert again.of("hand").said == "w2"
    assert again.of("edge").n_hints == 2
    assert again.next_key == "asleep"


def test_all_missions_fit_into_what_is_read() -> None:
    known = Progress()
    for key in MISSIONS:
        longest = max(WORDS[key].options, key=len)
        known = known.with_step(key, said=longest, is_right=True, n_hints=3, is_done=True)
    assert Progress.from_text(known.as_text()) == known
    assert known.next_key == next(iter(MISSIONS))


STEP = {"said": "w2", "is_right": True, "n_hints": 0, "is_done": False}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{" * 4000,
        '{"hand": 1}',
        '{"hand": {}}',
        json.dumps({"hand": STEP | {"more": 1}}),
        json.dumps({"hand": STEP | {"said": "<b>"}}),
        json.dumps({"hand": STEP | {"said": ["w2"]}}),
        json.dumps({"hand": STEP | {"said": ""}}),
        json.dumps({"hand": STEP | {"n_hints": 4}}),
        json.dumps({"hand": STEP | {"n_hints": True}}),
        json.dumps({"hand": STEP | {"is_done": 1}}),
    ],
)
def test_refuses_what_it_cannot_have_written(text: str) -> None:
    with pytest.raises(ValueError, match=r"step|Expecting|said|characters"):
        Progress.from_text(text)


def test_leaves_out_missions_that_no_longer_exist() -> None:
    assert Progress.from_text(json.dumps({"gone": 5, "hand": STEP})).steps.keys() == {"hand"}


def test_refuses_what_is_no_text_and_what_is_too_long() -> None:
    texts: tuple[Any, ...] = (None, 7, " " * 5000 + "{}")
    for text in texts:
        with pytest.raises(ValueError, match="at most 4000 characters"):
            Progress.from_text(text)
