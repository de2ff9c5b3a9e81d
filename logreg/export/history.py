"""The course of a run as a table: one row per iteration, for a spreadsheet or pandas."""

import csv
import io

import numpy as np

from ..core.checks import FloatArray
from ..experiment.run import Run
from .names import column_names


def history_csv(run: Run) -> str:
    """Losses, penalty, weights and bias before the first update and after each, as CSV (RFC 4180).

    The weights are those that were trained: of standardised features where the run standardises.
    Every number reads back to the same bit.
    """
    columns = _columns(run)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["iteration", *columns])
    # Python's own floats are written with all the digits that tell them apart.
    for iteration, row in enumerate(np.column_stack(list(columns.values())).tolist()):
        writer.writerow([iteration, *row])
    return text.getvalue()


def _columns(run: Run) -> dict[str, FloatArray]:
    """The numbers of every iteration, by what heads them."""
    trace = run.trace
    columns = {"train loss": trace.loss}
    if trace.validation_loss is not None:
        columns["test loss"] = trace.validation_loss
    columns["penalty"] = trace.penalty
    names = column_names(run.feature_map, run.dataset.feature_names)
    for name, weights in zip(names, trace.weights.T, strict=True):
        columns[f"weight {name}"] = weights
    columns["bias"] = trace.bias
    return columns
