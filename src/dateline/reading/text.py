"""Plain text: one file, one report."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.reading.base import Found, Raw, ReadOptions, Source, read_whole
from dateline.reading.decoding import decode


def read_text(source: Source, options: ReadOptions) -> Iterator[Found]:
    """The file's report. Raises InputError where it is empty, binary or over the limit."""
    text, notes = decode(read_whole(source, options), source.name)
    yield Raw(
        where=source.name, text=text, headline_in_text=True, file_name=source.name, notes=notes
    )
