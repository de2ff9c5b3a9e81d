"""Section 7: from probabilities to classes."""

from ..core.checks import Range
from ..experiment.run import Run
from ..plain.descent import predict
from ..scoring.metrics import Confusion, confusion

# At 0 and 1 there is no line.
THRESHOLDS = Range(0.01, 0.99)


def outcomes(run: Run, threshold: float) -> Confusion:
    """How a run's model did at the threshold, on its test points if it has any."""
    split = run.judged
    weights, bias = run.trace.weights[-1], float(run.trace.bias[-1])
    predicted = predict(run.columns(split.X), weights, bias, threshold)
    return confusion(predicted, split.y)
