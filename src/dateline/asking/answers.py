"""Answers: rows as an Arrow table, and what must be told beside them."""

from __future__ import annotations

import msgspec
import pyarrow as pa

from dateline.asking.conditions import Level, Query, query_of
from dateline.asking.filters import Filter
from dateline.asking.known import check, why_none
from dateline.export import Results
from dateline.export.columns import TABLES
from dateline.store import Store


class Answer(msgspec.Struct, frozen=True):
    """A table, a heading for it, and notes: what was left out, or why there is nothing."""

    table: pa.Table
    title: str
    notes: list[str]


def query(store: Store, asked: Filter, level: Level = "events") -> Query:
    """The filter's query. Raises SettingsError where it asks for what nobody knows."""
    check(asked, store)
    return query_of(asked, level)


def rows(store: Store, asked: Filter, level: Level = "events") -> Answer:
    """The events or claims, with the columns of their tidy table."""
    asking = query(store, asked, level)
    columns = ", ".join(f'"{name}"' for name in TABLES[level])
    found = store.query(f"SELECT {columns} FROM {asking.ordered}", asking.values)
    notes = left_out(store, asking, len(found))
    return Answer(found, title(level.capitalize(), asking), notes)


def whole_events(store: Store, asked: Filter) -> tuple[Results, list[str]]:
    """The events whole, in the filter's order, with the claims and reports that they rest on;
    and the notes to tell beside them.
    """
    asking = query(store, asked)
    ids = store.query(f"SELECT id FROM {asking.ordered}", asking.values)["id"].to_pylist()
    events = {event.id: event for event in store.events(ids)}
    claims = [*store.claims(claim for event in events.values() for claim in event.claims)]
    reports = [*store.reports({claim.report_id for claim in claims})]
    held = {claim.id for claim in claims}
    whole = [events[id_] for id_ in ids if held.issuperset(events[id_].claims)]
    notes = left_out(store, asking, len(ids))
    if len(whole) < len(ids):
        notes.append(f"left out, events with claims that gave way to new ones since the store was "
                     f"last linked: {len(ids) - len(whole):,}")  # fmt: skip
    return Results("events", reports, claims, whole), notes


def left_out(store: Store, asking: Query, shown: int) -> list[str]:
    """Why there are no rows, or how many more there are than the limit lets through."""
    if not shown:
        return [why_none(store, asking)]
    if shown != asking.limit:
        return []
    every = store.query(f"SELECT count(*) FROM {asking.where}", asking.values).column(0)[0].as_py()
    return [f"the first {shown:,} of {every:,} {asking.level}"] if every > shown else []


def title(what: str, asking: Query) -> str:
    """A heading that says what was asked for."""
    return f"{what}: {asking.told}" if asking.conditions else what
