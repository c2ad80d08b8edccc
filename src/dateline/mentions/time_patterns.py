"""The grammar of time expressions: a table of patterns, each with words it reads.

Case is ignored, but months and weekdays must begin with a capital. The group `t` is the
expression itself; what stands around it is context that the pattern asks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from dateline.mentions.time_meaning import (
    CENTURIES,
    DECADES,
    FESTIVALS,
    HOURS,
    NUMBERS,
    PARTS,
    SEASONS,
    When,
    read_ago,
    read_anchored,
    read_calendar,
    read_century,
    read_clock,
    read_day_word,
    read_days,
    read_decade,
    read_duration,
    read_festival,
    read_fiscal,
    read_hour_word,
    read_month_alone,
    read_numeric,
    read_overnight,
    read_part_of_year,
    read_period,
    read_recently,
    read_season,
    read_set,
    read_unit_shift,
    read_weekday,
    read_years,
)


class Pattern(NamedTuple):
    """One row of the grammar; `examples` are tested: each is wholly one expression."""

    name: str
    regex: re.Pattern[str]
    read: Callable[[re.Match[str]], When | None]
    examples: tuple[str, ...]


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
    r"(?!(?: \d\d?)?(?:th|rd|nd|st)?,? (?:movement|alliance|coalition|bloc|brigades?|camp|group"
    r"|organi[sz]ation|bridge|street|square|avenue|road|hospital|university|stadium|mosque"
    r"|airport)\b)"
)
_NOT_NAME_UNLESS_ON = rf"(?(on)|{_NOT_NAME})"
_NOT_PAPER = r"(?! (?:times|herald|telegraph|mirror|tribune|express|vanguard|guardian|mosque)\b)"
_ON = r"\b(?P<on>on )?"
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?"
    r"|Jul(?:y|\.)?|Aug(?:ust|\.)?|Sep(?:tember|t\.?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?"
    r"|Dec(?:ember|\.)?)(?![A-Za-z])"
)
_WEEKDAY = r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?P<plural>s\b)?(?![A-Za-z])"
_ANY_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|nes|rs|ur)?(?:day)?\.?,? (?:the )?)?"
_YEAR = r"(?P<year>1[6-9]\d\d|20\d\d)(?!\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d\w])"
_TO = r" ?(?:-|–|—|/|to|and|until|till|through) ?"
_DAYS = rf"(?P<first>[0-3]?\d)(?:st|nd|rd|th)?{_TO}{_DAY}"
_UNIT = r"(?P<unit>hour|day|week|fortnight|month|quarter|year|decade|centur)(?:y|ies|s)?\b"
_PART = rf"(?P<part>{'|'.join(PARTS)})"
_SEASON = rf"(?P<season>{'|'.join(SEASONS)})"
_NUMBER = rf"(?P<number>\d{{1,3}}|{_any(NUMBERS)}|several|some|many|(?:a |the )?few|couple of)"
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


_NAMED_DAYS = "|".join(f"(?P<f{n}>{'|'.join(row['names'])})" for n, row in enumerate(FESTIVALS))
_NAMED_WEEKDAY = r"(?<!Black )(?<!Bloody )(?<!Good )(?<!Palm )(?<!Easter )(?<!Super )"


def _pattern(
    name: str, regex: str, read: Callable[[re.Match[str]], When | None], *examples: str
) -> Pattern:
    return Pattern(name, re.compile(regex, re.IGNORECASE), read, examples)


PATTERNS: tuple[Pattern, ...] = (
    _pattern("iso", r"\b(?P<t>(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d))\b", read_calendar,
             "2019-03-12"),
    _pattern("numeric", rf"(?<![\d/.])(?P<t>(?P<a>\d\d?)(?P<s>[/.])(?P<b>\d\d?)(?P=s){_YEAR})",
             read_numeric, "25/03/2019", "03/25/2019", "14.07.2015"),
    _pattern("day month", rf"{_ON}(?P<t>{_ANY_WEEKDAY}{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?)"
             + _NOT_NAME_UNLESS_ON, read_calendar, "12 March 2019",
             "Saturday, 4th of May", "3rd of June"),
    _pattern("month day", rf"{_ON}(?P<t>{_ANY_WEEKDAY}{_MONTH} {_DAY}(?:,? {_YEAR})?)"
             + _NOT_COUNTED + _NOT_NAME_UNLESS_ON, read_calendar, "March 12", "Dec. 3, 2020",
             "Sept. 11 2001"),
    _pattern("days month", rf"\b(?P<t>(?:from |between )?(?:the )?{_DAYS} (?:of )?{_MONTH}"
             rf"(?:,? {_YEAR})?)", read_days,
             "from 12 to 15 March", "3-4 July", "12-15 March 2019"),
    _pattern("month days", rf"\b(?P<t>(?:from |between )?{_MONTH} {_DAYS}(?:,? {_YEAR})?)"
             + _NOT_COUNTED, read_days, "March 12-15", "from July 3 to 4, 2018"),
    _pattern("month year", rf"\b(?P<t>{_MONTH},? (?:of )?{_YEAR})" + _NOT_COUNTED, read_calendar,
             "March 2019", "December, 2001", "Sept. 2014"),
    _pattern("month", rf"\b(?P<cue>{_MONTH_CUE})?(?P<t>{_MONTH})(?![\u0027’])" + _NOT_NAME,
             read_month_alone, "December", "September"),
    _pattern("year", rf"{_YEAR_CUE}(?P<t>{_YEAR})" + _NOT_COUNTED, read_calendar),
    _pattern("years", r"\b(?P<t>(?:from |between )?(?P<a>(?:1[6-9]|20)\d\d)(?: to | and |-|–)"
             r"(?P<b>(?:1[6-9]|20)\d\d|\d\d))" + _NOT_COUNTED, read_years,
             "between 2003 and 2011", "2014-16", "from 1998 to 2000"),
    _pattern("decade", r"(?:\b|(?<=[ ’\u0027]))(?P<t>(?:the )?(?:(?P<digits>(?:1[6-9]|20)\d0"
             r"|(?<=[’\u0027])[5-9]0|(?<=the )[5-9]0)[’\u0027]?s\b"
             rf"|(?<=the )(?P<word>{_any(DECADES)})))", read_decade,
             "the 1990s", "the nineties"),
    _pattern("century", rf"\b(?P<t>(?:(?P<n>\d\d?)(?:st|nd|rd|th)|(?P<word>{_any(CENTURIES)}))"
             r"[ -]century)\b", read_century, "19th century", "twentieth-century"),
    _pattern("fiscal year", rf"\b(?P<t>(?:fiscal(?: year)?|FY) ?{_YEAR}(?:[-/](?:20)?\d\d\b)?)",
             read_fiscal, "fiscal year 2020", "FY2019-20"),
    _pattern("season", r"\b(?P<cue>(?:in|during|over|since|by|until|throughout)(?: the)? )?"
             rf"(?P<t>(?:(?P<which>last|this|next) )?{_SEASON}\b(?: (?:of )?{_YEAR})?)",
             read_season, "summer 2015", "last winter", "spring of 2011"),
    _pattern("part of year", rf"\b(?P<t>(?:Q(?P<q>[1-4])|(?:the )?(?P<nth>first|second|third|fourth"
             rf"|last)[ -](?P<of>quarter|half))(?: of)?,? {_YEAR})", read_part_of_year,
             "Q3 2015", "the first half of 2019"),
    _pattern("weekday", rf"{_NAMED_WEEKDAY}\b(?P<t>(?:(?P<which>(?:the )?(?:last|next|this past"
             r"|this coming|this|following|previous|coming)|every|each) )?"
             rf"{_WEEKDAY}(?: {_PART}\b)?)"
             + _NOT_PAPER, read_weekday, "Friday", "last Friday", "Monday night", "every Friday"),
    _pattern("day word", r"(?<!USA )(?<!India )(?<!Russia )\b(?P<t>(?P<word>"
             r"the day before yesterday|the day after tomorrow|today|tonight|yesterday|tomorrow)"
             rf"(?: {_PART})?)\b", read_day_word, "yesterday", "tomorrow morning", "tonight"),
    _pattern("this morning", rf"\b(?P<t>(?P<word>this|last) {_PART})\b", read_day_word,
             "last night"),
    _pattern("overnight", r"\b(?P<t>overnight)\b", read_overnight, "overnight"),
    _pattern("deictic", r"(?<!the )\b(?P<t>(?P<which>last|this past|this coming|this|next|current"
             r"|coming) (?P<unit>weekend|week|month|quarter|year|decade|century)\b)",
             read_unit_shift, "last week", "this month", "next year"),
    _pattern("anchored", r"\b(?P<t>(?:the (?P<which>same|following|next|previous|preceding)|that)"
             r" (?P<unit>day|night|morning|afternoon|evening|week|weekend|month|year))\b",
             read_anchored, "the next day", "that night", "the following month"),
    _pattern("the day after", r"\b(?P<t>the (?P<unit>day|night|week|month|year) (?P<which>before"
             r"|after))(?=[.,;)]|$)", read_anchored, "the day after", "the night before"),
    _pattern("ago", rf"\b(?P<t>(?:{_ABOUT}{_NUMBER} )?{_UNIT}(?: and a half)?"
             r" (?P<word>ago|later|earlier|afterwards|from now))\b", read_ago,
             "two months ago", "years ago", "a day later", "three weeks earlier"),
    _pattern("period", rf"\b(?P<t>(?:the |these )?(?P<which>past|last|previous|preceding|recent"
             rf"|next|coming|following) (?:{_NUMBER} )?(?:or so )?{_UNIT})(?! of\b)", read_period,
             "the past few years", "the last 24 hours", "recent weeks", "the coming days"),
    _pattern("duration", r"\b(?:for|over|lasting|lasted|during|within|after)(?: the)? "
             rf"(?P<t>(?:{_ABOUT}{_NUMBER} )?{_UNIT})(?! (?:ago|later|earlier)\b)", read_duration),
    _pattern("adjective", rf"\b(?P<t>(?P<number>\d{{1,3}}|{_any(NUMBERS)})-(?P<unit>hour|day|week"
             r"|month|year|decade)(?:-long)?)(?!-old|\w)", read_duration, "three-day", "24-hour"),
    _pattern("set", rf"\b(?P<t>(?:every|each) (?:{_PART}|{_UNIT}))\b", read_set, "every year"),
    _pattern("clock", r"(?<![\d:.,])(?P<t>(?P<hour>\d\d?)(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap]"
             r"(?:\.m\.|m\b)))", read_clock, "5 a.m.", "10:30pm"),
    _pattern("24 hours", r"(?<![\d:.,])(?P<t>(?P<hour>[012]?\d):(?P<minute>[0-5]\d)(?P<half>)"
             r"(?: ?(?:GMT|UTC|hrs|hours|local time)\b)?)(?![\d:])", read_clock,
             "14:30 GMT", "05:15"),
    _pattern("GMT", r"\b(?P<t>(?P<hour>[012]\d)(?P<minute>[0-5]\d)(?P<half>) ?(?:GMT|UTC|hrs))\b",
             read_clock, "1400 GMT"),
    _pattern("hour word", r"\b(?:at|the|by|(?:in|during) the|before|after|around|until) "
             rf"(?:early |late )?(?P<t>(?P<word>{_any(HOURS | PARTS)}))\b(?! prayer)",
             read_hour_word),
    _pattern("recently", r"\b(?P<t>recently|lately|in recent times)\b", read_recently, "recently"),
    _pattern("festival", r"\b(?=(?-i:[A-Z\d]|the |last |this |next ))(?P<t>(?P<which>last |this "
             rf"|next )?(?:{_NAMED_DAYS})(?:,? {_YEAR})?)"
             r"(?!\w)", read_festival, "Ramadan", "Eid al-Fitr", "Christmas 1992", "Good Friday"),
)  # fmt: skip
