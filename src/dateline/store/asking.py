"""DuckDB over what a manifest listed at one moment."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import uuid4

import duckdb
import msgspec
import pyarrow as pa

from dateline.store import shards
from dateline.store.manifest import SHOWN, Manifest
from dateline.store.overlay import CORRECTED, Overlay
from dateline.store.views import VIEWS
from dateline.types import Correction


class Snapshot(msgspec.Struct, frozen=True):
    """The folders that counted when it was taken."""

    shards: tuple[str, ...]
    generation: str | None

    @staticmethod
    def of(manifest: Manifest) -> Snapshot:
        """What the manifest lists now."""
        rows = manifest.rows(
            "SELECT 0, shard FROM shards UNION ALL "
            "SELECT 1, value FROM meta WHERE key = 'events' ORDER BY 1, 2"
        )
        generation = next((name for kind, name in rows if kind), None)
        return Snapshot(tuple(name for kind, name in rows if not kind), generation)

    def files(self, folder: Path, table: str) -> list[str]:
        """The Parquet files of a table."""
        if table in shards.CLAIM_TABLES:
            names = [f"shards/{shard}" for shard in self.shards]
        else:
            names = [f"events/{self.generation}"] if self.generation else []
        return [str(folder.resolve() / name / f"{table}.parquet") for name in names]


class Asking:
    """A DuckDB connection with a view for every table of a snapshot. Nothing is fetched."""

    def __init__(
        self, folder: Path, snapshot: Snapshot, manifest: Manifest,
        corrections: Sequence[Correction] = (),
    ) -> None:  # fmt: skip
        self._folder = folder
        self._snapshot = snapshot
        self._manifest = manifest
        self._corrections = corrections

    @cached_property
    def _overlay(self) -> Overlay:
        """What analysts corrected, on a connection that has every view."""
        connection = duckdb.connect(config={
            "temp_directory": f"{tempfile.gettempdir()}/dateline-{uuid4().hex}",  # if it must
            "autoinstall_known_extensions": False,
            "python_enable_replacements": False,
        })  # fmt: skip
        coded = {name: self._coded(name) for name in shards.columns()}
        overlay = Overlay(connection, coded, self._corrections)
        for name, columns in shards.columns().items():
            shown = ", ".join(f'"{column}"' for column in columns)
            views = {name: overlay.over(name)}
            if name in CORRECTED:
                views[f"coded_{name}"] = coded[name]
            for view, rows in views.items():
                connection.execute(f"CREATE VIEW {view} AS SELECT {shown} FROM ({rows})")
        for name, sql in VIEWS.items():
            connection.execute(f"CREATE VIEW {name} AS {sql}")
        return overlay

    def files(self, table: str) -> list[str]:
        """The Parquet files of a table."""
        return self._snapshot.files(self._folder, table)

    def query(self, sql: str, values: Sequence[Any] = ()) -> pa.Table:
        """The answer to a query, as Arrow. Raises duckdb.Error on a query it cannot run."""
        return self._run(sql, values).to_arrow_table()

    def stream(
        self, sql: str, values: Sequence[Any] = (), **given: pa.Table
    ) -> pa.RecordBatchReader:
        """The answer to a query, which may ask these tables too, a batch of rows at a time."""
        return self._run(sql, values, given).to_arrow_reader(1024)

    def ordered(self, table: str, where: str, order: str, corrected: bool) -> str:
        """A query for the `json` of a table's rows; `row` is a row's number in its file."""
        rows = self._overlay.over(table) if corrected else self._coded(table)
        return f"SELECT json FROM ({rows}) WHERE {where} ORDER BY {order}"

    def in_order(self, table: str) -> str:
        """A query for the `json` of the rows that a table `wanted` (wanted, place) names."""
        rows = self._overlay.over(table)
        return f"SELECT json FROM ({rows}) JOIN wanted ON id = wanted ORDER BY place"

    def _run(
        self, sql: str, values: Sequence[Any], given: Mapping[str, pa.Table] = MappingProxyType({})
    ) -> duckdb.DuckDBPyRelation:
        cursor = self._overlay.connection.cursor()  # its own result, so that streams do not cross
        for name, table in given.items():
            cursor.register(name, table)
        for name in SHOWN:
            if re.search(rf"\b{name}\b", sql, re.IGNORECASE):
                cursor.register(name, self._manifest.table(name))
        return cursor.sql(sql, params=[*values])

    def _coded(self, table: str) -> str:
        """A query for a table's rows as they were coded, and `row`, their number in their file."""
        files = self.files(table)
        if files:
            listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
            read = f"read_parquet([{listed}], file_row_number = true)"
            return f"SELECT *, file_row_number AS row FROM {read}"
        kinds = {pa.string(): "VARCHAR", pa.int64(): "BIGINT", pa.float64(): "DOUBLE",
                 pa.bool_(): "BOOLEAN"}  # fmt: skip
        nulls = (f'NULL::{kinds[t]} AS "{name}"' for name, t in shards.columns()[table].items())
        return f"SELECT {', '.join(nulls)}, 0 AS row WHERE false"

    def close(self) -> None:
        """Close the connection, if there is one."""
        if "_overlay" in self.__dict__:
            self._overlay.connection.close()
