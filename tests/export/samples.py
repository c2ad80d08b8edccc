"""Invented events for the exports, built without the coder."""

from __future__ import annotations

from typing import Any

from dateline.export import Results
from dateline.types import (
    Claim,
    Count,
    CountClaim,
    Entity,
    Event,
    EventCount,
    EventParty,
    Evidence,
    Place,
    Report,
    Span,
    Time,
)

HOSTILE = 'He said "no",\tthen\nleft\r\n\u2028\x00\u202e שלום، مرحبا 💥 <b>&amp;</b>; |; end"'


def entity(name: str, country: str | None, *sectors: str, **more: Any) -> Entity:
    """A party whose words are its name."""
    return Entity(
        start=0, end=len(name), text=name, name=name, country=country, sectors=[*sectors], **more
    )


def place(resolution: int, country: str = "IRQ", **more: Any) -> Place:
    """A place in Iraq, as exact as the resolution."""
    told = {
        "name": "Testville", "lat": 33.25, "lon": 44.4, "country": country,
        "country_name": {"IRQ": "Iraq", "USA": "United States"}.get(country),
        "city": "Testville" if resolution >= 4 else None,
        "admin1": "North Province" if resolution >= 2 else None,
        "admin2": "East District" if resolution >= 3 else None,
    }  # fmt: skip
    return Place(start=0, end=1, text="x", resolution=resolution, **{**told, **more})


def day(first: str | None, last: str | None = None, basis: str = "words") -> Time:
    """From a day to another, or that day alone."""
    last = last or first
    return Time(earliest=first, latest=last, precision="day", basis=basis)  # type: ignore[arg-type]


def count(kind: str, low: int | None, high: int | None) -> Count:
    """A figure."""
    return Count(start=0, end=1, text="x", kind=kind, low=low, high=high)  # type: ignore[arg-type]


def claim(number: int, type_: str, *modes: str, **more: Any) -> Claim:
    """A claim of report `r`, or of `report_id`; a fact of 2020-05-04 in a city if nothing else."""
    sentence = more.pop("sentence", "Something happened.")
    told: dict[str, Any] = {
        "report_id": "r", "paragraph": 1, "contexts": [], "quad": 4, "scale": -5.0,
        "auxiliary": [], "actors": [], "recipients": [], "complete": True, "place": place(4),
        "time": day("2020-05-04"), "counts": [], "attribution": [], "confidence": 0.8,
        "coder": "test", "codebook": "plover",
    }  # fmt: skip
    span = Span(start=0, end=len(sentence), text=sentence)
    evidence = Evidence(sentence=span, trigger=Span(start=3, end=5, text=sentence[3:5]))
    return Claim(id=f"c{number}", type=type_, modes=[*modes], evidence=evidence, **{**told, **more})


def event(claims: list[Claim]) -> Event:
    """The event of claims about one happening, first claim first."""
    first = claims[0]
    kinds = dict.fromkeys(count.kind for each in claims for count in each.counts)
    return Event(
        id="e" + first.id, type=first.type, modes=first.modes, contexts=first.contexts,
        quad=first.quad, scale=first.scale, auxiliary=first.auxiliary,
        actors=_parties([(each.id, party) for each in claims for party in each.actors]),
        recipients=_parties([(each.id, party) for each in claims for party in each.recipients]),
        place=first.place, time=first.time, counts=[_count(kind, claims) for kind in kinds],
        claims=[each.id for each in claims], reports=1, independent_reports=1,
        confidence=first.confidence, why=[],
    )  # fmt: skip


def _parties(named: list[tuple[str, Entity]]) -> list[EventParty]:
    found: dict[str, EventParty] = {}
    for claim_id, party in named:
        new = EventParty(
            entity=party.entity, name=party.name, country=party.country, sectors=party.sectors,
            claims=[],
        )  # fmt: skip
        found.setdefault(party.name, new).claims.append(claim_id)
    return [*found.values()]


def _count(kind: Any, claims: list[Claim]) -> EventCount:
    told = [
        CountClaim(claim_id=each.id, low=c.low, high=c.high, attribution=[], as_of=None)
        for each in claims
        for c in each.counts
        if c.kind == kind
    ]
    highs = [each.high for each in told]
    return EventCount(
        kind=kind,
        low=min((each.low for each in told if each.low is not None), default=None),
        high=None if None in highs else max(high for high in highs if high is not None),
        claims=told,
    )


def results(*groups: list[Claim], level: str = "events") -> Results:
    """Results with an event for each group of claims, and the reports that they name."""
    claims = [each for group in groups for each in group]
    reports = [
        Report(
            id=id_, text="Something happened.", title=f"Title of {id_}", source=f"Outlet {id_}",
            url=f"https://news.example/{id_}", published="2020-05-06", published_precision="day",
        )
        for id_ in dict.fromkeys(each.report_id for each in claims)
    ]  # fmt: skip
    events = [event(group) for group in groups]
    return Results(level, reports, claims, events)  # type: ignore[arg-type]
