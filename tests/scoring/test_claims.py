"""Scores of claims: which answers for which gold, and field by field only what gold gives."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from dateline.scoring.claims import GoldClaim, errors, judged, pairs, score
from dateline.scoring.wanted import judge, labels
from dateline.types import Claim

TEXT = "Miners marched in Oruro and police beat nine miners."
ACTORS = {"Miners": ("BOL", "LAB"), "police": ("BOL", "COP"), "nine miners": ("BOL", "LAB")}


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def entity(words: str) -> dict[str, Any]:
    country, sector = ACTORS[words]
    return {**span(words), "name": words, "country": country, "sectors": [sector]}


def claim(type_: str, trigger: str, actor: str = "Miners", **more: Any) -> Claim:
    """A claim in the one sentence; `more` goes over what it has by default."""
    row = {
        "id": trigger, "report_id": "r", "paragraph": 0, "type": type_, "modes": [], "contexts": [],
        "quad": 4, "scale": 0.0, "auxiliary": [], "actors": [entity(actor)], "recipients": [],
        "complete": True, "place": None, "time": None, "counts": [], "attribution": [],
        "evidence": {"sentence": span(TEXT), "trigger": span(trigger)}, "confidence": 0.5,
        "coder": "c", "codebook": "b",
    }  # fmt: skip
    return msgspec.convert(row | more, Claim)


def gold(type_: str, trigger: str | None = None, **more: Any) -> GoldClaim:
    where = {"trigger": span(trigger)} if trigger else {"sentence": span(TEXT)}
    return msgspec.convert({"type": type_, **where, **more}, GoldClaim)


def answer(wanted: list[GoldClaim], claims: list[Claim]) -> tuple[dict[str, Any], dict[str, Any]]:
    row = {"id": "r", "text": TEXT, "claims": wanted}
    return row, {"id": "r", "claims": claims, "verdicts": judged(wanted, claims)}


MARCH, BEATING = claim("PROTEST", "marched"), claim("ASSAULT", "beat", "police")


def test_a_claim_answers_where_gold_has_its_words() -> None:
    wanted = [gold("ASSAULT", "beat"), gold("COERCE", "marched")]
    beaten, marched = judged(wanted, [MARCH, BEATING])
    assert (beaten.claim, beaten.type) == (1, True)
    assert (marched.claim, marched.type) == (0, False)


@pytest.mark.parametrize("order", [1, -1])
def test_gold_of_a_sentence_gets_the_claim_of_its_type_in_whatever_order(order: int) -> None:
    wanted = [gold("COERCE"), gold("ASSAULT")][::order]
    verdicts = judged(wanted, [BEATING])[::order]
    assert [verdict.claim for verdict in verdicts] == [None, 0]


def test_gold_left_over_takes_a_right_claim_of_its_sentence_that_hangs_on_other_words() -> None:
    party = {"country": "BOL", "sectors": ["COP"]}
    (verdict,) = judged([gold("ASSAULT", "nine miners", actors=[party])], [BEATING])
    assert verdict.right
    (verdict,) = judged([gold("COERCE", "nine miners", actors=[party])], [BEATING])
    assert verdict.claim is None


def test_only_what_gold_gives_is_judged() -> None:
    assert judge(gold("PROTEST", "marched"), MARCH) == {}
    assert labels(gold("PROTEST", "marched"), claim("PROTEST", "marched", modes=["demo"])) == {}
    assert judge(gold("PROTEST", "marched", place=None, time=None), MARCH) == {}


@pytest.mark.parametrize(
    ("party", "right"),
    [
        ({"country": "BOL", "sectors": ["LAB"]}, True),
        ({"country": "BOL"}, True),
        ({"country": "PER"}, False),
        ({"country": "BOL", "sectors": ["COP"]}, False),
        ({"text": "the miners"}, True),
        ({"text": "the farmers"}, False),
        ({"text": "the farmers", "country": "BOL"}, True),  # codes go before words
        ({}, True),
    ],
)
def test_a_party_is_right_by_its_codes_else_by_its_words(
    party: dict[str, Any], right: bool
) -> None:
    wanted = gold("PROTEST", "marched", actors=[party])
    (verdict,) = judged([wanted], [MARCH])
    assert verdict.right is right


def test_countries_are_judged_of_each_role_apart() -> None:
    wanted = gold("ASSAULT", "beat", actors=[{"country": "BOL"}], recipients=[{"country": "BOL"}])
    verdicts = judge(wanted, BEATING)
    assert (verdicts["actor country"], verdicts["recipient country"]) == (True, False)
    assert verdicts["parties"] is False


@pytest.mark.parametrize(
    ("place", "right"),
    [
        ({"name": "oruro"}, True),
        ({"country": "BOL", "resolution": 4}, True),
        ({"country": "PER"}, False),
        ({"name": "Oruro", "resolution": 2}, False),
        ({"geonameid": 7}, True),
        ({"geonameid": 8}, False),
        ({"lat": -18.2, "lon": -67.5}, True),  # within 161 km
        ({"lat": -12.0, "lon": -77.0}, False),
    ],
)
def test_each_part_of_a_place_that_gold_gives_must_agree(
    place: dict[str, Any], right: bool
) -> None:
    where = {**span("Oruro"), "name": "Oruro", "country": "BOL", "resolution": 4,
             "geonameid": 7, "lat": -17.97, "lon": -67.11}  # fmt: skip
    found = claim("PROTEST", "marched", place=where)
    assert judge(gold("PROTEST", "marched", place=place), found) == {"place": right}
    assert judge(gold("PROTEST", "marched", place=place), MARCH) == {"place": False}


def test_times_and_counts_are_right_with_both_ends() -> None:
    number = {**span("nine"), "kind": "injured", "low": 9, "high": 9}
    day = {"earliest": "2003-05-06", "latest": "2003-05-06"}
    found = claim("ASSAULT", "beat", time=day, counts=[number])
    count = {"kind": "injured", "low": 9, "high": 9}
    assert judge(gold("ASSAULT", "beat", time=day, counts=[count]), found) == {
        "time": True, "counts": True
    }  # fmt: skip
    other = gold("ASSAULT", "beat", time=day | {"latest": None}, counts=[count | {"high": None}])
    assert judge(other, found) == {"time": False, "counts": False}
    assert judge(gold("ASSAULT", "beat", counts=[]), found) == {"counts": False}


def test_a_null_speaker_says_that_the_report_itself_tells_it() -> None:
    said = {"source": entity("police"), "content": span(TEXT)}
    found = claim("PROTEST", "marched", attribution=[said])
    assert judge(gold("PROTEST", "marched"), found) == {}
    assert judge(gold("PROTEST", "marched", speaker=None), found) == {"speaker": False}
    assert judge(gold("PROTEST", "marched", speaker="the police"), found) == {"speaker": True}


def test_types_parties_labels_and_calibration_are_scored() -> None:
    demo = claim("PROTEST", "marched", modes=["demo", "riot"], confidence=1.0)
    wanted = [gold("PROTEST", "marched", modes=["demo"]), gold("COERCE", "beat"), gold("AID")]
    scores = score(*([each] for each in answer(wanted, [demo, BEATING])))
    assert (scores["found"]["recall"], scores["found"]["precision"]) == (pytest.approx(2 / 3), 1.0)
    assert (scores["type"]["recall"], scores["type"]["precision"]) == (pytest.approx(1 / 3), 0.5)
    assert (scores["modes"]["precision"], scores["modes"]["recall"]) == (0.5, 1.0)
    assert scores["calibration"]["error"] == pytest.approx(0.25)  # 1.0 is right, 0.5 is wrong
    assert "place" not in scores


def test_what_is_missed_or_spurious_stands_against_none() -> None:
    row, given = answer([gold("AID", "nine miners"), gold("COERCE", "beat")], [MARCH, BEATING])
    assert sorted(pairs([row], [given])) == [
        ("AID", "NONE"), ("COERCE", "ASSAULT"), ("NONE", "PROTEST")
    ]  # fmt: skip


def test_the_surest_wrong_claim_comes_first_with_its_sentence_and_what_was_missed_last() -> None:
    sure = claim("PROTEST", "marched", confidence=0.9)
    wanted = [gold("COERCE", "beat"), gold("AID", "nine miners", actors=[{"country": "CHL"}])]
    row, given = answer(wanted, [BEATING, sure])
    first, second, missed = errors([row], [given])
    assert (first.told, first.value) == ("PROTEST BOL LAB, gold nothing", 0.9)
    assert second.told.startswith("ASSAULT BOL COP, gold COERCE")
    assert (missed.told, missed.value) == ("nothing, gold AID CHL", 0.0)
    assert first.text == TEXT
    assert "nine miners" in missed.text
