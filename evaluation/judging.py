"""When a claim is right about a gold fact: type and parties, and field by field."""

from __future__ import annotations

import re
from collections import Counter

from dateline.types import Claim, Count, Entity, Place
from evaluation.gold import Fact, FactCount, FactPlace, Interval, Party

ARTICLES = frozenset({"a", "an", "the", "of", "his", "her", "its", "their", "my"})
FIELDS = ("modes", "auxiliary", "parties", "place", "time", "counts", "speaker")


def same_party(party: Party, entity: Entity) -> bool:
    """The same country, and the main sector of one among the sectors of the other."""
    if party.country and party.country not in (entity.country, *entity.other_countries):
        return False
    if not party.sectors:
        return True
    return bool({*entity.sectors[:1]} & {*party.sectors}) or party.sectors[0] in entity.sectors


def all_found(parties: list[Party], entities: list[Entity]) -> bool:
    """Whether each gold party has an entity of its own, in any order."""
    if not parties:
        return True
    return any(
        same_party(parties[0], entity) and all_found(parties[1:], entities[:i] + entities[i + 1 :])
        for i, entity in enumerate(entities)
    )


def parties_right(fact: Fact, claim: Claim) -> bool:
    """Whether every gold actor and recipient is among the claim's."""
    return all_found(fact.actors, claim.actors) and all_found(fact.recipients, claim.recipients)


def right(fact: Fact, claim: Claim) -> bool:
    """Whether type and parties are right."""
    return fact.type == claim.type and parties_right(fact, claim)


def judge(fact: Fact, claim: Claim) -> dict[str, bool]:
    """Each field that gold or claim names and gold judges: whether it is right."""
    verdicts: dict[str, bool] = {
        "parties": len(fact.actors) == len(claim.actors)
        and len(fact.recipients) == len(claim.recipients)
        and parties_right(fact, claim)
    }
    if fact.modes is not None and (fact.modes or claim.modes):
        verdicts["modes"] = set(fact.modes) == set(claim.modes)
    if fact.auxiliary or claim.auxiliary:
        verdicts["auxiliary"] = set(fact.auxiliary) == set(claim.auxiliary)
    if fact.place:
        verdicts["place"] = claim.place is not None and same_place(fact.place, claim.place)
    if fact.time:
        verdicts["time"] = claim.time is not None and fact.time == Interval(
            claim.time.earliest, claim.time.latest
        )
    if fact.counts or any(map(_is_figure, claim.counts)):
        verdicts["counts"] = same_counts(fact.counts, claim.counts)
    if fact.speaker or claim.attribution:
        words = fact.speaker or ""
        verdicts["speaker"] = any(_shares_words(words, a.source) for a in claim.attribution)
    return verdicts


def same_place(wanted: FactPlace, place: Place) -> bool:
    """Country, resolution and a name of the place (its own, its city's or its area's) agree."""
    names = {place.name, place.text, place.city, place.admin2, place.admin1, place.country_name}
    return (
        wanted.country in (None, place.country)
        and wanted.resolution in (None, place.resolution)
        and any(name and wanted.name.casefold() in name.casefold() for name in names)
    )


def same_counts(wanted: list[FactCount], given: list[Count]) -> bool:
    """The same figures; the claim may add counts of no kind and a bare one ("a soldier")."""
    rest = Counter(map(_figure, given))
    for figure in map(_figure, wanted):
        if not rest[figure]:
            return False
        rest[figure] -= 1
    return not any(_is_figure(count) and rest[_figure(count)] for count in given)


def _is_figure(count: Count) -> bool:
    return count.kind != "other" and (count.low, count.high) != (1, 1)


def _figure(count: Count | FactCount) -> tuple[str, int | None, int | None]:
    return count.kind, count.low, count.high


def _shares_words(words: str, source: Entity) -> bool:
    named = set(re.findall(r"\w+", f"{source.text} {source.name}".casefold()))
    return bool((set(re.findall(r"\w+", words.casefold())) - ARTICLES) & named)
