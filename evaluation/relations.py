"""Scores relations on our own gold, relations_gold.jsonl: one invented sentence a line.

A line holds `text`, `published`, `held_out` and its `relations`: `type`, `subject` and `object` as
words of the text, and where they matter `office` and `time`. An office of no named body has a null
object. A relation is found where type, subject and object are right; each answers for one.

Usage: python -m evaluation.relations [--misses]
`--misses` lists what of the open half is missed or wrong; the held-out half is only counted.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import msgspec

from dateline.knowledge import fold
from dateline.types import Entity, Relation, Report

GOLD = Path(__file__).with_name("relations_gold.jsonl")


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A relation that a sentence states."""

    type: str
    subject: str
    object: str | None
    office: str | None = None
    time: str | None = None


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of the gold."""

    text: str
    published: str
    held_out: bool
    relations: list[Wanted]


class Outcome(NamedTuple):
    """What of a sentence's relations was found, missed, and given beside them."""

    row: Row
    found: list[tuple[Wanted, Relation]]
    missed: list[Wanted]
    wrong: list[Relation]


def rows() -> list[Row]:
    """The gold."""
    return msgspec.json.Decoder(Row).decode_lines(GOLD.read_bytes())


def judge(row: Row, relations: list[Relation]) -> Outcome:
    """Match what was given with what is wanted, each once."""
    left, found, missed = list(relations), [], []
    for wanted in row.relations:
        fitting = next((r for r in left if _answers(wanted, r)), None)
        if fitting is None:
            missed.append(wanted)
        else:
            left.remove(fitting)
            found.append((wanted, fitting))
    return Outcome(row, found, missed, left)


def outcomes(gold: list[Row]) -> list[Outcome]:
    """The coder's relations of every row, judged."""
    from dateline.pipeline import Coder

    reports = [
        Report(id=str(n), text=row.text, published=row.published, published_precision="day")
        for n, row in enumerate(gold)
    ]
    given = Coder().relate_reports(reports)
    return [judge(row, relations) for row, (_, relations) in zip(gold, given, strict=True)]


def figures(judged: list[Outcome]) -> dict[str, float]:
    """Recall and precision, and of found relations with office or time the share right."""
    found = [pair for outcome in judged for pair in outcome.found]
    wanted = len(found) + sum(len(outcome.missed) for outcome in judged)
    given = len(found) + sum(len(outcome.wrong) for outcome in judged)
    fields = [_office(w, r) for w, r in found if w.office] + [
        _time(w, r) for w, r in found if w.time
    ]
    return {
        "relations: recall": _share(len(found), wanted),
        "relations: precision": _share(len(found), given),
        "relations: office and time": _share(sum(fields), len(fields)),
    }


def _answers(wanted: Wanted, relation: Relation) -> bool:
    if wanted.type != relation.type or not _names(wanted.subject, relation.subject):
        return False
    if wanted.object is None or relation.object is None:
        return wanted.object is None and (relation.object is None or relation.office is not None)
    return _names(wanted.object, relation.object)


def _names(words: str, entity: Entity) -> bool:
    """Whether gold's words stand in the entity's words or name, or its words end gold's."""
    gold, text = fold(words), fold(entity.text)
    inside = any(f" {gold} " in f" {told} " for told in (text, fold(entity.name)))
    return inside or f" {gold} ".endswith(f" {text} ")


def _office(wanted: Wanted, relation: Relation) -> bool:
    return fold(wanted.office or "") == fold(relation.office or "")


def _time(wanted: Wanted, relation: Relation) -> bool:
    return relation.time is not None and fold(relation.time.text or "") in fold(wanted.time or "")


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 1.0


def _told(outcome: Outcome) -> str:
    missed = [
        f"  MISSED {w.type}: {w.subject} > {w.object} {w.office or ''}" for w in outcome.missed
    ]
    wrong = [
        f"  WRONG  {r.type}: {r.subject.text} > {r.object.text if r.object else None} "
        f"{r.office or ''} by {r.evidence.trigger.text!r}"
        for r in outcome.wrong
    ]
    return "\n".join([outcome.row.text, *missed, *wrong])


def main(*options: str) -> None:
    """Print the figures of both halves, and what is missed in the open one."""
    judged = outcomes(rows())
    for held_out in (False, True):
        half = [o for o in judged if o.row.held_out == held_out]
        print("held out" if held_out else "open", figures(half))
    for outcome in judged if "--misses" in options else ():
        if not outcome.row.held_out and (outcome.missed or outcome.wrong):
            print(_told(outcome))


if __name__ == "__main__":
    main(*sys.argv[1:])
