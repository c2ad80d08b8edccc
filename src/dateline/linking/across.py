"""Happenings of many reports -> groups that are one: candidates, comparison, grouping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dateline.linking.candidates import pairs
from dateline.linking.comparing import Comparer
from dateline.linking.cores import Core
from dateline.linking.grouping import Edge, grouped
from dateline.linking.words import Weights
from dateline.types import Join

FORCED = 100.0  # the score of a pair that an analyst joined


class Constraints(msgspec.Struct, frozen=True):
    """What analysts said: claims that are of one happening, and pairs of claims that are not."""

    together: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()


class Linking(msgspec.Struct, frozen=True):
    """Groups of positions, the earliest first, and why they were joined or nearly were."""

    groups: list[list[int]]
    joins: list[Join]


def link_cores(cores: Sequence[Core], constraints: Constraints) -> Linking:
    """Group happenings, given in their canonical order."""
    comparer = comparer_of(cores)
    held = {claim: number for number, core in enumerate(cores) for claim in core.claims}
    together = _pairs(constraints.together, held)
    apart = _pairs(constraints.apart, held)

    edges = [Edge(FORCED, *pair) for pair in sorted(together)]
    edges += _edges(cores, comparer, apart | together)
    scores: dict[tuple[int, int], float | None] = dict.fromkeys(apart)
    scores |= {(edge.one, edge.other): edge.score for edge in edges}

    def compared(one: int, other: int) -> float | None:
        if (one, other) not in scores:
            found = comparer.compare(cores[one], cores[other])
            scores[one, other] = None if found.refused else found.score
        return scores[one, other]

    found = grouped(len(cores), edges, compared, comparer.join)
    told = [(edge, True) for edge in found.joined] + [(edge, False) for edge in found.refused]
    return Linking(found.groups, [_join(edge, joined, cores, comparer) for edge, joined in told])


def comparer_of(cores: Sequence[Core]) -> Comparer:
    """A comparer whose words weigh as they are rare over the reports."""
    stories = {core.report: core.told for core in cores}.values()
    return Comparer(Weights(s.names for s in stories), Weights(s.terms for s in stories))


def _pairs(given: Iterable[tuple[str, str]], held: dict[str, int]) -> set[tuple[int, int]]:
    """Pairs of claims as positions of their happenings; those not found any more are left out."""
    found = ((held.get(one), held.get(other)) for one, other in given)
    pairs = ((a, b) for a, b in found if a is not None and b is not None and a != b)
    return {(min(a, b), max(a, b)) for a, b in pairs}


def _edges(
    cores: Sequence[Core], comparer: Comparer, settled: set[tuple[int, int]]
) -> Iterator[Edge]:
    for one, other in pairs(cores, comparer.names):
        if (one, other) in settled:
            continue
        found = comparer.compare(cores[one], cores[other])
        if not found.refused and found.score >= comparer.near:
            yield Edge(found.score, one, other)


def _join(edge: Edge, joined: bool, cores: Sequence[Core], comparer: Comparer) -> Join:
    one, other = cores[edge.one], cores[edge.other]
    forced = edge.score == FORCED
    reason = "an analyst joined them" if forced else comparer.compare(one, other).reason
    if not joined and edge.score >= comparer.join:
        reason = f"alike, but their other claims are not; {reason}"
    return Join(one=one.id, other=other.id, joined=joined, score=edge.score, reason=reason)
