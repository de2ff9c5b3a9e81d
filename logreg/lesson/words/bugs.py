"""Section 9: bugs as a guessing game."""

from collections.abc import Mapping
from types import MappingProxyType

from .parts import BugWords, Question, SectionWords

WORDS = SectionWords(
    title="Bugs everyone writes once",
    question=Question(
        ask="The loss falls from the first iteration to the last. Is the code right?",
        options=("yes, it learns", "not for sure"),
        answer="Of the eight wrong programs below, run on your points, {falling} end with a lower"
        " loss than they began with.",
    ),
    text={
        "game": "None of these bugs stops the program. The weights move, a loss is printed, and the"
        " accuracy may even look good. Each runs on your training points, beside the right code."
        " Both curves are the true log loss. **Look at the evidence, then say which line is the"
        " bug.**",
        "checks": "**Four checks find all eight.**\n\n"
        "1. **The start and the first steps.** At $w = 0$, $b = 0$ the loss is $\\ln 2$. With a low"
        " learning rate and all points in every step, it then never rises.\n"
        "2. **The gradient check.** The slopes that the code uses agree with central differences"
        " of the log loss (section 5), at random weights.\n"
        "3. **The base rate.** Where the slope along $b$ is 0, the mean probability on the training"
        " points is the share of class 1. L2 does not change this.\n"
        "4. **What must not matter.** Every point twice gives the same steps. Points in another"
        " order give the same quality. A point far away gives a finite loss.",
    },
    said={
        "case": "Case",
        "rate": "Learning rate of both",
        "which": "Which line is the bug?",
        "right guess": "**Right**: {title}.",
        "wrong guess": "Not that one. It is: **{title}**.",
        "right code": "**The right code**",
        "wrong code": "**The wrong code**",
        "recognise": "**How to recognise it.** {words}",
        "right loss": "Right code’s loss",
        "bug loss": "Bug’s loss",
        "bug gradient": "Bug’s gradient",
        "twice": "Every point twice",
        "same steps": "same steps",
        "other steps": "other steps",
        "mean p": "Mean p",
        "base rate": "Share of class 1",
        "no number": "no number",
        "correct": "correct",
        "off by a share": "off by {share} of its length",
        "off by times": "off by {times} times its length",
        "evidence": "Thick is the right code, thin the one with the bug.",
    },
    take_away="A falling loss proves little. Check the gradient by differences, the mean"
    " probability against the base rate, and that copies and order of the points do not matter.",
)

BUGS: Mapping[str, BugWords] = MappingProxyType(
    {
        "sum": BugWords(
            title="The sum instead of the mean",
            recognise="A learning rate that was fine on a few points can make the loss jump on"
            " many. Copy every point once: the right code takes the same steps as before.",
        ),
        "sign": BugWords(
            title="The sign flipped",
            recognise="The loss rises at every iteration, and a lower learning rate only makes"
            " it rise more slowly.",
        ),
        "no bias": BugWords(
            title="No bias",
            recognise="The boundary passes through the origin, whatever the points. Unless the"
            " best one does so too, the loss stays above the optimum, and more iterations do not"
            " help.",
        ),
        "bias first": BugWords(
            title="The bias updated first",
            recognise="It is block-coordinate descent: where it settles is the same minimum. So"
            " it is not wrong where it ends, but wrong as gradient descent, and the gradient"
            " check finds it: the step is not along the gradient.",
        ),
        "penalised bias": BugWords(
            title="The bias penalised",
            recognise="At the optimum the mean p on the training points is the share of class 1."
            " A penalty on the bias breaks this. The solver liblinear of"
            " [scikit-learn](https://scikit-learn.org/stable/modules/linear_model.html#logistic-regression)"
            " has one by design.",
        ),
        "order": BugWords(
            title="Sorted data, never shuffled",
            recognise="Batches of one class push the bias one way, then the others push it back."
            " If the learning rate is high enough to show it, the loss goes up and down with the"
            " period of an epoch.",
        ),
        "unstable": BugWords(
            title="The loss from probabilities",
            recognise="NumPy warns of an overflow or of a division by zero, and the loss is"
            " infinite or NaN although the weights are finite. One point that the model is sure"
            " of is enough, even if it is right.",
        ),
        "labels": BugWords(
            title="Labels −1 and +1",
            recognise="For class 0 its error is p + 1, at least 1: these points push for ever,"
            " however small their p is. The code may report a loss below 0, which no log loss can"
            " be.",
        ),
    }
)
