"""How an event's fields follow from its claims, by the aggregation rule."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from math import prod
from typing import TypeVar

import msgspec

from dateline.linking.figures import counts_of
from dateline.linking.rule import Rule, load_rule
from dateline.types import Auxiliary, Claim, Entity, Event, EventParty, Place, Time

SURE = 0.5  # places less sure than this are inherited or guessed
BASES = ("words", "dateline", "inherited", "published")
Value = TypeVar("Value", bound=Hashable)


class Origin(msgspec.Struct, frozen=True):
    """Of a report: the report it copies, or itself; its day of publication; its outlet."""

    original: str
    published: str | None = None
    source: str | None = None


class Claims:
    """An event's claims, the earliest first, and where each comes from."""

    def __init__(self, claims: Sequence[Claim], origins: Mapping[str, Origin]) -> None:
        self.every = claims
        self.origin_of = {
            c.report_id: origins.get(c.report_id, Origin(c.report_id)) for c in claims
        }

    def support(self, told: Callable[[Claim], Iterable[Value]]) -> dict[Value, set[str]]:
        """For each value that a claim tells, in their order, the independent reports that do."""
        found: dict[Value, set[str]] = {}
        for claim in self.every:
            for value in told(claim):
                found.setdefault(value, set()).add(self.origin_of[claim.report_id].original)
        return found

    def copies(self) -> list[str]:
        """Which of the reports copies which, a line each."""
        return [
            f"{report}: a copy of {origin.original}"
            for report, origin in self.origin_of.items()
            if origin.original != report
        ]

    @property
    def originals(self) -> set[str]:
        """The independent reports."""
        return {origin.original for origin in self.origin_of.values()}


def event_of(
    claims: Sequence[Claim],
    why: Sequence[str] = (),
    origins: Mapping[str, Origin] | None = None,
    rule: Rule | None = None,
) -> Event:
    """Aggregate claims (at least one, earliest first), which are about one happening."""
    rule = rule or load_rule()
    told = Claims(claims, origins or {})
    type_ = _most(told.support(lambda c: [c.type])) if rule.type == "most" else claims[0].type
    alike = next(c for c in claims if c.type == type_)
    typed = [c for c in claims if c.type == type_]
    modes = _supported(told.support(lambda c: c.modes if c.type == type_ else []), rule.modes)
    scales = [c.scale for c in typed if c.modes] or [alike.scale]
    return Event(
        id=event_id(claims[0].id),
        type=type_,
        modes=modes,
        contexts=_supported(told.support(lambda c: c.contexts), rule.contexts),
        quad=alike.quad,
        scale=max(scales, key=abs),
        auxiliary=_auxiliary(told, rule),
        actors=_parties(told, lambda c: c.actors, rule),
        recipients=_parties(told, lambda c: c.recipients, rule),
        place=_place(told, rule),
        time=_time(told, rule),
        counts=counts_of(claims, told.origin_of, rule.counts),
        claims=[c.id for c in claims],
        reports=len(told.origin_of),
        independent_reports=len(told.originals),
        confidence=_confidence(told, rule),
        why=[*why, *told.copies()],
    )


def event_id(first: str) -> str:
    """The id of the event whose earliest claim has the id."""
    return "e" + hashlib.blake2b(first.encode(), digest_size=8).hexdigest()


def _most(support: Mapping[Value, set[str]]) -> Value:
    """The value that most reports tell, the first among equals."""
    return max(support, key=lambda value: len(support[value]))


def _supported(support: Mapping[Value, set[str]], least: int) -> list[Value]:
    return [value for value, reports in support.items() if len(reports) >= least]


def _auxiliary(told: Claims, rule: Rule) -> list[Auxiliary]:
    if rule.auxiliary == "all":
        return [a for a in told.every[0].auxiliary if all(a in c.auxiliary for c in told.every)]
    support = told.support(lambda c: c.auxiliary)
    return [a for a, reports in support.items() if 2 * len(reports) > len(told.originals)]


def _parties(
    told: Claims, side: Callable[[Claim], Sequence[Entity]], rule: Rule
) -> list[EventParty]:
    """Union of parties; the same entity, or the same name and country, is one party."""
    first: dict[tuple[str, str | None], Entity] = {}
    named: dict[tuple[str, str | None], dict[str, None]] = {}
    for claim in told.every:
        for entity in side(claim):
            first.setdefault(_key(entity), entity)
            named.setdefault(_key(entity), {})[claim.id] = None
    support = told.support(lambda c: [_key(entity) for entity in side(c)])
    keys = _supported(support, rule.parties.least)
    if rule.parties.order == "support":
        keys.sort(key=lambda key: -len(support[key]))
    return [
        EventParty(
            entity=e.entity, name=e.name, country=e.country, sectors=e.sectors, claims=[*ids]
        )
        for e, ids in ((first[key], named[key]) for key in keys)
    ]


def _key(entity: Entity) -> tuple[str, str | None]:
    return entity.entity or entity.name.lower(), entity.country


def _place(told: Claims, rule: Rule) -> Place | None:
    every = [c.place for c in told.every if c.place]
    sure = [place for place in every if place.confidence >= SURE]
    cities = told.support(
        lambda c: [_city(p)] if (p := c.place) and p.confidence >= SURE and p.city else []
    )
    if rule.place.choose == "support" and cities:
        most = _most(cities)
        return best_place([place for place in sure if _city(place) == most])
    return best_place(every)


def _city(place: Place) -> tuple[str | None, str | None, str | None]:
    return place.country, place.admin1, place.city


def best_place(places: Sequence[Place]) -> Place | None:
    """The most exact place of those that are sure, the surest among equals."""
    return max(
        places, key=lambda p: (p.confidence >= SURE, p.resolution, p.confidence), default=None
    )


def best_time(times: Sequence[Time]) -> Time | None:
    """The best founded time, the narrowest among equals."""
    return min(times, key=lambda t: (BASES.index(t.basis), _width(t)), default=None)


def _width(time: Time) -> int:
    if time.earliest is None or time.latest is None:
        return 2
    return 0 if time.earliest == time.latest else 1


def _time(told: Claims, rule: Rule) -> Time | None:
    """The time within which most reports' times fall; of several such, the best founded."""
    times = [c.time for c in told.every if c.time]
    if rule.time.choose == "best":
        return best_time(times)
    founded = [t for t in times if t.basis in ("words", "dateline") and _width(t) < 2] or times
    support = told.support(lambda c: [_days(c.time)] if c.time else [])
    holding = {days: len(_holders(days, support)) for days in map(_days, founded)}
    most = max(holding.values(), default=0)
    return best_time([t for t in founded if holding[_days(t)] == most])


def _days(time: Time) -> tuple[str, str]:
    return time.earliest or "0", time.latest or "9"


def _holders(days: tuple[str, str], support: Mapping[tuple[str, str], set[str]]) -> set[str]:
    """The independent reports of which a time holds the given one whole."""
    first, last = days
    holding = (
        reports for (one, other), reports in support.items() if one <= first and last <= other
    )
    return set().union(*holding)


def _confidence(told: Claims, rule: Rule) -> float:
    best: dict[str, float] = {}
    for claim in told.every:
        original = told.origin_of[claim.report_id].original
        best[original] = max(claim.confidence, best.get(original, 0))
    every = [claim.confidence for claim in told.every]
    return round(
        {
            "highest": max(every),
            "mean": sum(every) / len(every),
            "independent": 1 - prod(1 - sure for sure in best.values()),
        }[rule.confidence.choose],
        3,
    )
