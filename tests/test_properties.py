"""What holds for every report, however it is written: true spans, own ids, the same claims."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dateline.linking import link
from dateline.pipeline import Coder
from dateline.reading import report_from_text
from dateline.types import Claim, Report

Check = Callable[[Report, list[Claim]], int]
SLOW = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WHO = ("Rebels", "Kenyan police", "The president of Peru", "“Zorblat” militants", "She")
DID = ("attacked", "arrested", "met", "accused", "threatened to expel", "did not arrest")
WHOM = ("two farmers", "the opposition", "about 300 protesters", "Israel", "tens of thousands")
WHERE = ("", " in Goma", " near Aleppo", " at Tahrir Square", " in the Indian state of Kerala")
WHEN = ("", " on Monday", " on 3 May 2015", " last week", " in the 1990s")
SAID = ("", ", police said", ", according to the UN", ' — "it was war," said Omar Bekele')
JOINS = (" ", "\n", "\n\n", "\r\n", "\u2028", "\t", "\u00a0", "  \n ")
NOISE = ("💥", "👩🏽‍🚒", "e\u0301", "\u202eابحث\u202c", "…", "\u200b", "𝔄", "\ufeff", "--", "\x0b")
FURNITURE = (
    "NAIROBI, Kenya (AP) —", "Read more: Army bombs village", "(Reporting by Jo Bloggs)",
    "By Jo Bloggs", "Share on Facebook", "PHOTO: Police beat protesters",
)  # fmt: skip


@st.composite
def sentences(draw: st.DrawFn) -> str:
    parts = [draw(st.sampled_from(each)) for each in (WHO, DID, WHOM, WHERE, WHEN, SAID)]
    who, did, whom, *rest = parts
    text = f"{who} {did} {whom}{''.join(rest)}."
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.sampled_from(("", "", *NOISE))) + text[at:]


@st.composite
def texts(draw: st.DrawFn) -> str:
    pieces = st.one_of(sentences(), sentences(), st.sampled_from(FURNITURE), st.text(max_size=20))
    text = ""
    for piece in draw(st.lists(pieces, min_size=1, max_size=6)):
        text += piece + draw(st.sampled_from(JOINS))
    return text


def reports() -> st.SearchStrategy[Report]:
    dates = st.sampled_from((None, "2016-02-29", "1999-12-31"))
    titles = st.one_of(st.none(), sentences(), st.text(max_size=10))
    return st.builds(_report, texts(), dates, titles)


def _report(text: str, published: str | None, title: str | None) -> Report:
    whole = text if text.strip() else "Word"
    return report_from_text(whole, published=published, title=title or None)


@SLOW
@given(reports())
@example(_report("Rebels attacked.\r\n\r\n💥Rebels attacked.", None, "Rebels Attacked"))
def test_every_span_is_true_and_every_id_its_own(
    coder: Coder, spans_true: Check, report: Report
) -> None:
    claims = coder.code(report)
    spans_true(report, claims)
    ids = [claim.id for claim in claims]
    assert len(set(ids)) == len(ids)
    starts = [(claim.paragraph, claim.evidence.trigger.start) for claim in claims]
    assert starts == sorted(starts)
    events = link(claims)
    assert sorted(id_ for event in events for id_ in event.claims) == sorted(ids)
    assert len({event.id for event in events}) == len(events)


@SLOW
@given(reports())
def test_nothing_is_coded_in_furniture(coder: Coder, report: Report) -> None:
    for claim in coder.code(report):
        trigger = claim.evidence.trigger
        for piece in report.furniture:
            apart = trigger.end <= piece.start or piece.end <= trigger.start
            assert apart or trigger.field != piece.field


@SLOW
@given(reports())
def test_values_keep_to_the_contract(coder: Coder, report: Report) -> None:
    for claim in coder.code(report):
        assert claim.type in coder.codebook.types
        assert set(claim.modes) <= coder.codebook.types[claim.type].modes.keys()
        assert set(claim.contexts) <= coder.codebook.contexts.keys()
        assert 0 <= claim.confidence <= 1
        assert claim.quad == coder.codebook.types[claim.type].quad
        for count in claim.counts:
            assert count.low is None or count.high is None or count.low <= count.high
        time = claim.time
        if time and time.earliest and time.latest:
            assert time.earliest <= time.latest
        if time and report.published is None and time.basis == "published":
            pytest.fail("a time rests on a publication date that there is not")


@settings(SLOW, max_examples=5)
@given(st.lists(reports(), min_size=2, max_size=5, unique_by=lambda report: report.id))
def test_company_and_order_change_nothing(coder: Coder, several: list[Report]) -> None:
    alone = {report.id: coder.code(report) for report in several}
    for order in (several, several[::-1], several * 2):
        together = {
            report.id: [each.claim for each in coded] for report, coded in coder.code_reports(order)
        }
        assert together == alone


def test_many_reports_come_in_order_and_alike(coder: Coder) -> None:
    """More reports than a batch holds: batches change nothing."""
    several = [
        Report(id=str(n), text=f"Rebels attacked {n} farmers in Goma. Police said little.")
        for n in range(2, 72)
    ]
    coded = list(coder.code_reports(several))
    assert [report.id for report, _ in coded] == [report.id for report in several]
    for report, found in (coded[0], coded[31], coded[32], coded[69]):
        assert [each.claim for each in found] == coder.code(report)
        assert found


def test_a_fresh_coder_codes_alike(coder: Coder) -> None:
    report = Report(id="r", text="Kenyan police arrested 300 protesters in Goma on 3 May 2015.")
    assert Coder().code(report) == coder.code(report)
