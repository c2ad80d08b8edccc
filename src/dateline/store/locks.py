"""One writer at a time, no file removed that a reader may have open, and errors in plain words.

The writer's lock ends with its process, however that ends, and its workers do not inherit it.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.errors import StoreError

SAFE = "What was published before is kept; the same command goes on from there"
_writing: set[Path] = set()  # a process may take its own lock twice; we do not let it


@contextmanager
def writing(store: Path) -> Iterator[None]:
    """Be the one writer. Raises StoreError where another is at work."""
    busy = StoreError(f"{store}: another process is writing here; wait until it has ended")
    path = store.resolve()
    if path in _writing:
        raise busy
    with (store / "writer.lock").open("ab") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise busy from None
        _writing.add(path)
        try:
            yield
        finally:
            _writing.discard(path)


@contextmanager
def told(store: Path) -> Iterator[None]:
    """Say what the disk or the manifest refused. Raises StoreError in the place of theirs."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise StoreError(f"{store}: {why}; check the disk and its rights. {SAFE}") from error
    except sqlite3.Error as error:
        raise StoreError(f"{store}: the manifest: {error}. {SAFE}") from error


class Reading:
    """A reader's mark on a store: while it lasts nothing that the reader may need is removed."""

    _handle: int | None = None

    def __init__(self, store: Path) -> None:
        self._handle = os.open(store / "readers.lock", os.O_RDONLY)
        fcntl.flock(self._handle, fcntl.LOCK_SH)

    def alone(self) -> bool:
        """Whether nobody else is reading; then nobody can begin to until `shared`."""
        assert self._handle is not None
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.shared()  # a refused change of a lock may have dropped it
            return False
        return True

    def shared(self) -> None:
        """Let others read too."""
        assert self._handle is not None
        fcntl.flock(self._handle, fcntl.LOCK_SH)

    def close(self) -> None:
        """Take the mark away."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    __del__ = close
