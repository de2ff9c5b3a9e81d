"""Points under a hand on the stage: what the browser says of them, and what it is told."""

import base64
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from ..data.point_text import MOST_POINTS, N_PLACES, Drawing, drawing_of, written
from ..data.points import Points
from ..experiment.experiment import Experiment
from .cache import cached_run
from .controls import Chosen, fill
from .door import Expected, Heard, hear_live
from .own_points import keep_points, own_points
from .packing import in_bytes
from .session import session

PART = "points"  # of the stage
SIGN = ":"  # what the message begins with, see live/sketch_text.js
# Set by a hand that has begun to draw, until the sidebar says so too.
IS_NEW = "sketch is new"


@dataclass(frozen=True)
class Sketch:
    """The points of a session, under the hand of a person at the stage of the key `key`."""

    key: str

    def under_hand(self, chosen: Chosen) -> Chosen:
        """What is chosen, with the points as they are drawn by now."""
        if chosen.experiment is None or drawn_by(chosen.experiment) is None or is_held():
            return chosen
        heard = self._heard()
        points = _points(heard.value) if heard.is_dragging else own_points()
        experiment = chosen.experiment.changed(source=points)
        return Chosen(experiment, chosen.is_preview or heard.is_dragging)

    def take(self) -> None:
        """What a hand has let go of are the points of this session."""
        heard = self._heard()
        if not heard.is_dragging and heard.value:
            keep_points(_points(heard.value))

    def packed(self, chosen: Chosen) -> bytes:
        """What the stage is told of the points; nothing where they are not drawn by hand."""
        points = drawn_by(chosen.experiment)
        if points is None or is_held():
            return b""
        drawing, heard = drawing_of(points.points), self._heard()
        left, right, bottom, top = drawing.ends
        across, up, label = drawing.places.T
        told = {
            "places": np.column_stack([across, 2 * up + label]).ravel().astype("<u2"),
            "box": {"left": left, "right": right, "bottom": bottom, "top": top},
            "problem": session().problem,
            "heard": {"count": heard.count, "is_dragging": heard.is_dragging},
        }
        return in_bytes({"sketch": told})

    def _heard(self) -> Heard:
        expected = {PART: Expected(_checked, "")}
        return hear_live(self.key, expected, st.session_state.get(self.key))[PART]


def is_held() -> bool:
    """Whether a task leaves the samples as its link has them."""
    return session().limits.holds("source") or session().limits.holds("points")


def drawn_by(experiment: Experiment | None) -> Points | None:
    """The points that can be drawn on the stage: x₁ goes across there, and x₂ up."""
    if experiment is None or experiment.drawn != (0, 1):
        return None
    return experiment.source if isinstance(experiment.source, Points) else None


def stand_in(experiment: Experiment | None) -> Experiment | None:
    """What can be trained in the plane that somebody draws in, for as long as the points cannot.

    The stage shows its axes alone, and says what is missing: nothing moves under the hand.
    """
    points = drawn_by(experiment)
    if experiment is None or points is None:
        return None
    left, right, bottom, top = points.box
    X = [[left, bottom], [left, top], [right, bottom], [right, top]]
    corners = Points.of(X, [0, 0, 1, 1], points.box)
    return experiment.changed(source=corners, test_share=0)


def begin() -> None:
    """Draw on what is on screen, all of it training points: a change shows what it does."""
    if is_held():
        return
    shown = cached_run(session().experiment)
    X, y = (
        shown.dataset.X[:MOST_POINTS, list(shown.experiment.drawn)],
        shown.dataset.y[:MOST_POINTS],
    )
    fill(shown.experiment.changed(source=Points.of(X, y), test_share=0))
    st.session_state[IS_NEW] = True


def keep_up() -> None:
    """Have the sidebar say what a hand has begun; called in the fragment of the answer."""
    if st.session_state.pop(IS_NEW, False):
        st.rerun()


def _checked(message: Any) -> str:
    """Places as the browser writes them, or a ValueError."""
    if not isinstance(message, str):
        raise ValueError("Points are a text.")
    _places(message)
    return message


def _points(message: str) -> Points:
    """In the box that they had."""
    return Points(written(Drawing(own_points().box, _places(message))))


def _places(message: str) -> np.ndarray:
    """Two numbers of 16 bits each: the place across, and twice the place up with the class."""
    sign, content = message[:1], message[1:]
    if sign != SIGN:
        raise ValueError("These are no points.")
    numbers = np.frombuffer(base64.b64decode(content, validate=True), dtype="<u2").reshape(-1, 2)
    across, last = numbers.T.astype(np.int64)
    if len(numbers) > MOST_POINTS or (across >= N_PLACES).any() or (last >= 2 * N_PLACES).any():
        raise ValueError("These are no places of the grid.")
    return np.column_stack([across, last >> 1, last & 1])
