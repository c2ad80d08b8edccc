"""One line against the patterns, by where in the text it stands."""

from __future__ import annotations

from typing import Literal

from dateline.reading.layout import said
from dateline.reading.lines import Line
from dateline.reading.patterns import Pattern, Scope, patterns
from dateline.reading.strips import Hit, strip_of

Zone = Literal["head", "body", "foot"]
# Furniture lines are short; a longer line is prose, and costs time to match.
_LONGEST = 500
_SCOPES: dict[Zone, tuple[Scope, ...]] = {
    "head": ("line", "head"),
    "body": ("line", "tail"),
    "foot": ("line", "tail", "foot"),
}


def whole(line: Line, zone: Zone) -> list[Hit]:
    """The patterns that the whole line matches in its zone: one, or one for each of its parts."""
    hit = _first(line, _SCOPES[zone])
    # What follows a dateline is prose, however much its first line looks like a headline.
    parts = [] if zone == "body" else strip_of(line.text, with_headline=not opening(line))
    return [hit] if hit and len(said(parts)) <= len(said([hit])) else parts


def opening(line: Line) -> Hit | None:
    """The dateline pattern that the line begins with."""
    return _first(line, ("start",))


def closing(line: Line) -> Hit | None:
    """The remark in brackets that the line ends with."""
    return _first(line, ("end",))


def repeated(pattern: Pattern, lines: list[Line]) -> bool:
    """Whether more than one of the lines matches the pattern."""
    return sum(1 for line in lines if pattern.match(line.text[:_LONGEST])) > 1


def teaser(words: str) -> str | None:
    """The headline in a "read more" line, None where the words are no such line."""
    hits = whole(Line(0, len(words), words, True), "body")
    return hits[0].match.groupdict().get("title") if hits else None


def _first(line: Line, scopes: tuple[Scope, ...]) -> Hit | None:
    edge = scopes[0] in ("start", "end")
    text = line.text if edge or len(line.text) <= _LONGEST else ""
    text = text[:_LONGEST] if scopes == ("start",) else text
    for pattern in patterns():
        if pattern.scope in scopes and (match := pattern.match(text)):
            return Hit(pattern, match)
    return None
