"""How much is read of a table: what is more is refused, as early as it can be known."""

MEGABYTE = 1_000_000
MOST_BYTES = 60 * MEGABYTE
MOST_ROWS = 200_000
MOST_COLUMNS = 2_000
MOST_CELLS = 10_000_000


class TooLargeError(ValueError):
    """A table has more bytes, rows or columns than are read."""


def check_size(n_bytes: int, most: int = MOST_BYTES) -> None:
    """Refuse a file that is larger than what is read."""
    if n_bytes > most:
        raise TooLargeError(
            f"This file has {n_bytes / MEGABYTE:.0f} MB; at most {most // MEGABYTE} MB are read."
        )
    if n_bytes == 0:
        raise ValueError("This file is empty.")


def check_shape(n_rows: int, n_columns: int, most_rows: int = MOST_ROWS) -> None:
    """Refuse a table that is larger than what is read."""
    if n_columns > MOST_COLUMNS:
        raise TooLargeError(
            f"This table has {n_columns:,} columns; at most {MOST_COLUMNS:,} are read."
        )
    if n_rows > most_rows:
        raise TooLargeError(
            f"This table has more than {most_rows:,} rows, the most that are read of such a file."
            " Keep a random part of it."
        )
    if n_rows * n_columns > MOST_CELLS:
        raise TooLargeError(
            f"This table has {n_rows:,} rows × {n_columns:,} columns; at most"
            f" {MOST_CELLS // 1_000_000} million cells are read. Leave out columns or rows."
        )
