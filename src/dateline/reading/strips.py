"""Header lines that run several things together: outlet, date, byline, section, place.

`Levant Times, Monday, 9 June 2014` and `PTI | New Delhi | 5 June 2019` are split at their
dates and separators; such a line is furniture where each part is known for what it is.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import NamedTuple

from dateline.reading.patterns import Pattern, Scope, patterns

_STRONG = r"\s*[|•·●]\s*|\s+(?:--+|[–—/>»-])\s+|\s+-\s*$|\t+|\s{3,}"
_STRONGLY = re.compile(_STRONG)
_APART = re.compile(rf"{_STRONG}|[,;،]\s+|\s+(?=\()")
_EDGES = " \t\xa0,.:;،|/•·●>»–—-"
_STOP = re.compile(r"[.!?…][\"'”’)]*$")
_LONGEST = 200


class Hit(NamedTuple):
    """A match with a pattern, of a line or of a part of one."""

    pattern: Pattern
    match: re.Match[str]


def strip_of(line: str, with_headline: bool = True) -> list[Hit]:
    """The parts of a header line in order; none where the line is something else.

    `with_headline` allows one part that may be any headline, beside a date.
    """
    if len(line) > _LONGEST:
        return []
    stamps, between = _split(line)
    # A headline may stand in such a line too, where more than a comma parts it.
    parts = [part for piece in between for part in _parts_of(piece, _APART)]
    found = _all(parts, ("part",))
    if found is None and stamps and with_headline and not _STOP.search(line):
        parts = [part for piece in between for part in _parts_of(piece, _STRONGLY)]
        strong = any(_STRONGLY.search(f" {piece} ") for piece in between)
        found = _all(parts, ("part", "headline")) if strong else None
    hits = sorted(stamps + (found or []), key=lambda hit: hit.pattern.kind == "byline")
    sure = any(hit.pattern.sure for hit in hits)
    return hits if found is not None and sure else []


def _split(line: str) -> tuple[list[Hit], list[str]]:
    """The dates in a line with their labels, and what stands before, between and after them."""
    stamps: list[Hit] = []
    between: list[str] = []
    while hit := _stamp(line):
        stamps.append(hit)
        between.append(line[: hit.match.start()])
        line = line[hit.match.end() :]
    return stamps, [*between, line]


def _stamp(line: str) -> Hit | None:
    found = (Hit(one, match) for one in _of("stamp") if (match := one.match(line)))
    return min(found, key=lambda hit: hit.match.start(), default=None)


def _parts_of(piece: str, apart: re.Pattern[str]) -> list[str]:
    parts = (part.strip(_EDGES) for part in apart.split(piece))
    bare = (part[1:-1] if part[:1] + part[-1:] in ("()", "[]") else part for part in parts)
    return [part for part in bare if re.search(r"\w", part)]


def _all(parts: list[str], scopes: tuple[Scope, ...]) -> list[Hit] | None:
    """Each part's hit; None where one has none, or where two would be the headline."""
    tried = list(chain.from_iterable(_of(scope) for scope in scopes))
    found: list[Hit] = []
    for part in parts:
        hit = next((Hit(one, match) for one in tried if (match := one.match(part))), None)
        if hit is None:
            return None
        found.append(hit)
    return found if sum(hit.pattern.scope == "headline" for hit in found) <= 1 else None


def _of(scope: Scope) -> list[Pattern]:
    return [pattern for pattern in patterns() if pattern.scope == scope]
