"""Scores of placed names, on answers whose score can be told by hand."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.scoring.places import class_of, is_right, kilometres, score

Answer = dict[str, Any]

ROW = {
    "id": "a",
    "text": "From Arden to Borley.",
    "toponyms": [
        {"start": 5, "end": 10, "lat": 10.0, "lon": 20.0, "geonameid": 7, "fcode": "PPL"},
        {"start": 14, "end": 20, "lat": 11.0, "lon": 21.0, "geonameid": None, "fcode": "ADM1"},
    ],
}


def place(start: int, end: int, lat: float | None, lon: float | None, id_: int | None) -> Answer:
    return {"start": start, "end": end, "lat": lat, "lon": lon, "geonameid": id_}


def test_the_id_or_nearness_makes_it_right() -> None:
    gold = ROW["toponyms"][0]
    assert is_right(place(5, 10, 50.0, 50.0, 7), gold)
    assert is_right(place(5, 10, 11.0, 20.0, None), gold)
    assert not is_right(place(5, 10, 12.0, 20.0, None), gold)
    assert not is_right(place(5, 10, None, None, None), gold)
    assert not is_right(place(14, 20, 30.0, 20.0, None), ROW["toponyms"][1])


def test_a_degree_of_latitude() -> None:
    assert kilometres(10, 20, 11, 20) == pytest.approx(111.2, abs=0.1)
    assert kilometres(0, 179.5, 0, -179.5) == pytest.approx(111.2, abs=0.1)


def test_score_counts_what_is_missing_and_too_much() -> None:
    right = place(5, 10, 10.1, 20.0, None)
    answer = {"id": "a", "given": [right, None], "places": [right, place(0, 4, 0, 0, None)]}
    got = score([ROW], [answer])
    assert got["given"] == {"right": 0.5, "admin1": 0.0, "city": 1.0, "gold": 2}
    assert (got["found"]["precision"], got["found"]["recall"]) == (0.5, 0.5)


def test_a_part_of_the_words_counts_only_as_overlap() -> None:
    found = [place(5, 9, 10, 20, None), place(14, 20, 11, 21, None)]
    got = score([ROW], [{"id": "a", "given": [None, None], "places": found}])
    assert got["found"]["f1"] == 0.5
    assert got["overlapping"]["f1"] == 1.0


def test_one_answer_does_not_overlap_for_two() -> None:
    found = [place(5, 20, 10, 20, None)]
    got = score([ROW], [{"id": "a", "given": [None, None], "places": found}])
    assert got["overlapping"]["recall"] == 0.5


def test_classes() -> None:
    codes = ("PCLI", "ADM1", "PPLA2", "STM", None)
    assert [class_of({"fcode": code}) for code in codes] == [
        "country", "admin1", "city", "other", "other",
    ]  # fmt: skip
