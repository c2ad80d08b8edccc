"""Intervals of days: units of the calendar, their parts, and their TIMEX3 values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from dateline.resolving.calendars import add, bounds
from dateline.types import DatePrecision


class Interval(NamedTuple):
    """Days from `earliest` to `latest`, None where open, with the TIMEX3 value."""

    earliest: date | None
    latest: date | None
    precision: DatePrecision
    value: str


PRECISION: dict[str, DatePrecision] = {
    "second": "day", "minute": "day", "hour": "day", "day": "day", "week": "week",
    "weekend": "week", "fortnight": "week", "month": "month", "quarter": "season",
    "season": "season", "half": "season", "year": "year",
    "fiscal": "year", "decade": "decade", "century": "decade",
}  # fmt: skip
LETTERS = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "weekend": "WE",
            "fortnight": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE",
            "century": "CE"}  # fmt: skip
OPEN = {"day": "XXXX-XX-XX", "hour": "XXXX-XX-XX", "minute": "XXXX-XX-XX", "second": "XXXX-XX-XX",
         "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE",
         "fortnight": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX", "year": "XXXX",
         "decade": "XXX", "century": "XX"}  # fmt: skip
THIRD: dict[str, DatePrecision] = {
    "day": "day", "week": "week", "month": "week", "season": "month", "year": "season",
    "decade": "year", "unknown": "unknown",
}  # fmt: skip


def interval(day: date, unit: str) -> Interval:
    """The whole of the unit that a day lies in."""
    earliest, latest = bounds(day, unit)
    return Interval(earliest, latest, PRECISION[unit], _value(day, unit))


def _value(day: date, unit: str) -> str:
    year, week, _ = day.isocalendar()
    match unit:
        case "week" | "weekend":
            return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "weekend" else "")
        case "month":
            return f"{day:%Y-%m}"
        case "quarter":
            return f"{day.year:04d}-Q{(day.month + 2) // 3}"
        case "year":
            return f"{day.year:04d}"
        case "decade":
            return f"{day.year // 10:03d}"
        case "century":
            return f"{day.year // 100:02d}"
    return day.isoformat()


def edged(found: Interval, edge: str, now: date | None) -> Interval:
    """The first, middle or last part of an interval, or its part before or after publication."""
    start, end = found.earliest, found.latest
    if edge in ("before", "after"):
        if now and start and end and start <= now <= end:
            ends = (start, now) if edge == "before" else (now, end)
            return Interval(*ends, found.precision, found.value)
        return found
    precision = THIRD[found.precision]
    if start is None or end is None or found.precision in ("day", "week"):
        return found._replace(precision=precision)
    return Interval(*_third(start, end, found.precision, edge), precision, found.value)


def _third(start: date, end: date, precision: str, edge: str) -> tuple[date, date]:
    """1-10, 11-20, 21-end of a month; months 1-4, 5-8, 9-12 of a year; years 0-3, 4-6, 7-9."""
    cuts: Callable[[date], tuple[date, date]] = {
        "month": lambda s: (s + timedelta(days=10), s + timedelta(days=20)),
        "season": lambda s: (add(s, "month", 1), add(s, "month", 2)),
        "year": lambda s: (add(s, "month", 4), add(s, "month", 8)),
        "decade": lambda s: _decade_cuts(s, end),
    }[precision]
    second, third = cuts(start)
    one = timedelta(days=1)
    parts = {"start": (start, second - one), "mid": (second, third - one), "end": (third, end)}
    return parts[edge]


def _decade_cuts(start: date, end: date) -> tuple[date, date]:
    years = end.year - start.year + 1
    return add(start, "year", round(years * 0.4)), add(start, "year", round(years * 0.7))


def duration_value(*parts: tuple[str, float | None]) -> str:
    """TIMEX3 of units and how many, the largest first: P3D, PT5H, PXY, PT2H10M."""
    value = "P"
    for unit, amount in parts:
        if unit in ("hour", "minute", "second") and "T" not in value:
            value += "T"
        value += f"{'X' if amount is None else _number(amount)}{LETTERS[unit]}"
    return value


def _number(amount: float) -> str:
    return str(int(amount)) if amount == int(amount) else f"{amount:g}"
