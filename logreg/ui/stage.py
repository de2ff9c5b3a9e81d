"""The stage: summary, boundary, loss curve, confusion matrix and figures, played in the browser.

Every number it shows is computed here, once per run; the browser only chooses the frame.
"""

import dataclasses
import re
from typing import Any

import numpy as np
import streamlit as st

from ..experiment import Run
from ..figures import boundary_chart, loss_axis, loss_chart, percentages
from ..figures.chart import Chart
from ..figures.palette import CLASS_SCALE, INK, PAPER, TEST_COLOR, TRAIN_COLOR
from ..metrics import Scores
from ..optimum import Optimum
from ..playback import N_FRAMES, Film, film
from ..summary import describe
from .chart import figure_data
from .live_component import PLOTLYJS_ADDRESS, bundled, loader
from .packing import base64_of
from .runs import cached_optimum
from .scores import cells, figures

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
    # How low the loss could get takes a fit of its own: nothing for a hand to wait for.
    optimum = None if is_preview else cached_optimum(run)
    frames = film(run, 1 if is_preview else N_FRAMES)
    _stage(key=key, data=bundled(stage_data(run, frames, optimum)))


def stage_data(run: Run, frames: Film, optimum: Optimum | None = None) -> dict[str, Any]:
    """All that the browser needs to show any of the frames."""
    splits = {"test": frames.test, "train": frames.train}
    curves = [(run.trace.loss, TRAIN_COLOR), (run.trace.validation_loss, TEST_COLOR)]
    return {
        "summary": describe(run, optimum),
        "iterations": frames.iterations.tolist(),
        "boundary": _without_model(_chart_data(boundary_chart(run))),
        "loss": {
            **_chart_data(loss_chart(run)),
            "linear_axis": loss_axis(run.trace, is_log=False),
            "log_axis": loss_axis(run.trace, is_log=True),
        },
        "shading": {
            "size": frames.probability.shape[1],
            "bytes": base64_of(percentages(frames.probability)),
        },
        "lines": {
            "lengths": [len(line) for line in frames.lines],
            "points": base64_of(
                np.concatenate([line.T.ravel() for line in frames.lines], dtype="<f4")
            ),
        },
        "dots": [
            {"losses": curve[frames.iterations].tolist(), "color": color}
            for curve, color in curves
            if curve is not None
        ],
        "box": dataclasses.asdict(run.box),
        "palette": _stops(),
        "classes": run.dataset.class_names,
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
    """The frames bring shading and line; the figure need not bring them once more."""
    shading, line = chart["figure"]["data"][:2]
    shading["z"] = line["x"] = line["y"] = []
    return chart


def _scores_data(name: str, scores: Scores) -> dict[str, Any]:
    n_points = int(scores.confusion.n_samples[-1])
    return {
        "label": f"{name.capitalize()} ({n_points} points)",
        "figures": figures(scores),
        "cells": cells(scores.confusion),
    }


def _stops() -> list[tuple[float, list[float]]]:
    """The colours of the shading, as numbers."""
    return [
        (share, [float(number) for number in re.findall(r"[\d.]+", color)])
        for share, color in CLASS_SCALE
    ]
