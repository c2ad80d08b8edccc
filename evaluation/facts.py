"""Matches gold facts to claims and counts what is right.

Usage: python -m evaluation.facts CLAIMS.jsonl
scores a file of claims (native JSON, one a line) of the sample reports.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import msgspec

from dateline.reading import read
from dateline.scoring import matching
from dateline.scoring.matching import overlap
from dateline.scoring.wanted import judge, labels, right
from dateline.types import Claim, Report
from evaluation.gold import FOUNDING, GOLD, SAMPLES, Fact, Gold, find, load_gold, triggers

FIELDS = ("modes", "auxiliary", "parties", "place", "time", "counts", "speaker")


class Score(msgspec.Struct):
    """What was counted over one report, or over several."""

    facts: int = 0
    found: int = 0
    typed: int = 0
    right: int = 0
    claims: int = 0
    never: int = 0
    fields: dict[str, list[bool]] = msgspec.field(default_factory=lambda: {f: [] for f in FIELDS})

    def add(self, other: Score) -> None:
        """Count the other's too."""
        for name in ("facts", "found", "typed", "right", "claims", "never"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for field, verdicts in other.fields.items():
            self.fields[field] += verdicts


class Found(msgspec.Struct, frozen=True):
    """A gold, its report, and the claim of each found fact, by fact id."""

    gold: Gold
    report: Report
    claims: dict[str, Claim]


def match(gold: Gold, report: Report, claims: list[Claim]) -> dict[str, Claim]:
    """The claim of each found fact, by fact id; a claim answers for one fact only."""
    found = matching.match([(fact, triggers(fact, report)) for fact in gold.facts], claims)
    return {gold.facts[fact].id: claims[claim] for fact, claim in found.items()}


def score(found: Found, claims: list[Claim]) -> Score:
    """The figures of one report: `claims` are all its claims."""
    pairs = [(f, found.claims[f.id]) for f in found.gold.facts if f.id in found.claims]
    typed = [(fact, claim) for fact, claim in pairs if fact.type == claim.type]
    result = Score(
        facts=len(found.gold.facts),
        found=len(pairs),
        typed=len(typed),
        right=sum(right(fact, claim) for fact, claim in typed),
        claims=len(claims),
        never=_forbidden(found, claims),
    )
    answers = {fact.id: claim for fact, claim in typed}
    for fact in found.gold.facts:
        for field, verdict in _verdicts(fact, answers.get(fact.id)).items():
            result.fields[field].append(verdict)
    return result


def _verdicts(fact: Fact, claim: Claim | None) -> dict[str, bool]:
    """Each field that is judged: whether it is right; labels only where all of them are.

    What gold says of a fact that no claim has is wrong, so that finding more never lowers a share.
    """
    if claim is None:
        return {field: False for field in FIELDS if field == "parties" or getattr(fact, field)}
    every = {name: len({*counts}) == 1 for name, counts in labels(fact, claim).items()}
    every |= judge(fact, claim)
    return {field: every[field] for field in FIELDS if field in every}


def _forbidden(found: Found, claims: list[Claim]) -> int:
    spans = [span for words in found.gold.never for span in find(words, found.report)]
    return sum(any(overlap(span, c.evidence.trigger) for span in spans) for c in claims)


def golds() -> list[Gold]:
    """The gold of every sample, in order of name."""
    return [load_gold(path) for path in sorted(GOLD.glob("*.json"))]


def report_of(gold: Gold) -> Report | None:
    """The gold's report as the readers give it; None where its file is not here."""
    path = (FOUNDING.parents[1] if gold.name == FOUNDING.stem else SAMPLES) / gold.report.file
    reports = [each for each in read([str(path)]) if isinstance(each, Report)]
    return next((r for r in reports if gold.report.id in (None, r.id)), None)


def score_all(reports: dict[str, Report], claims: list[Claim]) -> tuple[list[Found], list[Score]]:
    """Each gold of the named reports scored; `reports` are by the gold's name."""
    mine: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        mine[claim.report_id].append(claim)
    every = [*golds(), load_gold(FOUNDING)]
    founds = [
        Found(gold, report, match(gold, report, mine[report.id]))
        for gold in every
        if (report := reports.get(gold.name))
    ]
    return founds, [score(found, mine[found.report.id]) for found in founds]


def table(founds: list[Found], scores: list[Score]) -> str:
    """A line a report and a total line."""
    total = Score()
    lines = [f"{'':22} facts found typed right claims never  {'  '.join(FIELDS)}"]
    for found, each in zip(founds, scores, strict=True):
        total.add(each)
        lines.append(_line(found.gold.name, each))
    return "\n".join([*lines, _line("all", total)])


def _line(name: str, s: Score) -> str:
    figures = f"{s.facts:5} {s.found:5} {s.typed:5} {s.right:5} {s.claims:6} {s.never:5}"
    fields = "  ".join(f"{f'{sum(s.fields[f])}/{len(s.fields[f])}':>{len(f)}}" for f in FIELDS)
    return f"{name:22} {figures}  {fields}"


def main() -> None:
    """Print the table for a file of claims."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    lines = parser.parse_args().file.read_bytes().splitlines()
    claims = [msgspec.json.decode(line, type=Claim) for line in lines]
    reports = {gold.name: report for gold in golds() if (report := report_of(gold))}
    print(table(*score_all(reports, claims)))


if __name__ == "__main__":
    main()
