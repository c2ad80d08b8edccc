"""Native JSON, one object a line: the contract itself, every key always present."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import msgspec

from dateline.export import Results
from dateline.export.report import ExportReport


def write(results: Results, output: Path | None) -> ExportReport:
    """Write the rows of the level as JSON lines."""
    return ExportReport(rows=write_lines(results.rows, output))


def write_lines(objects: Iterable[object], output: Path | None) -> int:
    """Write objects as JSON lines, to standard output without a path; how many there were."""
    if output is not None:
        with output.open("wb") as file:
            return _write(objects, file)
    number = _write(objects, sys.stdout.buffer)
    sys.stdout.buffer.flush()
    return number


def _write(objects: Iterable[object], file: IO[bytes]) -> int:
    encode = msgspec.json.Encoder().encode
    number = 0
    for each in objects:
        file.write(encode(each) + b"\n")
        number += 1
    return number
