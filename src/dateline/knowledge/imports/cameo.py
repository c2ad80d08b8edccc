"""CAMEO actor codes ("IRQREBSHI") -> country and PLOVER sectors."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from importlib.resources import files
from typing import NamedTuple

_DATA: dict[str, dict[str, str]] = tomllib.loads(
    (files(__package__) / "cameo.toml").read_text(encoding="utf-8")
)


class Meaning(NamedTuple):
    """What a code says; `unknown` are its parts that say nothing to us, in order."""

    country: str
    other_countries: list[str]
    sectors: list[str]
    unknown: list[str]


def meaning(code: str, countries: Collection[str]) -> Meaning:
    """Read a code in parts of three letters; `countries` are the country codes there are.

    A body of several countries goes by its own name where it has one: "IGOUNO" is UNO.
    """
    parts = [code[at : at + 3] for at in range(0, len(code), 3)]
    found = Meaning("", [], [], [])
    places: list[str] = []
    for part in parts:
        if (country := _DATA["countries"].get(part, part)) in countries:
            places.append(country)
        elif part in _DATA["international"]:
            places.append(_DATA["international"][part])
        elif part in _DATA["sectors"]:
            found.sectors.append(_DATA["sectors"][part])
        else:
            found.unknown.append(part)
    if places[:1] == ["IGO"] and len(places) > 1:
        places = places[1:]
    unique = list(dict.fromkeys(places))
    return found._replace(
        country=unique[0] if unique else "",
        other_countries=unique[1:],
        sectors=list(dict.fromkeys(found.sectors)),
    )
