"""Text from a file or a link, so that nothing shows it as anything but the text that it is."""

import re

# What Markdown, as Streamlit reads it, can take for more than text.
_OF_MARKDOWN = frozenset(r"\`*_{}[]()#+-.!$~<>|^:&")
# What Streamlit looks for once the escapes are read: its icons and logo, addresses to link, arrows.
_READ_LATE = re.compile(r"(?<=:)(?=\S)|(?<=@)|(?i:(?<=www))(?=\.)|(?<=[-<>~])(?=[-=>])")
WORD_JOINER = "\u2060"  # without a width: nothing finds across it
# Plotly 7 makes tags of <b>, <br> and <a>, formulas of $…$ and values of %{…}; it reads all of
# that before it turns entities into letters (measured in a browser).
_FOR_PLOTLY = {ord(sign): f"&#{ord(sign)};" for sign in "&<>$%"}


def as_markdown(text: str) -> str:
    """Markdown that shows `text`, on one line; spaces before it would make it code."""
    line = _READ_LATE.sub(WORD_JOINER, " ".join(text.splitlines()).strip())
    return "".join(f"\\{sign}" if sign in _OF_MARKDOWN else sign for sign in line)


def as_plotly(text: str) -> str:
    """What shows `text` in a title, legend, tick or hover of Plotly."""
    return " ".join(text.splitlines()).translate(_FOR_PLOTLY)
