"""The score of times counts what overlaps, each answer once."""

from __future__ import annotations

from typing import Any

from dateline.scoring.times import score


def gold(start: int, end: int, value: str, kind: str) -> dict[str, Any]:
    return {"start": start, "end": end, "value": value, "type": kind}


def answer(start: int, end: int, value: str, kind: str) -> dict[str, Any]:
    return {"start": start, "end": end, "value": value, "timex_type": kind}


def test_each_measure_counts_its_own() -> None:
    wanted = [
        gold(0, 6, "2020-01-24", "DATE"),
        gold(10, 20, "P3D", "DURATION"),
        gold(30, 35, "2019", "DATE"),
        gold(40, 45, "PAST_REF", "DATE"),
    ]
    found = [
        answer(0, 6, "2020-01-24", "DATE"),
        answer(12, 20, "P3D", "DATE"),
        answer(30, 35, "2018", "DATE"),
        answer(60, 66, "2020", "DATE"),
        answer(70, 77, "2020", "DATE"),
    ]
    figures = score([{"id": "a", "times": wanted}], [{"id": "a", "times": found}])
    assert figures["extent"]["precision"] == 3 / 5
    assert figures["extent"]["recall"] == 3 / 4
    assert figures["strict"]["recall"] == 2 / 4
    assert figures["value"]["recall"] == 2 / 4
    assert figures["type"]["recall"] == 2 / 4
    assert figures["value_type"]["f1"] == 2 / (5 + 4)


def test_one_answer_does_not_answer_for_two() -> None:
    wanted = [gold(0, 5, "2019-03", "DATE"), gold(9, 12, "2019-05", "DATE")]
    found = [answer(0, 12, "2019-03", "DATE")]
    figures = score([{"id": "a", "times": wanted}], [{"id": "a", "times": found}])
    assert figures["extent"]["recall"] == 1 / 2
    assert figures["value"]["recall"] == 1 / 2


def test_rows_without_answers_and_null_answers_count_as_missed() -> None:
    wanted = [{"id": "a", "times": [gold(0, 5, "2019", "DATE")]}, {"id": "b", "times": []}]
    extent = score(wanted, [])["extent"]
    assert (extent["precision"], extent["recall"], extent["f1"]) == (0.0, 0.0, 0.0)
    assert score(wanted, [{"id": "a", "times": [None]}])["value"]["recall"] == 0.0
