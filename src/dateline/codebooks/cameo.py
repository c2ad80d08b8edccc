"""PLOVER into CAMEO (cameo.toml): event codes, actor codes, and the Goldstein scale."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

import msgspec

CAMEO = Path(__file__).with_name("cameo.toml")
QUADS = (6, 10, 15)  # the first roots of quad classes 2, 3 and 4


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    coarsened: bool = False


class _Type(_Entry, frozen=True, forbid_unknown_fields=True):
    military: str | None = None  # the code where an army is on either side
    modes: dict[str, _Entry] = {}


class _Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    label: str
    goldstein: float


class International(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """CAMEO's type of a body of several countries, and its code if it has one."""

    type: str
    group: str = ""


class Cameo(msgspec.Struct, frozen=True):
    """A CAMEO event code; `coarsened` where it says less than type and mode do."""

    code: str
    label: str
    goldstein: float
    coarsened: bool

    @property
    def root(self) -> str:
        """The first two digits."""
        return self.code[:2]

    @property
    def quad(self) -> int:
        """CAMEO's own quad class, in which protest (14) is verbal conflict."""
        return bisect(QUADS, int(self.root)) + 1


class CameoTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole crosswalk."""

    types: dict[str, _Type]
    codes: dict[str, _Code]
    countries: dict[str, str]
    sectors: dict[str, str]
    international: dict[str, International]

    def event(self, type_: str, modes: Sequence[str], sectors: Collection[str] = ()) -> Cameo:
        """The code of a type: of its first mode that has one of its own, else of the root.

        `sectors` are those of all parties, PLOVER's.
        """
        known = self.types[type_]
        entries = [known.modes[mode] for mode in modes if mode in known.modes]
        sure = [entry for entry in entries if not entry.coarsened]
        entry = next(iter([*sure, *entries]), known)
        code = entry.code
        if known.military and code == known.code and "MIL" in sectors:
            code = known.military
        told = self.codes[code]
        return Cameo(code, told.label, told.goldstein, entry.coarsened)


@cache
def cameo() -> CameoTable:
    """The built-in crosswalk, read once."""
    return msgspec.toml.decode(CAMEO.read_bytes(), type=CameoTable)
