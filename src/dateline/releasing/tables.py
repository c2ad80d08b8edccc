"""The tables of a release, and how each is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from dateline.store import Store, shards
from dateline.store.manifest import ARROW

Write = Callable[[pa.Table, Path], None]
# table -> its order; ALL where no order of columns says it better
TABLES = {
    "reports": "id",
    "claims": "report_id, paragraph, sentence_start, trigger_start, id",
    "claim_entities": "claim_id, role, position",
    "claim_counts": "claim_id, position",
    "events": "id",
    "event_claims": "ALL",
    "event_counts": "ALL",
    "event_joins": "ALL",
    "runs": "run",
    "corrections": "made, id",
}
PROSE = ("text", "title", "byline")  # of reports: often under somebody's rights
OF_MANIFEST: dict[str, dict[str, pa.DataType]] = {
    "runs": dict.fromkeys(
        ("run", "coder", "codebook", "knowledge", "model", "classifier", "places", "started",
         "finished"), ARROW["TEXT"]),
    "corrections": dict.fromkeys(
        ("id", "analyst", "made", "target", "kind", "field", "value", "others", "note"),
        ARROW["TEXT"]),
}  # fmt: skip
WHERE = {"runs": "WHERE run IN (SELECT run FROM reports)"}


def columns_of(table: str) -> dict[str, pa.DataType]:
    """The columns of a table: those of the store, without the native object."""
    if table in OF_MANIFEST:
        return OF_MANIFEST[table]
    return {name: kind for name, kind in shards.columns()[table].items() if name != "json"}


def table_of(store: Store, table: str, texts: bool) -> pa.Table:
    """A table as it stands, corrected, in one order; reports without prose unless `texts`."""
    columns = columns_of(table)
    empty = PROSE if table == "reports" and not texts else ()
    shown = (f'NULL AS "{name}"' if name in empty else f'"{name}"' for name in columns)
    rows = f"SELECT {', '.join(shown)} FROM {table} {WHERE.get(table, '')}"
    found = store.query(f"{rows} ORDER BY {TABLES[table]}")
    return found.cast(pa.schema([*columns.items()])).combine_chunks()


def _csv(table: pa.Table, path: Path) -> None:
    pyarrow.csv.write_csv(table, path)


def _parquet(table: pa.Table, path: Path) -> None:
    pyarrow.parquet.write_table(table, path, compression="zstd", row_group_size=65_536)


# format, also its folder and suffix -> what writes it
FORMATS: dict[str, Write] = {"csv": _csv, "parquet": _parquet}
