"""Which happenings of different reports may be one: those that share a block.

A block is a kind of happening with a place, a party or a rare name, in some days. Steps are SQL;
in a block that fame has swollen, each happening meets only the next ones in time, so that work
grows with the happenings and not with their square.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import duckdb
import pyarrow as pa

from dateline.linking.cores import Core
from dateline.linking.words import Weights

DAYS = 8  # of a block
SLACK = 2  # days by which a time may be wrong
NEAREST = 40  # happenings of a block that each is compared with, the next in time
NAMES, RARE = 16, 60  # names of a report that make blocks, and in how many reports each may stand
AT_ONCE = 50_000  # pairs handed on together
BLOCKS = pa.schema([("block", pa.string()), ("core", pa.int32()), ("day", pa.int32())])
PAIRS = f"""
    WITH following AS (
        SELECT core, list(core) OVER (
            PARTITION BY block ORDER BY day, core ROWS BETWEEN 1 FOLLOWING AND {NEAREST} FOLLOWING
        ) AS others FROM blocks
    ), met AS (SELECT core AS one, unnest(others) AS other FROM following)
    SELECT DISTINCT least(one, other) AS one, greatest(one, other) AS other FROM met
    WHERE one <> other ORDER BY ALL
"""


def pairs(cores: Sequence[Core], names: Weights) -> Iterator[tuple[int, int]]:
    """Positions of happenings that may be one, the smaller first, in order, each pair once."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE blocks (block VARCHAR, core INTEGER, day INTEGER)")
        for rows in _batched(_rows(cores, names)):
            connection.register("rows", rows)
            connection.execute("INSERT INTO blocks SELECT * FROM rows")
            connection.unregister("rows")
        for batch in connection.sql(PAIRS).to_arrow_reader(AT_ONCE):
            ones, others = batch.column("one").to_pylist(), batch.column("other").to_pylist()
            yield from (
                (one, other)
                for one, other in zip(ones, others, strict=True)
                if cores[one].report != cores[other].report
            )


def _rows(cores: Sequence[Core], names: Weights) -> Iterator[tuple[str, int, int]]:
    for number, core in enumerate(cores):
        day = core.first or core.last or 0
        for block in blocks(core, names):
            yield block, number, day


def blocks(core: Core, names: Weights) -> list[str]:
    """The blocks in which a happening stands."""
    head = f"{core.family}|{core.told_as}"
    found = [f"{head}|name|{name}" for name in names.rarest(core.told.names, NAMES, RARE)]
    if published := core.told.published:
        found += [f"{head}|told|{bucket}" for bucket in _buckets(published, published)]
    if core.span is None:
        return found
    buckets = _buckets(*core.span)
    keys = [f"city|{core.country}|{core.city}"] if core.city else []
    keys += [f"party|{name}" for side in (core.actors, core.recipients) for name in side.entities]
    if core.country:
        keys += [f"when|{core.country}", *(f"what|{core.country}|{t}" for t in core.triggers)]
    return found + [f"{head}|{key}|{bucket}" for key in keys for bucket in buckets]


def _buckets(first: int, last: int) -> range:
    """The numbers of the buckets in which days fall, or nearly."""
    return range((first - SLACK) // DAYS, (last + SLACK) // DAYS + 1)


def _batched(rows: Iterable[tuple[str, int, int]]) -> Iterator[pa.Table]:
    kept: list[tuple[str, int, int]] = []
    for row in rows:
        kept.append(row)
        if len(kept) == AT_ONCE:
            yield _table(kept)
            kept = []
    if kept:
        yield _table(kept)


def _table(rows: Sequence[tuple[str, int, int]]) -> pa.Table:
    columns = [
        pa.array(c, type=f.type) for c, f in zip(zip(*rows, strict=True), BLOCKS, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=BLOCKS)
