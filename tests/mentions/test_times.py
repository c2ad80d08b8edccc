"""Time expressions are found where they stand, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.mentions.time_patterns import PATTERNS
from dateline.mentions.times import find_times, find_timexes
from dateline.mentions.timex_patterns import TIMEX_PATTERNS


def words(text: str) -> list[str]:
    return [found.text for found in find_times(text)]


def marked(text: str) -> list[str]:
    return [found.text for found in find_timexes(text)]


@pytest.mark.parametrize(
    "example",
    [example for pattern in (*PATTERNS, *TIMEX_PATTERNS) for example in pattern.examples],
)
def test_a_patterns_own_examples_are_wholly_one_expression(example: str) -> None:
    assert marked(example) == [example]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Friday, early on Sunday and at dawn on Monday",
         "Friday|early on Sunday|dawn on Monday"),
        ("a crackdown in early December, mid-March or late 2019",
         "early December|mid-March|late 2019"),
        ("since 2014, until May, before 2011", "since 2014|until May|before 2011"),
        ("from Monday to Thursday, between March and May 2019",
         "from Monday to Thursday|between March and May 2019"),
        ("the night of 3-4 July; 5 a.m. on 14 July", "the night of 3-4 July|5 a.m. on 14 July"),
        ("on Monday at 10:30 pm, early this week", "Monday at 10:30 pm|early this week"),
        ("the 2003 invasion, Iraq's 1990 war, (2011)", "2003|1990|2011"),
        ("two days later, the following month, that night",
         "two days later|the following month|that night"),
        ("at the end of Ramadan, on Christmas Eve 1994", "the end of Ramadan|Christmas Eve 1994"),
        ("Friday's rally, over\n    late\n    May", "Friday|late\n    May"),
        ("On March 14 coalition jets struck", "March 14"),
    ],
)  # fmt: skip
def test_expressions_in_prose(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("since 2014, from March to May 2019, on Friday", "2014|March|May 2019|Friday"),
        ("12-15 March; June 3-5; 1998-99 and 2003 to 2011",
         "12|15 March|June 3|5|1998|99|2003|2011"),
        ("lasted for three days; a three-day strike; in ten more years",
         "three days|three-day|ten more years"),
        ("weeks after the vote, for hours, over the past few months",
         "weeks|hours|the past few months"),
        ("two hours, 10 minutes and 5 seconds; a year and a half; half an hour",
         "two hours, 10 minutes and 5 seconds|a year and a half|half an hour"),
        ("at 9:30 a.m. EST on Monday; noon; by the early morning hours",
         "9:30 a.m. EST on Monday|noon|the early morning hours"),
        ("It ships 900 tons a day, $5 million a year, and stops twice a week on Sundays.",
         "a day|a year|twice a week|Sundays"),
        ("a monthly bill, the Daily Post, and each October", "monthly|each October"),
        ("We now see the future; recent talks at present stall.", "now|the future|recent|present"),
        ("later in the day, by year-end, for the quarter ended June 30",
         "later in the day|year-end|the quarter|June 30"),
        ("net rose in the third quarter from the year-earlier period",
         "the third quarter|the year-earlier period"),
        ("a 47-year-old and a girl nine years old", "47-year-old|nine years old"),
        ("the late 19th and early 20th centuries; by the wee hours; in the weeks ahead",
         "the late 19th|early 20th centuries|the wee hours|weeks"),
        ("sales in\n   the last\n   two years", "the last\n   two years"),
    ],
)  # fmt: skip
def test_what_timex3_marks(text: str, expected: str) -> None:
    assert marked(text) == expected.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "for three days",
        "every Friday",
        "now",
        "the future",
        "later in the day",
        "the quarter",
        "a 30-year bond",
    ],
)
def test_what_is_marked_but_dates_no_event(text: str) -> None:
    assert marked(text) != []
    assert words(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "They may march in a second rally.",
        "Theresa May met April Jones in May's office.",
        "The March 14 alliance and the 26 July Movement won.",
        "2,000 people and 1990 soldiers came.",
        "The 25-year-old man, aged 30, sat down.",
        "The Sunday Times and USA Today reported it.",
        "It was filed on 12/03/2019.",
        "The government will fall.",
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "A second man paid a quarter of the price in stock futures.",
        "April Jones asked for 2000 tons and 1,990 more.",
        "As recently as that, his current account was closed.",
    ],
)
def test_what_timex3_does_not_mark(text: str) -> None:
    assert marked(text) == []


@given(
    st.lists(
        st.sampled_from(
            [
                "Friday",
                "on",
                "March",
                "3",
                "to",
                "2019",
                "early",
                "-",
                ",",
                "ago",
                "two",
                "days",
                "the",
                "night",
                "of",
                "since",
                "5 a.m.",
                "early hours",
                "quarter",
                "half",
                "and",
                "every",
                "1998",
                "\n",
            ]
        )
    )
)
def test_spans_reproduce_their_words_and_never_overlap(parts: list[str]) -> None:
    text = " ".join(parts)
    position = 0
    for found in find_times(text):
        assert text[found.start : found.end] == found.text != ""
        assert found.start >= position
        position = found.end
    position = 0
    for found in find_timexes(text):
        assert text[found.start : found.end] == found.text != ""
        assert found.start >= position
        position = found.end
