"""One event whole: its claims, why they are together, what was nearly joined, its history."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from dateline.store import Store
from dateline.types import Claim, Event, Join, Report


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One of the event's claims, and the report that it stands in."""

    claim: Claim
    outlet: Annotated[str | None, Meta(description="who published the report")]
    published: Annotated[str | None, Meta(description="when, YYYY-MM-DD")]
    since: Annotated[str | None, Meta(description="when the store first held the report, UTC")]


class NearJoin(msgspec.Struct, frozen=True, kw_only=True):
    """A join to a claim of another event that was refused."""

    join: Join
    other_event: Annotated[str | None, Meta(description="the event that the other claim is of")]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the event, or of one that went into it, when claims were linked anew."""

    at: Annotated[str, Meta(description="when, UTC")]
    event_id: Annotated[str, Meta(description="the id that it had until then")]
    change: Annotated[str, Meta(description="changed, renamed, merged or gone")]
    claims_before: int
    claims_after: int
    other: Annotated[str | None, Meta(description="the event that it went on as")]


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """All that a store knows of one event."""

    event: Event
    tellings: list[Telling]
    joins: list[Join]
    near_joins: list[NearJoin]
    history: list[Change]
    reports: list[Report]


def whole(store: Store, event_id: str) -> Whole:
    """The event of that id, or one that it once had. Raises SettingsError where none has.

    Claims that gave way to new ones since the store was last linked are not among its tellings.
    """
    event = store.event(event_id)
    claims = {claim.id: claim for claim in store.claims(event.claims)}
    reports = [*store.reports({claim.report_id for claim in claims.values()})]
    return Whole(
        event=event,
        tellings=_tellings(store, [claims[i] for i in event.claims if i in claims], reports),
        joins=_joins(store, event),
        near_joins=_near_joins(store, event),
        history=_history(store, event),
        reports=reports,
    )


def _tellings(store: Store, claims: list[Claim], reports: list[Report]) -> list[Telling]:
    held = {report.id: report for report in reports}
    sql = """SELECT report_id, min("at") AS since FROM ledger
             WHERE outcome = 'coded' AND list_contains(?::VARCHAR[], report_id) GROUP BY 1"""
    since = {row["report_id"]: row["since"] for row in store.query(sql, [[*held]]).to_pylist()}
    return [
        Telling(
            claim=claim,
            outlet=held[claim.report_id].source,
            published=held[claim.report_id].published,
            since=since.get(claim.report_id),
        )
        for claim in claims
    ]


def _joins(store: Store, event: Event) -> list[Join]:
    sql = "SELECT * FROM event_joins WHERE joined AND event_id = ? ORDER BY one, other"
    return [Join(**row) for row in store.query(sql, [event.id]).to_pylist()]


def _near_joins(store: Store, event: Event) -> list[NearJoin]:
    """Refused joins of its claims to those of others, the nearest first."""
    sql = """
        SELECT event_joins.* EXCLUDE (event_id), NULL AS event_id, theirs.event_id AS other_event
        FROM event_joins LEFT JOIN event_claims AS theirs
        ON theirs.claim_id = CASE WHEN list_contains($1::VARCHAR[], one) THEN other ELSE one END
        WHERE NOT joined
        AND list_contains($1::VARCHAR[], one) <> list_contains($1::VARCHAR[], other)
        ORDER BY score DESC, one, other"""
    rows = store.query(sql, [event.claims]).to_pylist()
    return [NearJoin(other_event=row.pop("other_event"), join=Join(**row)) for row in rows]


def _history(store: Store, event: Event) -> list[Change]:
    sql = """SELECT * EXCLUDE (number) FROM event_history
             WHERE event_id = $1 OR other = $1
             OR event_id IN (SELECT alias FROM event_aliases WHERE event_id = $1)
             ORDER BY number"""
    return [Change(**row) for row in store.query(sql, [event.id]).to_pylist()]
