"""From what the user typed (files, folders, `-`) to sources, one after another."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from dateline.reading.base import Rejection, Source

SNIFFED_BYTES = 4096


def sources(inputs: Iterable[str]) -> Iterator[Source | Rejection]:
    """Every source that the inputs name, in their order; folders sorted, hidden files skipped."""
    for given in inputs:
        if given == "-":
            yield _with_suffix("standard input", cast(BinaryIO, sys.stdin.buffer))
        elif "://" in given:
            yield Rejection(
                where=given, reason="a URL is not read; save the page as .html and give that file"
            )
        else:
            yield from _path(Path(given))


def _path(path: Path) -> Iterator[Source | Rejection]:
    try:
        if path.is_dir():
            yield from _folder(path)
        elif not path.exists():
            yield Rejection(where=str(path), reason="no such file or folder; check the path")
        else:
            yield _file(path)
    except OSError as error:
        yield unreadable(str(path), error)


def _folder(folder: Path) -> Iterator[Source | Rejection]:
    """The files under a folder. Links to folders are not followed: they can go round."""
    inside = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    if not inside:
        yield Rejection(where=str(folder), reason="the folder has no files to read")
    for path in inside:
        if not (path.is_symlink() and path.is_dir()):
            yield from _path(path)


def _file(path: Path) -> Source:
    suffix = path.suffix.lower().removeprefix(".")
    if suffix:
        return Source(name=str(path), suffix=suffix, open=lambda: path.open("rb"))
    return _with_suffix(str(path), path.open("rb"))


def _with_suffix(name: str, stream: BinaryIO) -> Source:
    """A source without a suffix: JSON lines where it starts with `{`, otherwise plain text."""
    buffered = io.BufferedReader(cast(io.RawIOBase, stream), buffer_size=SNIFFED_BYTES)
    start = buffered.peek(SNIFFED_BYTES).removeprefix(b"\xef\xbb\xbf").lstrip()
    suffix = "jsonl" if start.startswith(b"{") else "txt"
    return Source(name=name, suffix=suffix, open=lambda: cast(BinaryIO, buffered))


def unreadable(where: str, error: OSError) -> Rejection:
    """The rejection for a file that the system will not give."""
    why = (error.strerror or str(error)).lower()
    return Rejection(where=where, reason=f"cannot be read: {why}; check the file and its rights")
