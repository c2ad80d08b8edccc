"""The time expressions of a text as TIMEX3 marks and values them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from dateline.mentions.time_tense import guess_tense
from dateline.mentions.times import TimeWords, find_timexes
from dateline.resolving.times import Tense, resolve_time
from dateline.types import DatePrecision, Time

TenseOf = Callable[[int, int], Tense | None]
NEWS = timedelta(days=7)  # how far from publication the day of a bare hour may lie
_FINENESS: dict[str, int] = {
    "second": 0, "minute": 0, "hour": 0, "day": 0, "weekend": 1, "week": 1, "fortnight": 1,
    "month": 2, "season": 3, "quarter": 3, "year": 4, "decade": 5, "century": 5, "unknown": 6,
}  # fmt: skip


def timexes(
    text: str,
    published: date | None = None,
    published_precision: DatePrecision = "day",
    tense_of: TenseOf | None = None,
) -> list[Time]:
    """Every time expression of a text of any length, in order, with TIMEX3 value and type.

    `tense_of(start, end)` tells the tense of the words between two code points; without it the
    words around are asked. What leans on the story ("the next day") counts from the last time
    told that is as fine, else from publication.
    """
    return _resolved(text, find_timexes(text), published, published_precision, tense_of)


def timexes_at(
    text: str,
    mentions: Iterable[tuple[int, int]],
    published: date | None = None,
    published_precision: DatePrecision = "day",
    tense_of: TenseOf | None = None,
) -> list[Time | None]:
    """The reading of each mention (first and last code point), None where it is no time.

    That is the expression of the text that shares most with it, or one that only the
    mention's own words show.
    """
    asked = list(mentions)
    words = find_timexes(text)
    for start, end in asked:
        words = _with_own(words, text, start, end)
    times = _resolved(text, words, published, published_precision, tense_of)
    return [_best(times, start, end) for start, end in asked]


def _with_own(words: list[TimeWords], text: str, start: int, end: int) -> list[TimeWords]:
    """The expressions, and what the words of a mention say where none of them overlaps it."""
    if any(one.start < end and start < one.end for one in words):
        return words
    inside = find_timexes(text[start:end])
    own = max(inside, key=lambda one: one.end - one.start, default=None)
    if own is None:
        return words
    moved = TimeWords(start=own.start + start, end=own.end + start, text=own.text, when=own.when)
    return sorted([*words, moved], key=lambda one: one.start)


def _best(times: list[Time], start: int, end: int) -> Time | None:
    def shared(time: Time) -> tuple[int, int]:
        first, last = time.start or 0, time.end or 0
        return min(last, end) - max(first, start), first - last

    best = max(times, key=shared, default=None)
    return best if best is not None and shared(best)[0] > 0 else None


def _resolved(
    text: str,
    words: list[TimeWords],
    published: date | None,
    published_precision: DatePrecision,
    tense_of: TenseOf | None,
) -> list[Time]:
    tense_of = tense_of or (lambda start, end: guess_tense(text, start, end))
    today = None
    if published is not None and published_precision == "day":
        day = published.isoformat()
        today = Time(earliest=day, latest=day, precision="day", value=day)
    times: list[Time] = []
    for one in words:
        tense = tense_of(one.start, one.end)
        anchor = _anchor(one, times, today, tense)
        if tense == "past" and _is_date(one):  # a date names its year where it is not the nearest
            tense = None
        times.append(
            resolve_time(
                one,
                published=published,
                published_precision=published_precision,
                anchor=anchor,
                tense=tense,
            )
        )
    return times


def _is_date(words: TimeWords) -> bool:
    return bool(words.when.kind == "festival" or words.when.day)


def _anchor(
    words: TimeWords, times: list[Time], today: Time | None, tense: Tense | None
) -> Time | None:
    """The last time told that the words may count from, else today; "the year" is today's."""
    when = words.when
    unit = when.unit or "day"
    if when.base == "published" and when.kind != "clock":
        return None
    if when.base == "story" and unit not in ("day", "quarter"):
        return today
    for time in reversed(times):
        if _is_as_fine(time, unit) and (
            today is None or _may_anchor(time, when.kind, today, tense)
        ):
            return time
    return None if unit == "quarter" else today


def _is_as_fine(time: Time, unit: str) -> bool:
    if time.timex_type not in ("DATE", "TIME") or not (time.earliest and time.latest):
        return False
    if unit == "quarter":
        return "-Q" in (time.value or "")
    single = time.earliest == time.latest
    return single or 0 < _FINENESS[time.precision] <= _FINENESS[unit]


def _may_anchor(time: Time, kind: str, today: Time, tense: Tense | None) -> bool:
    """No past counts from a day to come, no future from one gone; an hour is of the news."""
    if time.earliest is None or today.latest is None:
        return False
    now, first = date.fromisoformat(today.latest), date.fromisoformat(time.earliest)
    if kind == "clock" and abs(now - first) > NEWS:
        return False
    return first >= now if tense == "future" else first <= now
