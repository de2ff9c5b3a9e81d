"""Section 4: downhill."""

from .parts import Question, SectionWords

WORDS = SectionWords(
    title="Downhill: the bowl",
    question=Question(
        ask="Two people start with different weights and go downhill on the log loss, never up."
        " Where do they end?",
        options=("each in a valley of their own", "at the same loss", "that is luck"),
        answer="On your points, from (0, 0, 0) the loss ends at {first}, and from (2, −2, 1) at"
        " {second}.",
    ),
    text={
        "map": "Every pair of weights is a place on a map, and its loss is the height there. (The"
        " bias is the best one at each place.) Gradient descent sees no map. It feels the slope"
        " under its feet and takes a step down.",
        "convex": "The log loss is one bowl, in one word **convex**: between any two places the"
        " ground never lies above the straight rope from one to the other. So there is no second"
        " valley to be caught in, and it does not matter where you start. Zero is as good as any.",
        "none": "A bowl need not have a lowest point. Where a line parts the classes without error,"
        " the ground falls for ever, more and more gently.",
        "cut": "The second chart cuts through the bowl, straight from the start through the best"
        " weights and beyond. Squared error on the same points is no bowl: far out it is flat, and"
        " on a plateau there is no slope to feel.",
        "rate": "A step is η times the slope. Too short, and it takes for ever; too long, and it"
        " lands on the other side, higher than before.",
    },
    said={
        "iteration": "Steps taken",
        "loss": "Loss there",
        "lowest": "The lowest",
        "map": "Lines of equal loss, nearer together where it is steep. The path is that of plain"
        " gradient descent at your learning rate, η = {rate}.",
        "map without path": "Lines of equal loss. At your learning rate, η = {rate}, the path"
        " leaves the map.",
        "map alternative": "The log loss over w₁ from {left} to {right} and w₂ from {bottom} to"
        " {top}, and a path of {steps:step} that has come from {start} to {end}.",
        "path": "way down",
        "lowest place": "lowest on the map",
        "log curve": "log loss",
        "square curve": "squared error",
        "rope": "rope",
        "cut": "0 is the start, 1 the lowest loss on the map. The rope above the bowl is dashed.",
        "cut axis": "way from start to lowest",
        "cut alternative": "Along a straight cut through the weights the log loss goes from {first}"
        " over {lowest} to {last} and is one bowl; the squared error is never above {square}.",
        "link": "[See your own run go down](descent?{query}), with every optimiser, on the page"
        " Descent.",
    },
    take_away="The log loss is one bowl. Downhill is the right way from everywhere.",
)
