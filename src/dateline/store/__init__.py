"""The store: a folder of immutable Parquet shards, and one SQLite file that lists them.

store = Store.create("news.dateline")
with store.run(versions) as run:
    run.add([(report, claims)], entries)
link_store(store)
store.query("SELECT type, count(*) FROM events GROUP BY type")
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, cast

import msgspec
import pyarrow as pa

from dateline.errors import SettingsError, StoreError
from dateline.export import Level, Results
from dateline.store import shards
from dateline.store.asking import Asking, Snapshot
from dateline.store.history import changes, record
from dateline.store.linked import link_store
from dateline.store.locks import Reading, told, writing
from dateline.store.manifest import FILE, SCHEMA, Manifest
from dateline.store.migrations import migrate
from dateline.store.run import Run
from dateline.store.versions import Versions
from dateline.store.words import Words
from dateline.types import Claim, Correction, Event, Join, Report

__all__ = ["Run", "Store", "Versions", "Words", "is_store", "link_store"]
LOCKS = ("readers.lock", "writer.lock")
_OF_EVENTS = "SELECT event_id, claim_id FROM coded_event_claims"
Row = TypeVar("Row", Report, Claim, Event)


class Store:
    """An open store. What it reads is what was listed when it was opened, or last `refresh`ed;
    its own writing refreshes it.
    """

    tables = shards.columns()  # of the Parquet tables, their columns

    def __init__(self, path: Path) -> None:
        self.path = path
        self._busy = False
        self._reading = Reading(path)
        self._manifest = Manifest(path, os.access(path, os.W_OK))
        self._to_this_schema()
        self.words = cast(Words, self._manifest.meta("text"))
        self._snapshot: Asking | None = None
        _ = self._asked  # what is listed at this moment

    @classmethod
    def create(cls, path: Path | str, text: Words = "full") -> Store:
        """A new store. Raises SettingsError where something is at the path already, StoreError
        where it cannot be written.
        """
        path = Path(path)
        if path.exists() and not (path.is_dir() and not any(path.iterdir())):
            raise SettingsError(f"{path}: this is there and no store; give a store its own path")
        unfinished = path.with_name(f".{path.name}.unfinished")
        with told(path):
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            for name in LOCKS:
                (unfinished / name).touch()
            Manifest.make(unfinished, text=text)
            unfinished.rename(path)
            shards.to_disk(path.parent)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path | str) -> Store:
        """The store at a path, brought to this schema. Raises SettingsError where there is none
        or a newer one, StoreError where it is damaged.
        """
        path = Path(path)
        if not is_store(path):
            raise SettingsError(f"{path}: no store; `dateline code INPUT --into PATH` makes one")
        with told(path):
            return cls(path)

    def refresh(self) -> None:
        """Read from now on what is listed now; what is being read goes on as it was."""
        self._snapshot = None

    @property
    def _asked(self) -> Asking:
        if self._snapshot is None:
            self._snapshot = Asking(
                self.path, Snapshot.of(self._manifest), self._manifest, self.corrections()
            )
        return self._snapshot

    def reports(self, ids: Iterable[str] | None = None) -> Iterator[Report]:
        """The reports, or those of the ids, in the order of their ids."""
        return self._rows(Report, "reports", ids, "id")

    def claims(self, ids: Iterable[str] | None = None, corrected: bool = True) -> Iterator[Claim]:
        """The claims, or those of the ids, by report id and as they stand in the report.

        As analysts corrected them, without those they rejected; or all of them as coded.
        """
        return self._rows(Claim, "claims", ids, "report_id, row", corrected)

    def claims_in_order(self, ids: Sequence[str]) -> Iterator[Claim]:
        """The claims of the ids, in the order of these, as `claims` has them."""
        wanted = pa.table({"wanted": pa.array(ids, pa.string()), "place": range(len(ids))})
        rows = self._asked.stream(self._asked.in_order("claims"), wanted=wanted)
        yield from _decoded(Claim, rows)

    def events(self, ids: Iterable[str] | None = None, corrected: bool = True) -> Iterator[Event]:
        """The events, or those of the ids, in the order of their ids; corrected as claims are,
        or as they were linked (of corrected claims).
        """
        return self._rows(Event, "events", ids, "id", corrected)

    def event(self, id_: str) -> Event:
        """The event of an id, or of one that it once had. Raises SettingsError where none has."""
        found = self._manifest.rows("SELECT event_id FROM event_aliases WHERE alias = ?", [id_])
        for event in self.events([id_, *(row[0] for row in found)]):
            return event
        raise SettingsError(f"{id_}: no such event in {self.path}")

    def results(self, level: Level = "events") -> Results:
        """Everything of a level, as exporters want it."""
        events = [*self.events()] if level == "events" else []
        claims = [*self.claims()] if level in ("events", "claims") else []
        return Results(level, [*self.reports()], claims, events)

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """The answer of DuckDB, over a view for every table. Raises duckdb.Error."""
        return self._asked.query(sql, parameters)

    def files(self, table: str) -> list[str]:
        """The Parquet files that make up a table; no other file in the folder counts."""
        return self._asked.files(table)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer for a while. Raises StoreError where another process is."""
        if self._busy:
            yield
            return
        with writing(self.path):
            self._busy = True
            try:
                self._sweep()
                yield
                self._sweep()
            finally:
                self._busy = False

    @contextmanager
    def run(self, versions: Versions) -> Iterator[Run]:
        """Add coded reports, as the one writer. Raises StoreError where another process writes."""
        with self.writing():
            with told(self.path):
                run = Run(self.path, self._manifest, versions, self.words, self.refresh)
            yield run
            run.finish()

    def publish(self, events: Iterable[Event], joins: Iterable[Join] = ()) -> None:
        """Put these events in the place of those there are, and note what became of each.

        They are written as they come, so that they need not all fit in memory.
        """
        with self.writing(), told(self.path):
            name = shards.write(self.path / "events", shards.generation(events, joins))
            self.refresh()
            new = shards.read(self.path / "events" / name, ["event_claims"])
            before, after = _claims(self.query(_OF_EVENTS)), _claims(new["event_claims"])
            with self._manifest.change():
                record(changes(before, after), after, self._manifest)
                self._manifest.add("meta", [("events", name)], instead=True)
        self.refresh()

    def corrections(self) -> list[Correction]:
        """All corrections, in the order in which they were made."""
        rows = self._manifest.rows("SELECT * FROM corrections ORDER BY made, id")
        return [_correction(*row) for row in rows]

    def correct(self, *corrections: Correction) -> None:
        """Keep corrections, all or none. They show at once; events follow when linked anew.

        Raises StoreError where an id is taken.
        """
        with told(self.path), self._manifest.change():
            for correction in corrections:
                row: dict[str, Any] = msgspec.structs.asdict(correction)
                for key in ("value", "others"):
                    row[key] = msgspec.json.encode(row[key]).decode()
                if self._manifest.rows("SELECT 1 FROM corrections WHERE id = ?", [correction.id]):
                    raise StoreError(f"correction {correction.id}: there is one of this id")
                self._manifest.add("corrections", [tuple(row.values())])
        self.refresh()

    def close(self) -> None:
        """Close the files."""
        if self._snapshot is not None:
            self._snapshot.close()
        self._manifest.close()
        self._reading.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _rows(
        self, kind: type[Row], table: str, ids: Iterable[str] | None, order: str,
        corrected: bool = True,
    ) -> Iterator[Row]:  # fmt: skip
        where = "true" if ids is None else "id IN (SELECT unnest($1::VARCHAR[]))"
        values = [] if ids is None else [list(ids)]
        sql = self._asked.ordered(table, where, order, corrected)
        yield from _decoded(kind, self._asked.stream(sql, values))

    def _to_this_schema(self) -> None:
        schema = int(self._manifest.meta("schema") or 0)
        if schema > SCHEMA:
            raise SettingsError(
                f"{self.path}: of schema {schema}, this Dateline knows up to {SCHEMA}; upgrade it"
            )
        if schema < SCHEMA:
            with writing(self.path):
                migrate(self.path, self._manifest)

    def _sweep(self) -> None:
        """Remove what is not listed, left by a run broken off or retired; not while others read."""
        if not self._reading.alone():
            return
        listed = Snapshot.of(self._manifest)
        kept = {*listed.shards, listed.generation}
        for folder in (*self.path.glob("shards/*"), *self.path.glob("events/*")):
            if folder.name not in kept:
                shutil.rmtree(folder)
        self._reading.shared()


def _decoded(kind: type[Row], rows: pa.RecordBatchReader) -> Iterator[Row]:
    decode = msgspec.json.Decoder(kind).decode
    for batch in rows:
        yield from map(decode, batch["json"].to_pylist())


def _claims(rows: pa.Table) -> dict[str, list[str]]:
    """The claims of each event, in their order."""
    found: dict[str, list[str]] = {}
    for event, claim in zip(
        rows["event_id"].to_pylist(), rows["claim_id"].to_pylist(), strict=True
    ):
        found.setdefault(event, []).append(claim)
    return found


def is_store(path: Path) -> bool:
    """Whether there is a store at the path."""
    return (path / FILE).is_file()


def _correction(*row: Any) -> Correction:
    values = dict(zip(Correction.__struct_fields__, row, strict=True))
    for key in ("value", "others"):
        values[key] = msgspec.json.decode(values[key])
    return Correction(**values)
