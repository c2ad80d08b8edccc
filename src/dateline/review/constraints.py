"""Splits and joins -> what linking must keep apart, and what together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations, product
from typing import Literal

import networkx as nx

from dateline.linking import Constraints
from dateline.types import Correction

Pair = tuple[str, str]
Told = Literal["together", "apart"]


def told(correction: Correction) -> dict[Pair, Told]:
    """What a split or join says of each pair of its claims; of other corrections nothing.

    A split's target had the claims of `value` besides those that were split off, `others`: each
    side is one happening. A join's claims, its target's in `value`, are all one.
    """
    if correction.kind not in ("split", "join"):
        return {}
    ones, others = [*correction.value], correction.others
    if correction.kind == "join":
        return dict.fromkeys(_pairs({*ones, *others}), "together")
    same: dict[Pair, Told] = dict.fromkeys((*_pairs(ones), *_pairs(others)), "together")
    across = (_pair(one, other) for one, other in product(ones, others))
    return same | dict.fromkeys(across, "apart")


def settled(corrections: Iterable[Correction]) -> dict[Pair, Correction]:
    """The correction that counts for each pair: the last one given."""
    return {pair: correction for correction in corrections for pair in told(correction)}


def constraints_of(corrections: Iterable[Correction]) -> Constraints:
    """What corrections, in the order in which they were made, say of claims."""
    last = {pair: told(correction)[pair] for pair, correction in settled(corrections).items()}
    apart = frozenset(pair for pair, verdict in last.items() if verdict == "apart")
    return Constraints(together=_closed(last) - apart, apart=apart)


def _closed(last: Mapping[Pair, Told]) -> frozenset[Pair]:
    """Pairs that are together, also those that are so by way of a third."""
    graph = nx.Graph(pair for pair, verdict in last.items() if verdict == "together")
    groups = nx.connected_components(graph)
    return frozenset(pair for group in groups for pair in _pairs(group))


def _pairs(claims: Iterable[str]) -> Iterable[Pair]:
    return combinations(sorted(set(claims)), 2)


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
