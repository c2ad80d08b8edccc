"""Tables: the user's own CSV, by the columns of docs/knowledge.md or what others call them,
and the CSV that a SPARQL query of Wikidata gives. Only a name is needed.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from dateline.errors import SettingsError
from dateline.knowledge import Knowledge, fold
from dateline.knowledge.files import KINDS, SECTORS
from dateline.knowledge.imports.countries import Countries
from dateline.knowledge.imports.entries import Entry, EntryRole, Problems
from dateline.knowledge.imports.gathering import Gathering
from dateline.knowledge.imports.kinds import kind_of, office_sectors, sector_of
from dateline.knowledge.imports.lines import Tick, read_lines, silent
from dateline.knowledge.user import DATE, SLUG

_COLUMNS: dict[str, str] = {
    other: column
    for column, others in tomllib.loads(
        (files(__package__) / "columns.toml").read_text(encoding="utf-8")
    ).items()
    for other in [column, *others]
}
_PARTS = re.compile(r"\s*[|;]\s*")
_ITEM = re.compile(r"(https?://\S+/)?Q\d+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT.*|\d{4}-\d\d-\d\d")
Cells = dict[str, str]


class TableReader:
    """Reads tables; `ignored` are the columns that nobody knows."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._countries = Countries(knowledge)
        self.ignored: list[str] = []

    def read(self, path: Path, problems: Problems, tick: Tick = silent) -> Iterator[Entry]:
        """The actors of a file, several rows of one actor as one; all held at once."""
        gathered = Gathering()
        for number, cells in self._rows(path, problems, tick):
            try:
                entry = self._entry(cells)
            except ValueError as error:
                problems.add(number, str(error))
            else:
                key = cells.get("item") or entry.id or (fold(entry.name), entry.country)
                gathered.add(key, entry)
        yield from gathered

    def _rows(self, path: Path, problems: Problems, tick: Tick) -> Iterator[tuple[int, Cells]]:
        lines = (line for _, line in read_lines(path, tick))
        header = next((line for line in lines if line.strip()), "")
        separator = max(",;\t", key=header.count)
        given = next(csv.reader([header], delimiter=separator), [])
        columns = [_COLUMNS.get(re.sub(r"[\W_]+", " ", c).strip().casefold(), "") for c in given]
        self.ignored = [c for c, known in zip(given, columns, strict=True) if not known]
        if "name" not in columns:
            raise SettingsError(
                f"{path}: no column name among {', '.join(given) or 'none'}; "
                "the first line must name the columns, one of them name"
            )
        reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator)
        for row in _whole_rows(reader, problems):
            if row and len(row) != len(columns):
                problems.add(
                    reader.line_num + 1,
                    f"{len(row)} cells under {len(columns)} columns; "
                    "quote cells that hold a separator",
                )
            elif any(cell.strip() for cell in row):
                yield reader.line_num + 1, _joined(columns, row)

    def _entry(self, cells: Cells) -> Entry:
        name = cells.get("name", "")
        if not name:
            raise ValueError("no name")
        id_ = cells.get("id", "")
        if id_ and not SLUG.fullmatch(id_):
            raise ValueError(f"id {id_!r}: write it with a-z, 0-9 and single hyphens")
        codes = [self._country(each) for each in _parts(cells.get("country", ""))]
        sectors = _sectors(cells.get("sectors", ""))
        office = cells.get("office", "")
        kind = _kind(cells.get("kind", ""), name, sectors, bool(office))
        entry = Entry(
            name=name,
            id=id_,
            aliases=_parts(cells.get("aliases", "")),
            kind=kind,
            country=codes[0] if codes else "",
            other_countries=[
                *codes[1:], *map(self._country, _parts(cells.get("other_countries", "")))
            ],
            sectors=sectors or [s for s in [sector_of(cells.get("kind", ""))] if s],
            note=" ".join(filter(None, (cells.get("note"), _item_note(cells.get("item", ""))))),
        )  # fmt: skip
        self._dates_and_roles(entry, cells, office)
        return entry

    def _dates_and_roles(self, entry: Entry, cells: Cells, office: str) -> None:
        """Days are the actor's own, or in a row with an office the office's."""
        start, end = _span(cells, "from", "to")
        office_start, office_end = _span(cells, "office_from", "office_to")
        if office and not (office_start or office_end):
            office_start, office_end, start, end = start, end, "", ""
        entry.start, entry.end = start[:4], end[:4]
        if office:
            role = EntryRole(
                office=office,
                country=self._country(cells.get("office_country", "")) or entry.country,
                sectors=tuple(
                    _sectors(cells.get("office_sectors", ""))
                    or entry.sectors
                    or office_sectors(office, self._knowledge)
                ),
                start=office_start,
                end=office_end,
                organisation=cells.get("organisation", ""),
            )
            entry.roles.append(role)
        for party in _parts(cells.get("party", "")):
            entry.join(party, entry.country)

    def _country(self, written: str) -> str:
        if not written or (code := self._countries.code(written)):
            return code if written and code else ""
        raise ValueError(f"country {written!r} is unknown; write its ISO 3166 alpha-3 code")


def _whole_rows(reader: Any, problems: Problems) -> Iterator[list[str]]:
    """Rows, without those that no table can hold."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.add(reader.line_num + 1, f"{error}; is a quote not closed?")


def _joined(columns: list[str], row: list[str]) -> Cells:
    """The cells by column; of two columns for one thing the first that says it in words."""
    cells: Cells = {}
    for column, cell in zip(columns, map(str.strip, row), strict=True):
        if column and cell and (column == "item" or not _ITEM.fullmatch(cell)):
            cells.setdefault(column, cell)
    return cells


def _item_note(item: str) -> str:
    return f"Wikidata {item.rsplit('/', 1)[-1]}" if item else ""


def _parts(cell: str) -> list[str]:
    return [part for part in _PARTS.split(cell) if part]


def _sectors(cell: str) -> list[str]:
    found = [part.upper() for part in re.split(r"[|;,\s]+", cell) if part]
    if unknown := [part for part in found if part not in SECTORS]:
        raise ValueError(
            f"sector {unknown[0]!r} is unknown; there are {', '.join(sorted(SECTORS))}"
        )
    return found


def _kind(given: str, name: str, sectors: Iterable[str], office: bool) -> str:
    """The kind given, or told by the words given, or by the name; else a person."""
    low = given.casefold()
    if low in KINDS or not given:
        return low or kind_of(name, sectors) or "person"
    if low in ("human", "man", "woman"):
        return "person"
    return kind_of(given, sectors) or kind_of(name, sectors) or ("person" if office else
                                                                 "organisation")  # fmt: skip


def _span(cells: Cells, first: str, last: str) -> tuple[str, str]:
    start, end = _day(cells.get(first, "")), _day(cells.get(last, ""))
    length = min(len(start), len(end))
    if start[:length] > end[:length]:
        raise ValueError(f"from {start} is after to {end}")
    return start, end


def _day(written: str) -> str:
    """A date as our files have it; of a moment ("2019-05-01T00:00:00Z") the day."""
    day = written[:10] if _MOMENT.fullmatch(written) else written
    if day and not DATE.fullmatch(day):
        raise ValueError(f"{written!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    return day
