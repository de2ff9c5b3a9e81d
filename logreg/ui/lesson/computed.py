"""Computed numbers in the cells of a table."""

import math
from collections.abc import Iterable, Mapping

import pandas as pd
import streamlit as st

from ...lesson.digits import Computed
from ...wording.numbers import decimal, number


def show_forms(scores: Iterable[float], forms: Mapping[str, Iterable[Computed]]) -> None:
    """A row for each score, a column for each way to compute the same number."""
    st.table(
        pd.DataFrame(
            {name: map(in_words, column) for name, column in forms.items()},
            index=pd.Index([number(z) for z in scores], name="z"),
        )
    )


def in_words(computed: Computed) -> str:
    """The value, NumPy's warning, and in brackets how many digits are right."""
    warned = "".join(f", {warning}" for warning in computed.warnings)
    return f"{_number(computed.value)}{warned} ({computed.n_digits})"


def _number(value: float) -> str:
    if math.isinf(value):
        return "∞"
    return number(value) if value in (0, 1) else decimal(value)
