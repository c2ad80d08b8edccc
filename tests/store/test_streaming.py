"""Events that are written while they are made are those made all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.linking import link
from dateline.store import Store, Versions, link_store, shards
from dateline.types import Claim, Report

TABLES = ("events", "event_claims", "event_counts", "event_joins")


def test_parts_change_no_row(
    tmp_path: Path,
    coded: list[tuple[Report, list[Claim]]],
    versions: Versions,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = Store.create(tmp_path / "news.dateline")
    with store.run(versions) as run:
        run.add(coded, [])
    link_store(store)
    whole = {name: store.query(f"SELECT * FROM {name}").to_pylist() for name in TABLES}
    monkeypatch.setattr(shards, "TOGETHER", 1)
    link_store(store)
    parts = {name: store.query(f"SELECT * FROM {name}").to_pylist() for name in TABLES}
    assert len(whole["events"]) > 2
    assert parts == whole
    events = link(store.claims(), store.reports())
    assert [*store.events()] == sorted(events, key=lambda event: event.id)


def test_claims_come_in_the_order_asked_for(
    tmp_path: Path, coded: list[tuple[Report, list[Claim]]], versions: Versions
) -> None:
    store = Store.create(tmp_path / "news.dateline")
    with store.run(versions) as run:
        run.add(coded, [])
    ids = [claim.id for claim in store.claims()]
    asked = [*ids[::-2], *ids[::2]]
    assert [claim.id for claim in store.claims_in_order(asked)] == asked
    assert [*store.claims_in_order([])] == []
