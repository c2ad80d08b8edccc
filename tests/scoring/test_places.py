"""Scores of placed names, on answers whose score can be told by hand."""

from __future__ import annotations

import pytest

from dateline.scoring.places import class_of, is_right, kilometres, score
from dateline.types import Place

ROW = {
    "id": "a",
    "text": "From Arden to Borley.",
    "toponyms": [
        {"start": 5, "end": 10, "lat": 10.0, "lon": 20.0, "geonameid": 7, "fcode": "PPL"},
        {"start": 14, "end": 20, "lat": 11.0, "lon": 21.0, "geonameid": None, "fcode": "ADM1"},
    ],
}


def place(start: int, end: int, lat: float | None, lon: float | None, id_: int | None) -> Place:
    text = ROW["text"][start:end]
    return Place(
        start=start, end=end, text=text, name=text, lat=lat, lon=lon, geonameid=id_, resolution=4
    )


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
    got = score([ROW], {"a": [place(5, 10, 10.1, 20.0, None), None, place(0, 4, 0, 0, None)]})
    assert got["mentions"] == 2
    assert got["right"] == 0.5
    assert got["classes"] == {"admin1": 0.0, "city": 1.0}
    assert (got["precision"], got["recall"], got["f1"]) == (0.5, 0.5, 0.5)


def test_a_part_of_the_words_counts_only_as_overlap() -> None:
    got = score([ROW], {"a": [place(5, 9, 10, 20, None), place(14, 20, 11, 21, None)]})
    assert got["f1"] == 0.5
    assert got["overlap_f1"] == 1.0


def test_no_answers_and_no_gold() -> None:
    assert score([ROW], {})["right"] == 0.0
    assert score([ROW], {})["precision"] is None
    assert score([], {})["right"] is None


def test_classes() -> None:
    codes = ("PCLI", "ADM1", "PPLA2", "STM", None)
    assert [class_of({"fcode": code}) for code in codes] == [
        "country", "admin1", "city", "other", "other",
    ]  # fmt: skip
