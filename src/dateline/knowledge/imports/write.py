"""Entries -> readable CSV in the user's knowledge folder, published whole or not at all."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from hashlib import blake2b
from pathlib import Path
from typing import Self

import msgspec

from dateline.knowledge import Actor, Knowledge, fold
from dateline.knowledge.files import ACTOR, AGENT, ROLE
from dateline.knowledge.imports.entries import AgentEntry, Entry, EntryRole
from dateline.knowledge.imports.spool import Spool

_OTHER = re.compile(r"[^a-z0-9]+")


class Written(msgspec.Struct):
    """What an import came to."""

    actors: int = 0
    aliases: int = 0
    roles: int = 0
    agents: int = 0
    known: int = 0  # actors that were known: their rows replace the built-in ones


class Settler:
    """Gives entries their ids, and those known already what is known of them besides.

    `knowledge` is the built-in one: the same file gives the same rows whatever else was imported.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._taken: set[str] = set()

    def settle(self, entry: Entry) -> tuple[Entry, bool]:
        """The entry with its id, and whether it was known."""
        known = self._known(entry)
        if known:
            _complete(entry, known)
        if entry.end and entry.start > entry.end:  # sources contradict each other
            entry.start = entry.end = ""
        entry.id = self._free(known.id if known else entry.id or self._made(entry))
        self._taken.add(entry.id)
        names = dict.fromkeys(alias.replace("|", "/") for alias in entry.aliases)
        entry.aliases = [name for name in names if name and name != entry.name]
        return entry, known is not None

    def organisation(self, role: EntryRole) -> str:
        """The id of the body that a role names: known, or of this file; empty if neither."""
        name = role.organisation
        if name in self._knowledge.actors or name in self._taken:
            return name
        ids = self._knowledge.names.get(fold(name), ())
        actors = [self._knowledge.actors[id_] for id_ in ids]
        near = [a.id for a in actors if a.country == role.country and a.kind != "person"]
        return near[0] if near else slug if (slug := slug_of(name)) in self._taken else ""

    def _known(self, entry: Entry) -> Actor | None:
        if entry.id:
            return None  # the user has said which it is
        ids = self._knowledge.names.get(fold(entry.name), ())
        for actor in (self._knowledge.actors[id_] for id_ in ids if id_ not in self._taken):
            same_sort = (actor.kind == "person") == (entry.kind == "person")
            if same_sort and (actor.country or "") == entry.country:
                return actor
        return None

    def _made(self, entry: Entry) -> str:
        base = slug_of(entry.name)
        return f"{base}-{entry.country.lower()}" if base in self._knowledge.actors else base

    def _free(self, base: str) -> str:
        id_, number = base, 2
        while id_ in self._taken:
            id_, number = f"{base}-{number}", number + 1
        return id_


def slug_of(name: str) -> str:
    """An id for a name; of one without Latin letters a hash."""
    slug = _OTHER.sub("-", fold(name)).strip("-")
    return slug or f"actor-{blake2b(name.encode(), digest_size=4).hexdigest()}"


def _complete(entry: Entry, known: Actor) -> None:
    """Add what is known of the same actor, so that replacing its row loses nothing."""
    entry.aliases += [known.name, *known.aliases]
    entry.kind = known.kind
    if entry.weak and known.roles:
        entry.sectors, entry.roles = [], [role for role in entry.roles if role.office]
    entry.sectors = entry.sectors or list(known.sectors)
    entry.other_countries = entry.other_countries or list(known.other_countries)
    entry.start, entry.end = entry.start or known.start, entry.end or known.end


def write(
    entries: Iterable[Entry | AgentEntry], folder: Path | None, stem: str, source: str,
    knowledge: Knowledge,
) -> Written:  # fmt: skip
    """Write actors/, roles/ and agents/STEM.csv; without a folder only count.

    Files of an earlier import of that stem are replaced or, with nothing to hold, removed.
    """
    settler, written = Settler(knowledge), Written()
    with ExitStack() as stack:
        actors, roles, agents = (
            stack.enter_context(_Table(folder and folder / name / f"{stem}.csv", columns))
            for name, columns in (("actors", ACTOR), ("roles", ROLE), ("agents", AGENT))
        )
        spool = stack.enter_context(Spool(tuple[str, EntryRole]))
        for each in entries:
            if isinstance(each, AgentEntry):
                written.agents += 1
                agents.add((each.phrase, "|".join(each.sectors), each.kind, each.note))
                continue
            entry, known = settler.settle(each)
            written.actors += 1
            written.known += known
            written.aliases += len(entry.aliases)
            written.roles += len(entry.roles)
            actors.add(_actor_cells(entry, source))
            for role in entry.roles:
                spool.add((entry.id, role))
        for actor, role in spool:  # names of bodies become ids once all ids are given
            body = settler.organisation(role)
            said = source if body or not role.organisation else f"{source}: {role.organisation}"
            roles.add(_role_cells(actor, role, body, said))
        for table in (actors, roles, agents):
            table.publish()
    return written


class _Table:
    """A CSV file in the making, beside where it will lie; without a path it goes nowhere."""

    def __init__(self, path: Path | None, columns: Sequence[str]) -> None:
        self._path = path
        self._columns = columns
        self._rows = 0
        self._part = path.with_suffix(".partial") if path else Path(os.devnull)

    def __enter__(self) -> Self:
        if self._path:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._part.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(self._columns)
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        if self._path:
            self._part.unlink(missing_ok=True)

    def add(self, cells: Sequence[str]) -> None:
        """Write a row, each cell's white space made single."""
        self._writer.writerow([" ".join(cell.split()) for cell in cells])
        self._rows += 1

    def publish(self) -> None:
        """Put the file in its place, or remove what lay there if it has no rows."""
        self._file.close()
        if self._path and self._rows:
            self._part.replace(self._path)
        elif self._path:
            self._path.unlink(missing_ok=True)


def _actor_cells(entry: Entry, source: str) -> tuple[str, ...]:
    return (
        entry.id, entry.name, "|".join(entry.aliases), entry.kind, entry.country,
        "|".join(entry.other_countries), "|".join(entry.sectors), entry.start, entry.end,
        entry.note, source, "",
    )  # fmt: skip


def _role_cells(actor: str, role: EntryRole, body: str, source: str) -> tuple[str, ...]:
    return (
        actor, role.office, role.country, "|".join(role.sectors), role.start, role.end,
        body, source, "",
    )  # fmt: skip
