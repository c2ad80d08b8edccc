"""One file into the user's knowledge: which format it has, what came of it, what went wrong."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from dateline.errors import SettingsError
from dateline.knowledge import load_builtin
from dateline.knowledge.imports.dictionary import DictionaryReader
from dateline.knowledge.imports.entries import AgentEntry, Entry, Problems
from dateline.knowledge.imports.lines import Tick, silent
from dateline.knowledge.imports.table import TableReader
from dateline.knowledge.imports.wikidata import WikidataReader
from dateline.knowledge.imports.write import Written, slug_of, write

Format = Literal["csv", "dictionary", "wikidata"]
TABLES = (".csv", ".tsv")
PACKED = (".gz", ".bz2", ".zip")


class Outcome(msgspec.Struct):
    """What an import of one file came to; `notes` are lines that the user should read."""

    stem: str
    written: Written
    skipped: int
    problems: list[str]  # the first few
    report: Path | None  # where all of them stand
    notes: list[str]


def format_of(path: Path) -> Format:
    """The format that a file's name tells: tables, JSON dumps, else a dictionary."""
    suffixes = [each for each in path.suffixes if each not in PACKED]
    last = suffixes[-1].lower() if suffixes else ""
    return "csv" if last in TABLES else "wikidata" if last == ".json" else "dictionary"


def stem_of(path: Path) -> str:
    """The name of the files that an import writes."""
    name = path.name
    for suffix in reversed(path.suffixes):
        if suffix.lower() in (*PACKED, *TABLES, ".json", ".txt"):
            name = name.removesuffix(suffix)
    return slug_of(name)


def import_actors(
    path: Path,
    folder: Path,
    *,
    format_: Format | None = None,
    countries: Path | None = None,
    dry_run: bool = False,
    tick: Tick = silent,
) -> Outcome:
    """Import one file into a folder of knowledge; a dry run writes nothing.

    `countries` is a CSV of Wikidata items and ISO codes. Raises SettingsError where a file
    cannot be read or the folder not written.
    """
    reader = _Reader(format_ or format_of(path), countries)
    stem = stem_of(path)
    report = None if dry_run else folder / "problems" / f"{stem}.txt"
    try:
        with Problems(path.name, report) as problems:
            entries = reader.read(path, problems, tick)
            written = write(entries, None if dry_run else folder, stem, path.name, load_builtin())
    except OSError as error:
        raise SettingsError(
            f"{error.filename or folder}: {error.strerror}; give a folder that can be written"
        ) from None
    kept = report if report and problems.count else None
    return Outcome(stem, written, problems.count, problems.first, kept, reader.notes())


class _Reader:
    """The reader of a format, and what it has to say in the end."""

    def __init__(self, format_: Format, countries: Path | None) -> None:
        knowledge = load_builtin()
        self._table = TableReader(knowledge)
        self._dictionary = DictionaryReader(knowledge)
        self._wikidata = WikidataReader(knowledge, _items(countries) if countries else None)
        readers: dict[Format, TableReader | DictionaryReader | WikidataReader] = {
            "csv": self._table,
            "dictionary": self._dictionary,
            "wikidata": self._wikidata,
        }
        self._reader = readers[format_]
        self._stateless = 0

    def read(self, path: Path, problems: Problems, tick: Tick) -> Iterator[Entry | AgentEntry]:
        for entry in self._reader.read(path, problems, tick):
            self._stateless += isinstance(entry, Entry) and not entry.country
            yield entry

    def notes(self) -> list[str]:
        """Columns and codes that said nothing, actors without a country."""
        unknown = sorted(self._dictionary.unknown_codes.items(), key=lambda kv: (-kv[1], kv[0]))
        told = {
            "columns not known, left out": ", ".join(self._table.ignored),
            "parts of codes not known, kept in the note": ", ".join(
                f"{part} ({count})" for part, count in unknown
            ),
            "actors without a country": str(self._stateless or ""),
        }
        return [f"{what}: {which}" for what, which in told.items() if which]


def _items(path: Path) -> dict[str, str]:
    """Country codes by Wikidata item, of lines such as "Q796,IRQ"."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if len(row) >= 2]
    return {row[0].strip().rsplit("/", 1)[-1]: row[1].strip().upper() for row in rows}
