"""How well happenings are coded, against gold of whole claims.

A gold row holds `id`, `text`, perhaps `title`, and `claims`, GoldClaims. An answer row holds
`claims`, the coder's, and `verdicts`, one for each gold claim, as `judged` gives them: they do not
change when rows are drawn anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dateline.scoring import Error, Figures, Row, Scores, figures
from dateline.scoring.labels import NONE, Pair, calibration_error
from dateline.scoring.matching import match
from dateline.scoring.wanted import (
    FIELDS,
    Extent,
    Labelled,
    Party,
    Wanted,
    judge,
    labels,
    right,
)
from dateline.types import Claim, Entity

AROUND = 80  # code points shown on either side of words that nothing answers for


class GoldClaim(Wanted, frozen=True, kw_only=True):
    """One happening, and where it is told: the words that name it, or else their sentence."""

    trigger: Extent | None = None
    sentence: Extent | None = None

    @property
    def spot(self) -> Extent:
        """Where it is told. Raises ValueError where neither is given."""
        spot = self.trigger or self.sentence
        if spot is None:
            raise ValueError("lacks trigger or sentence")
        return spot


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What was answered for a gold claim: the claim's number, null where none answers.

    `fields` and `labels` (right, given, wanted) are judged where the type is right.
    """

    claim: int | None = None
    type: bool = False
    right: bool = False
    fields: dict[str, bool] = {}
    labels: dict[str, Labelled] = {}


def judged(gold: Sequence[GoldClaim], claims: Sequence[Claim]) -> list[Verdict]:
    """The verdict on each gold claim of one report, from all the claims that it was coded to."""
    found = match([(each, [each.spot]) for each in gold], claims)
    return [
        _verdict(each, found[number], claims) if number in found else Verdict()
        for number, each in enumerate(gold)
    ]


def _verdict(gold: GoldClaim, number: int, claims: Sequence[Claim]) -> Verdict:
    claim = claims[number]
    if gold.type != claim.type:
        return Verdict(claim=number)
    return Verdict(
        claim=number,
        type=True,
        right=right(gold, claim),
        fields=judge(gold, claim),
        labels=labels(gold, claim),
    )


def score(gold_rows: Sequence[Row], answers: Sequence[Row]) -> Scores:
    """`found`: gold that a claim answers for, whatever its type; `type`: with the right type;
    `type and parties`: with every party too. Of those with the right type: labels counted one by
    one, and of each other field the share that is right. `calibration`: the expected error of the
    claims' confidence in type and parties.
    """
    verdicts = [verdict for row in answers for verdict in row["verdicts"]]
    given = sum(len(row["claims"]) for row in answers)
    counted = {
        "found": sum(verdict.claim is not None for verdict in verdicts),
        "type": sum(verdict.type for verdict in verdicts),
        "type and parties": sum(verdict.right for verdict in verdicts),
    }
    scores = {name: figures(number, given, len(verdicts)) for name, number in counted.items()}
    scores |= _labels(verdicts) | _fields(verdicts)
    return scores | {"calibration": {"error": calibration_error(_sureness(answers))}}


def _labels(verdicts: Iterable[Verdict]) -> Scores:
    sums: dict[str, list[Labelled]] = {}
    for verdict in verdicts:
        for name, numbers in verdict.labels.items():
            sums.setdefault(name, []).append(numbers)
    return {name: figures(*map(sum, zip(*each, strict=True))) for name, each in sums.items()}


def _fields(verdicts: Iterable[Verdict]) -> Scores:
    told = [item for verdict in verdicts for item in verdict.fields.items()]
    total, hits = Counter(field for field, _ in told), Counter(field for field, hit in told if hit)
    return {field: _share(hits[field], total[field]) for field in FIELDS if field in total}


def _share(part: int, whole: int) -> Figures:
    return {"share": part / whole, "right": part, "judged": whole}


def _sureness(answers: Iterable[Row]) -> Iterator[tuple[float, bool]]:
    for row in answers:
        good = {verdict.claim for verdict in row["verdicts"] if verdict.right}
        yield from ((claim.confidence, n in good) for n, claim in enumerate(row["claims"]))


def pairs(gold_rows: Iterable[Row], answers: Iterable[Row]) -> list[Pair]:
    """Gold's type and the claim's, NONE where gold was missed or has nothing there."""
    found: list[Pair] = []
    for row, answer in zip(gold_rows, answers, strict=True):
        for gold, claim in _rows(row, answer):
            found.append((gold.type if gold else NONE, claim.type if claim else NONE))
    return found


def errors(gold_rows: Iterable[Row], answers: Iterable[Row]) -> list[Error]:
    """Claims with type or parties wrong, the surest first; then gold that was missed."""
    wrong = []
    for row, answer in zip(gold_rows, answers, strict=True):
        for gold, claim in _rows(row, answer):
            if not (gold and claim and right(gold, claim)):
                told = f"{_brief(claim)}, gold {_brief(gold)}"
                value = claim.confidence if claim else 0.0
                wrong.append(Error(value, row["id"], told, _words(row, gold, claim)))
    return sorted(wrong, key=lambda error: -error.value)


def _rows(row: Row, answer: Row) -> Iterator[tuple[GoldClaim | None, Claim | None]]:
    """Each gold claim with what answers for it, then the claims that answer for none."""
    claims: Sequence[Claim] = answer["claims"]
    used = {verdict.claim for verdict in answer["verdicts"]}
    for gold, verdict in zip(row["claims"], answer["verdicts"], strict=True):
        yield gold, None if verdict.claim is None else claims[verdict.claim]
    yield from ((None, claim) for number, claim in enumerate(claims) if number not in used)


def _brief(claim: Claim | GoldClaim | None) -> str:
    """Type and parties in a line: "ASSAULT MEX MIL -> MEX CRM"."""
    if claim is None:
        return "nothing"
    actors, recipients = (_codes(side or ()) for side in (claim.actors, claim.recipients))
    return f"{claim.type} {actors}" + (f" -> {recipients}" if recipients else "")


def _codes(parties: Iterable[Entity | Party]) -> str:
    told = (" ".join(filter(None, [p.country, *p.sectors])) or p.text or "anyone" for p in parties)
    return ", ".join(told)


def _words(row: Row, gold: GoldClaim | None, claim: Claim | None) -> str:
    if claim is not None or gold is None:
        words = claim.evidence.sentence.text if claim else ""
    else:
        spot = gold.sentence or gold.spot
        words = row[spot.field][max(spot.start - AROUND, 0) : spot.end + AROUND]
    return " ".join(words.split())
