"""The ledger: every report in, accounted for once: coded, empty or rejected, and why."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import msgspec

from dateline.types import Report

# "held": left as a store has it; "retired": a store's rows of it gave way to new ones
Outcome = Literal["coded", "empty", "rejected", "held", "retired"]

NO_CLAIM = "no act between parties that is an event; is it news of politics or conflict?"
NO_RELATION = "no known words that join two parties, or a party and a former office"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one report."""

    report_id: str | None
    where: str | None
    outcome: Outcome
    claims: int = 0
    relations: int = 0
    reason: str | None = None


class Ledger:
    """Collects entries; `counts` has the number of each outcome."""

    def __init__(self) -> None:
        self.counts: Counter[Outcome] = Counter()
        self.entries: list[Entry] = []

    def add(self, entry: Entry) -> None:
        """Take an entry in."""
        self.counts[entry.outcome] += 1
        self.entries.append(entry)

    def coded(self, report: Report, claims: int) -> None:
        """Account for a report that was coded into claims."""
        self._done(report, claims, NO_CLAIM, claims=claims)

    def related(self, report: Report, relations: int) -> None:
        """Account for a report that was read for relations."""
        self._done(report, relations, NO_RELATION, relations=relations)

    def _done(self, report: Report, rows: int, nothing: str, **counts: int) -> None:
        reason = None if rows else why_empty(report, nothing)
        outcome: Outcome = "coded" if rows else "empty"
        self.add(Entry(report_id=report.id, where=None, outcome=outcome, reason=reason, **counts))

    def summary(self) -> str:
        """One line: how many reports in, and what became of them."""
        total = sum(self.counts.values())
        parts = [f"{self.counts[o]} {o}" for o in ("coded", "empty", "rejected")]
        parts += [f"{self.counts['held']} held"] if self.counts["held"] else []
        return f"{total} reports in: {', '.join(parts)}"


def why_empty(report: Report, nothing: str) -> str:
    """Why a report gave no row; `nothing` is the reason where its language is coded."""
    if report.language != "en":
        return f"language is {report.language!r}; only English is coded"
    return nothing
