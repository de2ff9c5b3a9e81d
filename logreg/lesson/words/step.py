"""Section 3: one step under the microscope."""

from .parts import Question, SectionWords

WORDS = SectionWords(
    title="One step under the microscope",
    question=Question(
        ask="Each point pulls at the weights by its error p − y. Which point pulls hardest, if all"
        " lie equally far out?",
        options=("one that is right and sure", "one on the line", "one that is wrong and sure"),
        answer="On the line the error is ½. At the end of your run the largest error among the"
        " training points is {largest}, the smallest {smallest}.",
    ),
    text={
        "pull": "One iteration looks at some points, averages their pulls, and moves weights and"
        " bias **against** the average, by the learning rate η. A point that the model gets right"
        " with confidence has $p \\approx y$ and hardly pulls. One on the wrong side has an error"
        " of more than ½, and of nearly 1 where the model is sure.",
        "picture": "The first chart shows the points, the line before the step and, dashed, the"
        " line after it. The second one shows the weights: each thin stroke is the pull of one"
        " point, and strung together they lead from the old weights to the new.",
        "batch": "With the **full batch** all points pull in every iteration. A **mini-batch** of m"
        " points is cheaper, and its direction is right only on average. Each **epoch** shuffles"
        " the points and goes through all of them once.",
        "try": "Step a few times with all points, then with one at a time: the line wanders. Where"
        " the classes overlap it hovers around the best line without coming to rest, the nearer"
        " the lower η is ([*Deep Learning*](https://www.deeplearningbook.org/), chapter 8).",
    },
    said={
        "size": "Points in a step",
        "all": "all",
        "step": "Step",
        "10 steps": "10 steps",
        "over": "Start over",
        "point": "Point",
        "before": "Loss before",
        "after": "Loss after",
        "where": "After **{n_iters:iteration}**; the next one looks at {n:point}, with η ="
        " {rate:chosen}.",
        "this point": "point",
        "in this step": "in this step",
        "pulls": "this point pulls",
        "others": "all others",
        "gradient": "gradient: the sum",
        "update": "update: −η × sum",
        "theta before": "before",
        "theta after": "after",
        "rounded": "Rounded to four digits at most, so that a sum may be off in the last.",
        "not in batch": "This point is not in the batch: it does not pull this time.",
        "pick": "Click a point to pick it. The ring is around the point that the numbers describe.",
        "no line yet": "With both weights at 0 every p is {p}: there is no line yet.",
        "members": "The {n:point} with a dot inside {n:pulls|pull} this time.",
        "picked": "Picked is point {row} at ({x1:number}, {x2:number}).",
        "next line": "after the step",
        "step arrow": "the step",
        "all strokes": "pulls",
        "own stroke": "this point",
        "strokes": "From the hollow dot to the full one: the step. Each stroke is one point’s pull;"
        " the thick one is point {row}.",
        "strokes alone": "From the hollow dot to the full one: the step. Point {row} is not in the"
        " batch and has no stroke.",
        "strokes alternative": "The step in the plane of the two weights, from ({w1}, {w2}) to"
        " ({v1}, {v2}), as a chain of the pulls of {points:point}.",
    },
    take_away="A step is a vote: each point pulls by its error times its coordinates, and the mean"
    " of the votes, times the learning rate, moves the weights.",
)
