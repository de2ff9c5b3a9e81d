"""Section 5: the gradient, and its check."""

from .parts import Question, SectionWords

WORDS = SectionWords(
    title="The gradient and its check",
    question=Question(
        ask="You check a slope by trying: the loss a little ahead, minus the loss a little behind,"
        " over the distance 2ε. You make ε smaller, from 10⁻⁵ to 10⁻¹². The result gets",
        options=("more exact", "less exact", "it stays the same"),
        answer="On your run the check is off by {wide} at ε = 10⁻⁵ and by {narrow} at 10⁻¹². Two"
        " losses so near each other share their first digits, and their difference is what is"
        " left: rounding.",
    ),
    text={
        "gradient": "The gradient says, for each weight and for the bias, how fast the loss grows"
        " with it. Each point contributes its **error** $p - y$: times its own coordinates for the"
        " weights, times 1 for the bias. The gradient is the mean over all points.",
        "fold": "Where this comes from, in five steps",
        "step 1": "The loss of one point, in its score:",
        "step 2": "Its slope in z. The first term gives the sigmoid, the second the label:",
        "step 3": "How the score depends on each weight and on the bias:",
        "step 4": "The chain rule multiplies the two:",
        "step 5": "The loss is a mean over points, and so is its gradient:",
        "source": "The same in [CS229, section 2](https://cs229.stanford.edu/main_notes.pdf), there"
        " with the sign turned: it climbs the likelihood.",
        "check": "A formula can be checked by trying: move one weight by ε to either side, and see"
        " by how much the loss differs. The line through both places is the **secant**. With a"
        " small ε it lies on the slope; with too small a one, rounding is all that is left.",
    },
    said={
        "iteration": "After iteration",
        "iteration help": "The weights of your run after this many iterations.",
        "epsilon": "ε",
        "formula": "By formula",
        "differences": "By differences",
        "off": "Off by",
        "best": "Best ε",
        "largest": "Largest error there",
        "core": "Formula against core",
        "secant": "The loss over {name} alone, and the secant through ε = {epsilon} on either"
        " side.",
        "secant alternative": "Log loss over {name} from {low} to {high}. The secant over"
        " ε = {epsilon} has the slope {numeric}, the formula says {analytic}.",
        "first rows": "The first {rows} of {weights} weights, and the bias.",
        "slope in": "Slope of the loss in",
        "apart": "Apart by",
        "loss curve": "loss",
        "secant curve": "secant",
        "error axis": "largest error",
        "chosen": "your ε",
        "error hover": "ε = {epsilon}: error {error}",
        "all at 0": "With all weights at 0, as before the first iteration, all p are 0.5 and no ε"
        " is too wide: log(1 + eᶻ) − log(1 + e⁻ᶻ) is exactly z. Only rounding is left.",
        "straight": "Here the loss is so nearly straight that no ε is too wide: only rounding is"
        " left.",
        "too wide": "Right of the dot ε is too wide for a curved loss: these features need an even"
        " smaller one.",
        "too wide, rounding": "Right of the dot ε is too wide for a curved loss; left of it the"
        " two losses differ in their last digits alone: rounding.",
        "error alternative": "The error of central differences over their width ε, both on"
        " logarithmic axes: from {first} to {last}, lowest {lowest}.",
        "error at": "{error:number} at ε = {epsilon:chosen}",
        "weight": "weight of {name}",
        "bias": "bias",
    },
    take_away="The gradient is the mean of error times input. Never trust one that you have not"
    " checked against differences.",
)
