"""Section 7: predicting."""

from .parts import Question, SectionWords

WORDS = SectionWords(
    title="Predicting",
    question=Question(
        ask="The threshold goes up from 0.5 to 0.9: class 1 is predicted only where p is at least"
        " 0.9. What changes?",
        options=(
            "fewer false alarms, more misses",
            "more false alarms, fewer misses",
            "fewer of both",
        ),
        answer="Never the other way round, though a count may stay. On your {split} points false"
        " alarms go from {alarms} to {fewer}, misses from {misses} to {more}.",
    ),
    text={
        "threshold": "The model gives a probability. To act, you need a class: predict 1 where $p$"
        " is at least a **threshold** $t$. Since σ only rises, this is a bound on the score. For"
        " $t = 0.5$ it is $z \\ge 0$.",
        "choice": "The threshold is not trained. Raise it, and false alarms (**false positives**)"
        " cannot become more, misses (**false negatives**) cannot become fewer: the line moves, the"
        " probabilities stay. Which is worse is for you to say; 0.5 is right where both cost the"
        " same and the probabilities are true. The page Evaluate weighs the two by their cost.",
    },
    said={
        "threshold": "Threshold",
        "threshold help": "Predict class 1 where p ≥ threshold.",
        "accuracy": "Accuracy",
        "alarms": "False positives",
        "misses": "False negatives",
        "from": "Predicts class 1 from",
        "counted": "Counted on {n:{split} point} of your run.",
    },
    take_away="The model gives p. The threshold makes a class of it, and is yours to choose.",
)
