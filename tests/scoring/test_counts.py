"""Scores of counts, on answers whose score can be told by hand."""

from __future__ import annotations

import pytest

from dateline.scoring import intervals
from dateline.scoring.counts import meets, score


@pytest.mark.parametrize(
    ("answer", "gold", "right"),
    [
        ((120, None), (100, 999), True),
        ((20_000, 99_999), (10_001, None), True),
        ((10, None), (100, 999), False),  # far below
        ((None, 300), (100, 999), True),  # "up to 300" sets no low
        ((1_000, 2_000), (100, 999), False),
    ],
)
def test_a_range_meets_another(
    answer: tuple[int | None, int | None], gold: tuple[int | None, int | None], right: bool
) -> None:
    assert meets(answer, gold) is right


def test_each_answer_counts_once() -> None:
    gold = [{"id": 1, "counts": [{"low": 3, "high": 3}, {"low": 3, "high": 3}]}]
    given = [{"id": 1, "counts": [{"low": 3, "high": 3}]}]
    figures = score(gold, given)
    assert (figures["exact"]["precision"], figures["exact"]["recall"]) == (1.0, 0.5)


def test_of_a_band_the_first_answer_counts() -> None:
    gold = [{"id": 1, "band": "100-999"}, {"id": 2, "band": ">10000"}]
    given = [
        {"id": 1, "counts": [{"low": 300, "high": 300}, {"low": 5, "high": 5}]},
        {"id": 2, "counts": [{"low": 500, "high": 500}]},
    ]
    figures = score(gold, given)
    assert figures.keys() == {"range"}
    assert (figures["range"]["precision"], figures["range"]["answers"]) == (0.5, 2)


def test_intervals_hold_the_figure_and_are_the_same_each_time() -> None:
    gold = [{"id": n, "counts": [{"low": n, "high": n}]} for n in range(20)]
    given = [{"id": n, "counts": [{"low": n % 15, "high": n % 15}]} for n in range(20)]
    low, high = intervals(score, gold, given)["exact"]["f1"]
    assert low < score(gold, given)["exact"]["f1"] < high
    assert intervals(score, gold, given)["exact"]["f1"] == (low, high)
