"""Time words become the interval that they name."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.mentions.times import find_times, find_timexes
from dateline.resolving.times import Tense, resolve_time
from dateline.types import DatePrecision, Time

SATURDAY = date(2020, 1, 25)
STORY = Time(earliest="2019-12-30", latest="2019-12-30", precision="day")


def resolved(
    text: str,
    published: date | None = SATURDAY,
    tense: Tense | None = None,
    published_precision: DatePrecision = "day",
) -> str:
    (words,) = find_times(text) or find_timexes(text)
    time = resolve_time(
        words, published=published, published_precision=published_precision, anchor=STORY,
        tense=tense,
    )  # fmt: skip
    assert time.text == text[words.start : words.end]
    return f"{time.earliest} {time.latest} {time.precision} {time.value}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Friday", "2020-01-24 2020-01-24 day 2020-01-24"),
        ("on Saturday", "2020-01-25 2020-01-25 day 2020-01-25"),
        ("last Saturday", "2020-01-18 2020-01-18 day 2020-01-18"),
        ("Monday night", "2020-01-20 2020-01-20 day 2020-01-20TNI"),
        ("yesterday", "2020-01-24 2020-01-24 day 2020-01-24"),
        ("overnight", "2020-01-24 2020-01-25 day 2020-01-24TNI"),
        ("last week", "2020-01-13 2020-01-19 week 2020-W03"),
        ("earlier this week", "2020-01-20 2020-01-25 week 2020-W04"),
        ("this month", "2020-01-01 2020-01-31 month 2020-01"),
        ("early December", "2019-12-01 2019-12-10 week 2019-12"),
        ("mid-March", "2019-03-11 2019-03-20 week 2019-03"),
        ("late 2019", "2019-09-01 2019-12-31 season 2019"),
        ("the past few years", "None 2020-01-25 year PXY"),
        ("the last two weeks", "2020-01-11 2020-01-25 week P2W"),
        ("two months ago", "2019-11-01 2019-11-30 month 2019-11"),
        ("years ago", "None 2019-01-25 year PAST_REF"),
        ("recently", "None 2020-01-25 unknown PAST_REF"),
        ("in the spring of 2011", "2011-03-01 2011-05-31 season 2011-SP"),
        ("since 2014", "2014-01-01 2020-01-25 year 2014/"),
        ("until May", "None 2019-05-31 month /2019-05"),
        ("between 2003 and 2011", "2003-01-01 2011-12-31 year 2003/2011"),
        ("from 12 to 15 March", "2019-03-12 2019-03-15 day 2019-03-12/2019-03-15"),
        ("from Monday to Thursday", "2020-01-20 2020-01-23 day 2020-01-20/2020-01-23"),
        ("during the 1990s", "1990-01-01 1999-12-31 decade 199"),
        ("in the late 1990s", "1997-01-01 1999-12-31 year 199"),
        ("the 19th century", "1800-01-01 1899-12-31 decade 18"),
        ("Dec. 3, 2018", "2018-12-03 2018-12-03 day 2018-12-03"),
        ("5 a.m. on 14 July", "2019-07-14 2019-07-14 day 2019-07-14T05:00"),
        ("Q3 2015", "2015-07-01 2015-09-30 season 2015-Q3"),
        ("fiscal year 2020", "2019-04-01 2021-03-31 year 2020"),
        ("for three days", "None None day P3D"),
        ("every Friday", "None None day XXXX-WXX-5"),
        ("the same day", "2019-12-30 2019-12-30 day 2019-12-30"),
        ("two days later", "2020-01-01 2020-01-01 day 2020-01-01"),
        ("the following month", "2020-01-01 2020-01-31 month 2020-01"),
        ("Christmas", "2019-12-25 2019-12-25 day 2019-12-25"),
        ("Good Friday", "2019-04-19 2019-04-19 day 2019-04-19"),
        ("Ramadan", "2019-05-05 2019-06-05 month 2019-05-05/2019-06-05"),
        ("Diwali 2020", "2020-11-14 2020-11-16 day 2020-11-14/2020-11-16"),
    ],
)
def test_times_in_a_report_of_a_known_day(text: str, expected: str) -> None:
    assert resolved(text, tense="past") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("February 5", "2020-02-05 2020-02-05 day 2020-02-05"),
        ("mid-March", "2020-03-11 2020-03-20 week 2020-03"),
        ("12 September", "2019-09-12 2019-09-12 day 2019-09-12"),
        ("Friday", "2020-01-24 2020-01-24 day 2020-01-24"),
    ],
)
def test_without_a_tense_a_date_is_behind_unless_much_nearer_ahead(
    text: str, expected: str
) -> None:
    assert resolved(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Friday", "2020-01-31 2020-01-31 day 2020-01-31"),
        ("on Saturday", "2020-01-25 2020-01-25 day 2020-01-25"),
        ("in December", "2020-12-01 2020-12-31 month 2020-12"),
        ("March 12", "2020-03-12 2020-03-12 day 2020-03-12"),
        ("the coming weeks", "2020-01-25 None week FUTURE_REF"),
        ("Eid al-Adha", "2020-07-30 2020-08-04 week 2020-07-30/2020-08-04"),
    ],
)
def test_the_future_looks_ahead(text: str, expected: str) -> None:
    assert resolved(text, tense="future") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Friday", "None None day XXXX-WXX-5"),
        ("early December", "None None week XXXX-12"),
        ("two months ago", "None None month XXXX-XX"),
        ("12 March", "None None day XXXX-03-12"),
        ("since 2014", "2014-01-01 None year 2014/"),
        ("12 March 2019", "2019-03-12 2019-03-12 day 2019-03-12"),
    ],
)
def test_without_a_publish_date_relative_times_stay_open(text: str, expected: str) -> None:
    assert resolved(text, published=None) == expected


def test_a_coarse_publish_date_gives_every_day_it_may_have_been() -> None:
    assert resolved("yesterday", date(2020, 1, 1), None, "month").startswith(
        "2019-12-31 2020-01-30 month"
    )


def test_seasons_turn_round_in_the_south() -> None:
    (words,) = find_times("in the summer of 2011")
    assert resolve_time(words, south=True).earliest == "2011-12-01"


@pytest.mark.parametrize("year", range(1990, 2027))
@pytest.mark.parametrize("name", ["Ramadan", "Eid", "Ashura", "Easter", "Diwali", "Thanksgiving"])
def test_named_days_fall_in_their_year(name: str, year: int) -> None:
    (words,) = find_times(f"{name} {year}")
    time = resolve_time(words)
    assert time.earliest is not None
    assert abs(int(time.earliest[:4]) - year) <= (0 if name != "Eid" else 1)
