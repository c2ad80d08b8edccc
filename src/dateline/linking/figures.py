"""An event's counts: who gives which figure, which of them stand, and the range they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.linking.rule import Counts
from dateline.types import Claim, Count, CountClaim, CountKind, EventCount

if TYPE_CHECKING:
    from dateline.linking.event import Origin


ONE = frozenset({"one", "1"})


class Figure(msgspec.Struct):
    """One claim's figure; by whom and when it was given; whether it counts in the range."""

    claim: Claim
    count: Count
    speaker: str
    published: str
    superseded: bool = False
    partisan: bool = False

    @property
    def single(self) -> bool:
        """Whether it counts one person without a number: "a man", a name."""
        one = self.count.low == self.count.high == 1
        return one and self.count.text.lower() not in ONE


def counts_of(
    claims: Sequence[Claim], origins: Mapping[str, Origin], rule: Counts
) -> list[EventCount]:
    """The range of each kind of count, and each claim's own figure."""
    by_kind: dict[CountKind, list[Figure]] = {}
    parties = {party for claim in claims for e in (*claim.actors, *claim.recipients)
               if (party := e.entity or e.name.lower())}  # fmt: skip
    for claim in claims:
        origin = origins[claim.report_id]
        for count in claim.counts:
            speaker = _speaker(claim)
            by_kind.setdefault(count.kind, []).append(
                Figure(
                    claim,
                    count,
                    speaker or f"outlet {origin.source or origin.original}",
                    origin.published or "",
                    partisan=speaker in parties,
                )
            )
    return [_range(kind, figures, rule) for kind, figures in by_kind.items()]


def _speaker(claim: Claim) -> str | None:
    """Who gives a claim's figures: the innermost speaker."""
    if not claim.attribution:
        return None
    source = claim.attribution[-1].source
    return source.entity or source.name.lower()


def _range(kind: CountKind, figures: list[Figure], rule: Counts) -> EventCount:
    """From the smallest low to the largest high; open where any figure is open above."""
    if rule.supersede:
        _supersede(figures)
    telling = _telling(figures, rule)
    lows = [f.count.low for f in telling if f.count.low is not None]
    highs = [f.count.high for f in telling]
    high = None if None in highs else max(h for h in highs if h is not None)
    return EventCount(
        kind=kind, low=min(lows, default=None), high=high, claims=[_claimed(f) for f in figures]
    )


def _supersede(figures: list[Figure]) -> None:
    """Mark what the same speaker has since put otherwise in a later report."""
    latest: dict[str, Figure] = {}
    for figure in sorted(figures, key=lambda f: f.published):
        latest[figure.speaker] = figure
    for figure in figures:
        last = latest[figure.speaker]
        same = (figure.count.low, figure.count.high) == (last.count.low, last.count.high)
        figure.superseded = figure.published < last.published and not same


def _telling(figures: list[Figure], rule: Counts) -> list[Figure]:
    """The figures that make the range."""
    telling = [f for f in figures if not f.superseded] or figures
    if rule.partisan == "apart":
        telling = [f for f in telling if not f.partisan] or telling
    if rule.singles == "alone":
        telling = [f for f in telling if not f.single] or telling
    if rule.headlines == "alone":
        telling = [f for f in telling if f.claim.evidence.trigger.field == "text"] or telling
    return telling


def _claimed(figure: Figure) -> CountClaim:
    return CountClaim(
        claim_id=figure.claim.id,
        low=figure.count.low,
        high=figure.count.high,
        attribution=figure.claim.attribution,
        as_of=figure.count.as_of or figure.published or None,
        superseded=figure.superseded,
        partisan=figure.partisan,
    )
