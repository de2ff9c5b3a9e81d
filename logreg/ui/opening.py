"""What a first visit sees at once: the stage as it will be, with a plain drawing of the boundary.

Scripts, controls and plotly.js take seconds on a slow line; this is in the first answer, complete.
It travels once in a session, and never with a change.
"""

import json
import re
from html import escape

import streamlit as st

from ..experiment.story import Story
from ..figures.boundary import HEIGHT, boundary_in_words
from ..figures.first_drawing import first_drawing
from .inlining import inlined_styles
from .live_component import script
from .score_text import LABELS, figures, positive

# Comments, line ends and indentation.
_NEEDLESS = re.compile(r"/\*.*?\*/|\s+", flags=re.DOTALL)
# On type of 15 px, which grows with the window.
TYPE_SIZE = 15
HINT = (
    "Logistic regression learns to part orange circles from blue diamonds: drag the learning rate,"
    " or press Play to watch it learn."
)


def opening(story: Story, is_new: bool) -> str:
    """The HTML of the stage with the drawing in it, and the script that puts it there.

    Who is new, without a link to a state, gets the hint, and sees the training played once.
    """
    run, frames = story.run, story.film
    words = boundary_in_words(run, frames.planes[-1], frames.lines[-1])
    # The drawing outlives what lies around it, and so has its style with it.
    style = f"<style>{_styles('first_drawing')}</style>"
    picture = f'<div class="first-picture">{style}{first_drawing(run, words)}</div>'
    styles = _styles("stage") + _styles("opening")
    return f"<style>{styles}</style>{_stage(story, is_new)}{brought(picture, script('opening'))}"


def brought(markup: str, code: str) -> str:
    """HTML that holds markup as data, in the element before the script that puts it in its place.

    The script is the same for every markup, so that a policy of a host can allow it by its hash.
    """
    data = json.dumps(markup).replace("<", "\\u003c")
    return f'<script type="application/json">{data}</script><script>{code}</script>'


def _styles(name: str) -> str:
    return _NEEDLESS.sub(
        " ", inlined_styles(name, without=("bars", "frames", "pins", "range", "sketch"))
    )


def _stage(story: Story, is_new: bool) -> str:
    """What stands around the drawing, by the names that live/stage.css knows."""
    names = [name for name in ("test", "train") if getattr(story.film, name) is not None]
    scores = [getattr(story.film, name).scores for name in names]
    splits = "".join(
        f"<button>{name.capitalize()} ({int(own.confusion.n_samples[-1])} points)</button>"
        for name, own in zip(names, scores, strict=True)
    )
    values = zip(LABELS, figures(scores[0])[-1], strict=True)
    line = "".join(
        f'<div class="stage-figure"><dt>{label}</dt><dd>{value}</dd></div>'
        for (label, _), value in values
    )
    hint = f'<p class="stage-hint">{HINT}</p>' if is_new else ""
    return (
        '<div class="opening-place">'
        f'<section class="stage opening"{" data-is-new" if is_new else ""}>'
        f'<p class="stage-summary">{escape(story.summary)}</p>{hint}'
        '<div class="stage-remedy"></div>'
        '<div class="stage-playback"><button></button></div>'
        f'<div class="stage-scores"><div class="stage-splits">{splits}</div>'
        f'<dl class="stage-figures">{line}</dl>'
        f'<p class="stage-positive">{escape(positive(story.run.dataset.class_names))}</p></div>'
        '<div class="stage-charts"><div class="stage-boundary">'
        f'<div class="live-chart" style="height:{HEIGHT / TYPE_SIZE:.3f}rem"></div>'
        '<div class="stage-strip"></div>'
        f'<p class="stage-caption">{escape(story.captions[-1])}</p></div>'
        '<div class="stage-loss"></div><div class="stage-confusion"></div></div></section></div>'
    )


def show_opening(html: str) -> None:
    """Lay it over the stage, which is to come; that takes it away again."""
    # All in it is escaped or ours; the browser's cleaning would take the drawing out of plain HTML.
    st.html(html, unsafe_allow_javascript=True)
