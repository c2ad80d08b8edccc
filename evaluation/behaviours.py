"""Asks whether the coder's answer changes as the wording says it should, and else stays.

The base clauses and their forms are in behaviours.toml, with what is right for each. Where the
form changes nothing (passive, a parenthesis, capitals, other names) the type must be the clause's,
without auxiliaries, and each party on its side; where it does (negated, future, hypothetical,
historical) type and auxiliaries together must be one of the allowed answers. Both ways of asking
are scored: by the claims of the text, and by `Coder.relate` for the two parties, types only.

Usage: python -m evaluation.behaviours [--misses]
`right` is the share over all clauses, `kept` over those whose active form was right.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from dateline import Coder, Report
from dateline.knowledge import fold
from dateline.scoring.wanted import ARTICLES
from dateline.types import Claim, Entity

DATA = Path(__file__).with_suffix(".toml")
PUBLISHED = "2026-05-01"
CHANGING = ("negated", "future", "hypothetical", "historical")
KEEPING = ("active", "passive", "parenthesis", "reported", "typo", "british", "american")
ROWS = ("active", "mode", *KEEPING[1:], "capitals", "headline", "swap", *CHANGING)
SMALL = frozenset("a an and as at but by for from in of on or over the to with".split())


class Clause(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One deed, and the hand-written forms of its sentence; a form that it lacks is empty.

    `actor` and `recipient` stand word for word in every form, in any case; a recipient may lack.
    Where `mutual`, each may stand on either side. The n-th swaps replace both parties together.
    """

    type: str
    mode: str = ""
    actor: str
    recipient: str = ""
    mutual: bool = False
    active: str
    passive: str = ""
    negated: str
    future: str
    hypothetical: str
    historical: str
    reported: str
    parenthesis: str
    typo: str
    british: str = ""
    american: str = ""
    actor_swaps: list[str]
    recipient_swaps: list[str] = []
    answers: dict[str, list[str]] = {}


class Behaviours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: allowed answers by behaviour, for every type and for single ones, and the clauses.

    An answer is `TYPE+auxiliary`, with any number of auxiliaries; `same` is the clause's own type.
    """

    answers: dict[str, list[str]]
    answers_of: dict[str, dict[str, list[str]]]
    clause: list[Clause]


class Answer(NamedTuple):
    """A type, and all auxiliaries that go with it."""

    type: str
    auxiliary: frozenset[str]


class Case(NamedTuple):
    """One text to be coded, and what is right for it."""

    behaviour: str
    clause: int
    text: str
    actor: str
    recipient: str
    mutual: bool
    mode: str
    allowed: frozenset[Answer]


class Verdict(NamedTuple):
    """Whether the answer to a case was right, and the answer in words."""

    case: Case
    right: bool
    given: str


class Row(NamedTuple):
    """A behaviour's counts: of its cases, and of those whose clause's active form was right."""

    behaviour: str
    n: int
    right: int
    kept_n: int
    kept: int


class Scores(Protocol):
    """What `Coder.relate` gives: here only its likeliest type matters."""

    @property
    def type(self) -> str | None: ...


class Relate(Protocol):
    """`Coder.relate`."""

    def __call__(self, text: str, source: tuple[int, int], target: tuple[int, int]) -> Scores: ...


def load(path: Path = DATA) -> Behaviours:
    """The clauses and answers; raises msgspec.ValidationError where the file has another shape."""
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Behaviours)


def cases(data: Behaviours) -> Iterator[Case]:
    """Every form of every clause, the computed ones too."""
    for number, clause in enumerate(data.clause):
        same = Case(
            *("active", number, clause.active, clause.actor, clause.recipient, clause.mutual, ""),
            frozenset({Answer(clause.type, frozenset())}),
        )
        yield from (same._replace(behaviour=b, text=t) for b, t in _kept_forms(clause))
        if clause.mode:
            yield same._replace(behaviour="mode", mode=clause.mode)
        yield from (_swapped(same, *pair) for pair in _swaps(clause))
        told = data.answers | data.answers_of.get(clause.type, {}) | clause.answers
        for name in CHANGING:
            allowed = frozenset(_answer(each, clause.type) for each in told[name])
            yield same._replace(behaviour=name, text=getattr(clause, name), allowed=allowed)


def _kept_forms(clause: Clause) -> Iterator[tuple[str, str]]:
    """The forms that change nothing, by behaviour."""
    yield from ((name, text) for name in KEEPING if (text := getattr(clause, name)))
    yield "capitals", clause.active.upper()
    yield "headline", _in_title_case(clause.active)


def _in_title_case(text: str) -> str:
    """As headlines are set: "Rebels Attack a Post in the Town", without the full stop."""
    words = (w if w in SMALL else w[0].upper() + w[1:] for w in text.rstrip(".").split(" "))
    return " ".join(words)


def _swaps(clause: Clause) -> Iterator[tuple[str, str]]:
    recipients = clause.recipient_swaps or [clause.recipient] * len(clause.actor_swaps)
    return zip(clause.actor_swaps, recipients, strict=True)


def _swapped(case: Case, actor: str, recipient: str) -> Case:
    """The case with other parties, the first letter of the sentence kept a capital."""
    text = case.text
    for old, new in ((case.actor, actor), (case.recipient, recipient)):
        start, end = span_of(text, old)
        text = text[:start] + new + text[end:]
    text = text[0].upper() + text[1:]
    return case._replace(behaviour="swap", text=text, actor=actor, recipient=recipient)


def span_of(text: str, words: str) -> tuple[int, int]:
    """Where the words stand in the text, in any case; raises ValueError where they do not."""
    start = text.lower().index(words.lower())
    return start, start + len(words)


def _answer(told: str, own: str) -> Answer:
    type_, *auxiliary = told.split("+")
    return Answer(own if type_ == "same" else type_, frozenset(auxiliary))


def judge(case: Case, claims: Sequence[Claim]) -> Verdict:
    """The verdict on the claim that names most of the parties; of equals, on a right one."""
    if not claims:
        return Verdict(case, False, "nothing")
    best = max(claims, key=lambda claim: (_named(case, claim), _right(case, claim)))
    return Verdict(case, _right(case, best), _brief(best))


def _named(case: Case, claim: Claim) -> int:
    parties = [*claim.actors, *claim.recipients]
    return sum(_among(words, parties) for words in (case.actor, case.recipient))


def _right(case: Case, claim: Claim) -> bool:
    if Answer(claim.type, frozenset(claim.auxiliary)) not in case.allowed:
        return False
    if case.mode:
        return case.mode in claim.modes
    return case.behaviour in CHANGING or _sides_right(case, claim)


def _sides_right(case: Case, claim: Claim) -> bool:
    either = [*claim.actors, *claim.recipients]
    actors, recipients = (either, either) if case.mutual else (claim.actors, claim.recipients)
    found = _among(case.actor, actors)
    return found and (not case.recipient or _among(case.recipient, recipients))


def _among(words: str, entities: Iterable[Entity]) -> bool:
    """Whether an entity's words hold one of these, articles apart."""
    wanted = content_words(words)
    return any(wanted & content_words(entity.text) for entity in entities)


def content_words(words: str) -> set[str]:
    """The words without case, accents, articles and the s of a possessive."""
    return set(fold(words).split()) - ARTICLES - {"s"}


def _brief(claim: Claim) -> str:
    code = "+".join([claim.type, *claim.auxiliary])
    sides = (" & ".join(e.text for e in side) for side in (claim.actors, claim.recipients))
    return f"{code} {','.join(claim.modes)} {' -> '.join(sides)}"


def by_claims(asked: Sequence[Case], coder: Coder) -> list[Verdict]:
    """What the coder's claims of each text make of it."""
    reports = [Report.from_text(c.text, str(n), PUBLISHED) for n, c in enumerate(asked)]
    coded = coder.code_reports(reports)
    return [
        judge(case, [each.claim for each in found])
        for case, (_, found) in zip(asked, coded, strict=True)
    ]


def by_relation(asked: Sequence[Case], relate: Relate) -> list[Verdict]:
    """What `relate` says that actor does to recipient; clauses with both, and no modes."""
    verdicts = []
    for case in asked:
        if case.recipient and case.behaviour != "mode":
            source, target = span_of(case.text, case.actor), span_of(case.text, case.recipient)
            given = relate(case.text, source=source, target=target).type
            right = given in {answer.type for answer in case.allowed}
            verdicts.append(Verdict(case, right, str(given)))
    return verdicts


def table(verdicts: Sequence[Verdict]) -> list[Row]:
    """A row for each behaviour that was asked."""
    known = {v.case.clause for v in verdicts if v.case.behaviour == "active" and v.right}
    rows = []
    for name in ROWS:
        of = [v for v in verdicts if v.case.behaviour == name]
        kept = [v.right for v in of if v.case.clause in known]
        rows.append(Row(name, len(of), sum(v.right for v in of), len(kept), sum(kept)))
    return [row for row in rows if row.n]


def _show(title: str, verdicts: Sequence[Verdict], misses: bool) -> None:
    print(f"{title:14} {'n':>5} {'right':>6} {'n':>5} {'kept':>6}")
    for row in table(verdicts):
        right, kept = row.right / row.n, row.kept / row.kept_n if row.kept_n else 0.0
        print(f"{row.behaviour:14} {row.n:5} {right:6.3f} {row.kept_n:5} {kept:6.3f}")
    for case, _, given in (v for v in verdicts if misses and not v.right):
        wanted = " or ".join(sorted("+".join([a.type, *sorted(a.auxiliary)]) for a in case.allowed))
        print(f"{case.behaviour}: {case.text}\n    wanted {wanted} {case.mode}, got {given}")


def main(*options: str) -> None:
    """Print a table for each way of asking, and with --misses the cases that are wrong."""
    os.environ["DATELINE_KNOWLEDGE"] = os.devnull  # the built-in knowledge alone is measured
    asked, coder = list(cases(load())), Coder()
    _show("by claims", by_claims(asked, coder), "--misses" in options)
    relate: Relate | None = getattr(coder, "relate", None)
    if relate is None:
        print("by relate: not asked, this Coder has no relate")
    else:
        _show("by relate", by_relation(asked, relate), "--misses" in options)


if __name__ == "__main__":
    main(*sys.argv[1:])
