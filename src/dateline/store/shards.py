"""Immutable folders of Parquet: written whole under another name, then renamed.

A folder is named by a hash of its files, so that the same rows are the same folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline.export import Results
from dateline.export.columns import REAL, TABLES, TEXT, TRUTH, tables
from dateline.types import Claim, Event, Join, Report

CLAIM_TABLES = ("reports", "claims", "claim_entities", "claim_counts")
EVENT_TABLES = ("events", "event_claims", "event_counts", "event_joins")
NATIVE = ("reports", "claims", "events")  # with the whole object as JSON
HASHES = {"text_sha256": TEXT, "title_sha256": TEXT}
JOINS = {
    "one": TEXT, "other": TEXT, "joined": TRUTH, "score": REAL, "reason": TEXT, "event_id": TEXT,
}  # fmt: skip
UNFINISHED = ".unfinished"
TOGETHER = 10_000  # rows that are made at once

Tables = dict[str, pa.Table]
Row = TypeVar("Row", Event, Join)


def columns() -> dict[str, dict[str, pa.DataType]]:
    """The tables that a store keeps as Parquet, and their columns."""
    made = {name: dict(TABLES[name]) for name in (*CLAIM_TABLES, *EVENT_TABLES[:3])}
    made["event_joins"] = dict(JOINS)
    made["reports"] |= HASHES
    for name in CLAIM_TABLES:
        made[name]["run"] = TEXT
    for name in NATIVE:
        made[name]["json"] = TEXT
    return made


def empty() -> Tables:
    """Every table without a row."""
    return {name: pa.schema([*kinds.items()]).empty_table() for name, kinds in columns().items()}


def shard(reports: Sequence[Report], claims: Sequence[Claim], texts: Tables, run: str) -> Tables:
    """The tables of some reports and their claims; `texts` adds the hashes of the words."""
    made = tables(Results("claims", [*reports], [*claims], []))
    for name, column in texts.items():
        made["reports"] = made["reports"].append_column(name, column)
    for name, table in made.items():
        made[name] = table.append_column("run", pa.array([run] * len(table), TEXT))
    made["reports"] = _with_json(made["reports"], reports)
    made["claims"] = _with_json(made["claims"], claims)
    return made


def generation(events: Iterable[Event], joins: Iterable[Join]) -> Iterator[Tables]:
    """The tables of one linking, a part at a time: events as they come, joins by their ids."""
    yield {name: empty()[name] for name in EVENT_TABLES}
    for some in _parts(events):
        made = tables(Results("events", [], [], some))
        made["events"] = _with_json(made["events"], some)
        yield {name: made[name] for name in EVENT_TABLES if name in made}
    schema = pa.schema([*JOINS.items()])
    for why in _parts(sorted(joins, key=lambda join: (join.one, join.other))):
        yield {
            "event_joins": pa.Table.from_pylist([msgspec.structs.asdict(j) for j in why], schema)
        }


def _parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while some := list(islice(waiting, TOGETHER)):
        yield some


def without(shard: Tables, report_ids: Sequence[str]) -> Tables:
    """The shard's tables without the rows of those reports."""
    gone = pa.array(report_ids, TEXT)
    claims = shard["claims"].filter(pc.is_in(shard["claims"]["report_id"], gone))["id"]
    keys = {
        "reports": ("id", gone), "claims": ("report_id", gone),
        "claim_entities": ("claim_id", claims), "claim_counts": ("claim_id", claims),
    }  # fmt: skip
    return {
        name: shard[name].filter(pc.invert(pc.is_in(shard[name][key], _one_chunk(values))))
        for name, (key, values) in keys.items()
    }


def write(parent: Path, parts: Iterable[Tables]) -> str:
    """Write a folder of Parquet files that is there whole or not at all; its name.

    A table's rows may come in several parts; its first part may have none.
    """
    parent.mkdir(exist_ok=True)
    unfinished = parent / UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    _write(unfinished, parts)
    digest = hashlib.blake2b(digest_size=12)
    for file in sorted(unfinished.iterdir()):
        with file.open("rb") as handle:
            hashlib.file_digest(handle, lambda: digest)
        to_disk(file)
    to_disk(unfinished)
    folder = parent / digest.hexdigest()
    if folder.exists():  # the same bytes, left by a run that was broken off, or retired
        shutil.rmtree(unfinished)
    else:
        unfinished.rename(folder)
    to_disk(parent)
    return folder.name


def _write(folder: Path, parts: Iterable[Tables]) -> None:
    with ExitStack() as opened:
        files: dict[str, pq.ParquetWriter] = {}
        for name, table in (each for part in parts for each in part.items()):
            if name not in files:
                made = pq.ParquetWriter(
                    folder / f"{name}.parquet", table.schema, compression="zstd"
                )
                files[name] = opened.enter_context(made)
            if len(table):
                files[name].write_table(table)


def read(folder: Path, names: Sequence[str] = CLAIM_TABLES) -> Tables:
    """The tables of a folder."""
    return {name: pq.read_table(folder / f"{name}.parquet") for name in names}


def to_disk(path: Path) -> None:
    """Have the system write a file or folder to the disk now."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _with_json(table: pa.Table, rows: Sequence[msgspec.Struct]) -> pa.Table:
    whole = [msgspec.json.encode(row).decode() for row in rows]
    return table.append_column("json", pa.array(whole, TEXT))


def _one_chunk(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
