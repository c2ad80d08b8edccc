"""CSV and Parquet: tidy tables joined on ids.

A folder as output gets every table of the level; a path with the format's suffix,
and standard output (CSV only), the level's own table.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from dateline.errors import SettingsError
from dateline.export import Results
from dateline.export.columns import tables
from dateline.export.report import ExportReport


def write_csv(results: Results, output: Path | None) -> ExportReport:
    """Write CSV with a header row, UTF-8, text quoted."""
    if output is None:
        pyarrow.csv.write_csv(tables(results)[results.level], sys.stdout.buffer)
    else:
        _write(results, output, ".csv", pyarrow.csv.write_csv)
    return ExportReport(rows=len(results.rows))


def write_parquet(results: Results, output: Path | None) -> ExportReport:
    """Write Parquet. Raises SettingsError without an output path."""
    if output is None:
        raise SettingsError("--format parquet needs --output PATH: a folder, or a .parquet file")
    _write(results, output, ".parquet", pyarrow.parquet.write_table)
    return ExportReport(rows=len(results.rows))


def _write(
    results: Results, output: Path, suffix: str, write: Callable[[pa.Table, str], None]
) -> None:
    made = tables(results)
    if output.suffix == suffix:
        write(made[results.level], str(output))
        return
    output.mkdir(parents=True, exist_ok=True)
    for name, table in made.items():
        write(table, str(output / f"{name}{suffix}"))
