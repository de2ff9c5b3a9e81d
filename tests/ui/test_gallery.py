"""The gallery without a browser: a card for each run, and the session's experiment left alone."""

from html import escape
from urllib.parse import parse_qsl

import pytest

from logreg import Experiment, run
from logreg.experiment.address import EXPERIMENT
from logreg.experiment.gallery import EXHIBITS
from logreg.ui.session import KEY
from tests.ui.test_pages import address, assert_sound, open_page

SCRIPT = "pages/gallery.py"
MOST_BYTES = 300_000


def test_each_card_is_a_link_with_picture_and_sentence() -> None:
    page = open_page(SCRIPT)
    assert_sound(page)
    links = [link.proto for link in page.main.get("page_link")]
    assert [link.label for link in links] == [exhibit.title for exhibit in EXHIBITS]
    bodies = [it.proto.body for it in page.main.get("html") if "card-body" in it.proto.body]
    for exhibit, link, body in zip(EXHIBITS, links, bodies, strict=True):
        assert EXPERIMENT.read(dict(parse_qsl(link.query_string))).record == exhibit.experiment
        expected = {"app": ""}.get(exhibit.opening.page, exhibit.opening.page)
        assert link.page == expected
        assert escape(exhibit.why(run(exhibit.experiment)).text) in body
        assert "Decision boundary in the plane of" in body
    assert sum(map(len, bodies)) < MOST_BYTES


def test_it_asks_for_nothing_and_offers_nothing_of_a_run() -> None:
    page = open_page(SCRIPT)
    assert not page.select_slider
    assert not [button for button in page.button if button.label == "Export"]


def test_the_experiment_of_the_session_is_kept_while_one_looks_around() -> None:
    page = open_page("app.py", {"seed": "5"})
    page.switch_page(SCRIPT).run()
    assert address(page) == "v=1&seed=5"
    page.query_params.clear()
    page.switch_page("app.py").run()
    assert page.session_state[KEY].shown == Experiment.of(seed=5)


def test_a_link_to_it_hands_its_experiment_on() -> None:
    page = open_page(SCRIPT, {"seed": "5", "v": "1"})
    assert address(page) == "v=1&seed=5"
    page.query_params.clear()
    page.switch_page("app.py").run()
    assert page.session_state[KEY].shown == Experiment.of(seed=5)


def test_a_visit_after_the_first_trains_and_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    open_page(SCRIPT)
    monkeypatch.setattr("logreg.ui.cache.run", lambda _: pytest.fail("trained again"))
    monkeypatch.setattr("logreg.ui.cache.card", lambda *_: pytest.fail("drawn again"))
    assert_sound(open_page(SCRIPT))
