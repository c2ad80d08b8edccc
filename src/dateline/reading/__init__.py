"""Reading: files, folders and standard input to reports.

`read` streams; a report that cannot be read costs one line, never another report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.errors import InputError
from dateline.reading.base import Found, Note, Raw, Reader, ReadOptions, Rejection, Source
from dateline.reading.build import build, default_date
from dateline.reading.datelines import Dateline, dateline_of
from dateline.reading.identity import Seen
from dateline.reading.inputs import sources, unreadable
from dateline.reading.registry import reader_of, suffixes
from dateline.types import Report

__all__ = [
    "Dateline",
    "Note",
    "Raw",
    "ReadOptions",
    "Reader",
    "Rejection",
    "Source",
    "dateline_of",
    "read",
    "report_from_html",
    "report_from_text",
    "suffixes",
]

_DEFAULTS = ReadOptions()


def read(
    inputs: Iterable[str | Iterable[Report]], options: ReadOptions = _DEFAULTS
) -> Iterator[Report | Rejection | Note]:
    """Every report of the inputs (files, folders, `-`, reports at hand), in order, one in memory
    at a time.

    A `Rejection` stands for an input that gave no report; a `Note` follows the
    report it is about. Raises SettingsError where the default date is no date.
    """
    default_date(options)
    seen = Seen()
    for given in inputs:
        if not isinstance(given, str):
            yield from (_repeated(report, report.id, seen) or report for report in given)
            continue
        for source in sources([given]):
            if isinstance(source, Rejection):
                yield source
                continue
            for found in _found(source, options):
                yield from _finished(found, options, seen)


def report_from_text(
    text: str,
    id: str | None = None,
    published: str | None = None,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
) -> Report:
    """A report of a text that is at hand. Raises InputError on an empty text or a bad date."""
    if not text.strip():
        raise InputError("the text is empty; a report needs text", "text")
    raw = Raw(
        where="text",
        text=text,
        id=id,
        published=published,
        title=title,
        source=source,
        url=url,
        headline_in_text=True,
    )
    return _strictly(raw)


def report_from_html(
    html: str | bytes,
    id: str | None = None,
    published: str | None = None,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
) -> Report:
    """A report of a page that is at hand; what is given here goes before what the page says.

    Raises InputError where the page has no article, or on a bad date.
    """
    import msgspec

    from dateline.reading.html import page

    raw = page(html, "html", url)
    given = {"id": id, "published": published, "title": title, "source": source}
    return _strictly(
        msgspec.structs.replace(raw, **{key: value for key, value in given.items() if value})
    )


def _strictly(raw: Raw) -> Report:
    report, notes = build(raw, _DEFAULTS)
    if raw.published is not None and report.published_precision == "unknown":
        raise InputError(notes[-1], "published")
    return report


def _found(source: Source, options: ReadOptions) -> Iterator[Found]:
    try:
        yield from reader_of(source)(source, options)
    except InputError as error:
        yield Rejection(where=error.where, reason=error.what)
    except OSError as error:
        yield unreadable(source.name, error)


def _finished(
    found: Found, options: ReadOptions, seen: Seen
) -> Iterator[Report | Rejection | Note]:
    if not isinstance(found, Raw):
        yield found
        return
    report, notes = build(found, options)
    if refusal := _repeated(report, found.where, seen):
        yield refusal
        return
    yield report
    for reason in notes:
        yield Note(where=found.where, report_id=report.id, reason=reason)


def _repeated(report: Report, where: str, seen: Seen) -> Rejection | None:
    state = seen.check(report.id, report.text)
    if state == "new":
        return None
    if state == "same":
        reason = f"duplicate of report '{report.id}', read before; it is kept once"
        return Rejection(where=where, report_id=report.id, reason=reason, kind="duplicate")
    reason = f"id '{report.id}' was used before for another text; give each report its own id"
    return Rejection(where=where, report_id=report.id, reason=reason)
