"""Section 8: features."""

from .parts import Question, SectionWords

WORDS = SectionWords(
    title="Features: what no line can do",
    question=Question(
        ask="XOR: class 1 lies in two opposite corners, class 0 in the other two. With x₁ and x₂"
        " alone, the trained line gets how many points right?",
        options=("about half", "about three quarters", "all"),
        answer="{right} of {n} points: {accuracy}. More training would not help.",
    ),
    text={
        "xor": "In $x_1$ and $x_2$ every threshold gives one straight line, and no straight line"
        " parts XOR. Training finds weights near 0, and the accuracy is about one half.",
        "linear": "The model is linear in its **weights**, not in what you feed it. With the"
        " product $x_1 x_2$ as a third column it has what it needs: the sign of the product tells"
        " the corners apart.",
        "circles": "A ring around a disc is the same story. What counts is the distance from the"
        " centre, and $x_1^2 + x_2^2$ is its square. With both squares the line becomes a closed"
        " curve.",
    },
    said={
        "xor": "**XOR**",
        "product": "Add x₁x₂",
        "circles": "**Circles**",
        "squares": "Add x₁² and x₂²",
        "accuracy": "Accuracy",
        "bias": "Bias",
        "counted": "{n:training point}, always the same, whatever your experiment.",
    },
    take_away="What no line can part needs another feature, not more training.",
)
