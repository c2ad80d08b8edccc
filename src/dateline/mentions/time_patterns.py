"""The grammar of time expressions: a table of patterns, each with words it reads.

Case is ignored, but months and weekdays must begin with a capital. The group `t` is the
expression itself; what stands around it is context that the pattern asks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from dateline.mentions.time_meaning import (
    CENTURIES,
    DECADES,
    FESTIVALS,
    HOURS,
    PARTS,
    SEASONS,
    When,
    read_ago,
    read_anchored,
    read_calendar,
    read_century,
    read_clock,
    read_day_word,
    read_decade,
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
    read_second_year,
    read_unit_shift,
    read_weekday,
)


class Pattern(NamedTuple):
    """One row of the grammar; `examples` are tested: each is wholly one expression.

    `needs` is what a text must hold for the row to be tried: few sentences do, and rows are slow.
    """

    name: str
    regex: re.Pattern[str]
    read: Callable[[re.Match[str]], When | None]
    examples: tuple[str, ...]
    needs: re.Pattern[str] | None


def any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# Words that make a number before them a count, not a year or a day of the month.
NOT_COUNTED = (
    r"(?![\d%:]|[,.]\d|-[a-z]| ?(?:percent|per cent|hundred|thousand|million|billion|people|persons"
    r"|(?:wo)?men\b|children|troops|soldiers|police|officers|civilians|protest[eo]rs|demonstrators"
    r"|refugees|famil|houses|homes|villagers|migrants|supporters|workers|prisoners|inmates|members"
    r"|fighters|militants|rebels|others|votes|students|k?m\b|kilomet|met(?:er|re)s|miles|feet"
    r"|tons|tonnes|dollars|euros|acres|hectares|blocks?\b|of (?:them|the)\b"
    r"|(?:were|was) (?:killed|injured|wounded|arrested)))"
)
# Names that hold a date, unless "on" says it is one: "the March 14 alliance".
NOT_NAME = (
    r"(?!(?: \d\d?)?(?:th|rd|nd|st)?,? (?:movement|alliance|coalition|bloc|brigades?|camp|group"
    r"|organi[sz]ation|bridge|street|square|avenue|road|hospital|university|stadium|mosque"
    r"|airport)\b)"
)
_NOT_NAME_UNLESS_ON = rf"(?(on)|{NOT_NAME})"
NOT_PAPER = r"(?! (?:times|herald|telegraph|mirror|tribune|express|vanguard|guardian|mosque)\b)"
_ON = r"\b(?P<on>on )?"
MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?"
    r"|Jul(?:y|\.)?|Aug(?:ust|\.)?|Sep(?:tember|t\.?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?"
    r"|Dec(?:ember|\.)?)(?![A-Za-z])"
)
WEEKDAY = r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?P<plural>s\b)?(?![A-Za-z])"
_ANY_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|nes|rs|ur)?(?:day)?\.?,? (?:the )?)?"
YEAR = r"(?P<year>1[4-9]\d\d|20\d\d)(?!\d)"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d\w])"
TO = r" ?(?:-|–|—|/|to|and|until|till|through) ?"
_DAYS = rf"(?P<first>[0-3]?\d)(?:st|nd|rd|th)?{TO}{DAY}"
UNIT = (
    r"(?P<unit>second|minute|hour|day|week|fortnight|month|quarter|year|decade|centur)"
    r"(?P<plural>y|ies|s)?\b"
)
PART = rf"(?P<part>{'|'.join(PARTS)})"
SEASON = rf"(?P<season>{'|'.join(SEASONS)})"
_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundred|thousand|million|billion|dozen)"
)
_VAGUE = r"(?:several|some|many|numerous|countless|(?:a |the )?few|(?:a )?handful of)"
NUMBER = (
    r"(?P<number>(?:(?:another )?\d[\d,]*(?:\.\d+)?(?: (?:million|billion))?"
    r"|(?:a (?=hundred|thousand|million|billion|dozen)|another )?"
    rf"{_WORD}(?:[ -]{_WORD})*|(?:a )?couple(?: of)?|(?:a )?{_VAGUE}(?: {_WORD})?"
    r"|(?:a )?half(?: an?)?|an?|another)(?: and a half)?)(?:[ -]plus|-odd)?"
)
ABOUT = (
    r"(?:(?:about|around|roughly|approximately|nearly|almost|over|well over|more than|less than"
    r"|fewer than|no more than|at least|at most|up to|as (?:many|long) as|some|just|only|barely"
    r"|the|these|those) ){0,2}"
)
MONTH_CUE = (
    r"(?:in|since|until|till|by|for|and|or|early|mid|late|during|from|to|of|through|between|before"
    r"|after|earlier|later)(?: the)?[ -]"
)
ZONE = (
    r"(?:(?-i:GMT|UTC|BST|CET|CEST|[ECMP][SD]T)\b|hrs\b|hours\b|(?:local|Eastern|Central|Pacific)"
    r"(?: (?:standard|daylight))?(?: time)\b)"
)
_OF_DAY = rf"(?: in the {PART}\b)?"
_YEAR_CUE = (
    r"(?:\b(?:in|since|until|till|by|from|to|of|during|before|after|early|mid|late|around|circa"
    r"|through|throughout|between|year|summer|the|an?|his|her|its|their|our|post|pre)(?: the)?[ -]"
    r"|[\u0027’]s |\()"
)


_NAMED_DAYS = "|".join(f"(?P<f{n}>{'|'.join(row['names'])})" for n, row in enumerate(FESTIVALS))
_NOT_LASTING = "".join(
    rf"(?<!\b{verb} )" for verb in ("may", "to", "will", "can", "could", "would", "might", "should")
)
_NAMED_WEEKDAY = r"(?<!Black )(?<!Bloody )(?<!Good )(?<!Palm )(?<!Easter )(?<!Super )"


# What rows need, of a text in lower case.
DIGIT = re.compile(r"\d")
ANY_MONTH = re.compile("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
ANY_UNIT = re.compile(UNIT)
A_UNIT = re.compile(rf"[ -](?:an?|per|each|every)[ -]{UNIT}")
UNIT_OF = re.compile(f"-{UNIT}")
EVERY = re.compile("every|each")
AGO = re.compile("ago|later|earlier|afterwards|from now")
PERIOD = re.compile("past|last|previous|preceding|recent|next|coming|following")


def pattern(
    name: str,
    regex: str,
    read: Callable[[re.Match[str]], When | None],
    *examples: str,
    needs: re.Pattern[str] | None = None,
) -> Pattern:
    return Pattern(name, re.compile(regex, re.IGNORECASE), read, examples, needs)


PATTERNS: tuple[Pattern, ...] = (
    pattern("iso", r"\b(?P<t>(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d))\b", read_calendar,
            "2019-03-12", needs=DIGIT),
    pattern("numeric", rf"(?<![\d/.])(?P<t>(?P<a>\d\d?)(?P<s>[/.])(?P<b>\d\d?)(?P=s){YEAR})",
            read_numeric, "25/03/2019", "03/25/2019", "14.07.2015", needs=DIGIT),
    pattern("day month", rf"{_ON}(?P<t>{_ANY_WEEKDAY}{DAY} (?:of )?{MONTH}(?:,? {YEAR})?)"
             + _NOT_NAME_UNLESS_ON, read_calendar, "12 March 2019",
            "Saturday, 4th of May", "3rd of June", needs=ANY_MONTH),
    pattern("month day", rf"{_ON}(?P<t>{_ANY_WEEKDAY}{MONTH} {DAY}(?:,? {YEAR})?)"
             + NOT_COUNTED + _NOT_NAME_UNLESS_ON, read_calendar, "March 12", "Dec. 3, 2020",
            "Sept. 11 2001", needs=ANY_MONTH),
    pattern("day of two", rf"\b(?P<t>(?P<day>[0-3]?\d)(?:st|nd|rd|th)?)(?={TO}[0-3]?\d"
            rf"(?:st|nd|rd|th)? (?:of )?{MONTH}(?:,? {YEAR})?)", read_calendar, needs=DIGIT),
    pattern("second day", rf"\b{MONTH} [0-3]?\d(?:st|nd|rd|th)?(?:{TO}| and | or )"
            rf"(?P<t>{DAY}(?:,? {YEAR})?)" + NOT_COUNTED, read_calendar, needs=ANY_MONTH),
    pattern("month year", rf"\b(?P<t>{MONTH},? (?:of )?{YEAR})" + NOT_COUNTED, read_calendar,
            "March 2019", "December, 2001", "Sept. 2014", needs=ANY_MONTH),
    pattern("month", rf"\b(?P<cue>{MONTH_CUE})?(?P<t>(?:(?P<which>last|next|this) )?{MONTH})"
            r"(?![\u0027’])" + NOT_NAME, read_month_alone, "December", "last June",
            needs=ANY_MONTH),
    pattern("year", rf"{_YEAR_CUE}(?P<t>{YEAR})" + NOT_COUNTED, read_calendar, needs=DIGIT),
    pattern("year of two", rf"(?<![\w.,$-])(?P<t>{YEAR})(?=(?: to | and |-|–|/)(?:1[6-9]|20)\d\d\b"
            r"|[-–/]\d\d\b)", read_calendar, needs=DIGIT),
    pattern("second year", r"(?<![\w.,$-])(?P<a>(?:1[6-9]|20)\d\d)(?: to | and |-|–|/)"
            r"(?P<t>(?:1[6-9]|20)\d\d|(?<=[-–/])\d\d)" + NOT_COUNTED, read_second_year,
            needs=DIGIT),
    pattern("decade", r"(?<!\w)(?P<t>(?:the )?(?:[’\u0027]?(?P<digits>"
            r"(?:1[6-9]|20)\d0|(?<=[’\u0027])[2-9]0|(?<=the )[2-9]0)[’\u0027]?s\b"
            rf"|(?<=the )(?P<word>{any_of(DECADES)})))", read_decade,
            "the 1990s", "the nineties"),
    pattern("century", r"\b(?P<t>(?:the )?(?:(?P<n>\d\d?)(?:st|nd|rd|th)"
            rf"|(?P<word>{any_of(CENTURIES)}))(?:[ -]centur(?:y|ies)\b"
            r"|(?= (?:and|to|or) (?:the )?(?:early |late )?\d\d?(?:st|nd|rd|th)[ -]centur)))",
            read_century, "19th century", "twentieth-century"),
    pattern("fiscal year", rf"\b(?P<t>(?:fiscal(?: year)?[ -]|FY ?){YEAR}(?:[-/](?:20)?\d\d\b)?)",
            read_fiscal, "fiscal year 2020", "FY2019-20", needs=DIGIT),
    pattern("season", r"\b(?P<cue>(?:in|during|over|of|since|by|until|before|after|through"
            rf"|throughout) )?(?P<t>(?:(?P<which>last|this|next) |(?P<the>the ))?{SEASON}\b"
            rf"(?: (?:of )?{YEAR}(?:[-–/]\d\d\b)?)?)",
            read_season, "summer 2015", "last winter", "spring of 2011"),
    pattern("part of year", r"\b(?P<t>(?:Q(?P<q>[1-4])|(?:the )?(?:fiscal )?(?P<nth>first|second"
            r"|third|fourth|final|last)(?:[ -]fiscal)?[ -](?P<of>quarter|half))"
            rf"(?:(?: of)?,?(?: fiscal| the year)? {YEAR}|(?: of)? (?P<which>last|this|next) year"
            r"| of the year)?)(?! of\b)", read_part_of_year,
            "Q3 2015", "the first half of 2019", "the fourth quarter of last year",
            "second-quarter"),
    pattern("part of a year before", rf"\b(?P<t>(?:the )?{YEAR}(?:[’\u0027]s)? "
            r"(?P<nth>first|second|third|fourth|final)[ -](?P<of>quarter|half))\b",
            read_part_of_year, "the 1998 third quarter", "2013’s second half", needs=DIGIT),
    pattern("weekday", rf"{_NAMED_WEEKDAY}\b(?P<t>(?:(?P<which>(?:the )?(?:last|next|this past"
            r"|this coming|this|following|previous|coming)|every|each) )?"
            rf"{WEEKDAY}(?: (?:early |late )?{PART}\b)?)"
             + NOT_PAPER, read_weekday, "Friday", "last Friday", "Monday night", "every Friday"),
    pattern("day word", r"(?<!USA )(?<!India )(?<!Russia )\b(?P<t>(?P<word>"
            r"the day before yesterday|the day after tomorrow|today|tonight|yesterday|tomorrow)"
            rf"(?: {PART})?)\b", read_day_word, "yesterday", "tomorrow morning", "tonight"),
    pattern("this morning", rf"\b(?P<t>(?P<word>this|last) {PART})\b", read_day_word,
            "last night"),
    pattern("overnight", r"\b(?P<t>overnight)\b", read_overnight, "overnight"),
    pattern("deictic", r"(?<!the )\b(?P<t>(?P<which>last|this past|this coming|this|next|current"
            r"|coming) (?P<unit>weekend|week|month|quarter|year|decade|century)\b)",
            read_unit_shift, "last week", "this month", "next year"),
    pattern("anchored", r"\b(?P<t>(?:the (?P<which>same|following|next|previous|preceding)|that)"
            r" (?P<unit>day|night|morning|afternoon|evening|week|weekend|month|year))\b",
            read_anchored, "the next day", "that night", "the following month"),
    pattern("the day after", r"\b(?P<t>the (?P<unit>day|night|week|month|year) (?P<which>before"
            r"|after))(?=[.,;)]|$| (?:had|was|were|in|on|at|and|but|by|with|said)\b)",
            read_anchored, "the day after", "the night before"),
    pattern("ago", rf"\b(?P<t>(?:{ABOUT}{NUMBER} )?{UNIT}(?: and a half)?"
            r" (?P<word>ago|later|earlier|afterwards|from now))\b", read_ago,
            "two months ago", "years ago", "a day later", "three weeks earlier", needs=AGO),
    pattern("period", rf"{_NOT_LASTING}\b(?P<t>(?:the |these )?(?P<which>past|last|previous"
            rf"|preceding|recent|next|coming|following) (?:{NUMBER} )?(?:or so )?{UNIT})(?! of\b)",
            read_period, "the past few years", "the last 24 hours", "recent weeks",
            "the coming days", needs=PERIOD),
    pattern("clock", r"(?<![\d:.,$])(?P<t>(?:(?:about|around) )?(?P<hour>\d\d?)"
            rf"(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap](?:\.m\.|m\b))(?: {ZONE})?)", read_clock,
            "5 a.m.", "10:30pm", "9:30 a.m. EST", needs=DIGIT),
    pattern("o'clock", r"\b(?P<t>(?P<hour>\d\d?)(?P<minute>)(?P<half>) o[’\u0027]clock\b"
            rf"{_OF_DAY})", read_clock, "3 o’clock", "9 o’clock in the evening", needs=DIGIT),
    pattern("24 hours", r"(?<![\d:.,])(?P<t>(?P<hour>[012]?\d):(?P<minute>[0-5]\d)(?P<half>)"
            rf"(?: ?{ZONE})?{_OF_DAY})(?![\d:])", read_clock,
            "14:30 GMT", "05:15", "8:30 in the morning", needs=DIGIT),
    pattern("GMT", r"\b(?P<t>(?P<hour>[012]\d)(?P<minute>[0-5]\d)(?P<half>) ?(?:GMT|UTC|hrs"
            r"|hours))\b", read_clock, "1400 GMT", needs=DIGIT),
    pattern("hour word", r"\b(?:(?:at|by|in|during|before|after|around|until|through|throughout"
            r"|of) |(?=the ))(?P<t>(?:the )?(?P<word>(?:early |late )?"
            rf"(?:{any_of(HOURS | PARTS)})))\b(?! prayer)", read_hour_word),
    pattern("recently", r"\b(?P<t>recently(?! as\b)|lately|in recent times)\b", read_recently,
            "recently"),
    pattern("festival", r"\b(?=(?-i:[A-Z\d]|the |last |this |next ))(?P<t>(?P<which>last |this "
            rf"|next )?(?:{_NAMED_DAYS})(?:,? {YEAR})?)"
            r"(?!\w)", read_festival, "Ramadan", "Eid al-Fitr", "Christmas 1992", "Good Friday"),
)  # fmt: skip
