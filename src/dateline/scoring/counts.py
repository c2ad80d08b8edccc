"""How well numbers of people were read, against gold of ranges.

A gold row holds `id`, `text` and `counts`: a list of `{"low", "high"}` (null where the words set no
bound), in any order. A row may instead hold one `band`, as data sets of crowds do: "100-999" or
">10000".
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dateline.scoring import Figures, figures

Row = Mapping[str, Any]
Range = tuple[float | None, float | None]


def score(gold_rows: Iterable[Row], answers: Iterable[Row]) -> dict[str, Figures]:
    """`range`: the answer meets the gold's range and its low is at least a third of the gold's
    (words that set no low, such as "up to 300", need only meet it). `exact`, of gold without
    bands: low and high are the gold's.
    """
    given = {row["id"]: row.get("counts", []) for row in answers}
    rows = list(gold_rows)
    rules = {"range": meets} if any("band" in row for row in rows) else RULES
    right = dict.fromkeys(rules, 0)
    wanted = found = 0
    for row in rows:
        gold = _ranges(row)
        counts = [(count["low"], count["high"]) for count in given.get(row["id"], [])]
        counts = counts[:1] if "band" in row else counts
        wanted, found = wanted + len(gold), found + len(counts)
        for name, same in rules.items():
            right[name] += _matched(gold, counts, same)
    return {name: figures(number, found, wanted) for name, number in right.items()}


def meets(answer: Range, gold: Range) -> bool:
    """Whether an answer's range meets the gold's, and its low is not far below."""
    low, high = gold[0] or 0, float("inf") if gold[1] is None else gold[1]
    least, most = answer[0] or 0, float("inf") if answer[1] is None else answer[1]
    return least <= high and most >= low and (answer[0] is None or 3 * least >= low)


RULES: dict[str, Callable[[Range, Range], bool]] = {"range": meets, "exact": operator.eq}


def _ranges(row: Row) -> list[Range]:
    if "band" not in row:
        return [(count["low"], count["high"]) for count in row["counts"]]
    numbers = [int(number) for number in re.findall(r"\d+", row["band"])]
    return [(numbers[0], None if row["band"].startswith(">") else numbers[1])]


def _matched(gold: list[Range], answers: list[Range], same: Callable[[Range, Range], bool]) -> int:
    """How many of the gold's ranges an answer of their own meets."""
    left = list(answers)
    matched = 0
    for wanted in gold:
        hit = next((answer for answer in left if same(answer, wanted)), None)
        if hit is not None:
            left.remove(hit)
            matched += 1
    return matched
