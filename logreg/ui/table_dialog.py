"""One's own table, from a file or pasted cells to samples: each guess is shown, to be changed."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from ..data.table.cells import Cells
from ..data.table.columns import MOST_LEVELS, Column, read_columns
from ..data.table.decoding import ENCODINGS
from ..data.table.guessing import guess_positive, guess_preparation
from ..data.table.layout import DECIMALS, QUOTES, SEPARATORS, THOUSANDS, Layout
from ..data.table.preparation import DROP, MEDIAN, Preparation
from ..data.table.reading import read, read_text
from ..data.table.samples import SAMPLES
from ..data.table.source import table_of
from ..data.table.values import BASES
from ..experiment.experiment import Experiment
from ..wording.numbers import decimal, number
from ..wording.plain_text import as_markdown
from .cache import cached_stage
from .controls import fill
from .own_table import keep_table, on_table, own_table, sure_rate
from .patience import own_bar
from .sentences import show_sentences
from .session import session
from .shared import Answers
from .table_row import predict_row

ENDINGS = ("csv", "tsv", "txt", "xlsx", "xlsm", "parquet", "json", "jsonl")
PASTE, UPLOAD, CELLS = "table text", "table file", "table cells"
MOST_CLASSES = 50
MOST_MADE = 3  # columns, table and rate of one choice
MOST_PASTED = 300_000  # letters; what a page says of its controls is 1 MB at most
MANY = 20_000  # rows
SIGNS = {
    "\t": "tab",
    ";": "semicolon ;",
    "|": "bar |",
    ",": "comma ,",
    " ": "blank",
    "": "none",
    ".": "point .",
    "'": "apostrophe ’",
    '"': "quotation mark",
}
POLICIES = {DROP: "leave its row out", MEDIAN: "fill it with the median"}


@dataclass(frozen=True, eq=False)
class Opened:
    """What was read of a file, and what was made of it: of many rows that takes seconds."""

    cells: Cells
    name: str
    content: str | bytes
    made: Answers = field(default_factory=lambda: Answers(max_entries=MOST_MADE))


@st.dialog("Your table", width="large")
def table_dialog() -> None:
    """Open a table, and predict new rows of it once it is trained on."""
    table = own_table()
    if table is None:
        _open()
        return
    ask, another = st.tabs(["Predict a row", "Open another table"])
    with ask:
        predict_row(table)
    with another:
        _open()


# --- From a file to cells -------------------------------------------------------------------------


def _open() -> None:
    st.markdown(
        "It stays in the memory of this session: in no file, no log and no link."
        " The label is one column, with two values or one against the rest."
    )
    with st.container(horizontal=True):
        for name, sample in SAMPLES.items():
            if st.button(sample.label, key=f"sample {name}", help=sample.story):
                _take(sample.file, sample.data())
    pasted, uploaded = st.columns(2)
    with pasted:
        text = st.text_area(
            "Paste cells from a spreadsheet",
            max_chars=MOST_PASTED,
            key=PASTE,
            height=110,
            placeholder="header included",
        )
        if text and st.button("Read these cells"):
            _take("", text)
    with uploaded:
        file = st.file_uploader("Or open a file", list(ENDINGS), key=UPLOAD, on_change=_forget)
        if file is not None and CELLS not in st.session_state:
            _take(file.name, file.getvalue())
    if CELLS in st.session_state:
        _choose()


def _forget() -> None:
    st.session_state.pop(CELLS, None)


def _take(name: str, content: str | bytes, layout: Layout | None = None) -> None:
    """The cells of a file or of pasted text, or a sentence."""
    try:
        cells = (
            read_text(content, layout) if isinstance(content, str) else read(name, content, layout)
        )
    except ValueError as error:
        _forget()
        st.error(as_markdown(str(error)), icon=":material/error:")
        return
    st.session_state[CELLS] = Opened(cells, name, content)


def _choose() -> None:
    opened: Opened = st.session_state[CELLS]
    with st.expander("How it was read"):
        layout = _layout(opened.cells)
    if layout != opened.cells.layout:
        _take(opened.name, opened.content, layout)
        if CELLS not in st.session_state:
            return
        opened = st.session_state[CELLS]
    cells = opened.cells
    show_sentences((*cells.notes, *cells.troubles), "remarks")
    try:
        columns = _columns(opened)
        preparation = _preparation(columns)
        made = opened.made
        table = made.to((columns, preparation), lambda: table_of(cells, columns, preparation))
        rate = made.to((columns, preparation, "rate"), lambda: sure_rate(table))
    except ValueError as error:
        st.error(as_markdown(str(error)), icon=":material/error:")
        return
    show_sentences(table.prepared.notes, "remarks")
    st.dataframe(pd.DataFrame(table.prepared.preview), hide_index=True, height=180)
    chosen = session().experiment.settings.learning_rate
    is_standardized = st.toggle(
        "Standardise features",
        chosen > rate,
        help="Give every feature mean 0 and deviation 1. As these come, no learning rate above"
        f" {decimal(rate)} is sure not to raise the loss; now it is {number(chosen)}.",
    )
    if st.button("Train on this table", type="primary", icon=":material/play_arrow:"):
        experiment = on_table(session().experiment, table, is_standardized)
        if len(table.load().y) > MANY:
            _work_through(experiment)
        keep_table(table)
        fill(experiment)
        _forget()
        st.rerun()


def _work_through(experiment: Experiment) -> None:
    """What takes seconds for many rows, with a bar; a press on Cancel ends it."""
    st.button("Cancel")
    with own_bar(), suppress(ValueError):  # said by the page
        cached_stage(experiment)


def _columns(opened: Opened) -> tuple[Column, ...]:
    """What each column was taken for, to be changed."""
    with st.expander("What its columns are"):
        names = [str(name) for name in opened.cells.frame]
        bases: dict[str, str] = {}
        for place, base in zip(st.columns(len(BASES)), BASES, strict=True):
            chosen = place.multiselect(f"Read as {base}", names)
            bases |= dict.fromkeys(chosen, base)
        columns = opened.made.to(tuple(bases.items()), lambda: read_columns(opened.cells, bases))
        rows = [(one.name, one.kind, one.said) for one in columns]
        heads = ["column", "taken for", "what is known"]
        st.dataframe(pd.DataFrame(rows, columns=heads), hide_index=True, height=180)
    return columns


def _layout(cells: Cells) -> Layout:
    """What was guessed, to be changed."""
    layout = cells.layout
    changed: dict[str, Any] = {}
    first, second, third, fourth = st.columns(4)
    if cells.kind == "text":
        changed["separator"] = _one_of(first, "Between cells", SEPARATORS, layout.separator)
        changed["encoding"] = _one_of(fourth, "Encoding", ENCODINGS, layout.encoding)
        changed["quote"] = _one_of(fourth, "Around a cell", QUOTES, layout.quote)
    if cells.sheets:
        sheet = layout.sheet or cells.sheets[0]
        changed["sheet"] = _one_of(first, "Sheet", cells.sheets, sheet)
    if cells.kind != "parquet":
        changed["decimal"] = _one_of(second, "Decimal sign", DECIMALS, layout.decimal)
        changed["thousands"] = _one_of(third, "Thousands", THOUSANDS, layout.thousands)
        changed["has_header"] = first.toggle("Has a header", layout.has_header)
        changed["day_first"] = second.toggle("Day before month", layout.day_first)
        for place, name, label in (
            (third, "rows_above", "Rows above the header"),
            (fourth, "rows_below", "Rows below the samples"),
        ):
            changed[name] = int(place.number_input(label, 0, 1000, getattr(layout, name)))
    try:
        return layout.changed(**changed)
    except ValueError as error:
        st.error(as_markdown(str(error)))
        return layout


def _one_of(place: Any, label: str, options: Sequence[str], chosen: str) -> str:
    found: str = place.selectbox(
        label,
        list(options),
        index=list(options).index(chosen) if chosen in options else 0,
        format_func=lambda sign: SIGNS.get(sign, sign),
    )
    return found


# --- From cells to samples ------------------------------------------------------------------------


def _preparation(columns: Sequence[Column]) -> Preparation:
    guess = guess_preparation(columns)
    named = {column.name: column for column in columns}
    names = list(named)
    first, second, third = st.columns(3)
    label = first.selectbox("Label", names, index=names.index(guess.label))
    if label != guess.label:
        guess = guess_preparation(columns, label)
    levels = list(named[label].levels)[:MOST_CLASSES]
    usual = guess_positive(named[label])
    positive = second.selectbox(
        "Class 1 is",
        levels,
        index=levels.index(usual) if usual in levels else 0,
        help=f"Against all other values. The {MOST_CLASSES} most frequent are offered.",
    )
    missing = third.selectbox(
        "Where a cell is missing",
        list(POLICIES),
        index=list(POLICIES).index(guess.missing),
        format_func=POLICIES.__getitem__,
    )
    others = [name for name in names if name != label]
    features = st.multiselect(
        "Features", others, [name for name in guess.features if name in others]
    )
    references = []
    places = st.columns(3)
    texts = [named[name] for name in features if named[name].text is not None]
    for i, column in enumerate(texts):
        words = f"{as_markdown(column.name)} is compared with"
        chosen = places[i % 3].selectbox(words, list(column.levels)[:MOST_LEVELS])
        references.append((column.name, chosen))
    return Preparation(label, positive or "", tuple(features), tuple(references), missing)
