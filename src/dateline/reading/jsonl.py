"""JSON: one object a line (`.jsonl`, `.ndjson`, standard input), or a whole `.json` file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from dateline.errors import InputError
from dateline.reading.base import (
    Found,
    Raw,
    ReadOptions,
    Rejection,
    Source,
    read_whole,
    too_long,
)
from dateline.reading.decoding import decode
from dateline.reading.records import record

_CHUNK = 1 << 16


def read_jsonl(source: Source, options: ReadOptions) -> Iterator[Found]:
    """The reports of a file of JSON lines. A bad line costs itself and no other."""
    empty = True
    with source.open() as stream:
        for number, line in enumerate(_lines(stream, options.max_record_bytes), 1):
            where = f"{source.name}:{number}"
            if line is None:
                yield Rejection(where=where, reason=too_long(options.max_record_bytes))
            elif line.strip():
                yield _line(line, where, options)
            empty = empty and line is not None and not line.strip()
    if empty:
        raise InputError("the file is empty; JSON lines have one object a line", source.name)


def read_json(source: Source, options: ReadOptions) -> Iterator[Found]:
    """The reports of a `.json` file: one object, a list of them, or in truth JSON lines."""
    try:
        data = read_whole(source, options)
        content = json.loads(decode(data, source.name)[0])
    except (ValueError, RecursionError, InputError):
        yield from read_jsonl(source, options)
        return
    rows = content if isinstance(content, list) else [content]
    for number, row in enumerate(rows, 1):
        yield _row(row, f"{source.name}, record {number}", options)


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The stream's lines; None for one over the limit, which is skipped unread."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
            pass
        yield None


def _line(line: bytes, where: str, options: ReadOptions) -> Found:
    try:
        text, notes = decode(line, where)
        row = json.loads(text)
    except InputError as error:
        return Rejection(where=where, reason=error.what)
    except RecursionError:
        return Rejection(where=where, reason="JSON nested too deeply; give one flat object a line")
    except ValueError as error:
        return Rejection(where=where, reason=f"broken JSON ({error}); give one object a line")
    found = _row(row, where, options)
    if isinstance(found, Raw):
        return msgspec.structs.replace(found, notes=notes + found.notes)
    return found


def _row(row: object, where: str, options: ReadOptions) -> Raw | Rejection:
    if isinstance(row, dict):
        return record(row, where, options)
    kind = "a list" if isinstance(row, list) else f"the value {json.dumps(row)[:40]}"
    return Rejection(where=where, reason=f"{kind}, not an object; give one object a line")
