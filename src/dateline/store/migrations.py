"""From every earlier schema of the store to this one, a step a schema.

A step stands as it was when its schema came: it uses no table of `manifest.TABLES`, which may
have changed since. All steps are one change of the manifest; shards that a step writes anew are
listed with it, so that a migration broken off leaves the store as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from dateline.store import shards
from dateline.store.manifest import Manifest


def migrate(folder: Path, manifest: Manifest) -> None:
    """Bring a store to this schema."""
    with manifest.change():
        for step in STEPS[int(manifest.meta("schema") or 1) - 1 :]:
            step(folder, manifest)
        manifest.add("meta", [("schema", str(len(STEPS) + 1))], instead=True)


def _rows_know_their_run(folder: Path, manifest: Manifest) -> None:
    """2: every row says with which versions it was coded, and events keep their old ids."""
    for sql in _SECOND:
        manifest.rows(sql)
    for shard, run, reports, claims in manifest.rows("SELECT shard, run, reports, claims FROM old"):
        tables = shards.read(folder / "shards" / shard)
        for name, table in tables.items():
            names = table.column_names
            at = names.index("json") if "json" in names else len(names)
            tables[name] = table.add_column(at, "run", pa.array([run] * len(table), pa.string()))
        made = shards.write(folder / "shards", [tables])
        manifest.add("shards", [(made, reports, claims)])
        manifest.rows(
            "INSERT INTO held SELECT id, content, ?, ? FROM old_held WHERE shard = ?",
            [run, made, shard],
        )
    for sql in ("DROP TABLE old_held", "DROP TABLE old", *_SECOND_INDEXES):
        manifest.rows(sql)


_SECOND = (
    "DROP INDEX held_shard",
    "ALTER TABLE held RENAME TO old_held",
    "ALTER TABLE shards RENAME TO old",
    "CREATE TABLE shards (shard TEXT PRIMARY KEY, reports INTEGER NOT NULL, "
    "claims INTEGER NOT NULL)",
    "CREATE TABLE held (id TEXT PRIMARY KEY, content TEXT NOT NULL, run TEXT NOT NULL, "
    "shard TEXT NOT NULL REFERENCES shards DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE event_aliases (alias TEXT PRIMARY KEY, event_id TEXT NOT NULL)",
    "CREATE TABLE event_history (number INTEGER PRIMARY KEY, at TEXT NOT NULL, "
    "event_id TEXT NOT NULL, change TEXT NOT NULL, claims_before INTEGER, claims_after INTEGER, "
    "other TEXT)",
)
_SECOND_INDEXES = ("CREATE INDEX held_shard ON held (shard)",)
# STEPS[n - 1] takes a store from schema n to n + 1
STEPS: tuple[Callable[[Path, Manifest], None], ...] = (_rows_know_their_run,)
