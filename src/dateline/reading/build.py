"""From what a reader found to a report: furniture, date, language and id."""

from __future__ import annotations

from dateline.errors import SettingsError
from dateline.reading.base import Raw, ReadOptions
from dateline.reading.dates import Published, read_date
from dateline.reading.decoding import mend
from dateline.reading.filed import date_in_name
from dateline.reading.furniture import scan
from dateline.reading.headline import headline
from dateline.reading.identity import content_id
from dateline.reading.language import language_of
from dateline.reading.layout import Layout
from dateline.types import Report


def build(raw: Raw, options: ReadOptions) -> tuple[Report, list[str]]:
    """The report, and what had to be repaired or left out.

    Raises SettingsError where the default date is needed and is no date.
    """
    text, mended = mend(raw.text)
    title = mend(raw.title)[0] if raw.title else None
    if title is None and raw.headline_in_text:
        title = headline(text)
    layout = scan(text, title, raw.url)
    published, bad_date = _published(raw, layout, options)
    report = Report(
        id=raw.id or content_id(title, text, raw.url),
        text=text,
        title=title,
        source=raw.source or layout.source,
        url=raw.url,
        published=published.day if published else None,
        published_precision=published.precision if published else "unknown",
        byline=raw.byline or layout.byline,
        language=language_of(text, raw.language),
        furniture=layout.furniture,
        related=list(raw.related) or layout.related,
    )
    return report, [*raw.notes, *mended, *bad_date]


def default_date(options: ReadOptions) -> Published | None:
    """The date for reports that have none. Raises SettingsError where it is no date."""
    if options.published is None:
        return None
    found = read_date(options.published)
    if found is None:
        raise SettingsError(f"published '{options.published}' is no date; give YYYY-MM-DD")
    return found


def _published(
    raw: Raw, layout: Layout, options: ReadOptions
) -> tuple[Published | None, tuple[str, ...]]:
    """The date given, else the text's, the file name's or the default; and what is to be told."""
    notes: tuple[str, ...] = ()
    if raw.published is not None:
        if found := read_date(raw.published, raw.url):
            return Published(found.day, raw.published_precision or found.precision), ()
        shown = str(raw.published)[:40]
        notes = (f"published '{shown}' is no one date; give YYYY-MM-DD, or it is left out",)
    if not layout.published and raw.file_name and (named := date_in_name(raw.file_name)):
        return named, (*notes, f"published {named.day} was taken from the file's name")
    return layout.published or default_date(options), notes
