"""The grammar of time expressions: a table of patterns, each with words it reads.

Case is ignored, but months and weekdays must begin with a capital. The group `t` is the
expression itself; what stands around it is context that the pattern asks for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from typing import Literal, NamedTuple

import msgspec

Kind = Literal[
    "calendar", "weekday", "shift", "period", "vague", "festival", "span", "duration", "set", "clock"
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


class Pattern(NamedTuple):
    """One row of the grammar; `examples` are tested: each is wholly one expression."""

    name: str
    regex: re.Pattern[str]
    read: Callable[[re.Match[str]], When | None]
    examples: tuple[str, ...]


MONTHS = "january february march april may june july august september october november december"
_MONTHS = {name[:3]: number for number, name in enumerate(MONTHS.split(), 1)}
_WEEKDAYS = {day: n for n, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 1)}
_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
_SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_HOURS = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00", "lunchtime": "TAF"} | {
    "dawn": "TMO", "daybreak": "TMO", "sunrise": "TMO", "early hours": "TMO",
    "small hours": "TMO", "dusk": "TEV", "sunset": "TEV", "nightfall": "TNI",
}  # fmt: skip
_SHIFTS = {
    "last": -1, "this past": -1, "past": -1, "previous": -1, "preceding": -1, "recent": -1, "before": -1,
    "this": 0, "current": 0, "next": 1, "coming": 1, "this coming": 1, "following": 1, "after": 1,
}  # fmt: skip
EDGES = {
    "early": "start", "beginning": "start", "start": "start", "mid": "mid", "middle": "mid",
    "late": "end", "end": "end", "earlier": "before", "later": "after",
}  # fmt: skip
_NUMBERS = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split(),
        1,
    )
} | {"a": 1, "an": 1, "a couple of": 2, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_CENTURIES = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}
_DECADES = {"twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950} | {
    "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990
}  # fmt: skip


def _any(words: dict[str, int] | dict[str, str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# Words that make a number before them a count, not a year or a day of the month.
_NOT_COUNTED = (
    r"(?![\d%:]|[,.]\d|-[a-z]| ?(?:percent|per cent|hundred|thousand|million|billion|people|persons"
    r"|(?:wo)?men\b|children|troops|soldiers|police|officers|civilians|protest[eo]rs|demonstrators"
    r"|refugees|famil|houses|homes|villagers|migrants|supporters|workers|prisoners|inmates|members"
    r"|fighters|militants|rebels|others|votes|students|k?m\b|kilomet|met(?:er|re)s|miles|feet"
    r"|tons|tonnes|dollars|euros|acres|hectares|of (?:them|the)\b|(?:were|was) (?:killed|injured"
    r"|wounded|arrested)))"
)
# Names that hold a date, unless "on" says it is one: "the March 14 alliance".
_NOT_NAME = (
    r"(?(on)|(?!(?: \d\d?)?(?:th|rd|nd|st)?,? (?:movement|alliance|coalition|bloc|brigades?|camp|group"
    r"|organi[sz]ation|bridge|street|square|avenue|road|hospital|university|stadium|mosque|airport)\b))"
)
_NOT_PAPER = r"(?! (?:times|herald|telegraph|mirror|tribune|express|vanguard|guardian|mosque)\b)"
_ON = r"\b(?P<on>on )?"
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?"
    r"|Jul(?:y|\.)?|Aug(?:ust|\.)?|Sep(?:tember|t\.?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?"
    r"|Dec(?:ember|\.)?)(?![A-Za-z])"
)
_WEEKDAY = (
    r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?P<plural>s\b)?(?![A-Za-z])"
)
_ANY_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|nes|rs|ur)?(?:day)?\.?,? (?:the )?)?"
_YEAR = r"(?P<year>1[6-9]\d\d|20\d\d)(?!\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d\w])"
_TO = r" ?(?:-|–|—|/|to|and|until|till|through) ?"
_DAYS = rf"(?P<first>[0-3]?\d)(?:st|nd|rd|th)?{_TO}{_DAY}"
_UNIT = r"(?P<unit>hour|day|week|fortnight|month|quarter|year|decade|centur)(?:y|ies|s)?\b"
_PART = rf"(?P<part>{'|'.join(_PARTS)})"
_SEASON = rf"(?P<season>{'|'.join(_SEASONS)})"
_NUMBER = rf"(?P<number>\d{{1,3}}|{_any(_NUMBERS)}|several|some|many|(?:a |the )?few|couple of)"
_ABOUT = r"(?:about |around |nearly |almost |over |more than |less than |at least |up to |some )?"
_MONTH_CUE = (
    r"(?:in|since|until|till|last|next|this|early|mid|late|during|from|to|of|through|between|before"
    r"|after|earlier|later)(?: the)?[ -]"
)
_YEAR_CUE = (
    r"(?:\b(?:in|since|until|till|by|from|to|of|during|before|after|early|mid|late|around|circa"
    r"|through|throughout|between|year|summer|the|an?|his|her|its|their|our|post|pre)(?: the)?[ -]"
    r"|[\u0027’]s |\()"
)


def _calendar(match: re.Match[str]) -> When | None:
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
        kind="calendar", year=int(year) if year else None, month=number, day=int(day) if day else None
    )


def _month_number(month: str) -> int:
    return int(month) if month.isdigit() else _MONTHS[month[:3].lower()]


def _numeric(match: re.Match[str]) -> When | None:
    """12/03/2019 is read only where day and month cannot be confused."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    day, month = (a, b) if a > 12 or a == b else (b, a)
    if not (1 <= month <= 12 < day <= 31 or a == b <= 12):
        return None
    return When(kind="calendar", year=year, month=month, day=day)


def _days(match: re.Match[str]) -> When | None:
    last = _calendar(match)
    if last is None or last.day is None or not 1 <= int(match["first"]) < last.day:
        return None
    first = msgspec.structs.replace(last, day=int(match["first"]))
    return When(kind="span", first=first, last=last)


def _month_alone(match: re.Match[str]) -> When | None:
    """A month without day or year; the ones that are also names or verbs need a cue."""
    month, when = match["month"], _calendar(match)
    shy = month.lower() in ("march", "may", "april", "june", "august")
    if when is None or (shy and not match["cue"]) or (len(month) < 4 and month != "May"):
        return None
    return msgspec.structs.replace(when, shift=_SHIFTS.get((match["cue"] or "").strip().lower(), 0))


def _years(match: re.Match[str]) -> When | None:
    first, last = match["a"], match["b"]
    last = last if len(last) == 4 else first[:2] + last
    if not int(first) < int(last):
        return None
    ends = [When(kind="calendar", year=int(year)) for year in (first, last)]
    return When(kind="span", first=ends[0], last=ends[1])


def _decade(match: re.Match[str]) -> When:
    word, digits = match["word"], match["digits"]
    year = _DECADES[word.lower()] if word else int(digits if len(digits) == 4 else f"19{digits}")
    return When(kind="calendar", year=year, unit="decade")


def _century(match: re.Match[str]) -> When:
    number = int(match["n"]) if match["n"] else _CENTURIES[match["word"].lower()]
    return When(kind="calendar", year=100 * (number - 1), unit="century")


def _fiscal(match: re.Match[str]) -> When:
    return When(kind="calendar", year=int(match["year"]), unit="fiscal")


def _season(match: re.Match[str]) -> When | None:
    season, which, year = match["season"].lower(), (match["which"] or "").lower(), match["year"]
    if not (year or which or (match["cue"] and season != "fall")):
        return None
    shift = _SHIFTS.get(which, 0)
    return When(
        kind="calendar", part=_SEASONS[season], year=int(year) if year else None, shift=shift
    )


def _part_of_year(match: re.Match[str]) -> When:
    ordinal = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
    half = (match["of"] or "").lower() == "half"
    number = int(match["q"]) if match["q"] else ordinal[match["nth"].lower()]
    letter = "H" if half else "Q"
    return When(kind="calendar", year=int(match["year"]), part=f"{letter}{min(number, 2) if half else number}")


def _weekday(match: re.Match[str]) -> When | None:
    if not match["weekday"][0].isupper():
        return None
    which, part = (match["which"] or "").lower(), match["part"]
    number = _WEEKDAYS[match["weekday"][:3].lower()]
    clock = _PARTS[part.lower()] if part else None
    if match["plural"] or which in ("every", "each"):
        return When(kind="set", weekday=number, clock=clock)
    anchored = which.startswith("the ")
    return When(
        kind="weekday", weekday=number, clock=clock,
        shift=_SHIFTS.get(which.removeprefix("the "), 0),
        base="anchor" if anchored else "published",
    )  # fmt: skip


_DAY_WORDS = {
    "today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "last": -1, "this": 0,
    "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip


def _day_word(match: re.Match[str]) -> When:
    word, part = match["word"].lower(), match["part"]
    clock = "TNI" if word == "tonight" else _PARTS[part.lower()] if part else None
    return When(kind="shift", unit="day", shift=_DAY_WORDS[word], clock=clock)


def _overnight(match: re.Match[str]) -> When:
    ends = [When(kind="shift", unit="day", shift=shift) for shift in (-1, 0)]
    return When(kind="span", first=ends[0], last=ends[1], clock="TNI")


def _unit_shift(match: re.Match[str]) -> When:
    return When(kind="shift", unit=match["unit"].lower(), shift=_SHIFTS[match["which"].lower()])


def _anchored(match: re.Match[str]) -> When:
    """"The next day", "that night", "the same week": counted from the story's own time."""
    which, unit = (match["which"] or "").lower(), match["unit"].lower()
    shift = _SHIFTS.get(which, 0)
    clock = _PARTS.get(unit)
    return When(kind="shift", unit="day" if clock else unit, shift=shift, clock=clock, base="anchor")


def _amount(match: re.Match[str]) -> int | None:
    number = (match["number"] or "").lower()
    return int(number) if number.isdigit() else _NUMBERS.get(number)


def _unit(match: re.Match[str]) -> str:
    unit = match["unit"].lower()
    return "century" if unit == "centur" else unit


def _ago(match: re.Match[str]) -> When | None:
    """Ago, later, earlier: an exact distance, or only a side where the amount is vague."""
    amount, word = _amount(match), match["word"].lower()
    sign = 1 if word in ("later", "afterwards", "from now") else -1
    base: Literal["published", "anchor"] = "published" if word in ("ago", "from now") else "anchor"
    if amount is None:
        return When(kind="vague", unit=_unit(match), shift=sign, base=base)
    return When(kind="shift", unit=_unit(match), shift=sign * amount, base=base)


def _period(match: re.Match[str]) -> When | None:
    amount = _amount(match)
    if not match["number"] and match["t"].lower().endswith("s"):
        amount = None
    elif not match["number"]:
        amount = 1
    sign = _SHIFTS[match["which"].lower()]
    return When(kind="period", unit=_unit(match), amount=amount, shift=sign)


def _duration(match: re.Match[str]) -> When | None:
    if not match["number"] and not match["t"].lower().endswith("s"):
        return None
    return When(kind="duration", unit=_unit(match), amount=_amount(match))


def _set(match: re.Match[str]) -> When:
    part = match["part"]
    return When(
        kind="set", unit="day" if part else _unit(match),
        clock=_PARTS[part.lower()] if part else None,
    )  # fmt: skip


def _clock(match: re.Match[str]) -> When | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59:
        return None
    return When(kind="clock", clock=f"T{hour:02d}:{minute:02d}")


def _hour_word(match: re.Match[str]) -> When | None:
    word = match["word"]
    return When(kind="clock", clock=(_HOURS | _PARTS)[word.lower()]) if word.islower() else None


def _recently(match: re.Match[str]) -> When:
    return When(kind="vague", shift=-1)


_FESTIVALS = tomllib.loads(
    files("dateline.knowledge").joinpath("times.toml").read_text(encoding="utf-8")
)["festival"]


def _festival(match: re.Match[str]) -> When:
    row = _FESTIVALS[next(n for n in range(len(_FESTIVALS)) if match[f"f{n}"])]
    year, shift = match["year"], _SHIFTS.get((match["which"] or "").strip().lower(), 0)
    return When(
        kind="festival", rule=row["rule"], days=row.get("days", 1), shift=shift,
        year=int(year) if year else None,
    )  # fmt: skip


_NAMED_DAYS = "|".join(f"(?P<f{n}>{'|'.join(row['names'])})" for n, row in enumerate(_FESTIVALS))
_NAMED_WEEKDAY = r"(?<!Black )(?<!Bloody )(?<!Good )(?<!Palm )(?<!Easter )(?<!Super )"


def _pattern(
    name: str, regex: str, read: Callable[[re.Match[str]], When | None], *examples: str
) -> Pattern:
    return Pattern(name, re.compile(regex, re.IGNORECASE), read, examples)


PATTERNS: tuple[Pattern, ...] = (
    _pattern("iso", r"\b(?P<t>(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d))\b", _calendar,
             "2019-03-12"),
    _pattern("numeric", rf"(?<![\d/.])(?P<t>(?P<a>\d\d?)(?P<s>[/.])(?P<b>\d\d?)(?P=s){_YEAR})",
             _numeric, "25/03/2019", "03/25/2019", "14.07.2015"),
    _pattern("day month", rf"{_ON}(?P<t>{_ANY_WEEKDAY}{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?)"
             + _NOT_NAME, _calendar, "12 March 2019", "Saturday, 4th of May", "3rd of June"),
    _pattern("month day", rf"{_ON}(?P<t>{_ANY_WEEKDAY}{_MONTH} {_DAY}(?:,? {_YEAR})?)"
             + _NOT_COUNTED + _NOT_NAME, _calendar, "March 12", "Dec. 3, 2020", "Sept. 11 2001"),
    _pattern("days month", rf"\b(?P<t>(?:from |between )?(?:the )?{_DAYS} (?:of )?{_MONTH}"
             rf"(?:,? {_YEAR})?)", _days, "from 12 to 15 March", "3-4 July", "12-15 March 2019"),
    _pattern("month days", rf"\b(?P<t>(?:from |between )?{_MONTH} {_DAYS}(?:,? {_YEAR})?)"
             + _NOT_COUNTED, _days, "March 12-15", "from July 3 to 4, 2018"),
    _pattern("month year", rf"\b(?P<t>{_MONTH},? (?:of )?{_YEAR})" + _NOT_COUNTED, _calendar,
             "March 2019", "December, 2001", "Sept. 2014"),
    _pattern("month", rf"\b(?P<cue>{_MONTH_CUE})?(?P<t>{_MONTH})(?![\u0027’])" + _NOT_NAME.replace("(?(on)|", "(?:"),
             _month_alone, "December", "September"),
    _pattern("year", rf"{_YEAR_CUE}(?P<t>{_YEAR})" + _NOT_COUNTED, _calendar),
    _pattern("years", rf"\b(?P<t>(?:from |between )?(?P<a>(?:1[6-9]|20)\d\d)(?: to | and |-|–)"
             r"(?P<b>(?:1[6-9]|20)\d\d|\d\d))" + _NOT_COUNTED, _years,
             "between 2003 and 2011", "2014-16", "from 1998 to 2000"),
    _pattern("decade", rf"(?:\b|(?<=[ ’\u0027]))(?P<t>(?:the )?(?:(?P<digits>(?:1[6-9]|20)\d0|(?<=[’\u0027])"
             rf"[5-9]0|(?<=the )[5-9]0)[’\u0027]?s\b|(?<=the )(?P<word>{_any(_DECADES)})))", _decade,
             "1990s"),
    _pattern("century", rf"\b(?P<t>(?:(?P<n>\d\d?)(?:st|nd|rd|th)|(?P<word>{_any(_CENTURIES)}))"
             r"[ -]century)\b", _century, "19th century", "twentieth-century"),
    _pattern("fiscal year", rf"\b(?P<t>(?:fiscal(?: year)?|FY) ?{_YEAR}(?:[-/](?:20)?\d\d\b)?)",
             _fiscal, "fiscal year 2020", "FY2019-20"),
    _pattern("season", r"\b(?P<cue>(?:in|during|over|since|by|until|throughout)(?: the)? )?"
             rf"(?P<t>(?:(?P<which>last|this|next) )?{_SEASON}\b(?: (?:of )?{_YEAR})?)", _season,
             "summer 2015", "last winter", "spring of 2011"),
    _pattern("part of year", rf"\b(?P<t>(?:Q(?P<q>[1-4])|(?:the )?(?P<nth>first|second|third|fourth"
             rf"|last)[ -](?P<of>quarter|half))(?: of)?,? {_YEAR})", _part_of_year,
             "Q3 2015", "the first half of 2019"),
    _pattern("weekday", rf"{_NAMED_WEEKDAY}\b(?P<t>(?:(?P<which>(?:the )?(?:last|next|this past"
             rf"|this coming|this|following|previous|coming)|every|each) )?{_WEEKDAY}(?: {_PART}\b)?)"
             + _NOT_PAPER, _weekday, "Friday", "last Friday", "Monday night", "every Friday"),
    _pattern("day word", r"(?<!USA )(?<!India )(?<!Russia )\b(?P<t>(?P<word>the day before yesterday"
             rf"|the day after tomorrow|today|tonight|yesterday|tomorrow)(?: {_PART})?)\b", _day_word,
             "yesterday", "tomorrow morning", "tonight"),
    _pattern("this morning", rf"\b(?P<t>(?P<word>this|last) {_PART})\b", _day_word, "last night"),
    _pattern("overnight", r"\b(?P<t>overnight)\b", _overnight, "overnight"),
    _pattern("deictic", r"(?<!the )\b(?P<t>(?P<which>last|this past|this coming|this|next|current"
             r"|coming) (?P<unit>weekend|week|month|quarter|year|decade|century)\b)", _unit_shift,
             "last week", "this month", "next year"),
    _pattern("anchored", r"\b(?P<t>(?:the (?P<which>same|following|next|previous|preceding)|that)"
             r" (?P<unit>day|night|morning|afternoon|evening|week|weekend|month|year))\b", _anchored,
             "the next day", "that night", "the following month"),
    _pattern("the day after", r"\b(?P<t>the (?P<unit>day|night|week|month|year) (?P<which>before"
             r"|after))(?=[.,;)]|$)", _anchored, "the day after", "the night before"),
    _pattern("ago", rf"\b(?P<t>(?:{_ABOUT}{_NUMBER} )?{_UNIT}"
             r" (?P<word>ago|later|earlier|afterwards|from now))\b", _ago,
             "two months ago", "years ago", "a day later", "three weeks earlier"),
    _pattern("period", rf"\b(?P<t>(?:the |these )?(?P<which>past|last|previous|preceding|recent|next"
             rf"|coming|following) (?:{_NUMBER} )?(?:or so )?{_UNIT})(?! of\b)", _period,
             "the past few years", "the last 24 hours", "recent weeks", "the coming days"),
    _pattern("duration", r"\b(?:for|over|lasting|lasted|during|within|after)(?: the)? "
             rf"(?P<t>(?:{_ABOUT}{_NUMBER} )?{_UNIT})(?! (?:ago|later|earlier)\b)", _duration),
    _pattern("adjective", rf"\b(?P<t>(?P<number>\d{{1,3}}|{_any(_NUMBERS)})-(?P<unit>hour|day|week"
             r"|month|year|decade)(?:-long)?)(?!-old|\w)", _duration, "three-day", "24-hour"),
    _pattern("set", rf"\b(?P<t>(?:every|each) (?:{_PART}|{_UNIT}))\b", _set, "every year"),
    _pattern("clock", r"(?<![\d:.,])(?P<t>(?P<hour>\d\d?)(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap]"
             r"(?:\.m\.|m\b)))", _clock, "5 a.m.", "10:30pm"),
    _pattern("24 hours", r"(?<![\d:.,])(?P<t>(?P<hour>[012]?\d):(?P<minute>[0-5]\d)(?P<half>)"
             r"(?: ?(?:GMT|UTC|hrs|hours|local time)\b)?)(?![\d:])", _clock, "14:30 GMT", "05:15"),
    _pattern("GMT", r"\b(?P<t>(?P<hour>[012]\d)(?P<minute>[0-5]\d)(?P<half>) ?(?:GMT|UTC|hrs))\b",
             _clock, "1400 GMT"),
    _pattern("hour word", r"\b(?:at|the|by|(?:in|during) the|before|after|around|until) "
             rf"(?:early |late )?(?P<t>(?P<word>{_any(_HOURS | _PARTS)}))\b(?! prayer)", _hour_word),
    _pattern("recently", r"\b(?P<t>recently|lately|in recent times)\b", _recently, "recently"),
    _pattern("festival", rf"\b(?P<t>(?P<which>last |this |next )?(?:{_NAMED_DAYS})(?:,? {_YEAR})?)"
             r"(?!\w)", _festival, "Ramadan", "Eid al-Fitr", "Christmas 1992", "Good Friday"),
)  # fmt: skip
