"""Claims -> events: one event for each happening of a report, with ranges where claims differ."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from dateline.linking.event import event_of
from dateline.linking.same import conflict, reason
from dateline.types import Claim, Event

__all__ = ["link"]


class _Group:
    """Claims about one happening, and why each was joined."""

    def __init__(self, claim: Claim) -> None:
        self.claims = [claim]
        self.why: list[str] = []

    def reason(self, claim: Claim) -> str | None:
        """Why the claim belongs here: for some claim, and against none."""
        if any(conflict(mine, claim) for mine in self.claims):
            return None
        return next((why for mine in self.claims if (why := reason(mine, claim))), None)


def link(claims: Iterable[Claim]) -> list[Event]:
    """Events of claims given in report order; claims of different reports are not joined."""
    events: list[Event] = []
    for _, mine in groupby(claims, key=lambda claim: claim.report_id):
        groups: list[_Group] = []
        for claim in mine:
            _place(claim, groups)
        events += [event_of(group.claims, group.why) for group in groups]
    return events


def _place(claim: Claim, groups: list[_Group]) -> None:
    for group in reversed(groups):
        why = group.reason(claim)
        if why:
            group.claims.append(claim)
            group.why.append(f"{claim.id}: {why}")
            return
    groups.append(_Group(claim))
