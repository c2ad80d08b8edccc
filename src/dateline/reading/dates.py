"""Publication dates, as sources write them, with what they are exact to."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import NamedTuple

from dateline.types import DatePrecision

MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ORDINAL = r"(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>\d{4})(?!\d)"
_FULL = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}}){_ORDINAL}[ -](?:of )?(?P<m>{MONTH})[.,]{{0,2}}[ -]{_YEAR}",
        rf"\b(?P<m>{MONTH})\.? (?P<d>\d{{1,2}}){_ORDINAL},? {_YEAR}",
    )
)
_NUMERIC = re.compile(rf"(?<!\d)(\d{{1,2}})([-/.])(\d{{1,2}})\2{_YEAR}")
_WHOLE = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T?(?:\d{4}|\d{6})Z?)?",
        r"(?P<y>\d{4})[-/](?P<m>\d{1,2})",
        rf"(?P<m>{MONTH})\.?,? (?P<y>\d{{4}})",
        r"(?P<y>\d{4})",
    )
)
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|\d{12,13}")
_NO_YEAR = re.compile(
    rf"(?P<m>{MONTH})\.? (?P<d>\d{{1,2}}){_ORDINAL}\b|\b(?P<d2>\d{{1,2}}){_ORDINAL} (?P<m2>{MONTH})"
)
_SHORT_YEAR = re.compile(
    rf"(?P<day>\d{{1,2}} {MONTH}\.?|{MONTH}\.? \d{{1,2}},) '?(?P<y>\d{{2}})(?!\d)"
)
_PIVOT = 50
# Top-level domains whose countries write the day, or the month, first.
_DAY_FIRST = re.compile(
    "uk|ie|in|pk|bd|lk|np|au|nz|za|ng|ke|ug|tz|gh|zw|et|so|sd|eg|iq|sy|lb|jo|sa|ae|qa|kw|ye|ly|ma"
    "|dz|tn|tr|il|fr|de|es|it|pt|nl|be|at|ch|pl|ru|ua|gr|ar|br|cl|pe|ve|ec|bo|uy|py|mx|id|my|th"
    "|vn|sg"
)
_MONTH_FIRST = re.compile("us|gov|mil")


class Published(NamedTuple):
    """A day (the first of its month or year, where it is no more exact) and its precision."""

    day: str
    precision: DatePrecision


def read_date(value: object, url: str | None = None) -> Published | None:
    """A date as a field gives it: ISO, RFC 2822, year, month, epoch; None where it is no date.

    The day is the one written, whatever the time zone. `url` may tell by its
    country in which order 03/04/2019 stands; otherwise that is no date.
    """
    if isinstance(value, date):
        return Published(value.isoformat()[:10], "day")
    words = str(value).strip()
    for pattern in _WHOLE:
        match = pattern.fullmatch(words)
        if match and (found := _checked(match.groupdict())):
            return found
    if _EPOCH.fullmatch(words):
        return _epoch(float(words))
    return find_date(words, url)


def find_date(words: str, url: str | None = None) -> Published | None:
    """The one full date that stands in the words; None where there is none, or more than one."""
    found = {_checked(match.groupdict()) for pattern in _FULL for match in pattern.finditer(words)}
    found |= {_numeric(match, url) for match in _NUMERIC.finditer(words)}
    return found.pop() if len(found) == 1 else None


def filed_day(words: str, published: str | None = None) -> str | None:
    """The day in a dateline's words; its year theirs, of two digits or four, or the report's.

    None where they name no day, or no year is known.
    """
    if found := find_date(_SHORT_YEAR.sub(_with_century, words)):
        return found.day
    return nearest_day(words, published) if published else None


def _with_century(match: re.Match[str]) -> str:
    century = "19" if int(match["y"]) > _PIVOT else "20"
    return f"{match['day']} {century}{match['y']}"


def nearest_day(words: str, published: str) -> str | None:
    """The day that a date without a year means in a report published that day; None without one.

    A report is filed at most a day after the date it bears, and never long before.
    """
    match = _NO_YEAR.search(words)
    if not match:
        return None
    month, day = _month(match["m"] or match["m2"]), int(match["d"] or match["d2"])
    known = date.fromisoformat(published)
    days = (_day(known.year + shift, month, day) for shift in (1, 0, -1))
    past = [found for found in days if found and (found - known).days <= 1]
    return past[0].isoformat() if past else None


def _checked(parts: dict[str, str | None]) -> Published | None:
    month, day = parts.get("m"), parts.get("d")
    found = _day(int(parts["y"] or 0), _month(month or "1"), int(day or 1))
    precision: DatePrecision = "day" if day else "month" if month else "year"
    return Published(found.isoformat(), precision) if found else None


def _numeric(match: re.Match[str], url: str | None) -> Published | None:
    first, second, year = int(match[1]), int(match[3]), int(match["y"])
    day_first = first > 12 or first == second or (second <= 12 and _order(url) == "day")
    if not day_first and second <= 12 and _order(url) != "month":
        return None
    day, month = (first, second) if day_first else (second, first)
    found = _day(year, month, day)
    return Published(found.isoformat(), "day") if found else None


def _order(url: str | None) -> str | None:
    """Which comes first where the address's country writes dates in numbers."""
    host = re.match(r"(?:https?://)?([^/:?#]+)", url or "")
    last = host[1].rpartition(".")[2].lower() if host else ""
    if _DAY_FIRST.fullmatch(last):
        return "day"
    return "month" if _MONTH_FIRST.fullmatch(last) else None


def _epoch(seconds: float) -> Published | None:
    seconds = seconds / 1000 if abs(seconds) >= 1e11 else seconds
    return Published(datetime.fromtimestamp(seconds, UTC).date().isoformat(), "day")


def _month(words: str) -> int:
    return int(words) if words.isdigit() else _MONTHS.index(words[:3].lower()) + 1


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1800 <= year <= 2100 else None
    except ValueError:
        return None
