"""What the readers of other formats give: actors and generic agents, and what went wrong."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import IO, Self

import msgspec

MEMBER = "member"  # the office of those who only belong to a party
SHOWN = 20  # problems told at once; the report file has them all


class EntryRole(msgspec.Struct, frozen=True, kw_only=True):
    """An office or membership; columns as in roles/*.csv."""

    office: str = ""
    country: str = ""
    sectors: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    organisation: str = ""  # an id, or the name of an entry


class Entry(msgspec.Struct, kw_only=True):
    """An actor as its source has it; columns as in actors/*.csv, an empty id is made.

    Of an actor that is known, a `weak` entry's sectors and nameless offices give way.
    """

    name: str
    id: str = ""
    aliases: list[str] = msgspec.field(default_factory=list)
    kind: str = ""
    country: str = ""
    other_countries: list[str] = msgspec.field(default_factory=list)
    sectors: list[str] = msgspec.field(default_factory=list)
    start: str = ""
    end: str = ""
    note: str = ""
    weak: bool = False
    roles: list[EntryRole] = msgspec.field(default_factory=list)

    def take(self, other: Entry) -> None:
        """Add what another row says of the same actor; what stands here already stays."""
        for mine, more in (
            (self.aliases, [other.name, *other.aliases]),
            (self.other_countries, other.other_countries),
            (self.sectors, other.sectors),
        ):
            mine += [each for each in dict.fromkeys(more) if each not in (*mine, self.name)]
        self.roles += [role for role in other.roles if role not in self.roles]
        for field in ("kind", "country", "start", "end", "note"):
            setattr(self, field, getattr(self, field) or getattr(other, field))

    def join(self, party: str, country: str, start: str = "", end: str = "") -> None:
        """Make it a member of a party."""
        role = EntryRole(office=MEMBER, country=country, sectors=("PTY",), start=start, end=end,
                         organisation=party)  # fmt: skip
        if role not in self.roles:
            self.roles.append(role)
        if "PTY" not in self.sectors:
            self.sectors.append("PTY")


class AgentEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A word for parties without a name; columns as in agents.csv."""

    phrase: str
    sectors: tuple[str, ...]
    kind: str
    note: str = ""


class Problems:
    """Lines that could not be used: the first few to be told, all in a report file.

    The report is begun with the first problem; without a path only the first few are kept.
    `file` is whose lines they are, and may change.
    """

    def __init__(self, file: str, path: Path | None = None) -> None:
        self.file = file
        self.path = path
        self.count = 0
        self.first: list[str] = []
        self._file: IO[str] | None = None

    def add(self, line: int, reason: str) -> None:
        """A line, from 1, and why it is left out."""
        told = f"{self.file}, line {line}: {reason}"
        self.count += 1
        if self.count <= SHOWN:
            self.first.append(told)
        if self.path is not None:
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self.path.open("w", encoding="utf-8")
            self._file.write(f"{told}\n")

    def __enter__(self) -> Self:
        if self.path is not None and self.path.is_file():
            self.path.unlink()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()
