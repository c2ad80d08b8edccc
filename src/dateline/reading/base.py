"""What every reader and the code around it shares: options, what is read, what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, BinaryIO, Literal

import msgspec
from msgspec import Meta

from dateline.errors import InputError
from dateline.types import DatePrecision, Related


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to read: the user's column names, the default date and the size limit."""

    text_column: Annotated[str, Meta(description="column of the report's text")] = "text"
    id_column: Annotated[str, Meta(description="column of the report's id")] = "id"
    title_column: Annotated[str, Meta(description="column of the headline")] = "title"
    published_column: Annotated[str, Meta(description="column of the date")] = "published"
    source_column: Annotated[str, Meta(description="column of the outlet")] = "source"
    url_column: Annotated[str, Meta(description="column of the address")] = "url"
    language_column: Annotated[str, Meta(description="column of the language")] = "language"
    published: Annotated[str | None, Meta(description="date of reports that give none")] = None
    max_record_bytes: Annotated[int, Meta(ge=1, description="longest report taken, bytes")] = (
        20_000_000
    )


class Rejection(msgspec.Struct, frozen=True, kw_only=True):
    """An input that gave no report: what is wrong, what is allowed and what to do, in a line."""

    where: str
    report_id: str | None = None
    reason: str
    kind: Literal["unreadable", "duplicate"] = "unreadable"


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A report that was kept, but not quite as it came: what was repaired or left out."""

    where: str
    report_id: str | None = None
    reason: str


class Raw(msgspec.Struct, frozen=True, kw_only=True):
    """A report as its reader found it, before furniture, language and id are known.

    `headline_in_text` says that the format has no field for a headline, so that
    the text's first line may be one. `file_name` is the file's that holds this report
    alone; a date in it counts where there is no other. `notes` say what was repaired.
    """

    where: str
    text: str
    id: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: object = None
    published_precision: DatePrecision | None = None
    byline: str | None = None
    language: str | None = None
    related: tuple[Related, ...] = ()
    headline_in_text: bool = False
    file_name: str | None = None
    notes: tuple[str, ...] = ()


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One file or stream to read: its name for messages, its suffix, and how to open it."""

    name: str
    suffix: str
    open: Callable[[], BinaryIO]


Found = Raw | Rejection | Note
Reader = Callable[[Source, ReadOptions], Iterator[Found]]


def read_whole(source: Source, options: ReadOptions) -> bytes:
    """All of a source that is one report. Raises InputError where it is empty or over the limit."""
    limit = options.max_record_bytes
    with source.open() as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(too_long(limit), source.name)
    if not data.strip():
        raise InputError("the file is empty; a report needs text", source.name)
    return data


def too_long(limit: int) -> str:
    """The reason given for a record over `limit` bytes."""
    return (
        f"longer than {limit:,} bytes, the most that one report may have; "
        "split it, or raise max_record_bytes"
    )
