"""How hard each training point pulls at the model."""

import numpy as np

from ..core.checks import FloatArray
from ..core.loss import sigmoid
from .run import Run


def pulls(run: Run, iteration: int = -1) -> FloatArray:
    """‖∇ℓᵢ‖ = sᵢ·|pᵢ − yᵢ|·‖x̃ᵢ‖ after `iteration` updates, for each row of `run.train`; shape (n,).

    x̃ᵢ are the columns that are trained on and 1, for the bias; sᵢ is how much a point counts, 1 if
    all count the same. The mean of the gradients, whose lengths these are, is that of the loss.
    """
    X, y = run.columns(run.train.X), run.train.y
    z = X @ run.trace.weights[iteration] + run.trace.bias[iteration]
    errors = sigmoid(np.where(y == 1, -z, z))  # |p − y| to its last digit, where p is near y too
    lengths = np.sqrt(np.vecdot(X, X) + 1)
    weights = run.sample_weights
    return errors * lengths if weights is None else weights * errors * lengths
