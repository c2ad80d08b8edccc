"""A store gives back what was put in, whole and in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.linking import link
from dateline.pipeline import Coder
from dateline.store import Store, Versions, link_store
from dateline.types import Claim, Report

VERSIONS = Versions(coder="c", codebook="b", knowledge="k", model="m", classifier="l", places="p")
TEXTS = {
    "clash": "Ethiopian soldiers attacked a village near Gondar on Tuesday, killing 12 farmers.",
    "rally": "Hundreds of students protested in Jakarta. Police arrested 14 protesters.",
    "talks": "Chad condemned Sudan, a spokesman said. The two governments held talks in Paris.",
}


@pytest.fixture(scope="module")
def coded(coder: Coder) -> list[tuple[Report, list[Claim]]]:
    """Three reports and their claims."""
    reports = [Report(id=i, text=t, published="2019-09-24") for i, t in TEXTS.items()]
    return [(report, coder.code(report)) for report in reports]


def test_reports_claims_and_events_come_back_whole(
    coded: list[tuple[Report, list[Claim]]], tmp_path: Path
) -> None:
    store = Store.create(tmp_path / "news.dateline")
    with store.run(VERSIONS) as run:
        run.add(coded[2:], [])
        run.add(coded[:2], [])
        assert all(run.holds(report) for report, _ in coded)
    link_store(store)
    again = Store.open(tmp_path / "news.dateline")
    assert [*again.reports()] == [report for report, _ in coded]
    claims = [claim for _, claims in coded for claim in claims]
    assert len(claims) > 4
    assert [*again.claims()] == claims
    assert [*again.events()] == sorted(link(claims), key=lambda event: event.id)
    assert [*again.claims(ids=[claims[2].id])] == [claims[2]]
    assert again.query("SELECT count(*) AS n FROM claims").to_pydict() == {"n": [len(claims)]}
