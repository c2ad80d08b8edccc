"""A user's gold -> the coder's answers to it, figures with their intervals, the worst answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from dateline.errors import InputError
from dateline.linking import link
from dateline.pipeline import Coder
from dateline.questions import Question, Words, answers
from dateline.reading import ReadOptions, Rejection
from dateline.reading.build import build
from dateline.reading.records import record
from dateline.scoring import (
    Error,
    Figures,
    Interval,
    Row,
    Score,
    Scores,
    claims,
    counts,
    intervals,
    links,
    places,
    relations,
    speakers,
    times,
)
from dateline.scoring.labels import NONE, Pair, by_label, confusion
from dateline.types import Report

SCORES: dict[str, Score] = {
    "places": places.score,
    "times": times.score,
    "counts": counts.score,
    "speakers": speakers.score,
    "relations": relations.score,
    "claims": claims.score,
    "links": links.score,
}
HEADLINE = {
    "places": ("given", "right"),
    "times": ("value", "f1"),
    "counts": ("range", "f1"),
    "speakers": ("both", "f1"),
}
# of the kinds whose answers are labels
PAIRS: dict[str, Callable[[Sequence[Row], Sequence[Row]], list[Pair]]] = {
    "relations": relations.pairs,
    "claims": claims.pairs,
}
ERRORS: dict[str, Callable[[Sequence[Row], Sequence[Row]], list[Error]]] = {
    "relations": relations.errors,
    "claims": claims.errors,
    "links": links.errors,
}
Offsets = tuple[int, int]


class Evaluation(msgspec.Struct, frozen=True):
    """Figures of some rows; `types` and `confusion` (gold's, then the answer's) of labels alone."""

    rows: int
    scores: Scores
    intervals: Mapping[str, Mapping[str, Interval]]
    types: dict[str, Figures]
    confusion: dict[str, dict[str, int]]


def answer(kind: str, gold: Sequence[Row], model: str | None = None) -> list[dict[str, Any]]:
    """The answer to each gold row, in order, in the shape that the kind's scorer takes.

    Raises InputError naming the row that cannot be answered.
    """
    coder = Coder(model)
    if kind == "relations":
        return list(_related(gold, coder))
    if kind == "claims":
        return list(_coded(gold, coder))
    if kind == "links":
        return list(_linked(gold, coder))
    found = _asked(kind, [_question(row, None) for row in gold], coder)
    if kind != "places":
        return found
    marked = [
        _question(row, [Words(t["start"], t["end"]) for t in row["toponyms"]]) for row in gold
    ]
    given = _asked(kind, marked, coder)
    return [{**row, "given": each["places"]} for row, each in zip(found, given, strict=True)]


def evaluate(kind: str, gold: Sequence[Row], given: Sequence[Row], draws: int) -> Evaluation:
    """The scores, and of each figure the middle 95% when rows are drawn anew."""
    score = SCORES[kind]
    pairs = PAIRS[kind](gold, given) if kind in PAIRS else []
    return Evaluation(
        rows=len(gold),
        scores=score(_numbered(gold), _numbered(given)),
        intervals=intervals(score, gold, given, draws),
        types=_types(kind, pairs),
        confusion=confusion(pairs),
    )


def _types(kind: str, pairs: Sequence[Pair]) -> dict[str, Figures]:
    """The figures of each type; that nothing is there is an answer about relations alone."""
    found = by_label(pairs)
    return {t: each for t, each in found.items() if kind == "relations" or t != NONE}


def worst(kind: str, gold: Sequence[Row], given: Sequence[Row]) -> list[Error]:
    """What is wrong, the worst first: wrong answers, or rows by the headline figure of each."""
    if kind in ERRORS:
        return ERRORS[kind](gold, given)
    name, figure = HEADLINE[kind]
    alone = [
        (row, SCORES[kind]([row], [each])[name]) for row, each in zip(gold, given, strict=True)
    ]
    wrong = [
        Error(figures[figure], row["id"], "", " ".join(row["text"].split()))
        for row, figures in alone
        if figures["gold"] + figures.get("answers", 0) and figures[figure] < 1
    ]
    return sorted(wrong, key=lambda error: error.value)


def _numbered(rows: Sequence[Row]) -> list[Row]:
    """The rows by their number: a user's ids may stand twice."""
    return [{**row, "id": number} for number, row in enumerate(rows)]


def _asked(kind: str, questions: Sequence[Question], coder: Coder) -> list[dict[str, Any]]:
    """The answers as JSON would carry them, so that gold and answers are of one shape."""
    found: list[dict[str, Any]] = [msgspec.to_builtins(a) for a in answers(kind, questions, coder)]
    for row in found:
        if "error" in row:
            raise InputError(row["error"], f"gold row {row['id']}")
    return found


def _question(row: Row, mentions: list[Words] | None) -> Question:
    known = ("id", "text", "published", "source", "url")
    return Question(mentions=mentions, **{key: row[key] for key in known if row.get(key)})


def _related(gold: Sequence[Row], coder: Coder) -> Iterator[dict[str, Any]]:
    """What each source does to its target; YIELD for the types it was split into if gold has it."""
    has_yield = any(row["type"] == relations.YIELD for row in gold)
    quads = {name: type_.quad for name, type_ in coder.codebook.types.items()}
    quads[relations.YIELD] = relations.YIELD_QUAD
    asked = ((row["text"], _offsets(row["source"]), _offsets(row["target"])) for row in gold)
    for row, found in zip(gold, coder.relate_many(asked), strict=True):
        type_, probabilities = found.type or NONE, found.probabilities
        if has_yield:
            type_, probabilities = relations.fold(type_), relations.folded(probabilities)
        yield {
            "id": row["id"], "type": type_, "quad": quads.get(type_),
            "probabilities": probabilities,
        }  # fmt: skip


def _offsets(span: Mapping[str, Any]) -> Offsets:
    return span["start"], span["end"]


def _coded(gold: Sequence[Row], coder: Coder) -> Iterator[dict[str, Any]]:
    """The claims of each row's report, and the verdict on each of its gold claims."""
    for row, (_, coded) in zip(gold, coder.code_reports(map(_report, gold)), strict=True):
        found = [each.claim for each in coded]
        yield {"id": row["id"], "claims": found, "verdicts": claims.judged(row["claims"], found)}


def _linked(gold: Sequence[Row], coder: Coder) -> Iterator[dict[str, Any]]:
    """The events that each row's report tells of, all reports linked together."""
    reports = [_report({**row, "id": str(number)}) for number, row in enumerate(gold)]
    told = list(coder.code_many(reports))
    events: dict[str, list[str]] = {}
    report_of = {claim.id: claim.report_id for claim in told}
    for event in link(told, reports):
        for report in {report_of[claim] for claim in event.claims}:
            events.setdefault(report, []).append(event.id)
    for number, row in enumerate(gold):
        yield {"id": row["id"], "events": sorted(events.get(str(number), []))}


def _report(row: Row) -> Report:
    """The row as `dateline code` reads it."""
    where = f"gold row {row['id']}"
    raw = record(row, where, ReadOptions())
    if isinstance(raw, Rejection):
        raise InputError(raw.reason, where)
    return build(raw, ReadOptions())[0]
