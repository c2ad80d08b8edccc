"""Corrections applied: to a claim by its id, to an event by the claims that it had."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from dateline.codebooks import Codebook
from dateline.review.fields import value_of
from dateline.types import Claim, Correction, Entity, Event, EventCount, EventParty

Row = TypeVar("Row", Claim, Event)
VERDICT = "verdict"  # under this an acceptance and a rejection supersede each other


def of_event(correction: Correction) -> bool:
    """Whether it is about an event; such a correction keeps the claims that the event had."""
    return bool(correction.others)


def slot(correction: Correction) -> str:
    """What of its target it is about: a later correction of the same slot supersedes it."""
    return correction.field or VERDICT


def by_claim(corrections: Iterable[Correction]) -> dict[str, list[Correction]]:
    """Claim id -> what is to be done to the claim, in the order given."""
    found: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        if correction.kind in ("set", "reject", "accept") and not of_event(correction):
            found[correction.target].append(correction)
    return found


def by_event(
    corrections: Iterable[Correction], event_of: Mapping[str, str]
) -> dict[str, list[Correction]]:
    """Event id -> what is to be done to the event, in the order given.

    `event_of` gives the event of a claim, as linked now.
    """
    found: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        if correction.kind in ("set", "reject", "accept"):
            home = home_of(correction.others, event_of)
            if home is not None:
                found[home].append(correction)
    return found


def home_of(claims: Iterable[str], event_of: Mapping[str, str]) -> str | None:
    """The event that holds most of the claims now, that of the first among equals."""
    homes = Counter(event_of[claim] for claim in claims if claim in event_of)
    return homes.most_common(1)[0][0] if homes else None


def applied(row: Row, corrections: Sequence[Correction], codebook: Codebook) -> Row | None:
    """The row as corrected, the later of two of one slot winning; None where it is rejected."""
    latest = {slot(correction): correction for correction in corrections}
    verdict = latest.pop(VERDICT, None)
    if verdict is not None and verdict.kind == "reject":
        return None
    values: dict[str, Any] = {}
    for field, correction in latest.items():
        try:
            values[field] = value_of(type(row), field, correction.value)
        except msgspec.ValidationError:
            continue  # of an older contract; listed as unfit, see `standing`
    if isinstance(row, Event):
        values |= _with_claims(row, values)
    return _settled(msgspec.structs.replace(row, **values), row, values.keys(), codebook)


def _with_claims(event: Event, values: Mapping[str, Any]) -> dict[str, Any]:
    """Parties and counts as set, with the claims that the event has for them."""
    found: dict[str, Any] = {}
    for side in ("actors", "recipients"):
        if side in values:
            had = {_key(party): party.claims for party in (*event.actors, *event.recipients)}
            found[side] = [_claimed(party, had.get(_key(party), [])) for party in values[side]]
    if "counts" in values:
        figures = {count.kind: count.claims for count in event.counts}
        found["counts"] = [_claimed(c, figures.get(c.kind, [])) for c in values["counts"]]
    return found


def _key(party: EventParty | Entity) -> tuple[str, str | None]:
    return party.entity or party.name.lower(), party.country


def _claimed(value: EventParty | EventCount, claims: Sequence[Any]) -> EventParty | EventCount:
    return msgspec.structs.replace(value, claims=[*claims])


def _settled(new: Row, old: Row, fields: Iterable[str], codebook: Codebook) -> Row:
    """With what follows from type, modes and parties: modes of the type, quad, scale, complete."""
    changed: dict[str, Any] = {}
    given = set(fields)
    event_type = codebook.types.get(new.type)
    if event_type is None:
        return new
    if given & {"type", "modes"}:
        modes = [mode for mode in new.modes if mode in event_type.modes]
        scale = codebook.scale(new.type, modes)
        changed |= {"modes": modes, "quad": event_type.quad, "scale": scale}
    if isinstance(old, Claim) and given & {"type", "actors", "recipients"}:
        without_actor = old.complete and not old.actors  # its type needs none
        receives = bool(new.recipients) or not event_type.requires_recipient
        changed["complete"] = receives and (bool(new.actors) or without_actor)
    return msgspec.structs.replace(new, **changed)
