"""Rows that say something of one actor each -> actors, in the order in which they first come."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from dateline.knowledge.imports.entries import Entry


class Gathering:
    """Joins the entries of one key. Holds them all: for tables, not for dumps."""

    def __init__(self) -> None:
        self._entries: dict[Hashable, Entry] = {}

    def add(self, key: Hashable, entry: Entry) -> None:
        """Take an entry in, into that of the same key if there is one."""
        if (known := self._entries.get(key)) is not None:
            known.take(entry)
        else:
            self._entries[key] = entry

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())
