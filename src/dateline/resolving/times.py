"""Time words to intervals of days.

Conventions. A ten-day part of a month ("early December": 1-10, "mid" 11-20, "late" 21 to the end)
has precision `week`. A third of a year is `season`, of a decade `year`. A week runs Monday to
Sunday, a weekend Friday to Sunday (it differs between countries). Decades run 1990-1999.
Seasons are meteorological and of the north unless `south` is set. TIMEX3 values are ISO where
they can be; what the text leaves open is X ("XXXX-WXX-5"), a span is "first/last".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from math import ceil, copysign, floor
from typing import Literal, NamedTuple

from dateline.resolving.calendars import add, bounds, festival
from dateline.resolving.intervals import (
    OPEN,
    PRECISION,
    THIRD,
    Interval,
    duration_value,
    edged,
    interval,
)
from dateline.resolving.meaning import TimeWords, When
from dateline.types import DatePrecision, Field, Time, Timex

Tense = Literal["past", "present", "future"]


class Base(NamedTuple):
    """The days that relative words count from."""

    published: date | None
    anchor: date | None
    tense: Tense | None
    south: bool
    moment: datetime | None = None
    """The anchor to the minute, where its words give that."""


_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d")
_PART_MONTHS = {  # first month and number of months
    "SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3), "Q1": (1, 3), "Q2": (4, 3),
    "Q3": (7, 3), "Q4": (10, 3), "H1": (1, 6), "H2": (7, 6),
}  # fmt: skip


def resolve_time(
    words: TimeWords,
    *,
    published: date | None = None,
    published_precision: DatePrecision = "day",
    anchor: Time | None = None,
    tense: Tense | None = None,
    field: Field = "text",
    south: bool = False,
) -> Time:
    """The interval that time words name.

    `published` is the day that "yesterday" counts from; where its precision is coarser than a
    day the answer covers every day it may have been. `anchor` is the time of the story so far,
    for "the next day". Without `tense`, times lie in the past, as they do in news, but a date or
    month that is twice as near ahead is the one ahead. Without the day they count from, relative
    times stay open: null ends, and a value with X for the unknown. `south` turns the seasons round.
    """
    found = _over_days(words.when, published, published_precision, anchor, tense, south)
    return Time(
        start=words.start, end=words.end, text=words.text, field=field,
        earliest=found.earliest.isoformat() if found.earliest else None,
        latest=found.latest.isoformat() if found.latest else None,
        precision=found.precision, value=found.value, timex_type=_timex(words.when),
    )  # fmt: skip


def _over_days(
    when: When,
    published: date | None,
    published_precision: DatePrecision,
    anchor: Time | None,
    tense: Tense | None,
    south: bool,
) -> Interval:
    """Resolves against the first and the last day the base may be, and takes in both."""
    days: tuple[date | None, ...] = (published,)
    if published and published_precision in ("week", "month", "year", "decade"):
        days = bounds(published, published_precision)
    anchors, moment = _anchor_days(anchor), _moment(anchor)
    ends = [
        _resolve(when, Base(day, since, tense, south, moment)) for day in days for since in anchors
    ]
    first, last = min(ends, key=_opening), max(ends, key=_closing)
    if first == last:
        return first
    coarse = published_precision if len(days) > 1 else (anchor.precision if anchor else "unknown")
    ranks = list(THIRD)
    precision = max(first.precision, coarse, key=ranks.index)
    return Interval(first.earliest, last.latest, precision, f"{first.value}/{last.value}")


def _opening(interval: Interval) -> date:
    return interval.earliest or date.min


def _closing(interval: Interval) -> date:
    return interval.latest or date.max


def _anchor_days(anchor: Time | None) -> tuple[date | None, ...]:
    if anchor is None or anchor.earliest is None or anchor.latest is None:
        return (None,)
    return tuple(sorted({date.fromisoformat(anchor.earliest), date.fromisoformat(anchor.latest)}))


def _moment(anchor: Time | None) -> datetime | None:
    value = anchor.value or "" if anchor else ""
    return datetime.fromisoformat(value) if _MOMENT.fullmatch(value) else None


def _resolve(when: When, base: Base) -> Interval:
    found = _KINDS[when.kind](when, base)
    if when.edge and when.kind != "span":
        found = edged(found, when.edge, base.published)
    if when.clock and found.precision == "day" and "/" not in found.value:
        found = found._replace(value=found.value + when.clock)
    return found


def _timex(when: When) -> Timex:
    if when.kind in ("duration", "period", "set"):
        if when.rule:
            return "DATE"
        return "SET" if when.kind == "set" else "DURATION"
    timed = when.clock or (when.kind == "shift" and when.unit in ("hour", "minute", "second"))
    return "TIME" if timed else "DATE"


def _calendar(when: When, base: Base) -> Interval:
    if when.part:
        return _part_of_year(when, base)
    if when.year is not None and when.month is None:
        return _year(when.year, when.unit or "year")
    unit = "day" if when.day else "month"
    day = _choose(_dates(when, base), unit, when, base)
    if day is None:
        return Interval(None, None, PRECISION[unit], _open_date(when))
    return interval(day, unit)


def _open_date(when: When) -> str:
    return f"XXXX-{when.month:02d}" + (f"-{when.day:02d}" if when.day else "")


def _dates(when: When, base: Base) -> list[date]:
    """The dates a month and perhaps a day may mean: in its year, or in the years around."""
    if when.year is not None:
        years = [when.year]
    elif base.published:
        years = list(range(base.published.year - 5, base.published.year + 6))
    else:
        return []
    dates = []
    for year in years:
        try:
            dates.append(date(year, when.month or 1, when.day or 1))
        except ValueError:  # 29 February
            continue
    return dates


def _choose(dates: list[date], unit: str, when: When, base: Base) -> date | None:
    """The nearest on the tense's side of publication; "last" and "next" leave it out."""
    spans = {day: bounds(day, unit) for day in dates}
    return _nearest(spans, when, base)


def _nearest(spans: dict[date, tuple[date, date]], when: When, base: Base) -> date | None:
    if len(spans) == 1 or base.published is None:
        return next(iter(spans)) if len(spans) == 1 else None
    forward = when.shift > 0 or (when.shift == 0 and base.tense == "future")
    now = base.published
    if forward:
        ahead = (d for d, (_, end) in spans.items() if (d > now if when.shift else end >= now))
        return min(ahead, default=None)
    if when.shift < 0:
        return max((d for d, (_, end) in spans.items() if end < now), default=None)
    before = max((d for d in spans if d <= now), default=None)
    after = min((d for d in spans if d > now), default=None)
    if before is None or after is None or base.tense is not None:
        return before
    return after if 2 * (after - now) < now - spans[before][1] else before


def _year(year: int, unit: str) -> Interval:
    if unit == "fiscal":  # it may begin the year before and end the year after
        return Interval(date(year - 1, 4, 1), date(year + 1, 3, 31), "year", f"{year}")
    return interval(date(max(year, 1), 1, 1), unit)


def _part_of_year(when: When, base: Base) -> Interval:
    part = when.part or ""
    month, months = _PART_MONTHS[part]
    if base.south and part in ("SP", "SU", "FA", "WI"):
        month = (month + 5) % 12 + 1
    years = [when.year] if when.year else _years_around(base)
    if when.first and (of := _resolve(when.first, base).earliest):
        years = [of.year]
    spans = {}
    for year in years:
        start = date(year, month, 1)
        spans[start] = (start, add(start, "month", months) - timedelta(days=1))
    chosen = _nearest(spans, when, base)
    if chosen is None:
        return Interval(None, None, "season", f"XXXX-{part}")
    return Interval(*spans[chosen], "season", f"{chosen.year}-{part}")


def _years_around(base: Base) -> list[int]:
    return [] if base.published is None else [base.published.year + n for n in (-2, -1, 0, 1, 2)]


def _weekday(when: When, base: Base) -> Interval:
    day = base.anchor if when.base == "anchor" else base.published
    number = when.weekday or 1
    if day is None:
        return Interval(None, None, "day", f"XXXX-WXX-{number}")
    return interval(_to_weekday(day, number, when.shift, base.tense), "day")


def _to_weekday(day: date, number: int, shift: int, tense: Tense | None) -> date:
    """By tense the weekday on or before a day, or on or after; "last" is not that day."""
    forward = shift > 0 or (shift == 0 and tense == "future")
    step = (number - day.isoweekday()) % 7 if forward else -((day.isoweekday() - number) % 7)
    if shift and step == 0:
        step = 7 * shift
    return day + timedelta(days=step)


def _shift(when: When, base: Base) -> Interval:
    if when.base == "story":
        return _told(when, base)
    day, unit = base.anchor if when.base == "anchor" else base.published, when.unit or "day"
    if day is None:
        return Interval(None, None, PRECISION[unit], OPEN[unit])
    if unit in ("hour", "minute", "second"):
        return _hours(day, when, base.moment)
    moved = add(day, unit, when.shift)
    if unit in ("decade", "century") and abs(when.shift) >= 1 and when.base == "published":
        return _about_years_ago(moved, unit)
    return interval(moved, "week" if unit == "fortnight" else unit)


def _told(when: When, base: Base) -> Interval:
    """ "The day", "the quarter" of the story; reports of a quarter come after it."""
    unit = when.unit or "day"
    day = base.anchor or base.published
    if day is None:
        return Interval(None, None, PRECISION[unit], OPEN[unit])
    if unit == "weekend":
        day = _to_weekday(day, 6, 0, base.tense)
    if unit == "quarter" and base.anchor is None and base.tense != "future":
        day = add(day, unit, -1)
    return interval(add(day, unit, when.shift), unit)


def _hours(day: date, when: When, moment: datetime | None) -> Interval:
    """To the minute from a known moment. Else the hour is unknown, and two days may be meant."""
    if moment is not None and when.base == "anchor":
        then = moment + timedelta(**{f"{when.unit}s": when.shift})
        return interval(then.date(), "day")._replace(value=f"{then:%Y-%m-%dT%H:%M}")
    hours = when.shift if when.unit == "hour" else copysign(1, when.shift)
    other = add(day, "day", ceil(hours / 24) if hours > 0 else floor(hours / 24))
    earliest, latest = min(day, other), max(day, other)
    return Interval(earliest, latest, "day", latest.isoformat())


def _about_years_ago(day: date, unit: str) -> Interval:
    """ "Two decades ago" is a decade around that year, not the calendar's decade."""
    first, last = bounds(add(day, "year", -5), "year")[0], bounds(add(day, "year", 4), "year")[1]
    return Interval(first, last, "decade", interval(day, unit).value)


def _period(when: When, base: Base) -> Interval:
    """Up to publication, or from it on; how far is open where the words do not say."""
    unit, now = when.unit or "day", base.published
    value = when.rule or _length(when)
    if now is None:
        return Interval(None, None, PRECISION[unit], value)
    far = None if when.amount is None else add(now, unit, when.shift * ceil(when.amount))
    earliest, latest = (far, now) if when.shift < 0 else (now, far)
    return Interval(earliest, latest, PRECISION[unit], value)


def _vague(when: When, base: Base) -> Interval:
    """ "Years ago": at least one unit back, and open beyond; "recently" has no unit."""
    day = base.anchor if when.base == "anchor" else base.published
    reference = "PAST_REF" if when.shift < 0 else "FUTURE_REF"
    precision = PRECISION[when.unit] if when.unit else "unknown"
    if day is None:
        return Interval(None, None, precision, reference)
    near = add(day, when.unit, when.shift) if when.unit else day
    earliest, latest = (None, near) if when.shift < 0 else (near, None)
    return Interval(earliest, latest, precision, reference)


def _festival(when: When, base: Base) -> Interval:
    rule, precision = when.rule or "", _lasting(when.days)
    years = [when.year] if when.year else _years_around(base)
    if rule.startswith("once"):
        years = [int(rule.split()[1][:4])]
    found = [span for year in years for span in festival(rule, when.days, year)]
    chosen = _nearest({start: (start, end) for start, end in found}, when, base)
    if chosen is None and when.year and found:  # it falls twice in that year
        return Interval(found[0][0], found[-1][1], "year", f"{when.year}")
    if chosen is None:
        return Interval(None, None, precision, "XXXX-XX-XX")
    end = next(end for start, end in found if start == chosen)
    if chosen == end:
        return interval(chosen, "day")
    return Interval(chosen, end, precision, f"{chosen}/{end}")


def _lasting(days: int) -> DatePrecision:
    return "day" if days == 1 else "week" if days < 15 else "month"


def _span(when: When, base: Base) -> Interval:
    first = _resolve(when.first, base) if when.first else None
    last = _resolve(when.last, base) if when.last else None
    if when.first and first and last and last.latest and _opening(first) > last.latest:
        first = _resolve(when.first, base._replace(published=last.latest, tense="past"))
    precision = (last or first or Interval(None, None, "unknown", "")).precision
    value = f"{first.value if first else ''}/{last.value if last else ''}"
    if when.clock and first:  # "overnight" is the night that began the day before
        value = first.value
    latest = last.latest if last else base.published if base.tense != "future" else None
    if last and when.edge == "before":
        latest = last.earliest and last.earliest - timedelta(days=1)
    return Interval(first.earliest if first else None, latest, precision, value)


def _duration(when: When, base: Base) -> Interval:
    return Interval(None, None, PRECISION[when.unit or "day"], _length(when))


def _length(when: When) -> str:
    """P3D; of several units the larger stand in `first`."""
    parts: list[tuple[str, float | None]] = []
    one: When | None = when
    while one is not None:
        unit, number = one.unit or "day", one.amount
        parts.insert(0, (unit, number * 2 if unit == "fortnight" and number else number))
        one = one.first
    return duration_value(*parts)


def _set(when: When, base: Base) -> Interval:
    if when.weekday:
        return Interval(None, None, "day", f"XXXX-WXX-{when.weekday}")
    if when.part or when.month:
        return Interval(None, None, "season", f"XXXX-{when.part or f'{when.month:02d}'}")
    unit = when.unit or "day"
    value = OPEN[unit] if when.clock or unit == "weekend" else _length(when)
    return Interval(None, None, PRECISION[unit], value)


def _ref(when: When, base: Base) -> Interval:
    return Interval(None, None, "unknown", when.rule or "PRESENT_REF")


def _clock(when: When, base: Base) -> Interval:
    """An hour without a day is of the story's day, where that is known."""
    if base.anchor is None:
        return Interval(None, None, "day", "XXXX-XX-XX")
    return interval(base.anchor, "day")


_KINDS: dict[str, Callable[[When, Base], Interval]] = {
    "calendar": _calendar, "weekday": _weekday, "shift": _shift, "period": _period,
    "vague": _vague, "festival": _festival, "span": _span, "duration": _duration, "set": _set,
    "clock": _clock, "ref": _ref,
}  # fmt: skip
