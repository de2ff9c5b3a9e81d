"""Names as a table of somebody's own can have them: text, and to Plotly, Markdown or HTML more."""

from dataclasses import replace
from functools import cache

from logreg import Experiment, Run, run

FEATURE_NAMES = (
    "<b>x</b>",
    "%{x} & 5 %",
    r'$\frac{1}{2}$ "<i>q</i>" x',
    "<img src=x onerror=alert(1)>",
)
CLASS_NAMES = ("**no** [a](b)&lt;", "<a href='https://evil.example'>yes</a> %{y}")
NAMES = FEATURE_NAMES + CLASS_NAMES
# What Streamlit finds in a text however its signs are escaped.
FOUND_LATE = (
    "https://evil.example/a?b=1",
    "www.evil.example",
    "me@evil.example",
    ":material/home:",
    ":streamlit:",
    "a -> b <- c <-> d -- e",
    "a >= b <= c ~= d",
    "    indented",
    ":smile:",
    "- 1. # ~~x~~ `y` a_b_c | d",
    "C:\\",
)


@cache
def hostile_run(**choices: object) -> Run:
    """A run whose features and classes have those names."""
    result = run(Experiment.of(dataset="iris", other_features=True, **choices))
    named = {"feature_names": FEATURE_NAMES, "class_names": CLASS_NAMES}
    return replace(result, dataset=replace(result.dataset, **named))
