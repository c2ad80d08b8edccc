"""Scores of answers against a user's own gold, one module a question.

Each module's `score(gold_rows, answers)` gives figures by measure; `intervals` draws the rows
anew to tell how far the figures can be trusted. Where an answer is one label, the module's `pairs`
give gold's and the answer's (see `labels`), and its `errors` the wrong answers, the surest first.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

Row = Mapping[str, Any]
Figures = dict[str, float]
Scores = dict[str, Figures]
Score = Callable[[Sequence[Row], Sequence[Row]], Scores]
Interval = tuple[float, float]

DRAWS = 200
SEED = 20260101


class Error(msgspec.Struct, frozen=True):
    """A wrong answer: how sure it was (of a row, what its figure is), what is wrong, its words."""

    value: float
    id: Any
    told: str
    text: str


def figures(right: int, found: int, wanted: int) -> Figures:
    """Precision, recall and F1 of 0 to 1, and the numbers they come from."""
    precision = right / found if found else 0.0
    recall = right / wanted if wanted else 0.0
    f1 = 2 * right / (found + wanted) if found + wanted else 0.0
    return {
        "precision": precision, "recall": recall, "f1": f1,
        "right": right, "answers": found, "gold": wanted,
    }  # fmt: skip


def intervals(
    score: Score, gold: Sequence[Row], answers: Sequence[Row], draws: int = DRAWS
) -> dict[str, dict[str, Interval]]:
    """The middle 95% of each figure when whole rows are drawn anew with replacement.

    Rows, not marks, are drawn: marks of one text are right and wrong together.
    """
    pairs = list(zip(gold, answers, strict=True))
    chance = random.Random(SEED)
    drawn: list[Scores] = []
    for _ in range(draws):
        rows = [
            ({**g, "id": n}, {**a, "id": n})
            for n, (g, a) in enumerate(chance.choices(pairs, k=len(pairs)))
        ]
        drawn.append(score([g for g, _ in rows], [a for _, a in rows]))
    return {
        measure: {name: _middle(_values(drawn, measure, name)) for name in values}
        for measure, values in score(gold, answers).items()
    }


def _values(drawn: Sequence[Scores], measure: str, name: str) -> list[float]:
    """What a figure is in the draws that have it: of what is rare, a draw may have none."""
    return [s[measure][name] for s in drawn if name in s.get(measure, {})]


def _middle(values: list[float]) -> Interval:
    ranked = sorted(values) or [math.nan]
    return ranked[int(0.025 * len(ranked))], ranked[int(0.975 * len(ranked))]
