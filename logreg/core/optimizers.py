"""Ways to walk downhill: each optimiser is a frozen record of settings with one step.

An optimiser sees the objective through value, gradient and Hessian alone (`Objective`), so any
F(θ) = f(θ) + Σⱼ l1ⱼ|θⱼ| with smooth f will do. What a step remembers from the last one is an
explicit `state`, which the training loop hands back.

Every step maps (objective, θₖ, ∇f(θₖ), state) to (θₖ₊₁, state). The L1 term is applied by a
proximal step (Parikh & Boyd 2014, "Proximal Algorithms", section 4.2), never by a sub-gradient, so
that weights become exactly zero. A step that finds nothing better returns θₖ itself.

One page, long as it is: who adds a way downhill finds its neighbours and the registry here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np

from .checks import FloatArray, Range, check_integer, check_number, check_positive
from .proximal_newton import newton_direction, proximal_newton_direction


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

    @property
    def stability_limit(self) -> float:
        """Stable on a quadratic of curvature L for η·L below it: |1 − ηL| < 1."""
        return 2.0

    def start(self, theta: FloatArray) -> FloatArray:
        """The learning rate, at hand as an array."""
        # As an array: NumPy takes half as long again to multiply by a Python number.
        return np.array(self.learning_rate)

    def step(
        self, objective: Objective, theta: FloatArray, gradient: FloatArray, state: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """As far down the slope as η says."""
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

    @property
    def stability_limit(self) -> float:
        """Stable on a quadratic of curvature L for η·L below it.

        There θₖ₊₁ = (1 + β − ηL)θₖ − βθₖ₋₁, whose roots lie inside the unit circle for
        ηL < 2(1 + β). Polyak (1964), section 2.
        """
        return 2 * (1 + self.beta)

    def start(self, theta: FloatArray) -> FloatArray:
        """The point before the first is the first."""
        return theta

    def step(
        self, objective: Objective, theta: FloatArray, gradient: FloatArray, state: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Down the slope, and on as before."""
        moved = theta - self.learning_rate * gradient + self.beta * (theta - state)
        return _prox(moved, self.learning_rate, objective.l1_weights), theta


@dataclass(frozen=True)
class Nesterov(Momentum):
    """v = θₖ + β(θₖ − θₖ₋₁), θₖ₊₁ = prox(v − η∇f(v)): the gradient is taken where momentum leads.

    Nesterov (1983); with L1, Beck & Teboulle (2009), "FISTA", equation 4.1, with β held constant.
    """

    @property
    def stability_limit(self) -> float:
        """As for momentum, with θₖ₊₁ = (1 − ηL)((1 + β)θₖ − βθₖ₋₁): ηL < 2(1 + β)/(1 + 2β)."""
        return 2 * (1 + self.beta) / (1 + 2 * self.beta)

    def step(
        self, objective: Objective, theta: FloatArray, gradient: FloatArray, state: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """On as before, and down the slope from there."""
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
        """Both means at 0."""
        return AdamState(np.zeros_like(theta), np.zeros_like(theta))

    def step(
        self, objective: Objective, theta: FloatArray, gradient: FloatArray, state: AdamState
    ) -> tuple[FloatArray, AdamState]:
        """Along the mean slope, by a length for each entry."""
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
        """Nothing to remember."""

    def step(
        self, objective: Objective, theta: FloatArray, gradient: FloatArray, state: None
    ) -> tuple[FloatArray, None]:
        """To the minimum of the quadratic model, or as much of the way as lowers F."""
        hessian = objective.hessian(theta)
        if objective.l1_weights is None:
            direction = newton_direction(hessian, gradient)
        else:
            direction = proximal_newton_direction(hessian, gradient, theta, objective.l1_weights)
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


class WhyItRises(StrEnum):
    """Why a step on all samples may raise what is minimised; by the names of the claims for it."""

    RATE = "rate above stable"
    SPEED = "carries speed"
    STEP_LENGTH = "step as long as rate"


@dataclass(frozen=True)
class OptimizerEntry:
    """An entry of the registry: all that is known of an optimiser.

    `words` say in a sentence what it does, `make` builds it for a learning rate. `why_it_rises` is
    None where a step on all samples never raises the objective. `is_second_order` says that it
    finds its own step length, and looks at all samples.
    """

    label: str
    words: str
    make: Callable[[float], Optimizer]
    why_it_rises: WhyItRises | None
    is_second_order: bool = False

    @property
    def plain_name(self) -> str:
        """The function of `logreg.plain.regression` that takes the same step."""
        return self.label.lower().replace(" ", "_")

    @property
    def stability_limit(self) -> float | None:
        """Below which η·L it is stable on a quadratic of curvature L; None where none is known."""
        return stability_limit(self.make(1.0))


def stability_limit(optimizer: Optimizer) -> float | None:
    """The optimiser's own `stability_limit`; None of one that states none."""
    limit: float | None = getattr(optimizer, "stability_limit", None)
    return limit


OPTIMIZERS: Mapping[str, OptimizerEntry] = MappingProxyType(
    {
        "gd": OptimizerEntry(
            "Gradient descent",
            "Goes straight downhill, further where it is steeper.",
            GradientDescent,
            WhyItRises.RATE,
        ),
        "momentum": OptimizerEntry(
            "Momentum",
            "Rolls downhill like a heavy ball, which keeps nine tenths of its speed.",
            Momentum,
            WhyItRises.SPEED,
        ),
        "nesterov": OptimizerEntry(
            "Nesterov",
            "Momentum that feels the slope ahead, where its speed takes it.",
            Nesterov,
            WhyItRises.SPEED,
        ),
        "adam": OptimizerEntry(
            "Adam",
            "Momentum with a step length for every weight, short where its slopes were steep.",
            Adam,
            WhyItRises.STEP_LENGTH,
        ),
        "newton": OptimizerEntry(
            "Newton",
            "Goes to the bottom of the bowl that fits the loss here; it needs no learning rate.",
            lambda _: Newton(),
            None,
            is_second_order=True,
        ),
    }
)
