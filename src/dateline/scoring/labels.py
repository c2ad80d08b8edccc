"""Figures of answers that are one label each, from pairs of gold's label and the answer's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dateline.scoring import Figures, figures

NONE = "NONE"  # no answer, or none in gold
BINS = 15

Pair = tuple[str, str]


def accuracy(pairs: Sequence[Pair]) -> float:
    """The share of 0 to 1 whose labels are the same."""
    return sum(gold == given for gold, given in pairs) / len(pairs) if pairs else 0.0


def by_label(pairs: Sequence[Pair]) -> dict[str, Figures]:
    """Precision, recall and F1 of each label, gold's commonest first."""
    wanted, found = Counter(gold for gold, _ in pairs), Counter(given for _, given in pairs)
    right = Counter(gold for gold, given in pairs if gold == given)
    every = sorted({*wanted, *found}, key=lambda label: (-wanted[label], label))
    return {label: figures(right[label], found[label], wanted[label]) for label in every}


def macro_f1(pairs: Sequence[Pair]) -> float:
    """The mean F1 of gold's labels, each weighing the same; an answer's own labels do not count."""
    f1s = [each["f1"] for each in by_label(pairs).values() if each["gold"]]
    return sum(f1s) / len(f1s) if f1s else 0.0


def confusion(pairs: Iterable[Pair]) -> dict[str, dict[str, int]]:
    """How often each of gold's labels (outer keys) was answered by which (inner keys)."""
    table: dict[str, dict[str, int]] = {}
    for (gold, given), number in sorted(Counter(pairs).items()):
        table.setdefault(gold, {})[given] = number
    return table


def calibration_error(judged: Iterable[tuple[float, bool]], bins: int = BINS) -> float:
    """How far confidences (0 to 1) are from the share that is right: the expected calibration
    error, the mean distance in bins of equal width, each weighing as its answers are many.
    """
    binned: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        binned.setdefault(min(int(confidence * bins), bins - 1), []).append((confidence, right))
    total = sum(map(len, binned.values()))
    distances = (abs(sum(c for c, _ in each) - sum(r for _, r in each)) for each in binned.values())
    return sum(distances) / total if total else 0.0
