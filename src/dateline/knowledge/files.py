"""Knowledge files: CSV, UTF-8, a header row; lists within a cell joined by `|`."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dateline.errors import KnowledgeError

ACTOR = (
    "id", "name", "aliases", "kind", "country", "other_countries", "sectors", "from", "to",
    "note", "source", "checked",
)  # fmt: skip
ROLE = (
    "actor", "office", "country", "sectors", "from", "to", "organisation", "source", "checked",
)  # fmt: skip
AGENT = ("phrase", "sectors", "kind", "note")
SECTORS = frozenset(
    """COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE
    REL SOC""".split()
)
SUPRANATIONAL = frozenset("IGO UNO EUR NGO ISM IMG MNC".split())
KINDS = frozenset(
    "person group party organisation institution media company movement people".split()
)
Cells = dict[str, str]


class Row(NamedTuple):
    """A row and where it stands; every column of its file is there."""

    path: Path
    line: int
    cells: Cells

    def error(self, what: str) -> KnowledgeError:
        """What is wrong here, with the file and the line."""
        return KnowledgeError(f"{self.path}, line {self.line}: {what}")


def read_rows(path: Path, digest: hashlib.blake2b) -> Iterator[Row]:
    """The rows of a file, or of a folder's files in order; their bytes go into the digest.

    A path that is not there has none. Raises KnowledgeError naming file and line.
    """
    folder = path.is_dir()
    for each in sorted(path.glob("*.csv")) if folder else [path] if path.exists() else []:
        data = each.read_bytes()
        digest.update(data)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise KnowledgeError(f"{each}, line {line}: not UTF-8; save it as UTF-8") from None
        reader = csv.reader(io.StringIO(text, newline=""))
        columns = next(reader, [])
        try:
            for cells in filter(None, reader):
                named = dict(zip(columns, map(str.strip, cells), strict=True))
                yield Row(each, reader.line_num, named)
        except (ValueError, csv.Error):
            raise KnowledgeError(
                f"{each}, line {reader.line_num}: {len(columns)} columns expected; "
                "quote cells that hold a comma, and close quotes"
            ) from None


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell that is a list."""
    if "|" not in cell:
        return (cell,) if (cell := cell.strip()) else ()
    return tuple(part for each in cell.split("|") if (part := each.strip()))
