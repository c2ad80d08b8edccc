"""The gazetteer's index and the facts that it is compiled from."""

from __future__ import annotations

import csv
import pickle
import time
from pathlib import Path
from threading import Thread

import pytest

from dateline.resolving.gazetteer import Gazetteer, index, norm, rows
from dateline.resolving.gazetteer.names import bare
from dateline.resolving.gazetteer.settlements import centre, english_name


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        ("Sana'a", "sanaa"),
        ("Cité Soleil", "cite soleil"),
        ("Port-au-Prince", "port au prince"),
        ("St. Louis", "saint louis"),
        ("Diyarbakır", "diyarbakir"),
        ("Łódź", "lodz"),
    ],
)
def test_norm(name: str, normal: str) -> None:
    assert norm(name) == normal


def test_bare_and_english_names() -> None:
    assert bare("nineveh governorate") == "nineveh"
    assert bare("province of cordoba") == "cordoba"
    assert bare("district") == "district"
    assert english_name(["Nīnawá", "Nineveh", "Nineveh Governorate"]) == "Nineveh"
    assert english_name(["Gujarāt"]) == "Gujarat"


def test_centre_leaves_outliers_out() -> None:
    assert centre([(0.0, 0.0), (2.0, 4.0)]) == (1.0, 2.0)
    assert centre([(1.0, 1.0)] * 40 + [(80.0, 170.0)]) == (1.0, 1.0)


def test_opens_at_once(gazetteer: Gazetteer) -> None:
    began = time.perf_counter()
    Gazetteer(gazetteer.path).lookup("Mosul")
    assert time.perf_counter() - began < 0.1


def test_travels_between_processes(gazetteer: Gazetteer) -> None:
    again = pickle.loads(pickle.dumps(gazetteer))
    assert again.lookup("Nairobi") == gazetteer.lookup("Nairobi")


def test_capitals(gazetteer: Gazetteer) -> None:
    expected = {
        "IRQ": "Baghdad",
        "ETH": "Addis Ababa",
        "BRA": "Brasília",
        "NGA": "Abuja",
        "KAZ": "Astana",
        "AUS": "Canberra",
        "KOS": "Pristina",
    }
    found = {code: entry.name for code in expected if (entry := gazetteer.capital(code))}
    assert found == expected


def test_a_seat_may_mean_its_government(gazetteer: Gazetteer) -> None:
    assert gazetteer.is_seat("Tehran")
    assert gazetteer.is_seat("Iran")
    assert not gazetteer.is_seat("Mosul")
    assert not gazetteer.is_seat("Turkish")


def _few_rows() -> list[rows.Row]:
    return [
        rows.Row(
            geonameid=7,
            name="Somewhere",
            lat=1.0,
            lon=2.0,
            country="KEN",
            feature_code="PPL",
            resolution=4,
            names=[("Somewhere", "main"), ("Elsewhere", "alias")],
        )
    ]


def test_racing_processes_publish_whole_indexes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_all_rows", _few_rows)
    path = tmp_path / "deep" / "places.sqlite"
    racers = [Thread(target=index.ensure_index, args=(path,)) for _ in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert [entry.geonameid for entry in Gazetteer(path).lookup("elsewhere")] == [7]
    assert [file.name for file in path.parent.iterdir()] == ["places.sqlite"]


def test_the_index_is_named_by_its_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path))
    path = index.index_path()
    assert path.parent == tmp_path
    monkeypatch.setattr(index, "version", lambda package: "0")
    assert index.index_path() != path


def _facts(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((rows.knowledge() / name).read_text("utf-8").splitlines()))


def test_own_places_are_well_formed(gazetteer: Gazetteer) -> None:
    facts = _facts("places.csv")
    assert len(facts) > 500
    for row in facts:
        assert row["country"] == "" or gazetteer.country(row["country"]), row
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row
        assert 1 <= int(row["resolution"]) <= 5, row
        assert all(row[column] for column in ("name", "feature_code", "source")), row
        assert not row["within"] or gazetteer.lookup(row["within"]), row
    keys = [(norm(r["name"]), r["country"], r["within"], r["resolution"]) for r in facts]
    assert len(set(keys)) == len(keys)


def test_country_points_have_their_ids(gazetteer: Gazetteer) -> None:
    ids = {row["code"]: int(row["geonameid"]) for row in _facts("country_points.csv")}
    assert ids["IRQ"] == 99237
    assert ids["USA"] == 6252001
    assert len(set(ids.values())) == len(ids) == 250


def test_countries_are_countries(gazetteer: Gazetteer) -> None:
    named = {code: gazetteer.country(code) for code in ("RUS", "USA", "FRA", "KEN")}
    assert {code: e.name for code, e in named.items() if e} == {
        "RUS": "Russia",
        "USA": "United States",
        "FRA": "France",
        "KEN": "Kenya",
    }
    assert gazetteer.country_words["iraqi"] == ("IRQ", True)
    assert gazetteer.country_words["burma"] == ("MMR", False)
