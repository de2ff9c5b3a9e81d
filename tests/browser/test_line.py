"""The boundary on the stage: there or said not to be, and under the hand that pans."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from logreg import Experiment, run
from logreg.experiment.run import Run
from tests.browser.driver import (
    WIDE,
    OpenPage,
    eventually,
    slider,
)
from tests.browser.stage import (
    PATIENCE,
    caption,
    expect_stage,
    experiment_of,
    scrub_to,
    visit,
)

# ---- runs without a line


def class_everywhere(chosen: Run) -> str:
    """The one class that a grid of points over the whole picture is predicted as."""
    x1, x2 = chosen.box.axes(60)
    grid = np.stack(np.meshgrid(x1, x2), axis=-1).reshape(-1, 2)
    points = np.tile(chosen.dataset.X.mean(axis=0), (len(grid), 1))
    points[:, list(chosen.experiment.drawn)] = grid
    (label,) = np.unique(chosen.logits(points) >= 0)
    return chosen.dataset.class_names[int(label)]


@pytest.mark.parametrize(
    "query",
    [
        "v=1&l1=10.0",
        "v=1&data=breast_cancer&others=1&rate=100.0",
        "v=1&data=breast_cancer&others=1&features=none&standardise=1",
    ],
)
def test_a_link_to_a_run_without_any_line_shows_it(
    app: str, page: Page, errors: list[str], query: str
) -> None:
    visit(page, f"{app}/?{query}")
    chosen = run(experiment_of(query))
    expect_stage(page, chosen.experiment)
    words = f"The whole area is predicted as {class_everywhere(chosen)}. There is no line."
    expect(caption(page)).to_contain_text(words)
    page.get_by_role("button", name="Rewind").click()
    expect(caption(page)).to_contain_text("All p are 0.5")
    assert errors == []


def test_a_slider_leads_to_runs_without_any_line_and_back(
    app: str, page: Page, errors: list[str]
) -> None:
    visit(page, f"{app}/?v=1&data=breast_cancer&others=1")
    slider(page, "Learning rate").press("End")
    wild = Experiment.of(
        dataset="breast_cancer", drawn=(0, 1), other_features=True, learning_rate=100
    )
    expect_stage(page, wild)
    expect(caption(page)).to_contain_text("There is no line.")
    expect(page).to_have_url(re.compile("rate=100"))
    assert errors == []


def test_the_caption_says_of_each_iteration_whether_there_is_a_line(app: str, page: Page) -> None:
    visit(page, app)
    expect(caption(page)).to_contain_text("on the line both classes have p = 0.5")
    scrub_to(page, 0)
    expect(caption(page)).to_have_text(
        "All p are 0.5: neither class is likelier anywhere, and there is no line."
    )
    scrub_to(page, 1)
    expect(caption(page)).to_contain_text("on the line both classes have p = 0.5")


# ---- the canvas


def line_row(page: Page) -> float:
    """The mean row of the boundary on its canvas, in pixels of the screen."""
    return page.locator(".stage-boundary canvas").evaluate(
        """canvas => {
            const { width, height } = canvas;
            const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
            let [sum, count] = [0, 0];
            for (let i = 3; i < data.length; i += 4) {
                if (data[i] < 255) continue;
                sum += Math.floor(i / 4 / width);
                count += 1;
            }
            return canvas.getBoundingClientRect().top + sum / count;
        }"""
    )


def test_the_boundary_moves_with_the_hand_that_pans(app: str, page: Page) -> None:
    visit(page, app)
    expect_stage(page, Experiment())
    chart = page.locator(".stage-boundary .live-chart")
    chart.hover()
    chart.locator("[data-title='Pan']").click()
    box = chart.locator(".nsewdrag").bounding_box()
    assert box
    before = line_row(page)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 60, steps=5)
    # Not yet released.
    eventually(lambda: line_row(page) - before, pytest.approx(60, abs=15))
    page.mouse.up()


def test_another_theme_has_plotly_draw_at_once(
    serve: Callable[[str], str], open_page: OpenPage
) -> None:
    """A canvas alone cannot: axes and texts have the colour of the ink too."""
    page = open_page(viewport=WIDE)
    page.goto(serve("tests/apps/curve.py"))
    chart = page.get_by_role("figure")
    expect(chart).to_have_attribute("data-revision", "1", timeout=PATIENCE)
    page.evaluate(
        """() => {
            const place = document.querySelector('.live-chart');
            window.wasBehind = false;
            new MutationObserver(() => { window.wasBehind = true; }).observe(
                place, { attributeFilter: ['data-is-behind'] });
        }"""
    )
    page.emulate_media(color_scheme="dark")
    tick: Any = chart.locator(".xtick text").first
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    color = page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).color")
    expect(tick).to_have_css("fill", color)
    assert page.evaluate("window.wasBehind") is False
