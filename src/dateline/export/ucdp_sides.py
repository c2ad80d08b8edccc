"""Who UCDP's two sides are, which of its three kinds of violence it is, and whose the dead are."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.export.happenings import Happening, Party
from dateline.knowledge.codes import country_codes

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
GOVERNMENT = frozenset({"GOV", "MIL", "COP", "SPY"})
GROUPS = frozenset({"REB", "PRM", "CRM"})
CIVILIANS = frozenset(
    "AGR BUS CVL EDU ELI JRN JUD LAB LEG MED OPP PTY REF REL SOC".split()
)  # a politician is a civilian, and so is an official: see `_kind`


class Sides(msgspec.Struct, frozen=True):
    """Both sides, a government first; `dead` is the column of deaths that is certain."""

    violence: int
    a: str
    b: str
    gwno_a: str | None
    gwno_b: str | None
    dead: str


def sides_of(happening: Happening) -> Sides | str:
    """The two sides, or why there is no row."""
    doers = _of_kind(happening.actors, True)
    targets = _of_kind(happening.recipients, False)
    state, others = happening.sides()
    if state and others and "civilians" not in targets:  # all parties of a clash are actors
        return _clash(_of_kind(state, True), _of_kind(others, True), "deaths_unknown")
    if not {"government", "group"} & doers.keys():
        return "ASSAULT without a known organised actor"
    if not targets:
        return "ASSAULT without a recipient of known kind"
    if targets.keys() == {"civilians"}:
        kind, (party, *_) = next((k, p) for k, p in doers.items() if k in ("government", "group"))
        gwno = _gwno(party) if kind == "government" else None
        return Sides(ONE_SIDED, _name(party, kind), "Civilians", gwno, None, "deaths_civilians")
    if "civilians" in targets or not {"government", "group"} & targets.keys():
        return _clash(doers, targets, "deaths_unknown")
    return _clash(doers, targets, "deaths_b")


Kinds = dict[str, list[Party]]


def _clash(one: Kinds, two: Kinds, dead: str) -> Sides | str:
    """Two organised sides, a government first; `dead` is of those that `one` attacks."""
    first, second = _organised(one), _organised(two)
    if first is None or second is None:
        return "ASSAULT without a second organised actor"
    if second[0] == "government" and first[0] != "government":
        first, second = second, first
        dead = "deaths_a" if dead == "deaths_b" else dead
    return Sides(
        STATE_BASED if first[0] == "government" else NON_STATE,
        _name(first[1], first[0]), _name(second[1], second[0]),
        _gwno(first[1]) if first[0] == "government" else None,
        _gwno(second[1]) if second[0] == "government" else None,
        dead,
    )  # fmt: skip


def _organised(kinds: Kinds) -> tuple[str, Party] | None:
    return next(((k, kinds[k][0]) for k in ("government", "group") if k in kinds), None)


def _of_kind(parties: Sequence[Party], acting: bool) -> Kinds:
    kinds: Kinds = {}
    for party in parties:
        if kind := _kind(party, acting):
            kinds.setdefault(kind, []).append(party)
    return kinds


def _kind(party: Party, acting: bool) -> str | None:
    """By its main sector; a governor who is attacked is a civilian, one who attacks his state."""
    sector = next(iter(party.sectors), None)
    if sector in GOVERNMENT:
        return "civilians" if sector == "GOV" and party.office and not acting else "government"
    if sector in GROUPS:
        return "group"
    return "civilians" if sector in CIVILIANS else None


def _name(party: Party, kind: str) -> str:
    """UCDP calls every arm of a state its government."""
    codes = country_codes().get(party.country or "")
    if kind == "government" and codes and codes.name:
        return f"Government of {codes.name}"
    return party.name


def _gwno(party: Party) -> str | None:
    codes = country_codes().get(party.country or "")
    return codes.gw if codes else None
