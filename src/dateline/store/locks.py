"""One writer at a time, and no file removed that a reader may have open.

The writer's lock ends with its process, however that ends, and its workers do not inherit it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.errors import StoreError

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


class Reading:
    """A reader's mark on a store: while it lasts nothing that the reader may need is removed."""

    def __init__(self, store: Path) -> None:
        self._handle: int | None = os.open(store / "readers.lock", os.O_RDONLY)
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
