"""Time expressions: the words, and what they mean before any calendar is consulted.

Two layers over one grammar. `find_timexes` gives what TIMEX3 marks. Atoms (the two tables of
patterns) are found one by one: "Friday", "5 a.m.", "2014", "two months ago". Then neighbours
join: an edge ("early", "late"), an hour with a day. `find_times` keeps of these what dates an
event, and joins the ends of a span ("since", "until", "between .. and"). Resolution is another
stage's work.
"""

from __future__ import annotations

import re
from collections import deque

import msgspec

from dateline.mentions.time_meaning import EDGES, When
from dateline.mentions.time_patterns import PATTERNS
from dateline.mentions.timex_patterns import TIMEX_PATTERNS


class TimeWords(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression: code points `start` to `end` of the text, and its meaning."""

    start: int
    end: int
    text: str
    when: When


_Found = tuple[int, int, When]

_EDGE = re.compile(
    rf"\b(?:the )?(?P<edge>{'|'.join(EDGES)})(?:[ -](?:of|on|in))?[ -](?:the )?$", re.IGNORECASE
)
_SINCE = re.compile(r"\b(?:ever )?(?:since|starting from|starting)(?: the)?(?: (?:on|in))? $", re.I)
_UNTIL = re.compile(r"\b(?:until|till|up to)(?: the)? $", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|prior to) $", re.IGNORECASE)
_FROM = re.compile(r"\b(?P<word>from|between)(?: the)? $", re.IGNORECASE)
_TO = re.compile(r" ?(?:to|and|until|till|through|-|–|—)(?: the)? ?", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_ROWS = (*PATTERNS, *TIMEX_PATTERNS)
_NEEDS = {row.needs for row in _ROWS}
_LENGTHS = ("year", "month", "week", "day", "hour", "minute", "second")
_EDGELESS = ("duration", "set", "clock", "ref")
_OF_DAY = re.compile(r"(?:,? (?:on|of|in|the|between|from) |,? )(?:the )?(?:(?:early|late) )?")
_AT_HOUR = re.compile(r",? (?:(?:at|around|about|in the|during the|before|after) )?")


def find_timexes(text: str) -> list[TimeWords]:
    """Every expression that TIMEX3 marks, in order, none overlapping another."""
    plain, places = _squeezed(text)
    return _words(text, places, _timexes(plain))


def find_times(text: str) -> list[TimeWords]:
    """Every expression that can date an event, in order, none overlapping another."""
    plain, places = _squeezed(text)
    dating = [found for found in _timexes(plain) if _dates(found[2])]
    return _words(text, places, _spans(plain, dating))


def _dates(when: When) -> bool:
    return when.kind not in ("duration", "set", "ref") and when.base != "story"


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The text with each run of white space as one (a line break where it parts paragraphs),
    and where each of its code points, and its end, stood: lines may break inside a date."""
    kept: list[str] = []
    places: list[int] = []
    end = 0
    for run in _BLANKS.finditer(text):
        kept += text[end : run.start()], "\n" if run[0].count("\n") > 1 else " "
        places += range(end, run.start() + 1)
        end = run.end()
    return "".join([*kept, text[end:]]), [*places, *range(end, len(text) + 1)]


def _words(text: str, places: list[int], found: list[_Found]) -> list[TimeWords]:
    spans = [(places[start], places[end - 1] + 1, when) for start, end, when in found]
    return [
        TimeWords(start=start, end=end, text=text[start:end], when=when)
        for start, end, when in spans
    ]


def _timexes(text: str) -> list[_Found]:
    return _lengths(text, _hours(text, _edges(text, _atoms(text))))


def _atoms(text: str) -> list[_Found]:
    """The longest atoms, from the left."""
    candidates: list[_Found] = []
    plain = text.lower()
    held = {needs: needs is None or needs.search(plain) is not None for needs in _NEEDS}
    for pattern in (p for p in _ROWS if held[p.needs]):
        for match in pattern.regex.finditer(text):
            when = pattern.read(match)
            if when is not None:
                candidates.append((match.start("t"), match.end("t"), when))
    candidates.sort(key=lambda found: (found[0], -found[1]))
    kept: list[_Found] = []
    for found in candidates:
        if not kept or found[0] >= kept[-1][1]:
            kept.append(found)
        elif found[1] - found[0] > kept[-1][1] - kept[-1][0]:
            kept[-1] = found
    return kept


def _edges(text: str, found: list[_Found]) -> list[_Found]:
    """Takes in "early", "mid-", "the end of", "later" before an atom."""
    joined: list[_Found] = []
    after = 0
    for start, end, when in found:
        before = _EDGE.search(text, max(after, start - 32), start)
        if before and when.kind not in _EDGELESS and when.edge is None:
            edge = EDGES[re.sub(r"\s+", " ", before["edge"].lower())]
            start, when = before.start(), msgspec.structs.replace(when, edge=edge)
        joined.append((start, end, when))
        after = end
    return joined


def _hours(text: str, found: list[_Found]) -> list[_Found]:
    """Joins an hour or part of the day with the day beside it."""
    joined: list[_Found] = []
    for start, end, when in found:
        whole = _with_hour(text, joined[-1], (start, end, when)) if joined else None
        if whole:
            joined[-1] = whole
        else:
            joined.append((start, end, when))
    return joined


def _with_hour(text: str, first: _Found, last: _Found) -> _Found | None:
    """ "Dawn on Sunday", "Sunday at 5 a.m."; None where the two do not belong together."""
    if first[2].kind == "clock" and _is_day(last[2]):
        glue, day, clock = _OF_DAY, last[2], first[2].clock
    elif last[2].kind == "clock" and _is_day(first[2]) and first[2].clock is None:
        glue, day, clock = _AT_HOUR, first[2], last[2].clock
    else:
        return None
    if not glue.fullmatch(text, first[1], last[0]):
        return None
    return first[0], last[1], msgspec.structs.replace(day, clock=clock)


def _is_day(when: When) -> bool:
    if when.kind == "span" and when.first is not None:
        return _is_day(when.first)
    return (
        when.kind in ("weekday", "festival")
        or (when.kind == "calendar" and when.day is not None)
        or (when.kind == "shift" and when.unit == "day")
    )


def _lengths(text: str, found: list[_Found]) -> list[_Found]:
    """Joins a length given in several units: "two hours, 10 minutes and 5 seconds"."""
    joined: list[_Found] = []
    for start, end, when in found:
        if joined and _goes_on(text, joined[-1], (start, end, when)):
            first, _, longer = joined.pop()
            start, when = first, msgspec.structs.replace(when, first=longer)
        joined.append((start, end, when))
    return joined


def _goes_on(text: str, first: _Found, last: _Found) -> bool:
    """Whether a length in a smaller unit follows one in a larger."""
    units = (first[2].unit, last[2].unit)
    if not all(
        found[2].kind == "duration" and found[2].unit in _LENGTHS for found in (first, last)
    ):
        return False
    steps = _LENGTHS.index(units[1] or "") - _LENGTHS.index(units[0] or "")
    glue = text[first[1] : last[0]]
    return steps > 0 and (glue in (" and ", ", and ") or (glue == ", " and steps <= 2))


def _spans(text: str, found: list[_Found]) -> list[_Found]:
    """Joins two ends into a span, and reads "since" and "until" as spans with one end."""
    spans: list[_Found] = []
    queue = deque(found)
    while queue:
        first = queue.popleft()
        whole = _two_ends(text, first, queue[0]) if queue else None
        if whole:
            queue.popleft()
        spans.append(whole or _one_end(text, first))
    return spans


def _two_ends(text: str, first: _Found, last: _Found) -> _Found | None:
    opening = _FROM.search(text, max(0, first[0] - 14), first[0])
    glue = text[first[1] : last[0]]
    if not _TO.fullmatch(glue) or not (_has_ends(first[2]) and _has_ends(last[2])):
        return None
    dash = glue.strip() in ("-", "–", "—", "through")
    between = opening and (opening["word"].lower() == "between") == ("and" in glue.lower())
    if not (dash or between):
        return None
    start = opening.start() if opening else first[0]
    return start, last[1], When(kind="span", first=_with_year(first[2], last[2]), last=last[2])


def _has_ends(when: When) -> bool:
    return when.kind in ("calendar", "weekday", "festival", "shift")


def _with_year(first: When, last: When) -> When:
    """ "March to May 2019": the year stands once, and serves both."""
    if first.kind == last.kind == "calendar" and first.year is None:
        return msgspec.structs.replace(first, year=last.year)
    return first


def _one_end(text: str, found: _Found) -> _Found:
    start, end, when = found
    if not _has_ends(when):
        return found
    reach = max(0, start - 20)
    if before := _SINCE.search(text, reach, start):
        return before.start(), end, When(kind="span", first=when)
    if before := _UNTIL.search(text, reach, start):
        return before.start(), end, When(kind="span", last=when)
    if (
        when.kind == "calendar"
        and when.day is None
        and (before := _BEFORE.search(text, reach, start))
    ):
        return before.start(), end, When(kind="span", last=when, edge="before")
    return found
