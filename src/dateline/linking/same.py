"""Whether two claims of one report tell of one happening, and why."""

from __future__ import annotations

from dateline.types import Claim, Entity, Place, Time

DEEDS = (2, 4)  # quad classes of material acts; of words, one speaker says many things
VAGUE_WORDS = frozenset({"people", "person", "group", "force", "other", "least", "about", "some"})
VAGUE_TIMES = frozenset({"published", "inherited"})


def conflict(one: Claim, other: Claim) -> str | None:
    """What speaks against one happening, None where nothing does."""
    if one.type != other.type:
        return f"{one.type} is not {other.type}"
    if set(one.auxiliary) - {"historical"} != set(other.auxiliary) - {"historical"}:
        return "one is told as fact, the other is not"
    if _apart(one.recipients, other.recipients, strictly=True):
        return "different recipients"
    if _apart(one.actors, other.actors):
        return "different actors"
    if _elsewhere(one.place, other.place):
        return "different places"
    if _not_then(one.time, other.time):
        return "different times"
    return None


def reason(one: Claim, other: Claim) -> str | None:
    """What speaks for one happening: a shared party, like parties in one city, or a noun that
    refers back ("the rally")."""
    doer = named_in_both(one.actors, other.actors)
    target = named_in_both(one.recipients, other.recipients)
    shared = (doer or target) if one.quad in DEEDS else (doer and target)
    if shared:
        return f"{one.type} with {shared} in both"
    if refers_back(other) and not (other.actors and other.recipients):
        return f"{other.evidence.trigger.text!r} refers back"
    actors, recipients = kin(one.actors, other.actors), kin(one.recipients, other.recipients)
    city = _same_city(one.place, other.place)
    if actors and recipients:
        return f"{one.type} by {actors} on {recipients} in both"
    if city and (actors or recipients):
        return f"{one.type} with {actors or recipients} in {city} in both"
    return None


def refers_back(claim: Claim) -> bool:
    """Whether the trigger follows "the" or "this", with at most one word between."""
    sentence, trigger = claim.evidence.sentence, claim.evidence.trigger
    before = sentence.text[: trigger.start - sentence.start].lower().split()
    return bool({"the", "this", "that", "these", "those"} & set(before[-2:]))


def named_in_both(ones: list[Entity], others: list[Entity]) -> str | None:
    """The name of a party that stands in both lists: the same entity, or a noun in common."""
    return next((one.name for one in ones for other in others if _same_party(one, other)), None)


def kin(ones: list[Entity], others: list[Entity]) -> str | None:
    """The name of a party that has one of the same country and main sector in the other list."""
    return next((one.name for one in ones for other in others if _alike(one, other)), None)


def _same_party(one: Entity, other: Entity) -> bool:
    if one.entity or other.entity:
        return one.entity == other.entity
    same_country = one.country == other.country
    return same_country and bool(_nouns(one) & _nouns(other))


def _nouns(entity: Entity) -> set[str]:
    """Words of a party's name, plural and singular as one; short words say too little."""
    words = entity.name.lower().replace("'s", "").split()
    return {word.rstrip("s") for word in words if len(word) > 3} - VAGUE_WORDS


def _alike(one: Entity, other: Entity) -> bool:
    same_country = one.country is not None and one.country == other.country
    return same_country and bool(set(one.sectors[:1]) & set(other.sectors[:1]))


def _same_city(one: Place | None, other: Place | None) -> str | None:
    if one is None or other is None or one.country != other.country:
        return None
    return one.city if one.city and one.city == other.city else None


def _apart(ones: list[Entity], others: list[Entity], strictly: bool = False) -> bool:
    """Whether both name parties and none can be the same: other countries, or other names.

    `strictly`: parties of one country but of other sectors are not the same either.
    """
    if not ones or not others or named_in_both(ones, others):
        return False
    return not any(_could_be(one, other, strictly) for one in ones for other in others)


def _could_be(one: Entity, other: Entity, strictly: bool) -> bool:
    if one.country and other.country and one.country != other.country:
        return False
    if one.country in (one.entity, other.entity):  # a state and its army may be one party
        return True
    if one.entity and other.entity:
        return False
    told = bool(one.sectors and other.sectors) and strictly
    return not told or bool({*one.sectors} & {*other.sectors})


def _elsewhere(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None:
        return False
    if one.country != other.country:
        return True
    for level in ("admin1", "city"):
        a, b = getattr(one, level), getattr(other, level)
        if a and b and a != b:
            return True
    return False


def _not_then(one: Time | None, other: Time | None) -> bool:
    if one is None or other is None:
        return False
    if one.basis in VAGUE_TIMES or other.basis in VAGUE_TIMES:
        return False
    first = (one.earliest or "0000", one.latest or "9999")
    second = (other.earliest or "0000", other.latest or "9999")
    return first[0] > second[1] or second[0] > first[1]
