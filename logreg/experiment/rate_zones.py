"""The learning rate's track in zones: where the loss never rises, may jump, and cannot settle."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..wording.claims import Claim, claim
from .optimum import Existence, Optimum
from .step_sizes import StepSizes

# Nearer to each other, two limits are one.
SAME = 1e-6


@dataclass(frozen=True)
class RateZones:
    """k rising limits of the learning rate, and what is so in each of the k + 1 zones."""

    limits: tuple[float, ...]
    claims: tuple[Claim, ...]


def rate_zones(sizes: StepSizes, optimum: Optimum) -> RateZones | None:
    """The zones of a learning rate by its step sizes; None where no limit is known."""
    zones = list(_zones(sizes, optimum))
    if len(zones) < 2:
        return None
    return RateZones(tuple(limit for limit, _ in zones[:-1]), tuple(said for _, said in zones))


def _zones(sizes: StepSizes, optimum: Optimum) -> Iterator[tuple[float, Claim]]:
    """Where each zone ends, and what is so in it."""
    stable, limit = sizes.never_rises, sizes.can_rest
    if stable is not None:
        yield stable, claim("zone never rises", stable=stable)
        if optimum.existence is Existence.NONE:
            yield float("inf"), claim("zone no limit", stable=stable)
    elif limit is not None:
        yield limit, claim("zone can settle", limit=limit)
    if limit is not None:
        if stable is not None and limit > stable * (1 + SAME):
            yield limit, claim("zone may jump", limit=limit)
        yield float("inf"), claim("zone cannot settle", limit=limit)
