"""What TIMEX3 marks besides the days that an event can be dated by.

References ("now", "the future"), lengths of time, what recurs, and words that lean on whatever
the text tells of ("the quarter", "later in the day"). One grammar with `time_patterns`.
"""

from __future__ import annotations

import re

import msgspec

from dateline.mentions.time_meaning import (
    FREQUENCIES,
    PARTS,
    BaseKind,
    When,
    read_calendar,
    read_duration,
    read_hour_word,
    read_set,
    unit_of,
)
from dateline.mentions.time_patterns import (
    A_UNIT,
    ABOUT,
    ANY_MONTH,
    ANY_UNIT,
    DIGIT,
    EVERY,
    MONTH,
    NOT_COUNTED,
    NUMBER,
    PART,
    SEASON,
    UNIT,
    UNIT_OF,
    YEAR,
    Pattern,
    any_of,
    pattern,
)


def read_reference(match: re.Match[str]) -> When:
    """PRESENT_REF, PAST_REF or FUTURE_REF, by the group that matched."""
    name = next(name for name in ("present", "past", "future") if match.groupdict().get(name))
    return When(kind="ref", rule=f"{name.upper()}_REF")


def read_compound(match: re.Match[str]) -> When:
    """ "Weeklong", "months-long", "decades-old"."""
    return When(kind="duration", unit=unit_of(match), amount=None if match["plural"] else 1)


def read_frequency(match: re.Match[str]) -> When:
    number, unit = FREQUENCIES[match["word"].lower()]
    return When(kind="set", unit=unit, amount=number)


def read_weekends(match: re.Match[str]) -> When:
    return When(kind="set", unit="weekend")


def read_told(match: re.Match[str]) -> When:
    """ "The day", "the quarter": of what the text tells; "the current week" is this one."""
    base: BaseKind = "published" if "current" in match["t"].lower() else "story"
    return When(kind="shift", unit=match["unit"].lower(), base=base)


def read_year_before(match: re.Match[str]) -> When:
    """ "The year-earlier period" is the quarter told of, a year before; alone, the year."""
    if match["period"]:
        return When(kind="shift", unit="quarter", shift=-4, base="story")
    return When(kind="shift", unit="year", shift=-1, base="anchor")


def read_end(match: re.Match[str]) -> When:
    return When(kind="shift", unit=match["unit"].lower(), edge="end", base="story")


def read_midweek(match: re.Match[str]) -> When:
    return When(kind="shift", unit="week", edge="mid", base="story")


def read_told_date(match: re.Match[str]) -> When | None:
    """A year or month with no word before it that says it is one."""
    when = read_calendar(match)
    return msgspec.structs.replace(when, base="story") if when else None


def read_all_through(match: re.Match[str]) -> When:
    """ "All night" is that night, "all day" a length."""
    unit = match["unit"].lower()
    if unit in PARTS:
        return When(kind="clock", clock=PARTS[unit])
    return When(kind="duration", unit=unit, amount=1)


_COUNT = NUMBER.replace("?P<number>", "?:")
_MORE = (
    r"(?: (?:more|straight|consecutive|successive|additional|full|whole|long|other|extra|solid"
    r"|single))"
)
_UNITS = r"(?P<unit>minute|hour|day|week|month|year|decade|centur)(?P<plural>ies|s)\b"
_LASTING = (
    r"(?:for|after|in|within|over|of|by|takes?|took|taking|lasts?|lasted|even|or|just|only|until"
    r"|spen[dt]|spending|went|through|into|and)"
)
_NO_VERB = "".join(rf"(?<!\b{verb} )" for verb in ("was", "is", "has", "needs", "lasts", "takes"))
_RATED = (  # an amount of something: "$480", "400,000 barrels", "four new models"
    rf"(?:\d|\b{_COUNT})(?: [a-z]+){{0,2}}? ?(?:(?<=\d)|million|billion|thousand|percent|cents"
    r"|people|[a-z]{2,}s)"
)
_LOWER = r"(?:^|(?<=[.!?“\"] )|\b(?=(?-i:[a-z])))"  # no part of a name, which capitals begin
_SINGLE = "day|weekend|week|month|quarter|year|decade|century"

TIMEX_PATTERNS: tuple[Pattern, ...] = (
    pattern("reference", r"\b(?P<t>(?:right )?(?P<present>now|nowadays|currently|presently"
            r"|these days|(?<=at )present|the present|(?:(?<=at )|(?<=for ))the moment)"
            r"|(?P<past>the (?:recent |distant )?past|(?:a (?:long|short) time|some time|long) ago)"
            r"|(?P<future>the (?:near |not-too-distant |immediate |foreseeable |distant )?future))"
            r"\b(?!-)", read_reference, "now", "currently", "the past", "the near future"),
    pattern("adjective reference", rf"{_LOWER}(?P<t>(?P<present>current)|(?P<past>recent)"
            r"|(?P<future>future))(?= [\w$€£])(?! (?:account|accounts|affairs)\b)", read_reference),
    pattern("rate", rf"{_RATED} {_NO_VERB}(?P<t>(?:an?|per) {UNIT})(?! (?:ago|later|earlier|before"
            r"|after)\b)", read_set, needs=A_UNIT),
    pattern("duration", rf"(?<![\w.,$€£-])(?P<t>(?:(?:the |its |his |her |their )?(?:first|final"
            rf"|initial|opening) )?{ABOUT}{NUMBER}{_MORE}* {UNIT}(?P<more> and a half)?"
            r"(?: (?:long|old)\b)?)(?! (?:ago|earlier|later|from now)\b)", read_duration,
            "three days", "almost 200 years", "the first nine months", "another six months",
            "two and a half years", "half an hour", "47 years old", "several months",
            needs=ANY_UNIT),
    pattern("adjective of length", rf"(?<![\w.,$€£-])(?P<t>{NUMBER}-{UNIT}"
            r"(?:[ -](?:long|olds?)\b)?)", read_duration, "24-hour", "25-year-old", "half-hour",
            "three-week-long", needs=UNIT_OF),
    pattern("lasting", rf"\b{_LASTING} (?P<t>{_UNITS})", read_duration, needs=ANY_UNIT),
    pattern("units before", rf"\b(?P<t>{_UNITS})(?= (?:after|before|since|of|ahead|to come"
            r"|on end)\b)", read_duration, needs=ANY_UNIT),
    pattern("compound", r"\b(?P<t>(?P<unit>hour|day|week|month|year|decade|centur)"
            r"(?P<plural>s|ies)?-?(?:long|old))\b", read_compound, "weeklong", "decades-old"),
    pattern("times a", rf"\b(?P<t>(?:once|twice|thrice|{_COUNT} (?:times|minutes|hours|days|weeks"
            rf"|months)) (?:an?|per|each|every) {UNIT})", read_set,
            "twice a week", "24 hours a day", "three times per year", needs=A_UNIT),
    pattern("hyphened rate", rf"(?<=\w)-(?P<t>an?-{UNIT})", read_set, needs=A_UNIT),
    pattern("every", rf"\b(?P<t>(?:every|each) (?:(?P<number>\d+|[a-z]+) )?{UNIT})", read_set,
            "every year", "every two weeks", "every other day", needs=EVERY),
    pattern("every part", rf"\b(?P<t>(?:every|each) (?:{PART}|{SEASON}|{MONTH}))\b", read_set,
            "each morning", "every October", "every winter"),
    pattern("frequency", rf"{_LOWER}(?P<t>(?P<word>{any_of(FREQUENCIES)}))\b",
            read_frequency, "daily", "annual", "semiannually"),
    pattern("weekends", r"\b(?P<t>weekends)\b", read_weekends, "weekends"),
    pattern("told", rf"\b(?P<t>the (?:(?:whole|entire|full|latest|most recent|current|fiscal) )?"
            rf"(?P<unit>{_SINGLE}))\b(?! (?:before|after|of|when|that|he|she|they|it|we|later"
            r"|earlier|\d)|-)", read_told, "the day", "the latest quarter", "the entire year"),
    pattern("year before", r"\b(?P<t>(?:the )?(?:year-earlier|year-ago|prior-year)"
            r"(?: (?P<period>period|quarter))?)\b", read_year_before, "the year-earlier period"),
    pattern("end", r"\b(?P<t>(?:the )?(?P<unit>year|month|quarter|decade)"
            r"(?:[- ]|[’\u0027]s )end)\b", read_end, "year-end", "the year's end"),
    pattern("midweek", r"\b(?P<t>midweek)\b", read_midweek, "midweek"),
    pattern("year alone", r"(?<![\w$€£.,:/–-])(?<!than )(?<!about )(?<!some )(?<!nearly )"
            rf"(?P<t>(?:(?:the )?year )?(?=19|20[0-4]){YEAR})" + NOT_COUNTED, read_told_date,
            "the year 2000", needs=DIGIT),
    pattern("month alone", rf"(?<![\w.])(?P<t>(?=[JFASOND]|Apr){MONTH})(?<=\w\w\w\w)"
            r"(?! (?-i:[A-Z]))", read_told_date, "January", "June", needs=ANY_MONTH),
    pattern("all through", r"\b(?P<t>all (?P<unit>day|night|morning|week|month|year))\b(?!-)",
            read_all_through, "all night", "all week"),
    pattern("hour alone", r"\b(?P<t>(?P<word>(?-i:noon|midnight|midday|dawn|daybreak)))\b(?! raid)",
            read_hour_word, "noon"),
)  # fmt: skip
