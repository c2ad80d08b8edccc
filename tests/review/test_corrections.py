"""Corrections change what is read, never what was coded, and outlive a coding anew."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from dateline.codebooks import Codebook
from dateline.errors import SettingsError
from dateline.review.entry import Desk
from dateline.review.words import passages
from dateline.store import Store, link_store
from dateline.types import Claim, Correction, Count, Event, Place

Made = Callable[..., Claim]
Stored = Callable[..., Store]
NUMBER: Any = iter(range(1_000_000))


def say(target: str, kind: str = "set", **given: Any) -> Correction:
    """A correction, later than those made before."""
    number = next(NUMBER)
    made = f"2031-05-01T00:00:00.{number:06}+00:00"
    values = {"id": f"k{number}", "analyst": "Ann", "made": made, "target": target, "kind": kind}
    return Correction(**(values | given))  # type: ignore[arg-type]


@pytest.fixture
def store(made: Made, stored: Stored) -> Store:
    """Three claims of two reports, each an event of its own or joined as linking finds."""
    place = Place(start=28, end=34, text="Arvale", name="Arvale", city="Arvale", country="KEN",
                  resolution=4)  # fmt: skip
    count = Count(start=16, end=24, text="marchers", kind="killed", low=3, high=3)
    return stored(
        [
            made("c1", "r1", place=place, counts=[count]),
            made("c2", "r1", "left", type="RETREAT", quad=2, scale=8.0, modes=["withdraw"]),
            made("c3", "r2", "marchers", type="PROTEST", scale=-5.0, modes=["demo"]),
        ]
    )


def one(store: Store, id_: str, corrected: bool = True) -> Claim:
    (claim,) = store.claims([id_], corrected)
    return claim


def event_with(store: Store, claim: str) -> Event:
    (event,) = (event for event in store.events() if claim in event.claims)
    return event


def test_a_corrected_claim_stands_beside_the_one_that_was_coded(store: Store) -> None:
    before = one(store, "c1")
    store.correct(say("c1", field="type", value="COERCE"), say("c1", field="place", value=None))
    after = one(store, "c1")
    assert (after.type, after.quad, after.scale, after.place) == ("COERCE", 4, -7.0, None)
    assert one(store, "c1", corrected=False) == before
    sql = "SELECT type, place_name FROM {} WHERE id = 'c1'"
    assert store.query(sql.format("claims")).to_pylist() == [{"type": "COERCE", "place_name": None}]
    assert store.query(sql.format("coded_claims"))["type"].to_pylist() == ["ASSAULT"]
    assert [claim.id for claim in store.claims()] == ["c1", "c2", "c3"]
    assert store.query("SELECT run FROM claims").column("run").null_count == 0


def test_what_follows_from_a_field_follows(store: Store) -> None:
    store.correct(say("c1", field="modes", value=["firearms"]))
    assert (one(store, "c1").modes, one(store, "c1").scale) == (["firearms"], -9.0)
    store.correct(say("c1", field="type", value="AID"))
    aid = one(store, "c1")
    assert (aid.modes, aid.quad, aid.scale, aid.complete) == ([], 2, 10.0, False)


def test_tables_of_parties_and_counts_follow(store: Store) -> None:
    figures = [{"kind": "injured", "low": 4, "high": None, "start": 16, "end": 24,
                "text": "marchers"}]  # fmt: skip
    store.correct(say("c1", field="counts", value=figures), say("c1", field="actors", value=[]))
    rows = store.query("SELECT kind, low FROM claim_counts").to_pylist()
    assert rows == [{"kind": "injured", "low": 4}]
    assert store.query("SELECT kind FROM coded_claim_counts").to_pylist() == [{"kind": "killed"}]
    who = "SELECT claim_id FROM {}claim_entities ORDER BY 1"
    assert store.query(who.format(""))["claim_id"].to_pylist() == ["c2", "c3"]
    assert store.query(who.format("coded_"))["claim_id"].to_pylist() == ["c1", "c2", "c3"]


def test_the_latest_correction_of_a_field_wins_and_all_stay(store: Store) -> None:
    first, second = say("c1", field="type", value="AID"), say("c1", field="type", value="COERCE")
    store.correct(second)
    store.correct(first)  # made before, entered after
    assert one(store, "c1").type == "COERCE"
    assert store.corrections() == [first, second]


def test_a_rejected_claim_leaves_its_event_and_stays_in_the_store(store: Store) -> None:
    others = {e.id for e in store.events()} - {event_with(store, "c1").id}
    store.correct(say("c1", "reject"))
    link_store(store)
    assert {event.id for event in store.events()} == others
    assert [claim.id for claim in store.claims()] == ["c2", "c3"]
    assert one(store, "c1", corrected=False).id == "c1"
    store.correct(say("c1", "accept", analyst="Bo"))
    link_store(store)
    assert one(store, "c1").id == "c1"
    assert event_with(store, "c1").claims == ["c1"]


def test_an_event_takes_what_is_set_over_what_its_claims_give(store: Store) -> None:
    event = event_with(store, "c1")
    parties = [{"entity": None, "name": "Guards", "country": None, "sectors": ["PRM"],
                "claims": []}]  # fmt: skip
    counts = [{"kind": "killed", "low": 5, "high": 6, "claims": []}]
    store.correct(
        say(event.id, field="actors", value=parties, others=event.claims),
        say(event.id, field="counts", value=counts, others=event.claims),
        say(event.id, field="modes", value=["firearms"], others=event.claims),
    )
    now = store.event(event.id)
    assert [(p.sectors, p.claims) for p in now.actors] == [(["PRM"], ["c1"])]
    assert [(c.low, c.high, len(c.claims)) for c in now.counts] == [(5, 6, 1)]
    assert (now.modes, now.scale) == (["firearms"], -9.0)
    assert [*store.events([event.id], corrected=False)] == [event]
    assert store.query("SELECT low FROM event_counts")["low"].to_pylist() == [5]


def test_a_rejected_event_is_gone_from_every_table(store: Store) -> None:
    event = event_with(store, "c2")
    store.correct(say(event.id, "reject", others=event.claims))
    assert event.id not in {each.id for each in store.events()}
    assert event.id not in store.query("SELECT event_id FROM event_claims")["event_id"].to_pylist()
    assert one(store, "c2").id == "c2"
    with pytest.raises(SettingsError, match="no such event"):
        store.event(event.id)


def alike(made: Made) -> list[Claim]:
    """Claims of three reports that linking joins."""
    place = Place(start=28, end=34, text="Arvale", name="Arvale", city="Arvale", country="KEN",
                  lat=1.0, lon=2.0, resolution=4)  # fmt: skip
    return [made(f"c{n}", f"r{n}", place=place, modes=["firearms"]) for n in (1, 2, 3)]


def desk(codebook: Codebook, **given: Any) -> Desk:
    return Desk("Ann", codebook, **given)


def test_a_split_makes_two_of_an_event(made: Made, stored: Stored, codebook: Codebook) -> None:
    other = made("c9", "r9", "left", type="RETREAT", quad=2, scale=8.0)
    store = stored([*alike(made), other])
    far = event_with(store, "c9")
    joined = desk(codebook).join(one(store, "c1"), [one(store, "c2"), one(store, "c3")])
    store.correct(joined)
    link_store(store)
    event = event_with(store, "c1")
    assert event.claims == ["c1", "c2", "c3"]
    store.correct(desk(codebook).split(event, ["c2"]))
    link_store(store)
    assert store.event(event.id).claims == ["c1", "c3"]
    assert event_with(store, "c2").claims == ["c2"]
    assert event_with(store, "c9") == far


def test_a_split_of_the_first_claim_leaves_the_rest_together(
    made: Made, stored: Stored, codebook: Codebook
) -> None:
    store = stored(alike(made))
    store.correct(desk(codebook).join(one(store, "c1"), [one(store, "c2"), one(store, "c3")]))
    link_store(store)
    event = event_with(store, "c1")
    store.correct(say(event.id, field="contexts", value=["gender"], others=event.claims))
    store.correct(desk(codebook).split(event, ["c1"]))
    link_store(store)
    assert store.event(event.id).claims == ["c1"]
    rest = event_with(store, "c2")
    assert rest.claims == ["c2", "c3"]
    assert rest.contexts == ["gender"]  # what was said of the event goes with most of its claims


def test_a_join_holds_for_claims_that_nothing_else_joins(store: Store, codebook: Codebook) -> None:
    assert len([*store.events()]) == 3
    left = event_with(store, "c2")
    store.correct(desk(codebook).join(event_with(store, "c1"), [event_with(store, "c3")]))
    link_store(store)
    assert event_with(store, "c1").claims == ["c1", "c3"]
    assert event_with(store, "c1").id == event_with(store, "c3").id
    assert event_with(store, "c2") == left
    assert "analyst" in event_with(store, "c1").why[0]
    store.correct(desk(codebook).split(event_with(store, "c1"), ["c3"]))
    link_store(store)
    assert event_with(store, "c3").claims == ["c3"]


def test_corrections_outlive_a_coding_anew(
    made: Made, stored: Stored, store: Store, codebook: Codebook
) -> None:
    store.correct(say("c1", field="type", value="COERCE"), say("c3", "reject"))
    store.correct(desk(codebook).join(one(store, "c1"), [one(store, "c2")]))
    event = event_with(store, "c2")
    store.correct(say(event.id, field="contexts", value=["gender"], others=event.claims))
    store.close()
    anew = stored(
        [
            made("c1", "r1", type="THREATEN", quad=3, scale=-3.5, confidence=0.9),
            made("c2", "r1", "left", type="RETREAT", quad=2, scale=6.5),
            made("c3", "r2", "marchers", type="PROTEST", scale=-5.0),
        ],
        coder="c-2",
    )
    claim = one(anew, "c1")
    assert (claim.type, claim.confidence) == ("COERCE", 0.9)
    assert one(anew, "c1", corrected=False).type == "THREATEN"
    assert [each.id for each in anew.claims()] == ["c1", "c2"]
    (joined,) = anew.events()
    assert joined.claims == ["c1", "c2"]
    assert joined.contexts == ["gender"]


def test_words_are_found_where_only_names_are_given(store: Store, codebook: Codebook) -> None:
    claim = one(store, "c1")
    where = passages([claim], next(store.reports(["r1"])))
    made = desk(codebook).set(
        claim,
        {
            "recipients": [{"name": "Marchers", "sectors": ["CVL"]}],
            "place": {"name": "Tessin", "city": "Tessin", "country": "KEN"},
        },
        where,
    )
    store.correct(*made)
    after = one(store, "c1")
    assert [(e.start, e.end, e.text) for e in after.recipients] == [(16, 24, "marchers")]
    assert after.place is not None
    assert (after.place.text, after.place.resolution) == ("Tessin", 4)
    (report,) = store.reports(["r1"])
    assert report.text[after.place.start : after.place.end] == "Tessin"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"type": "PROTESTS"}, "near it are PROTEST"),
        ({"modes": ["demo"]}, "modes of ASSAULT: 'demo' is unknown"),
        ({"type": "PROTEST", "modes": ["demos"]}, "near it are demo"),
        ({"contexts": ["genders"]}, "near it are gender"),
        ({"auxiliary": ["past"]}, "--set auxiliary: Invalid enum value 'past'"),
        ({"scale": 3}, "--set scale: 'scale' is unknown; there are actors"),
        ({"plac": None}, "near it are place"),
        ({"place": {"name": "Nowhere", "country": "KEN"}}, "'Nowhere' is not in the report"),
        ({"actors": [{"name": "x", "start": 0, "end": 6, "text": "Guard"}]}, "is not what stands"),
        ({"counts": [{"kind": "killed", "low": "3"}]}, "no words is not in the report"),
        ({"actors": [{"name": "Guards", "country": "KNE"}]}, "country: 'KNE' is unknown; near it"),
        ({"actors": [{"name": "Guards", "sectors": ["MLI"]}]}, "near it are MIL"),
        ({"actors": "Guards"}, "--set actors: Expected `array`, got `str`"),
    ],
)
def test_what_makes_no_sense_is_refused(
    store: Store, codebook: Codebook, fields: dict[str, Any], told: str
) -> None:
    claim = one(store, "c1")
    where = passages([claim], next(store.reports(["r1"])))
    with pytest.raises(SettingsError) as raised:
        desk(codebook).set(claim, fields, where)
    assert told in str(raised.value)
    assert store.corrections() == []


def test_splits_and_joins_that_make_no_sense_are_refused(store: Store, codebook: Codebook) -> None:
    event = event_with(store, "c1")
    with pytest.raises(SettingsError, match="is not of"):
        desk(codebook).split(event, ["c3"])
    with pytest.raises(SettingsError, match="nothing would be left"):
        desk(codebook).split(event, ["c1"])
    with pytest.raises(SettingsError, match="name another"):
        desk(codebook).join(event, [one(store, "c1")])
    with pytest.raises(SettingsError, match="give a name"):
        Desk("  ", codebook)


def test_a_store_without_words_can_be_corrected(
    made: Made, stored: Stored, codebook: Codebook
) -> None:
    store = stored([made("c1", "r1")], text="none")
    claim = one(store, "c1")
    parties = {"recipients": [{"name": "marchers", "sectors": ["CVL"]}]}
    store.correct(*desk(codebook).set(claim, parties, passages([claim])))
    assert [(e.name, e.text) for e in one(store, "c1").recipients] == [("marchers", "")]


def test_a_store_that_nobody_holds_is_gone_at_once(store: Store) -> None:
    """Its connection must not wait for a collection of garbage, which a fork may run."""
    store.correct(say("c1", field="type", value="COERCE"))
    again = Store.open(store.path)
    assert one(again, "c1").type == "COERCE"
    held = weakref.ref(again)
    gc.disable()
    try:
        del again
        assert held() is None
    finally:
        gc.enable()
