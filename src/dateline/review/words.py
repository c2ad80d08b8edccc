"""The words that a corrected value rests on: what is set points at the report, too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from dateline.errors import SettingsError
from dateline.types import Claim, Field, Report

OF_WORDS = ("actors", "recipients", "place", "counts")
LEVELS = {"city": 4, "admin2": 3, "admin1": 2}  # what a place gives -> how exact it is


class Passage(msgspec.Struct, frozen=True):
    """Words of a report and where they begin in it."""

    text: str
    start: int
    field: Field


def passages(claims: Sequence[Claim], report: Report | None = None) -> list[Passage]:
    """Where words are looked for: the claims' sentences, then the whole report."""
    said = [each.evidence.sentence for each in claims]
    found = [Passage(span.text, span.start, span.field) for span in said]
    if report is not None:
        whole: tuple[tuple[str | None, Field], ...] = (
            (report.text, "text"), (report.title, "title"),
        )  # fmt: skip
        found += [Passage(text, 0, field) for text, field in whole if text]
    return found


def located(field: str, given: Any, within: Sequence[Passage]) -> Any:
    """A value in JSON with `start`, `end`, `text` and `field` where it leaves them out.

    The words are those of its `text`, else its `name`, else its figure. Raises SettingsError
    where they do not stand in the report.
    """
    if field not in OF_WORDS:
        return given
    if isinstance(given, list):
        return [_located(field, each, within) for each in given]
    return _located(field, given, within)


def _located(field: str, given: Any, within: Sequence[Passage]) -> Any:
    if not isinstance(given, dict):
        return given
    value = _whole_place(given) if field == "place" else dict(given)
    if "start" in value:
        _check(field, value, within)
        return value
    if not any(each.text for each in within):  # a store without words: the sentence itself
        where = within[0]
        return value | {"start": where.start, "end": where.start, "text": "", "field": where.field}
    return value | _found(field, value, within)


def _whole_place(given: dict[str, Any]) -> dict[str, Any]:
    """A place with its name and how exact it is, where its parts tell them."""
    parts = [part for part in LEVELS if given.get(part)]
    names = [given[part] for part in parts] + [given.get("country_name")]
    name = next((name for name in names if name), None)
    told = {"resolution": LEVELS[parts[0]] if parts else 1} | ({"name": name} if name else {})
    return told | given


def _found(field: str, value: dict[str, Any], within: Sequence[Passage]) -> dict[str, Any]:
    for words in _words(value):
        for passage in within:
            found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", passage.text, re.IGNORECASE)
            if found:
                start, end = (passage.start + at for at in found.span())
                return {"start": start, "end": end, "text": found[0], "field": passage.field}
    sought = " nor ".join(repr(words) for words in _words(value)) or "no words"
    raise SettingsError(
        f'--set {field}: {sought} is not in the report; give "text", the words that say it'
    )


def _words(value: dict[str, Any]) -> Iterator[str]:
    """The words to look for, the likeliest first."""
    if value.get("text"):
        yield str(value["text"])
        return
    if value.get("name"):
        yield str(value["name"])
    for end in ("low", "high"):
        if isinstance(figure := value.get(end), int):
            yield from dict.fromkeys((f"{figure:,}", str(figure)))


def _check(field: str, value: dict[str, Any], within: Sequence[Passage]) -> None:
    """Refuse a slice that is not the words it says. Raises SettingsError."""
    for passage in within:
        start, end = value["start"] - passage.start, value.get("end", 0) - passage.start
        if passage.field == value.get("field", "text") and 0 <= start < end <= len(passage.text):
            if passage.text[start:end] == value.get("text"):
                return
            raise SettingsError(
                f"--set {field}: {value.get('text')!r} is not what stands from {value['start']} "
                f"to {value['end']}: {passage.text[start:end]!r}"
            )
