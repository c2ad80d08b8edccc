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
FAR_DEGREES = 5  # what is farther apart adds nothing
_PRIOR = {"PCLI": 7.5, "CONT": 8.0}
_DISCOUNT = {"ADM1": 0.5, "ADM2": 1.6}
_OTHER_NAME = 1.6  # a country's: "New Holland", "Zanzibar", which also name less
_NAME_KIND = {"alias": -0.7, "bare": -1.0}
_ENGLISH = frozenset({"USA", "GBR", "CAN", "AUS", "NZL", "IRL"})  # whose small towns have papers
_BARE_RIVER = 4.0  # "the Flint", which is more often a town


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


class Home(msgspec.Struct):
    """Where a local outlet may be at home, and what its name puts that in."""

    candidates: list[Entry]
    within: list[Entry]


def score(entry: Entry, named: Named, shares: Mapping[str, float]) -> float:
    """What the name's own words and the countries that the report is about say for a place."""
    points = prior(entry) - _unlike(entry, named.words) + 2.5 * shares.get(entry.country, 0)
    points += 1.0 * (entry.country in named.near)
    points -= 0.6 * _has_namesake_seat(entry, named)
    points += 5.0 * any(contains(outer, entry) for outer in named.within)
    if named.kinds == {"natural"}:  # "the" before it
        points += 2.0 * _fits(entry, "natural")
    elif named.kinds:
        points += 2.5 if any(_fits(entry, kind) for kind in named.kinds) else -1.0
    return points


def prior(entry: Entry) -> float:
    """How likely a name is this place before anything is read; in powers of ten of people."""
    if entry.feature_code in _PRIOR:
        return _PRIOR[entry.feature_code] - _OTHER_NAME * (entry.kind == "alias")
    if entry.population < 0:
        if entry.kind == "bare":
            return _BARE_RIVER
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


def home_picks(home: Home, picks: Sequence[Pick], shares: Mapping[str, float]) -> list[Pick]:
    """The outlet's likely homes, told by the places that the report names.

    A home that none of them is near to counts for little: it may be no place's name at all.
    """
    scored = []
    for entry in home.candidates:
        inside = any(contains(outer, entry) for outer in home.within)
        near = support(entry, picks)
        points = near + 0.35 * prior(entry) + 5.0 * inside + 2.0 * (entry.country in _ENGLISH)
        points += 2.5 * shares.get(entry.country, 0)
        scored.append((points, 1.0 if near > 1 or inside else 0.6, entry))
    if not scored:
        return []
    scored.sort(key=lambda item: -item[0])
    odds = [math.exp(points - scored[0][0]) for points, *_ in scored[:5]]
    return [(e, trust * odd / sum(odds)) for (_, trust, e), odd in zip(scored, odds, strict=False)]


def support(entry: Entry, picks: Sequence[Pick]) -> float:
    """What the other names' places add: what is near, what it lies in, what lies in it."""
    nearest, near, held = 0.0, 0.0, 0.0
    for pick, share in picks:
        if (pick.country != entry.country and entry.country) or not pick.country:
            continue
        if entry.feature_code in ("ADM1", "ADM2") and contains(entry, pick):
            held += share
        if pick.resolution > 1:
            close = share * _closeness(entry, pick)
            nearest, near = max(nearest, close), near + close
    return 1.2 * nearest + 0.8 * math.log2(1 + near) + 0.75 * min(held, 3)


def _closeness(entry: Entry, pick: Entry) -> float:
    """1 within the pick or at it, falling with distance; some for the same province."""
    if entry.country and (
        contains(pick, entry) or (entry.resolution == 1 and contains(entry, pick))
    ):
        return 1.0
    same = 0.25 * (entry.admin1 is not None and entry.admin1 == pick.admin1)
    if abs(entry.lat - pick.lat) > FAR_DEGREES:
        return same
    return max(same, math.exp(-distance_km(pick, entry) / 100))


def home_support(entry: Entry, homes: Sequence[Pick]) -> float:
    """What the outlet's home adds to places near it or in its province."""
    best = 0.0
    for home, share in homes:
        if home.country == entry.country and entry.resolution > 1:
            inside = entry.feature_code == "ADM1" and entry.name == home.admin1
            near = 1.0 if inside else math.exp(-distance_km(home, entry) / 150)
            same = entry.admin1 is not None and entry.admin1 == home.admin1
            best = max(best, share * (1.0 + 3.0 * near + 0.7 * same))
    return best


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


def _has_namesake_seat(entry: Entry, named: Named) -> bool:
    """Whether a city of the same name lies in the province, and is the likelier meant."""
    return entry.feature_code == "ADM1" and any(
        other.resolution == 4 and (other.country, other.admin1) == (entry.country, entry.name)
        for other in named.candidates
    )


def _unlike(entry: Entry, words: str) -> float:
    """What a name costs that looks nothing like the place's own: a translation, a nickname."""
    if entry.kind != "alias" or entry.resolution < 4:
        return 0.0
    return 0.8 * (fuzz.ratio(norm(entry.name), norm(words)) < 50)
