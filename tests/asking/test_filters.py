"""The filter: what may be asked, and what each field finds."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.asking.answers import rows, whole_events
from dateline.asking.filters import Filter, filter_of
from dateline.errors import SettingsError
from dateline.store import Store


def claims_of(store: Store, **given: Any) -> set[str]:
    """The claims of the events that fit, which tell them apart."""
    found, _ = whole_events(store, filter_of(**given))
    return {claim for event in found.events for claim in event.claims}


EVERY = {"c1", "c2", "c3", "c3b", "c4", "c4b", "c5"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, EVERY),
        ({"type": "assault"}, {"c1", "c2"}),
        ({"type": ["ASSAULT", "AID"]}, {"c1", "c2", "c4"}),
        ({"quad": "3"}, {"c3"}),
        ({"told": "happened"}, EVERY - {"c3b"}),
        ({"told": "unhappened"}, {"c3b"}),
        ({"actor": "gorka"}, {"c1", "c2", "c4b"}),
        ({"actor": "GÓRKA RAID"}, {"c1", "c2", "c4b"}),
        ({"by": "gorka"}, {"c1", "c2"}),
        ({"recipient": "gorka"}, {"c4b"}),
        ({"recipient": "ken-army"}, {"c1", "c2"}),
        ({"recipient": "en-arm"}, set()),
        ({"by": ["students", "farmers"]}, {"c3", "c4b"}),
        ({"by": "%"}, set()),
        ({"country": "som"}, {"c1", "c2", "c4b"}),
        ({"country": "FJI", "quad": 4}, set()),
        ({"since": "2020-01-07", "until": "2020-01-31"}, {"c3", "c4", "c4b"}),
        ({"since": "2020-02"}, {"c3b"}),
        ({"until": "2019"}, set()),
        ({"until": "2020-01-01"}, {"c4b"}),
        ({"box": "30,-5,45,5"}, {"c1", "c2"}),
        ({"box": (170, -20, -170, 0)}, {"c3"}),
        ({"min_confidence": 0.85}, {"c4"}),
        ({"min_reports": 2}, {"c1", "c2"}),
        ({"text": "RAIDERS barracks soldiers"}, {"c1", "c2"}),
        ({"text": "cafe TAX."}, {"c3"}),
        ({"text": "raider"}, set()),
        ({"text": "raider* attack*"}, {"c1", "c2"}),
        ({"text": "envoys grain"}, set()),
        ({"text": "(met"}, set()),
        ({"sort": "confidence", "limit": 1}, {"c4"}),
        ({"sort": "newest", "limit": 1}, {"c3b"}),
        ({"sort": "conflict", "limit": "1"}, {"c1", "c2"}),
    ],
)
def test_what_a_filter_finds(store: Store, given: dict[str, Any], expected: set[str]) -> None:
    assert claims_of(store, **given) == expected


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"type": "ASAULT"}, "type ASAULT: unknown; near it are ASSAULT"),
        ({"country": "Ugand"}, "country UGAND: unknown; near it are UGA (Uganda)"),
        ({"kind": "x"}, "kind: no such filter; there are type, quad"),
        ({"quad": 5}, "quad 5: give a number from 1 to 4"),
        ({"since": "2020-13"}, "since 2020-13: give YYYY, YYYY-MM or YYYY-MM-DD"),
        ({"until": "2021-02-29"}, "until 2021-02-29: that month has no such day"),
        ({"box": "1,2,3"}, "box 1,2,3: give WEST,SOUTH,EAST,NORTH"),
        ({"box": "10,20,30,10"}, "box 10.0,20.0,30.0,10.0: give WEST"),
        ({"min_confidence": 2}, "min confidence 2: give a number from 0 to 1"),
        ({"sort": "size"}, "sort size: there are oldest, newest"),
        ({"limit": 0}, "limit 0: give a whole number, 1 or more"),
        ({"text": "..."}, "text ...: give words"),
    ],
)
def test_what_makes_no_sense_is_refused(store: Store, given: dict[str, Any], told: str) -> None:
    with pytest.raises(SettingsError) as refused:
        whole_events(store, filter_of(**given))
    assert str(refused.value).startswith(told)


def test_a_known_type_or_country_that_is_not_held_is_no_error(store: Store) -> None:
    answer = rows(store, filter_of(type="SANCTION", country="UGA", quad=1))
    assert answer.table.num_rows == 0
    assert answer.notes == [
        "none of the 6 events fits: type SANCTION alone leaves 0; quad 1 alone leaves 3; "
        "country UGA alone leaves 0"
    ]


def test_near_names_are_told_where_a_party_is_not_found(store: Store) -> None:
    (note,) = rows(store, filter_of(actor="Gorka riders")).notes
    assert "actor Gorka riders alone leaves 0 (near it are Górka raiders" in note


def test_a_limit_says_how_many_there_are(store: Store) -> None:
    assert rows(store, filter_of(limit=2)).notes == ["the first 2 of 6 events"]
    assert rows(store, filter_of(limit=6)).notes == []


def test_claims_are_asked_with_the_same_filter(store: Store) -> None:
    def found(**given: Any) -> list[str]:
        ids: list[str] = rows(store, filter_of(**given), "claims").table["id"].to_pylist()
        return ids

    assert found(text="barracks", sort="confidence") == ["c2", "c1"]
    assert found(by="students", country="FJI", told="happened", box="170,-20,-170,0") == ["c3"]
    assert found(actor="police") == []  # who says it is no party to it
    with pytest.raises(SettingsError, match="claims have one report each"):
        found(min_reports=2)


def test_years_and_months_are_whole() -> None:
    asked = filter_of(since="2020", until="2020-02", type=None, actor=())
    assert asked == Filter(since="2020-01-01", until="2020-02-29")
    assert filter_of(until="2021").until == "2021-12-31"


def test_an_empty_store_says_how_to_fill_it(tmp_path: Any) -> None:
    with Store.create(tmp_path / "new.dateline") as empty:
        (note,) = rows(empty, Filter()).notes
    assert note.startswith(f"{tmp_path / 'new.dateline'} holds no events; `dateline code")


def test_words_that_a_store_does_not_keep_cannot_be_searched(tmp_path: Any) -> None:
    with (
        Store.create(tmp_path / "bare.dateline", text="none") as bare,
        pytest.raises(SettingsError, match="keeps no words"),
    ):
        rows(bare, filter_of(text="grain"))
