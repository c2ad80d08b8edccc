"""The words of a report that are not its prose: found and marked, never cut.

One pass over the lines. Before the first line of prose (the head) stand headlines,
bylines and dates; after the last (the foot) credits, contacts, lists of other reports
and readers' comments. `furniture.toml` holds what they look like.
"""

from __future__ import annotations

import re

from dateline.reading.layout import Layout, layout_of
from dateline.reading.lines import Line, is_headline, is_prose, lines_of
from dateline.reading.matching import Zone, closing, opening, repeated, whole
from dateline.reading.strips import Hit
from dateline.types import Furniture, FurnitureKind, Related

_URL = re.compile(r"https?://\S+")
_UNFINISHED = re.compile(r"(?:[,;&]| and)$")
_LEAST_PROSE = 2
_WRAPPED = 40


def scan(text: str, title: str | None = None, url: str | None = None) -> Layout:
    """The furniture of a text, with the headline among it where the text repeats the title."""
    lines = lines_of(text)
    return _Scan(text, lines, _squashed(title or "")).layout(url)


class _Scan:
    """One pass over a text's lines, and what has been found so far."""

    def __init__(self, text: str, lines: list[Line], title: str) -> None:
        cut = _end(lines)
        self.text, self.title, self.lines, self.after = text, title, lines[:cut], lines[cut:]
        self.marked: list[Furniture] = []
        self.related: list[Related] = []
        self.hits: dict[Zone, list[Hit]] = {"head": [], "body": [], "foot": []}
        self.rest_of_title, self.last = title, _last_prose(self.lines)
        self.in_head, self.in_list, self.unfinished = True, False, False

    def layout(self, url: str | None) -> Layout:
        for index, line in enumerate(self.lines):
            zone: Zone = "head" if self.in_head else "foot" if index > self.last else "body"
            self._line(line, zone, whole(line, zone))
        if self.after:
            self._mark(self.after[0].start, self.after[-1].end, "share")
        first = self.hits["head"] + self.hits["body"]
        return layout_of(self.marked, self.related, first, self.hits["foot"], url)

    def _line(self, line: Line, zone: Zone, hits: list[Hit]) -> None:
        listed = self.in_list and _listed(line, zone)
        if self.in_head and self._is_title(line):
            self._mark(line.start, line.end, "header")
        elif self.unfinished and not line.apart:
            self._mark(line.start, line.end, "credit")
            self.unfinished = _unfinished(self.text[self.marked[-1].start : line.end])
        elif hits or listed:
            self._furniture(line, hits, zone)
        else:
            self._prose(line)

    def _furniture(self, line: Line, hits: list[Hit], zone: Zone) -> None:
        kind = hits[0].pattern.kind if hits else "read-more"
        self._mark(line.start, line.end, kind)
        self.hits[zone] += hits
        self.related += _related(line, hits[0] if hits else None)
        self.in_list = self.in_list if not hits else hits[0].pattern.opens_list
        self.unfinished = kind == "credit" and _unfinished(line.text)

    def _prose(self, line: Line) -> None:
        """Prose has furniture at its edges: a dateline, a remark in brackets."""
        first = _dateline(line, self.lines) if self.in_head else None
        if first:
            end = line.start + len(first.match[0].rstrip())
            self._mark(line.start, end, first.pattern.kind)
        last = closing(line)
        if last:
            self._mark(line.start + last.match.start(), line.end, last.pattern.kind)
        if is_prose(line) or ((first or last) and not is_headline(line)):
            self.in_head = False
        self.in_list = self.unfinished = False

    def _is_title(self, line: Line) -> bool:
        """Whether the line is the title, or goes on with it where it runs over several lines."""
        words = _squashed(line.text)
        if not self.title or words == self.title:
            return bool(self.title)
        if not f"{self.rest_of_title} ".startswith(f"{words} "):
            return False
        self.rest_of_title = self.rest_of_title[len(words) :].strip()
        return True

    def _mark(self, start: int, end: int, kind: FurnitureKind) -> None:
        self.marked.append(Furniture(start=start, end=end, text=self.text[start:end], kind=kind))


def _dateline(line: Line, lines: list[Line]) -> Hit | None:
    hit = opening(line)
    return None if hit and hit.pattern.once and repeated(hit.pattern, lines) else hit


def _listed(line: Line, zone: Zone) -> bool:
    """Whether the line may go on with a list: at the foot a word will do, and a blank may part."""
    if zone == "foot":
        return not is_prose(line)
    return not line.apart and is_headline(line)


def _end(lines: list[Line]) -> int:
    """Where the report ends: at the label of the readers' comments, if prose stands before it."""
    prose = 0
    for index, line in enumerate(lines):
        hits = whole(line, "body")
        if hits and hits[0].pattern.closes and prose >= _LEAST_PROSE:
            return index
        prose += is_prose(line)
    return len(lines)


def _last_prose(lines: list[Line]) -> int:
    """Where the last line of prose stands that is no furniture of the foot."""
    prose = (i for i in range(len(lines) - 1, -1, -1) if _is_text(lines[i]))
    return next((i for i in prose if not whole(lines[i], "foot")), -1)


def _is_text(line: Line) -> bool:
    """Whether the line is prose, or may be a line of a wrapped paragraph."""
    return is_prose(line) or (not line.apart and len(line.text) >= _WRAPPED)


def _unfinished(text: str) -> bool:
    return text.count("(") > text.count(")") or bool(_UNFINISHED.search(text))


def _related(line: Line, hit: Hit | None) -> list[Related]:
    title = hit.match.groupdict().get("title") if hit else line.text
    if not title:
        return []
    link = _URL.search(title)
    words = _URL.sub("", title).strip(" -|:()[]") or title
    return [Related(title=words, url=link[0] if link else None)]


def _squashed(words: str) -> str:
    return " ".join(words.casefold().split())
