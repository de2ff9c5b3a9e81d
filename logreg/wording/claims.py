"""What is said of a run: each sentence is a record of numbers, written out by one template.

Whoever makes a claim decides that it holds; here stands how it is worded, and nothing else. So
every sentence on screen can be recomputed from its kind and values by somebody who does not
believe it, as `tests/experiment/test_truth.py` does.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from string import Formatter
from types import MappingProxyType
from typing import Any

from .numbers import apart, count, decimal, number, percent, sampled_percent
from .remedies import REMEDIES

# A result keeps its place while it changes; a choice has the digits that a person gave it.
FORMS: Mapping[str, Callable[[float], str]] = MappingProxyType(
    {
        "number": decimal,
        "chosen": number,
        "rough": lambda value: number(value, 3),
        "percent": percent,
        "sampled": sampled_percent,
    }
)

# {n:point} is “1 point” or “2 points”, {n:is|are} the verb that goes with n.
TEMPLATES: Mapping[str, str] = MappingProxyType(
    {
        # --- How the training went ---
        "fell": "The {what} fell from {start:number} to {end:number} in {n_iters:iteration}.",
        "fell little": "The {what} fell by only {fall:number} in {n_iters:iteration}, from"
        " {start:number}.",
        "stayed": "The {what} stayed at {start:number} in {n_iters:iteration}.",
        "rose": "The {what} went from {start:number} to {end:number} and rose on {n_rises} of"
        " {n_iters:step}.",
        "diverged": "Diverged at iteration {iteration}: the weights or the loss grew beyond all"
        " bounds.",
        "hand loss": "The {what} of these weights is {loss:number}; nothing is trained.",
        # --- Where it stands at the end ---
        "at minimum": "That is its minimum, to the digits shown.",
        "no minimum": "It could fall for ever: the training points can be parted without error.",
        "still falling": "It is still falling.",
        "falling slowly": "It is falling slowly, to {lowest:number} at best.",
        "on a plateau": "It hardly moves any more, yet {lowest:number} is possible.",
        "test risen": "The {what} has risen since iteration {lowest_at}.",
        "ended above start": "It ends above where it began: the learning rate {rate:chosen} is too"
        " high.",
        # --- Why it rose ---
        "rises": "The {what} rose on {n_rises} of {n_iters:step}.",
        "rate above stable": "The learning rate {rate:chosen} is {ratio:rough} times"
        " {stable:number}, up to which gradient descent never raises the loss.",
        "penalty bounds rate": "That bound is so low because of the penalty, L2 = {l2:chosen}.",
        "scales differ": "{wide} varies {ratio:rough} times as much as {narrow}; standardised, the"
        " bound would be {standardized:number}.",
        "standardizing helps": "Standardised, the bound would be {standardized:number}.",
        "penalty overshoots": "Learning rate × L2 is {product:chosen}; above 2 every step"
        " overshoots further than the last. Lower one of them.",
        "lower the rate": "Lower the learning rate.",
        "small batch": "Each step saw only {n_seen} of {n:sample}, and what is downhill for these"
        " need not be so for all.",
        "carries speed": "{label} carries speed from step to step, and so can overshoot.",
        "step as long as rate": "Adam moves a weight by about the learning rate {rate:chosen},"
        " however small the slope: by up to {longest:number} where the loss rose.",
        "chaotic": "This run is chaotic: it magnifies every rounding, and on another processor it"
        " can end elsewhere.",
        # --- What the model is worth at the end ---
        "correct": "At the end {n_correct} of {n:{split} point} {n_correct:is|are} classified"
        " correctly.",
        "constant as good": "Always saying {name} would get {n_constant} right.",
        "few points": "With only {n:{split} point}, a share of them has a standard error of up to"
        " {error:percent}.",
        # --- Beside scikit-learn ---
        "compared before": "Our run diverged at iteration {iteration}; compared is our model just"
        " before.",
        "no optimum": "The training points can be parted without error and no penalty holds the"
        " weights back: there is no finite optimum, and the weights of both depend on where they"
        " stop.",
        "theirs above": "scikit-learn’s {solver} stopped after {n_passes:iteration},"
        " {excess:number} above the lowest loss known.",
        "saga needs scales": "saga needs features on similar scales: standardise.",
        "same model": "Every dot sits in its ring, and no p differs by more than"
        " {p_difference:number}: both found the same model.",
        "one is above": "Ours is {ours:number} above the lowest loss known, scikit-learn’s"
        " {theirs:number}: where dot and ring part, that is why.",
        "weights without optimum": "Without an optimum weights grow for ever: their size tells"
        " where each side stopped.",
        "gap rises": "The line rises on {n_rises} of {n_iters:step}: these led away from the"
        " lowest loss.",
        "gap to limit": "These classes can be parted, so the loss has no minimum: the gap is to its"
        " limit 0.",
        "gap closed": "After {n_iters:iteration} no lower loss is known, to the last digit.",
        "gap left": "After {n_iters:iteration} the {what} is {gap:number} above the lowest known.",
        # --- Below the loss curve ---
        "curve rises": "The training curve rises on {n_rises} of {n_iters:step}.",
        "starts at ln 2": "Every run starts at ln 2 = {start:number}: the loss of knowing nothing.",
        "starts at a guess": "This run starts at {start:number}, from weights of your own; one that"
        " knows nothing starts at ln 2 = 0.693.",
        "test turned up": "The test curve has turned up since iteration {lowest_at}, while the"
        " {what} still fell: that is overfitting.",
        "test lowest last": "The test curve ends less than {digit:chosen} above its lowest: no sign"
        " of overfitting.",
        "test above lowest": "Overfitting shows where the test curve turns up; at the end it is"
        " {above:number} above its lowest.",
        # --- Below the boundary ---
        "slice": "A slice through {n:dimension}: the {n_others} features not drawn are held at"
        " their mean, so points off the slice may look misplaced.",
        "slice at mean": "A slice at the mean of the {n_others} other features.",
        "one class everywhere": "The whole area is predicted as {name}. There is no line.",
        "one class all over": "The whole area is predicted as {name}, but for strips too thin to be"
        " seen, if any. There is no line.",
        "part of the area": "{share:sampled} of the area is predicted as {name}. There is no line.",
        "line too fine": "The line winds too finely to be drawn. {share:sampled} of the area is"
        " predicted as {name}.",
        "nothing decided": "All p are 0.5: neither class is likelier anywhere, and there is no"
        " line.",
        "line at half": "Where the colour fades the model is unsure; on the line both classes have"
        " p = 0.5.",
        "line at threshold": "The colour fades where p = 0.5; on the line P({name}) is"
        " {threshold:chosen}, enough to be predicted.",
        # --- What to trust of an evaluation ---
        "training judges": "There are no test points; the training points judge here, and they"
        " flatter the model.",
        "one class alone": "The {split} set holds only {name}: ROC and precision–recall curves need"
        " both classes.",
        "few of a class": "The {split} set holds only {n:point} of {name}: {n:it|each one} moves"
        " the curves by {share:percent}, too much to trust them.",
        "few in a bin": "With {n:{split} point}, a bin of the calibration plot holds only about"
        " {per_bin}: take it for a sketch.",
        "balanced": "With balanced classes, p answers as if both were equally common: on the"
        " training points it is {mean_p:percent} on average, where {share:percent} are {name}.",
        "balance not reached": "With balanced classes, p comes to answer as if both were equally"
        " common; this run ended before it did.",
        # --- Below the charts of an evaluation ---
        "no curve": "There is no curve: no {split} point is {absent}.",
        "guessing is as precise": "Guessing is as precise: no {split} point is {absent}.",
        "one class in bars": "No {split} point is {absent}.",
        "one mistake costs": "No {split} point is {absent}: only false {mistakes} can cost.",
        "ranks worse than chance": "The area under the curve is {area:number}, below ½: guessing"
        " would rank the points better.",
        "roc": "The nearer the upper left corner the better; guessing stays on the diagonal."
        " Positive is {name}.",
        "precision and recall": "The nearer the upper right corner the better; guessing reaches the"
        " dashed line, the share of the positives: {name}.",
        "calibration": "On the diagonal a predicted 70 % comes true 7 times in 10; the numbers"
        " count the points of each bin.",
        "bars": "Right of the line {name} is predicted: {negative} there and {name} on the left are"
        " the mistakes.",
        "costs": "Costly false negatives pull the cheapest threshold down. It is found on these"
        " same points: on new ones it may cost more.",
        # --- Below the learning rate, short ---
        "zone never rises": "≤ {stable:number}: loss never rises",
        "zone may jump": "≤ {limit:number}: may jump, can settle",
        "zone can settle": "≤ {limit:number}: can settle",
        "zone cannot settle": "> {limit:number}: cannot settle",
        "zone no limit": "> {stable:number}: may jump, no limit",
        # --- On the page Descent ---
        "whole landscape": "Each place is one model of weight and bias; nothing is hidden.",
        "floor landscape": "Each place has the best bias for its two weights: the true floor. The"
        " path runs on it or above it.",
        "slice landscape": "A cut through {n:dimension}; off the dot it is not where the path"
        " went.",
        "rate below stable": "The learning rate {rate:chosen} is not above 2/L = {stable:number}:"
        " no step can raise the {what}.",
        "rate between": "The learning rate {rate:chosen} is above 2/L = {stable:number}, up to"
        " which no step can raise the {what}, and below 2/λmax = {limit:number} at the minimum: it"
        " may jump, and can still come to rest there.",
        "rate below limit": "{label} can come to rest at the minimum up to a learning rate of"
        " {limit:number}, and not above.",
        "rate above limit": "{label} cannot come to rest at the minimum above a learning rate of"
        " {limit:number}, and this is {rate:chosen}.",
        "no limit of rate": "The training points can be parted without error: there is no minimum"
        " to come to rest at, and no rate that is too high for it.",
        "no simple limit": "{label} has no simple limit of the learning rate.",
        "needs no rate": "{label} finds the length of its steps itself: no valley slows it down.",
        "never rests": "Each step sees {n_seen} of {n:point}: at one and the same rate the path"
        " never comes to rest.",
        "valley": "At the minimum the valley is {root:rough} times as long as wide: that is √κ,"
        " with κ = {condition:rough}.",
        "parted by": "The proof is {shape} with every training point on its own side,"
        " {margin:number} standard deviations away or more.",
        "near since": "From iteration {at} on it is within {gap:chosen} of the minimum"
        " {lowest:number}.",
        "not near": "After {n_iters:iteration} it is {above:number} above the minimum"
        " {lowest:number}.",
        # --- What the weights say ---
        "odds ratio": "{name}: {step:chosen} more multiplies this model’s odds of {positive} by"
        " {ratio:chosen}, the other features held.",
        "odds ratio alone": "{name}: {step:chosen} more multiplies this model’s odds of {positive}"
        " by {ratio:chosen}.",
        "odds ratio beyond numbers": "{name}: no odds ratio, since it is beyond the numbers that a"
        " computer has.",
        "no odds ratio of a curve": "{name}: no odds ratio, since it changes by another amount for"
        " the same step taken elsewhere.",
        "no odds ratio of a part": "{name}: no odds ratio, since {others} would move with it and"
        " cannot be held.",
        "no odds ratio of an echo": "{name}: no odds ratio, since the other features tell"
        " {share:percent} of its variance: in these data it does not move while they are held.",
        "no odds ratios while parted": "No odds ratios: the training points can be parted without"
        " error and no penalty holds the weights back, so their size tells only where training"
        " stopped.",
        "no odds ratios after divergence": "No odds ratios: the run diverged.",
        # --- Below the S-curve ---
        "slope at the line": "0 is the line. There p rises by {slope:number} per unit, its"
        " steepest: a quarter of the length of w, {length:number}.",
        "curve over the score": "p depends on the features by their score z alone: it is 0.5 at 0,"
        " and 0.9 at ln 9 = 2.197.",
        "all at one place": "All weights are 0: every point has the same score.",
        # --- Whether the classes can be parted ---
        "parted by a margin": "Separable: all {n:training point} lie on their own side of one"
        " boundary, the nearest {margin:number} standard deviations from it. Without a penalty the"
        " loss has no minimum.",
        "overlap at a minimum": "Not separable: without a penalty the log loss has a minimum,"
        " {lowest:number}. With standardised features its gradient there is {gradient:chosen} long,"
        " and no weights have a loss lower by more than {excess:chosen}.",
        "overlap by a program": "Not separable: a linear program finds a point that mixtures of"
        " either class share.",
        "separability not known": "Not known: rounding leaves open whether the training points can"
        " be parted.",
        # --- How sure the weights are ---
        "no intervals with a penalty": "No intervals: the penalty pulls the weights towards 0, and"
        " then the Hessian does not tell how far chance moves them.",
        "no intervals with class weights": "No intervals: balanced classes count some points more"
        " than once, as if more had been measured.",
        "no intervals while parted": "No intervals: the training points can be parted without"
        " error, and the weights have no end.",
        "no intervals without minimum": "No intervals: no minimum of the loss is known.",
        "no intervals of repeats": "No intervals: some features repeat others, and only together do"
        " they have a weight.",
        "intervals of the model shown": "The intervals are those of the minimum, and the model"
        " shown is there: no weight is {share:chosen} standard errors away.",
        "intervals of the minimum": "The intervals are those of the minimum, not of the model"
        " shown, which has not arrived: {name} is {distance:rough} standard errors away.",
        "fan": "{n} {n:boundary|boundaries} of as many refits, each on points drawn anew with"
        " replacement: where they fan out, the data leave it open.",
        "resamples left out": "{n_left_out} of {n:refit} came to no finite minimum and"
        " {n_left_out:is|are} left out; the points of {n_parted} of them can be parted without"
        " error.",
        "no bootstrap intervals": "More than {n_most} are left out, so the outer 2.5 % of the"
        " refits’ weights are not known: no bootstrap intervals.",
        # --- Along the path of penalties ---
        "l2 path": "The length of the weights, as trained, falls from {first:number} at λ ="
        " {low:chosen} to {last:number} at λ = {high:chosen}.",
        "l1 path": "Exactly 0 at λ = {at:chosen}: {n_zero} of {n:weight}.",
        "path test lowest": "Of these λ the {what} is lowest, {loss:number}, at {at:chosen}; as"
        " these points chose it, it flatters.",
        "path without test": "A stronger penalty never lowers the {what}; without test points"
        " nothing here says which is better.",
        # --- What scaling did ---
        "curvatures": "κ, the largest curvature at the minimum over the smallest, is {raw:rough}"
        " with the features as they come and {standardized:rough} with standardised ones.",
        "no curvatures": "There is no κ to compare: it is that of a minimum, and no minimum with a"
        " curvature in every direction is known for both.",
        # --- In the gallery, why a run is known to be good or bad ---
        "gallery one line": "The loss only falls, to {end:number}, and could not fall below"
        " {lowest:number}. One straight line gets {share:percent} of the test points right.",
        "gallery asleep": "{share:percent} of the training points are right, and the model is sure"
        " of none: every p lies between {low:number} and {high:number}.",
        "gallery bounce": "At a learning rate of {rate:chosen} the loss ends in a jump, from"
        " {low:number} to {high:number} and back with every two steps. It bounces; it does not"
        " explode.",
        "gallery ravine": "The valley of the loss is {root:rough} times as long as wide:"
        " {n_iters:step} of gradient descent come to {end:number}, where {lowest:number} is"
        " possible.",
        "gallery newton": "Newton’s method divides by the curvature: {end:number} after"
        " {n_iters:step}, where gradient descent has {other:number} after {n_other}.",
        "gallery squares": "No line parts a ring from what lies inside. With x₁² and x₂² instead"
        " of x₁ and x₂, {share:percent} of the test points are right instead of"
        " {straight:percent}.",
        "gallery product": "The sign of x₁x₂ says it all but for the noise: {share:percent} of the"
        " test points are right, and with x₁ and x₂ instead {straight:percent}.",
        "gallery by heart": "It knows its {n:training point} by heart: a loss of {train:number} on"
        " these, and of {test:number} on points that it has never seen.",
        "gallery held back": "The classes can be parted, so the weights would never stop: in the"
        " last {n_last:step} they still grow by {growth:percent}. With L2 = {l2:chosen} they rest"
        " at a length of {length:number}.",
        "gallery thrown out": "L1 = {l1:chosen} leaves {n_left} of {n:weight}, those of {names};"
        " the others are exactly 0. {share:percent} of the test points are right.",
        "gallery rare class": "{share:percent} are right, and who never names the rare class is"
        " right in {constant:percent}: of that class only {recall:percent} are found.",
        "gallery tutorial": "{share:percent} of the test points are right, yet the loss rose on"
        " {n_rises} of {n_iters:step}: the learning rate is {ratio:rough} times the one up to which"
        " it never does. Standardised, at a rate of {better_rate:chosen}, {better:percent} are"
        " right.",
        # --- In the plan of a lesson, what is so ---
        "plan asleep": "{share:percent} are, at a loss of {end:number}: the line is there, and the"
        " model is sure of nothing. At a rate of {rate:chosen} the same steps come to"
        " {better:number}.",
        "plan edge": "At a rate of {rate:chosen} the loss ends in a jump between {low:number} and"
        " {high:number}; at {better_rate:chosen} it comes to {end:number}.",
        "plan scales": "One feature varies {ratio:rough} times as much as the other, and no rate"
        " fits both: {raw:number} at the end. Standardised, at a rate of {rate:chosen}, it is"
        " {end:number}.",
        "plan ring": "With x₁ and x₂ {straight:percent} of the test points are right, with x₁² and"
        " x₂² {curved:percent}: linear in the weights, not in the picture.",
        "plan by heart": "Training and test loss are {train:number} and {test:number} without a"
        " penalty; with L2 = {l2:chosen} they are {held_train:number} and {held_test:number}.",
        "plan rare class": "At ½ the accuracy is {share:percent} and the recall {recall:percent};"
        " at {threshold:chosen} they are {low_share:percent} and {low_recall:percent}, with"
        " {n_false:false alarm}.",
        "plan lucky": "Of {n:laptop} with the seeds from 0 on, {n_lucky} {n_lucky:sees|see}"
        " 100 % on {n_few:test point}, and of {n_seeds:seed} {n_lucky_seeds}. On {n_many} test"
        " points, after as many for training, the laptops see {low:percent} to {high:percent}.",
        # --- Beside the counter: why a run ended before the iterations asked for ---
        "ended at minimum": "ended early: at its minimum",
        "ended without minimum": "ended early: no digit is left to fall by",
        "ended stalled": "ended early: no step lowers the loss",
        "ended diverged": "ended early: diverged",
        **REMEDIES,
    }
)


@dataclass(frozen=True)
class Claim:
    """One sentence: its kind and the values it is made from."""

    kind: str
    values: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The sentence."""
        return written(TEMPLATES[self.kind], self.values)


@dataclass(frozen=True)
class Beside:
    """A value that must not read like another that stands beside it."""

    value: float
    other: float


def claim(kind: str, **values: Any) -> Claim:
    """A claim of a kind in `TEMPLATES`."""
    return Claim(kind, MappingProxyType(values))


def written(template: str, values: Mapping[str, Any]) -> str:
    """A template with its values, each in the form that stands behind its name."""
    return _WORDS.vformat(template, (), values)


def in_words(claims: Iterable[Claim]) -> str:
    """The sentences, one after another."""
    return " ".join(claim.text for claim in claims)


class _Words(Formatter):
    """Values as people read them."""

    def format_field(self, value: Any, form: str) -> str:
        """A number, a percentage, a count of things, or a verb for so many."""
        if isinstance(value, Beside):
            if form in FORMS:
                return apart(FORMS[form], value.value, value.other)
            value = value.value
        if form in FORMS:
            return FORMS[form](value)
        if "|" in form:
            one, many = form.split("|")
            return one if value == 1 else many
        return count(value, form) if form else str(value)


_WORDS = _Words()
