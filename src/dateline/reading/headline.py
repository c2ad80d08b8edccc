"""The headline of a plain text, which has no other field for it."""

from __future__ import annotations

from dateline.reading.layout import said
from dateline.reading.lines import Line, ends, is_headline, is_prose, lines_of
from dateline.reading.matching import opening, whole

# A line under a headline with no blank between them is prose only if it is much longer:
# the lines of one wrapped paragraph are of a length.
_MUCH_LONGER = 2


def headline(text: str) -> str | None:
    """The first line, where it stands as a headline over a longer text; otherwise None.

    A headline that a header line names as such, or has beside a date, is taken where
    no line stands as one.
    """
    every = lines_of(text)
    found = [whole(line, "head") for line in every]
    lines = [line for line, hits in zip(every, found, strict=True) if not hits]
    first_prose = next((i for i, line in enumerate(every) if is_prose(line)), 0)
    named = said([hit for hits in found[:first_prose] for hit in hits]).get("headline")
    if len(lines) < 2 or not any(is_prose(line) for line in lines[1:]):
        return named
    return _standing(lines, text) or named


def _standing(lines: list[Line], text: str) -> str | None:
    first, second = lines[:2]
    if not is_headline(first) or opening(first):
        return None
    if len(lines) > 2 and _goes_on(first, second, lines[2], text):
        return f"{first.text} {second.text}"
    return first.text if _stands_alone(first, second, text) else None


def _goes_on(first: Line, second: Line, third: Line, text: str) -> bool:
    """Whether a headline in capitals runs over two lines."""
    between = text[first.end : second.start].strip()
    capitals = first.text.isupper() and second.text.isupper() and is_headline(second)
    return capitals and not between and not second.apart and third.apart and not opening(second)


def _stands_alone(first: Line, second: Line, text: str) -> bool:
    """Whether a blank line, furniture, a dateline or a change of measure parts the two."""
    furniture_between = bool(text[first.end : second.start].strip())
    longer = len(second.text) >= _MUCH_LONGER * len(first.text) and ends(second)
    return second.apart or furniture_between or bool(opening(second)) or longer
