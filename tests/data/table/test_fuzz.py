"""Files that are damaged at random: a sentence for each, and nothing else."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest

from logreg.data.table.columns import read_columns
from logreg.data.table.guessing import guess_preparation
from logreg.data.table.reading import read
from logreg.data.table.samples import SAMPLES
from logreg.data.table.source import Table, table_of
from tests.data.table.test_script import TEXTS, frame

# As a person reads it: it begins like a sentence or with a name from the table, and ends like one.
SENTENCE = re.compile(r"\S.*[.?]", re.DOTALL)
WORDS_OF_MACHINES = re.compile(
    r"Traceback|Error|Exception|<class|object at 0x|NoneType|codec|dtype|ndarray|tokeniz"
)
NASTY = (b'"', b"'", b"\0", b"\r", b"\n", b",", b";", b"\t", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3")
NASTY += (
    b"1e999",
    b"-",
    b"NaN",
    b"0",
    b"9" * 400,
    b"=1+1",
    b"[",
    b"{",
    b"\\ud800",
    b"\xe2\x80\xae",
)


def seeds() -> list[tuple[str, bytes]]:
    workbook, parquet = io.BytesIO(), io.BytesIO()
    frame().to_excel(workbook, index=False)
    frame().to_parquet(parquet)
    rows = json.loads(frame().drop(columns="day").to_json(orient="records"))
    return [
        *TEXTS.items(),
        ("hours.csv", SAMPLES["hours"].data()),
        ("customers.csv", SAMPLES["customers"].data()),
        *[("book.xlsx", workbook.getvalue())] * 5,
        *[("table.parquet", parquet.getvalue())] * 3,
        *[("rows.json", json.dumps(rows).encode())] * 2,
    ]


def mutated(random: np.random.Generator, data: bytes, other: bytes) -> bytes:
    """With bytes flipped, cut out, doubled, put in, or joined to another file."""
    for _ in range(random.integers(1, 5)):
        at, end = sorted(random.integers(0, len(data) + 1, 2).tolist())
        end = min(end, at + int(random.choice([1, 8, 200, 10**9])))
        match random.integers(6):
            case 0:
                flipped = bytearray(data)
                for i in random.integers(0, max(len(data), 1), random.integers(1, 12)):
                    flipped[i % max(len(data), 1) : i + 1] = bytes([random.integers(256)])
                data = bytes(flipped)
            case 1:
                data = data[:at] + data[end:]
            case 2:
                data = data[:end] + data[at:]
            case 3:
                data = data[:at] + NASTY[random.integers(len(NASTY))] + data[at:]
            case 4:
                data = data[:at] + other[: random.integers(len(other) + 1)] + data[end:]
            case 5:
                data = data[:end]
    return data


def damaged(n: int) -> Iterator[tuple[str, bytes]]:
    random = np.random.default_rng(0)
    known = seeds()
    for _ in range(n):
        name, data = known[random.integers(len(known))]
        _, other = known[random.integers(len(known))]
        yield name, mutated(random, data, other)


def read_and_told(name: str, data: bytes) -> tuple[Table, list[str]]:
    """The table, and all that is said of it."""
    cells = read(name, data)
    columns = read_columns(cells)
    table = table_of(cells, columns, guess_preparation(columns))
    said = [column.said for column in columns]
    return table, [*cells.notes, *cells.troubles, *said, *table.prepared.notes]


def check_script(table: Table, data: bytes) -> None:
    """It makes the same samples, of the damaged file too."""
    found: dict[str, Any] = {}
    with TemporaryDirectory() as folder, chdir(folder):
        Path(table.file).write_bytes(data)
        exec(table.script().lines, found)
    np.testing.assert_array_equal(found["X"], table.load().X)
    np.testing.assert_array_equal(found["y"], table.load().y)


def sentence_of(name: str, data: bytes) -> str:
    """Read, understood, prepared and written as a script: what is said if that cannot be."""
    try:
        table, told = read_and_told(name, data)
    except (UnicodeError, json.JSONDecodeError):
        raise AssertionError("Kinds of ValueError whose words are a machine's.") from None
    except ValueError as error:
        return str(error)
    assert all(SENTENCE.fullmatch(text) for text in told)
    assert np.isfinite(table.load().X).all()
    assert set(table.load().y) == {0.0, 1.0}
    check_script(table, data)
    assert 0 <= max(table.first_drawn) < table.n_features
    return ""


def check(n: int) -> None:
    said = [sentence_of(name, data) for name, data in damaged(n)]
    refused = [text for text in said if text]
    assert 0.1 * n < len(refused) < 0.9 * n
    for text in refused:
        assert SENTENCE.fullmatch(text)
        assert len(text) < 400
        assert not WORDS_OF_MACHINES.search(text), text


def test_200_damaged_files_raise_nothing_but_a_sentence() -> None:
    check(200)


@pytest.mark.slow
def test_2000_damaged_files_raise_nothing_but_a_sentence() -> None:
    check(2000)
