"""Dates for formats that want one day."""

from __future__ import annotations

from datetime import date

from dateline.export.report import ExportReport
from dateline.types import Time

NO_DAY = "without a first day"
FIRST_OF_RANGE = "dates: the first day of a range stands for it"
PUBLISHED = "dates: the day of publication stands for an unknown day before it"


def day_of(time: Time | None, report: ExportReport, ranged: bool = False) -> str | None:
    """The one day that stands for a time, None where it has no first day; counts what is lost.

    That is its first day; where no words give a time, the day of publication, as data sets
    coded from news have it. `ranged`: the format tells by itself how long the range is.
    """
    if time is None:
        return None
    if time.basis == "published" and time.latest:
        if time.earliest != time.latest:
            report.coarsen(PUBLISHED)
        return time.latest
    if time.earliest and time.earliest != time.latest and not ranged:
        report.coarsen(FIRST_OF_RANGE)
    return time.earliest


def length_of(time: Time) -> int | None:
    """How many days a time may span, both ends counted; None where an end is open."""
    if time.earliest is None or time.latest is None:
        return None
    return (date.fromisoformat(time.latest) - date.fromisoformat(time.earliest)).days + 1
