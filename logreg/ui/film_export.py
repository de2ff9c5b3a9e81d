"""The training as a film to take away: a GIF for slides, and a page that plays by itself."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import streamlit as st

from ..experiment.experiment import Experiment
from ..experiment.film import film
from ..experiment.story import tell
from ..figures import boundary_chart
from ..figures.film.gif import MOST_FRAMES, film_gif
from .cache import cached_chaos, cached_optimum, cached_run
from .film_page import film_page

# The letters of the page itself, as Streamlit brings them; where it no longer does, Pillow has own.
LETTERS = "static/static/media/SourceSansVF-Upright*.woff2"
FAULT = "The film could not be made: something went wrong on the server. Try another experiment."

# A film takes 0.7 s of processor time, and meanwhile others wait half as long again for an answer:
# films wait for one another, so that a room that asks for one at once does not stop everything.
_ONE_AT_A_TIME = Lock()
_PATIENCE = 0.3  # seconds between two looks whether somebody still waits

_logger = logging.getLogger(__name__)


def film_downloads(experiment: Experiment) -> None:
    """Two buttons: a GIF, made with a progress bar and shown, and a page, made while it is sent."""
    slides, page = st.columns(2, gap="large")
    with slides:
        st.markdown("**For slides**")
        st.caption(
            "An animated GIF of 640 × 480, for slides and documents. It is light, as paper is,"
            " whatever the theme of this page."
        )
        if st.button("Make the GIF", icon=":material/movie:"):
            _gif(experiment)
    with page:
        st.markdown("**For any browser**")
        st.caption(
            "One file that needs no network. It plays, pauses and steps as it does here, in light"
            " and in dark, and prints."
        )
        st.download_button(
            "Film (HTML)",
            lambda: _page(experiment),
            "training.html",
            "text/html",
            on_click="ignore",
            icon=":material/download:",
        )


def _page(experiment: Experiment) -> str:
    run = cached_run(experiment)
    return film_page(tell(run, cached_optimum(run), cached_chaos(experiment)))


def _gif(experiment: Experiment) -> None:
    """The GIF with its own button, or a sentence where it cannot be made."""
    try:
        gif = _made(experiment)
    except Exception:
        _logger.exception("The film of %r could not be made.", experiment)
        st.error(FAULT)
        return
    st.download_button(
        "Download the GIF",
        gif,
        "training.gif",
        "image/gif",
        on_click="ignore",
        icon=":material/download:",
        type="primary",
    )
    st.image(
        gif, alt=f"The training in a loop. {boundary_chart(cached_run(experiment)).alternative}"
    )


def _made(experiment: Experiment) -> bytes:
    bar = st.progress(0.0, "Making the film…")
    run = cached_run(experiment)
    # Whoever leaves meanwhile ends the script at the next report, and with it the film.
    with _turn(lambda: bar.progress(0.0, "Waiting for the film of somebody else…")):
        gif = film_gif(
            run,
            film(run, MOST_FRAMES),
            letters(),
            lambda share: bar.progress(share, "Making the film…"),
        )
    bar.empty()
    return gif


@contextmanager
def _turn(wait: Callable[[], object]) -> Iterator[None]:
    """One at a time; `wait` is called again and again until it is one's turn."""
    while not _ONE_AT_A_TIME.acquire(timeout=_PATIENCE):
        wait()
    try:
        yield
    finally:
        _ONE_AT_A_TIME.release()


def letters() -> Path | None:
    """The file of the typeface that the page is written in."""
    return next(iter(sorted(Path(st.__file__).parent.glob(LETTERS))), None)
