"""Place names of the whole world, looked up offline in an index compiled on first use, and in
one that the user has imported.
"""

from __future__ import annotations

import sqlite3
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from dateline.config import knowledge_folder
from dateline.knowledge.user import PLACES
from dateline.resolving.gazetteer.index import Entry, ensure_index, index_path
from dateline.resolving.gazetteer.names import norm
from dateline.resolving.gazetteer.own import OwnPlaces

__all__ = ["Entry", "Gazetteer", "norm"]

_NOTED = 20_000  # people
_LOOKUP = """SELECT place.*, name.kind FROM name JOIN place ON place.id = name.place_id
             WHERE norm = ? ORDER BY population DESC, kind DESC"""
_CAPITAL = """SELECT *, 'main' FROM place WHERE feature_code = 'PPLC' AND country = ?
              ORDER BY population DESC LIMIT 1"""
_COUNTRIES = "SELECT *, 'main' FROM place WHERE feature_code = 'PCLI'"
_COUNTRY_NAMES = "SELECT norm, country, kind FROM country_name ORDER BY population, country"


class Gazetteer:
    """Looks place names up. Compiles its index once (under a minute), then opens at once.

    `own` is an index that the user has imported, laid over it; without it the one in the
    user's folder of knowledge, if there is one. Raises `sqlite3.DatabaseError` if `path` holds
    something else, SettingsError if `own` does.
    """

    def __init__(self, path: Path | None = None, own: Path | None = None) -> None:
        self.path = path or index_path()
        self.own = own or knowledge_folder() / PLACES
        self._own = OwnPlaces(self.own) if self.own.exists() else None
        ensure_index(self.path)
        uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._connection.execute("PRAGMA mmap_size=1073741824")
        self._found: dict[str, tuple[Entry, ...]] = {}

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path, Path]]:
        return Gazetteer, (self.path, self.own)  # a connection does not travel between processes

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()
        if self._own:
            self._own.close()

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """The places that go by a name, the most populous first; empty if none does."""
        return self._query(norm(name))

    def coded(self, kind: str, code: str) -> tuple[Entry, ...]:
        """The divisions with an ISO `code` ("PA"), or the country with a `tld` ("ke")."""
        return self._query(f"{kind}:{code.lower()}")

    def outlet(self, name: str) -> str | None:
        """The country of an outlet that is known by name."""
        query = "SELECT country FROM outlet WHERE norm = ?"
        row = self._connection.execute(query, (norm(name),)).fetchone()
        return str(row[0]) if row else None

    def knows(self, name: str) -> bool:
        """Whether any place goes by the name."""
        return any(entry.kind != "adjective" for entry in self.lookup(name))

    def is_noted(self, name: str) -> bool:
        """Whether a place of some size, a division or a region goes by the name."""
        return any(_is_noted(entry) for entry in self.lookup(name))

    def is_seat(self, name: str) -> bool:
        """Whether a country or its capital goes by the name, and so may mean its government."""
        top = (e for e in self.lookup(name) if e.kind != "adjective")
        return any(e.resolution == 1 or e.feature_code == "PPLC" for e in top)

    def _query(self, key: str) -> tuple[Entry, ...]:
        if key not in self._found:
            if len(self._found) > 50_000:
                self._found.clear()
            found: dict[int, Entry] = {}
            for row in self._connection.execute(_LOOKUP, (key,)):
                found.setdefault(row[0], Entry(*row))
            entries = tuple(found.values())
            self._found[key] = self._own.over(key, entries) if self._own else entries
        return self._found[key]

    def country(self, code: str) -> Entry | None:
        """The country of an ISO 3166 alpha-3 code (or KOS)."""
        return self._countries.get(code)

    def capital(self, code: str) -> Entry | None:
        """The capital of the country with that code."""
        row = self._connection.execute(_CAPITAL, (code,)).fetchone()
        return Entry(*row) if row else None

    @cached_property
    def _countries(self) -> dict[str, Entry]:
        rows = self._connection.execute(_COUNTRIES)
        return {entry.country: entry for entry in (Entry(*row) for row in rows)}

    @cached_property
    def country_words(self) -> dict[str, tuple[str, bool]]:
        """Normalised country names, adjectives and demonyms -> (code, whether adjective)."""
        rows = self._connection.execute(_COUNTRY_NAMES)
        return {key: (code, kind == "adjective") for key, code, kind in rows}


def _is_noted(entry: Entry) -> bool:
    if entry.kind == "adjective":
        return False
    if entry.population < 0:  # ours: not a building
        return entry.resolution < 4
    return entry.resolution == 1 or (
        entry.kind == "main" and (entry.population > _NOTED or entry.resolution == 2)
    )
