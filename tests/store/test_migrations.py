"""A store of every earlier schema opens as one of this schema, with all that it held."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import StoreError
from dateline.linking import link
from dateline.store import Store, Versions, migrations, shards, words
from dateline.store.manifest import FILE, SCHEMA
from dateline.types import Claim, Report

Batch = list[tuple[Report, list[Claim]]]
FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE runs (run TEXT PRIMARY KEY, coder TEXT, codebook TEXT, knowledge TEXT, model TEXT,
  classifier TEXT, places TEXT, started TEXT NOT NULL, finished TEXT);
CREATE TABLE shards (shard TEXT PRIMARY KEY, run TEXT NOT NULL, reports INTEGER NOT NULL,
  claims INTEGER NOT NULL);
CREATE TABLE held (id TEXT PRIMARY KEY, content TEXT NOT NULL,
  shard TEXT NOT NULL REFERENCES shards DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE ledger (number INTEGER PRIMARY KEY, at TEXT NOT NULL, run TEXT NOT NULL,
  report_id TEXT, input TEXT, outcome TEXT NOT NULL, claims INTEGER NOT NULL,
  relations INTEGER NOT NULL, reason TEXT);
CREATE TABLE corrections (id TEXT PRIMARY KEY, analyst TEXT NOT NULL, made TEXT NOT NULL,
  target TEXT NOT NULL, kind TEXT NOT NULL, field TEXT, value TEXT, others TEXT NOT NULL,
  note TEXT);
CREATE INDEX held_shard ON held (shard);
CREATE INDEX ledger_report ON ledger (report_id);
INSERT INTO meta VALUES ('schema', '1'), ('text', 'full');
"""


def first(path: Path, coded: Batch, versions: Versions) -> None:
    """A store of schema 1: rows did not know their run, nor events what they were called."""
    path.mkdir()
    for name in ("readers.lock", "writer.lock"):
        (path / name).touch()
    reports, run = [report for report, _ in coded], versions.run
    claims = [claim for _, claims in coded for claim in claims]
    made = shards.shard(reports, claims, words.hashes(reports), run)
    shard = shards.write(path / "shards", [{n: t.drop_columns("run") for n, t in made.items()}])
    events = shards.write(path / "events", shards.generation(link(claims), []))
    with sqlite3.connect(path / FILE) as manifest:
        manifest.execute("PRAGMA journal_mode = WAL")
        manifest.executescript(FIRST)
        manifest.execute("INSERT INTO meta VALUES ('events', ?)", [events])
        manifest.execute(
            "INSERT INTO runs VALUES (?, 'c-1', 'b-1', 'k-1', 'm-1', 'f-1', 'p-1', '2026', '2026')",
            [run],
        )
        manifest.execute(
            "INSERT INTO shards VALUES (?, ?, ?, ?)", [shard, run, len(reports), len(claims)]
        )
        rows = [(report.id, words.content(report), shard) for report in reports]
        manifest.executemany("INSERT INTO held VALUES (?, ?, ?)", rows)
    manifest.close()


# schema -> what makes a store of it, as the code of its time did
MAKERS: dict[int, Callable[[Path, Batch, Versions], None]] = {1: first}


def test_every_earlier_schema_is_tested() -> None:
    assert [*MAKERS] == [*range(1, SCHEMA)]
    assert len(migrations.STEPS) == SCHEMA - 1


def layout(path: Path) -> dict[str, object]:
    """The tables and indexes of a manifest, column by column."""
    manifest = sqlite3.connect(path / FILE)
    named = "SELECT name FROM sqlite_schema WHERE sql IS NOT NULL"
    names = [name for (name,) in manifest.execute(named)]
    told = {
        name: [row[1:] for row in manifest.execute("SELECT * FROM pragma_table_info(?)", [name])]
        for name in names
    }
    manifest.close()
    return {**told}


@pytest.mark.parametrize("schema", MAKERS)
def test_an_earlier_store_becomes_one_of_this_schema(
    schema: int, tmp_path: Path, coded: Batch, versions: Versions, rows: Callable[[Path], object]
) -> None:
    MAKERS[schema](tmp_path / "old", coded, versions)
    with Store.create(tmp_path / "new") as new, new.run(versions) as run:
        run.add(coded, [])
    with Store.open(tmp_path / "new") as new:
        new.publish(link(new.claims()))
    with Store.open(tmp_path / "old") as old, old.run(versions) as run:
        assert all(run.standing(report) == "same" for report, _ in coded)
        assert [*old.claims()] == [claim for _, claims in coded for claim in claims]
    assert rows(tmp_path / "old") == rows(tmp_path / "new")
    assert layout(tmp_path / "old") == layout(tmp_path / "new")


def test_a_migration_broken_off_leaves_the_store_as_it_was(
    tmp_path: Path, coded: Batch, versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old"
    first(path, coded, versions)
    before = layout(path)

    def break_off(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", (*migrations.STEPS, break_off))
        with pytest.raises(StoreError, match="disk is full"):
            Store.open(path)
    assert layout(path) == before
    assert len([*Store.open(path).reports()]) == len(coded)
