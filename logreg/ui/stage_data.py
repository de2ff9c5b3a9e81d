"""A story packed for the stage: the same for whoever looks at the same experiment.

The browser chooses the frame, and paints the shading by the weights of its model.
"""

import dataclasses
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..data.points import Points
from ..experiment.film import Film
from ..experiment.plane import Plane
from ..experiment.pull import pulls
from ..experiment.rate_zones import RateZones
from ..experiment.run import Run, split_rows
from ..experiment.screen_line import Line
from ..experiment.story import Story
from ..figures import boundary_frame, boundary_in_words, loss_axis, loss_chart, samples_name
from ..figures.chart import Chart
from ..figures.palette import CLASS_COLORS, INK, PAPER
from ..figures.uids import BAND, LINE, SHADING, curve_uid, dot_uid, samples_uid
from ..scoring.metrics import IntArray, Scores
from .confusion_matrix import DIAGONAL
from .packing import in_bytes, numbered
from .plotlyjs import plotlyjs_addresses
from .score_text import LABELS, positive


def stage_bytes(story: Story) -> bytes:
    """What `stage` shows: one whose film is a single frame cannot be played."""
    return scene_bytes(story.run) + story_bytes(story)


def scene_bytes(run: Run) -> bytes:
    """The part of it that is the same however the model is trained; see `scene_key`."""
    return in_bytes(scene_data(run))


def story_bytes(story: Story) -> bytes:
    """The rest of it."""
    return in_bytes(story_data(story))


def scene_key(run: Run) -> Hashable:
    """What decides on the scene of a run: its samples, and how they are drawn and split."""
    experiment = run.experiment
    return (
        experiment.source,
        experiment.seed,
        experiment.test_share,
        experiment.drawn,
        experiment.features,
        experiment.other_features,
        experiment.standardize,
    )


def scene_data(run: Run) -> dict[str, Any]:
    """What stands still while the model learns."""
    are_movable = isinstance(run.experiment.source, Points)
    return {
        "boundary_figure": boundary_frame(run, are_movable),
        "uids": {"shading": SHADING, "line": LINE, "band": BAND},
        "box": dataclasses.asdict(run.box),
        "classes": run.dataset.class_names,
        "positive": positive(run.dataset.class_names),
        "labels": LABELS,
        "diagonal": DIAGONAL,
        "columns": _columns_data(run),
        "class_colors": CLASS_COLORS,
        "ink": INK,
        "paper": PAPER,
        "plotlyjs": plotlyjs_addresses(),
    }


def story_data(story: Story) -> dict[str, Any]:
    """What the browser needs besides the scene to show any of the frames."""
    run, frames, loss = story.run, story.film, loss_chart(story.run)
    splits = {"test": frames.test, "train": frames.train}
    losses = {"train": run.trace.loss, "test": run.trace.validation_loss}
    return {
        "summary": story.summary,
        "ending": story.ending,
        "iterations": frames.iterations,
        "boundary": {
            "alternative": boundary_in_words(run, frames.planes[-1], frames.lines[-1]),
            "captions": numbered(story.captions),
        },
        "loss": {
            **_without_axis(_chart_data(loss)),
            "caption": loss.caption,
            "linear_axis": loss_axis(run, is_log=False),
            "log_axis": loss_axis(run, is_log=True),
        },
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
        "splits": {name: _scores_data(name, one.scores) for name, one in splits.items() if one},
        "drawn": _drawn_data(run),
        "mistakes": dict(_mistakes_data(run, frames)),
        "others": _others_data(run, frames.iterations),
        "rates": zones_data(story.zones),
    }


def _drawn_data(run: Run) -> dict[str, Any] | None:
    """Which points each trace has, and the pull of each: where a person draws them."""
    if not isinstance(run.experiment.source, Points):
        return None
    experiment, y = run.experiment, run.dataset.y
    train_rows, test_rows = split_rows(len(y), experiment.test_share, experiment.seed)
    rows = {
        samples_uid("samples", label, name): own[y[own] == label]
        for name, own in (("training", train_rows), ("test", test_rows))
        for label in (0, 1)
    }
    strength = np.zeros(len(y), dtype="<f4")
    strength[train_rows] = pulls(run)
    return {"rows": rows, "pulls": strength}


def zones_data(zones: RateZones | None) -> dict[str, Any] | None:
    """What the slider of the learning rate marks; None where there is nothing to mark."""
    if zones is None:
        return None
    return {"limits": zones.limits, "words": [one.text for one in zones.claims]}


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


def _columns_data(run: Run) -> dict[str, Any]:
    """What the weights belong to.

    A weight times the spread of its column is one per standard deviation: so they compare.
    """
    spreads = run.columns(run.train.X).std(axis=0) * run.standardizer.scale
    return {"names": run.column_names, "spreads": spreads}


def _others_data(run: Run, iterations: IntArray) -> NDArray[np.float32]:
    """The weights of features that are not drawn, in units of the data, frame by frame."""
    n_terms = len(run.feature_map.terms)
    others = run.trace.weights[iterations, n_terms:] / run.standardizer.scale[n_terms:]
    return others.astype(np.float32)


def _mistakes_data(run: Run, film: Film) -> Iterator[tuple[str, NDArray[np.uint8]]]:
    """Of each trace of samples, by its name: a bit for each, frame by frame."""
    for split, judged in ((run.train, film.train), (run.test, film.test)):
        if split is None or judged is None:
            continue
        for label, name in enumerate(run.dataset.class_names):
            bits = judged.mistakes[:, run.shown(split, label)]
            yield samples_name(name, split), np.packbits(bits, axis=None, bitorder="little")


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
        "losses": scores.log_loss,
        "counts": scores.confusion.matrix,
    }
