"""The user's own knowledge, laid over the built-in: the same files, checked as they are read.

    FOLDER/actors/*.csv   FOLDER/roles/*.csv   FOLDER/agents/*.csv   FOLDER/places.sqlite

A row with the id of a known actor replaces it, and so does an agent's phrase; a role replaces
that of the same actor, office, country and first day. Among the user's own files the last in
alphabetical order counts.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from dateline.knowledge.files import (
    ACTOR,
    AGENT,
    KINDS,
    ROLE,
    SECTORS,
    SUPRANATIONAL,
    Cells,
    Row,
    listed,
    read_rows,
)

DATE = re.compile(r"(1\d{3}|20\d\d)(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PLACES = "places.sqlite"
PLACES_NOTE = "places.json"  # what the places were imported from
RoleKey = tuple[str, ...]


def role_key(role: Cells) -> RoleKey:
    """What makes two rows one role."""
    return tuple(role[cell] for cell in ("actor", "office", "country", "from", "organisation"))


class UserKnowledge:
    """What the user's folder holds, each row checked.

    `countries` are the country codes there are. Raises KnowledgeError naming file and line,
    what was allowed and what to do.
    """

    def __init__(self, folder: Path, digest: hashlib.blake2b, countries: Collection[str]) -> None:
        codes = frozenset(countries) | SUPRANATIONAL
        self.actors: dict[str, Cells] = {}
        self.roles: dict[RoleKey, Cells] = {}
        self.agents: dict[str, Cells] = {}
        self._role_rows: list[Row] = []
        for row in _filled(folder / "actors", ACTOR, ("id", "name", "kind"), digest):
            _check_actor(row, codes)
            self.actors[row.cells["id"]] = row.cells
        for row in _filled(folder / "roles", ROLE, ("actor",), digest):
            _check_codes(row, codes)
            self.roles[role_key(row.cells)] = row.cells
            self._role_rows.append(row)
        for row in _filled(folder / "agents", AGENT, ("phrase", "sectors", "kind"), digest):
            _check_kind(row)
            _check_sectors(row)
            self.agents[row.cells["phrase"]] = row.cells
        note = folder / PLACES_NOTE
        digest.update(note.read_bytes() if note.is_file() else b"")

    def check_roles(self, actors: Collection[str]) -> None:
        """Refuse roles of nobody: `actors` are the ids known, the user's among them."""
        for row in self._role_rows:
            id_ = row.cells["actor"]
            if id_ not in actors:
                raise row.error(
                    f"actor {id_!r} is no known id{_near(id_, actors)}; "
                    "give it a row in actors/, or take this one out"
                )


def _filled(
    path: Path, columns: tuple[str, ...], needed: tuple[str, ...], digest: hashlib.blake2b
) -> Iterator[Row]:
    """Rows with every column, empty where the file has none; the needed ones not empty."""
    for row in read_rows(path, digest):
        for unknown in row.cells.keys() - set(columns):
            raise row.error(
                f"column {unknown!r} is unknown{_near(unknown, columns)}; there are "
                f"{', '.join(columns)}"
            )
        for column in needed:
            if not row.cells.get(column):
                raise row.error(f"{column} is empty; every row needs {', '.join(needed)}")
        yield Row(row.path, row.line, dict.fromkeys(columns, "") | row.cells)


def _check_actor(row: Row, codes: Collection[str]) -> None:
    id_ = row.cells["id"]
    if not SLUG.fullmatch(id_):
        raise row.error(f"id {id_!r}: write it with a-z, 0-9 and single hyphens between them")
    _check_kind(row)
    _check_codes(row, codes)


def _check_kind(row: Row) -> None:
    kind = row.cells["kind"]
    if kind not in KINDS:
        raise row.error(f"kind {kind!r} is unknown{_near(kind, KINDS)}; there are {_all(KINDS)}")


def _check_codes(row: Row, codes: Collection[str]) -> None:
    for code in (row.cells["country"], *listed(row.cells.get("other_countries", ""))):
        if code and code not in codes:
            raise row.error(
                f"country {code!r} is unknown{_near(code, codes)}; write an ISO 3166 alpha-3 code "
                f"that countries.csv has, or one of {_all(SUPRANATIONAL)}"
            )
    _check_sectors(row)
    start, end = row.cells["from"], row.cells["to"]
    for column in ("from", "to"):
        if (day := row.cells[column]) and not DATE.fullmatch(day):
            raise row.error(f"{column} {day!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    length = min(len(start), len(end))
    if start[:length] > end[:length]:
        raise row.error(f"from {start} is after to {end}; exchange or correct them")


def _check_sectors(row: Row) -> None:
    for sector in listed(row.cells["sectors"]):
        if sector not in SECTORS:
            raise row.error(
                f"sector {sector!r} is unknown{_near(sector, SECTORS)}; there are {_all(SECTORS)}, "
                "several joined by |"
            )


def _near(given: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(given, list(known), 1, 0.7)
    return f" (did you mean {near[0]!r}?)" if near else ""


def _all(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
