"""The script that a table gives: run by itself, it makes X and y equal to the last digit."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from logreg.data.table.columns import read_columns
from logreg.data.table.guessing import guess_preparation
from logreg.data.table.reading import read
from logreg.data.table.source import Table, table_of
from tests.data.table import test_cases as cases

RAGGED_BUT_LARGER = cases.RAGGED + "0.9,0.3,B\n\n,,\n0.2,0.2,A\n"
TEXTS = {
    "semicolons.csv": cases.SEMICOLONS.encode(),
    "quoted.csv": cases.QUOTED,
    "colours.csv": cases.COLOURS.encode(),
    "pasted.tsv": cases.PASTED.encode(),
    "outcomes.csv": cases.OUTCOMES.encode(),
    "titled.csv": cases.TITLED.encode(),
    "ragged.csv": RAGGED_BUT_LARGER.encode(),
    "markup.csv": cases.MARKUP.encode(),
    "utf16.csv": cases.SEMICOLONS.encode("utf-16"),
    "cp1252.csv": cases.PASTED.encode("cp1252"),
    "blanks.txt": b"a  b\tclass\n1.5  2  x\n2   3 y\n 1 4  x\n3 1 y\n",
    "r.txt": b'"a" "class"\n"1" 1.5 "x"\n"2" 2.5 "y"\n"3" 3.5 "x"\n"4" 1 "y"\n',
    "no header.csv": b"1,2,0\n2,1,1\n3,4,0\n5,3,1\n",
    "duplicates.csv": b"x,x,y\n1,2,0\n2,1,1\n3,4,0\n5,3,1\n",
    "spread.csv": b'note,x,y\n"a\r\nb",1,0\r\nc,2,1\r\n"a\r\nb",3,0\r\nc,4,1\r\nc,9,1\r\n',
    "dates.csv": b"day,y\n3/4/2026,a\n25/4/2026,b\n1/5/2026 ,a\n?,b\n2/5/2026,b\n4/5/2026,a\n",
    "codes.csv": b"price,n,y\n\xe2\x82\xac1,250.50,1,0\n".replace(b"1,250.50", b"'1.5'")
    + b"12 EUR,\xe2\x88\x922,1\nUSD 3,4,0\n$ -7,1e3,1\n7,,0\nNA,5,1\n",
    "plus.csv": b"x,y\n1,+\n2,-\n3,+\n4,-\n",
    "apostrophes.csv": b"x;y\n1'250.5;'a'\n980;'b'\n1'001;'a'\n3;'b'\n",
    "far.csv": b"x,z,y\n1e400,1,a\n"
    + b"".join(b"%d,%d,%s\n" % (i, i * i, b"ab"[i % 2 : i % 2 + 1]) for i in range(30)),
    "rows.json": b'[{"x": 1, "f": true, "y": "a"}, {"x": 2.5, "f": null, "y": "b"},'
    b' {"x": null, "f": false, "y": "a"}, {"x": 0.1, "f": true, "y": "b"},'
    b' {"x": 3, "f": true, "y": "a"}, {"x": 4, "f": false, "y": "b"}]',
    "columns.json": b'{"x": [1, 2, 3, 4.25], "y": ["a", "b", "a", "b"]}',
    "nested.json": b'{"count": 4, "data": [{"x": 1, "y": 0}, {"x": 2, "y": 1}, {"x": 5, "y": 0},'
    b' {"x": 4, "y": 1}]}',
    "lines.jsonl": b'{"x": 1, "y": "a"}\n{"x": 2, "y": "b"}\n{"x": 5, "y": "a"}\n'
    b'{"x": 4, "y": "b"}\n',
}


def frame() -> pd.DataFrame:
    """Of every type that a workbook or a Parquet file can have."""
    random = np.random.default_rng(3)
    n = 40
    return pd.DataFrame(
        {
            "size": random.normal(size=n),
            "n": random.integers(0, 9, n),
            "kind": random.choice(["a", "b", "c"], n),
            "is paid": random.random(n) < 0.5,
            "day": pd.Timestamp("2026-01-05") + pd.to_timedelta(random.integers(0, 90, n), "D"),
            "gap": np.where(random.random(n) < 0.2, np.nan, random.normal(size=n)),
            "class": random.choice(["no", "yes"], n),
        }
    )


def table_of_file(path: Path, missing: str) -> Table:
    cells = read(path.name, path.read_bytes())
    columns = read_columns(cells)
    preparation = guess_preparation(columns)
    if path.name == "spread.csv":
        preparation = preparation.changed(label="y", positive="1", features=("note", "x"))
    return table_of(cells, columns, preparation.changed(missing=missing))


def check_script(path: Path, missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    table = table_of_file(path, missing)
    monkeypatch.chdir(path.parent)
    found: dict[str, Any] = {}
    exec(table.script(0).lines, found)
    data = table.load(0)
    assert found["X"].dtype == found["y"].dtype == np.float64
    np.testing.assert_array_equal(found["X"], data.X)
    np.testing.assert_array_equal(found["y"], data.y)


@pytest.mark.parametrize("missing", ["drop", "median"])
@pytest.mark.parametrize("name", TEXTS)
def test_the_script_makes_the_same_samples(
    name: str, missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    path.write_bytes(TEXTS[name])
    check_script(path, missing, monkeypatch)


@pytest.mark.parametrize("missing", ["drop", "median"])
@pytest.mark.parametrize("name", ["book.xlsx", "titled.xlsx", "table.parquet", "odd.parquet"])
def test_the_script_of_a_typed_file_makes_the_same_samples(
    name: str, missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    if name == "book.xlsx":
        frame().to_excel(path, index=False)
    elif name == "titled.xlsx":
        frame().to_excel(path, index=False, startrow=3, sheet_name="it's “here”")
    elif name == "table.parquet":
        frame().to_parquet(path)
    else:
        odd = frame().assign(kind=frame()["kind"].astype("category"))
        odd.loc[3, "size"] = np.inf
        odd = odd.rename(columns={"n": " n"})
        odd["day"] = odd["day"].dt.tz_localize("Europe/Paris")
        odd[odd["n" if "n" in odd else " n"] > 1].to_parquet(path)
    check_script(path, missing, monkeypatch)


def test_a_script_holds_no_sign_that_cannot_be_seen() -> None:
    cells = read("a\u202eb.csv", "x,\u202ey\n1,a\n2,b\n3,a\n4,b\n".encode())
    columns = read_columns(cells)
    lines = table_of(cells, columns, guess_preparation(columns)).script(0).lines
    assert all(sign.isprintable() or sign == "\n" for sign in lines)
