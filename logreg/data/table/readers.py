"""Files that have names and types themselves: Parquet and JSON."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from ...wording.numbers import count
from .cells import Cells, distinct, text_of
from .layout import Layout
from .limits import MEGABYTE, TooLargeError, check_shape, check_size
from .signs import day_comes_first, guess_signs

if TYPE_CHECKING:
    import pandas as pd

MOST_DECODED = 400 * MEGABYTE
# As objects of Python its cells take ten times the room they have in the file.
MOST_JSON = 20 * MEGABYTE


# --- Parquet --------------------------------------------------------------------------------------


def read_parquet(name: str, data: bytes, layout: Layout | None, notes: tuple[str, ...]) -> Cells:
    """The columns of a Parquet file, by pyarrow, with the types they have there."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(pa.BufferReader(data))
        meta = file.metadata
        shape = meta.num_rows, file.schema_arrow.names
        n_bytes = sum(meta.row_group(i).total_byte_size for i in range(meta.num_row_groups))
    except Exception:  # a damaged file is met with whatever its parts raise
        raise ValueError(_BROKEN_PARQUET) from None
    check_shape(shape[0], len(shape[1]))
    if n_bytes > MOST_DECODED:
        raise ValueError(f"Unpacked, this file has {n_bytes / MEGABYTE:.0f} MB, too many to read.")
    schema = file.schema_arrow
    simple = [one.name for one in schema if not _is_nested(one.type)]
    nested = [one.name for one in schema if _is_nested(one.type)]
    try:
        # Text stays a dictionary: written once, it can stand in every row.
        texts = [one.name for one in schema if _is_text(one.type)]
        file = parquet.ParquetFile(pa.BufferReader(data), read_dictionary=texts)
        frame = file.read(simple, use_threads=False).to_pandas(ignore_metadata=True)
    except Exception:
        raise ValueError(_BROKEN_PARQUET) from None
    _check_texts(frame)
    where = ""
    if nested:
        where = f"columns={simple!r}"
        notes = (*notes, f"{count(len(nested), 'column')} of lists, records or bytes left out.")
    return _of_types(name, "parquet", frame, layout, notes, where)


def _is_text(kind: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _is_nested(kind: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_nested(kind) or pa.types.is_binary(kind))


def _check_texts(frame: "pd.DataFrame") -> None:
    """Refuse texts that are short in the file and long in the table, as they come again."""
    n_letters = 0
    for _, column in frame.items():
        if str(column.dtype) == "category":
            lengths = np.array([len(str(text)) for text in column.cat.categories])
            codes = column.cat.codes.to_numpy()
            n_letters += int(lengths @ np.bincount(codes[codes >= 0], minlength=len(lengths)))
    if n_letters > MOST_DECODED:
        raise TooLargeError(f"Unpacked, this file has {n_letters / MEGABYTE:.0f} MB of text.")


_BROKEN_PARQUET = "This Parquet file cannot be read: it is damaged or not whole."


# --- JSON -----------------------------------------------------------------------------------------


def read_json(name: str, data: bytes, layout: Layout | None, notes: tuple[str, ...]) -> Cells:
    """Rows as objects, one object a line, or an object of columns; the standard library reads."""
    check_size(len(data), MOST_JSON)
    try:
        found, where = _parsed(data.decode("utf-8-sig"))
        frame = _frame_of(found)
    except TooLargeError:
        raise
    # RecursionError is none of ValueError; pandas raises several kinds where lengths differ.
    except Exception:
        raise ValueError(
            "This JSON holds no table. It should be a list of objects with the same keys, such as"
            ' [{"hours": 2, "passed": "no"}, …], or an object of columns.'
        ) from None
    return _of_types(name, "json", frame.map(text_of).astype("str"), layout, notes, where)


def _parsed(text: str) -> tuple[Any, str]:
    """The rows or columns, and where they stand in the document."""
    try:
        found = json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line.strip()], "lines"
    if isinstance(found, dict):
        lists = [key for key, value in found.items() if isinstance(value, list)]
        key = lists[0] if len(lists) == 1 else ""
        if key and found[key] and isinstance(found[key][0], dict):
            return found[key], f"[{key!r}]"
    return found, ""


def _frame_of(found: Any) -> "pd.DataFrame":
    import pandas as pd

    if isinstance(found, list):
        if not all(isinstance(row, dict) for row in found):
            raise TypeError
        keys: set[str] = set()
        for row in found:
            keys |= row.keys()
            check_shape(len(found), len(keys))
    else:
        columns = list(found.values())
        check_shape(max(map(len, columns)), len(columns))
    return pd.DataFrame(found)


def _of_types(
    name: str,
    kind: str,
    frame: "pd.DataFrame",
    layout: Layout | None,
    notes: tuple[str, ...],
    where: str = "",
) -> Cells:
    """The cells of a file that has names and no rows above or below."""
    if frame.empty:
        raise ValueError("This file has no rows.")
    header = [str(name) for name in frame]
    names, renamed = distinct(header)
    frame = frame.set_axis(list(names), axis=1).reset_index(drop=True)
    if layout is None:
        cells = list(_texts(frame))
        decimal, thousands = guess_signs(cells, "\t")
        layout = Layout(decimal=decimal, thousands=thousands, day_first=day_comes_first(cells))
    return Cells(name, kind, layout, frame, tuple(header), (*notes, *renamed), where=where)


def _texts(frame: "pd.DataFrame") -> Iterator[str]:
    """Cells of text in the first thousand rows."""
    for _, column in frame.iloc[:1000].items():
        if column.dtype.kind not in "biufM":
            yield from map(text_of, column)
