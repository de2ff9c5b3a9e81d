"""Ways to walk downhill: each optimiser is a frozen record of settings with one step.

An optimiser sees the objective through value, gradient and Hessian alone (`Objective`), so any
F(θ) = f(θ) + Σⱼ l1ⱼ|θⱼ| with smooth f will do. What a step remembers from the last one is an
explicit `state`, which the training loop hands back.

Every step maps (objective, θₖ, ∇f(θₖ), state) to (θₖ₊₁, state). The L1 term is applied by a
proximal step (Parikh & Boyd 2014, "Proximal Algorithms", section 4.2), never by a sub-gradient, so
that weights become exactly zero. A step that finds nothing better returns θₖ itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np

from .checks import FloatArray, Range, check_integer, check_number, check_positive

# Each weight may change its sign a few times; a bound only against endless rounding.
FEWEST_SIGN_CHANGES = 200
SIGN_CHANGES_PER_WEIGHT = 10
# A zero weight is freed when its slope exceeds the penalty's by more than this share of it.
STRAIN = 1e-12
# Where features repeat one another a quadratic model has no single minimum, and the search for it
# may go round in circles: it is then bent by these shares of its diagonal, the smallest that does.
DAMPINGS = (0.0, 1e-10, 1e-7, 1e-4, 1e-1)
# What the slopes of a solved model may be away from 0, as a share of their terms.
SOLVED = 1e-9
ROUNDING_OF_SLOPES = 100 * np.finfo(np.float64).eps


class Objective(Protocol):
    """F(θ) = f(θ) + Σⱼ l1ⱼ|θⱼ|: all that an optimiser may know of what it minimises."""

    l1_weights: FloatArray | None

    def value(self, theta: FloatArray) -> float:
        """F(θ)."""
        ...

    def gradient(self, theta: FloatArray) -> FloatArray:
        """∇f(θ), a new array."""
        ...

    def hessian(self, theta: FloatArray) -> FloatArray:
        """∇²f(θ)."""
        ...


class Optimizer(Protocol):
    """A rule for the next point."""

    def start(self, theta: FloatArray) -> Any:
        """The state before the first step from θ₀."""
        ...

    def step(
        self, objective: Objective, theta: FloatArray, gradient: FloatArray, state: Any
    ) -> tuple[FloatArray, Any]:
        """(θₖ₊₁, state) from θₖ, ∇f(θₖ) and the state; `gradient` may be overwritten."""
        ...


def soft_threshold(theta: FloatArray, amount: FloatArray) -> FloatArray:
    """argmin over u of ½(u − θ)² + amount·|u|, elementwise: θ moved towards 0 by `amount`."""
    return np.sign(theta) * np.maximum(np.abs(theta) - amount, 0.0)


@dataclass(frozen=True)
class GradientDescent:
    """θₖ₊₁ = prox(θₖ − η∇f(θₖ)). Cauchy (1847)."""

    learning_rate: float = 0.1

    def __post_init__(self) -> None:
        check_positive("learning_rate", self.learning_rate)

    def start(self, theta: FloatArray) -> FloatArray:
        # As an array: NumPy takes half as long again to multiply by a Python number.
        return np.array(self.learning_rate)

    def step(
        self, objective: Objective, theta: FloatArray, gradient: FloatArray, state: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        gradient *= state
        moved = theta - gradient
        if objective.l1_weights is not None:
            moved = soft_threshold(moved, self.learning_rate * objective.l1_weights)
        return moved, state


@dataclass(frozen=True)
class Momentum:
    """θₖ₊₁ = prox(θₖ − η∇f(θₖ) + β(θₖ − θₖ₋₁)): the heavy ball of Polyak (1964).

    With L1 it is iPiano, Ochs, Chen, Brox & Pock (2014), algorithm 2.
    """

    learning_rate: float = 0.1
    beta: float = 0.9

    def __post_init__(self) -> None:
        check_positive("learning_rate", self.learning_rate)
        _check_decay("beta", self.beta)

    def start(self, theta: FloatArray) -> FloatArray:
        return theta

    def step(
        self, objective: Objective, theta: FloatArray, gradient: FloatArray, state: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        moved = theta - self.learning_rate * gradient + self.beta * (theta - state)
        return _prox(moved, self.learning_rate, objective.l1_weights), theta


@dataclass(frozen=True)
class Nesterov(Momentum):
    """v = θₖ + β(θₖ − θₖ₋₁), θₖ₊₁ = prox(v − η∇f(v)): the gradient is taken where momentum leads.

    Nesterov (1983); with L1, Beck & Teboulle (2009), "FISTA", equation 4.1, with β held constant.
    """

    def step(
        self, objective: Objective, theta: FloatArray, gradient: FloatArray, state: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        ahead = theta + self.beta * (theta - state)
        moved = ahead - self.learning_rate * objective.gradient(ahead)
        return _prox(moved, self.learning_rate, objective.l1_weights), theta


@dataclass(frozen=True)
class AdamState:
    """Decayed means of the gradient and of its square, and the number of steps taken."""

    mean: FloatArray
    square: FloatArray
    n_steps: int = 0


@dataclass(frozen=True)
class Adam:
    """θₖ₊₁ = prox(θₖ − η m̂/(√v̂ + ε)) with bias-corrected means m̂ of ∇f and v̂ of ∇f².

    Kingma & Ba (2015), algorithm 1. The proximal step uses the same step length per weight.
    """

    learning_rate: float = 0.1
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        check_positive("learning_rate", self.learning_rate)
        _check_decay("beta1", self.beta1)
        _check_decay("beta2", self.beta2)
        check_positive("epsilon", self.epsilon)

    def start(self, theta: FloatArray) -> AdamState:
        return AdamState(np.zeros_like(theta), np.zeros_like(theta))

    def step(
        self, objective: Objective, theta: FloatArray, gradient: FloatArray, state: AdamState
    ) -> tuple[FloatArray, AdamState]:
        n_steps = state.n_steps + 1
        mean = self.beta1 * state.mean + (1 - self.beta1) * gradient
        square = self.beta2 * state.square + (1 - self.beta2) * gradient**2
        corrected_square = square / (1 - self.beta2**n_steps)
        lengths = self.learning_rate / (np.sqrt(corrected_square) + self.epsilon)
        moved = theta - lengths * mean / (1 - self.beta1**n_steps)
        return _prox(moved, lengths, objective.l1_weights), AdamState(mean, square, n_steps)


@dataclass(frozen=True)
class Newton:
    """θₖ₊₁ = θₖ + 2⁻ʲΔ with the first j at which F falls; Δ minimises the quadratic model of F.

    Without L1, ∇²f Δ = −∇f: Boyd & Vandenberghe (2004), *Convex Optimization*, section 9.5. With L1
    it is the proximal Newton method of Lee, Sun & Saunders (2014), algorithm 1. It needs no
    learning rate.
    """

    max_halvings: int = 40

    def __post_init__(self) -> None:
        check_integer("max_halvings", self.max_halvings, Range(1, 1000))

    def start(self, theta: FloatArray) -> None:
        return None

    def step(
        self, objective: Objective, theta: FloatArray, gradient: FloatArray, state: None
    ) -> tuple[FloatArray, None]:
        hessian = objective.hessian(theta)
        if objective.l1_weights is None:
            direction = _newton_direction(hessian, gradient)
        else:
            direction = _proximal_newton_direction(hessian, gradient, theta, objective.l1_weights)
        before = objective.value(theta)
        for _ in range(self.max_halvings):
            moved = theta + direction
            if objective.value(moved) < before:
                return moved, None
            direction *= 0.5
        return theta, None


def _check_decay(name: str, value: float) -> None:
    check_number(name, value, Range(0, 1))
    if value == 1:
        raise ValueError(f"{name} must be below 1, not 1.")


def _prox(theta: FloatArray, length: float | FloatArray, l1: FloatArray | None) -> FloatArray:
    return theta if l1 is None else soft_threshold(theta, length * l1)


def _newton_direction(hessian: FloatArray, gradient: FloatArray) -> FloatArray:
    """The least-norm solution of HΔ = −g, which exists for a singular H as well."""
    scale = _jacobi_scale(hessian)
    scaled = scale[:, None] * hessian * scale
    return scale * np.asarray(np.linalg.lstsq(scaled, -scale * gradient)[0])


def _jacobi_scale(hessian: FloatArray) -> FloatArray:
    """1/√Hⱼⱼ: features on very different scales then look alike to the solver."""
    diagonal = np.diag(hessian)
    return 1.0 / np.sqrt(np.where(diagonal > 0, diagonal, 1.0))


def _proximal_newton_direction(
    hessian: FloatArray, gradient: FloatArray, theta: FloatArray, l1: FloatArray
) -> FloatArray:
    """argmin over Δ of g·Δ + ½ΔᵀHΔ + Σ l1ⱼ|θⱼ + Δⱼ|; for a singular H that of a bent model."""
    diagonal = np.diag(np.diag(hessian))
    for damping in DAMPINGS:
        damped = hessian + damping * diagonal
        direction = _sign_search(damped, gradient, theta, l1)
        if _is_solved(direction, damped, gradient, theta, l1):
            return direction
    return _sign_search(hessian, gradient, theta, l1)  # rounding alone is left to be solved


def _is_solved(
    direction: FloatArray,
    hessian: FloatArray,
    gradient: FloatArray,
    theta: FloatArray,
    l1: FloatArray,
) -> bool:
    """Whether the model's slopes at θ + Δ are 0, or where a weight is zero no more than l1ⱼ."""
    moved, slope = theta + direction, gradient + hessian @ direction
    strain = np.where(moved == 0, np.maximum(np.abs(slope) - l1, 0), slope + l1 * np.sign(moved))
    sizes = np.abs(gradient) + np.abs(hessian) @ np.abs(direction) + l1
    rounding = ROUNDING_OF_SLOPES * (np.abs(hessian) @ np.abs(theta) + l1)
    return bool((np.abs(strain) <= SOLVED * sizes + rounding).all())


def _sign_search(
    hessian: FloatArray, gradient: FloatArray, theta: FloatArray, l1: FloatArray
) -> FloatArray:
    """The minimum of the model by feature-sign search.

    Where the signs are fixed the model is smooth and its minimum a linear system: walk there, stop
    a weight at zero when it would change sign, and free the zero that strains most, until none
    does. Lee, Battle, Raina & Ng (2007), "Efficient sparse coding algorithms", algorithm 1.
    """
    moved, signs = theta.copy(), np.sign(theta)
    for _ in range(max(FEWEST_SIGN_CHANGES, SIGN_CHANGES_PER_WEIGHT * len(theta))):
        target = _minimum_for_signs(hessian, gradient, theta, signs, l1)
        crossing = np.flatnonzero((target * signs < 0) & (l1 > 0))
        if len(crossing):
            ways = moved[crossing] / (moved[crossing] - target[crossing])
            moved = moved + ways.min() * (target - moved)
            stopped = crossing[ways.argmin()]
            moved[stopped] = signs[stopped] = 0.0
            continue
        moved = target
        slope = gradient + hessian @ (moved - theta)
        strain = np.where((signs == 0) & (l1 > 0), np.abs(slope) - l1, 0.0)
        freed = strain.argmax()
        if strain[freed] <= STRAIN * l1[freed]:
            break
        signs[freed] = -np.sign(slope[freed])
    return moved - theta


def _minimum_for_signs(
    hessian: FloatArray, gradient: FloatArray, theta: FloatArray, signs: FloatArray, l1: FloatArray
) -> FloatArray:
    """Where g + H(u − θ) + l1·signs = 0 on the weights that have a sign; the others are zero."""
    is_free = (signs != 0) | (l1 == 0)
    slope_at_zero = (gradient - hessian @ theta + l1 * signs)[is_free]
    minimum = np.zeros_like(theta)
    minimum[is_free] = _newton_direction(hessian[np.ix_(is_free, is_free)], slope_at_zero)
    return minimum


@dataclass(frozen=True)
class OptimizerChoice:
    """An entry of the registry: what a person reads, and the optimiser at a learning rate."""

    label: str
    make: Callable[[float], Optimizer]
    is_second_order: bool = False  # finds its own step length, and looks at all samples


OPTIMIZERS: Mapping[str, OptimizerChoice] = MappingProxyType(
    {
        "gd": OptimizerChoice("Gradient descent", GradientDescent),
        "momentum": OptimizerChoice("Momentum", Momentum),
        "nesterov": OptimizerChoice("Nesterov", Nesterov),
        "adam": OptimizerChoice("Adam", Adam),
        "newton": OptimizerChoice("Newton", lambda _: Newton(), is_second_order=True),
    }
)
