"""The training as a film to take away: a GIF for slides, and a page that plays by itself."""

import logging
from pathlib import Path

import streamlit as st

from ..experiment.experiment import Experiment
from ..experiment.film import film
from ..experiment.story import tell
from ..figures import boundary_chart
from ..figures.film.gif import MOST_FRAMES, film_gif
from .cache import cached_chaos, cached_ground, cached_run
from .film_page import film_page
from .patience import own_bar, telling, waiting

# The letters of the page itself, as Streamlit brings them; where it no longer does, Pillow has own.
LETTERS = "static/static/media/SourceSansVF-Upright*.woff2"
FAULT = "The film could not be made: something went wrong on the server. Try another experiment."

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
    return film_page(tell(run, cached_ground(run), cached_chaos(experiment)))


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
    """A film takes 0.7 s of processor time: a room that asks for one at once takes turns."""
    with own_bar(), waiting():
        run = cached_run(experiment)
        return film_gif(run, film(run, MOST_FRAMES), letters(), telling("Making the film"))


def letters() -> Path | None:
    """The file of the typeface that the page is written in."""
    return next(iter(sorted(Path(st.__file__).parent.glob(LETTERS))), None)
