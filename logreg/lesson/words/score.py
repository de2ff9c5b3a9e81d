"""Section 1: two features."""

from .parts import Question, SectionWords

WORDS = SectionWords(
    title="Two features: a line",
    question=Question(
        ask="A model with two features has three numbers: w₁, w₂ and b. Double all three. What"
        " happens to the line where p = 0.5?",
        options=("it turns", "it stays", "it moves away"),
        answer="Take your point {row} and the weights (0, −1), b = 0: its p goes from {before} to"
        " {after}. Every z doubles; where z was 0, it still is. The same line, a surer model.",
    ),
    text={
        "score": "A point now has two coordinates, $x_1$ and $x_2$. The model multiplies each by a"
        " **weight**, adds a **bias**, and calls the sum the **score** $z$, or logit. The sigmoid"
        " σ is the S-curve: it turns the score into the probability of class 1, 0.5 at $z = 0$.",
        "line": "All points with $z = 0$ form a line. You know lines as $y = mx + b$. It is the"
        " same one, solved for $x_2$:",
        "arrow": "The **arrow** $(w_1, w_2)$ says which way class 1 lies. The **bias** shifts the"
        " line. The **shading** is $p$: orange near 0, blue near 1. Between the two"
        " thin lines it goes from 0.1 to 0.9; larger weights bring them together. All three numbers"
        " doubled leave the line where it is and turn a $p$ of 0.9 into 0.988.",
        "parameters": "$w_1$, $w_2$ and $b$ are the **parameters**: training finds them. The"
        " learning rate and the number of iterations are **hyperparameters**: you choose them.",
    },
    said={
        "w1": "Weight w₁",
        "w2": "Weight w₂",
        "b": "Bias b",
        "your loss": "Your loss",
        "show": "Show the lowest loss",
        "lowest": "The lowest loss",
        "as a line": "Your line: x₂ = {slope} · x₁ {offset}",
        "upright": "Your line is upright: x₁ = {place}",
        "no line": "With both weights at 0 there is no line.",
        "all without line": "With both weights at 0 there is no line: {side} is predicted for every"
        " point.",
        "two sides": "On the blue side of the line {positive} is predicted, on the other"
        " {negative}.",
        "all on one side": "The line lies outside the picture: {side} is predicted for every"
        " point.",
        "parted": "A line parts these classes. The loss then has no lowest value: larger and larger"
        " weights bring it as near to 0 as you like.",
        "no minimum": "Larger and larger weights lower the loss further, by less and less.",
        "minimum": "The lowest loss is at w₁ = {w1}, w₂ = {w2}, b = {b}; Newton’s method found it.",
    },
    take_away="The model is a weighted sum and an S-curve. Training means finding weights with a"
    " low loss. Your hand can come close with three numbers; not with thirty.",
)
