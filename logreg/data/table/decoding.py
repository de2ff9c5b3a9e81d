"""Bytes to text: which encoding, and whether it is text at all."""

import codecs

from ...core.checks import check_choice

ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1252",
    "latin-1",
    "cp1250",
    "cp1251",
    "mac-roman",
    "shift_jis",
    "gb18030",
)
# UTF-32 first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_N_LOOKED_AT = 4096
NOT_TEXT = (
    "This file is not text. A table can be a CSV, TSV, TXT, XLSX, Parquet or JSON file; a"
    " spreadsheet program saves as CSV."
)


def guess_encoding(data: bytes) -> str:
    """By the mark at the start, by zero bytes, by whether it is UTF-8; else that of old Windows."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    start = data[:_N_LOOKED_AT]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if even + odd > len(start) // 5 and min(even, odd) < len(start) // 20:
        return "utf-16-le" if odd > even else "utf-16-be"
    for encoding in ("utf-8", "cp1252"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def decode(data: bytes, encoding: str) -> str:
    """The text, with a line feed at the end of each line.

    Raises ValueError where the bytes are no text of this encoding.
    """
    check_choice("encoding", encoding, ENCODINGS)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(
            f"This is no text in {encoding}: byte {error.start + 1} cannot be read. Choose another"
            " encoding."
        ) from None
    start = text[:_N_LOOKED_AT]
    n_odd = sum(sign < " " and sign not in "\t\n\r\f" for sign in start)
    if "\0" in text or n_odd > len(start) // 50:
        raise ValueError(NOT_TEXT)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
