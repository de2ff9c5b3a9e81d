"""The gallery: runs known to be good and known to be bad, each with one sentence that says why.

A sentence is a claim whose numbers are found in the run; nothing is typed but the choices that make
the experiment. `tests/experiment/test_gallery.py` recomputes each and fails where it stops being
true.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from ..core.features import FEATURES
from ..core.loss import sigmoid
from ..wording.claims import Claim, claim
from .address import EXPERIMENT
from .comparison import STANDARDIZED_TUTORIAL, TUTORIAL
from .experiment import Experiment
from .known_runs import (
    ASLEEP,
    BOUNCE,
    HEART,
    HELD_BACK,
    PRODUCT,
    RARE,
    RAVINE,
    SQUARES,
    STRAIGHT,
    THROWN_OUT,
)
from .optimum import find_optimum
from .run import Run, run
from .step_sizes import stable_rate, step_sizes


@dataclass(frozen=True)
class Opening:
    """A state that a link opens: an experiment on a page, by the name of the page's script."""

    experiment: Experiment
    page: str = "app"
    more: Mapping[str, str] = field(default_factory=dict, hash=False)  # what else its query says

    @property
    def query(self) -> dict[str, str]:
        """What stands behind the address of the page."""
        return EXPERIMENT.write(self.experiment) | dict(self.more)


@dataclass(frozen=True)
class Exhibit:
    """One run of the gallery."""

    key: str
    title: str
    is_good: bool
    opening: Opening
    why: Callable[[Run], Claim]

    @property
    def experiment(self) -> Experiment:
        """What it is a run of."""
        return self.opening.experiment


def _share_correct(result: Run) -> float:
    return float(result.judged.scores.confusion.accuracy)


def _end(result: Run) -> float:
    return float(result.trace.loss[-1])


def one_line(result: Run) -> Claim:
    """A run as it should be: the loss falls, and nearly to its minimum."""
    return claim(
        "gallery one line",
        end=_end(result),
        lowest=find_optimum(result).lowest,
        share=_share_correct(result),
    )


def asleep(result: Run) -> Claim:
    """Right, and not sure of anything: between which p all points lie."""
    p = sigmoid(result.logits(result.dataset.X))
    share = float(result.train.scores.confusion.accuracy)
    return claim("gallery asleep", share=share, low=float(p.min()), high=float(p.max()))


def bounce(result: Run) -> Claim:
    """The two losses between which it jumps at the end."""
    low, high = sorted(result.trace.loss[-2:].tolist())
    rate = result.experiment.settings.learning_rate
    return claim("gallery bounce", rate=rate, low=low, high=high)


def ravine(result: Run) -> Claim:
    """How narrow the valley of the loss is, and what that costs."""
    optimum = find_optimum(result)
    condition = step_sizes(result, optimum).condition
    assert condition is not None
    return claim(
        "gallery ravine",
        root=math.sqrt(condition),
        end=_end(result),
        n_iters=result.trace.n_iters,
        lowest=optimum.lowest,
    )


def out_of_the_ravine(result: Run) -> Claim:
    """The same loss, by Newton's method and by gradient descent."""
    other = run(RAVINE)
    return claim(
        "gallery newton",
        end=_end(result),
        n_iters=result.trace.n_iters,
        other=_end(other),
        n_other=other.trace.n_iters,
    )


def two_squares(result: Run) -> Claim:
    """What the squares see that the coordinates do not."""
    straight = run(result.experiment.changed(features=STRAIGHT))
    return claim("gallery squares", share=_share_correct(result), straight=_share_correct(straight))


def one_product(result: Run) -> Claim:
    """What the product of both coordinates sees that neither does."""
    straight = run(result.experiment.changed(features=STRAIGHT))
    return claim("gallery product", share=_share_correct(result), straight=_share_correct(straight))


def by_heart(result: Run) -> Claim:
    """No loss on the points it was trained on, and a large one on others."""
    assert result.test is not None
    return claim(
        "gallery by heart",
        n=len(result.train.y),
        train=_end(result),
        test=float(result.test.scores.log_loss),
    )


def held_back(result: Run) -> Claim:
    """How long the weights become with a penalty, and that without they do not come to rest."""
    settings = result.experiment.settings
    free = run(result.experiment.changed(l2=0.0))
    n_last = settings.n_iters // 5
    lengths = np.linalg.norm(free.trace.weights[[-1 - n_last, -1]], axis=1)
    return claim(
        "gallery held back",
        l2=settings.l2,
        length=float(np.linalg.norm(result.trace.weights[-1])),
        n_last=n_last,
        growth=float(lengths[1] / lengths[0] - 1),
    )


def thrown_out(result: Run) -> Claim:
    """Which features an L1 penalty leaves in the sum."""
    weights = result.trace.weights[-1]
    left = [
        FEATURES[term].label
        for term, weight in zip(result.feature_map.terms, weights, strict=True)
        if weight
    ]
    return claim(
        "gallery thrown out",
        l1=result.experiment.settings.l1,
        n_left=len(left),
        n=len(weights),
        names=" and ".join(left),
        share=_share_correct(result),
    )


def rare_class(result: Run) -> Claim:
    """An accuracy that flatters: who always says the common class is nearly as right."""
    counts = result.judged.scores.confusion
    return claim(
        "gallery rare class",
        share=float(counts.accuracy),
        constant=float(1 - result.judged.y.mean()),
        recall=float(counts.recall),
    )


def tutorial(result: Run) -> Claim:
    """A fair score at the end of a curve that shakes, and what a better rate comes to."""
    better = run(STANDARDIZED_TUTORIAL)
    return claim(
        "gallery tutorial",
        share=_share_correct(result),
        n_rises=result.trace.n_rises,
        n_iters=result.trace.n_iters,
        ratio=result.experiment.settings.learning_rate / stable_rate(result),
        better_rate=better.experiment.settings.learning_rate,
        better=_share_correct(better),
    )


# The tutorial's comes last: its data bring scikit-learn, for which the others need not wait.
EXHIBITS = (
    Exhibit("one-line", "Two moons, one line", True, Opening(Experiment()), one_line),
    Exhibit("asleep", "Asleep", False, Opening(ASLEEP), asleep),
    Exhibit("bounce", "The bounce", False, Opening(BOUNCE), bounce),
    Exhibit("squares", "Two squares make a ring", True, Opening(SQUARES), two_squares),
    Exhibit("product", "One weight is enough", True, Opening(PRODUCT), one_product),
    Exhibit("ravine", "The ravine", False, Opening(RAVINE, "descent"), ravine),
    Exhibit(
        "newton",
        "Out of the ravine",
        True,
        Opening(RAVINE.changed(optimizer="newton", n_iters=100), "descent"),
        out_of_the_ravine,
    ),
    Exhibit("by-heart", "By heart", False, Opening(HEART), by_heart),
    Exhibit("held-back", "Held back", True, Opening(HELD_BACK), held_back),
    Exhibit("thrown-out", "Features thrown out", True, Opening(THROWN_OUT), thrown_out),
    Exhibit("rare-class", "The rare class", False, Opening(RARE, "evaluate"), rare_class),
    Exhibit("tutorial", "The tutorial’s run", False, Opening(TUTORIAL), tutorial),
)
