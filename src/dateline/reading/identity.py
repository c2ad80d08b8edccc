"""A report's id, and the same report met twice."""

from __future__ import annotations

from hashlib import blake2b
from typing import Literal

_SEPARATOR = "\x1f"


def content_id(title: str | None, text: str, url: str | None) -> str:
    """`r` and 16 hex digits, of the report's own words and address."""
    return "r" + _digest(title or "", text, url or "").hex()


class Seen:
    """The ids and texts met so far, as hashes: about 150 bytes a report."""

    def __init__(self) -> None:
        self._texts: dict[bytes, bytes] = {}

    def check(self, report_id: str, text: str) -> Literal["new", "same", "other"]:
        """Whether the id is new, or was met with the same text, or with another one."""
        digest = _digest(text)
        first = self._texts.setdefault(_digest(report_id), digest)
        if first is digest:
            return "new"
        return "same" if first == digest else "other"


def _digest(*fields: str) -> bytes:
    joined = _SEPARATOR.join(fields).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=8).digest()
