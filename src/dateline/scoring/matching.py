"""Which claim answers for which gold claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.scoring.wanted import Extent, Wanted, parties_right, right
from dateline.types import Claim, Span

Sought = tuple[Wanted, Sequence[Span | Extent]]  # what gold wants, and where its words stand


def match(sought: Sequence[Sought], claims: Sequence[Claim]) -> dict[int, int]:
    """The number of the claim that answers for each gold claim, by the gold claim's number.

    First claims whose trigger stands in the gold's words: those with the right type before
    others, then those with the right parties. Then, for gold left over, claims of the same
    sentence with type and parties right. A claim answers for one gold claim.
    """
    found: dict[int, int] = {}
    used: set[int] = set()
    for *_, gold, claim in sorted(_pairs(sought, claims)):
        if gold not in found and claim not in used:
            found[gold] = claim
            used.add(claim)
    return found


def overlap(one: Span | Extent, other: Span | Extent) -> bool:
    """Whether two spans share a code point."""
    return one.field == other.field and one.start < other.end and other.start < one.end


def _pairs(
    sought: Sequence[Sought], claims: Sequence[Claim]
) -> Iterator[tuple[bool, bool, bool, int, int]]:
    """Each pair that may be one, closest first when sorted."""
    for i, (wanted, spans) in enumerate(sought):
        for j, claim in enumerate(claims):
            typed, parties = wanted.type == claim.type, parties_right(wanted, claim)
            if any(overlap(span, claim.evidence.trigger) for span in spans):
                yield False, not typed, not parties, i, j
            elif right(wanted, claim) and any(
                overlap(span, claim.evidence.sentence) for span in spans
            ):
                yield True, False, False, i, j
