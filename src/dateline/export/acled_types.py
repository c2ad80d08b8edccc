"""Which of ACLED's event types a PLOVER event is, and who its two actors are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

import msgspec

from dateline.export.happenings import Happening, Party

_DATA: dict[str, dict[str, str]] = tomllib.loads(
    (files(__package__) / "acled.toml").read_text(encoding="utf-8")
)
NUMBERS = {kind: int(number) for kind, number in _DATA["numbers"].items()}
ARMED = ("State forces", "Rebel group", "Political militia", "External/Other forces")
WEAPONS = (*_DATA["remote"], "firearms")  # of whoever uses them ACLED has a name, if unidentified
PEACE = re.compile(r"\b(cease-?\s?fires?|truces?|peace)\b", re.IGNORECASE)
VIOLENT = ("riot", "vandalize")
BATTLE, REMOTE = "Battles", "Explosions/Remote violence"
CIVILIANS = "Violence against civilians"
PROTESTS, RIOTS, STRATEGIC = "Protests", "Riots", "Strategic developments"
FORCE = "Excessive force against protesters"


class Side(msgspec.Struct, frozen=True):
    """One of the two actors: its kind, and the parties that it is."""

    kind: str
    parties: tuple[Party, ...] = ()


class Kind(msgspec.Struct, frozen=True):
    """What the event is in ACLED's terms; `rough` says what is not certain in it."""

    event: str
    sub: str
    one: Side | None
    two: Side | None = None
    targets_civilians: bool = False
    rough: str = ""

    @property
    def disorder(self) -> str:
        """The disorder type."""
        return _DATA["disorder"].get(self.sub) or _DATA["disorder"][self.event]


def kind_of(happening: Happening) -> Kind | str:
    """The event's kind, or why ACLED has no row for it."""
    type_, modes = happening.row.type, happening.row.modes
    if type_ == "ASSAULT":
        return _assault(happening)
    if type_ == "PROTEST":
        return _protest(happening)
    for told in (*(f"{type_} {mode}" for mode in modes), type_):
        if told in _DATA["strategic"]:
            return _strategic(_DATA["strategic"][told], happening)
    if type_ in ("AGREE", "SUPPORT") and _of_peace(happening):
        return _strategic("Agreement", happening)
    if type_ == "RETREAT" and "withdraw" in modes and "territory" in happening.row.contexts:
        return _strategic("Non-violent transfer of territory", happening)
    return f"{type_}, which ACLED does not code"


def _of_peace(happening: Happening) -> bool:
    return any(PEACE.search(claim.evidence.sentence.text) for claim in happening.claims)


def _strategic(sub: str, happening: Happening) -> Kind | str:
    one, two = _sides(happening)
    if one is None and two is None:
        return "without a party of known kind"
    return Kind(STRATEGIC, sub, one or two, two if one else None)


def _protest(happening: Happening) -> Kind:
    crowd = tuple(happening.actors)
    if any(mode in VIOLENT for mode in happening.row.modes):
        return Kind(RIOTS, "Violent demonstration", Side("Rioters", crowd))
    rough = "" if happening.row.modes else "protests without a mode stand as peaceful"
    return Kind(PROTESTS, "Peaceful protest", Side("Protesters", crowd), rough=rough)


def _assault(happening: Happening) -> Kind | str:
    modes = happening.row.modes
    one, two = _sides(happening)
    if one is None:
        if not any(mode in WEAPONS for mode in modes):
            return "violence without an actor of known kind"
        one = Side("Political militia")  # whom ACLED names "Unidentified Armed Group"
    if one.kind == "Civilians":
        return Kind(RIOTS, "Mob violence", Side("Rioters", one.parties), two)
    civilian = two is not None and two.kind == "Civilians"
    if "crowd-control" in modes and two and civilian:
        sub = FORCE if _deadly(happening) else "Protest with intervention"
        rough = "force against a crowd stands as a protest; the protest itself has its own row"
        return Kind(PROTESTS, sub, Side("Protesters", two.parties), one, sub == FORCE, rough)
    for mode in modes:
        if mode in _DATA["remote"]:
            rough = "unconventional weapons stand as chemical" if mode == "unconventional" else ""
            return Kind(REMOTE, _DATA["remote"][mode], one, two, civilian, rough)
    if modes == ["destroy"]:
        return Kind(STRATEGIC, "Looting/property destruction", one, two)
    if two is None:
        return "violence without a recipient of known kind"
    if not civilian and modes == ["abduct"]:
        return "capture of fighters, which ACLED does not code by itself"
    if not civilian:
        return Kind(BATTLE, "Armed clash", one, two)
    known = (_DATA["against_civilians"].get(mode) for mode in modes)
    sub = next((sub for sub in known if sub), "Attack")
    return Kind(CIVILIANS, sub, one, two, True)


def _deadly(happening: Happening) -> bool:
    killed = happening.figures("killed")
    return killed is not None and bool(killed.low)


def _sides(happening: Happening) -> tuple[Side | None, Side | None]:
    """Who acts and who is acted on; where a state and its foes both act, as in a clash, those."""
    country = happening.place.country if happening.place else None
    target = _side(happening.recipients, country, False)
    state, others = happening.sides()
    if state and others and (target is None or target.kind in ARMED):
        return _side(state, country, True), _side(others, country, True)
    return _side(happening.actors, country, True), target


def _side(parties: Iterable[Party], country: str | None, acting: bool) -> Side | None:
    """The parties of the first kind there is, armed before unarmed; None without a known kind."""
    kinds: dict[str, list[Party]] = {}
    for party in parties:
        if kind := _kind(party, country, acting):
            kinds.setdefault(kind, []).append(party)
    best = next((kind for kind in kinds if kind in ARMED), next(iter(kinds), None))
    return Side(best, tuple(kinds[best])) if best else None


def _kind(party: Party, country: str | None, acting: bool) -> str | None:
    """What ACLED calls a party; None where its sectors do not say."""
    sector = next((sector for sector in party.sectors if sector in _DATA["kinds"]), None)
    if sector is None:
        return None
    if sector == "GOV" and not acting and party.office:  # an official who is attacked
        return "Civilians"
    kind = _DATA["kinds"][sector]
    abroad = party.country is not None and country is not None and party.country != country
    return "External/Other forces" if kind == "State forces" and abroad else kind
