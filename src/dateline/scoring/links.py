"""How well reports of one happening were linked, against gold that names each report's happenings.

A gold row holds `id`, a report's `text` and what `dateline code` reads beside it, and `incidents`:
names of the happenings that it tells of. Two reports belong together where they share one; an
answer, with `events`, puts them together where they share an event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import Any

from dateline.scoring import Error, Figures, figures

Row = Mapping[str, Any]
Pair = tuple[int, int]


def score(gold_rows: Iterable[Row], answers: Iterable[Row]) -> dict[str, Figures]:
    """`pairs`: of two reports, whether they belong together. `b_cubed`: of a report's companions,
    itself among them, the share that belongs; of those that belong, the share that is there.
    """
    gold = [row["incidents"] for row in gold_rows]
    given = [row["events"] for row in answers]
    wanted, found = pairs(gold), pairs(given)
    return {
        "pairs": figures(len(wanted & found), len(found), len(wanted)),
        "b_cubed": _b_cubed(companions(len(gold), found), companions(len(gold), wanted)),
    }


def errors(gold: Sequence[Row], answers: Sequence[Row]) -> list[Error]:
    """Reports that stand with the wrong ones, those with the most such first."""
    wanted = companions(len(gold), pairs([row["incidents"] for row in gold]))
    found = companions(len(gold), pairs([row["events"] for row in answers]))
    wrong = []
    for row, mine, theirs in zip(gold, found, wanted, strict=True):
        apart = {"with": mine - theirs, "without": theirs - mine}
        told = [
            f"{verb} {', '.join(str(gold[n]['id']) for n in sorted(which))}"
            for verb, which in apart.items()
            if which
        ]
        if told:
            value = len(mine & theirs) / len(mine | theirs)
            wrong.append(Error(value, row["id"], "; ".join(told), row["text"]))
    return sorted(wrong, key=lambda error: error.value)


def pairs(told: Sequence[Iterable[str]]) -> set[Pair]:
    """Every two reports, by number, that tell of one thing."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, things in enumerate(told):
        for thing in set(things):
            holders[thing].append(number)
    return {pair for group in holders.values() for pair in combinations(group, 2)}


def companions(number: int, together: AbstractSet[Pair]) -> list[set[int]]:
    """Of each of so many reports, those it is paired with, itself among them."""
    found = [{report} for report in range(number)]
    for one, other in together:
        found[one].add(other)
        found[other].add(one)
    return found


def _b_cubed(found: Sequence[set[int]], wanted: Sequence[set[int]]) -> Figures:
    right = [len(mine & theirs) for mine, theirs in zip(found, wanted, strict=True)]
    precision = sum(r / len(f) for r, f in zip(right, found, strict=True)) / max(len(right), 1)
    recall = sum(r / len(w) for r, w in zip(right, wanted, strict=True)) / max(len(right), 1)
    total = precision + recall
    f1 = 2 * precision * recall / total if total else 0.0
    return {"precision": precision, "recall": recall, "f1": f1, "answers": len(found),
            "gold": len(wanted)}  # fmt: skip
