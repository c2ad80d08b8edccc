"""Calendar arithmetic: units of time, and the calendars behind named days.

A rule is a line of knowledge/times.toml, such as `islamic 09-01`; the file says what each means.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from math import ceil

from dateutil.easter import (  # type: ignore[import-untyped,unused-ignore]
    EASTER_ORTHODOX,
    EASTER_WESTERN,
    easter,
)
from hijridate import Gregorian, Hijri

_NEW_MOON = 730125.76  # ordinal of the new moon of 2000-01-06 18:14 UTC
_LUNATION = 29.530588853  # days
_HIJRI_YEARS = (1343, 1500)  # what the Umm al-Qura tables cover

Days = tuple[date, date]


def bounds(day: date, unit: str) -> tuple[date, date]:
    """The first and last day of the day's week, weekend, month, quarter, year, decade, century."""
    match unit:
        case "week":
            start = day - timedelta(days=day.isoweekday() - 1)
            return start, start + timedelta(days=6)
        case "weekend":
            start = day - timedelta(days=day.isoweekday() - 5)
            return start, start + timedelta(days=2)
        case "month":
            start = day.replace(day=1)
        case "quarter":
            start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        case "year" | "decade" | "century":
            size = {"year": 1, "decade": 10, "century": 100}[unit]
            start = date(max(day.year // size * size, 1), 1, 1)
        case _:
            return day, day
    return start, add(start, unit, 1) - timedelta(days=1)


_DAYS = {"second": 0, "minute": 0, "hour": 0, "day": 1, "week": 7, "weekend": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def add(day: date, unit: str, count: int) -> date:
    """The day moved by so many units, back where negative; kept within the month it reaches.

    Past the years 1 and 9999 it stays at the calendar's ends.
    """
    if unit in _DAYS:
        return _clamped(day.toordinal() + _DAYS[unit] * count)
    month = day.year * 12 + day.month - 1 + _MONTHS[unit] * count
    if not 12 <= month < 12 * 9999:
        return date.min if month < 12 else date.max
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _clamped(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


@cache
def festival(rule: str, days: int, year: int) -> tuple[Days, ...]:
    """When the named day falls in a Gregorian year: none, one or (a Hijri day) two intervals.

    Hijri and moon days carry a day's slack on both sides, for the moon is sighted, not computed.
    """
    if "|" in rule:
        return tuple(span for one in rule.split("|") for span in festival(one, days, year))
    name, _, arguments = rule.partition(" ")
    starts = _CALENDARS[name](year, arguments)
    slack = timedelta(days=1 if name in ("islamic", "new-moon", "full-moon") else 0)
    length = timedelta(days=days - 1)
    return tuple((start - slack, start + length + slack) for start in starts)


def _islamic(year: int, month_day: str) -> list[date]:
    month, day = (int(part) for part in month_day.split("-"))
    if not 1925 <= year <= 2076:
        return []
    first = Gregorian(year, 1, 1).to_hijri().year
    found = [
        Hijri(hijri, month, day).to_gregorian()
        for hijri in range(first, first + 3)
        if _HIJRI_YEARS[0] <= hijri <= _HIJRI_YEARS[1]
    ]
    return [date(d.year, d.month, d.day) for d in found if d.year == year]


def _gregorian(year: int, month_day: str) -> list[date]:
    return [date.fromisoformat(f"{year:04d}-{month_day}")]


def _western(year: int, offset: str) -> list[date]:
    return [easter(year, EASTER_WESTERN) + timedelta(days=int(offset))]


def _orthodox(year: int, offset: str) -> list[date]:
    return [easter(year, EASTER_ORTHODOX) + timedelta(days=int(offset))]


def _moon(year: int, month_day: str, phase: float) -> list[date]:
    """The first mean moon of that phase (0 new, 0.5 full) on or after a day of the year."""
    since = date.fromisoformat(f"{year:04d}-{month_day}").toordinal() - _NEW_MOON
    count = ceil(since / _LUNATION - phase)
    return [date.fromordinal(int(_NEW_MOON + (count + phase) * _LUNATION))]


def _nth(year: int, arguments: str) -> list[date]:
    month, weekday, nth = (int(part) for part in arguments.split())
    first = date(year, month, 1)
    return [first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))]


def _once(year: int, day: str) -> list[date]:
    return [date.fromisoformat(day)] if day.startswith(f"{year:04d}-") else []


_CALENDARS: dict[str, Callable[[int, str], list[date]]] = {
    "islamic": _islamic,
    "gregorian": _gregorian,
    "easter": _western,
    "orthodox": _orthodox,
    "new-moon": lambda year, month_day: _moon(year, month_day, 0.0),
    "full-moon": lambda year, month_day: _moon(year, month_day, 0.5),
    "nth": _nth,
    "once": _once,
}
