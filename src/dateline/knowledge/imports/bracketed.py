"""What stands in a dictionary's brackets: codes, and the days between which they hold."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

CENTURY = 30  # two-digit years from here on are of the 1900s
EVER = "9999-12-31"
_CODE = re.compile(r"(~?)([A-Za-z]{3}[A-Za-z-]*)")


class Dated(NamedTuple):
    """A code and the days between which it holds; empty is open."""

    code: str
    agent: bool
    start: str
    end: str


def read_codes(inner: str) -> list[Dated]:
    """Codes and days of what stands in brackets: "KENGOV/KENMIL 990315-040611"."""
    codes, _, days = inner.strip().partition(" ")
    start, end = _days(days.strip())
    found = []
    for each in filter(None, codes.split("/")):
        match = _CODE.fullmatch(each)
        if not match:
            raise ValueError("no CAMEO code; write letters in threes, such as IRQGOV")
        found.append(Dated(match[2].upper().strip("-"), bool(match[1]), start, end))
    if not found:
        raise ValueError("no code; write one, such as [IRQGOV]")
    return found


def _days(text: str) -> tuple[str, str]:
    """First and last day of "yymmdd-yymmdd", "<yymmdd" (before) or ">yymmdd" (from then on)."""
    if not text:
        return "", ""
    if text[0] == "<":
        return "", moved(_day(text[1:]), -1)
    if text[0] == ">":
        return _day(text[1:]), ""
    start, dash, end = text.partition("-")
    if not dash:
        raise ValueError("no span of days; write yymmdd-yymmdd, <yymmdd or >yymmdd")
    first, last = _day(start), _day(end)
    length = min(len(first), len(last))
    if first[:length] > last[:length]:
        raise ValueError(f"from {first} is after to {last}")
    return first, last


def _day(text: str) -> str:
    """A day of six or eight figures; 00 for month or day is a year or month only."""
    digits = text.strip(" <>")
    if not digits.isdigit() or len(digits) not in (6, 8):
        raise ValueError(f"{text.strip()!r} is no day; write yymmdd")
    if len(digits) == 6:
        digits = ("19" if int(digits[:2]) >= CENTURY else "20") + digits
    year, month, day = digits[:4], digits[4:6], digits[6:]
    if not "1000" <= year < "2100":
        raise ValueError(f"{year} is no year of news; write yymmdd")
    if month == "00":
        return year
    try:
        date(int(year), int(month), max(int(day), 1))
    except ValueError:
        raise ValueError(f"there is no day {year}-{month}-{day}") from None
    return f"{year}-{month}" if day == "00" else f"{year}-{month}-{day}"


def moved(day: str, by: int) -> str:
    """The day before or after; of a bare year or month the year or month."""
    if len(day) == 4:
        return f"{int(day) + by:04}"
    if len(day) == 7:
        months = int(day[:4]) * 12 + int(day[5:]) - 1 + by
        return f"{months // 12:04}-{months % 12 + 1:02}"
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
