"""The stage of the playground as tests find it on a page, and lead it."""

import re

from playwright.sync_api import Locator, Page, expect

from logreg import Experiment, run
from logreg.experiment.address import EXPERIMENT
from tests.told import told

PATIENCE = 60_000


def visit(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".live-chart[data-revision]").first).to_be_attached(timeout=PATIENCE)


def experiment_of(query: str) -> Experiment:
    return EXPERIMENT.read(dict(part.split("=", 1) for part in query.split("&"))).record


def expect_stage(page: Page, experiment: Experiment) -> None:
    """Summary, both charts and the counts are there, and of this experiment."""
    expect(page.locator(".stage-summary")).to_have_text(told(run(experiment)))
    expect(page.locator(".stage [data-revision]")).to_have_count(2, timeout=PATIENCE)
    expect(page.locator(".stage-cell b").first).to_have_text(re.compile(r"\d+"))


def caption(page: Page) -> Locator:
    return page.locator(".stage-boundary .stage-caption")


def iteration(page: Page) -> int:
    return int(page.locator(".stage").get_attribute("data-iteration") or -1)


def scrub_to(page: Page, frame: int) -> None:
    scrubber(page).evaluate(
        "(input, frame) => { input.value = frame; input.dispatchEvent(new Event('input')); }", frame
    )


def scrubber(page: Page) -> Locator:
    return page.get_by_role("slider", name="Iteration", exact=True)
