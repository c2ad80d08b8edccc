"""The manifest: one SQLite file that says which shards count, and keeps what is no Parquet.

Every change is one transaction. Clock times stand here alone, never in Parquet.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

SCHEMA = 2  # raise with a step in `migrations`
FILE = "manifest.sqlite"
# table -> its columns, in SQLite's words
TABLES = {
    "meta": "key TEXT PRIMARY KEY, value TEXT NOT NULL",
    "runs": """run TEXT PRIMARY KEY, coder TEXT, codebook TEXT, knowledge TEXT, model TEXT,
               classifier TEXT, places TEXT, started TEXT NOT NULL, finished TEXT""",
    "shards": "shard TEXT PRIMARY KEY, reports INTEGER NOT NULL, claims INTEGER NOT NULL",
    "held": """id TEXT PRIMARY KEY, content TEXT NOT NULL, run TEXT NOT NULL,
               shard TEXT NOT NULL REFERENCES shards DEFERRABLE INITIALLY DEFERRED""",
    "ledger": """number INTEGER PRIMARY KEY, at TEXT NOT NULL, run TEXT NOT NULL, report_id TEXT,
                 input TEXT, outcome TEXT NOT NULL, claims INTEGER NOT NULL,
                 relations INTEGER NOT NULL, reason TEXT""",
    "corrections": """id TEXT PRIMARY KEY, analyst TEXT NOT NULL, made TEXT NOT NULL,
                      target TEXT NOT NULL, kind TEXT NOT NULL, field TEXT, value TEXT,
                      others TEXT NOT NULL, note TEXT""",
    "event_aliases": "alias TEXT PRIMARY KEY, event_id TEXT NOT NULL",
    "event_history": """number INTEGER PRIMARY KEY, at TEXT NOT NULL, event_id TEXT NOT NULL,
                        change TEXT NOT NULL, claims_before INTEGER, claims_after INTEGER,
                        other TEXT""",
}
INDEXES = {"held_shard": "held (shard)", "ledger_report": "ledger (report_id)"}
SHOWN = ("ledger", "runs", "corrections", "event_aliases", "event_history", "shards")
ARROW = {"INTEGER": pa.int64(), "TEXT": pa.string()}


def now() -> str:
    """The time, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Manifest:
    """An open manifest. Statements are SQL; a change stands in `with manifest.change():`."""

    def __init__(self, folder: Path, writable: bool = True) -> None:
        file = (folder / FILE).resolve()
        uri, log = file.as_uri(), file.with_name(f"{FILE}-wal")
        mode = "mode=rw" if writable else "mode=ro"
        if not writable and not log.exists():  # a log could not be made, and is not needed
            mode += "&immutable=1"
        self._connection = sqlite3.connect(
            f"{uri}?{mode}", uri=True, isolation_level=None, timeout=60, check_same_thread=False
        )
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.execute("PRAGMA synchronous = FULL")

    @staticmethod
    def make(folder: Path, **meta: str) -> None:
        """A new manifest, of this schema, in a folder that has none."""
        connection = sqlite3.connect(folder / FILE, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN")
        for name, kinds in TABLES.items():
            connection.execute(f"CREATE TABLE {name} ({kinds})")
        for name, where in INDEXES.items():
            connection.execute(f"CREATE INDEX {name} ON {where}")
        rows = {"schema": str(SCHEMA), **meta}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", rows.items())
        connection.execute("COMMIT")
        connection.close()

    @contextmanager
    def change(self) -> Iterator[None]:
        """One transaction: all of it, or nothing."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement."""
        return self._connection.execute(sql, values).fetchall()

    def add(self, table: str, rows: Sequence[Sequence[Any]], instead: bool = False) -> None:
        """Add rows, a value a column; `instead`: in place of those with the same key."""
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            verb = "INSERT OR REPLACE" if instead else "INSERT"
            self._connection.executemany(f"{verb} INTO {table} VALUES ({marks})", rows)

    def meta(self, key: str) -> str | None:
        """What is written down under that key."""
        found = self.rows("SELECT value FROM meta WHERE key = ?", [key])
        return found[0][0] if found else None

    def table(self, name: str) -> pa.Table:
        """A whole table, as Arrow."""
        kinds = self.rows("SELECT name, type FROM pragma_table_info(?)", [name])
        schema = pa.schema([(column, ARROW[kind]) for column, kind in kinds])
        columns = [*zip(*self.rows(f"SELECT * FROM {name}"), strict=True)] or [()] * len(kinds)
        return pa.table([pa.array(c, t) for c, t in zip(columns, schema.types, strict=True)],
                        schema=schema)  # fmt: skip

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
