"""From what a reader found to a report: furniture, date, language and id."""

from __future__ import annotations

from dateline.errors import SettingsError
from dateline.reading.base import Raw, ReadOptions
from dateline.reading.datelines import dateline_of
from dateline.reading.dates import Published, read_date
from dateline.reading.decoding import mend
from dateline.reading.furniture import Layout, scan
from dateline.reading.headline import headline
from dateline.reading.identity import content_id
from dateline.reading.language import language_of
from dateline.types import Report

import msgspec


def build(raw: Raw, options: ReadOptions) -> tuple[Report, list[str]]:
    """The report, and what had to be repaired or left out. Raises SettingsError on a bad default."""
    text, mended = mend(raw.text)
    title = mend(raw.title)[0] if raw.title else None
    if title is None and raw.headline_in_text:
        title = headline(text)
    layout = scan(text, title, raw.url)
    given, bad_date = _given(raw)
    report = Report(
        id=raw.id or content_id(title, text, raw.url),
        text=text,
        title=title,
        source=raw.source or layout.source,
        url=raw.url,
        byline=raw.byline or layout.byline,
        language=language_of(text, raw.language),
        furniture=layout.furniture,
        related=list(raw.related) or layout.related,
    )
    return _dated(report, given, layout, options), [*raw.notes, *mended, *bad_date]


def default_date(options: ReadOptions) -> Published | None:
    """The date for reports that have none. Raises SettingsError where it is no date."""
    if options.published is None:
        return None
    found = read_date(options.published)
    if found is None:
        raise SettingsError(f"published '{options.published}' is no date; give YYYY-MM-DD")
    return found
