"""Section 9: bugs as a guessing game."""

from .parts import Question, SectionWords

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
