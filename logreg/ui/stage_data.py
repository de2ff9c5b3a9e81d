"""A story packed for the stage: the same for whoever looks at the same experiment.

The browser chooses the frame, and paints the shading by the weights of its model.
"""

import dataclasses
from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np

from ..experiment.plane import Plane
from ..experiment.screen_line import Line
from ..experiment.story import Story
from ..figures import boundary_frame, loss_axis, loss_chart
from ..figures.chart import Chart
from ..figures.palette import INK, PAPER
from ..figures.uids import LINE, SHADING, curve_uid, dot_uid
from ..scoring.metrics import Scores
from .confusion_matrix import DIAGONAL
from .packing import in_bytes, numbered
from .plotlyjs import plotlyjs_addresses
from .score_text import LABELS, figures, positive, shares


def stage_bytes(story: Story) -> bytes:
    """What `stage` shows: one whose film is a single frame cannot be played."""
    return in_bytes(stage_data(story))


def stage_data(story: Story) -> dict[str, Any]:
    """All that the browser needs to show any of the frames."""
    run, frames, loss = story.run, story.film, loss_chart(story.run)
    splits = {"test": frames.test, "train": frames.train}
    losses = {"train": run.trace.loss, "test": run.trace.validation_loss}
    return {
        "summary": story.summary,
        "ending": story.ending,
        "iterations": frames.iterations,
        "boundary": {
            **_chart_data(boundary_frame(run, frames.planes[-1], frames.lines[-1])),
            "captions": numbered(story.captions),
        },
        "loss": {
            **_without_axis(_chart_data(loss)),
            "caption": loss.caption,
            "linear_axis": loss_axis(run, is_log=False),
            "log_axis": loss_axis(run, is_log=True),
        },
        "uids": {"shading": SHADING, "line": LINE},
        "shading": _shading_data(frames.planes),
        "lines": _lines_data(frames.lines),
        "dots": [
            {
                "uid": dot_uid(name),
                "curve": curve_uid(name),
                "losses": curve[frames.iterations],
            }
            for name, curve in losses.items()
            if curve is not None
        ],
        "box": dataclasses.asdict(run.box),
        "classes": run.dataset.class_names,
        "positive": positive(run.dataset.class_names),
        "labels": LABELS,
        "diagonal": DIAGONAL,
        "splits": {name: _scores_data(name, scores) for name, scores in splits.items() if scores},
        "ink": INK,
        "paper": PAPER,
        "plotlyjs": plotlyjs_addresses(),
    }


def _chart_data(chart: Chart) -> dict[str, Any]:
    return {
        "figure": {"data": chart.traces, "layout": chart.layout},
        "alternative": chart.alternative,
    }


def _without_axis(chart: dict[str, Any]) -> dict[str, Any]:
    """The page chooses one of two axes, which come beside the figure."""
    del chart["figure"]["layout"]["yaxis"]
    return chart


def _shading_data(planes: Sequence[Plane]) -> dict[str, Any]:
    """The weights of each frame's model in the drawn plane, with its intercept as the last."""
    parameters = [[*plane.weights, plane.intercept] for plane in planes]
    return {
        "terms": planes[0].terms,
        "parameters": np.array(parameters, dtype="<f8"),
    }


def _lines_data(lines: Sequence[Line]) -> dict[str, Any]:
    """All x of a line, then all y, one line after another."""
    points = [line.points for line in lines]
    return {
        "lengths": np.array([len(each) for each in points]),
        "points": np.concatenate([each.T.ravel() for each in points], dtype="<f4"),
    }


def _scores_data(name: str, scores: Scores) -> dict[str, Any]:
    n_points = int(scores.confusion.n_samples[-1])
    return {
        "label": f"{name.capitalize()} ({n_points} points)",
        "figures": numbered(chain.from_iterable(figures(scores))),
        "counts": scores.confusion.matrix,
        "shares": numbered(chain.from_iterable(shares(scores.confusion))),
    }
