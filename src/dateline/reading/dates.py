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
ORDINAL = r"(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>\d{4})(?!\d)"
_FULL = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}}){ORDINAL}[ /-](?:of )?(?P<m>{MONTH})[.,،]{{0,2}}[ /-]{_YEAR}",
        rf"\b(?P<m>{MONTH})(?:\.? |-)(?P<d>\d{{1,2}}){ORDINAL},?[ -]{_YEAR}",
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
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|r|rs|ur)?(?:day)?\b", re.IGNORECASE)
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|\d{12,13}")
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


def _checked(parts: dict[str, str | None]) -> Published | None:
    month, day = parts.get("m"), parts.get("d")
    found = day_of(int(parts["y"] or 0), month_of(month or "1"), int(day or 1))
    precision: DatePrecision = "day" if day else "month" if month else "year"
    return Published(found.isoformat(), precision) if found else None


def _numeric(match: re.Match[str], url: str | None) -> Published | None:
    """The day that numbers mean; which comes first, a weekday, the values or the url say."""
    year, weekday = int(match["y"]), _WEEKDAY.search(match.string)
    day_first = day_of(year, int(match[3]), int(match[1]))
    month_first = day_of(year, int(match[1]), int(match[3]))
    possible = {"day": day_first, "month": month_first}
    found = {order: day for order, day in possible.items() if day}
    if weekday and len(found) > 1:
        found = {k: day for k, day in found.items() if f"{day:%a}" == weekday[1].title()}
    if len(set(found.values())) > 1:
        found = {k: day for k, day in found.items() if k == _order(url)}
    return Published(next(iter(found.values())).isoformat(), "day") if found else None


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


def month_of(words: str) -> int:
    """A month's number, of its name or its digits."""
    return int(words) if words.isdigit() else _MONTHS.index(words[:3].lower()) + 1


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has none such or the year is out of all use."""
    try:
        return date(year, month, day) if 1800 <= year <= 2100 else None
    except ValueError:
        return None
