"""The report that the project was founded on: nothing from its furniture, every span true."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.pipeline import Coded, Coder
from dateline.reading import read
from dateline.types import Claim, Report

SEED = Path(__file__).parents[2] / "shared" / "data" / "seed_report.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the founding report is not at hand")


@pytest.fixture(scope="module")
def coded(coder: Coder) -> tuple[Report, list[Coded]]:
    (report,) = (each for each in read([str(SEED)]) if isinstance(each, Report))
    return next(coder.code_reports([report]))


def test_spans_are_true(
    coded: tuple[Report, list[Coded]], spans_true: Callable[[Report, list[Claim]], int]
) -> None:
    report, found = coded
    assert report.text == SEED.read_text(encoding="utf-8")
    assert spans_true(report, [each.claim for each in found]) > len(found) > 0


def test_nothing_is_coded_from_furniture(coded: tuple[Report, list[Coded]]) -> None:
    report, found = coded
    assert {piece.kind for piece in report.furniture} >= {"read-more", "credit"}
    for each in found:
        trigger = each.claim.evidence.trigger
        for piece in report.furniture:
            assert trigger.field != "text" or not piece.start <= trigger.start < piece.end


def test_reasons_are_given_for_every_claim(coded: tuple[Report, list[Coded]]) -> None:
    for each in coded[1]:
        parties = each.claim.actors + each.claim.recipients
        assert all(party.reason for party in parties)
        assert any(each.claim.type in reason for reason in each.reasons)


def test_who_leads_backs_and_split(coder: Coder, coded: tuple[Report, list[Coded]]) -> None:
    found = {
        (r.type, r.subject.name, r.object.name if r.object else r.office): r
        for r in coder.relations(coded[0])
    }
    assert found.keys() >= {
        ("leads", "Nouri al-Maliki", "Islamic Dawa Party"),
        ("held_office", "Nouri al-Maliki", "prime minister"),
        ("leads", "Qais al-Khazali", "Asaib Ahl al-Haq"),
        ("backs", "Iran", "Tehran-aligned Iraqi militias"),
    }
    split = found["split_from", "Qais al-Khazali", "Muqtada al-Sadr"]
    assert split.time is not None
    assert split.time.text == "years ago"
