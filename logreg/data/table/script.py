"""The steps from the file to X and y as lines of pandas, which anybody can run and read."""

from collections.abc import Sequence
from textwrap import indent

from ...core.checks import LARGEST_VALUE
from .cells import Cells
from .columns import Column
from .encoder import FLAT, Encoder
from .preparation import MEDIAN, Preparation
from .values import AFTER, BEFORE, GROUPS, number_pattern

_LINE = 90
# Every type to text, nothing to "".
_EMPTY = 'lambda cell: "" if cell is None or cell != cell else str(cell)'


def script_of(
    cells: Cells, columns: Sequence[Column], preparation: Preparation, encoder: Encoder
) -> str:
    """Lines, imports first, that read the file by its name and make the same X and y."""
    named = {column.name: column for column in columns}
    features = [named[feature.column] for feature in encoder.features]
    label = named[preparation.label]
    used = [*features, label]
    imports, reading = _reading(cells)
    parts = [
        reading,
        *_texts_of_file(cells, used),
        *_helpers(cells, used),
        _columns(cells, features, label),
        _rows(features, encoder, preparation),
        _matrix(encoder),
        _labels(label, preparation.positive),
    ]
    return "\n".join([*sorted(["import pandas as pd", *imports]), *parts])


def quoted(text: str) -> str:
    """Text as Python has it; signs that a reader could not see are written as escapes."""
    literal = repr(text)
    return f'"{literal[1:-1]}"' if literal[0] == "'" and '"' not in literal else literal


def _in_lines(opening: str, items: Sequence[str], closing: str) -> str:
    """What stands between brackets, on as many lines as it takes."""
    flat = f"{opening}{', '.join(items)}{closing}"
    if len(flat) <= _LINE:
        return flat
    lines = [""]
    for item in items:
        if len(lines[-1]) + len(item) + 2 > _LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {item},".strip()
    return "\n".join([opening, *(f"    {line}" for line in lines), closing])


# --- Reading --------------------------------------------------------------------------------------


def _reading(cells: Cells) -> tuple[list[str], str]:
    """What is imported besides pandas, and the lines that make `table`."""
    file = quoted(cells.name)
    names = _names(cells)
    if cells.kind == "xlsx":
        return [], _of_workbook(cells, file, names)
    if cells.kind == "parquet":
        read = f"parquet.ParquetFile({file}).read({cells.where})"
        line = f"table = {read}.to_pandas(ignore_metadata=True)"
        return ["from pyarrow import parquet"], f"{line}\n{_renamed(cells, names)}".rstrip()
    if cells.kind == "json":
        return ["import json"], _of_json(cells, file, names)
    return _of_text(cells, file, names)


def _names(cells: Cells) -> str:
    return _in_lines("[", [quoted(str(name)) for name in cells.frame], "]")


def _is_named_so(cells: Cells) -> bool:
    """Whether the file itself gives the columns the names they have."""
    return cells.header == tuple(cells.frame)


def _renamed(cells: Cells, names: str) -> str:
    return "" if _is_named_so(cells) else f"table.columns = {names}"


def _of_text(cells: Cells, file: str, names: str) -> tuple[list[str], str]:
    layout = cells.layout
    options = [f"sep={quoted(layout.separator)}"] if layout.separator != "," else []
    if layout.quote != '"':
        options.append(f"quotechar={quoted(layout.quote)}" if layout.quote else "quoting=3")
    if not _is_named_so(cells):
        options.append(f"header={0 if cells.header else None}, names={names}, index_col=False")
    options.append('dtype="str", na_filter=False')
    n_above = layout.rows_above
    is_simple = cells.left_out == tuple(range(1, n_above + 1)) and not cells.is_spread
    if is_simple and layout.separator != " ":
        skipped = [f"skiprows={n_above}"] if n_above else []
        where = [file, f"encoding={quoted(layout.encoding)}", *skipped, *options]
        return [], f"table = pd.read_csv({', '.join(where)})"
    left_out = _in_lines("left_out = {", list(map(str, cells.left_out)), "}")
    kept = ["lines = [line for number, line in enumerate(lines, 1) if number not in left_out]"]
    if layout.separator == " ":
        squeezed = '" ".join(filter(None, line.replace("\\t", " ").split(" ")))'
        kept.append(f"lines = [{squeezed} for line in lines]")
    return ["import io"], "\n".join(
        [
            f"with open({file}, encoding={quoted(layout.encoding)}) as file:",
            '    lines = file.read().split("\\n")',
            "# Titles, totals, blank and broken rows, by their line.",
            left_out if cells.left_out else "left_out = set()",
            *kept,
            f'table = pd.read_csv(io.StringIO("\\n".join(lines)), {", ".join(options)})',
        ]
    )


def _of_workbook(cells: Cells, file: str, names: str) -> str:
    options = 'header=None, dtype="str", na_filter=False'
    sheet = quoted(cells.layout.sheet) if cells.layout.sheet else 0
    lines = [f"table = pd.read_excel({file}, sheet_name={sheet}, {options})"]
    if cells.left_out:
        rows = [str(n - 1) for n in cells.left_out]
        lines.append(_in_lines("table = table.drop([", rows, "])"))
    if cells.header:
        lines.append("table = table[1:]  # without the header")
    return "\n".join([*lines, f"table.columns = {names}"])


def _of_json(cells: Cells, file: str, names: str) -> str:
    rows = f"json.load(file){cells.where}"
    if cells.where == "lines":
        rows = "[json.loads(line) for line in file if line.strip()]"
    lines = [
        f'with open({file}, encoding="utf-8-sig") as file:',
        f"    table = pd.DataFrame({rows}).reset_index(drop=True)",
        f'table = table.map({_EMPTY}).astype("str")',
        _renamed(cells, names),
    ]
    return "\n".join(filter(None, lines))


# --- Columns --------------------------------------------------------------------------------------


def _is_typed(cells: Cells, column: Column) -> bool:
    """Whether the file itself has the numbers or dates that are used of it."""
    kinds = {"number": "iuf", "date": "M", "text": ""}[column.reading.base]
    return cells.frame[column.name].dtype.kind in kinds


def _texts_of_file(cells: Cells, used: Sequence[Column]) -> list[str]:
    """Columns of yes and no, and of anything else that is neither text nor a number."""
    return [
        f"table[{quoted(column.name)}] = table[{quoted(column.name)}].astype(object)"
        f'.map({_EMPTY}).astype("str")'
        for column in used
        if str(cells.frame[column.name].dtype) != "str" and not _is_typed(cells, column)
    ]


def _helpers(cells: Cells, used: Sequence[Column]) -> list[str]:
    """The functions that make values of texts, where a column needs them."""
    bases = {column.reading.base for column in used if not _is_typed(cells, column)}
    helpers = []
    if "number" in bases:
        helpers.append(_numbers_helper(cells, used))
    if "date" in bases:
        helpers.append(
            "\ndef days(name, form, first):\n"
            '    dates = pd.to_datetime(table[name].str.strip(), format=form, errors="coerce")\n'
            "    return (dates - pd.Timestamp(first)) / pd.Timedelta(days=1)\n"
        )
    if "text" in bases:
        helpers.append(
            "\ndef texts(name, missing):\n"
            "    text = table[name].str.strip()\n"
            "    return text.mask(text.isin(missing))\n"
        )
    return helpers


def _numbers_helper(cells: Cells, used: Sequence[Column]) -> str:
    layout = cells.layout
    lines = ["", "def numbers(name):", "    text = table[name].str.strip()"]
    used = [column for column in used if column.reading.base == "number"]
    used = [column for column in used if not _is_typed(cells, column)]
    if not all(_is_bare(cells, column) for column in used):
        lines += [
            '    text = text.str.replace("−", "-")',
            f'    text = text.str.replace(r"{BEFORE}", r"\\1", regex=True)',
            f'    text = text.str.replace(r"{AFTER}", "", regex=True)',
        ]
    if not all(_is_bare(cells, column) and not column.n_missing for column in used):
        pattern = number_pattern(layout.decimal, layout.thousands)
        lines.append(f'    text = text.where(text.str.fullmatch(r"{pattern}"))')
    if layout.thousands:
        lines.append(f'    text = text.str.replace(r"{GROUPS[layout.thousands]}", "", regex=True)')
    if layout.decimal == ",":
        lines.append('    text = text.str.replace(",", ".")')
    lines.append("    found = text.astype(float)")
    if any(column.n_unreadable for column in used):
        lines.append(f"    found = found.where(found.abs() <= {LARGEST_VALUE:g})")
    return "\n".join([*lines, "    return found", ""])


def _is_bare(cells: Cells, column: Column) -> bool:
    """Whether all of its cells that are known are numbers as they stand, without a unit."""
    has_unit = column.kind in ("percentage", "currency") or column.n_unreadable > 0
    return not has_unit and not cells.frame[column.name].str.contains("−", regex=False).any()


def _value(cells: Cells, column: Column) -> str:
    name, reading = quoted(column.name), column.reading
    if _is_typed(cells, column) and reading.base == "date":
        days = f"table[{name}].dt.tz_localize(None) - pd.Timestamp({quoted(reading.first)})"
        return f"({days}) / pd.Timedelta(days=1)"
    if _is_typed(cells, column):
        where = f".where(table[{name}].abs() <= {LARGEST_VALUE:g})" if column.n_missing else ""
        return f"table[{name}].astype(float){where}"
    if reading.base == "number":
        return f"numbers({name})"
    if reading.base == "date":
        return f"days({name}, {quoted(reading.form or 'ISO8601')}, {quoted(reading.first)})"
    return f"texts({name}, [{', '.join(map(quoted, column.spellings))}])"


def _columns(cells: Cells, features: Sequence[Column], label: Column) -> str:
    items = [f"{quoted(column.name)}: {_value(cells, column)}," for column in features]
    return (
        "columns = pd.DataFrame({\n" + indent("\n".join(items), "    ") + "\n})\n"
        f"label = {_value(cells, label)}"
    )


def _rows(features: Sequence[Column], encoder: Encoder, preparation: Preparation) -> str:
    """Which rows are kept, and what stands for gaps."""
    if preparation.missing != MEDIAN:
        return (
            "rows = label.notna() & columns.notna().all(axis=1)\n"
            "columns, label = columns[rows], label[rows]"
        )
    lines = ["columns, label = columns[label.notna()], label[label.notna()]"]
    for column, feature in zip(features, encoder.features, strict=True):
        if not column.is_known.all():
            place = f"columns[{quoted(column.name)}]"
            value = f"{place}.median()" if column.text is None else quoted(str(feature.fill))
            lines.append(f"{place} = {place}.fillna({value})")
    return "\n".join(lines)


def _matrix(encoder: Encoder) -> str:
    is_flat = encoder.feature_names[-1] == FLAT
    if not is_flat and not any(feature.levels for feature in encoder.features):
        return "X = columns.to_numpy(dtype=float)"
    items = []
    for feature in encoder.features:
        place = f"columns[{quoted(feature.column)}]"
        if feature.levels:
            pairs = zip(feature.names, feature.levels[1:], strict=True)
            items += [f"{quoted(name)}: {place} == {quoted(level)}," for name, level in pairs]
        else:
            items.append(f"{quoted(feature.names[0])}: {place},")
    if is_flat:
        items.append(f"{quoted(FLAT)}: 0.0,")
    body = indent("\n".join(items), "    ")
    return "X = pd.DataFrame({\n" + body + "\n}).to_numpy(dtype=float)"


def _labels(label: Column, positive: str) -> str:
    value = quoted(positive) if label.text is not None else positive
    return f"y = (label == {value}).to_numpy(dtype=float)"
