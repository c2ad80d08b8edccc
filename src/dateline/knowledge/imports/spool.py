"""Values kept on disk for a second look, so that memory does not grow with them."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any, Generic, Self, TypeVar

import msgspec

T = TypeVar("T")


class Spool(Generic[T]):
    """Takes values of one type, then gives them once in the same order."""

    def __init__(self, type_: type[T]) -> None:
        self._decode = msgspec.msgpack.Decoder(type_).decode
        self._encode = msgspec.msgpack.Encoder().encode

    def __enter__(self) -> Self:
        self._file = TemporaryFile()
        return self

    def __exit__(self, *_: Any) -> None:
        self._file.close()

    def add(self, value: T) -> None:
        """Put a value at the end."""
        data = self._encode(value)
        self._file.write(len(data).to_bytes(4, "big") + data)

    def __iter__(self) -> Iterator[T]:
        self._file.seek(0)
        while head := self._file.read(4):
            yield self._decode(self._file.read(int.from_bytes(head, "big")))
