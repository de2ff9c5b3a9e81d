"""What a frame of the page Descent costs while it plays, beside one of the playground.

    .venv/bin/python -m tests.benchmarks.descent

Plays of both take turns, so that a busy neighbour costs both the same. Of each: the time that the
main thread works for a frame, and how many frames a second are shown.
"""

import json

import numpy as np
from playwright.sync_api import Page, sync_playwright

from tests.browser.driver import ARGUMENTS, WIDE, find_browser, running_app

PATIENCE = 60_000
N_TURNS = 5
MOONS = "data=moons&features=x1,x2&rate=1"
PAGES = {
    "one feature": "descent",
    "two, best bias": f"descent?{MOONS}",
    "two, moving slice": f"descent?{MOONS}&landscape=slice",
    "race of five": f"descent?{MOONS}&race=gd,momentum,nesterov,adam,newton",
    "playground": "?data=moons&rate=1",
}
PLAY = """() => new Promise((done) => {
    const stage = document.querySelector('.stage'), costs = [], shown = [];
    const request = window.requestAnimationFrame;
    window.requestAnimationFrame = (act) => request((time) => {
        const start = performance.now();
        act(time);
        costs.push(performance.now() - start);
    });
    new MutationObserver(() => shown.push(performance.now()))
        .observe(stage, { attributeFilter: ['data-iteration'] });
    stage.querySelector('.stage-play').click();
    const timer = setInterval(() => {
        if (stage.querySelector('.stage-play').ariaLabel === 'Pause') return;
        clearInterval(timer);
        window.requestAnimationFrame = request;
        const seconds = (shown.at(-1) - shown[0]) / 1000;
        done(JSON.stringify({ costs, rate: (shown.length - 1) / seconds }));
    }, 20);
})"""


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator(".stage .live-chart[data-revision]").nth(1).wait_for(timeout=PATIENCE)
    page.wait_for_timeout(2000)
    return page


def main() -> None:
    """Print a line for each page."""
    with running_app() as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        pages = {
            name: opened(browser.new_page(viewport=WIDE), f"{app}/{path}")
            for name, path in PAGES.items()
        }
        costs: dict[str, list[float]] = {name: [] for name in pages}
        rates: dict[str, list[float]] = {name: [] for name in pages}
        for _ in range(N_TURNS):
            for name, page in pages.items():
                page.bring_to_front()
                played = json.loads(page.evaluate(PLAY))
                costs[name] += played["costs"]
                rates[name].append(played["rate"])
        browser.close()
    for name in pages:
        middle, high = np.percentile(costs[name], [50, 95])
        rate = np.median(rates[name])
        print(f"{name:18} {middle:5.1f} ms median, {high:5.1f} ms p95, {rate:4.0f} frames a second")


if __name__ == "__main__":
    main()
