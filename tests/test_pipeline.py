"""The whole way from a text to its claims, where the parts must agree."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.pipeline import Coder
from dateline.types import Claim, Report

Code = Callable[..., list[Claim]]


def only(claims: list[Claim], type_: str) -> Claim:
    (claim,) = (claim for claim in claims if claim.type == type_)
    return claim


def test_a_capital_acts_as_the_government_and_is_no_place(code: Code) -> None:
    claim = only(code("Moscow accused Kyiv of lying."), "ACCUSE")
    assert [party.country for party in claim.actors + claim.recipients] == ["RUS", "UKR"]
    assert claim.place is None


def test_a_capital_where_something_happens_is_a_place(code: Code) -> None:
    claim = only(code("Students protested in Moscow."), "PROTEST")
    assert claim.place is not None
    assert (claim.place.name, claim.place.country, claim.place.resolution) == ("Moscow", "RUS", 4)
    assert all("GOV" not in party.sectors for party in claim.actors)


@pytest.mark.parametrize(
    ("text", "type_", "kind", "low", "high"),
    [
        ("Gunmen killed 12 farmers near Goma.", "ASSAULT", "killed", 12, 12),
        ("More than 120 people were wounded by rebels.", "ASSAULT", "injured", 120, None),
        ("Police arrested about 30 protesters in Lima.", "COERCE", "arrested", 30, 30),
        ("Tens of thousands protested in Seoul.", "PROTEST", "participants", 20_000, 99_999),
    ],
)
def test_counts_belong_to_their_act(
    code: Code, text: str, type_: str, kind: str, low: int, high: int | None
) -> None:
    (count,) = only(code(text), type_).counts
    assert (count.kind, count.low, count.high) == (kind, low, high)


def test_each_act_has_its_own_place_and_time(code: Code) -> None:
    text = "Rebels attacked Goma on Monday. Police arrested a mayor in Lima on 3 May 2015."
    claims = code(text, published="2015-05-14")
    attack, arrest = only(claims, "ASSAULT"), only(claims, "COERCE")
    assert attack.time is not None
    assert arrest.time is not None
    assert arrest.place is not None
    assert (attack.time.earliest, arrest.time.earliest) == ("2015-05-11", "2015-05-03")
    assert arrest.place.country == "PER"


def test_without_words_for_a_time_the_publication_day_bounds_it(code: Code) -> None:
    time = only(code("Rebels attacked Goma.", published="2015-05-14"), "ASSAULT").time
    assert time is not None
    assert (time.text, time.earliest, time.latest) == (None, None, "2015-05-14")
    assert time.basis == "published"
    assert only(code("Rebels attacked Goma."), "ASSAULT").time is None


def test_a_party_that_plover_wants_and_the_text_lacks(code: Code) -> None:
    assert only(code("Kenya arrested two journalists."), "COERCE").complete
    assert not only(code("Two journalists were arrested."), "COERCE").complete


def test_claims_follow_the_text_and_the_title_comes_first(code: Code) -> None:
    claims = code(
        "Rebels attacked Goma.\n\nPolice arrested two men.", title="Kenya condemns attack on Goma"
    )
    assert [claim.paragraph for claim in claims] == sorted(claim.paragraph for claim in claims)
    assert claims[0].evidence.trigger.field == "title"


def test_ids_rest_on_report_and_words_alone(coder: Coder) -> None:
    text = "Rebels attacked Goma."
    one, dated = (
        coder.code(Report(id="a", text=text, published=day))[0] for day in (None, "2015-05-14")
    )
    (other,) = coder.code(Report(id="b", text=text))
    assert one.id == dated.id
    assert one.id != other.id


def test_where_a_report_was_filed_gives_the_country(coder: Coder) -> None:
    report = Report(id="r", text="ACCRA, Ghana (EXP) - Police arrested two men on Monday.")
    claim = only(coder.code(report), "COERCE")
    assert [party.country for party in claim.actors] == ["GHA"]
