"""The plan without a browser: a row for each step, complete and in order."""

from html import escape
from urllib.parse import parse_qsl

import pytest

from logreg import run
from logreg.experiment.address import EXPERIMENT
from logreg.experiment.luck import luck
from logreg.experiment.plan import STEPS
from logreg.ui.plan import links_of
from tests.ui.test_pages import assert_sound, open_page

SCRIPT = "pages/plan.py"


def test_each_step_has_its_links_its_question_its_answers_and_its_numbers() -> None:
    page = open_page(SCRIPT)
    assert_sound(page)
    links = [link.proto for link in page.main.get("page_link")]
    expected = [known for step in STEPS for known in links_of(step)]
    for link, (label, opening) in zip(links, expected, strict=True):
        assert link.label == label
        assert EXPERIMENT.read(dict(parse_qsl(link.query_string))).record == opening.experiment
    text = " ".join(it.proto.body for it in page.main.get("html"))
    for step in STEPS:
        runs = (luck(),) if step.is_about_luck else map(run, step.experiments)
        for said in (
            step.title,
            step.question.text,
            step.question.reason,
            step.numbers(*runs).text,
        ):
            assert escape(said) in text
        right = step.question.right
        assert f"<strong>{'ABC'[right]} · {escape(step.question.options[right])}</strong>" in text
    assert "39–45 min" not in text
    assert "37–45 min" in text


def test_a_visit_after_the_first_trains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    open_page(SCRIPT)
    for name in ("run", "luck"):
        monkeypatch.setattr(f"logreg.ui.cache.{name}", lambda *_: pytest.fail("trained again"))
    assert_sound(open_page(SCRIPT))
