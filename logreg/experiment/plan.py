"""A lesson of 45 minutes for a class: what to open, what to ask, what they say, what is so.

Each step asks before anything is dragged. Its numbers are claims found in the runs that it opens;
`tests/experiment/test_plan.py` recomputes them, and that the right answer is right.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from ..wording.claims import Claim, claim
from .experiment import Experiment
from .gallery import Opening
from .known_runs import ASLEEP, BOUNCE, FEW, HEART, MANY, RARE, SCALES, SQUARES, STRAIGHT
from .luck import N_SEEDS, Luck
from .run import Run

# Where the rare class is predicted from less than ½ on.
LOW = 0.15


@dataclass(frozen=True)
class Question:
    """What is asked, with its options: which of them is right, and which most people choose."""

    text: str
    options: tuple[str, ...]
    right: int
    usual: int
    reason: str  # why it is chosen


@dataclass(frozen=True)
class Step:
    """A part of the lesson. Its links come in the order in which they are opened."""

    key: str
    title: str
    minutes: int
    links: tuple[tuple[str, Opening], ...]
    question: Question
    numbers: Callable[..., Claim]  # of the runs that the links open; of the luck, where it says so
    is_about_luck: bool = False
    mission: str = ""  # the key of the one that asks the same of each learner

    @property
    def experiments(self) -> tuple[Experiment, ...]:
        """What the links open."""
        return tuple(opening.experiment for _, opening in self.links)


def _accuracy(result: Run) -> float:
    return float(result.judged.scores.confusion.accuracy)


def _end(result: Run) -> float:
    return float(result.trace.loss[-1])


def _rate(result: Run) -> float:
    return result.experiment.settings.learning_rate


def asleep(slow: Run, awake: Run) -> Claim:
    """The same steps at two rates."""
    return claim(
        "plan asleep",
        share=float(slow.train.scores.confusion.accuracy),
        end=_end(slow),
        rate=_rate(awake),
        better=_end(awake),
    )


def edge(bouncing: Run, settling: Run) -> Claim:
    """A rate that is too high for the minimum, and one that is just not."""
    low, high = sorted(bouncing.trace.loss[-2:].tolist())
    return claim(
        "plan edge",
        rate=_rate(bouncing),
        low=low,
        high=high,
        better_rate=_rate(settling),
        end=_end(settling),
    )


def scales(raw: Run, standardized: Run) -> Claim:
    """What one switch does where features are of different scales."""
    deviations = raw.columns(raw.train.X).std(axis=0)
    return claim(
        "plan scales",
        ratio=float(deviations.max() / deviations.min()),
        raw=_end(raw),
        rate=_rate(standardized),
        end=_end(standardized),
    )


def ring(straight: Run, curved: Run) -> Claim:
    """The same algorithm on other features."""
    return claim("plan ring", straight=_accuracy(straight), curved=_accuracy(curved))


def heart(free: Run, held: Run) -> Claim:
    """Both losses without and with a penalty."""
    assert free.test is not None
    assert held.test is not None
    return claim(
        "plan by heart",
        train=_end(free),
        test=float(free.test.scores.log_loss),
        l2=held.experiment.settings.l2,
        held_train=_end(held),
        held_test=float(held.test.scores.log_loss),
    )


def rare(result: Run, _: Run) -> Claim:
    """What a lower threshold finds, and what it costs."""
    split = result.judged
    is_one, is_found = split.y == 1, split.logits >= math.log(LOW / (1 - LOW))
    return claim(
        "plan rare class",
        share=_accuracy(result),
        recall=float(result.judged.scores.confusion.recall),
        threshold=LOW,
        low_share=float((is_one == is_found).mean()),
        low_recall=float(is_found[is_one].mean()),
        n_false=int((is_found & ~is_one).sum()),
    )


def lucky(found: Luck) -> Claim:
    """How many see everything right on a few points, and what all see on many."""
    return claim(
        "plan lucky",
        n_lucky=found.n_lucky(found.n_laptops),
        n=found.n_laptops,
        n_lucky_seeds=found.n_lucky(N_SEEDS),
        n_seeds=N_SEEDS,
        n_few=found.n_few,
        n_many=found.n_many,
        low=float(found.shares.min()),
        high=float(found.shares.max()),
    )


STEPS = (
    Step(
        "asleep",
        "Right, and not sure",
        6,
        (
            ("At a tiny rate", Opening(ASLEEP)),
            ("The same steps at rate 1", Opening(ASLEEP.changed(learning_rate=1))),
        ),
        Question(
            "The rate is tiny, and there are few steps. How many of the training points will be on"
            " the right side?",
            ("About half", "Nearly all", "None"),
            right=1,
            usual=0,
            reason="It has hardly learned anything.",
        ),
        asleep,
        mission="asleep",
    ),
    Step(
        "edge",
        "A rate too high",
        7,
        (
            ("Far too high", Opening(BOUNCE)),
            ("At the edge", Opening(BOUNCE.changed(learning_rate=13))),
        ),
        Question(
            "What will a learning rate do that is far too high?",
            ("The loss grows without end", "It jumps between two values", "It learns faster"),
            right=1,
            usual=0,
            reason="Steps that are too long lead further and further away.",
        ),
        edge,
        mission="edge",
    ),
    Step(
        "scales",
        "Two scales",
        6,
        (
            ("Raw", Opening(SCALES)),
            ("Standardised", Opening(SCALES.changed(standardize=True, learning_rate=10))),
        ),
        Question(
            "The loss ends far above where it began. Which one switch helps most?",
            ("More iterations", "A lower rate", "Standardise features"),
            right=2,
            usual=1,
            reason="It helped in the step before.",
        ),
        scales,
        mission="scales",
    ),
    Step(
        "ring",
        "No line will do",
        6,
        (
            ("Two coordinates", Opening(SQUARES.changed(features=STRAIGHT))),
            ("Two squares", Opening(SQUARES)),
        ),
        Question(
            "One class lies in a ring of the other. Which shape can the boundary have?",
            ("A line, and so it fails", "A closed curve", "A wave"),
            right=1,
            usual=0,
            reason="Logistic regression draws lines.",
        ),
        ring,
        mission="circle",
    ),
    Step(
        "by-heart",
        "By heart",
        6,
        (
            ("Without a penalty", Opening(HEART)),
            ("With a penalty", Opening(HEART.changed(l2=0.2))),
        ),
        Question(
            "The L2 strength goes up from 0. What does the loss on the training points do?",
            ("It falls", "It rises", "It stays"),
            right=1,
            usual=0,
            reason="A penalty is there to make the model better.",
        ),
        heart,
        mission="heart",
    ),
    Step(
        "rare-class",
        "The rare class",
        6,
        (
            ("At ½", Opening(RARE, "evaluate")),
            ("At a lower threshold", Opening(RARE, "evaluate", {"threshold": f"{LOW:g}"})),
        ),
        Question(
            "The threshold goes down, and more of the rare class are found. What does the accuracy"
            " do?",
            ("It rises", "It falls", "It stays"),
            right=1,
            usual=0,
            reason="Finding more is being right more often.",
        ),
        rare,
        mission="rare",
    ),
    Step(
        "lucky",
        "Lucky laptops",
        8,
        (
            ("A few points", Opening(FEW)),
            ("Many points", Opening(MANY)),
        ),
        Question(
            "Each laptop takes the number of its seat for the seed. Who sees 100 %? What will the"
            " same seed say on a thousand test points?",
            ("100 % again, or nearly", "Clearly less", "No more than guessing"),
            right=1,
            usual=0,
            reason="All right is all right.",
        ),
        lucky,
        is_about_luck=True,
        mission="lucky",
    ),
)
