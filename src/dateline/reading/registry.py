"""Which reader reads which file: entry points of the group `dateline.readers`.

An entry point's name is a file suffix without its dot, its value a `Reader`.
Dateline's own readers are listed in its pyproject.toml and come in by that door
too; a module is imported when the first file of its kind turns up.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from dateline.errors import InputError
from dateline.reading.base import Reader, Source

GROUP = "dateline.readers"


@cache
def _entries() -> dict[str, EntryPoint]:
    """Readers by suffix. A package that names a suffix of ours replaces our reader."""
    ours_first = sorted(entry_points(group=GROUP), key=lambda entry: not _ours(entry))
    return {entry.name: entry for entry in ours_first}


def _ours(entry: EntryPoint) -> bool:
    return entry.module.startswith("dateline.")


@cache
def reader(suffix: str) -> Reader:
    """The reader of a suffix such as "jsonl". Raises KeyError where there is none."""
    return cast(Reader, _entries()[suffix].load())


def suffixes() -> list[str]:
    """The suffixes that can be read, sorted."""
    return sorted(_entries())


def reader_of(source: Source) -> Reader:
    """The reader of a source. Raises InputError where its suffix is not known."""
    if source.suffix in _entries():
        return reader(source.suffix)
    known = ", ".join(f".{suffix}" for suffix in suffixes())
    raise InputError(
        f"no reader for '.{source.suffix}' files; known are {known or 'none (is it installed?)'}",
        source.name,
    )
