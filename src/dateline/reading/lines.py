"""A text's lines, with their offsets, and what one line alone looks like."""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]*\S[^\r\n\x0b\x0c\x85\u2028\u2029]*")
_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*$")
_FULL_STOP = re.compile(r"(?:[.:;,…]|\.[\"'”’»)\]]+)$")
_PROSE_LENGTH, _PROSE_WORDS = 100, 5
_HEADLINE_LENGTH, _HEADLINE_WORDS = 200, 30


class Line(NamedTuple):
    """A line that is not blank: its words without the blanks around them, and where they stand.

    `apart` says that a blank line, or the text's beginning, stands before it.
    """

    start: int
    end: int
    text: str
    apart: bool


def lines_of(text: str) -> list[Line]:
    """The text's lines, blank ones left out, in order."""
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        words = match[0].strip()
        start = match.start() + match[0].index(words)
        apart = not found or len(_BREAK.findall(text, last, start)) > 1
        last = start + len(words)
        found.append(Line(start, last, words, apart))
    return found


def is_prose(line: Line) -> bool:
    """Whether the line reads as a sentence: long, or with words enough and a stop at its end."""
    words = line.text.count(" ") + 1
    return len(line.text) >= _PROSE_LENGTH or (words >= _PROSE_WORDS and ends(line))


def ends(line: Line) -> bool:
    """Whether the line ends as a sentence does."""
    return bool(_STOP.search(line.text))


def is_headline(line: Line) -> bool:
    """Whether the line could be a headline: some words, not many, and no full stop."""
    words = line.text.count(" ") + 1
    short = len(line.text) <= _HEADLINE_LENGTH and 2 <= words <= _HEADLINE_WORDS
    return short and not _FULL_STOP.search(line.text)
