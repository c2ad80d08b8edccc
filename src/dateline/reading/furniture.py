"""The words of a report that are not its prose: found and marked, never cut.

One pass over the lines. Before the first line of prose stand headlines, bylines
and dates; after it credits. `furniture.toml` holds what they look like.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from dateline.reading.dates import Published, filed_day, find_date
from dateline.reading.lines import Line, is_headline, is_prose, lines_of
from dateline.reading.patterns import Pattern, patterns
from dateline.types import Furniture, FurnitureKind, Related

# Furniture lines are short; a longer line is prose, and costs time to match.
_LONGEST = 500
_URL = re.compile(r"https?://\S+")


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """What the furniture of a text says: its spans, in order and apart, and what stands in them."""

    furniture: list[Furniture]
    byline: str | None = None
    source: str | None = None
    published: Published | None = None
    related: list[Related] = []


class Hit(NamedTuple):
    """A line's match with a pattern."""

    pattern: Pattern
    match: re.Match[str]


def scan(text: str, title: str | None = None, url: str | None = None) -> Layout:
    """The furniture of a text, with the headline among it where the text repeats the title."""
    lines = lines_of(text)
    marked: list[Furniture] = []
    hits: list[Hit] = []
    related: list[Related] = []
    in_head, in_list = True, False
    for line in lines:
        hit = whole(line, in_head)
        if in_head and title and _squashed(line.text) == _squashed(title):
            marked.append(_mark(text, line.start, line.end, "header"))
        elif hit or (in_list and not line.apart and is_headline(line)):
            kind = hit.pattern.kind if hit else "read-more"
            marked.append(_mark(text, line.start, line.end, kind))
            hits += [hit] if hit else []
            related += _related(line, hit)
            in_list = in_list if not hit else hit.pattern.opens_list
        else:
            found = _parts(line, lines, in_head)
            marked += [_mark(text, start, end, kind) for start, end, kind in found]
            in_head = in_head and not (is_prose(line) or (found and not is_headline(line)))
            in_list = False
    return _layout(marked, related, hits, url)


def whole(line: Line, in_head: bool) -> Hit | None:
    """The pattern that the whole line matches, before the prose or after its beginning."""
    return _first(line, ("line", "head" if in_head else "tail"))


def opening(line: Line) -> Hit | None:
    """The dateline pattern that the line begins with."""
    return _first(line, ("start",))


def teaser(words: str) -> str | None:
    """The headline in a "read more" line, None where the words are no such line."""
    hit = whole(Line(0, len(words), words, True), False)
    return hit.match.groupdict().get("title") if hit else None


def _first(line: Line, scopes: tuple[str, ...]) -> Hit | None:
    text = line.text if scopes == ("start",) or len(line.text) <= _LONGEST else ""
    for pattern in patterns():
        if pattern.scope in scopes and (match := pattern.match(text[:_LONGEST])):
            return Hit(pattern, match)
    return None


def _parts(line: Line, lines: list[Line], in_head: bool) -> list[tuple[int, int, FurnitureKind]]:
    """The furniture at the edges of a line of prose: a dateline, a remark in brackets."""
    found: list[tuple[int, int, FurnitureKind]] = []
    first = opening(line) if in_head else None
    if first and not (first.pattern.once and _repeated(first.pattern, lines)):
        words = first.match[0].rstrip()
        found.append((line.start, line.start + len(words), first.pattern.kind))
    last = next((p for p in patterns() if p.scope == "end" and p.match(line.text)), None)
    match = last.match(line.text) if last else None
    if last and match:
        found.append((line.start + match.start(), line.end, last.kind))
    return found


def _repeated(pattern: Pattern, lines: list[Line]) -> bool:
    return sum(1 for line in lines if pattern.match(line.text[:_LONGEST])) > 1


def _mark(text: str, start: int, end: int, kind: FurnitureKind) -> Furniture:
    return Furniture(start=start, end=end, text=text[start:end], kind=kind)


def _related(line: Line, hit: Hit | None) -> list[Related]:
    title = hit.match.groupdict().get("title") if hit else line.text
    if not title:
        return []
    link = _URL.search(title)
    words = _URL.sub("", title).strip(" -|:()[]") or title
    return [Related(title=words, url=link[0] if link else None)]


def _layout(
    marked: list[Furniture], related: list[Related], hits: list[Hit], url: str | None
) -> Layout:
    """Byline, outlet and date, each from the first line that gives it.

    The date is the one of publication, else of the update, else the dateline's.
    """
    given: dict[str, str] = {}
    for hit in hits:
        given = {key: words for key, words in hit.match.groupdict().items() if words} | given
    stamp = given.get("published") or given.get("updated")
    filed = next((filed_day(span.text) for span in marked if span.kind == "dateline"), None)
    published = find_date(stamp, url) if stamp else None
    return Layout(
        furniture=marked,
        related=related,
        byline=given.get("byline"),
        source=given.get("source"),
        published=published or (Published(filed, "day") if filed else None),
    )


def _squashed(words: str) -> str:
    return " ".join(words.casefold().split())
