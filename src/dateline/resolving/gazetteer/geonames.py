"""The lines of a GeoNames dump and of its table of alternate names."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import NamedTuple

from dateline.resolving.gazetteer.names import bare, norm
from dateline.resolving.gazetteer.rows import alpha3
from dateline.resolving.gazetteer.settlements import english_name, usable

COLUMNS = 19
_DATA = tomllib.loads((files(__package__) / "geonames.toml").read_text(encoding="utf-8"))
_CLASSES: dict[str, int] = _DATA["classes"]
_CODES: dict[str, int] = _DATA["codes"]
_OMITTED = frozenset(_DATA["omitted"]["codes"].split())
_LANGUAGES = frozenset({"en", "", "abbr"})


class Place(NamedTuple):
    """A line of the dump; `admin1` and `admin2` are GeoNames' codes."""

    geonameid: int
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    admin2: str
    feature_code: str
    population: int
    resolution: int
    coordinates: str
    names: dict[str, str]  # normalised name -> main, alias or bare


class AlternateName(NamedTuple):
    """A line of the alternate names that news in English could use."""

    geonameid: int
    name: str
    preferred: bool  # the name that English has for it


def place_of(line: str) -> Place | None:
    """The place of a line, None for what is left out. Raises ValueError saying what is wrong."""
    cells = line.split("\t")
    if len(cells) != COLUMNS:
        raise ValueError(f"{len(cells)} columns, not {COLUMNS} separated by tabs")
    feature_class, code = cells[6], cells[7]
    if code in _OMITTED or feature_class not in _CLASSES:
        return None
    lat, lon = _degrees(cells[4], 90), _degrees(cells[5], 180)
    listed = [name for name in cells[3].split(",") if usable(name)]
    shown = english_name([cells[1], *listed]) if code == "ADM1" else cells[1]
    if not norm(shown):
        raise ValueError("no name")
    return Place(
        geonameid=_number(cells[0], "id"),
        name=shown,
        lat=lat,
        lon=lon,
        country=alpha3().get(cells[8], ""),
        admin1=cells[10],
        admin2=cells[11],
        feature_code=code or feature_class,
        population=_number(cells[14] or "0", "population"),
        resolution=_CODES.get(code, _CLASSES[feature_class]),
        coordinates="point" if feature_class in "PSR" else "centroid",
        names=_index_names([shown, cells[1]], [cells[2], *listed], code),
    )


def alternate_of(line: str) -> AlternateName | None:
    """The name of a line, None for what is left out. Raises ValueError saying what is wrong."""
    cells = line.split("\t")
    if len(cells) < 4:
        raise ValueError(f"{len(cells)} columns, at least 4 separated by tabs are needed")
    marks = dict(zip(("preferred", "short", "colloquial", "historic"), cells[4:8], strict=False))
    geonameid = _number(cells[1], "id")
    if cells[2] not in _LANGUAGES or not usable(cells[3]) or marks.get("historic") == "1":
        return None
    return AlternateName(geonameid, cells[3], cells[2] == "en" and marks.get("preferred") == "1")


def _index_names(main: list[str], aliases: list[str], code: str) -> dict[str, str]:
    """Normalised name -> kind, the strongest kind of each."""
    found = {key: "main" for name in main if (key := norm(name))}
    for name in aliases:
        if key := norm(name):
            found.setdefault(key, "alias")
    if code in ("ADM1", "ADM2"):
        for key in list(found):
            if len(short := bare(key)) > 2:
                found.setdefault(short, "bare")
    return found


def _degrees(cell: str, most: int) -> float:
    try:
        degrees = float(cell)
    except ValueError:
        raise ValueError(f"{cell!r} are no degrees") from None
    if not -most <= degrees <= most:
        raise ValueError(f"{cell} degrees are beyond {most}")
    return degrees


def _number(cell: str, what: str) -> int:
    try:
        return int(cell)
    except ValueError:
        raise ValueError(f"{what} {cell!r} is no whole number") from None
