"""Who does what to whom: pairs of parties, and how many events of each quad class join them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from dateline.asking.answers import Answer, query, title
from dateline.asking.filters import Filter
from dateline.asking.known import why_none
from dateline.store import Store

Nodes = Literal["actor", "country"]
# what a node is, and what is shown of it; names alone are one party only within a country
KEYS = {
    "actor": "coalesce(entity, nullif(lower(name), '') || '|' || coalesce(country, ''))",
    "country": "country",
}  # fmt: skip
LABELS = {"actor": "name", "country": "country"}


def network(store: Store, asked: Filter, nodes: Nodes = "actor") -> Answer:
    """Edges from those who did it (`source`) to those it was done to (`target`), a row for each
    quad class: how many `events`, and their mean `scale`. The most frequent come first.

    `sort` of the filter does not matter, `limit` is of edges.
    """
    asking = query(store, asked)
    entity = "entity" if nodes == "actor" else "CAST(NULL AS VARCHAR)"
    common = f"""
        WITH chosen AS (SELECT id, quad, scale FROM {asking.where}),
        sides AS (
            SELECT DISTINCT event_id, role, {KEYS[nodes]} AS node, {LABELS[nodes]} AS label,
                   {entity} AS entity, country
            FROM event_parties WHERE {KEYS[nodes]} IS NOT NULL),
        pairs AS (
            SELECT chosen.*, source, target
            FROM chosen JOIN sides AS source ON source.event_id = id AND source.role = 'actor'
            JOIN sides AS target ON target.event_id = id AND target.role = 'recipient')"""
    limit = "" if asked.limit is None else f"LIMIT {asked.limit}"
    table = store.query(f"{common} {_EDGES} {limit}", asking.values)
    every, joined, edges = store.query(f"{common} {_JOINED}", asking.values).to_pylist()[0].values()
    notes = []
    if every > joined:
        side = "party" if nodes == "actor" else "country"
        notes.append(
            f"events without a {side} on one side, or on both, left out: {every - joined:,}"
        )
    if edges > len(table):
        notes.append(f"the first {len(table):,} of {edges:,} edges")
    if not every:
        notes = [why_none(store, asking)]
    return Answer(table, title("Who does what to whom", asking), notes)


def party(row: Mapping[str, Any], side: Literal["source", "target"]) -> str:
    """How an edge's party is called: with the country where it is no known actor, since others
    may share the name.
    """
    name, country = row[side], row[f"{side}_country"]
    shared = row[f"{side}_entity"] is None and country not in (None, name)
    return f"{name} ({country})" if shared else str(name)


_EDGES = """
    SELECT min(source.label) AS source, source.entity AS source_entity,
           min(source.country) AS source_country,
           min(target.label) AS target, target.entity AS target_entity,
           min(target.country) AS target_country,
           quad, count(DISTINCT id) AS events, round(avg(scale), 2) AS scale
    FROM pairs
    GROUP BY source.node, source.entity, target.node, target.entity, quad
    ORDER BY events DESC, 1, 4, quad, source.node, target.node"""
_JOINED = """
    SELECT (SELECT count(*) FROM chosen), (SELECT count(DISTINCT id) FROM pairs),
           (SELECT count(*) FROM (SELECT DISTINCT source.node, target.node, quad FROM pairs))"""
