"""Which fields of claims and events may be set, and what may stand in each."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, get_type_hints

import msgspec

from dateline.codebooks import Codebook
from dateline.errors import SettingsError
from dateline.types import Claim, Event

# the others follow from these, or say what was coded by what
SETTABLE: dict[type, tuple[str, ...]] = {
    Claim: ("type", "modes", "contexts", "auxiliary", "actors", "recipients", "place", "time",
            "counts", "attribution"),
    Event: ("type", "modes", "contexts", "auxiliary", "actors", "recipients", "place", "time",
            "counts"),
}  # fmt: skip
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
    """Raises SettingsError where a type, mode or context is not the codebook's.

    `type_` is the type that the row has, or is set to.
    """
    if field == "type":
        _known("--set type", [value], codebook.types)
    if field == "modes":
        modes = codebook.types[type_].modes if type_ in codebook.types else {}
        _known(f"--set modes of {type_}", value, modes)
    if field == "contexts":
        _known("--set contexts", value, codebook.contexts)


def _known(what: str, given: Iterable[str], known: Iterable[str]) -> None:
    names = sorted(known)
    for each in given:
        if each not in names:
            near = difflib.get_close_matches(each, names, 3)
            there = f"near it are {', '.join(near)}" if near else _there(names)
            raise SettingsError(f"{what}: {each!r} is unknown; {there}")


def _there(names: list[str]) -> str:
    return f"there are {', '.join(names)}" if names else "there are none"
