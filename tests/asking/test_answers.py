"""Timelines, networks, who said how many, one event whole; and the same as frames."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import dateline
from dateline.asking.answers import rows, whole_events
from dateline.asking.counts import counts
from dateline.asking.event import whole
from dateline.asking.filters import Filter, filter_of
from dateline.asking.network import network, party
from dateline.asking.notebook import Frames
from dateline.asking.timeline import timeline
from dateline.errors import SettingsError
from dateline.store import Store, Versions
from dateline.types import Join, Report

VERSIONS = Versions(coder="c", codebook="b", knowledge="k", model="m", classifier="l", places="p")
Filled = Callable[[Path, list[str]], Store]


@pytest.fixture
def attack(store: Store) -> str:
    """The id of the event that two claims tell of."""
    (id_,) = store.query("SELECT id FROM events WHERE type = 'ASSAULT'")["id"].to_pylist()
    return str(id_)


def test_weeks_without_a_report_are_gaps(store: Store) -> None:
    answer = timeline(store, filter_of(told="happened"))
    found: dict[date, list[int | None]] = {}
    for row in answer.table.to_pylist():
        found.setdefault(row["period"], []).append(row["events"])
    assert found == {  # material conflict, material cooperation, verbal conflict and cooperation
        date(2020, 1, 6): [1, 0, 1, 0],
        date(2020, 1, 13): [None] * 4,
        date(2020, 1, 20): [None] * 4,
        date(2020, 1, 27): [0, 1, 0, 0],
    }
    assert answer.notes == [
        "left out, events without any date: 1",
        "left out, events not known to one week: 1",
        "left out, reports without a publication date, which cover no period: 1",
    ]


def test_a_timeline_of_what_was_asked(store: Store) -> None:
    asked = filter_of(since="2019-12", until="2020-02-20", country="FJI")
    made = timeline(store, asked, every="month", split="type").table.to_pylist()
    found = {(row["period"].month, row["type"]): row["events"] for row in made}
    assert found == {
        (12, "AID"): None, (12, "CONSULT"): None, (12, "PROTEST"): None,
        (1, "AID"): 1, (1, "CONSULT"): 0, (1, "PROTEST"): 1,
        (2, "AID"): None, (2, "CONSULT"): 1, (2, "PROTEST"): None,
    }  # fmt: skip
    assert {row["period"].month: row["reports"] for row in made} == {12: 0, 1: 4, 2: 0}


def test_events_outside_the_reports_time_are_told(store: Store) -> None:
    answer = timeline(store, Filter(), every="day")
    days = answer.table["period"].to_pylist()
    assert (min(days), max(days)) == (date(2020, 1, 7), date(2020, 1, 29))
    told = "left out, events outside the time of the reports (see --since, --until): 2"
    assert told in answer.notes


def test_nothing_in_time_says_why(store: Store) -> None:
    answer = timeline(store, filter_of(type="SANCTION"))
    assert answer.table.num_rows == 0
    assert answer.notes[0] == "none of the 6 events fits: type SANCTION alone leaves 0"


def test_who_does_what_to_whom(store: Store) -> None:
    answer = network(store, Filter())
    edges = [
        (row["source"], row["target"], row["quad"], row["events"], row["scale"])
        for row in answer.table.to_pylist()
    ]
    assert edges == [
        ("Fiji", "Kenya", 1, 2, 1.0),
        ("Fiji", "Kenya", 2, 1, 7.0),
        ("Górka raiders", "Kenyan army", 4, 1, -9.0),
        ("farmers", "Górka raiders", 1, 1, 1.0),
        ("students", "Fiji", 3, 1, -6.0),
    ]
    raiders = answer.table.to_pylist()[2]
    assert (party(raiders, "source"), party(raiders, "target")) == (
        "Górka raiders (SOM)", "Kenyan army",
    )  # fmt: skip


def test_countries_as_nodes_and_a_limit_of_edges(store: Store) -> None:
    answer = network(store, filter_of(limit=1), nodes="country")
    (row,) = answer.table.to_pylist()
    assert (row["source"], row["target"], row["events"]) == ("FJI", "KEN", 2)
    assert answer.notes == ["the first 1 of 5 edges"]


def test_who_said_how_many(store: Store, attack: str) -> None:
    answer = counts(store, attack)
    said = [
        (row["low"], row["high"], row["speakers"], row["outlet"], row["partisan"])
        for row in answer.table.to_pylist()
    ]
    assert said == [
        (12, 12, "police", "Harbour Post", False),
        (20, None, "Górka raiders", "Plain Times", True),
    ]
    assert {(r["event_low"], r["event_high"]) for r in answer.table.to_pylist()} == {(12, None)}
    assert "ASSAULT, Wajir, 2020-01-06" in answer.title


def test_an_event_without_figures_says_so(store: Store) -> None:
    (id_,) = store.query("SELECT id FROM events WHERE type = 'AID'")["id"].to_pylist()
    assert counts(store, id_).notes == [f"no claim of {id_} says how many"]
    with pytest.raises(SettingsError, match="no such event"):
        counts(store, "e0")


def test_an_event_whole(store: Store, attack: str) -> None:
    found = whole(store, attack)
    assert [telling.claim.id for telling in found.tellings] == ["c1", "c2"]
    assert [telling.outlet for telling in found.tellings] == ["Harbour Post", "Plain Times"]
    assert all(telling.since for telling in found.tellings)
    (join,) = found.joins
    assert (join.one, join.other, join.event_id) == ("c1", "c2", attack)
    (change,) = found.history
    assert (change.change, change.claims_before, change.claims_after) == ("changed", 1, 2)
    assert found.near_joins == []


def test_refused_joins_are_told_of_both_events(tmp_path: Path, filled: Filled) -> None:
    with filled(tmp_path / "s.dateline", ["r3", "r4"]) as other:
        refused = Join(one="c3", other="c4", joined=False, score=-1.5, reason="types differ")
        other.publish([*other.events()], [refused])
        aid, protest = (rows(other, filter_of(type=t)).table["id"][0] for t in ("AID", "PROTEST"))
        (near,) = whole(other, aid.as_py()).near_joins
        assert (near.join, near.other_event) == (refused, protest.as_py())
        assert whole(other, protest.as_py()).near_joins[0].other_event == aid.as_py()


def test_an_event_is_found_by_an_id_that_it_once_had(tmp_path: Path, filled: Filled) -> None:
    with filled(tmp_path / "s.dateline", ["r2"]) as other:
        (old,) = other.events()
    with filled(tmp_path / "s.dateline", ["r1"]) as other:
        found = whole(other, old.id)
        assert (found.event.claims, found.event.id == old.id) == (["c1", "c2"], False)
        (change,) = found.history
        assert (change.event_id, change.change) == (old.id, "renamed")
        assert change.other == found.event.id


def test_a_claim_that_retired_since_linking_breaks_nothing(tmp_path: Path, filled: Filled) -> None:
    with filled(tmp_path / "s.dateline", ["r1", "r2"]) as other:
        (event,) = other.events()
        with other.run(VERSIONS) as run:
            run.add([(Report(id="r1", text="Some other words."), [])], [])
        found, notes = whole_events(other, Filter())
        assert (found.events, len(notes)) == ([], 1)
        assert [telling.claim.id for telling in whole(other, event.id).tellings] == ["c2"]
        assert counts(other, event.id).table["outlet"].to_pylist() == [None, "Plain Times"]


def test_frames_for_notebooks(path: Path, attack: str) -> None:
    news = dateline.open(path)
    assert isinstance(news, Frames)
    events = news.events(type="ASSAULT", since="2019")
    assert events.loc[0, "actors"] == "Górka raiders"
    assert events["geonameid"].dtype == "Int64"
    assert news.claims(text="grain")["id"].to_list() == ["c4"]
    weeks = news.timeline(every="week").pivot(index="period", columns="quad", values="events")
    assert weeks.loc[pd.Timestamp(2020, 1, 13)].isna().all()
    assert news.timeline(every="week").attrs["notes"]
    assert news.network(told="any")["events"].sum() == 6
    assert news.network()["events"].sum() == 5
    assert news.counts(attack)["high"].isna().to_list() == [False, True]
    assert news.event(attack).event.id == attack
    assert (
        news.query("SELECT count(*) AS n FROM event_parties WHERE role = $1", ["actor"])["n"][0]
        == 6
    )
    news.close()
