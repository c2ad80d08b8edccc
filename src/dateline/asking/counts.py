"""Who said how many, and when."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from dateline.asking.answers import Answer
from dateline.store import Store
from dateline.types import Event, EventCount

COLUMNS = {
    "kind": pa.string(), "low": pa.int64(), "high": pa.int64(), "speakers": pa.string(),
    "outlet": pa.string(), "published": pa.string(), "as_of": pa.string(),
    "superseded": pa.bool_(), "partisan": pa.bool_(), "event_low": pa.int64(),
    "event_high": pa.int64(), "claim_id": pa.string(), "report_id": pa.string(),
    "sentence": pa.string(),
}  # fmt: skip


def counts(store: Store, event_id: str) -> Answer:
    """Every figure of an event, kind by kind, the earliest said first; `event_low` and
    `event_high` are the range over them. Raises SettingsError where there is no such event.
    """
    event = store.event(event_id)
    told = {id_: {"claim_id": id_} for id_ in event.claims}  # a claim may have retired since
    told |= {row["claim_id"]: row for row in store.query(_SAID, [event.claims]).to_pylist()}
    rows = [row for count in event.counts for row in _figures(count, told)]
    table = pa.Table.from_pylist(rows, schema=pa.schema([*COLUMNS.items()]))
    notes = [] if rows else [f"no claim of {event.id} says how many"]
    return Answer(table, f"Who said how many: {named(event)}", notes)


_SAID = """
    SELECT claims.id AS claim_id, report_id, reports.source AS outlet, published, sentence
    FROM claims JOIN reports ON reports.id = report_id
    WHERE list_contains(?::VARCHAR[], claims.id)"""


def _figures(count: EventCount, told: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    rows = [
        {"outlet": None, "published": None} | told[figure.claim_id] | {
            "kind": count.kind, "low": figure.low, "high": figure.high,
            "speakers": "|".join(a.source.name for a in figure.attribution),
            "as_of": figure.as_of, "superseded": figure.superseded, "partisan": figure.partisan,
            "event_low": count.low, "event_high": count.high,
        }
        for figure in count.claims
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row["as_of"] or row["published"] or "9999")


def named(event: Event) -> str:
    """An event in a line: its type, where and when, and its id."""
    place = event.place.name if event.place else None
    when = (event.time.earliest or event.time.latest) if event.time else None
    return ", ".join(part for part in (event.type, place, when, event.id) if part)
