"""What a learner reads of each mission, in English: one entry each, and what all of them share.

The templates are those of `wording.claims`: every number in them is one of the run, of the facts
that the question is about, or of the goal. Another language is another file like this one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Words:
    """The templates of one mission."""

    title: str
    idea: str
    question: str
    options: Mapping[str, str]  # by the names that `Mission.answer` gives
    goal: str
    hints: tuple[str, str, str]  # the last is the answer
    near: Mapping[str, str]  # by the kinds of nearness that its check knows
    explained: str


MISSIONS = "Missions"
SUMMARY = "Summary"
NUMBER = "Mission {number} of {n}"
EXTRA = "Extra mission"
PREDICT = "First say what you expect. Then the controls come."
HINT = "Hint {number} of {n}"
NEXT = "Next: {title}"
WHY = "Read why, in the lesson: {title}"
NOW_TRY = "Now try the mission “{title}”."
DONE = "Done"
# Of an attempt that is there, and of the dots for who hears them.
REACHED = "Done. {nearness}"
DOT = "{title}"
DOT_DONE = "{title}, done"
KEEP = "Keep my progress in this browser"
KEEP_HELP = "It stays on this device, and is forgotten when you switch this off."
SCORE = "You predicted {n_right} of {n_predicted:question} rightly and did {n_done} of {n:mission}."
NOT_BEGUN = "You have not begun a mission yet."
COLUMNS = ("Mission", "You said", "It was", "Hints", "Done")
SAID_RIGHTLY = "You said “{said}”, and so it was."
SAID_WRONGLY = "You said “{said}”; it was “{right}”."

WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "hand": Words(
            title="By hand",
            idea="A model is three numbers, and the loss ranks all models.",
            question="Which of the three numbers must go furthest from 0 for the lowest loss?",
            options={"w1": "w₁", "w2": "w₂", "b": "b"},
            goal="Move the weights until the training loss is {goal_bronze:chosen} or less. Gold is"
            " {goal_gold:chosen}.",
            hints=(
                "Which axis parts the colours? The weight of that axis matters most.",
                "Larger numbers make the shading sharper: the model is surer.",
                "Try w₁ = {solution_w1:chosen}, w₂ = {solution_w2:chosen}, b ="
                " {solution_b:chosen}.",
            ),
            near={
                "far": "Training loss {loss:number}. Bronze begins at {goal_loss:chosen}.",
                "medal": "Training loss {loss:number}: {medal}. {goal_loss:chosen} is {better}.",
                "gold": "Training loss {loss:number}: gold. No weights come below {lowest:number}.",
            },
            explained="The lowest loss, {lowest:number}, is at w₁ = {w1:number}, w₂ ="
            " {w2:number}, b = {b:number}: three numbers, and training finds them.",
        ),
        "asleep": Words(
            title="Asleep",
            idea="Accuracy can be right while the probabilities still sleep.",
            question="At a rate of {start_rate:chosen} and after {start_iterations:step}, how many"
            " training points are on the right side?",
            options={
                "half": "about half",
                "none": "none yet",
                "most": "{accuracy:percent}",
            },
            goal="Raise the rate until the training loss is {goal_loss:chosen} or less, without a"
            " single rise.",
            hints=(
                "The right side is not yet sure: look how pale the shading is.",
                "Watch the loss, not the accuracy.",
                "Go to a rate of {solution_rate:chosen}.",
            ),
            near={
                "short": "Training loss {loss:number}; {goal_loss:chosen} is wanted.",
                "rises": "Training loss {loss:number}, but it rose on {n_rises} of {n_iters:step}.",
                "reached": "Training loss {loss:number}, and it never rose.",
            },
            explained="At the start every p lay between {low_p:chosen} and {high_p:chosen}, and"
            " still {accuracy:percent} were right: accuracy asks only for the side, the loss asks"
            " how sure. It was {start:number}, and is {loss:number} with your rate.",
        ),
        "edge": Words(
            title="The edge",
            idea="A step can be too long; then the loss bounces, it does not explode.",
            question="What does a rate of {question_rate:chosen} do here, in the long run?",
            options={
                "jumps": "it jumps between two values",
                "grows": "the loss grows without end",
                "faster": "it learns faster, and settles",
            },
            goal="Find a rate of {goal_rate:chosen} or more that still settles: a loss of"
            " {goal_loss:chosen} or less, and still for the last 20 steps.",
            hints=(
                "Play it, and watch the line flip from one side to the other.",
                "Halve the rate until it settles.",
                "The limit is {limit:rough}. Take {solution_rate:chosen}.",
            ),
            near={
                "bounces": "It still bounces, between {low:number} and {high:number}.",
                "falling": "It has only come down to {loss:number} and still falls: the steps are"
                " too short.",
                "slow": "It settles at {loss:number}, but a rate of {rate:chosen} is below"
                " {goal_rate:chosen}.",
                "reached": "It settles at {loss:number} with a rate of {rate:chosen}.",
            },
            explained="At {question_rate:chosen} it jumps between {low:number} and {high:number}:"
            " each step is too long for the valley. Up to {stable:number} the loss never rises;"
            " your"
            " {rate:chosen} is beyond that and still came to rest.",
        ),
        "scales": Words(
            title="A hundred to one",
            idea="The scales of the features decide which rate is possible.",
            question="Which one switch helps most?",
            options={
                "scaled": "standardise the features",
                "more": "ten times the iterations",
                "lower": "a tenth of the rate",
            },
            goal="Bring the training loss to {goal_loss:chosen} or less in the same"
            " {start_iterations:step}.",
            hints=(
                "Look at the numbers along the two axes.",
                "One rate must fit both features.",
                "Standardise, then take a rate of {solution_rate:chosen}.",
            ),
            near={
                "short": "Training loss {loss:number}; {goal_loss:chosen} is wanted.",
                "reached": "Training loss {loss:number}.",
            },
            explained="One feature varies {ratio:rough} times as much as the other. As they come,"
            " rates up to {raw_rate:number} are safe; standardised, up to {scaled_rate:number}."
            " Scaling alone gave {scaled:number}, a lower rate {lower:number}; more steps only jump"
            " longer.",
        ),
        "circle": Words(
            title="No line",
            idea="The model is linear in its weights, not in the picture.",
            question="Which shape will the boundary need?",
            options={"line": "a line", "wave": "a wave", "closed": "a closed curve"},
            goal="With at most {goal_n:chosen} features, get {goal_accuracy:percent} of the test"
            " points right.",
            hints=(
                "What counts is how far a point is from the centre.",
                "x₁² + x₂² is the square of that distance.",
                "Take x₁² and x₂².",
            ),
            near={
                "too many": "{n:feature} are more than {most}; {accuracy:percent} are right.",
                "short": "{accuracy:percent} of the test points are right.",
                "reached": "{accuracy:percent} of the test points are right with {n:feature}.",
            },
            explained="A line gets {line:percent}. The two squares get {squares:percent}: w₁x₁² +"
            " w₂x₂² + b = 0 is a closed curve, though it is still a weighted sum.",
        ),
        "one": Words(
            title="One is enough",
            idea="The right feature beats many.",
            question="How few of these features are enough?",
            options={"one": "1", "two": "2", "four": "4"},
            goal="With a single feature, get {goal_accuracy:percent} of the test points right.",
            hints=(
                "What do the two blue corners have in common?",
                "The sign of x₁ times the sign of x₂.",
                "Take x₁x₂ alone.",
            ),
            near={
                "too many": "{n:feature} are more than {most}; {accuracy:percent} are right.",
                "short": "{accuracy:percent} of the test points are right with {n:feature}.",
                "reached": "{accuracy:percent} of the test points are right with {n:feature}.",
            },
            explained="x₁ and x₂ apart get {line:percent}, their product alone {product:percent}:"
            " what decides is whether the two agree.",
        ),
        "ravine": Words(
            title="The ravine",
            idea="More iterations are not more progress: curvature decides.",
            question="Two more features, x₁² and sin x₁, and the same"
            " {start_iterations:step}. The test accuracy was {before:percent}. It …",
            options={"less": "falls a little", "all": "rises to 100 %", "half": "falls to 50 %"},
            goal="Bring the training loss to {goal_loss:chosen} or less in"
            " {start_iterations:step}, and never above {goal_highest:chosen}.",
            hints=(
                "The sentence above the charts says that it is falling slowly.",
                "One direction curves {condition:rough} times less than another.",
                "Newton’s method divides by the curvature.",
            ),
            near={
                "jumped": "It went up to {highest:number} on its way, and ended at {loss:number}.",
                "short": "Training loss {loss:number}; {goal_loss:chosen} is wanted.",
                "reached": "Training loss {loss:number} after {n_iters:step}.",
            },
            explained="Gradient descent came to {loss_after:number}, and the test accuracy went"
            " from {before:percent} to {after:percent}. The lowest loss is {lowest:number}:"
            " Newton’s"
            " method is there after {newton_steps:step}.",
        ),
        "endless": Words(
            title="The weights that never stop",
            idea="Separable classes leave the loss no minimum; a penalty makes one.",
            question="{long_run} steps instead of {short_run}: the length of the weights, ‖w‖,"
            " becomes …",
            options={
                "same": "the same: it has settled",
                "ten_times": "ten times as long",
                "half_more": "one and a half times as long",
            },
            goal="Make the weights come to rest, no longer than {goal_length:chosen}, with every"
            " training point right and a loss of {goal_loss:chosen} or less.",
            hints=(
                "The loss is still falling. What would make it stop?",
                "What would make long weights cost something?",
                "Take λ = {solution_l2:chosen}.",
            ),
            near={
                "growing": "‖w‖ = {length:number}, and still growing: {growth:percent} in the last"
                " 1000 steps.",
                "long": "At rest, but ‖w‖ = {length:number} is longer than {goal_length:chosen}.",
                "too strong": "At rest, but the loss is {loss:number} and {accuracy:percent} are"
                " right: the penalty is too strong.",
                "jumping": "The weights still jump with every step, at a loss of {loss:number}:"
                " with this λ the steps are too long.",
                "diverged": "The run diverged: rate × λ is above 2.",
                "reached": "At rest: ‖w‖ = {length:number}, loss {loss:number}.",
            },
            explained="Without a penalty ‖w‖ went from {short:number} to {long:number}, like a"
            " logarithm: it never stops. With yours it rests at {length:number}.",
        ),
        "heart": Words(
            title="By heart",
            idea="A training loss of 0 can be a disaster.",
            question="λ goes up from 0. The training loss …",
            options={"falls": "falls", "stays": "stays", "rises": "rises"},
            goal="Bring the test loss to {goal_loss:chosen} or less, with all seven features.",
            hints=(
                "Compare both curves: the training loss alone looks perfect.",
                "The model is far too sure of what it has never seen.",
                "Take λ = {solution_l2:chosen}.",
            ),
            near={
                "short": "Test loss {loss:number}; {goal_loss:chosen} is wanted. Training loss"
                " {train:number}.",
                "reached": "Test loss {loss:number}, training loss {train:number}.",
            },
            explained="Without a penalty {n_train:point} are learned by heart: training loss"
            " {train_free:number}, test loss {test_free:number}. At λ = {l2:chosen} they are"
            " {train_held:number} and {test_held:number}. Choosing λ by the test points flatters; a"
            " third set of points is for that.",
        ),
        "rare": Words(
            title="The rare class",
            idea="The threshold is yours, and accuracy flatters.",
            question="The threshold goes down from 0.5 to {threshold:chosen}. The accuracy …",
            options={"rises": "rises", "falls": "falls", "stays": "stays"},
            goal="Find {goal_recall:percent} of the rare class, with at most {goal_n_false:chosen}"
            " false"
            " positives.",
            hints=(
                "Recall is the row of the rare class in the matrix.",
                "Who is missed at 0.5? They have a p below it, not at 0.",
                "Take {solution_threshold:chosen}.",
            ),
            near={
                "missed": "Recall {recall:percent}, {n_false:false positive}: too many are missed.",
                "accused": "Recall {recall:percent}, {n_false:false positive}: too many.",
                "reached": "Recall {recall:percent}, {n_false:false positive}.",
            },
            explained="From 0.5 to {threshold:chosen} the accuracy goes from"
            " {accuracy_half:percent} to {accuracy_low:percent}, the recall from"
            " {recall_half:percent} to {recall_low:percent}. Always saying no would be right for"
            " {constant:percent}, and find nobody.",
        ),
        "lucky": Words(
            title="Lucky",
            idea="A test score is a measurement, and it has an error.",
            question="A model with 100 % on {few} test points. On {many} new ones it will have …",
            options={"all": "100 %", "most": "about {many_accuracy:percent}", "half": "50 %"},
            goal="Find a seed with all {few} test points right.",
            hints=("Try another seed.", "And another.", "Take seed {solution_seed}."),
            near={
                "short": "{accuracy:percent} of the test points are right. {n_tried:seed} tried.",
                "reached": "All test points are right. {n_tried:seed} tried.",
            },
            explained="Of the seeds 0 to 99, {n_lucky} win. Your model, of seed {own_seed}, gets"
            " {own_accuracy:percent} of {many} new points right: {few:point} measure too little.",
        ),
        "tutorial": Words(
            title="The tutorial’s mistake",
            idea="Its {raw:percent} was luck on a shaking curve.",
            question="Standardise, and change nothing else. The test accuracy was {raw:percent}."
            " It …",
            options={"falls": "falls", "rises": "rises", "stays": "stays"},
            goal="Get {goal_accuracy:percent} of the test points right, by a loss that never"
            " rises.",
            hints=(
                "Look how far the loss has fallen.",
                "Standardised, rates up to {scaled_rate:number} are safe.",
                "Standardise, and take a rate of {solution_rate:chosen}.",
            ),
            near={
                "rises": "{accuracy:percent} are right, but the loss rose on {n_rises} of"
                " {n_iters:step}.",
                "short": "{accuracy:percent} are right, and the loss never rose.",
                "reached": "{accuracy:percent} are right, and the loss never rose.",
            },
            explained="As it was, each step was {times:rough} times the safe one, and the loss rose"
            " on {raw_rises} of {raw_iters:step}. Standardised, the same rate is too short: the"
            " loss"
            " only fell to {scaled_loss:number}, with {scaled:percent} right. Then a higher rate is"
            " both safe and fast.",
        ),
        "hover": Words(
            title="Never quite there",
            idea="Small batches hover; the rate sets how high.",
            question="Each step sees one point of {n}. Will the loss come to rest?",
            options={"yes": "yes", "luck": "with luck", "no": "no"},
            goal="Make the last 1000 steps hover within {goal_excess:chosen} of the minimum.",
            hints=(
                "Divide the rate by ten.",
                "Or let each step average over more points.",
                "{solution_batch} points a step, and a rate of {solution_rate:chosen}.",
            ),
            near={
                "short": "It hovers {excess:number} above the minimum; {goal_excess:chosen} is"
                " wanted.",
                "falling": "It is {excess:number} above the minimum and still falling.",
                "reached": "It hovers {excess:number} above the minimum.",
            },
            explained="At the start the last 1000 losses swung between {low:number} and"
            " {high:number}, on average {hovers:number} above the minimum {lowest:number}. A lower"
            " rate or a larger batch hovers lower; it never rests.",
        ),
        "two": Words(
            title="Which two?",
            idea="An L1 penalty throws features out.",
            question="λ = {strong:chosen} instead of {weak:chosen}. The test accuracy …",
            options={"rises": "rises", "stays": "stays", "falls": "falls"},
            goal="Leave at most {goal_n:chosen} weights that are not 0, with"
            " {goal_accuracy:percent} of the test points right and a training loss of"
            " {goal_loss:chosen} or less.",
            hints=(
                "Raise the L1 strength, and see which weight goes first.",
                "At half the answer {n_at_half:weight} are left.",
                "Take λ = {solution_l1:chosen}.",
            ),
            near={
                "too many": "{n:weight} {n:is|are} not 0; {accuracy:percent} are right.",
                "too strong": "{n:weight} {n:is|are} not 0, but the loss is {loss:number} and"
                " {accuracy:percent} are right.",
                "reached": "{n:weight} {n:is|are} not 0, and {accuracy:percent} are right.",
            },
            explained="At λ = {weak:chosen} {accuracy_weak:percent} are right, at λ ="
            " {strong:chosen} {accuracy_strong:percent}; but the loss goes from {loss_weak:number}"
            " to {loss_strong:number}. The stronger penalty leaves the side and takes the"
            " certainty.",
        ),
    }
)
