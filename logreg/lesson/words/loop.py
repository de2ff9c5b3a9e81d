"""Section 6: the whole loop, and the whole class."""

from .parts import Question, SectionWords

WORDS = SectionWords(
    title="The whole loop",
    question=Question(
        ask="A well-known tutorial trains on all 30 measurements of the tumours as they come, for"
        " 1000 iterations, and reports 93 %. On how many of its steps did the loss rise?",
        options=("on none", "on a few", "on about half"),
        answer="On {rises} of {steps}. Its learning rate is {ratio} times the longest that never"
        " raises the loss. Its 93 % is where the shaking happened to stop.",
    ),
    text={
        "loop": "Now all of it: start from zero; look at the points; find probabilities, errors and"
        " slopes; step; repeat. This is the entire training of a logistic regression.",
        "epoch": "An **iteration** is one update. An **epoch** is one pass over all points. With"
        " the full batch they are the same; with mini-batches of m points an epoch is n/m"
        " iterations, rounded up. Compare losses at equal iterations, or at equal epochs, but say"
        " which.",
        "class": "**The whole class, as tutorials write it.** Where their code usually goes wrong,"
        " a comment says what is done instead.",
        "passes": "From points to loss is the **forward** pass, from errors to slopes the"
        " **backward** pass. The tutorial says that backpropagation is not possible here. It is:"
        " $p - y$, carried back through $z$ to each weight, is backpropagation through a network"
        " of one layer.",
        "theirs": "Without its default penalty, `C=1`, scikit-learn finds the same minimum, where"
        " there is one, with solvers of its own.",
    },
    said={
        "iteration": "Loop iteration",
        "iteration help": "The loop’s values in this iteration.",
        "in this iteration": "in this iteration",
        "value": "value",
        "log loss": "log loss",
        "the class": "the class",
        "now": "Iteration",
        "epoch": "Epoch",
        "difference": "Largest difference to the core",
        "place": "Iteration {place} of {length} in its epoch, on {n:point}.",
        "other": "Your run on the playground uses {optimizer}; the loop and the core are compared"
        " by plain gradient descent, without {without}.",
        "with": "{optimizer} with {added}",
        "l1": "L1",
        "class weights": "class weights",
        "l1 and class weights": "L1 and class weights",
        "l1 or class weights": "L1 or class weights",
        "first": "The first {most} iterations of your run on the playground.",
        "same": "The core’s is your run on the playground.",
        "start": "It starts from weights of your own.",
        "core curve": "the core",
        "loop curve": "this loop",
        "epoch end": "end of an epoch",
        "lines part": "From iteration {part_at} on the lines part: in this run every step makes a"
        " difference in the last digit larger.",
        "lines agree": "The thin line is this loop, the thick one below it the core: they lie on"
        " each other.",
        "epochs": "An epoch is {length:iteration} here: after so many, every point has been looked"
        " at once.",
        "alternative": "Log loss of the short loop and of the core over {n_iters:iteration}: from"
        " {first:number} to {last:number} and from {core_first:number} to {core_last:number}.",
        "class": "**The class above on the tutorial’s data**: 30 measurements, 114 test tumours.",
        "as it comes": "as it comes, η {rate}",
        "standardised": "standardised, η {rate}",
        "accuracy": "Right",
        "precision": "Precision",
        "rises": "Steps that raised the loss",
        "rises of steps": "{n_rises} of {n_steps}",
        "last loss": "Last loss",
        "class caption": "The tutorial reports 92.98 % right and a precision of 91.78 %: of the"
        " tumours called benign, so many are. Columns brought to one scale, and a rate that fits"
        " them, give more, and a loss that only falls.",
    },
    take_away="Predict, find the errors, average the slopes, step, and repeat. All the rest is"
    " speed and care.",
)
