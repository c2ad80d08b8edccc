"""The dateline of a report that has been read: where and when it was filed, and by whom."""

from __future__ import annotations

import re

import msgspec

from dateline.reading.filed import filed_day
from dateline.reading.lines import lines_of
from dateline.reading.matching import opening
from dateline.types import Report, Span


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """A dateline's parts: `NAIROBI, Kenya, Jan 3 (AP)` has place, region, day and agency.

    `day` is YYYY-MM-DD; its year is the report's where the words give none.
    """

    place: Span
    region: Span | None = None
    day: str | None = None
    agency: str | None = None


def dateline_of(report: Report) -> Dateline | None:
    """The report's dateline, None where its furniture has none."""
    # A headline may begin like one too: the last is the one that the prose begins with.
    marked = next((span for span in report.furniture[::-1] if span.kind == "dateline"), None)
    hit = opening(lines_of(report.text[marked.start :])[0]) if marked else None
    if marked is None or hit is None:
        return None
    place = _span(hit.match, "place", marked.start)
    if place is None:
        return None
    words = hit.match.groupdict().get("date")
    return Dateline(
        place=place,
        region=_span(hit.match, "region", marked.start),
        day=filed_day(words, report.published) if words else None,
        agency=hit.match.groupdict().get("agency"),
    )


def _span(match: re.Match[str], group: str, offset: int) -> Span | None:
    words = match.groupdict().get(group)
    if not words:
        return None
    start = offset + match.start(group)
    return Span(start=start, end=start + len(words), text=words)
