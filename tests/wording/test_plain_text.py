"""Text of a stranger stays the text that it is."""

import re
from html import unescape

import pytest

from logreg.wording.plain_text import WORD_JOINER, as_markdown, as_plotly

HOSTILE = [
    "<b>bold</b>",
    "a<br>b",
    '<a href="javascript:alert(1)">k</a>',
    "$x^2$",
    "%{x}",
    "&lt;b&gt;",
    "a & b",
    "größe ≤ 3",
    "<extra></extra>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_plotly_reads_entities_back_to_the_same_text(text: str) -> None:
    """What Plotly does with them was seen in a browser; here Python's own reader stands for it."""
    written = as_plotly(text)
    assert unescape(written) == text
    assert not re.search(r"[<>$%]", written)
    assert re.fullmatch(r"(?:[^&]|&#\d+;)*", written)


@pytest.mark.parametrize(
    "text", [*HOSTILE, "**b** [a](b)", "# h", "1. x", ":red[x]", "`c`", "a_b_"]
)
def test_markdown_signs_are_escaped_and_nothing_else_changes(text: str) -> None:
    written = as_markdown(text)
    # A word joiner has no width.
    assert re.sub(r"\\(.)", r"\1", written).replace(WORD_JOINER, "") == text
    assert not re.search(r"(?<!\\)[*_`\[\]<>#$:]", written.replace("\\\\", ""))


def test_lines_become_one() -> None:
    assert as_markdown("a\n    b\r\nc") == "a     b c"
    assert as_plotly("a\nb") == "a b"
