"""How well a place of the gazetteer suits a name in a report: the one scale for all evidence.

The unit is a power of ten of people: evidence of 1 outweighs a place ten times as large.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import msgspec
from rapidfuzz import fuzz

from dateline.resolving.gazetteer import Entry, norm
from dateline.resolving.gazetteer.names import KIND_CODES, KIND_LEVELS

_DEGREE_KM = 111.2
_PRIOR = {"PCLI": 7.5, "CONT": 8.0}
_DISCOUNT = {"ADM1": 1.0, "ADM2": 1.6}
_NAME_KIND = {"alias": -0.7, "bare": -1.0}


class Named(msgspec.Struct):
    """One name in a report, with all its occurrences' evidence."""

    words: str  # as the gazetteer knows them
    candidates: list[Entry]
    kinds: set[str]
    within: list[Entry]
    near: set[str]
    scores: list[float] = []

    @property
    def best(self) -> Entry | None:
        """The likeliest place so far."""
        return self.candidates[0] if self.candidates else None


def score(entry: Entry, named: Named, shares: Mapping[str, float]) -> float:
    """What the name's own words and the countries that the report is about say for a place."""
    points = prior(entry) - _unlike(entry, named.words) + 2.5 * shares.get(entry.country, 0)
    points += 1.0 * (entry.country in named.near)
    points += 5.0 * any(contains(outer, entry) for outer in named.within)
    if named.kinds:
        points += 2.5 if any(_fits(entry, kind) for kind in named.kinds) else -1.0
    return points


def prior(entry: Entry) -> float:
    """How likely a name is this place before anything is read; in powers of ten of people."""
    if entry.feature_code in _PRIOR:
        return _PRIOR[entry.feature_code]
    if entry.population < 0:
        return 6.0 if entry.resolution < 5 else 5.2  # ours: listed because reports name it
    size = math.log10(entry.population + 100) - _DISCOUNT.get(entry.feature_code, 0)
    return size + _NAME_KIND.get(entry.kind, 0) + 0.7 * (entry.feature_code == "PPLC")


Pick = tuple[Entry, float]  # a place that another name may mean, and how surely


def picks_of(named: Named) -> list[Pick]:
    """The places that a name may mean by now, with their odds; the few likeliest."""
    if not named.scores:
        return []
    odds = [math.exp(points - named.scores[0]) for points in named.scores[:3]]
    shares = [odd / sum(odds) for odd in odds]
    return [(e, share) for e, share in zip(named.candidates, shares, strict=False) if share > 0.1]


def support(entry: Entry, picks: Sequence[Pick]) -> float:
    """What the other names' places add: what is near, what it lies in, what lies in it."""
    near, held = 0.0, 0.0
    for pick, share in picks:
        if pick.resolution > 1 and pick.country == entry.country:
            inside = contains(pick, entry)
            close = 1.0 if inside else math.exp(-distance_km(pick, entry) / 100)
            near = max(near, share * close)
            if entry.feature_code in ("ADM1", "ADM2") and contains(entry, pick):
                held += share
    return 1.5 * near + 0.75 * min(held, 3)


def confidence(named: Named) -> float:
    """The odds of the places about where the best one is, of the odds that all scores give."""
    best = named.candidates[0]
    odds = [math.exp(score - named.scores[0]) for score in named.scores]
    same = [distance_km(best, entry) < 30 for entry in named.candidates]
    return 0.98 * sum(o for o, near in zip(odds, same, strict=True) if near) / sum(odds)


def is_outside(entry: Entry, within: list[Entry]) -> bool:
    """Whether the words put the name in a country, and the place is a small one in another."""
    said = {outer.country for outer in within if outer.resolution == 1 and outer.country}
    return bool(said) and entry.country not in {"", *said} and prior(entry) < 5


def distance_km(a: Entry, b: Entry) -> float:
    """Roughly how far two places are apart, in km; good to a few per cent."""
    east = ((a.lon - b.lon + 180) % 360 - 180) * math.cos(math.radians((a.lat + b.lat) / 2))
    return math.hypot(a.lat - b.lat, east) * _DEGREE_KM


def contains(outer: Entry, inner: Entry) -> bool:
    """Whether the one place lies in the other, as far as the gazetteer tells."""
    if outer.id == inner.id or (outer.resolution >= inner.resolution and outer.resolution != 4):
        return False
    if outer.country and inner.country and outer.country != inner.country:
        return False
    if outer.resolution == 1:
        return bool(outer.country)
    if outer.feature_code == "ADM1":
        return inner.admin1 == outer.name
    if outer.feature_code == "ADM2":
        return (inner.admin1, inner.admin2) == (outer.admin1, outer.name)
    if outer.resolution == 2:
        return distance_km(outer, inner) < 250
    return inner.city == outer.name or (
        distance_km(outer, inner) < 25 and inner.population < outer.population
    )


def _fits(entry: Entry, kind: str) -> bool:
    """Whether a place is of the kind that its words call it."""
    return entry.resolution in KIND_LEVELS.get(kind, ()) or (
        entry.feature_code in KIND_CODES.get(kind, ())
    )


def _unlike(entry: Entry, words: str) -> float:
    """What a name costs that looks nothing like the place's own: a translation, a nickname."""
    if entry.kind != "alias" or entry.resolution < 4:
        return 0.0
    return 0.8 * (fuzz.ratio(norm(entry.name), norm(words)) < 50)
