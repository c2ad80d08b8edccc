"""A happening of one report -> what is compared with the happenings of other reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from dateline.linking.event import best_place, best_time
from dateline.linking.words import names_in, stem, terms_in
from dateline.types import Claim, Entity, Place, Time

WIDE = 62  # days from which a time is too vague to be looked for by
DOUBTFUL = 0.5  # places less sure than this are inherited or guessed
FAMILIES = {"RETREAT": "CONCEDE", "SUPPORT": "AGREE", "COOPERATE": "AGREE"}
VAGUE = frozenset(
    "people person group force other least about some man woman men women others several dozens "
    "hundreds thousands victim suspect official authorities resident".split()
)


class Side(msgspec.Struct, frozen=True):
    """Who stands on one side, in three grains: known actors, nouns of names, kinds of actor."""

    entities: frozenset[str]
    nouns: frozenset[str]
    kinds: frozenset[str]


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A whole report, as far as it says what its happenings do not: its words and its place."""

    names: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    place: Place | None = None
    published: int | None = None  # day, as an ordinal


class Core(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a happening in one report; days are ordinals, None where open."""

    id: str
    claims: tuple[str, ...]
    report: str
    type: str
    told_as: str  # its auxiliaries, "historical" apart: "" is fact
    actors: Side
    recipients: Side
    country: str | None
    admin1: str | None
    city: str | None
    lat: float | None
    lon: float | None
    first: int | None
    last: int | None
    founded: bool  # words or a dateline give the time
    counts: Mapping[str, tuple[int | None, int | None]]
    triggers: frozenset[str]
    modes: frozenset[str]
    terms: tuple[str, ...]
    told: Story  # the whole report

    @property
    def family(self) -> str:
        """The type, or the type under which its kin are looked for too."""
        return FAMILIES.get(self.type, self.type)

    @property
    def span(self) -> tuple[int, int] | None:
        """First and last day, None where either is open or both are far apart."""
        if self.first is None or self.last is None or self.last - self.first > WIDE:
            return None
        return self.first, self.last


def story_of(claims: Sequence[Claim], told: Story) -> Story:
    """What a report's claims add to its words: its place; and words, where its text is not kept."""
    places = [place for c in claims if (place := c.place) and place.city]
    cities = Counter((place.country, place.city) for place in places)
    main = max(places, key=lambda p: cities[p.country, p.city], default=None)
    if told.terms:
        return replace(told, place=main)
    sentences = [c.evidence.sentence for c in claims if c.evidence.sentence.field == "text"]
    texts = [sentence.text for sentence in sentences]
    return replace(told, names=names_in(texts), terms=terms_in(texts), place=main)


def core_of(claims: Sequence[Claim], story: Story) -> Core:
    """What is compared of a happening's claims, in the story of its report.

    A happening without a place of its own, or only with its country, has its story's.
    """
    first = claims[0]
    place = best_place([c.place for c in claims if c.place and c.place.confidence >= DOUBTFUL])
    main = story.place
    if main and (place is None or (place.country == main.country and place.resolution == 1)):
        place = main
    time = best_time([c.time for c in claims if c.time])
    days = _days(time)
    return Core(
        id=first.id,
        claims=tuple(claim.id for claim in claims),
        report=first.report_id,
        type=first.type,
        told_as="+".join(sorted(set(first.auxiliary) - {"historical"})),
        actors=_side(e for c in claims for e in c.actors),
        recipients=_side(e for c in claims for e in c.recipients),
        country=place.country if place else None,
        admin1=place.admin1 if place else None,
        city=place.city.lower() if place and place.city else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        first=days[0],
        last=days[1],
        founded=time is not None and time.basis in ("words", "dateline"),
        counts=_counts(claims),
        triggers=frozenset(stem(c.evidence.trigger.text.lower()) for c in claims),
        modes=frozenset(mode for c in claims for mode in c.modes),
        terms=terms_in(c.evidence.sentence.text for c in claims),
        told=story,
    )


def _side(entities: Iterable[Entity]) -> Side:
    every = list(entities)
    nouns = (word for e in every if not e.entity for word in e.name.lower().split())
    kinds = (f"{e.country}:{e.sectors[0]}" for e in every if e.country and e.sectors)
    return Side(
        frozenset(e.entity for e in every if e.entity),
        frozenset(stem(w) for w in nouns if len(w) > 2 and w not in VAGUE),
        frozenset(kinds),
    )


def _days(time: Time | None) -> tuple[int | None, int | None]:
    if time is None:
        return None, None
    return ordinal(time.earliest), ordinal(time.latest)


def ordinal(day: str | None) -> int | None:
    """The number of a day, 1 for the first day of the year 1; None where it is open."""
    return date.fromisoformat(day).toordinal() if day else None


def _counts(claims: Sequence[Claim]) -> dict[str, tuple[int | None, int | None]]:
    """Of each kind, from the smallest low to the largest high."""
    found: dict[str, list[tuple[int | None, int | None]]] = {}
    for count in (count for claim in claims for count in claim.counts):
        found.setdefault(count.kind, []).append((count.low, count.high))
    return {kind: _spread(figures) for kind, figures in found.items()}


def _spread(figures: Sequence[tuple[int | None, int | None]]) -> tuple[int | None, int | None]:
    lows = [low for low, _ in figures if low is not None]
    highs = [high for _, high in figures]
    top = None if None in highs else max(high for high in highs if high is not None)
    return min(lows, default=None), top
