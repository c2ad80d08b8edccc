"""Native JSON, one object a line: the contract itself, every key always present."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from dateline.export import Results


def write(results: Results, output: Path | None) -> None:
    """Write the rows of the level as JSON lines."""
    encode = msgspec.json.Encoder().encode
    if output is None:
        stream = sys.stdout.buffer
        stream.writelines(encode(row) + b"\n" for row in results.rows)
        stream.flush()
        return
    with output.open("wb") as file:
        file.writelines(encode(row) + b"\n" for row in results.rows)
