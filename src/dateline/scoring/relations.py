"""How well it is told what a source does to a target, against gold of one PLOVER type each.

A gold row holds `text`, `source` and `target`, each with `start` and `end`, `type` and `quad` (null
where it is NONE's). An answer row holds `type`, `quad` and `probabilities` by type.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dateline.scoring import Error, Row, Scores
from dateline.scoring.labels import NONE, Pair, accuracy, calibration_error, macro_f1

YIELD = "YIELD"  # an older PLOVER's type, since split in two
FOLDED = ("CONCEDE", "RETREAT")
YIELD_QUAD = 2  # material cooperation, as that PLOVER has it


def fold(type_: str) -> str:
    """YIELD for the types that it was split into, else the type itself."""
    return YIELD if type_ in FOLDED else type_


def folded(probabilities: Mapping[str, float]) -> dict[str, float]:
    """The probabilities with YIELD's for those of the types that it was split into."""
    result: dict[str, float] = {}
    for type_, probability in probabilities.items():
        result[fold(type_)] = result.get(fold(type_), 0.0) + probability
    return result


def score(gold_rows: Sequence[Row], answers: Sequence[Row]) -> Scores:
    """Accuracy and macro-F1 (over gold's labels) of `type` and of `quad`; `calibration`: the
    expected error of the answers' own probabilities.
    """
    rows = list(zip(gold_rows, answers, strict=True))
    types, quads = pairs(gold_rows, answers), [(_quad(gold), _quad(given)) for gold, given in rows]
    sure = [(_sureness(given), gold["type"] == given["type"]) for gold, given in rows]
    return {
        "type": {"accuracy": accuracy(types), "macro_f1": macro_f1(types)},
        "quad": {"accuracy": accuracy(quads), "macro_f1": macro_f1(quads)},
        "calibration": {"error": calibration_error(sure)},
    }


def pairs(gold_rows: Iterable[Row], answers: Iterable[Row]) -> list[Pair]:
    """Gold's type and the answer's, of each row."""
    return [(g["type"], a["type"]) for g, a in zip(gold_rows, answers, strict=True)]


def errors(gold_rows: Iterable[Row], answers: Iterable[Row]) -> list[Error]:
    """The wrong answers, the surest first, with source and target marked in the text."""
    wrong = [
        Error(_sureness(a), g["id"], f"{a['type']}, gold {g['type']}", _marked(g))
        for g, a in zip(gold_rows, answers, strict=True)
        if g["type"] != a["type"]
    ]
    return sorted(wrong, key=lambda error: -error.value)


def _quad(row: Row) -> str:
    return NONE if row["quad"] is None else str(row["quad"])


def _sureness(answer: Row) -> float:
    return float(answer["probabilities"].get(answer["type"], 0.0))


def _marked(row: Row) -> str:
    """The text with its spans in brackets: "[source: Police] shot [target: two men]"."""
    text: str = row["text"]
    roles = sorted(("source", "target"), key=lambda role: row[role]["end"] - row[role]["start"])
    marks = [(row[role]["start"], f"[{role}: ") for role in roles]  # of one place the inner first
    marks += [(row[role]["end"], "]") for role in roles]
    for at, mark in sorted(marks, key=lambda each: -each[0]):
        text = text[:at] + mark + text[at:]
    return " ".join(text.split())
