"""Files of any length, line by line: plain, .gz, .bz2 or the one text file in a .zip."""

from __future__ import annotations

import bz2
import gzip
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, cast

from dateline.errors import SettingsError

Tick = Callable[[int], None]  # told how many bytes of the file, as it lies on disk, are read
OFTEN = 1000  # lines between two ticks


def silent(read: int) -> None:
    """A tick that nobody hears."""


def read_lines(path: Path, tick: Tick = silent) -> Iterator[tuple[int, str]]:
    """Lines without their ends, numbered from 1. What is not UTF-8 is read as Windows-1252.

    Raises SettingsError where the file cannot be read.
    """
    with opened(path) as (lines, raw):
        number = 0
        try:
            for number, line in enumerate(lines, start=1):
                yield number, decoded(line).rstrip("\r\n")
                if number % OFTEN == 0:
                    tick(raw.tell())
        except (OSError, EOFError, zipfile.BadZipFile) as error:
            raise SettingsError(
                f"{path}: broken after line {number} ({error}); get the file once more"
            ) from None
        tick(path.stat().st_size)


def decoded(line: bytes) -> str:
    """The text of a line; a mark of the byte order at its head is left out."""
    try:
        return line.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


@contextmanager
def opened(path: Path) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """The file's content and the file itself, whose place says how far reading is."""
    with ExitStack() as stack:
        try:
            raw = stack.enter_context(path.open("rb"))
            if path.suffix == ".zip":
                whole = stack.enter_context(zipfile.ZipFile(raw))
                content: IO[bytes] = stack.enter_context(whole.open(_inside(path, whole)))
            elif path.suffix == ".gz":
                content = cast(IO[bytes], stack.enter_context(gzip.open(raw)))
            elif path.suffix == ".bz2":
                content = stack.enter_context(bz2.open(raw))
            else:
                content = raw
        except (OSError, zipfile.BadZipFile) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise SettingsError(f"{path}: cannot be read ({reason}); give a file") from None
        yield content, raw


def _inside(path: Path, whole: zipfile.ZipFile) -> str:
    """The file of the archive that is meant: the one called like it, else the largest."""
    files = [each for each in whole.infolist() if not each.is_dir()]
    if not files:
        raise SettingsError(f"{path}: the archive is empty; give one that holds a text file")
    same = [each for each in files if Path(each.filename).stem == path.stem]
    return max(same or files, key=lambda each: each.file_size).filename
