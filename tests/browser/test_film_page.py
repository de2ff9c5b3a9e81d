"""The film as one page, opened as a file, with no server anywhere."""

from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from logreg import Experiment, run
from logreg.ui.film_page import film_page
from tests.browser.driver import PHONE, OpenPage
from tests.browser.test_axe import findings
from tests.browser.test_foreign import LIVE, selectors
from tests.told import story_of

EXPERIMENT = Experiment.of(learning_rate=2, n_iters=100)
# Where along a row of the canvas there is ink, as shares of its width; y is a share of its height.
INKED = """(canvas, y) => {
    const { width, height } = canvas;
    const row = canvas.getContext("2d").getImageData(0, Math.round(y * height), width, 1).data;
    const isInk = (i) => row[4 * i + 3] > 250 && row[4 * i] < 60 && row[4 * i + 2] < 60;
    return [...Array(width).keys()].filter(isInk).map((i) => (i + 0.5) / width);
}"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "training.html"
    path.write_text(film_page(story_of(run(EXPERIMENT))), encoding="utf-8")
    return path


def opened(open_page: OpenPage, file: Path, **settings: object) -> tuple[Page, list[str]]:
    """The page, and all that it asks for or complains of."""
    page = open_page(**settings)
    heard: list[str] = []
    page.on("request", lambda request: heard.append(request.url))
    page.on("console", lambda message: message.type == "error" and heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(file.as_uri())
    return page, heard


def test_it_plays_by_itself_and_answers_keys_and_buttons(open_page: OpenPage, file: Path) -> None:
    page, heard = opened(open_page, file)
    film = page.locator(".stage")
    shown = page.locator(".stage-iteration")
    expect(shown).to_have_text("100 / 100")  # it began at 0
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    for selector in selectors(LIVE / "film.css"):
        assert page.locator(selector).count(), selector
    page.keyboard.press("ArrowLeft")
    expect(film).not_to_have_attribute("data-iteration", "100")
    page.get_by_role("button", name="Rewind").click()
    expect(shown).to_have_text("0 / 100")
    expect(page.locator(".stage-boundary .stage-caption")).to_contain_text("neither class")
    page.get_by_role("slider", name="Iteration").press("End")
    expect(shown).to_have_text("100 / 100")
    result = run(EXPERIMENT)
    assert result.test is not None
    expect(page.locator(".stage-cell b").first).to_have_text(
        str(result.test.scores.confusion.true_negatives)
    )
    page.get_by_role("button", name="Train (210 points)").click()
    expect(page.locator(".stage-cell b").first).to_have_text(
        str(result.train.scores.confusion.true_negatives)
    )
    page.get_by_role("button", name="Speed 1×").click()
    page.locator("h1").click()  # nothing has the focus: the keys are the film's all the same
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    assert heard == [file.as_uri()]


def test_its_line_lies_where_both_classes_are_as_probable(open_page: OpenPage, file: Path) -> None:
    """In the middle of the plane, by the weights of the run."""
    page, heard = opened(open_page, file, reduced_motion="reduce", viewport=PHONE)
    # Whoever wants no motion sees the end, and nothing before it.
    assert page.locator(".stage").get_attribute("data-iteration") == "100"
    result = run(EXPERIMENT)
    box = result.box
    canvas, plane = page.locator(".stage-boundary canvas"), page.locator(".stage-boundary rect")
    whole, edge = canvas.bounding_box(), plane.bounding_box()
    assert whole
    assert edge
    width, height = whole["width"], whole["height"]
    first, last = (edge["x"] - whole["x"] + part for part in (0, edge["width"]))
    bottom, top = (edge["y"] - whole["y"] + part for part in (edge["height"], 0))
    for share in (0.4, 0.5, 0.6):
        y = bottom + share * (top - bottom)
        inked = np.array(canvas.evaluate(INKED, y / height)) * width
        w1, w2 = result.trace.weights[-1]
        x2 = box.bottom + share * (box.top - box.bottom)
        x1 = -(result.trace.bias[-1] + w2 * x2) / w1
        place = first + (x1 - box.left) / (box.right - box.left) * (last - first)
        assert first < place < last
        assert abs(inked.mean() - place) <= 2
    assert heard == [file.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_axe_finds_nothing_to_mend(open_page: OpenPage, file: Path) -> None:
    page, _ = opened(open_page, file, reduced_motion="reduce", viewport=PHONE)
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        assert findings(page) == []
