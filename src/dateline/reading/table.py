"""CSV and Parquet: one row, one report."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from dateline.errors import InputError
from dateline.reading.base import Found, Raw, ReadOptions, Rejection, Source
from dateline.reading.decoding import decode, encoding_mark, refuse_binary
from dateline.reading.records import missing_column, record

_DELIMITERS = ",;\t|"
_HEAD_BYTES = 1 << 16
_BATCH_ROWS = 64
# A field this much over the limit for a record is a quote left open, not a text.
_RUNAWAY = 10


def read_csv(source: Source, options: ReadOptions) -> Iterator[Found]:
    """The reports of a CSV file with a header row; the delimiter is read off that row."""
    csv.field_size_limit(_RUNAWAY * options.max_record_bytes)
    with source.open() as stream:
        rows = _rows(stream, source.name)
        columns = next(rows, None)
        if not columns:
            raise InputError("the file is empty; CSV starts with a row of names", source.name)
        require_columns(columns, options, source.name)
        try:
            for number, row in enumerate(filter(None, rows), 1):
                yield _row(columns, row, f"{source.name}, record {number}", options)
        except csv.Error as error:
            reason = f"broken CSV ({error}; a quote left open?); the rest of the file is unread"
            raise InputError(reason, source.name) from error


def read_parquet(source: Source, options: ReadOptions) -> Iterator[Found]:
    """The reports of a Parquet file, a few rows in memory at a time."""
    import pyarrow as pa  # slow to import, and many runs never need it
    import pyarrow.parquet as pq

    with source.open() as stream:
        try:
            table = pq.ParquetFile(stream)
            require_columns(table.schema_arrow.names, options, source.name)
            batches = table.iter_batches(_BATCH_ROWS)
            rows = (row for batch in batches for row in batch.to_pylist())
            for number, row in enumerate(rows, 1):
                yield record(row, f"{source.name}, record {number}", options)
        except pa.ArrowException as error:
            reason = f"not a Parquet file that can be read ({error}); write it again"
            raise InputError(reason, source.name) from error


def require_columns(found: Iterable[str], options: ReadOptions, where: str) -> None:
    """Raises InputError unless the text column and every renamed one are there."""
    names, usual = list(found), ReadOptions()
    for name in options.__struct_fields__:
        column = getattr(options, name)
        asked = name == "text_column" or column != getattr(usual, name)
        if name.endswith("_column") and asked and column not in names:
            option = name.removesuffix("_column")
            raise InputError(missing_column(column, names, option), where)


def _rows(stream: BinaryIO, where: str) -> Iterator[list[str]]:
    """The file's rows. Bytes that are not UTF-8 are carried as surrogates, to be repaired."""
    buffered = io.BufferedReader(stream, _HEAD_BYTES)  # type: ignore[type-var]
    head = buffered.peek(_HEAD_BYTES)
    refuse_binary(head, where)
    text = io.TextIOWrapper(buffered, encoding_mark(head) or "utf-8", "surrogateescape", newline="")
    first = text.readline()
    delimiter = max(
        _DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), []))
    )
    yield from csv.reader([first], delimiter=delimiter)
    yield from csv.reader(text, delimiter=delimiter, strict=True)


def _row(columns: list[str], row: list[str], where: str, options: ReadOptions) -> Found:
    extra = [value for value in row[len(columns) :] if value.strip()]
    if extra:
        reason = f"{len(row)} fields, but the header names {len(columns)}; quote the text"
        return Rejection(where=where, reason=reason)
    repaired, notes = _repaired(row, where)
    found = record(dict(zip(columns, repaired, strict=False)), where, options)
    if isinstance(found, Raw):
        return msgspec.structs.replace(found, notes=notes + found.notes)
    return found


def _repaired(row: list[str], where: str) -> tuple[list[str], tuple[str, ...]]:
    values, notes = [], dict[str, None]()
    for value in row:
        if any("\udc80" <= letter <= "\udcff" for letter in value):
            value, told = decode(value.encode("utf-8", "surrogateescape"), where)
            notes |= dict.fromkeys(told)
        values.append(value)
    return values, tuple(notes)
