"""Bytes to text, before any offset exists.

UTF-8 (with or without a byte order mark) and UTF-16 with one pass untouched.
Other bytes are repaired, and the repair is told.
"""

from __future__ import annotations

import codecs
import re

from dateline.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"PAR1")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Western European text in an old encoding has few bytes above ASCII; more of
# them mean another script, which only statistics can tell.
_WESTERN_SHARE = 0.1


def encoding_mark(data: bytes) -> str | None:
    """The encoding that the data's byte order mark names, None without one."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def decode(data: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    """The text, and a note where it had to be repaired. Raises InputError on binary data."""
    refuse_binary(data, where)
    try:
        return data.decode(encoding_mark(data) or "utf-8"), ()
    except UnicodeDecodeError:
        return _repair(data)


def refuse_binary(data: bytes, where: str) -> None:
    """Raises InputError where the data (or the start of it) cannot be text."""
    wide = encoding_mark(data) == "utf-16"
    if not wide and (b"\0" in data or data.startswith(_BINARY)):
        raise InputError("binary data, not text; give text, HTML, JSONL, CSV or Parquet", where)


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """Text without unpaired surrogates, which no file can hold; its offsets stay as they were."""
    mended, count = _SURROGATE.subn("\ufffd", text)
    if not count:
        return text, ()
    return mended, (f"{count} unpaired surrogates stand as U+FFFD now; offsets are unchanged",)


def _repair(data: bytes) -> tuple[str, tuple[str, ...]]:
    text, name = _western(data) if _is_western(data) else _guess(data)
    return text, (f"bytes that are not UTF-8 were read as {name}; save as UTF-8 to be sure",)


def _is_western(data: bytes) -> bool:
    return len(re.sub(rb"[\x00-\x7f]+", b"", data)) <= _WESTERN_SHARE * len(data)


def _western(data: bytes) -> tuple[str, str]:
    """Good UTF-8 as such and every stray byte as Windows-1252: mixed files come out whole."""
    text = data.decode("utf-8", "surrogateescape")
    return _SURROGATE.sub(_as_windows_1252, text), "windows-1252"


def _as_windows_1252(match: re.Match[str]) -> str:
    return match[0].encode("utf-8", "surrogateescape").decode("windows-1252", "replace")


def _guess(data: bytes) -> tuple[str, str]:
    import charset_normalizer  # slow to import, rarely needed
    import ftfy

    best = charset_normalizer.from_bytes(data).best()
    if best is None:
        return data.decode("utf-8", "replace"), "UTF-8 with gaps"
    return ftfy.fix_encoding(str(best)), best.encoding
