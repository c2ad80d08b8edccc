"""Which corrections stand, are superseded by later ones, disputed by others, or lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from dateline.review.constraints import settled, told
from dateline.review.corrections import by_claim, by_event, slot
from dateline.review.fields import value_of
from dateline.types import Claim, Correction, Event


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A correction and what has become of it."""

    correction: Annotated[Correction, Meta(description="the correction")]
    standing: Annotated[
        Literal["stands", "superseded", "unfit", "lost"], Meta(description="what became of it")
    ]
    reason: Annotated[str, Meta(description="why it does not stand, or what of it is gone")] = ""
    disputed: Annotated[list[str], Meta(description="analysts who say otherwise")] = msgspec.field(
        default_factory=list
    )


def standings(
    corrections: Sequence[Correction], held: AbstractSet[str], event_of: Mapping[str, str]
) -> list[Standing]:
    """What became of each, in the order in which they were made.

    `held` are the claims that the store has, `event_of` gives the event of each that has one.
    """
    groups = [*by_claim(corrections).values(), *by_event(corrections, event_of).values()]
    later, disputed = _of_fields(groups)
    _of_pairs(corrections, later, disputed)
    return [
        _standing(each, held, event_of, later.get(each.id), sorted(disputed.get(each.id, ())))
        for each in corrections
    ]


Later = dict[str, Correction]  # correction id -> the one that supersedes it
Disputes = dict[str, set[str]]


def _of_fields(groups: Iterable[Sequence[Correction]]) -> tuple[Later, Disputes]:
    later: Later = {}
    disputed: Disputes = defaultdict(set)
    for group in groups:
        slots: dict[str, list[Correction]] = defaultdict(list)
        for correction in group:
            slots[slot(correction)].append(correction)
        for same in slots.values():
            later |= {each.id: same[-1] for each in same[:-1]}
            _dispute(same, disputed)
    return later, disputed


def _dispute(same: Sequence[Correction], disputed: Disputes) -> None:
    """Note who says otherwise, by what each analyst said last."""
    last = {each.analyst: each for each in same}.values()
    for one in last:
        for other in last:
            if (one.kind, one.value) != (other.kind, other.value):
                disputed[one.id].add(other.analyst)


def _of_pairs(corrections: Sequence[Correction], later: Later, disputed: Disputes) -> None:
    last = settled(corrections)
    for correction in corrections:
        winners = {pair: last[pair] for pair in told(correction)}
        if winners and all(each.id != correction.id for each in winners.values()):
            later[correction.id] = next(iter(winners.values()))
        for pair, winner in winners.items():
            otherwise = told(winner)[pair] != told(correction)[pair]
            if otherwise and winner.analyst != correction.analyst:
                disputed[correction.id].add(winner.analyst)
                disputed[winner.id].add(correction.analyst)


def _standing(
    correction: Correction, held: AbstractSet[str], event_of: Mapping[str, str],
    later: Correction | None, disputed: list[str],
) -> Standing:  # fmt: skip
    def of(standing: str, reason: str = "") -> Standing:
        values = {"correction": correction, "standing": standing, "reason": reason}
        return Standing(**values, disputed=disputed)  # type: ignore[arg-type]

    if gone := _lost(correction, held, event_of):
        return of("lost", gone)
    if later is not None:
        return of("superseded", f"by {later.analyst}, {later.made}")
    if unfit := _unfit(correction):
        return of("unfit", unfit)
    missing = [claim for claim in claims_of(correction) if claim not in held]
    return of("stands", f"gone: {', '.join(missing)}" if missing else "")


def claims_of(correction: Correction) -> list[str]:
    """Every claim that a correction is about."""
    ones = [*correction.value] if correction.kind in ("split", "join") else []
    return [*ones, *correction.others] or [correction.target]


def _lost(
    correction: Correction, held: AbstractSet[str], event_of: Mapping[str, str]
) -> str | None:
    if correction.kind in ("split", "join"):
        for side in (correction.value, correction.others):
            if not held & {*side}:
                return f"none of {', '.join(side)} is held any more"
        return None
    if not held & {*claims_of(correction)}:
        return "nothing of what it is about is held any more"
    if correction.others and not any(claim in event_of for claim in correction.others):
        return "its claims are in no event now"
    return None


def _unfit(correction: Correction) -> str | None:
    if correction.kind != "set" or correction.field is None:
        return None
    try:
        value_of(Event if correction.others else Claim, correction.field, correction.value)
    except msgspec.ValidationError as error:
        return str(error)
    return None
