"""What an export could not say: rows left out, values coarsened, values without a place."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec


class ExportReport(msgspec.Struct, kw_only=True):
    """How an export went. Counts are of events (or claims), by reason in words."""

    rows: int = 0
    left_out: dict[str, int] = {}
    coarsened: dict[str, int] = {}
    not_expressed: dict[str, int] = {}

    def leave_out(self, why: str) -> None:
        """Count one that has no row."""
        _count(self.left_out, why)

    def coarsen(self, what: str) -> None:
        """Count one whose row says less than was known."""
        _count(self.coarsened, what)

    def lose(self, what: str) -> None:
        """Count one of which the format cannot say something that was known, or wants to know
        something that was not."""
        _count(self.not_expressed, what)

    def lines(self) -> Iterator[str]:
        """The report for people, a line each, commonest first."""
        yield f"{self.rows} row{'s' * (self.rows != 1)} written"
        for told, counts in (
            ("left out", self.left_out),
            ("coarsened", self.coarsened),
            ("not expressed", self.not_expressed),
        ):
            for what, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
                yield f"{told}: {count} {what}"


def _count(counts: dict[str, int], what: str) -> None:
    counts[what] = counts.get(what, 0) + 1
