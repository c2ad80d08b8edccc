"""Which fields of claims and events may be set, and what may stand in each."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, get_type_hints

import msgspec

from dateline.codebooks import Codebook
from dateline.errors import SettingsError
from dateline.knowledge import load_knowledge
from dateline.knowledge.files import SECTORS, SUPRANATIONAL
from dateline.types import Claim, Entity, Event, EventParty, Place

# the others follow from these, or say what was coded by what
SETTABLE: dict[type, tuple[str, ...]] = {
    Claim: ("type", "modes", "contexts", "auxiliary", "actors", "recipients", "place", "time",
            "counts", "attribution"),
    Event: ("type", "modes", "contexts", "auxiliary", "actors", "recipients", "place", "time",
            "counts"),
}  # fmt: skip
MANY = 60  # names in a message
HINTS = {kind: get_type_hints(kind, include_extras=True) for kind in SETTABLE}


def value_of(kind: type, field: str, value: Any) -> Any:
    """The native value of a field, from JSON. Raises msgspec.ValidationError."""
    if field not in SETTABLE[kind]:
        raise msgspec.ValidationError(f"{field} cannot be set")
    return msgspec.convert(value, HINTS[kind][field])


def check_field(kind: type, field: str) -> None:
    """Raises SettingsError where a field is none that may be set."""
    _known(f"--set {field}", [field], SETTABLE[kind])


def check_codes(field: str, value: Any, type_: str, codebook: Codebook) -> None:
    """Raises SettingsError where a type, mode or context is not the codebook's, or a country or
    sector is none.

    `type_` is the type that the row has, or is set to.
    """
    if field == "type":
        _known("--set type", [value], codebook.types)
    if field == "modes":
        modes = codebook.types[type_].modes if type_ in codebook.types else {}
        _known(f"--set modes of {type_}", value, modes)
    if field == "contexts":
        _known("--set contexts", value, codebook.contexts)
    if field in ("actors", "recipients"):
        _known(f"--set {field}: sectors", [s for each in value for s in each.sectors], SECTORS)
    if field in ("actors", "recipients", "place"):
        _check_countries(field, value if isinstance(value, list) else [value])


def _check_countries(field: str, values: Iterable[Entity | EventParty | Place | None]) -> None:
    given = [each.country for each in values if each is not None and each.country is not None]
    if given:  # what they are takes a second to read
        _known(f"--set {field}: country", given, {*load_knowledge().countries, *SUPRANATIONAL})


def _known(what: str, given: Iterable[str], known: Iterable[str]) -> None:
    names = sorted(known)
    for each in given:
        if each not in names:
            near = difflib.get_close_matches(each, names, 3)
            there = f"near it are {', '.join(near)}" if near else _there(names)
            raise SettingsError(f"{what}: {each!r} is unknown; {there}")


def _there(names: list[str]) -> str:
    if not names:
        return "there are none"
    return (
        f"there are {', '.join(names)}"
        if len(names) < MANY
        else "docs/knowledge.md tells which there are"
    )
