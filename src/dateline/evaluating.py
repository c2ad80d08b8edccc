"""A user's gold -> the coder's answers to it, figures with their intervals, the worst rows."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from dateline.errors import InputError
from dateline.pipeline import Coder
from dateline.questions import Question, Words, answers
from dateline.scoring import Interval, Row, Score, Scores, intervals

HEADLINE = {
    "places": ("given", "right"),
    "times": ("value", "f1"),
    "counts": ("range", "f1"),
    "speakers": ("both", "f1"),
}


def answer(kind: str, gold: Sequence[Row], model: str | None = None) -> list[dict[str, Any]]:
    """The answer to each gold row, in order; of places also those to the mentions given.

    Raises InputError naming the row that cannot be answered.
    """
    coder = Coder(model)
    plain = [_question(row, None) for row in gold]
    found = [_plain(each) for each in answers(kind, plain, coder)]
    for row in found:
        if "error" in row:
            raise InputError(row["error"], f"gold row {row['id']}")
    if kind != "places":
        return found
    marked = [
        _question(row, [Words(t["start"], t["end"]) for t in row["toponyms"]]) for row in gold
    ]
    given = [_plain(each) for each in answers(kind, marked, coder)]
    return [{**row, "given": each["places"]} for row, each in zip(found, given, strict=True)]


def measure(
    kind: str, gold: Sequence[Row], given: Sequence[Row], draws: int
) -> tuple[Scores, Mapping[str, Mapping[str, Interval]]]:
    """The scores, and of each figure the middle 95% when rows are drawn anew."""
    score = score_of(kind)
    return score(_numbered(gold), _numbered(given)), intervals(score, gold, given, draws)


def _numbered(rows: Sequence[Row]) -> list[Row]:
    """The rows by their number: a user's ids may stand twice."""
    return [{**row, "id": number} for number, row in enumerate(rows)]


def worst(kind: str, gold: Sequence[Row], given: Sequence[Row]) -> list[tuple[Row, float]]:
    """Rows with what the headline figure is on each alone, the worst first."""
    score, (name, figure) = score_of(kind), HEADLINE[kind]
    alone = [
        (row, float(score([row], [each])[name][figure]))
        for row, each in zip(gold, given, strict=True)
    ]
    return sorted(alone, key=lambda pair: pair[1])


def score_of(kind: str) -> Score:
    """The scorer of a kind of question."""
    score: Score = importlib.import_module(f"dateline.scoring.{kind}").score
    return score


def _question(row: Row, mentions: list[Words] | None) -> Question:
    known = ("id", "text", "published", "source", "url")
    return Question(mentions=mentions, **{key: row[key] for key in known if row.get(key)})


def _plain(answered: Mapping[str, Any]) -> dict[str, Any]:
    """An answer as JSON would carry it, so that gold and answers are of one shape."""
    plain: dict[str, Any] = msgspec.to_builtins(answered)
    return plain
