"""What a text's furniture says: byline, outlet, date and headline."""

from __future__ import annotations

import msgspec

from dateline.reading.dates import Published, find_date, read_date
from dateline.reading.filed import day_in_year, filed_day, year_of
from dateline.reading.strips import Hit
from dateline.types import Furniture, Related


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """What the furniture of a text says: its spans, in order and apart, and what stands in them."""

    furniture: list[Furniture]
    byline: str | None = None
    source: str | None = None
    published: Published | None = None
    related: list[Related] = []


def layout_of(
    marked: list[Furniture],
    related: list[Related],
    hits: list[Hit],
    last: list[Hit],
    url: str | None,
) -> Layout:
    """Byline and outlet from the first line that gives them; `last` are the hits at the foot."""
    above, below = said(hits), said(last)
    return Layout(
        furniture=marked,
        related=related,
        byline=above.get("byline") or below.get("byline"),
        source=above.get("source") or below.get("source"),
        published=_stamped(hits, url) or _filed(marked, url) or _stamped(last, url),
    )


def said(hits: list[Hit]) -> dict[str, str]:
    """What the hits give, each from the first that gives it."""
    given: dict[str, str] = {}
    for hit in hits:
        given = {key: words for key, words in hit.match.groupdict().items() if words} | given
    return given


def _stamped(hits: list[Hit], url: str | None) -> Published | None:
    """The date of publication, else of the update; else a month that stands alone."""
    given = [hit.match.groupdict() for hit in hits]
    for stamp in (one[key] for key in ("published", "updated") for one in given if one.get(key)):
        if found := find_date(stamp, url):
            return found
        if day := filed_day(stamp):
            return Published(day, "day")
    months = (one["month"] for one in given if one.get("month"))
    return next((read_date(month) for month in months), None)


def _filed(marked: list[Furniture], url: str | None) -> Published | None:
    """The day in a dateline; where it has no year, the one of the address or the copyright."""
    year = year_of([span.text for span in marked if span.kind == "credit"], url)
    for span in marked:
        if span.kind == "dateline":
            day = day_in_year(span.text, year) if year else None
            if found := filed_day(span.text) or (day.isoformat() if day else None):
                return Published(found, "day")
    return None
