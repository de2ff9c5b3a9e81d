"""Appendix A: why not something straight?"""

from .parts import Question, SectionWords

WORDS = SectionWords(
    title="Why not something straight?",
    question=Question(
        ask="A straight line through the labels 0 and 1 classifies 60 points well. Now 15 easy"
        " points are added: class 1, far out on their own side. How many of the 60 does it get"
        " right then?",
        options=("as many", "more", "fewer"),
        answer="Least squares goes from {before} to {after}; logistic regression from"
        " {logistic_before} to {logistic_after}.",
    ),
    text={
        "least squares": "**Linear regression** draws a straight line through the labels and calls"
        " class 1 where it is above ½. On simple clouds that works. But a point far out on the"
        " right side makes it tilt down towards the label 1: to be *too right* counts as an error."
        " Log loss forgets a point that is right and sure.",
        "outputs": "A score can be any number, a probability cannot. The **identity** leaves the"
        " score as it is, often below 0 or above 1. The **step** says only yes or no, and its slope"
        " is 0: moving a weight a little changes nothing, so no way downhill can be found by its"
        " slope. The **sigmoid** stays between 0 and 1 and has a slope everywhere. And it gives"
        " the score a meaning: $z = \\log\\frac{p}{1-p}$, the **log-odds**.",
        "layers": "**Two linear layers are one.** Without something curved between them, a stack of"
        " linear layers is a single linear layer with other weights. That is why neural networks"
        " put a nonlinear function between layers"
        " ([Deep Learning](https://www.deeplearningbook.org/), chapter 6).",
    },
    said={
        "far": "Add {far} easy points",
        "squares": "Least squares",
        "logistic": "Logistic regression",
        "caption": "Accuracy is counted on the first {n} points. Where a curve crosses ½, its"
        " prediction changes: at {squares} and at {logistic}.",
        "axis": "x",
        "label axis": "label, p",
        "alternative": "{n} points with labels 0 and 1 over x. The straight line of least squares"
        " crosses ½ at {squares}, the S-curve at {logistic}.",
        "class": "class {label}",
        "class at": "class {label} at {x}",
        "z": "Score z",
        "identity": "Identity",
        "step": "Step",
        "sigmoid": "Sigmoid",
        "slope": "Its slope",
        "output axis": "output",
        "identity curve": "identity",
        "step curve": "step",
        "sigmoid curve": "sigmoid",
        "tangent": "slope at z",
        "outputs": "Only the band can be a probability. {ticks}",
        "ticks": "your training points, class 1 above class 0",
        "outputs alternative": "Outputs for scores {ends}. At z = {z:chosen} the identity gives"
        " {identity:chosen}, the step {step:chosen} and the sigmoid {sigmoid:number}. {rug}",
        "slope of step": "slope of the step",
        "slope of sigmoid": "slope of the sigmoid",
        "slopes": "Without a slope there is nothing to follow downhill.",
        "slopes alternative": "Slopes for scores {ends}. At z = {z:chosen} the sigmoid has slope"
        " {sigmoid:number} and the step has slope 0. The sigmoid’s is largest at z = 0: 0.25.",
        "slopes alternative at jump": "Slopes for scores {ends}. At z = {z:chosen} the sigmoid has"
        " slope {sigmoid:number} and the step has no slope. The sigmoid’s is largest at z = 0:"
        " 0.25.",
        "layers": "**Two layers, one layer**",
        "output at": "Output at",
        "midway": "Midway",
        "mean": "Mean of A, B",
        "two layers": "Two layers",
        "one layer": "One layer",
        "between": "σ between",
        "layers caption": "A is the point ({a1}, {a2}), B is ({b1}, {b2}). Midway between them"
        " everything linear gives the mean of its outputs at A and B. With σ between the layers"
        " that is no longer so: no single layer can do the same.",
    },
    take_away="A straight line punishes points for being too right. The sigmoid turns every score"
    " into a probability, and together with log loss it leaves the plain error p − y as slope.",
)
