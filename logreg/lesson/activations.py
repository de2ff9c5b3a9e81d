"""Appendix A: from a score to an output, and why not something straight; B: on a computer."""

from dataclasses import dataclass

import numpy as np

from ..core.checks import FloatArray, Range
from ..core.loss import sigmoid
from ..plain import pieces
from ..plain.pieces import naive_sigmoid, safe_sigmoid, sigmoid_slope, yes_or_no
from .digits import Computed, compute, exact_sigmoid

__all__ = [
    "ENDS",
    "FIRST",
    "SCORES",
    "SECOND",
    "Layer",
    "SigmoidForms",
    "collapse",
    "identity",
    "naive_sigmoid",
    "sigmoid_forms",
    "sigmoid_slope",
    "stacks",
    "step",
    "step_slope",
    "tanh_sigmoid",
]

SCORES = Range(-10.0, 10.0)
EXTREME_SCORES = (-1000.0, -710.0, -40.0, -20.0, 0.0, 40.0, 1000.0)


def identity(z: FloatArray) -> FloatArray:
    """The score itself."""
    return z


def step(z: FloatArray) -> FloatArray:
    """1 from z = 0 on, 0 before."""
    output: FloatArray = yes_or_no(z)
    return output


def step_slope(z: FloatArray) -> FloatArray:
    """0, and unknown (NaN) at the jump."""
    return np.where(z == 0, np.nan, 0.0)


@dataclass(frozen=True, eq=False)
class Layer:
    """A linear layer: W·x + b for each row x of X."""

    W: FloatArray  # (outputs, inputs)
    b: FloatArray  # (outputs,)

    def __call__(self, X: FloatArray) -> FloatArray:
        """W·x + b for each row x of X."""
        return X @ self.W.T + self.b


def collapse(first: Layer, second: Layer) -> Layer:
    """The one layer that does what both do in turn."""
    return Layer(*pieces.collapse(first.W, first.b, second.W, second.b))


FIRST = Layer(np.array([[1.5, -1.0], [-0.5, 2.0]]), np.array([0.5, -1.0]))
SECOND = Layer(np.array([[2.0, -1.0]]), np.array([0.5]))
# Two points A and B with small numbers, so that a hand can check the outputs.
ENDS = np.array([[-2.0, 1.0], [2.0, 1.0]])


@dataclass(frozen=True, eq=False)
class Stacks:
    """Outputs at A, at B, at the point midway, and the mean of the first two: (4,) each."""

    two_layers: FloatArray
    one_layer: FloatArray
    sigmoid_between: FloatArray


def stacks() -> Stacks:
    """FIRST and SECOND in turn, collapsed to one layer, and with a sigmoid between them."""
    X = np.vstack([ENDS, ENDS.mean(axis=0)])
    return Stacks(
        two_layers=_with_mean(SECOND(FIRST(X))),
        one_layer=_with_mean(collapse(FIRST, SECOND)(X)),
        sigmoid_between=_with_mean(SECOND(sigmoid(FIRST(X)))),
    )


def _with_mean(outputs: FloatArray) -> FloatArray:
    """Outputs (3, 1) of A, B and midway, and the mean of those of A and B."""
    return np.append(outputs[:, 0], outputs[:2].mean())


def tanh_sigmoid(z: FloatArray) -> FloatArray:
    """A single tanh: the form of the core's training loop."""
    return 0.5 * (1 + np.tanh(0.5 * z))


@dataclass(frozen=True)
class SigmoidForms:
    """Three ways to compute the same σ(z)."""

    z: float
    naive: Computed
    normalized: Computed
    with_tanh: Computed


def sigmoid_forms() -> list[SigmoidForms]:
    """The three ways at scores from one extreme to the other."""
    return [_forms_at(z) for z in EXTREME_SCORES]


def _forms_at(z: float) -> SigmoidForms:
    exact = exact_sigmoid(z)
    formulas = (naive_sigmoid, safe_sigmoid, tanh_sigmoid)
    naive, normalized, with_tanh = (compute(formula, z, exact) for formula in formulas)
    return SigmoidForms(z, naive, normalized, with_tanh)
