"""How an event's fields follow from its claims."""

from __future__ import annotations

import hashlib

from dateline.types import (
    Auxiliary,
    Claim,
    CountClaim,
    CountKind,
    Entity,
    Event,
    EventCount,
    EventParty,
    Place,
    Time,
)

SURE = 0.5  # places less sure than this are inherited or guessed
BASES = ("words", "dateline", "inherited", "published")


def event_of(claims: list[Claim], why: list[str]) -> Event:
    """Aggregate claims (at least one, earliest first, all of one type)."""
    first = claims[0]
    modes = list(dict.fromkeys(m for c in claims for m in c.modes))
    scales = [c.scale for c in claims if c.modes] or [first.scale]
    reports = len({c.report_id for c in claims})
    return Event(
        id="e" + hashlib.blake2b(first.id.encode(), digest_size=8).hexdigest(),
        type=first.type,
        modes=modes,
        contexts=list(dict.fromkeys(x for c in claims for x in c.contexts)),
        quad=first.quad,
        scale=max(scales, key=abs),
        auxiliary=_shared_auxiliary(claims),
        actors=_parties([(c.id, e) for c in claims for e in c.actors]),
        recipients=_parties([(c.id, e) for c in claims for e in c.recipients]),
        place=_place([c.place for c in claims if c.place]),
        time=_time([c.time for c in claims if c.time]),
        counts=_counts(claims),
        claims=[c.id for c in claims],
        reports=reports,
        independent_reports=reports,
        confidence=round(max(c.confidence for c in claims), 3),
        why=why,
    )


def _shared_auxiliary(claims: list[Claim]) -> list[Auxiliary]:
    return [a for a in claims[0].auxiliary if all(a in c.auxiliary for c in claims)]


def _parties(named: list[tuple[str, Entity]]) -> list[EventParty]:
    """Union of parties; the same entity, or the same name and country, is one party."""
    merged: dict[tuple[str, str | None], tuple[Entity, list[str]]] = {}
    for claim_id, entity in named:
        key = (entity.entity or entity.name.lower(), entity.country)
        _, ids = merged.setdefault(key, (entity, []))
        if claim_id not in ids:
            ids.append(claim_id)
    return [
        EventParty(entity=e.entity, name=e.name, country=e.country, sectors=e.sectors, claims=ids)
        for e, ids in merged.values()
    ]


def _place(places: list[Place]) -> Place | None:
    """The most specific place; claims of one event do not contradict each other in it."""
    return max(
        places, key=lambda p: (p.confidence >= SURE, p.resolution, p.confidence), default=None
    )


def _time(times: list[Time]) -> Time | None:
    """The best founded time, the narrowest among equals."""

    def rank(time: Time) -> tuple[int, int]:
        width = 2 if time.earliest is None or time.latest is None else 1
        return BASES.index(time.basis), 0 if time.earliest == time.latest is not None else width

    return min(times, key=rank, default=None)


def _counts(claims: list[Claim]) -> list[EventCount]:
    by_kind: dict[CountKind, list[CountClaim]] = {}
    for claim in claims:
        for count in claim.counts:
            by_kind.setdefault(count.kind, []).append(
                CountClaim(
                    claim_id=claim.id,
                    low=count.low,
                    high=count.high,
                    attribution=claim.attribution,
                    as_of=count.as_of,
                )
            )
    headlines = {c.id for c in claims if c.evidence.trigger.field == "title"}
    return [_range(kind, figures, headlines) for kind, figures in by_kind.items()]


def _range(kind: CountKind, figures: list[CountClaim], headlines: set[str]) -> EventCount:
    """From the smallest low to the largest high; open where any figure is open above.

    A headline rounds: its figures count only where the text under it gives none.
    """
    telling = [f for f in figures if f.claim_id not in headlines] or figures
    lows = [f.low for f in telling if f.low is not None]
    highs = [f.high for f in telling]
    high = None if None in highs else max(h for h in highs if h is not None)
    return EventCount(kind=kind, low=min(lows, default=None), high=high, claims=figures)
