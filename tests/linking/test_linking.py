"""Claims of one happening become one event; where they differ, a range."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.linking import link
from dateline.types import Attribution, Claim, Count, Entity, Evidence, Place, Report, Span, Time

WORDS = "Gunmen attacked the market in the town. The attack killed 12 people."


def entity(name: str, **given: Any) -> Entity:
    return Entity(start=0, end=6, text=given.pop("text", name), name=name, **given)


def place(city: str | None, country: str = "KEN", resolution: int = 4) -> Place:
    return Place(start=0, end=6, text="Gunmen", name=city or country, city=city, country=country,
                 resolution=resolution)  # fmt: skip


def day(earliest: str, latest: str | None = None, **given: Any) -> Time:
    return Time(earliest=earliest, latest=latest or earliest, **given)


def count(low: int | None, high: int | None, kind: str = "killed") -> Count:
    return Count(start=0, end=6, text="Gunmen", kind=kind, low=low, high=high)  # type: ignore[arg-type]


def claim(id_: str, **given: Any) -> Claim:
    """A claim of WORDS; what is not given is alike in all."""
    start = given.pop("trigger", 7)
    title = given.pop("title", False)
    field = "title" if title else "text"
    values: dict[str, Any] = {
        "report_id": "r", "paragraph": -1 if title else 0, "type": "ASSAULT", "modes": [],
        "contexts": [], "quad": 4, "scale": -9.0, "auxiliary": [], "actors": [], "recipients": [],
        "complete": True, "place": None, "time": None, "counts": [], "attribution": [],
        "confidence": 0.5, "coder": "c", "codebook": "b",
        "evidence": Evidence(
            sentence=Span(start=0, end=len(WORDS), text=WORDS, field=field),
            trigger=Span(start=start, end=start + 6, text=WORDS[start : start + 6], field=field),
        ),
    }  # fmt: skip
    return Claim(id=id_, **(values | given))


KENYA = entity("Kenya", entity="KEN", country="KEN", sectors=["GOV"])
SUDAN = entity("Sudan", entity="SDN", country="SDN", sectors=["GOV"])
VILLAGERS = entity("villagers", country="KEN", sectors=["CVL"])
ALIKE: dict[str, Any] = {"actors": [KENYA], "recipients": [VILLAGERS]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"place": place("Lamu")}, {"place": place(None, resolution=1)}),
        ({"place": place("Lamu")}, {}),
        ({"time": day("2020-01-02")}, {"time": day("2020-01-01", "2020-01-07")}),
        ({"time": day("2020-01-02")}, {"time": day("2019-01-02", basis="published")}),
        ({"auxiliary": ["historical"]}, {}),
        ({"recipients": []}, {}),
        ({"modes": ["aerial"]}, {"modes": []}),
    ],
)
def test_one_happening(one: dict[str, Any], other: dict[str, Any]) -> None:
    (event,) = link([claim("c1", **(ALIKE | one)), claim("c2", **(ALIKE | other))])
    assert event.claims == ["c1", "c2"]
    (why,) = event.why
    assert why.startswith("c2: ")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"type": "COERCE"}),
        ({}, {"auxiliary": ["negation"]}),
        ({}, {"auxiliary": ["hypothetical"]}),
        ({}, {"auxiliary": ["future"]}),
        ({}, {"recipients": [SUDAN]}),
        ({"recipients": []}, {"recipients": [], "actors": [SUDAN]}),
        ({"place": place("Lamu")}, {"place": place("Garissa")}),
        ({"place": place("Lamu")}, {"place": place(None, "SOM", 1)}),
        ({"time": day("2020-01-02")}, {"time": day("2020-02-02")}),
    ],
)
def test_two_happenings(one: dict[str, Any], other: dict[str, Any]) -> None:
    events = link([claim("c1", **(ALIKE | one)), claim("c2", **(ALIKE | other))])
    assert [event.claims for event in events] == [["c1"], ["c2"]]
    assert all(event.why == [] for event in events)


def test_a_noun_with_the_refers_back() -> None:
    start = WORDS.index("attack killed")
    one, other = claim("c1", actors=[KENYA]), claim("c2", trigger=start, recipients=[VILLAGERS])
    (event,) = link([one, other])
    assert event.why == ["c2: 'attack' refers back"]
    assert [party.name for party in event.actors + event.recipients] == ["Kenya", "villagers"]


def test_a_claim_must_fit_every_claim_of_the_event() -> None:
    vague = claim("c2", **ALIKE)
    events = link(
        [
            claim("c1", **ALIKE, place=place("Lamu")),
            vague,
            claim("c3", **ALIKE, place=place("Garissa")),
        ]
    )
    assert [event.claims for event in events] == [["c1", "c2"], ["c3"]]


@pytest.mark.parametrize(
    ("figures", "low", "high"),
    [
        ([(12, 12)], 12, 12),
        ([(12, 12), (15, 15)], 12, 15),
        ([(20_000, 99_999), (6_500, 6_500)], 6_500, 99_999),
        ([(120, None), (100, 100)], 100, None),
        ([(None, 50), (30, 30)], 30, 50),
        ([(None, 50)], None, 50),
    ],
)
def test_counts_become_ranges(
    figures: list[tuple[int | None, int | None]], low: int | None, high: int | None
) -> None:
    claims = [claim(f"c{n}", **ALIKE, counts=[count(*each)]) for n, each in enumerate(figures)]
    (event,) = link(claims)
    (total,) = event.counts
    assert (total.kind, total.low, total.high) == ("killed", low, high)
    assert [(f.low, f.high) for f in total.claims] == figures
    assert [f.claim_id for f in total.claims] == event.claims


def test_kinds_of_counts_stay_apart() -> None:
    both = [count(3, 3), count(9, 9, "injured")]
    (event,) = link([claim("c1", **ALIKE, counts=both), claim("c2", **ALIKE, counts=both[:1])])
    assert {c.kind: (c.low, c.high) for c in event.counts} == {"killed": (3, 3), "injured": (9, 9)}


def test_a_headline_rounds() -> None:
    headline = claim("c1", **ALIKE, title=True, counts=[count(2_000, 9_999, "participants")])
    lead = claim("c2", **ALIKE, counts=[count(20_000, 99_999, "participants")])
    (event,) = link([headline, lead])
    assert (event.counts[0].low, event.counts[0].high) == (20_000, 99_999)
    assert len(event.counts[0].claims) == 2
    (alone,) = link([headline])
    assert (alone.counts[0].low, alone.counts[0].high) == (2_000, 9_999)


def test_who_says_how_many_is_kept() -> None:
    says = Attribution(source=entity("police"), content=Span(start=0, end=6, text="Gunmen"))
    (event,) = link([claim("c1", **ALIKE, counts=[count(4, 4)], attribution=[says])])
    assert event.counts[0].claims[0].attribution == [says]


def test_an_event_takes_the_best_of_its_claims() -> None:
    (event,) = link(
        [
            claim("c1", **ALIKE, place=place(None, resolution=1), confidence=0.4,
                  time=day("2020-01-01", "2020-01-31", basis="published"), modes=["aerial"]),
            claim("c2", **ALIKE, place=place("Lamu"), confidence=0.8, time=day("2020-01-05"),
                  modes=["targeted"], auxiliary=["historical"]),
        ]
    )  # fmt: skip
    assert event.place is not None
    assert event.place.city == "Lamu"
    assert event.time is not None
    assert event.time.earliest == "2020-01-05"
    assert (event.modes, event.confidence, event.auxiliary) == (["aerial", "targeted"], 0.8, [])
    assert (event.reports, event.independent_reports) == (1, 1)


def test_an_event_that_grows_keeps_its_id() -> None:
    first, second = claim("c1", **ALIKE), claim("c2", **ALIKE)
    (small,) = link([first])
    (grown,) = link([first, second])
    assert small.id == grown.id
    assert small.id != link([second])[0].id


def test_the_same_party_is_named_once() -> None:
    again = entity("Kenya", entity="KEN", country="KEN", sectors=["GOV"], text="Nairobi")
    (event,) = link([claim("c1", **ALIKE), claim("c2", **(ALIKE | {"actors": [again]}))])
    assert [(party.name, party.claims) for party in event.actors] == [("Kenya", ["c1", "c2"])]


def test_nothing_gives_nothing() -> None:
    assert link([]) == []


def test_one_party_told_without_a_number_may_be_one_of_several() -> None:
    figures = [count(9, 9), Count(start=0, end=6, text="A man", kind="killed", low=1, high=1)]
    claims = [claim(f"c{n}", **ALIKE, counts=[each]) for n, each in enumerate(figures)]
    (event,) = link(claims)
    assert (event.counts[0].low, event.counts[0].high) == (9, 9)
    (alone,) = link(claims[1:])
    assert (alone.counts[0].low, alone.counts[0].high) == (1, 1)


def told(id_: str, published: str, source: str, words: str) -> Report:
    return Report(id=id_, text=words, published=published, source=source)


def test_a_later_figure_of_one_outlet_stands_for_its_earlier_one() -> None:
    reports = [told("r1", "2020-01-02", "Daily", WORDS), told("r2", "2020-01-03", "Daily", "Else.")]
    day_ = day("2020-01-02")
    place_ = place("Lamu")
    claims = [
        claim("c1", **ALIKE, report_id="r1", place=place_, time=day_, counts=[count(12, 12)]),
        claim("c2", **ALIKE, report_id="r2", place=place_, time=day_, counts=[count(15, 15)]),
    ]
    (event,) = link(claims, reports)
    assert [figure.superseded for figure in event.counts[0].claims] == [True, False]
    assert (event.counts[0].low, event.counts[0].high) == (15, 15)
    again = [claims[0], claim("c2", **ALIKE, report_id="r2", place=place_, time=day_,
                              counts=[count(12, 12)])]  # fmt: skip
    (same,) = link(again, reports)
    assert not any(figure.superseded for figure in same.counts[0].claims)


def test_a_copy_counts_once_with_its_original() -> None:
    words = " ".join(f"word{n} of the long story about the market" for n in range(30))
    reports = [
        told("r1", "2020-01-02", "Daily", words + " (With inputs from Wire)"),
        told("r2", "2020-01-03", "Wire", "Cut. " + words),
    ]
    claims = [claim(f"c{n}", **ALIKE, report_id=f"r{n}", time=day("2020-01-02")) for n in (1, 2)]
    (event,) = link(claims, reports)
    assert (event.reports, event.independent_reports) == (2, 1)
    assert "r1: a copy of r2" in event.why


def test_what_words_date_far_apart_is_not_one_happening() -> None:
    reports = [told("r1", "2020-06-02", "Daily", WORDS), told("r2", "2020-06-02", "Post", WORDS)]
    claims = [
        claim("c1", **ALIKE, report_id="r1", time=day("2020-01-02")),
        claim("c2", **ALIKE, report_id="r2", time=day("2020-06-01")),
    ]
    assert len(link(claims, reports)) == 2


def test_order_of_reports_changes_nothing() -> None:
    reports = [told(f"r{n}", f"2020-01-0{n}", "Daily", f"{WORDS} {n}") for n in (1, 2, 3)]
    claims = [claim(f"c{n}", **ALIKE, report_id=f"r{n}", time=day("2020-01-01")) for n in (1, 2, 3)]
    assert link(claims, reports) == link(claims[::-1], reports[::-1])
