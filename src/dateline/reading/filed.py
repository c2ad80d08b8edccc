"""Days that are not written out in full: in datelines, and in the names of files."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath

from dateline.reading.dates import MONTH, ORDINAL, Published, day_of, find_date, month_of, read_date

_NO_YEAR = re.compile(
    rf"\b(?P<m>{MONTH})\.? (?P<d>\d{{1,2}}){ORDINAL}\b|\b(?P<d2>\d{{1,2}}){ORDINAL} (?P<m2>{MONTH})"
)
_SHORT_YEAR = re.compile(
    rf"(?P<day>\d{{1,2}} {MONTH}\.?|{MONTH}\.? \d{{1,2}},) '?(?P<y>\d{{2}})(?!\d)"
)
_PIVOT = 50
_RUN_TOGETHER = re.compile(r"(?<!\d)(?:19|20)\d{6}(?!\d)")
_RIGHT = re.compile(r"(?:©|\([cC]\)|(?i:copyright))\D{0,60}(?P<y>(?:19|20)\d{2})(?!\s?[-–]\s?\d)")
_IN_ADDRESS = re.compile(r"/(?P<y>(?:19|20)\d{2})(?=[/-])")


def filed_day(words: str, published: str | None = None) -> str | None:
    """The day in a dateline's words; its year theirs, of two digits or four, or the report's.

    None where they name no day, or no year is known.
    """
    if found := find_date(_SHORT_YEAR.sub(_with_century, words)):
        return found.day
    return nearest_day(words, published) if published else None


def nearest_day(words: str, published: str) -> str | None:
    """The day that a date without a year means in a report published that day; None without one.

    A report is filed at most a day after the date it bears, and never long before.
    """
    known = date.fromisoformat(published)
    days = (day_in_year(words, known.year + shift) for shift in (1, 0, -1))
    past = [found for found in days if found and (found - known).days <= 1]
    return past[0].isoformat() if past else None


def day_in_year(words: str, year: int) -> date | None:
    """The day that a date without a year means in that year."""
    match = _NO_YEAR.search(words)
    if not match:
        return None
    month, day = month_of(match["m"] or match["m2"]), int(match["d"] or match["d2"])
    return day_of(year, month, day)


def year_of(texts: list[str], url: str | None) -> int | None:
    """The one year that the address, or else the copyright lines among the texts, give."""
    years = {int(match["y"]) for match in _IN_ADDRESS.finditer(url or "")}
    years = years or {int(match["y"]) for text in texts for match in _RIGHT.finditer(text)}
    return years.pop() if len(years) == 1 else None


def date_in_name(name: str) -> Published | None:
    """The one full date in a file's name, such as `2023-02-09-clashes.txt`."""
    words = re.sub(r"[_\s]", "-", PurePath(name).name)
    runs = {match[0] for match in _RUN_TOGETHER.finditer(words)}
    return find_date(words) or (read_date(runs.pop()) if len(runs) == 1 else None)


def _with_century(match: re.Match[str]) -> str:
    century = "19" if int(match["y"]) > _PIVOT else "20"
    return f"{match['day']} {century}{match['y']}"
