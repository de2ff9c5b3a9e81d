"""Section 2: how wrong is a probability?"""

from .parts import Question, SectionWords

WORDS = SectionWords(
    title="How wrong?",
    question=Question(
        ask="A model that knows nothing says p = 0.5 and has a loss of 0.693 at every point."
        " Another is sure and wrong: it gives a point’s true class only 1 %. Its loss there is",
        options=("twice as large", "about 7 times", "about 50 times"),
        answer="−ln 0.01 = {sure}, which is {ratio} times ln 2. Among your training points the"
        " worst one gets {worst_p} for its true class: a loss of {worst_loss}.",
    ),
    text={
        "loss": "Let $q$ be the probability that the model gives to a point’s **true** class: $p$"
        " for class 1, $1 - p$ for class 0. The **log loss** of the point is $-\\log q$, with the"
        " natural logarithm, ln. Right and sure costs nearly 0. At $q = 0.5$ it costs"
        " $\\ln 2 = 0.693$: knowing nothing. Sure and wrong costs without limit.",
        "likelihood": "**Why a logarithm?** The probability of all labels together, the"
        " **likelihood**, is the product of all $q$. A product of hundreds of small numbers is too"
        " small to compute with. Its logarithm is a sum. Minus its mean is the log loss; so the"
        " lowest loss is the highest likelihood. Other names: binary cross-entropy, negative"
        " log-likelihood.",
        "score": "Written in the score $z$, the loss is a curve with one straight arm. Its slope is"
        " the plain **error** $p - y$.",
        "squares": "**Why not squared error?** The sigmoid’s flat ends stay in its slope as a"
        " factor. At $z = -10$ a point of class 1 is as wrong as can be. Log loss has the slope"
        " −1.000 there, squared error −0.00009: hardly a reason to move. And it is curved the"
        " wrong way wherever $p < \\frac13$: section 4 shows what that does.",
        "fold": "The code of the slopes",
    },
    said={
        "z": "Score z",
        "p": "p",
        "log loss": "Log loss",
        "squared error": "Squared error",
        "slope of log loss": "Slope of log loss",
        "slope of squared error": "Slope of squared error",
        "log curve": "log loss",
        "square curve": "squared error",
        "log slope": "slope of log loss",
        "square slope": "slope of squared error",
        "curve hover": "{name} {loss} at p = {p}",
        "over p": "For a point of class 1. The curve has no top: at p = 0 the loss is infinite."
        " The thin line is ln 2, the loss of p = 0.5.",
        "over p axis": "p",
        "over p alternative": "Log loss and squared error of a point of class 1 over p from 0 to 1."
        " At p = {p} the log loss is {log} and the squared error {square}.",
        "ticks": "your training points, class 0 mirrored to −z",
        "over z": "Left is wrong, right is right. {ticks}",
        "over z alternative": "Loss of a point of class 1 for scores {ends}. At z = {z} the log"
        " loss is {log} and the squared error {square}. {rug}",
        "slopes": "On the far left the point is most wrong. The squared error hardly pulls there.",
        "slopes alternative": "Slopes of the losses for scores {ends}. At z = {z} that of the log"
        " loss is {log}, that of the squared error {square}.",
    },
    take_away="Log loss is minus the logarithm of the probability of what came true. It pulls"
    " hardest where the model is most wrong.",
)
