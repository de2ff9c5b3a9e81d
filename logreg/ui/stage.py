"""The stage: summary, boundary, loss curve, confusion matrix and figures, played in the browser.

Every number it shows is computed here, once per run; the browser chooses the frame and paints the
shading by the weights of its model.
"""

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from ..experiment.boundary import Line, Plane
from ..experiment.captions import boundary_captions
from ..experiment.film import N_FRAMES, Film, film
from ..experiment.run import Run
from ..experiment.summary import describe, early_end
from ..figures import boundary_chart, loss_axis, loss_chart
from ..figures.chart import Chart
from ..figures.palette import INK, PAPER
from ..figures.uids import LINE, SHADING, curve_uid, dot_uid
from ..scoring.metrics import Scores
from ..wording.claims import in_words
from .cache import cached_chaos, cached_optimum
from .chart import figure_data
from .confusion_matrix import DIAGONAL
from .live_component import PLOTLYJS_ADDRESS, bundled, loader
from .packing import base64_of
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


def stage(run: Run, key: str, is_preview: bool = False) -> None:
    """Show the run; a preview shows its end alone and cannot be played."""
    frames = film(run, 1 if is_preview else N_FRAMES)
    data = stage_data(run, frames, _summary(run, is_preview))
    _stage(key=key, height=HEIGHT, data=bundled(data))


def _summary(run: Run, is_preview: bool) -> str:
    # What takes a fit of its own to know is nothing for a hand to wait for.
    if is_preview:
        return describe(run)
    return describe(run, cached_optimum(run), cached_chaos(run.experiment))


def stage_data(run: Run, frames: Film, summary: str) -> dict[str, Any]:
    """All that the browser needs to show any of the frames."""
    ending = early_end(run)
    splits = {"test": frames.test, "train": frames.train}
    losses = {"train": run.trace.loss, "test": run.trace.validation_loss}
    return {
        "summary": summary,
        "ending": "" if ending is None else ending.text,
        "iterations": frames.iterations.tolist(),
        "boundary": {
            **_without_model(_chart_data(boundary_chart(run))),
            "captions": _captions(run, frames),
        },
        "loss": {
            **_without_axis(_chart_data(loss_chart(run))),
            "linear_axis": loss_axis(run.trace, is_log=False),
            "log_axis": loss_axis(run.trace, is_log=True),
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
        "plotlyjs": PLOTLYJS_ADDRESS,
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


def _captions(run: Run, frames: Film) -> dict[str, Any]:
    """The caption of each frame, as its number among the few different ones."""
    pairs = zip(frames.lines, frames.planes, strict=True)
    captions = [in_words(boundary_captions(run, line, plane)) for line, plane in pairs]
    texts = list(dict.fromkeys(captions))
    return {"texts": texts, "frames": [texts.index(caption) for caption in captions]}


def _scores_data(name: str, scores: Scores) -> dict[str, Any]:
    n_points = int(scores.confusion.n_samples[-1])
    return {
        "label": f"{name.capitalize()} ({n_points} points)",
        "figures": figures(scores),
        "cells": cells(scores.confusion),
    }
