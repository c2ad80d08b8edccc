"""What time words mean, still relative: `When`, the lexicon, and a reader for each pattern."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from importlib.resources import files
from typing import Literal

import msgspec

Kind = Literal[
    "calendar",
    "weekday",
    "shift",
    "period",
    "vague",
    "festival",
    "span",
    "duration",
    "set",
    "clock",
]


class When(msgspec.Struct, frozen=True, kw_only=True):
    """What time words mean, still relative.

    calendar  a date with parts left open; `unit` says how much a `year` alone covers
    weekday   the weekday, `shift` weeks away (-1 "last", +1 "next", 0 by tense)
    shift     the `unit` that lies `shift` units from the base
    period    `amount` units (None: some) up to the base (`shift` -1) or from it on (+1)
    vague     some units before or after the base: "years ago", "recently"
    festival  a named day: `rule` and `days` as in knowledge/times.toml
    span      from `first` to `last`; None is an open end
    duration, set, clock  "for three days", "every Friday", "5 a.m."
    """

    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """ISO: 1 Monday .. 7 Sunday."""
    part: str | None = None
    """TIMEX part of a year: SP SU FA WI, Q1..Q4, H1 H2."""
    unit: str | None = None
    amount: int | None = None
    shift: int = 0
    clock: str | None = None
    """TIMEX time of day: T05:00, TMO, TNI .."""
    edge: str | None = None
    """start, mid or end of the time; before or after the moment within it ("earlier this week")."""
    base: Literal["published", "anchor"] = "published"
    rule: str | None = None
    days: int = 1
    first: When | None = None
    last: When | None = None


MONTHS = "january february march april may june july august september october november december"
_MONTHS = {name[:3]: number for number, name in enumerate(MONTHS.split(), 1)}
_WEEKDAYS = {day: n for n, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 1)}
PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
HOURS = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00", "lunchtime": "TAF"} | {
    "dawn": "TMO", "daybreak": "TMO", "sunrise": "TMO", "early hours": "TMO",
    "small hours": "TMO", "dusk": "TEV", "sunset": "TEV", "nightfall": "TNI",
}  # fmt: skip
SHIFTS = {
    "last": -1, "this past": -1, "past": -1, "previous": -1, "preceding": -1, "recent": -1,
    "before": -1,
    "this": 0, "current": 0, "next": 1, "coming": 1, "this coming": 1, "following": 1, "after": 1,
}  # fmt: skip
EDGES = {
    "early": "start", "beginning": "start", "start": "start", "mid": "mid", "middle": "mid",
    "late": "end", "end": "end", "earlier": "before", "later": "after",
}  # fmt: skip
NUMBERS = {
    word: n
    for n, word in enumerate(
        re.findall(
            r"\w+",
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen twenty",
        ),
        1,
    )
} | {"a": 1, "an": 1, "a couple of": 2, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
CENTURIES = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}
DECADES = {"twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950} | {
    "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990
}  # fmt: skip


def read_calendar(match: re.Match[str]) -> When | None:
    """A date by its named groups; None where it is no date or the month is no month's name."""
    groups = match.groupdict()
    year, month, day = groups.get("year"), groups.get("month"), groups.get("day")
    if month and not (month[0].isupper() or month[0].isdigit()):
        return None
    number = _month_number(month) if month else None
    try:
        date(int(year or 2000), number or 1, int(day or 1))
    except ValueError:
        return None
    return When(
        kind="calendar", year=int(year) if year else None, month=number,
        day=int(day) if day else None,
    )  # fmt: skip


def _month_number(month: str) -> int:
    return int(month) if month.isdigit() else _MONTHS[month[:3].lower()]


def read_numeric(match: re.Match[str]) -> When | None:
    """12/03/2019 is read only where day and month cannot be confused."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    day, month = (a, b) if a > 12 or a == b else (b, a)
    if not (1 <= month <= 12 < day <= 31 or a == b <= 12):
        return None
    return When(kind="calendar", year=year, month=month, day=day)


def read_days(match: re.Match[str]) -> When | None:
    last = read_calendar(match)
    if last is None or last.day is None or not 1 <= int(match["first"]) < last.day:
        return None
    first = msgspec.structs.replace(last, day=int(match["first"]))
    return When(kind="span", first=first, last=last)


def read_month_alone(match: re.Match[str]) -> When | None:
    """A month without day or year; the ones that are also names or verbs need a cue."""
    month, when = match["month"], read_calendar(match)
    shy = month.lower() in ("march", "may", "april", "june", "august")
    if when is None or (shy and not match["cue"]) or (len(month) < 4 and month != "May"):
        return None
    return msgspec.structs.replace(when, shift=SHIFTS.get((match["cue"] or "").strip().lower(), 0))


def read_years(match: re.Match[str]) -> When | None:
    first, last = match["a"], match["b"]
    last = last if len(last) == 4 else first[:2] + last
    if not int(first) < int(last):
        return None
    ends = [When(kind="calendar", year=int(year)) for year in (first, last)]
    return When(kind="span", first=ends[0], last=ends[1])


def read_decade(match: re.Match[str]) -> When:
    word, digits = match["word"], match["digits"]
    year = DECADES[word.lower()] if word else int(digits if len(digits) == 4 else f"19{digits}")
    return When(kind="calendar", year=year, unit="decade")


def read_century(match: re.Match[str]) -> When:
    number = int(match["n"]) if match["n"] else CENTURIES[match["word"].lower()]
    return When(kind="calendar", year=100 * (number - 1), unit="century")


def read_fiscal(match: re.Match[str]) -> When:
    return When(kind="calendar", year=int(match["year"]), unit="fiscal")


def read_season(match: re.Match[str]) -> When | None:
    season, which, year = match["season"].lower(), (match["which"] or "").lower(), match["year"]
    if not (year or which or (match["cue"] and season != "fall")):
        return None
    shift = SHIFTS.get(which, 0)
    return When(
        kind="calendar", part=SEASONS[season], year=int(year) if year else None, shift=shift
    )


def read_part_of_year(match: re.Match[str]) -> When:
    ordinal = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
    number = int(match["q"]) if match["q"] else ordinal[match["nth"].lower()]
    half = (match["of"] or "").lower() == "half"
    part = f"H{min(number, 2)}" if half else f"Q{number}"
    return When(kind="calendar", year=int(match["year"]), part=part)


def read_weekday(match: re.Match[str]) -> When | None:
    if not match["weekday"][0].isupper():
        return None
    which, part = (match["which"] or "").lower(), match["part"]
    number = _WEEKDAYS[match["weekday"][:3].lower()]
    clock = PARTS[part.lower()] if part else None
    if match["plural"] or which in ("every", "each"):
        return When(kind="set", weekday=number, clock=clock)
    anchored = which.startswith("the ")
    return When(
        kind="weekday", weekday=number, clock=clock,
        shift=SHIFTS.get(which.removeprefix("the "), 0),
        base="anchor" if anchored else "published",
    )  # fmt: skip


_DAY_WORDS = {
    "today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "last": -1, "this": 0,
    "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip


def read_day_word(match: re.Match[str]) -> When:
    word, part = match["word"].lower(), match["part"]
    clock = "TNI" if word == "tonight" else PARTS[part.lower()] if part else None
    return When(kind="shift", unit="day", shift=_DAY_WORDS[word], clock=clock)


def read_overnight(match: re.Match[str]) -> When:
    ends = [When(kind="shift", unit="day", shift=shift) for shift in (-1, 0)]
    return When(kind="span", first=ends[0], last=ends[1], clock="TNI")


def read_unit_shift(match: re.Match[str]) -> When:
    return When(kind="shift", unit=match["unit"].lower(), shift=SHIFTS[match["which"].lower()])


def read_anchored(match: re.Match[str]) -> When:
    """ "The next day", "that night", "the same week": counted from the story's own time."""
    which, unit = (match["which"] or "").lower(), match["unit"].lower()
    shift = SHIFTS.get(which, 0)
    clock = PARTS.get(unit)
    unit = "day" if clock else unit
    return When(kind="shift", unit=unit, shift=shift, clock=clock, base="anchor")


def _amount(match: re.Match[str]) -> int | None:
    number = (match["number"] or "").lower()
    return int(number) if number.isdigit() else NUMBERS.get(number)


def _unit(match: re.Match[str]) -> str:
    unit = match["unit"].lower()
    return "century" if unit == "centur" else unit


def read_ago(match: re.Match[str]) -> When | None:
    """Ago, later, earlier: an exact distance, or only a side where the amount is vague."""
    amount, word = _amount(match), match["word"].lower()
    sign = 1 if word in ("later", "afterwards", "from now") else -1
    base: Literal["published", "anchor"] = "published" if word in ("ago", "from now") else "anchor"
    if amount is None:
        return When(kind="vague", unit=_unit(match), shift=sign, base=base)
    return When(kind="shift", unit=_unit(match), shift=sign * amount, base=base)


def read_period(match: re.Match[str]) -> When | None:
    amount = _amount(match)
    if not match["number"] and match["t"].lower().endswith("s"):
        amount = None
    elif not match["number"]:
        amount = 1
    sign = SHIFTS[match["which"].lower()]
    return When(kind="period", unit=_unit(match), amount=amount, shift=sign)


def read_duration(match: re.Match[str]) -> When | None:
    if not match["number"] and not match["t"].lower().endswith("s"):
        return None
    return When(kind="duration", unit=_unit(match), amount=_amount(match))


def read_set(match: re.Match[str]) -> When:
    part = match["part"]
    return When(
        kind="set", unit="day" if part else _unit(match),
        clock=PARTS[part.lower()] if part else None,
    )  # fmt: skip


def read_clock(match: re.Match[str]) -> When | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59:
        return None
    return When(kind="clock", clock=f"T{hour:02d}:{minute:02d}")


def read_hour_word(match: re.Match[str]) -> When | None:
    word = match["word"]
    return When(kind="clock", clock=(HOURS | PARTS)[word.lower()]) if word.islower() else None


def read_recently(match: re.Match[str]) -> When:
    return When(kind="vague", shift=-1)


FESTIVALS = tomllib.loads(
    files("dateline.knowledge").joinpath("times.toml").read_text(encoding="utf-8")
)["festival"]


def read_festival(match: re.Match[str]) -> When:
    row = FESTIVALS[next(n for n in range(len(FESTIVALS)) if match[f"f{n}"])]
    year, shift = match["year"], SHIFTS.get((match["which"] or "").strip().lower(), 0)
    return When(
        kind="festival", rule=row["rule"], days=row.get("days", 1), shift=shift,
        year=int(year) if year else None,
    )  # fmt: skip
