"""Appendix C: other books, other names."""

from .parts import Question, SectionWords

WORDS = SectionWords(
    title="Other books, other names",
    question=Question(
        ask="scikit-learn’s `C` goes from 1 to 10. The penalty on large weights becomes",
        options=("stronger", "weaker", "that depends on the data"),
        answer="λ = 1/(nC). With your {n} training points C = 1 is λ = {one}, and C = 10 is"
        " λ = {ten}.",
    ),
    text={
        "intro": "The same things have other names elsewhere. Two need care: a penalty that is"
        " divided by 2m, and a `C` that stands for its inverse.",
    },
    said={},
    take_away="Before you copy a number, ask: sum or mean, λ or 1/λ, with the bias or without?",
)

HEAD = ("Here", "Andrew Ng’s course", "CS229 notes", "scikit-learn")
ROWS = (
    ("feature vector $x$, label $y$", "$x^{(i)}$, $y^{(i)}$", "$x^{(i)}$, $y^{(i)}$", "`X`, `y`"),
    ("weights $w$, bias $b$", "$w$, $b$", "$\\theta$, with $\\theta_0$", "`coef_`, `intercept_`"),
    ("probability $p = \\sigma(z)$", "$f_{w,b}(x)$", "$h_\\theta(x)$", "`predict_proba`"),
    ("score $z$", "$z$", "$\\theta^\\top x$", "`decision_function`"),
    ("number of points $n$", "$m$", "$n$", "`n_samples`"),
    ("log loss $L$, a mean", "cost $J$, a mean", "$-\\ell(\\theta)$, a sum", "`log_loss`"),
    ("learning rate $\\eta$", "$\\alpha$", "$\\alpha$", "–"),
    (
        "penalty $\\frac{\\lambda}{2}\\lVert w \\rVert^2$",
        "$\\frac{\\lambda}{2m}\\lVert w \\rVert^2$",
        "–",
        "$C = \\frac{1}{n\\lambda}$",
    ),
)
