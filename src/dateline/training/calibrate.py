"""What the development split teaches beyond the weights: how sure, and from when a label is given.

The test split has no part in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from dateline.coding.classifier import Classifier, Labels, Scores, log_odds
from dateline.pipeline import Coder
from dateline.reading import report_from_text
from dateline.scoring.matching import match
from dateline.scoring.wanted import Extent, Wanted
from dateline.training.corpus import NONE, Example
from dateline.training.examples import Labelled, labelled
from dateline.types import Claim

RULE = 5.0  # what a phrase's type gains, in log-odds: docs/decisions/rules-and-classifier.md
TOLD, UNTOLD = 0.2, 0.6  # what a type needs, with a phrase and without, against none's weight
GRID = [round(0.15 + 0.05 * step, 2) for step in range(14)]
TEMPERATURES = [round(0.5 + 0.05 * step, 2) for step in range(40)]
FEW = 1e-6  # keeps logits finite
HELD = 1.0  # what a slope costs, squared, against the claims' surprise


def calibrate(folder: Path, examples: Sequence[Example]) -> Labels:
    """Write labels.json anew with temperature, cuts and the line that makes confidence true."""
    labels = Classifier(folder).labels
    labels = msgspec.structs.replace(labels, temperature=1.0, slope=1.0, offset=0.0)
    write(labels, folder)  # what an earlier run found must not count twice
    asked = [labelled(example) for example in examples]
    answers = list(Classifier(folder).scores(each.question for each in asked))
    cuts = {"rule": RULE, "told": TOLD, "untold": UNTOLD} | {
        kind: _cut(asked, answers, kind) for kind in ("modes", "contexts", "auxiliary")
    }
    labels = msgspec.structs.replace(labels, cuts=cuts, temperature=_temperature(asked, answers))
    write(labels, folder)
    slope, offset = _line(list(_claims(folder, examples)))
    labels = msgspec.structs.replace(labels, slope=slope, offset=offset)
    write(labels, folder)
    return labels


def write(labels: Labels, folder: Path) -> None:
    """Write labels.json."""
    (folder / "labels.json").write_bytes(msgspec.json.format(msgspec.json.encode(labels)) + b"\n")


def _cut(asked: Sequence[Labelled], answers: Sequence[Scores], kind: str) -> float:
    """The probability from which a label is given that has the best micro-F1."""

    def f1(cut: float) -> float:
        right = given = wanted = 0
        for example, scores in zip(asked, answers, strict=True):
            if example.type == NONE:
                continue
            found = labels_of(scores, kind, example.type, cut)
            gold = set(getattr(example, kind))
            right, given, wanted = right + len(found & gold), given + len(found), wanted + len(gold)
        return 2 * right / max(given + wanted, 1)

    return max(GRID, key=f1)


def labels_of(scores: Scores, kind: str, type_: str, cut: float) -> set[str]:
    """The labels of a kind from `cut` on; of modes, those of the type."""
    given = {label for label, p in getattr(scores, kind).items() if p >= cut}
    return {m for m in given if m.startswith(f"{type_}.")} if kind == "modes" else given


def _temperature(asked: Sequence[Labelled], answers: Sequence[Scores]) -> float:
    """What the logits are divided by so that the right types are least surprising."""
    types = list(answers[0].types)
    logits = np.log([[max(scores.types[t], FEW) for t in types] for scores in answers])
    gold = [types.index(example.type) for example in asked]

    def surprise(temperature: float) -> float:
        scaled = logits / temperature
        total = np.log(np.exp(scaled).sum(axis=1))
        return float(np.mean(total - scaled[np.arange(len(gold)), gold]))

    return min(TEMPERATURES, key=surprise)


def _claims(folder: Path, examples: Sequence[Example]) -> list[tuple[float, bool]]:
    """Of every claim coded in the passages: its confidence, and whether gold has its type."""
    coder = Coder(classifier=Classifier(folder))
    by_text: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_text[example.text].append(example)
    judged: list[tuple[float, bool]] = []
    for text, told in by_text.items():
        claims = coder.code(report_from_text(text, id=text))
        backed = set(answered(told, claims).values())
        judged += [(claim.confidence, number in backed) for number, claim in enumerate(claims)]
    return judged


def answered(told: Sequence[Example], claims: Sequence[Claim]) -> dict[int, int]:
    """The claim that has an event's type at its trigger, both by number, events without NONE."""
    events = [example for example in told if example.type != NONE]
    sought = [(Wanted(type=each.type), [_trigger(each)]) for each in events]
    found = match(sought, claims)
    return {gold: n for gold, n in found.items() if events[gold].type == claims[n].type}


def _trigger(example: Example) -> Extent:
    mark = next(m for m in example.marks if m.mark == "trigger")
    return Extent(start=mark.start, end=mark.end)


def _line(judged: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and offset in log-odds that make the given confidences true (Platt scaling)."""
    given = np.array([log_odds(confidence) for confidence, _ in judged])
    right = np.array([float(is_right) for _, is_right in judged])
    slope, offset = 0.0, 0.0
    for _ in range(50):  # Newton's method, held back a little so that it cannot run away
        p = 1 / (1 + np.exp(-(slope * given + offset)))
        weight = p * (1 - p)
        gradient = np.array([np.sum((p - right) * given) + HELD * slope, np.sum(p - right)])
        cross = np.sum(weight * given)
        hessian = np.array(
            [[np.sum(weight * given**2) + HELD, cross], [cross, np.sum(weight) + FEW]]
        )
        step = np.linalg.solve(hessian, gradient)
        slope, offset = slope - float(step[0]), offset - float(step[1])
    return round(slope, 4), round(offset, 4)
