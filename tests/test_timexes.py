"""Whole texts to TIMEX3: values, types, what leans on the story, and given mentions."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.mentions.time_tense import guess_tense
from dateline.timexes import timexes, timexes_at

FRIDAY = date(1998, 3, 6)


def values(text: str, published: date | None = FRIDAY) -> list[str]:
    return [f"{time.value} {time.timex_type}" for time in timexes(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He spoke last week and a week ago.", "1998-W09 DATE|1998-W09 DATE"),
        ("two years ago, three months ago, two days ago", "1996 DATE|1997-12 DATE|1998-03-04 DATE"),
        ("the last three months, nearly a decade, the next few days",
         "P3M DURATION|P1DE DURATION|PXD DURATION"),
        ("two decades ago; the 1970s; the 20th century", "197 DATE|197 DATE|19 DATE"),
        ("recent years, years ago, recently, the past",
         "PAST_REF DATE|PAST_REF DATE|PAST_REF DATE|PAST_REF DATE"),
        ("now, the current plan, the future", "PRESENT_REF DATE|PRESENT_REF DATE|FUTURE_REF DATE"),
        ("daily, every two weeks, twice a month, each October, on Mondays, every night, weekends",
         "P1D SET|P2W SET|P1M SET|XXXX-10 SET|XXXX-WXX-1 SET|XXXX-XX-XXTNI SET|XXXX-WXX-WE SET"),
        ("a 25-year-old, half an hour, two and a half years, a fortnight",
         "P25Y DURATION|PT30M DURATION|P2.5Y DURATION|P2W DURATION"),
        ("two hours and five minutes; 3 years, 2 months", "PT2H5M DURATION|P3Y2M DURATION"),
        ("last quarter, the third quarter, the first half of 1997, fiscal 1998, Q2 1996",
         "1997-Q4 DATE|1997-Q3 DATE|1997-H1 DATE|1998 DATE|1996-Q2 DATE"),
        ("Monday morning, last night, noon Tuesday, this weekend",
         "1998-03-02TMO TIME|1998-03-05TNI TIME|1998-03-03T12:00 TIME|1998-W10-WE DATE"),
        ("8 o'clock in the evening, 8:30 in the morning",
         "1998-03-06T20:00 TIME|1998-03-06T08:30 TIME"),
        ("last summer, the winter of 1995, year-end, midweek",
         "1997-SU DATE|1995-WI DATE|1998 DATE|1998-W10 DATE"),
        ("Feb. 12-15, from 1994 to 1996",
         "1998-02-12 DATE|1998-02-15 DATE|1994 DATE|1996 DATE"),
    ],
)  # fmt: skip
def test_values_and_types(text: str, expected: str) -> None:
    assert values(text) == expected.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mine shut on Feb. 2. The next day 40 men left.", "1998-02-03"),
        ("It fell in the third quarter of 1996. The year-earlier period was better.", "1995-Q3"),
        ("It earned $2 million in the quarter.", "1997-Q4"),
        ("Rain fell on Tuesday. At 5 p.m. the dam broke.", "1998-03-03T17:00"),
        ("A blast came at 5 p.m. on Tuesday. A second came 20 minutes later.", "1998-03-03T17:20"),
        ("They signed on May 3, 1970. The guard left at noon.", "1998-03-06T12:00"),
        ("The fair opens on March 20. It was put off the previous day.", "1998-03-05"),
        ("The club, founded in 1963, moved two years later.", "1965"),
    ],
)
def test_what_leans_on_the_story(text: str, expected: str) -> None:
    assert timexes(text, FRIDAY)[-1].value == expected


@pytest.mark.parametrize(
    ("words", "tense"),
    [
        ("The council will meet on | Monday", "future"),
        ("Shops reopen | Monday", "future"),
        ("The vote is to be held | Monday", "future"),
        ("They tried to flee on | Monday", "past"),
        ("He may have died on | Monday", "past"),
        ("On | Monday, a judge freed him.", "past"),
        ("He left. On | Monday, a judge will rule.", "future"),
        ("Down a fifth since | Monday", "past"),
        ("It was shut until | Monday", "past"),
        ("No school until | Monday", "future"),
        ("A rally on | Monday", None),
    ],
)
def test_tense_by_the_words_around(words: str, tense: str | None) -> None:
    before, _, after = words.partition("|")
    text = before + after.strip()
    assert guess_tense(text, len(before), len(before) + len("Monday")) == tense


def test_a_given_tense_goes_before_the_guess() -> None:
    (time,) = timexes("They met on Monday.", FRIDAY, tense_of=lambda start, end: "future")
    assert time.value == "1998-03-09"


def test_without_a_publication_day_nothing_is_made_up() -> None:
    assert values("Friday, last week, 1994, two days later, three days", None) == [
        "XXXX-WXX-5 DATE", "XXXX-WXX DATE", "1994 DATE", "XXXX-XX-XX DATE", "P3D DURATION",
    ]  # fmt: skip


def test_given_mentions_are_read_where_they_stand() -> None:
    text = "The 1990s were lean. In March 1996 he left the firm for good."
    mentions = [(4, 9), (24, 34), (24, 29), (49, 53), (0, 20)]
    found = timexes_at(text, mentions, FRIDAY)
    assert [time and time.value for time in found] == ["199", "1996-03", "1996-03", None, "199"]
    assert timexes_at(text, [], FRIDAY) == []


def test_a_mention_that_the_text_hides_is_read_alone() -> None:
    text = "He was born in the spring of hope, in 1234 rooms."
    (time,) = timexes_at(text, [(38, 42)], FRIDAY)
    assert time is None
    (time,) = timexes_at("The Sunday Times came.", [(4, 10)], FRIDAY)
    assert time is not None
    assert time.value == "1998-03-01"


WORDS = (
    "two million 9999 half a an the last next every first early late mid- end of in at on to from "
    "- , . and 3 12 31 1998 0001 years decades centuries hours minutes weeks quarter weekend day "
    "night morning hours year-earlier ago later earlier Friday Sunday March Feb. 29 2024 noon "
    "midnight 5 p.m. 24:00 Ramadan Easter winter 1990s century fiscal overnight will was \n\n"
).split(" ")


@given(
    st.lists(st.sampled_from(WORDS), max_size=12),
    st.sampled_from([None, FRIDAY, date(1850, 1, 1), date(2099, 12, 31), date(2024, 2, 29)]),
)
def test_any_words_are_read_without_error(parts: list[str], published: date | None) -> None:
    text, position = " ".join(parts), 0
    for time in timexes(text, published):
        assert time.start is not None
        assert time.end is not None
        assert text[time.start : time.end] == time.text
        assert time.start >= position
        assert time.value
        position = time.end


def test_ages_past_every_calendar_only_refer() -> None:
    assert values("They lived 60 million years ago. It took two thousand weeks.") == [
        "PAST_REF DATE",
        "P2000W DURATION",
    ]
