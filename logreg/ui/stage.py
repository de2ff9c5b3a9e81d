"""The stage: summary, boundary, loss curve, confusion matrix and figures, played in the browser.

It packs what `experiment.story` tells; the browser chooses the frame and paints the shading by the
weights of its model.
"""

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from ..experiment.plane import Plane
from ..experiment.screen_line import Line
from ..experiment.story import Story
from ..figures import boundary_chart, loss_axis, loss_chart
from ..figures.chart import Chart
from ..figures.palette import INK, PAPER
from ..figures.uids import LINE, SHADING, curve_uid, dot_uid
from ..scoring.metrics import Scores
from .chart import figure_data
from .confusion_matrix import DIAGONAL
from .live_component import bundled, loader
from .packing import base64_of
from .plotlyjs import plotlyjs_addresses
from .score_text import LABELS, cells, figures, positive

# In pixels, on a screen as wide as a laptop's.
HEIGHT = 725

_stage = st.components.v2.component(
    "stage",
    html=(
        '<section class="stage" tabindex="0" aria-label="Training, played by iteration"></section>'
    ),
    js=loader("stage"),
    isolate_styles=False,
)


def stage(story: Story, key: str) -> None:
    """Show a run; one whose film is a single frame cannot be played."""
    _stage(key=key, height=HEIGHT, data=bundled(stage_data(story)))


def stage_data(story: Story) -> dict[str, Any]:
    """All that the browser needs to show any of the frames."""
    run, frames = story.run, story.film
    splits = {"test": frames.test, "train": frames.train}
    losses = {"train": run.trace.loss, "test": run.trace.validation_loss}
    return {
        "summary": story.summary,
        "ending": story.ending,
        "iterations": frames.iterations.tolist(),
        "boundary": {
            **_without_model(_chart_data(boundary_chart(run))),
            "captions": _numbered(story.captions),
        },
        "loss": {
            **_without_axis(_chart_data(loss_chart(run))),
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
                "losses": curve[frames.iterations].tolist(),
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
        "figure": figure_data(chart),
        "caption": chart.caption,
        "alternative": chart.alternative,
    }


def _without_model(chart: dict[str, Any]) -> dict[str, Any]:
    """The frames bring shading, line and caption; the figure need not bring them once more."""
    traces = {trace.get("uid"): trace for trace in chart["figure"]["data"]}
    shading, line = traces[SHADING], traces[LINE]
    shading["z"] = line["x"] = line["y"] = []
    del shading["meta"], chart["caption"]
    return chart


def _without_axis(chart: dict[str, Any]) -> dict[str, Any]:
    """The page chooses one of two axes, which come beside the figure."""
    del chart["figure"]["layout"]["yaxis"]
    return chart


def _shading_data(planes: Sequence[Plane]) -> dict[str, Any]:
    """The weights of each frame's model in the drawn plane, with its intercept as the last."""
    parameters = [[*plane.weights, plane.intercept] for plane in planes]
    return {
        "terms": planes[0].terms,
        "parameters": base64_of(np.array(parameters, dtype="<f8")),
    }


def _lines_data(lines: Sequence[Line]) -> dict[str, Any]:
    """All x of a line, then all y, one line after another."""
    points = [line.points for line in lines]
    return {
        "lengths": [len(each) for each in points],
        "points": base64_of(np.concatenate([each.T.ravel() for each in points], dtype="<f4")),
    }


def _numbered(captions: Sequence[str]) -> dict[str, Any]:
    """The caption of each frame, as its number among the few different ones."""
    texts = list(dict.fromkeys(captions))
    return {"texts": texts, "frames": [texts.index(caption) for caption in captions]}


def _scores_data(name: str, scores: Scores) -> dict[str, Any]:
    n_points = int(scores.confusion.n_samples[-1])
    return {
        "label": f"{name.capitalize()} ({n_points} points)",
        "figures": figures(scores),
        "cells": cells(scores.confusion),
    }
