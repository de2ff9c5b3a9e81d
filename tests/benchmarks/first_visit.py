"""What a first and a second visit cost: `python -m tests.benchmarks.first_visit [checkout]`.

The app, plain Streamlit (reference_app.py) and, where one is named, the app of another checkout
take turns. Each round starts a server and opens its first page in three browsers: the first visit
of all (cold), the first of a browser (first), and, in the same profile after a restart of the
browser, in a new tab and by a reload, the later ones. Times are to all charts drawn.

Where the time goes. `plotly.min.js` was compressed anew for each visitor, in 110 ms, and no browser
kept it, as Streamlit names no time for which it may. Compressed once, and asked for as soon as the
first component is there, it costs 2 ms, and nothing on a later visit. Of what remains of one,
Streamlit's own files are 28 kB with the messages of the reference, and ours 61 kB in 41 files.

Compiling it takes a browser most of the time: 1 s of a core's, as long for a script of the network,
one from memory or a text. After a reload the first and the last are found compiled (0.2 s), the
second is not, as its address is another. Run before the first chart asks for it, it kept the
controls waiting for 0.9 s. Asking for all modules at once (modulepreload) made the controls wait
for 0.6 to 1.2 s longer, and without a slow line nothing sooner: left out.

The first run of a server imported pandas, in 0.25 s of processor time, only because Streamlit looks
for data frames in a mapping; in a list it does not. Of 0.6 s that are left scipy's BLAS takes 0.12
(ui/blas.py says why), NumPy and our modules 0.2, the rest is Streamlit's.

Seen on two cores shared with others at work, so that times say little but between those in turn;
before and after, in turn, medians of 4 to 6:

  cold      processor 1240 and 1085 ms to the charts, which came after 3.96 and 3.98 s; start to
            healthy 0.6 s; 1.18 and 1.41 of the reference on a machine that was five times too busy
  first     3.1 and 2.8 s, processor 330 and 220 ms
  second    after a restart of the browser 2.7 and 2.5 s, processor 175 and 80 ms, 1604 and 123 kB
  reload    1.4 and 0.95 s, processor 165 and 65 ms, 1612 and 131 kB
  downloads 3240 and 50 ms for 30 at once
"""

import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import Request, urlopen

import numpy as np
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from tests.benchmarks.served import Server, serving
from tests.benchmarks.visit import PATIENCE, RECORDER, WIDE
from tests.browser.driver import ARGUMENTS, ROOT, find_browser

N_ROUNDS = 5
N_AT_ONCE = 30
APP, REFERENCE = "app", "reference"
MOST_FIRST_VISIT_RATIO = 1.15
MOST_SECOND_VISIT = 300.0  # kB
LATER = ("second", "third, in a new tab", "fourth, a reload")
DOWNLOADS = f"{N_AT_ONCE} downloads of plotly.js at once: ms of the server's processor"

# By what was measured: one value of each round.
Figures = dict[str, list[float]]


@dataclass(frozen=True)
class Contender:
    """A script of a checkout, and what was measured of it."""

    root: Path
    script: str
    figures: Figures


def main() -> None:
    contenders = {
        APP: Contender(ROOT, "app.py", defaultdict(list)),
        REFERENCE: Contender(ROOT, "tests/benchmarks/reference_app.py", defaultdict(list)),
    } | {
        path: Contender(Path(path).resolve(), "app.py", defaultdict(list)) for path in sys.argv[1:2]
    }
    with sync_playwright() as playwright:
        for _ in range(N_ROUNDS):
            for contender in contenders.values():
                measure(playwright, contender)
    for title in contenders[APP].figures:
        print_figures(title, {name: one.figures[title] for name, one in contenders.items()})
    print_verdicts(contenders[APP].figures, contenders[REFERENCE].figures)


def measure(playwright: Playwright, contender: Contender) -> None:
    """One server from its start on."""
    figures, start = contender.figures, time.monotonic()
    with serving(contender.script, contender.root) as server, TemporaryDirectory() as profile:
        healthy = 1e3 * (time.monotonic() - start)
        with browsing(playwright) as browser:
            visit(browser, server, "cold", figures)
        figures["start to healthy, ms"].append(healthy)
        figures["start to the first visitor's charts, ms"].append(
            healthy + figures["cold: charts, ms"][-1]
        )
        with browsing(playwright, profile) as browser:
            page = visit(browser, server, "first", figures)
            address = address_of_plotly(page)
        with browsing(playwright, profile) as browser:
            visit(browser, server, LATER[0], figures)
            page = visit(browser, server, LATER[1], figures)
            visit(browser, server, LATER[2], figures, page)
        if address:
            figures[DOWNLOADS].append(time_at_once(server, address))


@contextmanager
def browsing(playwright: Playwright, profile: str = "") -> Iterator[BrowserContext]:
    """A browser that keeps in a folder what it is told to keep; without one, until the end."""
    browser = playwright.chromium.launch_persistent_context(
        profile, executable_path=find_browser(), args=ARGUMENTS, viewport=WIDE
    )
    browser.add_init_script(path=RECORDER)
    yield browser
    # What was downloaded last is still being written.
    time.sleep(0.3)
    browser.close()


def visit(
    browser: BrowserContext, server: Server, name: str, figures: Figures, page: Page | None = None
) -> Page:
    """Open the first page of an app, or load it anew; note how long it took and what it brought."""
    worked = server.processor_time
    shown = page or browser.new_page()
    sizes = sizes_of_answers(shown)
    if page:
        page.reload()
    else:
        shown.goto(server.address)
    shown.wait_for_function("recorder.notes.firstDrawn !== null", timeout=PATIENCE)
    figures[f"{name}: charts, ms"].append(shown.evaluate("recorder.notes.firstDrawn"))
    figures[f"{name}: ms of the server's processor"].append(server.processor_time - worked)
    figures[f"{name}: brought, kB"].append(sum(sizes) / 1e3)
    return shown


def sizes_of_answers(page: Page) -> list[float]:
    """Bytes of each answer on the wire, heads included, and of each message of the socket."""
    sizes: list[float] = []
    session = page.context.new_cdp_session(page)
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.on("Network.webSocketFrameReceived", lambda event: sizes.append(n_bytes(event)))
    session.send("Network.enable")
    return sizes


def n_bytes(event: dict[str, Any]) -> float:
    """Of a binary message, which comes in base64."""
    return 0.75 * len(event["response"]["payloadData"])


def address_of_plotly(page: Page) -> str | None:
    """Where this page had the library from; plain Streamlit has it in a file of its own."""
    names = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    return next((name for name in names if "plotly.min.js" in name), None)


def time_at_once(server: Server, address: str) -> float:
    """What so many downloads at once cost the server, in milliseconds of its processor."""
    worked = server.processor_time
    with ThreadPoolExecutor(N_AT_ONCE) as visitors:
        sizes = set(visitors.map(download, [address] * N_AT_ONCE))
    assert min(sizes) > 1e6
    return server.processor_time - worked


def download(address: str) -> int:
    request = Request(address, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    with urlopen(request) as answer:
        return len(answer.read())


def print_figures(title: str, figures: dict[str, list[float]]) -> None:
    print(title)
    for name, values in figures.items():
        if values:
            low, median, high = np.percentile(values, (0, 50, 100))
            print(f"  {name:<20.20} {median:>7.0f} median, {low:.0f} to {high:.0f}")


def print_verdicts(app: Figures, reference: Figures) -> None:
    for name in ("cold", "first"):
        title = f"{name}: charts, ms"
        ratio = float(np.median(app[title]) / np.median(reference[title]))
        print_verdict(f"{name} visit, app / reference", ratio, MOST_FIRST_VISIT_RATIO)
    later = [title for title in app if "brought" in title and title.split(":")[0] in LATER]
    most = max(np.median(app[title]) for title in later)
    print_verdict("later visits bring, kB", float(most), MOST_SECOND_VISIT)


def print_verdict(title: str, found: float, most: float) -> None:
    print(f"{title}: {found:.2f} (target {most:g})   {'met' if found <= most else 'MISSED'}")


if __name__ == "__main__":
    main()
