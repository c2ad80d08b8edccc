"""A GeoNames dump -> an index of the user's own, line by line and able to go on where it broke.

Everything that is known of the state lies in the unfinished index itself, written in the same
transaction as the places: whatever kills the import, the next run goes on from the last batch.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

from dateline.errors import SettingsError
from dateline.knowledge.imports.entries import Problems
from dateline.knowledge.imports.lines import Tick, decoded, opened, silent
from dateline.knowledge.user import PLACES, PLACES_NOTE
from dateline.resolving.gazetteer.geonames import Place, alternate_of, place_of
from dateline.resolving.gazetteer.names import bare, norm

BATCH = 20_000  # lines a transaction
_SCHEMA = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT, lat REAL, lon REAL, country TEXT,
    admin1 TEXT, admin2 TEXT, city TEXT, feature_code TEXT, population INTEGER,
    resolution INTEGER, coordinates TEXT);
CREATE TABLE name (norm TEXT, place_id INTEGER, kind TEXT);
CREATE TABLE code (
    place_id INTEGER PRIMARY KEY, country TEXT, admin1 TEXT, admin2 TEXT);
CREATE TABLE problem (file TEXT, line INTEGER, reason TEXT);
CREATE TABLE state (file INTEGER, offset INTEGER, line INTEGER, asked TEXT);
"""
# Divisions give the places in them their names; then what only the import needed goes.
_FINISH = """
CREATE TABLE division AS SELECT code.country, code.admin1,
    CASE feature_code WHEN 'ADM1' THEN '' ELSE code.admin2 END AS admin2, name
    FROM place JOIN code ON place_id = id WHERE feature_code IN ('ADM1', 'ADM2');
CREATE INDEX by_code ON division (country, admin1, admin2);
UPDATE place SET
    admin1 = (SELECT d.name FROM division d, code c WHERE c.place_id = place.id
              AND d.country = c.country AND d.admin1 = c.admin1 AND d.admin2 = ''),
    admin2 = (SELECT d.name FROM division d, code c WHERE c.place_id = place.id
              AND d.country = c.country AND d.admin1 = c.admin1 AND d.admin2 = c.admin2
              AND c.admin2 != ''),
    city = CASE WHEN resolution = 4 THEN name END;
DROP TABLE division;
DROP TABLE code;
CREATE INDEX by_norm ON name (norm);
ANALYZE;
"""
_PLACE = "INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,NULL,NULL,NULL,?,?,?,?)"
_NAME = "INSERT INTO name SELECT ?1, ?2, ?3 FROM place"
_IS_DIVISION = "WHERE id = ?2 AND feature_code IN ('ADM1', 'ADM2')"
T = TypeVar("T")
Take = Callable[[sqlite3.Connection, str, int, list[bytes]], None]


class Imported(msgspec.Struct):
    """What an import came to."""

    places: int
    names: int
    skipped: int
    resumed: bool  # whether an import that broke off was gone on with


class Wanted(msgspec.Struct):
    """What of the dump is wanted: of these countries (all if none), of so many people."""

    countries: list[str] = []
    min_population: int = 0

    def has(self, place: Place) -> bool:
        """Whether a place is wanted; divisions are of any population."""
        if self.countries and place.country not in self.countries:
            return False
        return place.feature_code.startswith("ADM") or place.population >= self.min_population


class PlacesImport:
    """Imports dumps, then tables of alternate names, into a folder of knowledge."""

    def __init__(
        self, dumps: Sequence[Path], alternates: Sequence[Path], folder: Path, wanted: Wanted
    ) -> None:
        self._files: list[tuple[Path, Take]] = [*((d, self._take_places) for d in dumps),
                       *((a, self._take_names) for a in alternates)]  # fmt: skip
        self._folder = folder
        self._wanted = wanted
        self._part = folder / "places.partial.sqlite"

    def run(self, problems: Problems, tick: Callable[[Path], Tick] = lambda _: silent) -> Imported:
        """Import, or go on; `tick` gives what is told how far each file is read.

        Raises SettingsError where a file cannot be read or the folder not written.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            database, resumed = self._opened()
            with closing(database):
                for number, (path, take) in enumerate(self._files):
                    self._read(database, number, path, take, tick(path))
                imported = self._finish(database, problems, resumed)
            self._part.replace(self._folder / PLACES)
            (self._folder / PLACES_NOTE).write_text(f"{self._asked()}\n", encoding="utf-8")
        except (OSError, sqlite3.OperationalError) as error:
            raise SettingsError(
                f"{self._folder}: the places cannot be kept here ({error}); give a folder that "
                "can be written, on a disk with room"
            ) from None
        return imported

    def _asked(self) -> str:
        """What is imported, so that only the same import is gone on with."""
        files = [[path.name, path.stat().st_size] for path, _ in self._files]
        return json.dumps({"files": files, **msgspec.to_builtins(self._wanted)})

    def _opened(self) -> tuple[sqlite3.Connection, bool]:
        """The index as the same import left it, or a new one; and whether it goes on."""
        database = sqlite3.connect(self._part, isolation_level=None)
        try:
            if database.execute("SELECT asked FROM state").fetchone() == (self._asked(),):
                return database, True
        except sqlite3.DatabaseError:
            pass  # new, or nothing that we wrote
        database.close()
        for each in self._folder.glob(f"{self._part.name}*"):
            each.unlink()
        database = sqlite3.connect(self._part, isolation_level=None)
        database.executescript(f"PRAGMA journal_mode=WAL;BEGIN;{_SCHEMA}")
        database.execute("INSERT INTO state VALUES (0, 0, 0, ?)", (self._asked(),))
        database.execute("COMMIT")
        return database, False

    def _read(
        self, database: sqlite3.Connection, number: int, path: Path, take: Take, tick: Tick
    ) -> None:
        """Read a file from where it was left, a transaction a batch."""
        file, offset, line = database.execute("SELECT file, offset, line FROM state").fetchone()
        if file != number:  # done before, when it is gone on with
            return
        with opened(path) as (content, raw):
            content.seek(offset)
            while batch := list(islice(content, BATCH)):
                database.execute("BEGIN")
                take(database, path.name, line, batch)
                offset += sum(map(len, batch))
                line += len(batch)
                database.execute("UPDATE state SET offset = ?, line = ?", (offset, line))
                database.execute("COMMIT")
                tick(raw.tell())
        database.execute("UPDATE state SET file = ?, offset = 0, line = 0", (number + 1,))

    def _take_places(
        self, database: sqlite3.Connection, file: str, line: int, batch: list[bytes]
    ) -> None:
        for place in _parsed(database, file, line, batch, place_of):
            if self._wanted.has(place):
                id_ = -place.geonameid  # those of the built-in index are above zero
                database.execute(_PLACE, (id_, *place[:5], *place[7:11]))
                codes = (id_, place.country, place.admin1, place.admin2)
                database.execute("INSERT OR REPLACE INTO code VALUES (?,?,?,?)", codes)
                names = [(key, id_, kind) for key, kind in place.names.items()]
                database.executemany("INSERT INTO name VALUES (?,?,?)", names)

    def _take_names(
        self, database: sqlite3.Connection, file: str, line: int, batch: list[bytes]
    ) -> None:
        for found in _parsed(database, file, line, batch, alternate_of):
            id_, key = -found.geonameid, norm(found.name)
            kind = "main" if found.preferred else "alias"
            database.execute(f"{_NAME} WHERE id = ?2", (key, id_, kind))
            if (short := bare(key)) != key and len(short) > 2:
                database.execute(f"{_NAME} {_IS_DIVISION}", (short, id_, "bare"))
            if found.preferred:
                database.execute("UPDATE place SET name = ? WHERE id = ?", (found.name, id_))

    def _finish(self, database: sqlite3.Connection, problems: Problems, resumed: bool) -> Imported:
        """Join what belongs together, index it, and say what came of it."""
        if database.execute("SELECT file FROM state").fetchone() == (len(self._files),):
            database.executescript(f"BEGIN;{_FINISH}UPDATE state SET file = -1;COMMIT;")
        database.execute("PRAGMA journal_mode=DELETE")
        for file, line, reason in database.execute("SELECT * FROM problem ORDER BY rowid"):
            problems.file = file
            problems.add(line, reason)
        places, names = (
            database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("place", "name")
        )
        return Imported(places, names, problems.count, resumed)


def _parsed(
    database: sqlite3.Connection, file: str, line: int, batch: list[bytes],
    parse: Callable[[str], T | None],
) -> Iterator[T]:  # fmt: skip
    """What the lines of a batch hold; those that are broken are noted."""
    for number, each in enumerate(batch, start=line + 1):
        text = decoded(each).rstrip("\r\n")
        if not text or text.startswith("#"):
            continue
        try:
            found = parse(text)
        except ValueError as error:
            database.execute("INSERT INTO problem VALUES (?,?,?)", (file, number, str(error)))
        else:
            if found is not None:
                yield found
