"""The ledger: every report in, accounted for once: coded, empty or rejected, and why."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import msgspec

from dateline.types import Report

Outcome = Literal["coded", "empty", "rejected"]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one report."""

    report_id: str | None
    where: str | None
    outcome: Outcome
    claims: int = 0
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
        """Account for a report that went through the coder."""
        reason = None if claims else why_empty(report)
        outcome: Outcome = "coded" if claims else "empty"
        self.add(
            Entry(report_id=report.id, where=None, outcome=outcome, claims=claims, reason=reason)
        )

    def summary(self) -> str:
        """One line: how many reports in, and what became of them."""
        total = sum(self.counts.values())
        parts = [f"{self.counts[o]} {o}" for o in ("coded", "empty", "rejected")]
        return f"{total} reports in: {', '.join(parts)}"


def why_empty(report: Report) -> str:
    """Why a report gave no claim."""
    if report.language != "en":
        return f"language is {report.language!r}; only English is coded"
    return (
        "no known predicate with a party that could be named; is it news of politics or conflict?"
    )
