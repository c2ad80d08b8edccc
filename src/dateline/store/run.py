"""Writing: batches of coded reports into a store, each batch whole or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from dateline.errors import StoreError
from dateline.ledger import Entry
from dateline.store import shards, words
from dateline.store.locks import told
from dateline.store.manifest import Manifest, now
from dateline.store.versions import Versions
from dateline.types import Claim, Report

Standing = Literal["new", "same", "changed", "older"]
RETIRED = {"changed": "its content changed; coded anew", "older": "coded anew with other versions"}


class Run:
    """A writer's hold on a store. Made by `Store.run`."""

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        versions: Versions,
        keep: words.Words,
        published: Callable[[], None],
    ) -> None:
        self.versions = versions
        self._id = versions.run
        self._folder = folder
        self._shards = folder / "shards"
        self._manifest = manifest
        self._keep = keep
        self._published = published
        columns = ", ".join(msgspec.structs.asdict(versions))
        row = [self._id, *msgspec.structs.astuple(versions), now()]
        with manifest.change():
            manifest.rows(
                f"INSERT INTO runs (run, {columns}, started) VALUES ({_marks(row)}) "
                "ON CONFLICT (run) DO UPDATE SET finished = NULL",
                row,
            )

    def standing(self, report: Report) -> Standing:
        """Whether the report is new here, held just so, held with other content, or held as
        coded with other versions.
        """
        held = self._manifest.rows("SELECT content, run FROM held WHERE id = ?", [report.id])
        if not held:
            return "new"
        content, run = held[0]
        if content != words.content(report):
            return "changed"
        return "same" if run == self._id else "older"

    def holds(self, report: Report) -> bool:
        """Whether the report is held with the same content, whatever it was coded with."""
        return self.standing(report) in ("same", "older")

    def add(
        self, coded: Sequence[tuple[Report, Sequence[Claim]]], entries: Iterable[Entry]
    ) -> None:
        """Publish a batch and what the ledger says of it, in one change of the manifest.

        Rows of the same reports that are already held retire. Raises StoreError where a report
        stands twice in the batch, or the disk refuses.
        """
        ids = [report.id for report, _ in coded]
        if len(set(ids)) < len(ids):
            raise StoreError(f"{self._folder}: a report may stand in a batch only once")
        with told(self._folder):
            self._add(coded, ids, entries)
        self._published()

    def _add(
        self,
        coded: Sequence[tuple[Report, Sequence[Claim]]],
        ids: Sequence[str],
        entries: Iterable[Entry],
    ) -> None:
        retired = [self._retired(report) for report, _ in coded]
        added = [entry for entry in (*entries, *retired) if entry is not None]
        new = self._write(coded) if coded else None
        thinner = self._thin(ids)
        with self._manifest.change():
            for old, replacement in thinner.items():
                self._replace(old, replacement)
            if new is not None:
                self._list(new, coded)
            self._record(added)

    def finish(self) -> None:
        """Note that everything that was given has been coded."""
        with told(self._folder), self._manifest.change():
            self._manifest.rows("UPDATE runs SET finished = ? WHERE run = ?", [now(), self._id])

    def _retired(self, report: Report) -> Entry | None:
        why = RETIRED.get(self.standing(report))
        entry = Entry(report_id=report.id, where=None, outcome="retired", reason=why)
        return entry if why else None

    def _write(self, coded: Sequence[tuple[Report, Sequence[Claim]]]) -> str:
        stay = [words.kept(report, claims, self._keep) for report, claims in coded]
        said = [claim for _, claims in stay for claim in claims]
        hashes = words.hashes([report for report, _ in coded])
        made = shards.shard([report for report, _ in stay], said, hashes, self._id)
        return shards.write(self._shards, [made])

    def _thin(self, ids: Sequence[str]) -> dict[str, tuple[str, int, int] | None]:
        """The shards that hold reports of these ids -> those without them; None of nothing left."""
        found: dict[str, list[str]] = defaultdict(list)
        for id_ in ids:
            for (shard,) in self._manifest.rows("SELECT shard FROM held WHERE id = ?", [id_]):
                found[shard].append(id_)
        thinner: dict[str, tuple[str, int, int] | None] = {}
        for shard, gone in found.items():
            left = shards.without(shards.read(self._shards / shard), gone)
            rows = len(left["reports"])
            made = (shards.write(self._shards, [left]), rows, len(left["claims"])) if rows else None
            thinner[shard] = made
        return thinner

    def _replace(self, old: str, replacement: tuple[str, int, int] | None) -> None:
        self._manifest.rows("DELETE FROM shards WHERE shard = ?", [old])
        if replacement is not None:
            self._manifest.add("shards", [replacement], instead=True)
            shard = replacement[0]
            self._manifest.rows("UPDATE held SET shard = ? WHERE shard = ?", [shard, old])

    def _list(self, shard: str, coded: Sequence[tuple[Report, Sequence[Claim]]]) -> None:
        claims = sum(len(claims) for _, claims in coded)
        self._manifest.add("shards", [(shard, len(coded), claims)], instead=True)
        rows = [(report.id, words.content(report), self._id, shard) for report, _ in coded]
        self._manifest.add("held", rows, instead=True)

    def _record(self, entries: Iterable[Entry]) -> None:
        """Into the ledger; a refusal that a run broken off has noted is not noted twice."""
        for entry in entries:
            row = [self._id, entry.report_id, entry.where, entry.outcome, entry.claims,
                   entry.relations, entry.reason]  # fmt: skip
            if entry.outcome == "rejected" and self._manifest.rows(
                "SELECT 1 FROM ledger WHERE (run, report_id, input, outcome, claims, relations, "
                f"reason) IS ({_marks(row)})",
                row,
            ):
                continue
            self._manifest.add("ledger", [(None, now(), *row)])


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
