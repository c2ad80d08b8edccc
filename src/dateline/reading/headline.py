"""The headline of a plain text, which has no other field for it."""

from __future__ import annotations

from dateline.reading.furniture import opening, whole
from dateline.reading.lines import Line, ends, is_headline, is_prose, lines_of

# A line under a headline with no blank between them is prose only if it is much longer:
# the lines of one wrapped paragraph are of a length.
_MUCH_LONGER = 2


def headline(text: str) -> str | None:
    """The first line, where it stands as a headline over a longer text; otherwise None."""
    lines = [line for line in lines_of(text) if not whole(line, in_head=True)]
    if len(lines) < 2 or not is_headline(lines[0]) or opening(lines[0]):
        return None
    first, rest = lines[0], lines[1:]
    if _stands_alone(first, rest[0], text) and any(is_prose(line) for line in rest):
        return first.text
    return None


def _stands_alone(first: Line, second: Line, text: str) -> bool:
    """Whether a blank line, furniture, a dateline or a change of measure parts the two."""
    furniture_between = bool(text[first.end : second.start].strip())
    longer = len(second.text) >= _MUCH_LONGER * len(first.text) and ends(second)
    return second.apart or furniture_between or bool(opening(second)) or longer
