"""What gold wants of a claim, and when a claim gives it: type and parties, and field by field.

A field that gold leaves out, or gives as null, is not judged; an empty list says that there is
none. Only of the speaker does null say something: that the report itself tells it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec
from msgspec import UNSET, UnsetType

from dateline.scoring.places import is_right
from dateline.types import Auxiliary, Claim, Count, CountKind, Entity, Field, Place

ARTICLES = frozenset({"a", "an", "the", "of", "his", "her", "its", "their", "my"})
FIELDS = ("parties", "actor country", "recipient country", "place", "time", "counts", "speaker")
LABELS = ("modes", "contexts", "auxiliary")

Labelled = tuple[int, int, int]  # labels right, given by the claim, wanted by gold


class Extent(msgspec.Struct, frozen=True, kw_only=True):
    """Code points of a row's text or title; `text`, where given, must be what stands there."""

    start: int
    end: int
    text: str | None = None
    field: Field = "text"


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """A party by its codes, else by its words; without either any will do."""

    text: str | None = None
    country: str | None = None
    sectors: list[str] = []


class WantedPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where; a null part is not judged."""

    name: str | None = None
    country: str | None = None
    resolution: int | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """When, as days YYYY-MM-DD; null is open."""

    earliest: str | None = None
    latest: str | None = None


class WantedCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many; null is open."""

    kind: CountKind
    low: int | None = None
    high: int | None = None


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """One happening as one passage tells it."""

    type: str
    modes: list[str] | None = None
    contexts: list[str] | None = None
    auxiliary: list[Auxiliary] | None = None
    actors: list[Party] | None = None
    recipients: list[Party] | None = None
    place: WantedPlace | None = None
    time: Interval | None = None
    counts: list[WantedCount] | None = None
    speaker: str | UnsetType | None = UNSET


def right(wanted: Wanted, claim: Claim) -> bool:
    """Whether type and parties are right."""
    return wanted.type == claim.type and parties_right(wanted, claim)


def parties_right(wanted: Wanted, claim: Claim) -> bool:
    """Whether every gold actor and recipient is among the claim's."""
    actors, recipients = wanted.actors or [], wanted.recipients or []
    return _all_found(actors, claim.actors) and _all_found(recipients, claim.recipients)


def judge(wanted: Wanted, claim: Claim) -> dict[str, bool]:
    """Each field that gold judges, whether it is right: labels apart.

    Counts and a speaker are also judged where only the claim gives them.
    """
    verdicts: dict[str, bool] = {}
    if wanted.actors is not None or wanted.recipients is not None:
        verdicts["parties"] = _no_others(wanted, claim) and parties_right(wanted, claim)
    verdicts |= _countries("actor country", wanted.actors, claim.actors)
    verdicts |= _countries("recipient country", wanted.recipients, claim.recipients)
    if wanted.place:
        verdicts["place"] = claim.place is not None and _same_place(wanted.place, claim.place)
    if wanted.time:
        verdicts["time"] = claim.time is not None and wanted.time == Interval(
            earliest=claim.time.earliest, latest=claim.time.latest
        )
    if wanted.counts or (wanted.counts is not None and any(map(_is_figure, claim.counts))):
        verdicts["counts"] = _same_counts(wanted.counts, claim.counts)
    if wanted.speaker or (wanted.speaker is None and claim.attribution):
        words = wanted.speaker or ""
        verdicts["speaker"] = any(_shares_words(words, a.source) for a in claim.attribution)
    return verdicts


def labels(wanted: Wanted, claim: Claim) -> dict[str, Labelled]:
    """Of modes, contexts and auxiliary, those that gold judges and gold or claim give."""
    result: dict[str, Labelled] = {}
    for name in LABELS:
        gold = getattr(wanted, name)
        if gold is not None and (given := {*getattr(claim, name)}) | {*gold}:
            result[name] = (len(given & {*gold}), len(given), len({*gold}))
    return result


def _countries(
    field: str, parties: Sequence[Party] | None, entities: list[Entity]
) -> dict[str, bool]:
    countries = [Party(country=party.country) for party in parties or () if party.country]
    return {field: _all_found(countries, entities)} if countries else {}


def _no_others(wanted: Wanted, claim: Claim) -> bool:
    pairs = ((wanted.actors, claim.actors), (wanted.recipients, claim.recipients))
    return all(parties is None or len(parties) == len(given) for parties, given in pairs)


def _all_found(parties: Sequence[Party], entities: list[Entity]) -> bool:
    """Whether each gold party has an entity of its own, in any order."""
    if not parties:
        return True
    return any(
        _same_party(parties[0], entity)
        and _all_found(parties[1:], entities[:i] + entities[i + 1 :])
        for i, entity in enumerate(entities)
    )


def _same_party(party: Party, entity: Entity) -> bool:
    """The same country, and the main sector of one among the sectors of the other."""
    if party.country and party.country not in (entity.country, *entity.other_countries):
        return False
    if party.sectors:
        return bool({*entity.sectors[:1]} & {*party.sectors}) or party.sectors[0] in entity.sectors
    return bool(party.country) or not party.text or _shares_words(party.text, entity)


def _shares_words(words: str, entity: Entity) -> bool:
    named = set(re.findall(r"\w+", f"{entity.text} {entity.name}".casefold()))
    return bool((set(re.findall(r"\w+", words.casefold())) - ARTICLES) & named)


def _same_place(wanted: WantedPlace, place: Place) -> bool:
    """Each part that gold gives agrees; the name may be the place's, its city's or its area's."""
    names = (place.name, place.text, place.city, place.admin2, place.admin1, place.country_name)
    name = (wanted.name or "").casefold()
    point = wanted.geonameid or wanted.lat is not None
    return (
        wanted.country in (None, place.country)
        and wanted.resolution in (None, place.resolution)
        and any(name in each.casefold() for each in names if each)
        and (not point or is_right(msgspec.structs.asdict(place), msgspec.structs.asdict(wanted)))
    )


def _same_counts(wanted: Sequence[WantedCount], given: Sequence[Count]) -> bool:
    """The same figures; the claim may add counts of no kind and a bare one ("a soldier")."""
    rest = Counter(map(_figure, given))
    for figure in map(_figure, wanted):
        if not rest[figure]:
            return False
        rest[figure] -= 1
    return not any(_is_figure(count) and rest[_figure(count)] for count in given)


def _is_figure(count: Count) -> bool:
    return count.kind != "other" and (count.low, count.high) != (1, 1)


def _figure(count: Count | WantedCount) -> tuple[str, int | None, int | None]:
    return count.kind, count.low, count.high
