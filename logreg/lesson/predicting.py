"""Section 7: from probabilities to classes, and what one line cannot part."""

from dataclasses import replace

import numpy as np

from ..core.checks import Range
from ..experiment.experiment import Experiment
from ..experiment.run import Run
from ..plain.descent import predict
from ..scoring.metrics import Confusion, confusion

# At 0 and 1 there is no line.
THRESHOLDS = Range(0.01, 0.99)

XOR = Experiment.of(dataset="xor", noise=0.1, test_share=0, learning_rate=3, n_iters=200)
XOR_WITH_PRODUCT = replace(XOR, features=("x1", "x2", "x1*x2"))


def score_at(threshold: float) -> float:
    """The z whose probability is the threshold."""
    return float(np.log(threshold / (1 - threshold)))


def outcomes(run: Run, threshold: float) -> Confusion:
    """How a run's model did at the threshold, on its test points if it has any."""
    split = run.judged
    weights, bias = run.trace.weights[-1], float(run.trace.bias[-1])
    predicted = predict(run.columns(split.X), weights, bias, threshold)
    return confusion(predicted, split.y)
