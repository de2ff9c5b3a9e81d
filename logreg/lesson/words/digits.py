"""Appendix B: the same σ and log on a computer."""

from .parts import Question, SectionWords

WORDS = SectionWords(
    title="The same σ and log on a computer",
    question=Question(
        ask="A float64 has about 16 digits. What does it make of σ(40), which is a little less"
        " than 1?",
        options=("a little less than 1", "exactly 1", "an overflow"),
        answer="1 − σ(40) is {rest}, and float64 gives {computed}. With it −log(1 − p), the loss"
        " of a point of class 0, is {naive}; from z it is {ours}.",
    ),
    text={
        "sigma": "The formula as books write it computes $e^{-z}$, which overflows below"
        " $z = -709.78$; section 1 clips $z$ before. The form below never takes an exponent above 0"
        " and keeps the digits of a tiny $p$ ([exp-normalize]"
        "(https://timvieira.github.io/blog/post/2014/02/11/exp-normalize-trick/)).",
        "tanh": "In its training loop the core takes $\\frac12(1 + \\tanh\\frac z2)$, which is"
        " faster. That is right to 2 × 10⁻¹⁶, but of a tiny $p$ no digit is left below"
        " $z \\approx -38$. The gradient adds up $p - y$, where that does no harm; a logarithm of"
        " $p$ would be ruined.",
        "log": "**The logarithm of 0.** Above $z \\approx 37$ a float64 has $1 - p$ exactly 0, and"
        " $-\\log(1 - p)$ is ∞. Many programs add a small ε, such as the tutorial’s 10⁻⁹. Then no"
        " loss exceeds $-\\log ε = 20.7$, the slope far out is 0, and the loss of a very right"
        " point falls below 0. Computed from the score the loss needs no such patch: it is"
        " $\\log(1 + e^{z})$, called softplus, for class 0 and $\\log(1 + e^{-z})$ for class 1.",
    },
    said={
        "sigma": "**The sigmoid of extreme scores**",
        "naive": "Naive",
        "normalized": "Exp-normalize",
        "tanh": "With tanh",
        "sigma caption": "In brackets: how many digits are right, 15 at most, against an exact"
        " calculation. “Overflow” is NumPy’s warning. σ(−1000) is 5 × 10⁻⁴³⁵, smaller than any"
        " float64 but 0.",
        "log": "**The log loss of extreme scores**",
        "log caption": "For a point of class 0. In brackets: how many digits are right, 15 at most,"
        " against an exact calculation. “Divide by zero” is NumPy’s warning of log 0.",
    },
    take_away="Compute the loss from the score, never from the probability.",
)
