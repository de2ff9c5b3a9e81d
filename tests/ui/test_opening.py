"""What a first answer brings besides the stage, and no other."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from logreg import Experiment, run

APP = "../../app.py"
MOST_BYTES = 22_000


def opened(query: str = "") -> AppTest:
    page = AppTest.from_file(APP, default_timeout=60)
    for pair in filter(None, query.split("&")):
        key, text = pair.split("=")
        page.query_params[key] = text
    return page.run()


def openings(page: AppTest) -> list[str]:
    bodies = [element.proto.body for element in page.get("html")]
    return [body for body in bodies if 'class="stage opening"' in body]


def test_it_comes_once_in_a_session() -> None:
    page = opened()
    (first,) = openings(page)
    assert len(first.encode()) <= MOST_BYTES
    assert '<section class="stage opening" data-is-new><p class="stage-summary">' in first
    assert not openings(page.run())
    page.selectbox(key="dataset").select("xor")
    assert not openings(page.run())


@pytest.mark.parametrize("query", ["v=1", "data=xor", "seed=7"])
def test_who_comes_by_a_link_sees_the_drawing_without_the_hint(query: str) -> None:
    (first,) = openings(opened(query))
    markup = re.sub(r"<style>.*?</style>", "", first)
    assert "data-is-new" not in markup
    assert "stage-hint" not in markup


def test_what_embeds_the_page_is_no_link_to_a_state() -> None:
    (first,) = openings(opened("embed=true"))
    assert '<p class="stage-hint">' in first


def test_what_cannot_be_trained_has_no_drawing() -> None:
    def leaves_one_class(seed: int) -> bool:
        try:
            run(Experiment.of(dataset="imbalanced", n_samples=50, test_share=0.5, seed=seed))
        except ValueError:
            return True
        return False

    seed = next(seed for seed in range(10_000) if leaves_one_class(seed))
    page = opened(f"data=imbalanced&samples=50&test_share=0.5&seed={seed}")
    assert page.error
    assert not openings(page)


def test_the_browser_leaves_the_script_in() -> None:
    """It takes away a script in whose text an element seems to begin."""
    (first,) = openings(opened())
    data, code = re.findall(r"<script[^>]*>(.*?)</script>", first, flags=re.DOTALL)
    assert not re.search(r"<[/\w!]", data + code)
    assert json.loads(data).startswith('<div class="first-picture">')
