"""What a known actor is on a day: the office held, the sectors that follow, and why."""

from __future__ import annotations

from typing import NamedTuple

from dateline.knowledge import Actor, Role

EVER = "9999-12-31"
MEMBER = "member"  # to belong to a party is no office, and outlasts those that end


class Standing(NamedTuple):
    """An actor's office and sectors on a day."""

    role: Role | None
    sectors: list[str]
    reason: str


def standing(actor: Actor, day: str | None) -> Standing:
    """An actor's standing on a day (YYYY-MM-DD).

    Without a day, and of those who died in office, the last role tells.
    """
    when = _day_that_tells(actor, day)
    offices = [role for role in actor.roles if role.office != MEMBER]
    held = [role for role in offices if role.holds(when)]
    if held:
        role = max(held, key=lambda r: ("GOV" in r.sectors, r.start))
        sectors = [*role.sectors, *(s for r in held for s in r.sectors), *actor.sectors]
        if "GOV" not in sectors and any("GOV" in r.sectors and r.ended(when) for r in actor.roles):
            sectors.append("ELI")  # leads a party, and governed once
        told = role.office or f"{'|'.join(role.sectors)} {role.country}".strip()
        return Standing(role, _unique(sectors), f"{told} since {role.start or 'unknown'}")
    ended = [role for role in offices if role.ended(when)]
    if ended and actor.kind == "person":
        last = ended[-1]
        return Standing(
            None, _unique(["ELI", *actor.sectors]), f"{last.office or 'role'} until {last.end}"
        )
    if actor.roles and actor.kind == "party":
        why = f"in government until {ended[-1].end}" if ended else "not yet in government"
        return Standing(None, _unique([*actor.sectors, "OPP"]), why)
    return Standing(None, list(actor.sectors), "no office at that date")


def held(actor: Actor, title: str, day: str, *, former: bool = False) -> bool:
    """Whether an actor held on that day, or `former`ly, the office that a title names."""
    words = set(title.replace("-", " ").split())
    return any(
        role.ended(day) if former else role.holds(day)
        for role in actor.roles
        if words & set(role.office.lower().split())
    )


def _day_that_tells(actor: Actor, day: str | None) -> str:
    last = max((role.end or EVER for role in actor.roles), default=EVER)
    if day is None:
        return last
    died_in_office = actor.kind == "person" and bool(actor.end) and last[:4] >= actor.end[:4]
    if died_in_office and actor.end <= day[: len(actor.end)] and last < day:
        return last
    return day


def _unique(sectors: list[str]) -> list[str]:
    return list(dict.fromkeys(sectors))
