"""Time expressions are found where they stand, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.mentions.time_patterns import PATTERNS
from dateline.mentions.times import find_times


def words(text: str) -> list[str]:
    return [found.text for found in find_times(text)]


@pytest.mark.parametrize(
    "example", [example for pattern in PATTERNS for example in pattern.examples]
)
def test_a_patterns_own_examples_are_wholly_one_expression(example: str) -> None:
    assert words(example) == [example]


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
        ("the night of 3-4 July; 5 a.m. on 14 July", "night of 3-4 July|5 a.m. on 14 July"),
        ("on Monday at 10:30 pm, early this week", "Monday at 10:30 pm|early this week"),
        ("lasted for three days; a three-day strike", "three days|three-day"),
        ("the 2003 invasion, Iraq's 1990 war, (2011)", "2003|1990|2011"),
        ("two days later, the following month, that night",
         "two days later|the following month|that night"),
        ("at the end of Ramadan, on Christmas Eve 1994", "the end of Ramadan|Christmas Eve 1994"),
        ("Friday's rally; on Fridays", "Friday|Fridays"),
        ("On March 14 coalition jets struck", "March 14"),
    ],
)  # fmt: skip
def test_expressions_in_prose(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


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
            ]
        )
    )
)
def test_spans_reproduce_their_words_and_never_overlap(parts: list[str]) -> None:
    text, position = " ".join(parts), 0
    for found in find_times(text):
        assert text[found.start : found.end] == found.text != ""
        assert found.start >= position
        position = found.end
