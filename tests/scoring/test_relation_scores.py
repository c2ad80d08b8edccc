"""Scores of relations: types, quad classes, the fold of YIELD, and the surest errors."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.scoring import intervals
from dateline.scoring.relations import errors, fold, folded, score

TEXT = "Laos fined a Thai logger after the rains."


def row(type_: str, quad: int | None) -> dict[str, Any]:
    source, target = {"start": 0, "end": 4}, {"start": 11, "end": 24}
    return {"id": type_, "text": TEXT, "source": source, "target": target,
            "type": type_, "quad": quad}  # fmt: skip


def given(type_: str, quad: int | None, sure: float) -> dict[str, Any]:
    return {"type": type_, "quad": quad, "probabilities": {type_: sure}}


GOLD = [row("SANCTION", 4), row("AID", 2), row("NONE", None)]
ANSWERS = [given("SANCTION", 4, 1.0), given("AGREE", 1, 0.75), given("NONE", None, 1.0)]


def test_type_quad_and_calibration_are_scored() -> None:
    scores = score(GOLD, ANSWERS)
    assert scores["type"]["accuracy"] == pytest.approx(2 / 3)
    assert scores["type"]["macro_f1"] == pytest.approx(2 / 3)
    assert scores["quad"]["accuracy"] == pytest.approx(2 / 3)
    assert scores["calibration"]["error"] == pytest.approx(0.75 / 3)


def test_another_type_of_the_same_quad_is_right_by_quad() -> None:
    scores = score([row("SANCTION", 4)], [given("COERCE", 4, 0.5)])
    assert (scores["type"]["accuracy"], scores["quad"]["accuracy"]) == (0.0, 1.0)


def test_yield_takes_the_probability_of_both_types() -> None:
    assert folded({"CONCEDE": 0.25, "RETREAT": 0.5, "AID": 0.25}) == {"YIELD": 0.75, "AID": 0.25}
    assert [fold(type_) for type_ in ("RETREAT", "CONCEDE", "AID")] == ["YIELD", "YIELD", "AID"]


def test_the_surest_error_comes_first_with_its_parties_marked() -> None:
    sure, unsure = given("REJECT", 3, 0.9), given("ACCUSE", 3, 0.4)
    first, second = errors([row("AID", 2), row("SANCTION", 4)], [unsure, sure])
    assert (first.id, first.value, second.id) == ("SANCTION", 0.9, "AID")
    assert first.told == "REJECT, gold SANCTION"
    assert first.text == "[source: Laos] fined [target: a Thai logger] after the rains."


def test_parties_within_each_other_are_marked_within_each_other() -> None:
    inside = row("AID", 2) | {"source": {"start": 13, "end": 17}}
    (error,) = errors([inside], [given("AGREE", 1, 0.5)])
    assert "[target: a [source: Thai] logger]" in error.text


def test_of_what_is_in_few_rows_the_draws_that_have_it_count() -> None:
    def found(gold: Any, answers: Any) -> dict[str, dict[str, float]]:
        return {"rare": {"share": 1.0}} if any(g["rare"] for g in gold) else {}

    rows = [{"rare": number == 0} for number in range(30)]
    assert intervals(found, rows, rows, 50) == {"rare": {"share": (1.0, 1.0)}}
