"""How well time expressions were found and valued, as evaluations of TIMEX3 count it.

A gold row holds `id` and `times`, each with `start`, `end`, `value` and `type`; an answer row
holds `id` and `times` with `start`, `end`, `value` and `timex_type` (null where nothing was read).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from dateline.scoring import Scores, figures

Row = Mapping[str, Any]
Pair = tuple[Row, Row]


def score(gold_rows: Iterable[Row], answers: Iterable[Row]) -> Scores:
    """Precision, recall and F1 of each measure.

    extent        the answer overlaps the gold
    strict        it has the gold's very extent
    value         it overlaps, and its value is the gold's
    type          it overlaps, and its type is the gold's
    value_type    it overlaps, and both are the gold's
    """
    given = {row["id"]: [time for time in row["times"] if time] for row in answers}
    right: Counter[str] = Counter()
    wanted = found = 0
    for row in gold_rows:
        times = given.get(row["id"], [])
        wanted, found = wanted + len(row["times"]), found + len(times)
        for pair in pairs(row["times"], times):
            right.update(_right(*pair))
    measures = ("extent", "strict", "value", "type", "value_type")
    return {name: figures(right[name], found, wanted) for name in measures}


def pairs(gold: list[Row], answers: list[Row]) -> list[Pair]:
    """Gold with the answer that overlaps it most; each answers for one."""
    ranked = sorted(
        ((_overlap(g, a), i, j) for i, g in enumerate(gold) for j, a in enumerate(answers)),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    matched: dict[int, int] = {}
    for shared, i, j in ranked:
        if shared > 0 and i not in matched and j not in matched.values():
            matched[i] = j
    return [(gold[i], answers[j]) for i, j in sorted(matched.items())]


def _overlap(one: Row, other: Row) -> int:
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def _right(gold: Row, answer: Row) -> list[str]:
    value, kind = answer["value"] == gold["value"], answer["timex_type"] == gold["type"]
    strict = (answer["start"], answer["end"]) == (gold["start"], gold["end"])
    verdicts = {"strict": strict, "value": value, "type": kind, "value_type": value and kind}
    return ["extent", *(name for name, holds in verdicts.items() if holds)]
