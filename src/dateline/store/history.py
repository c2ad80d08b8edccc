"""What became of events when claims came in, or were coded anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from dateline.store.manifest import Manifest, now

Claims = Mapping[str, list[str]]  # event id -> the ids of its claims, the earliest first


class Change(msgspec.Struct, frozen=True):
    """What became of one event; `other` has its earliest claim now, where it is gone."""

    event_id: str
    change: Literal["changed", "renamed", "merged", "gone"]
    claims_before: int
    claims_after: int
    other: str | None = None


def changes(before: Claims, after: Claims) -> list[Change]:
    """What became of each event that is not as it was."""
    home = {claim: event for event, claims in after.items() for claim in claims}
    found = (_change(event, claims, before, after, home) for event, claims in before.items())
    return [change for change in found if change is not None]


def _change(
    event: str, claims: list[str], before: Claims, after: Claims, home: Mapping[str, str]
) -> Change | None:
    if event in after:
        same = set(claims) == set(after[event])
        return None if same else Change(event, "changed", len(claims), len(after[event]))
    other = next((home[claim] for claim in claims if claim in home), None)
    if other is None:
        return Change(event, "gone", len(claims), 0)
    kind: Literal["merged", "renamed"] = "merged" if other in before else "renamed"
    return Change(event, kind, len(claims), len(after[other]), other)


def record(found: Iterable[Change], after: Claims, manifest: Manifest) -> None:
    """Write changes down, and under which id an event goes on; within a change of the manifest."""
    at = now()
    for change in found:
        manifest.add("event_history", [(None, at, *msgspec.structs.astuple(change))])
        if change.other is not None:
            heir, old = change.other, change.event_id
            manifest.rows("UPDATE event_aliases SET event_id = ? WHERE event_id = ?", [heir, old])
            manifest.add("event_aliases", [(old, heir)], instead=True)
        elif change.change == "gone":
            manifest.rows("DELETE FROM event_aliases WHERE event_id = ?", [change.event_id])
    for (alias,) in manifest.rows("SELECT alias FROM event_aliases"):
        if alias in after:  # the id is in use again
            manifest.rows("DELETE FROM event_aliases WHERE alias = ?", [alias])
