"""Scored pairs -> groups, without chains: two groups join only if their members agree on average.

Pairs are taken from the likeliest to the least; a pair joins the groups of its two happenings
where the mean over all pairs between them is enough and none of them is excluded. So a report
that could belong to two happenings does not make one of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import islice, product

import msgspec

MEMBERS = 12  # of a group that are compared with another group's: the first ones


class Edge(msgspec.Struct, frozen=True, order=True):
    """A pair of happenings, by position, and the log-odds that both are one."""

    score: float
    one: int
    other: int


class Grouping(msgspec.Struct, frozen=True):
    """Which happenings are one, the earliest first, and the pairs that joined them or did not."""

    groups: list[list[int]]
    joined: list[Edge]
    refused: list[Edge]


def grouped(
    number: int,
    edges: Iterable[Edge],
    compared: Callable[[int, int], float | None],
    join: float,
) -> Grouping:
    """Group happenings 0 to `number` - 1. `compared` gives a pair's log-odds, None if excluded."""
    group_of = list(range(number))
    members: dict[int, list[int]] = {}
    joined, refused = [], []
    unlike: set[tuple[int, int, int, int]] = set()  # groups, and of how many, that did not agree
    for edge in sorted(edges, key=lambda e: (-e.score, e.one, e.other)):
        one, other = group_of[edge.one], group_of[edge.other]
        if one == other:
            continue
        ones, others = members.get(one, [one]), members.get(other, [other])
        pair = one, len(ones), other, len(others)
        if edge.score < join or pair in unlike:
            refused.append(edge)
            continue
        if not agree(ones, others, compared, join):
            unlike.add(pair)
            refused.append(edge)
            continue
        joined.append(edge)
        first, last = sorted((one, other))
        members[first] = sorted([*ones, *others])
        members.pop(last, None)
        for core in ones if first == other else others:
            group_of[core] = first
    return Grouping(_groups(group_of), joined, _apart(refused, group_of))


def agree(
    ones: Sequence[int],
    others: Sequence[int],
    compared: Callable[[int, int], float | None],
    join: float,
) -> bool:
    """Whether the pairs between two groups reach the score on average, and none is excluded."""
    scores = []
    for one, other in product(islice(ones, MEMBERS), islice(others, MEMBERS)):
        score = compared(*sorted((one, other)))
        if score is None:
            return False
        scores.append(score)
    return sum(scores) / len(scores) >= join


def _groups(group_of: Sequence[int]) -> list[list[int]]:
    groups: dict[int, list[int]] = defaultdict(list)
    for core, group in enumerate(group_of):
        groups[group].append(core)
    return [groups[first] for first in sorted(groups)]


def _apart(refused: Iterable[Edge], group_of: Sequence[int]) -> list[Edge]:
    """The refused pairs that no later join brought together."""
    return [edge for edge in refused if group_of[edge.one] != group_of[edge.other]]
