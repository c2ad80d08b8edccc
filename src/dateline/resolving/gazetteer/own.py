"""The index of places that the user has imported, laid over the built-in one."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import msgspec

from dateline.errors import SettingsError
from dateline.resolving.gazetteer.index import Entry

_NAMED = """SELECT place.*, name.kind FROM name JOIN place ON place.id = name.place_id
            WHERE norm = ? ORDER BY kind DESC"""
_PLACE = "SELECT *, 'main' FROM place WHERE id = ?"


class OwnPlaces:
    """Looks places up in an index that `PlacesImport` made.

    Raises SettingsError if the file is something else.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        try:
            self._connection.execute(_NAMED, ("x",)).fetchone()
        except sqlite3.DatabaseError:
            raise SettingsError(
                f"{path}: no index of places; make it anew with 'dateline places import', "
                "or remove it"
            ) from None

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def over(self, key: str, builtin: Sequence[Entry]) -> tuple[Entry, ...]:
        """The places of a normalised name, most populous first: the user's and, but for those
        that the user's index has too, the built-in ones.
        """
        mine: dict[int, Entry] = {}
        for row in self._connection.execute(_NAMED, (key,)):
            mine.setdefault(-row[0], Entry(*row))
        for entry in builtin:
            if entry.geonameid and (own := mine.get(entry.geonameid) or self._place(entry)):
                mine[entry.geonameid] = msgspec.structs.replace(
                    own,
                    kind=entry.kind,
                    admin1=own.admin1 or entry.admin1,  # a dump may lack the divisions
                    admin2=own.admin2 or entry.admin2,
                )
        rest = (e for e in builtin if not e.geonameid or e.geonameid not in mine)
        return tuple(sorted([*mine.values(), *rest], key=lambda entry: -entry.population))

    def _place(self, entry: Entry) -> Entry | None:
        row = self._connection.execute(_PLACE, (-(entry.geonameid or 0),)).fetchone()
        return Entry(*row) if row else None
