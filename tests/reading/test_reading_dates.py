"""Publication dates in the forms that sources use."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dateline.reading.dates import find_date, read_date
from dateline.reading.filed import nearest_day


@pytest.mark.parametrize(
    ("value", "day", "precision"),
    [
        ("2019-03-12", "2019-03-12", "day"),
        ("2019-03-12T14:05:00Z", "2019-03-12", "day"),
        ("2019-03-12 23:59:00+05:30", "2019-03-12", "day"),
        ("2019/3/2", "2019-03-02", "day"),
        ("20190312", "2019-03-12", "day"),
        ("20190312T101500Z", "2019-03-12", "day"),
        ("2019-03", "2019-03-01", "month"),
        ("March 2019", "2019-03-01", "month"),
        ("2019", "2019-01-01", "year"),
        (2019, "2019-01-01", "year"),
        (1552399500, "2019-03-12", "day"),
        ("1552399500000", "2019-03-12", "day"),
        ("Tue, 12 Mar 2019 14:05:00 GMT", "2019-03-12", "day"),
        ("12th of March, 2019", "2019-03-12", "day"),
        ("Mar. 12, 2019", "2019-03-12", "day"),
        ("25/04/2019", "2019-04-25", "day"),
        ("04.25.2019", "2019-04-25", "day"),
        ("05/05/2019", "2019-05-05", "day"),
        (date(1991, 8, 19), "1991-08-19", "day"),
        (datetime(1991, 8, 19, 5, tzinfo=UTC), "1991-08-19", "day"),
    ],
)
def test_dates(value: object, day: str, precision: str) -> None:
    assert read_date(value) == (day, precision)


@pytest.mark.parametrize(
    "value", ["", "soon", "03/04/2019", "2019-02-30", "99", "12 March", "2019-01-01 to 2019-02-01"]
)
def test_no_dates(value: object) -> None:
    assert read_date(value) is None


def test_the_address_tells_the_order() -> None:
    assert find_date("03/04/2019", "https://paper.example.co.uk/a") == ("2019-04-03", "day")
    assert find_date("03/04/2019", "https://agency.gov/a") == ("2019-03-04", "day")
    assert find_date("03/04/2019", "https://paper.example.com/a") is None


@pytest.mark.parametrize(
    ("words", "published", "day"),
    [
        ("Jan 3", "2020-01-03", "2020-01-03"),
        ("Dec. 31", "2020-01-01", "2019-12-31"),
        ("1 January", "2019-12-31", "2020-01-01"),
        ("Feb 29", "2020-03-01", "2020-02-29"),
        ("Feb 30", "2020-03-01", None),
        ("Wednesday", "2020-03-01", None),
    ],
)
def test_days_without_a_year(words: str, published: str, day: str | None) -> None:
    assert nearest_day(words, published) == day
