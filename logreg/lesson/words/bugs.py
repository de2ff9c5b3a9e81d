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
        # --- The chart ---
        "right curve": "right code",
        "bug curve": "with the bug",
        "off the axis": "It leaves the axis and reaches {highest:number}.",
        "alternative": "Log loss over {n_steps} iterations: right code {right}; with the bug"
        " {bug}.",
        "alternative that breaks": "Log loss over {n_steps} iterations: right code {right}; with"
        " the bug {bug}, and no number from iteration {breaks_at} on.",
        "course": "from {first:number} to {last:number}, at most {highest:number}",
        # --- How the points are set up ---
        "standardised": "Your training points, columns standardised.",
        "rare": "Your training points, but only {n_ones} of class 1 among {n}, columns"
        " standardised.",
        "rare and moved": "Your training points, but only {n_ones} of class 1 among {n}, columns"
        " standardised and moved to a mean of 1.",
        "rare and l2": "Your training points, but only {n_ones} of class 1 among {n}, columns"
        " standardised, L2 strength {l2:chosen}.",
        "by class": "Your training points sorted by class, columns standardised, {n_batches}"
        " batches in an epoch.",
        "far points": "Your training points, columns standardised; one point of each class is moved"
        " {far:chosen} standard deviations out, on its own side.",
        # --- What the curves show ---
        "longer steps": "The bug’s steps are {n} times as long: once for each point.",
        "always rises": "The bug’s loss rises at every iteration.",
        "never falls": "The bug’s loss does not fall.",
        "ends above": "The bug’s loss ends at {wrong:number}, that of the right code at"
        " {right:number}.",
        "ends beside": "Here the loss does not give the bug away: it ends at {wrong:number}, the"
        " right one at {right:number}.",
        "one curve": "The curves lie on each other: the loss does not give this bug away.",
        "curves apart": "At this learning rate the curves are up to {apart:number} apart.",
        "zigzag": "The bug’s curve is a zigzag that repeats with every epoch.",
        "no zigzag": "At this learning rate there is no zigzag that would give the bug away.",
        "curve breaks": "The bug’s curve ends where its own loss is no longer a number.",
        "curve is whole": "At this learning rate the bug’s own loss stays a number, and the curves"
        " are one.",
        "never below start": "The bug’s true loss is never below where it started, ln 2 = 0.693.",
        "still falls": "After {n_steps} iterations the bug’s true loss is still falling.",
        "above lowest": "From iteration {lowest_at} on the bug’s true loss is above its lowest,"
        " {lowest:number}.",
        # --- What the numbers show ---
        "acts like": "With {n} points, its learning rate of {rate:chosen} acts like"
        " {product:chosen}.",
        "has risen": "Its loss starts at ln 2 = 0.693, and after {n_steps} iterations it is"
        " {rise:number} above that.",
        "has not risen": "Its loss starts at ln 2 = 0.693, and after {n_steps} iterations it is"
        " still there.",
        "half at the mean": "At the mean of all points its p stays 0.5, whatever the weights;"
        " {share:percent} of the points are of class 1.",
        "both losses": "After {n_steps} iterations its loss is {wrong:number}, that of the right"
        " code {right:number}.",
        "mean of p": "Of the points, {share} are of class 1. After {n_steps} iterations the mean p"
        " of the right code is {right}, that of the bug {wrong}.",
        "last epoch": "In the last epoch its loss was {wrong}; with shuffled points, {right}.",
        "span": "from {low:number} to {high:number}",
        "always a number": "At this learning rate its loss was a number at every iteration. Try a"
        " higher one.",
        "no number since": "From iteration {breaks_at} on its loss was no number. NumPy warned of"
        " {warnings}. The weights are still right.",
        "warning": "“{kind}”",
        "reports": "Its own code reports a loss of {own:number} at the end.",
        "reports below 0": "Its own code reports a loss of {own:number} at the end; no log loss can"
        " be negative.",
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
