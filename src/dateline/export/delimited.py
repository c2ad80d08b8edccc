"""Rows of text with a separator: every row one line, every cell safe for its readers.

White space within a cell, line breaks and tabs among it, becomes one space and control
characters go, since the readers of these formats split at them, some even inside quotes. What
holds the separator or a quotation mark is quoted, and a quotation mark doubled.
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

Cells = Mapping[str, Any]


def write_rows(
    rows: Iterable[Cells],
    columns: Sequence[str],
    output: Path | None,
    *,
    separator: str = ",",
    header: Sequence[str] | None = None,
    missing: str = "",
) -> int:
    """Write rows by column, to standard output without a path; how many there were.

    A column that a row lacks, or has as None, is `missing`. No `header` writes none. Raises
    KeyError on a cell of an unknown column.
    """
    if output is not None:
        with output.open("w", encoding="utf-8", newline="") as file:
            return _write(rows, columns, file, separator, header, missing)
    stream = TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
    try:
        return _write(rows, columns, stream, separator, header, missing)
    finally:
        stream.detach()


def _write(
    rows: Iterable[Cells],
    columns: Sequence[str],
    file: TextIO,
    separator: str,
    header: Sequence[str] | None,
    missing: str,
) -> int:
    writer = csv.writer(file, delimiter=separator, lineterminator="\n")
    if header is not None:
        writer.writerow(header)
    number = 0
    for row in rows:
        if unknown := row.keys() - set(columns):
            raise KeyError(f"no such column: {', '.join(sorted(unknown))}")
        writer.writerow([_cell(row.get(column), missing) for column in columns])
        number += 1
    return number


def _cell(value: Any, missing: str) -> str:
    if value is None:
        return missing
    return one_line(str(value)) or missing


def one_line(text: str) -> str:
    """The text with single spaces for its white space and without control characters."""
    return "".join(
        char for char in " ".join(text.split()) if unicodedata.category(char) not in ("Cc", "Cs")
    )


def together(values: Iterable[str | None], separator: str = "; ") -> str:
    """The values that there are, each once, joined."""
    return separator.join(dict.fromkeys(value for value in values if value))
