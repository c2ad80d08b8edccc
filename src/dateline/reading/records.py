"""A record of a table or of JSON lines, by the user's column names."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from dateline.reading.base import Raw, ReadOptions, Rejection, too_long
from dateline.types import DatePrecision

_OPTIONAL = ("id", "title", "source", "url", "language")
_COARSE = ("week", "month", "season", "year", "decade", "unknown")


def record(row: Mapping[str, object], where: str, options: ReadOptions) -> Raw | Rejection:
    """The row's report, or why it holds none. Columns that are not named stay unread."""
    report_id, _ = _words(row.get(options.id_column))
    text = row.get(options.text_column)
    reason = _refusal(row, text, options)
    if reason or not isinstance(text, str):
        return Rejection(where=where, report_id=report_id, reason=reason)
    return Raw(
        where=where,
        text=text,
        id=report_id,
        title=_words(row.get(options.title_column))[0],
        source=_words(row.get(options.source_column))[0],
        url=_words(row.get(options.url_column))[0],
        language=_words(row.get(options.language_column))[0],
        published=_value(row.get(options.published_column)),
        published_precision=_precision(row.get("published_precision")),
        notes=tuple(_left_out(row, options)),
    )


def missing_column(column: str, found: Iterable[str], option: str) -> str:
    """The reason given where a column is not there: what is, and how to name the right one."""
    names = [str(name) for name in found]
    near = difflib.get_close_matches(column.lower(), [name.lower() for name in names], n=1)
    hint = next((f" (did you mean '{name}'?)" for name in names if name.lower() in near), "")
    shown = ", ".join(names[:20]) + (", ..." if len(names) > 20 else "")
    return f"no column '{column}'{hint}; found: {shown or 'none'}; name it with --{option}-column"


def _refusal(row: Mapping[str, object], text: object, options: ReadOptions) -> str:
    """Why the row holds no report; empty where it does."""
    column, limit = options.text_column, options.max_record_bytes
    if column not in row:
        return missing_column(column, row, "text")
    if _value(text) is None:
        return f"'{column}' is null; a report needs text"
    if not isinstance(text, str):
        return f"'{column}' is {_kind(text)}; it must be text"
    if not text.strip():
        return f"'{column}' is empty; a report needs text"
    size = len(text.encode("utf-8", "surrogatepass")) if len(text) * 4 > limit else 0
    return too_long(limit) if size > limit else ""


def _left_out(row: Mapping[str, object], options: ReadOptions) -> Iterator[str]:
    for column in (getattr(options, f"{field}_column") for field in _OPTIONAL):
        if not _words(row.get(column))[1]:
            yield f"'{column}' is {_kind(row[column])}, not text; it was left out"


def _value(value: object) -> object:
    """The value; None where a table writes an absent one as NaN, NaT or blanks."""
    if isinstance(value, float) and math.isnan(value):
        return None
    return None if isinstance(value, str) and not value.strip() else value


def _words(value: object) -> tuple[str | None, bool]:
    """A value as words (a number too: ids often are), and whether it could be had as such."""
    value = _value(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value)), True
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value), True
    return (value, True) if isinstance(value, str) else (None, value is None)


def _precision(value: object) -> DatePrecision | None:
    """The precision that a report of our own states beside its date."""
    return cast(DatePrecision, value) if value in _COARSE else None


def _kind(value: object) -> str:
    names = {"dict": "an object", "list": "a list", "bool": "true or false", "bytes": "bytes"}
    return names.get(type(value).__name__, "a number")
