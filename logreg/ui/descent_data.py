"""A descent packed for the browser: the landscape as codes, the paths, and words for each frame."""

import dataclasses
from typing import Any

import numpy as np

from ..core.checks import FloatArray
from ..core.optimizers import OPTIMIZERS
from ..experiment.descent import NEAR, Descent, Racer, path_of
from ..experiment.descent_words import facts, landscape_caption
from ..experiment.diagnosis import objective_name
from ..experiment.landscape import Kind, Landscape
from ..experiment.plane import Box
from ..experiment.rate_zones import rate_zones
from ..experiment.run import Run
from ..experiment.summary import early_end
from ..figures.palette import CLASS_COLORS, CLASS_SCALE, TERRAIN_SCALE
from ..scoring.metrics import IntArray
from ..wording.numbers import count, decimal
from .packing import in_bytes
from .stage_data import zones_data

# Heights travel as the square roots of what they are above the lowest, in so many steps: near the
# minimum, where a landscape is a square, they keep all the digits that a level line needs.
STEPS = 2**16 - 1
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
NEVER = "–"
# A height above the lowest by less is rounding.
LAST_DIGIT = 1e-12


def descent_bytes(descent: Descent, is_preview: bool) -> bytes:
    """What `descent` shows."""
    return in_bytes(descent_data(descent, is_preview))


def descent_data(descent: Descent, is_preview: bool = False) -> dict[str, Any]:
    """All that the browser needs to show any of the frames, and to judge a model by hand."""
    run, landscape = descent.run, descent.landscape
    names = parameter_names(run.experiment.n_columns)
    ending = early_end(run)
    return {
        "is_preview": is_preview,
        "ending": "" if ending is None else ending.text,
        "facts": [fact.text for fact in facts(descent)],
        "caption": landscape_caption(descent).text,
        "alternative": _alternative(descent, names),
        "iterations": descent.iterations,
        "origin": path_of(run)[0],
        "thetas": descent.thetas,
        "told": _told(descent, names),
        "objective": objective_name(run),
        "landscape": _landscape_data(landscape, descent.lowest),
        "names": names,
        "axes": landscape.axes,
        "titles": [_title(run, names, place) for place in landscape.axes],
        "lowest": descent.lowest,
        "near": NEAR,
        "minimum": descent.minimum,
        "model": _model_data(run, is_preview),
        "plane": _plane_data(descent),
        "racers": [_racer_data(racer) for racer in descent.racers],
        "classes": run.dataset.class_names,
        "class_colors": CLASS_COLORS,
        "colorscale": CLASS_SCALE,
        "terrain_scale": TERRAIN_SCALE,
        "rates": None if is_preview else zones_data(rate_zones(descent.sizes, descent.optimum)),
    }


def parameter_names(n_columns: int) -> list[str]:
    """How each entry of θ is called in a formula: w or w₁, w₂ and so on, and b."""
    if n_columns == 1:
        return ["w", "b"]
    return [f"w{j}".translate(SUBSCRIPTS) for j in range(1, n_columns + 1)] + ["b"]


def _title(run: Run, names: list[str], place: int) -> str:
    if place == len(names) - 1:
        return "bias b"
    unit = " per deviation" if run.experiment.standardize else ""
    return f"{names[place]}, weight of {run.column_names[place]}{unit}"


def _landscape_data(landscape: Landscape, lowest: float) -> dict[str, Any]:
    heights = landscape.heights
    base = min(lowest, float(heights.min()))
    roots = np.sqrt(heights - base)
    reach = float(roots.max()) or 1.0
    return {
        "kind": landscape.kind,
        "box": dataclasses.asdict(landscape.box),
        "size": heights.shape[-1],
        "codes": np.rint(roots * (STEPS / reach)).astype(np.uint16).ravel(),
        "base": base,
        "reach": reach,
    }


def _told(descent: Descent, names: list[str]) -> list[str]:
    """Of each frame: where the dot stands, and how high."""
    first, second = descent.landscape.axes
    what = objective_name(descent.run)
    return [
        f"{names[first]} = {decimal(theta[first])}, {names[second]} = {decimal(theta[second])};"
        f" {what} {decimal(height)}, {_above(height - descent.lowest)}"
        for theta, height in zip(descent.thetas, descent.objective, strict=True)
    ]


def _above(gap: float) -> str:
    return f"{decimal(gap)} above the lowest" if gap > LAST_DIGIT else "the lowest"


def _sent(run: Run) -> IntArray:
    """The training samples that the browser is told: of a large table an even share."""
    rows: IntArray = np.sort(np.concatenate([run.shown(run.train, label) for label in (0, 1)]))
    return rows


def _model_data(run: Run, is_preview: bool) -> dict[str, Any]:
    """What a model by hand is judged by; a hand that drags has had it already."""
    settings, n_terms = run.experiment.settings, len(run.feature_map.terms)
    held = run.train.X[:, list(run.feature_map.others)].mean(axis=0)
    at = np.concatenate([np.zeros(n_terms), held])
    rows, weights = _sent(run), run.sample_weights
    shares = np.ones(len(rows)) if weights is None else weights[rows]
    columns = np.empty(0) if is_preview else run.columns(run.train.X[rows])
    return {
        "columns": columns.astype("<f4").ravel(),
        "is_part": len(rows) < len(run.train.y),
        "y": run.train.y[rows].astype(np.uint8),
        "shares": (shares / shares.sum()).astype("<f4"),
        "l1": settings.l1,
        "l2": settings.l2,
        # Of the drawn plane: weights are w/scale, and the intercept is b + w·shift.
        "terms": run.feature_map.terms,
        "scale": run.standardizer.scale,
        "shift": (at - run.standardizer.mean) / run.standardizer.scale,
    }


def _plane_data(descent: Descent) -> dict[str, Any]:
    """The samples that train, in the drawn plane; those of one feature over that alone."""
    run = descent.run
    is_curve = descent.landscape.kind is Kind.WHOLE
    rows = _sent(run)
    y = run.train.y[rows]
    if is_curve:
        values = run.feature_map.matrix(run.train.X[rows])[:, 0]
        side = Box.around(np.column_stack([values, values]))
        box, points = Box(side.left, side.right, 0.0, 1.0), np.column_stack([values, y])
        titles = [run.column_names[0], f"p of {run.dataset.class_names[1]}"]
    else:
        box, points = run.box, run.train.X[rows][:, list(run.experiment.drawn)]
        titles = list(run.drawn_names)
    return {
        "is_curve": is_curve,
        "box": dataclasses.asdict(box),
        "x": points[:, 0].astype("<f4"),
        "y": points[:, 1].astype("<f4"),
        "titles": titles,
    }


def _racer_data(racer: Racer) -> dict[str, Any]:
    since = racer.near_since
    return {
        "name": racer.name,
        "label": OPTIMIZERS[racer.name].label,
        "iterations": racer.iterations,
        "x": racer.points[:, 0].astype("<f8"),
        "y": racer.points[:, 1].astype("<f8"),
        "gaps": racer.gaps.astype("<f8"),
        "n_per_step": racer.n_per_step,
        "since": NEVER if since is None else str(since),
        "gradients": NEVER if since is None else f"{since * racer.n_per_step:,}".replace(",", " "),
    }


def _alternative(descent: Descent, names: list[str]) -> str:
    """Start, end and minimum of the path, in words."""
    run, (first, second) = descent.run, descent.landscape.axes
    path, objective = path_of(run), run.trace.objective

    def place(theta: FloatArray) -> str:
        return f"({decimal(theta[first])}, {decimal(theta[second])})"

    where = (
        "no minimum is known"
        if descent.minimum is None
        else f"the minimum is {decimal(descent.lowest)} at {place(descent.minimum)}"
    )
    return (
        f"The {objective_name(run)} over {names[first]} and {names[second]}. The path of"
        f" {count(run.trace.n_iters, 'iteration')} goes from {place(path[0])}, where it is"
        f" {decimal(float(objective[0]))}, to {place(path[-1])}, where it is"
        f" {decimal(float(objective[-1]))}; {where}."
    )
