"""Two happenings of different reports -> how likely they are one, with reasons.

Each comparison gives a level; `weights.toml` says what a level counts, in log-odds, as in the
record linkage of Fellegi and Sunter. What excludes one happening is no weight but a refusal.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import msgspec

from dateline.linking.cores import Core, Side
from dateline.linking.words import Weights

WEIGHTS = Path(__file__).parent / "weights.toml"
NEAR = 30  # km between places that one report may name for the other
LATE = 2  # days by which a time may be wrong
FAR = 45  # days from which what words date is not one happening
LONG = 7  # days of a time that still says when
BINS = ((0.5, "most"), (0.3, "many"), (0.15, "some"), (0.05, "few"))
GAPS = ((1, "a day"), (4, "days"), (14, "weeks"), (90, "months"))
EARTH = 6371  # km


class Likeness(msgspec.Struct, frozen=True):
    """The log-odds that two happenings are one, and the level of each comparison."""

    score: float
    levels: Mapping[str, str]
    refused: str | None = None

    @property
    def reason(self) -> str:
        """In words: what was alike, and what was not."""
        told = "; ".join(f"{name}: {level}" for name, level in self.levels.items())
        return f"{self.refused}; {told}" if self.refused else told


class Comparer:
    """Compares happenings, with the weights of levels and of the collection's words."""

    def __init__(self, names: Weights, terms: Weights, weights: Path = WEIGHTS) -> None:
        self.names = names
        self.terms = terms
        given = load_weights(weights)
        self.prior, self.join, self.near = given.prior, given.join, given.near
        self.weights = given.levels

    def compare(self, one: Core, other: Core) -> Likeness:
        """How likely the two are one happening."""
        levels = self.levels(one, other)
        score = self.prior + sum(self.weights[name][level] for name, level in levels.items())
        return Likeness(round(score, 2), levels, refusal(one, other))

    def levels(self, one: Core, other: Core) -> dict[str, str]:
        """The level of each comparison."""
        told = {name: compare(one, other) for name, compare in COMPARISONS.items()}
        told["names"] = _bin(self.names.likeness(one.told.names, other.told.names))
        told["story"] = _bin(self.terms.likeness(one.told.terms, other.told.terms))
        told["words"] = _bin(self.terms.likeness(one.terms, other.terms))
        return told


class Given(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What weights.toml says."""

    version: str
    prior: float
    join: float
    near: float
    levels: dict[str, dict[str, float]]


@cache
def load_weights(path: Path = WEIGHTS) -> Given:
    """The weights of a file."""
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Given)


def refusal(one: Core, other: Core) -> str | None:
    """What excludes that both are one happening, None where nothing does."""
    if one.family != other.family:
        return f"{one.type} is not {other.type}"
    if one.told_as != other.told_as:
        return "one is told as fact, the other is not"
    if _long_apart(one, other):
        return "the days lie far apart"
    return None


def _long_apart(one: Core, other: Core) -> bool:
    """Whether words put the two so far apart that no report could have erred: however alike the
    stories are, what one recalls is not what the other tells.
    """
    if not (one.founded and other.founded):
        return False
    first = max(one.first or 0, other.first or 0)
    last = min(one.last or first, other.last or first)
    return first - last > FAR


def type_(one: Core, other: Core) -> str:
    """`same` type, or its `kin`."""
    return "same" if one.type == other.type else "kin"


def side(one: Side, other: Side) -> str:
    """Whether two sides share a known actor, a noun, a kind of actor, or nothing."""
    if one.entities & other.entities:
        return "entity"
    if one.nouns & other.nouns:
        return "name"
    if one.kinds & other.kinds:
        return "kind"
    if not (one.entities or one.nouns) or not (other.entities or other.nouns):
        return "unknown"
    return "unlike"


def place(one: Core, other: Core) -> str:
    """How near the places are."""
    if one.country is None or other.country is None:
        return "unknown"
    if one.country != other.country:
        return "abroad"
    if one.city and other.city:
        if one.city == other.city:
            return "city"
        return "near" if _distance(one, other) <= NEAR else "elsewhere"
    if one.admin1 and other.admin1:
        return "province" if one.admin1 == other.admin1 else "elsewhere"
    return "country"


def _distance(one: Core, other: Core) -> float:
    """Kilometres between two points; without bounds where one is not known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    north, south = radians(one.lat), radians(other.lat)
    half = sin((north - south) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(one.lon - other.lon) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def time(one: Core, other: Core) -> str:
    """How well the days meet."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return "unknown"
    gap = max(one.first, other.first) - min(one.last, other.last)
    width = max(one.last - one.first, other.last - other.first)
    if gap > LONG:
        return "apart"
    if gap > 0:
        return "close" if gap <= LATE else "later"
    if width == 0 and one.founded and other.founded:
        return "day"
    return "days" if width <= LONG else "weeks"


def published(one: Core, other: Core) -> str:
    """How far apart both reports came out."""
    if one.told.published is None or other.told.published is None:
        return "unknown"
    gap = abs(one.told.published - other.told.published)
    return next((name for most, name in GAPS if gap <= most), "years")


def counts(one: Core, other: Core) -> str:
    """Whether figures of one kind are the same, meet, or differ."""
    shared = one.counts.keys() & other.counts.keys()
    if not shared:
        return "unknown"
    if any(one.counts[kind] == other.counts[kind] for kind in shared):
        return "same"
    met = (_meet(one.counts[kind], other.counts[kind]) for kind in shared)
    return "meet" if any(met) else "differ"


def _meet(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    low = max(one[0] or 0, other[0] or 0)
    return all(high is None or low <= high for high in (one[1], other[1]))


def trigger(one: Core, other: Core) -> str:
    """Whether a word of both names the happening."""
    return "same" if one.triggers & other.triggers else "other"


def modes(one: Core, other: Core) -> str:
    """Whether both tell a mode, and share one."""
    if not one.modes or not other.modes:
        return "unknown"
    return "same" if one.modes & other.modes else "other"


COMPARISONS: dict[str, Callable[[Core, Core], str]] = {
    "type": type_,
    "actors": lambda one, other: side(one.actors, other.actors),
    "recipients": lambda one, other: side(one.recipients, other.recipients),
    "place": place,
    "time": time,
    "published": published,
    "counts": counts,
    "trigger": trigger,
    "modes": modes,
}


def _bin(likeness: float) -> str:
    return next((name for least, name in BINS if likeness >= least), "none")
