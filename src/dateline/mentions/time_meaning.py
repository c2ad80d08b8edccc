"""What time words mean, still relative: `When`, the lexicon, and a reader for each pattern."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from importlib.resources import files
from typing import Literal

import msgspec

from dateline.mentions.quantities import Quantity, parse_quantity

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
    "ref",
]


BaseKind = Literal["published", "anchor", "story"]
"""What relative words count from: "story" is whatever the text tells of ("later in the day"),
too loose a tie to date an event by."""


class When(msgspec.Struct, frozen=True, kw_only=True):
    """What time words mean, still relative.

    calendar  a date with parts left open; `unit` says how much a `year` alone covers
    weekday   the weekday, `shift` weeks away (-1 "last", +1 "next", 0 by tense)
    shift     the `unit` that lies `shift` units from the base
    period    `amount` units (None: some) up to the base (`shift` -1) or from it on (+1);
              with a `rule` it is that reference, not a length: "recent years" is PAST_REF
    vague     some units before or after the base: "years ago", "recently"
    festival  a named day: `rule` and `days` as in knowledge/times.toml
    span      from `first` to `last`; None is an open end
    duration  `amount` units, after those of `first`: "two hours and ten minutes"
    set       every `amount` units, or every such weekday, month or `part`
    clock     "5 a.m."
    ref       the reference that `rule` names: "now" is PRESENT_REF
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
    amount: float | None = None
    shift: int = 0
    clock: str | None = None
    """TIMEX time of day: T05:00, TMO, TNI .."""
    edge: str | None = None
    """start, mid or end of the time; before or after the moment within it ("earlier this week")."""
    base: BaseKind = "published"
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
    "small hours": "TMO", "wee hours": "TMO", "early morning hours": "TMO", "morning hours": "TMO",
    "dusk": "TEV", "sunset": "TEV", "nightfall": "TNI",
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
FAR = 1000  # of any unit: beyond it no calendar helps
SMALLER = {
    "hour": ("minute", 60), "day": ("hour", 24), "week": ("day", 7), "year": ("month", 12),
    "decade": ("year", 10), "century": ("year", 100),
}  # fmt: skip
FREQUENCIES: dict[str, tuple[int, str]] = {
    "hourly": (1, "hour"), "daily": (1, "day"), "nightly": (1, "day"), "weekly": (1, "week"),
    "biweekly": (2, "week"), "fortnightly": (2, "week"), "monthly": (1, "month"),
    "bimonthly": (2, "month"), "quarterly": (1, "quarter"), "biannual": (6, "month"),
    "biannually": (6, "month"), "semiannual": (6, "month"), "semiannually": (6, "month"),
    "annual": (1, "year"), "annually": (1, "year"), "yearly": (1, "year"),
    "biennial": (2, "year"), "biennially": (2, "year"),
}  # fmt: skip
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


def read_month_alone(match: re.Match[str]) -> When | None:
    """A month without day or year; the ones that are also names or verbs need a cue."""
    month, when = match["month"], read_calendar(match)
    which = (match["which"] or "").lower()
    shy = month.lower() in ("march", "may", "april", "june", "august")
    if when is None or (shy and not (match["cue"] or which)) or (len(month) < 4 and month != "May"):
        return None
    return msgspec.structs.replace(when, shift=SHIFTS.get(which, 0))


def read_second_year(match: re.Match[str]) -> When | None:
    """The later of two years: "2014-16" gives it in two digits."""
    first, last = match["a"], match["t"]
    year = int(last if len(last) == 4 else first[:2] + last)
    return When(kind="calendar", year=year) if year > int(first) else None


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
    if not (year or which or (match["cue"] and (season != "fall" or match["the"]))):
        return None
    shift = SHIFTS.get(which, 0)
    return When(
        kind="calendar", part=SEASONS[season], year=int(year) if year else None, shift=shift
    )


def read_part_of_year(match: re.Match[str]) -> When | None:
    """A quarter or half, of a year that is named, relative or left to the reader."""
    ordinal = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
    groups = match.groupdict()
    year, which, q = match["year"], groups.get("which"), groups.get("q")
    nth, half = (match["nth"] or "").lower(), (match["of"] or "").lower() == "half"
    if nth == "last" and not (half or year or which or " of " in match["t"]):  # the one before
        return When(kind="shift", unit="quarter", shift=-1)
    number = int(q) if q else ordinal[nth]
    part = f"H{min(number, 2)}" if half else f"Q{number}"
    words = match["t"].lower()
    if " of the year" in words or ("fiscal" in words and not (year or which)):
        which = "this"
    of = When(kind="shift", unit="year", shift=SHIFTS[which.lower()]) if which else None
    return When(kind="calendar", year=int(year) if year else None, part=part, first=of)


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


def amount(words: str | None) -> float | None:
    """A number of units: "two and a half" is 2.5, "a" is 1; None where it is vague."""
    said = (words or "").lower()
    if said in ("a", "an", "another"):
        return 1
    if not said:
        return None
    half = 0.5 if "half" in said else 0
    said = re.sub(r"(?: and )?(?:a )?half(?: an?)?", "", said)
    if re.fullmatch(r"\d+\.\d+", said):
        return float(said)
    number = parse_quantity(said) if said else Quantity(0, 0)
    if number is None or number.low is None or number.low != number.high:
        return None
    return number.low + half


def unit_of(match: re.Match[str]) -> str:
    """The unit that a match of `UNIT` names, in the singular."""
    unit = match["unit"].lower()
    return "century" if unit == "centur" else unit


def read_ago(match: re.Match[str]) -> When | None:
    """Ago, later, earlier: an exact distance, or only a side where the amount is vague."""
    number, unit, word = amount(match["number"]), unit_of(match), match["word"].lower()
    sign = 1 if word in ("later", "afterwards", "from now", "hence") else -1
    base: BaseKind = "published" if word in ("ago", "from now", "hence") else "anchor"
    if number is None or number > FAR:
        return When(kind="vague", unit=unit, shift=sign, base=base)
    number, unit = whole(number, unit)
    return When(kind="shift", unit=unit, shift=sign * round(number), base=base)


def whole(number: float, unit: str) -> tuple[float, str]:
    """A broken number of units in smaller ones: half an hour is 30 minutes."""
    if number == int(number) or unit not in SMALLER:
        return number, unit
    smaller, size = SMALLER[unit]
    return number * size, smaller


def read_period(match: re.Match[str]) -> When | None:
    """ "The past two weeks"; with no number of them, "recent weeks" only refer."""
    which, plural = match["which"].lower(), match["plural"] != "y" and bool(match["plural"])
    number = amount(match["number"]) if match["number"] or plural else 1
    sign = SHIFTS[which]
    rule = None
    if plural and not match["number"] and which in ("recent", "coming", "following"):
        rule = "PAST_REF" if sign < 0 else "FUTURE_REF"
    return When(kind="period", unit=unit_of(match), amount=number, shift=sign, rule=rule)


def read_duration(match: re.Match[str]) -> When | None:
    """A length of time: exact, or of a plural: "several weeks", "weeks". None of a "second"."""
    groups = match.groupdict()
    words, unit = groups.get("number") or "", unit_of(match)
    number = amount(words)
    plural = groups.get("plural") in ("s", "ies")
    if number is None and not plural:  # "some day"
        return None
    if unit in ("second", "quarter") and not plural:  # an ordinal, a fraction
        return None
    if not plural and re.fullmatch(r"(?:1[5-9]|20)\d\d", words):  # "the 1998 year"
        return None
    if groups.get("more"):
        number = (number or 1) + 0.5
    if number is not None and number < 1:
        number, unit = whole(number, unit)
    return When(kind="duration", unit=unit, amount=number)


def read_set(match: re.Match[str]) -> When | None:
    """ "Every night", "every two years", "each October"."""
    groups = match.groupdict()
    if part := groups.get("part"):
        return When(kind="set", unit="day", clock=PARTS[part.lower()])
    if season := groups.get("season"):
        return When(kind="set", part=SEASONS[season.lower()])
    if groups.get("month"):
        when = read_calendar(match)
        return msgspec.structs.replace(when, kind="set") if when else None
    number = 2 if (groups.get("number") or "").lower() == "other" else amount(groups.get("number"))
    return When(kind="set", unit=unit_of(match), amount=number or 1)


def read_clock(match: re.Match[str]) -> When | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower()[:1]
    if part := match.groupdict().get("part"):
        half = "a" if part.lower() == "morning" else "p"
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59:
        return None
    return When(kind="clock", clock=f"T{hour:02d}:{minute:02d}")


def read_hour_word(match: re.Match[str]) -> When | None:
    """ "Dawn", "early morning", "the early hours"; a capital begins a name."""
    clocks = HOURS | PARTS
    word = match["word"]
    if not word.islower():
        return None
    return When(kind="clock", clock=clocks.get(word) or clocks[word.split(" ", 1)[-1]])


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
