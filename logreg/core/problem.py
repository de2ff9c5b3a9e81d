"""What one run minimises, and by what steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from .checks import FloatArray, Range, check_integer
from .features import varies
from .loss import LogisticLoss
from .optimizers import Newton, Optimizer, soft_threshold
from .samples import Samples
from .settings import Settings

# Columns whose mean is more deviations from 0 than this cost Newton's Hessian half its digits.
CENTERED_ABOVE = 100.0


@dataclass(frozen=True, eq=False)
class Problem:
    """A run before its first step. Where `center` is given it has been taken from the samples."""

    samples: Samples
    settings: Settings
    optimizer: Optimizer
    objective: LogisticLoss  # over all samples
    n_per_step: int
    center: FloatArray | None  # (d,)

    @property
    def is_full_batch(self) -> bool:
        """Whether each step looks at all samples."""
        return self.n_per_step == len(self.samples)

    @property
    def n_numbers_per_step(self) -> int:
        """About how many numbers a step goes through: each point is scored on all samples."""
        n_numbers = len(self.samples) * self.objective.n_parameters
        is_second_order = isinstance(self.optimizer, Newton)
        return n_numbers * self.objective.n_parameters if is_second_order else n_numbers

    def batches(self) -> Iterator[LogisticLoss]:
        """What each step minimises, for ever: all samples, or one batch after another.

        An epoch is a new order of all samples, by the seed. The objective on a batch B is
            Σ sᵢℓᵢ over B / (|B|·mean of s over all samples) + penalties,
        and not divided by the batch's own Σs: so its gradient is right on average (a sample is as
        likely in a batch as any other), where dividing by the batch's own weights would give the
        samples of a light batch too much say; and a batch of weights 0 moves nothing.
        """
        if self.is_full_batch:
            yield from repeat(self.objective)
        samples, l1, l2 = self.samples, self.settings.l1, self.settings.l2
        # RandomState: its stream is frozen for ever (NEP 19), so a link restores the same run.
        random = np.random.RandomState(self.settings.seed)
        while True:
            order = random.permutation(len(samples))
            for start in range(0, len(samples), self.n_per_step):
                batch = samples.rows(order[start : start + self.n_per_step])
                yield LogisticLoss(
                    batch.X, batch.y, batch.weights, l1=l1, l2=l2, total_weight=len(batch)
                )

    def gradient_norms(self, theta: FloatArray, gradient: FloatArray) -> FloatArray:
        """Length of the smallest subgradient of F along the last axis: zero exactly at a minimum.

        It is that of the features as they came, before `center` was taken from them.
        """
        if self.center is not None:
            gradient = gradient + gradient[..., -1:] * np.append(self.center, 0.0)
        l1_weights = self.objective.l1_weights
        if l1_weights is not None:
            # Where θⱼ = 0 the kink of |θⱼ| absorbs up to l1ⱼ of the slope.
            at_kink = soft_threshold(gradient, l1_weights)
            gradient = np.where(theta == 0, at_kink, gradient + l1_weights * np.sign(theta))
        return np.linalg.norm(gradient, axis=-1)


def make_problem(samples: Samples, settings: Settings) -> Problem:
    """The settings on the samples; a ValueError where a batch is larger than all of them."""
    optimizer, n_per_step = settings.make_optimizer(), len(samples)
    if settings.batch_size is not None:
        n_per_step = check_integer("batch_size", settings.batch_size, Range(1, len(samples)))
    # Newton's points are the same wherever the features have their 0, but for rounding; those of
    # the other optimisers are not.
    center = _center(samples) if isinstance(optimizer, Newton) else None
    samples = samples.moved_by(center)
    objective = samples.loss(l1=settings.l1, l2=settings.l2)
    return Problem(samples, settings, optimizer, objective, n_per_step, center)


def _center(samples: Samples) -> FloatArray | None:
    """The means of the columns, where one that varies lies far from 0."""
    X = samples.counted().X
    deviations = X.std(axis=0)
    is_far = (np.abs(X.mean(axis=0)) > CENTERED_ABOVE * deviations) & varies(X, deviations)
    return samples.mean() if is_far.any() else None
