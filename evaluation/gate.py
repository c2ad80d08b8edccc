"""Codes the samples, scores them on our gold, and fails where a figure is below its floor.

Usage: python -m evaluation.gate [--raise] [--misses]
`--raise` writes the figures that are above their floors to floors.json; floors never fall.
"""

from __future__ import annotations

import argparse
import os
import sys
from itertools import combinations
from pathlib import Path

import msgspec

from dateline.scoring.wanted import right
from dateline.types import Claim, Event, Report
from evaluation import boundaries, corpus, relations
from evaluation.facts import Found, Score, golds, report_of, score_all, table
from evaluation.gold import FOUNDING, load_gold

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"


def code(reports: list[Report]) -> tuple[list[Claim], list[Event]]:
    """The coder's claims and events of the reports."""
    from dateline.linking import link
    from dateline.pipeline import Coder

    claims = list(Coder().code_many(reports))
    return claims, link(claims, reports)


def figures(scores: list[Score]) -> dict[str, float]:
    """Shares, 0 to 1, over several reports."""
    total = Score()
    for each in scores:
        total.add(each)
    result = {
        "type right": _share(total.typed, total.facts),
        "type and parties right": _share(total.right, total.facts),
        "claims that gold backs": _share(total.typed, total.claims),
        "claims outside never": 1 - _share(total.never, total.claims),
    }
    return result | {f: _share(sum(v), len(v)) for f, v in total.fields.items() if v}


def link_figures(founds: list[Found], events: list[Event]) -> dict[str, float]:
    """Of pairs of found facts: joined pairs that gold joins, and gold's that were joined."""
    event_of = {claim: event.id for event in events for claim in event.claims}
    claim_of = {f"{f.gold.name}/{id}": claim.id for f in founds for id, claim in f.claims.items()}
    group_of = gold_groups(founds)
    gold, joined = set(), set()
    for pair in combinations(sorted(claim_of), 2):
        one, other = pair
        if group_of.get(one, one) == group_of.get(other, other):
            gold.add(pair)
        if event_of[claim_of[one]] == event_of[claim_of[other]]:
            joined.add(pair)
    both = len(gold & joined)
    return {"joins right": _share(both, len(joined)), "joins made": _share(both, len(gold))}


def gold_groups(founds: list[Found]) -> dict[str, str]:
    """The name of its happening for every fact that gold joins to another."""
    group: dict[str, str] = {}
    for found in founds:
        for pair in found.gold.same_event:
            one, other = (w if "/" in w else f"{found.gold.name}/{w}" for w in pair)
            kept, lost = group.setdefault(one, one), group.setdefault(other, other)
            group = {fact: kept if name == lost else name for fact, name in group.items()}
    return group


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 1.0


def measure(with_misses: bool) -> dict[str, float]:
    """All figures, the founding report's apart where it is here; prints the table."""
    every = [*golds(), load_gold(FOUNDING)]
    reports = {gold.name: report for gold in every if (report := report_of(gold))}
    claims, events = code(list(reports.values()))
    founds, scores = score_all(reports, claims)
    print(table(founds, scores))
    if with_misses:
        print_misses(founds)
    own = [i for i, found in enumerate(founds) if found.gold.name != FOUNDING.stem]
    founding = [s for i, s in enumerate(scores) if i not in own]
    result = figures([scores[i] for i in own]) | link_figures([founds[i] for i in own], events)
    result |= relations.figures(relations.outcomes(relations.rows()))
    result |= answer_figures("places", ("given", "right"), ("found", "f1"))
    result |= answer_figures("times", ("extent", "f1"), ("value_type", "f1"))
    result |= learned_figures()
    return result | {f"founding: {k}": v for k, v in figures(founding).items() if founding}


def learned_figures() -> dict[str, float]:
    """The corpus' test split, and the passages on either side of PLOVER's boundaries."""
    from dateline.pipeline import Coder

    coder = Coder()
    return corpus.figures("test", coder) | {"boundaries: right": round(boundaries.share(coder), 3)}


def answer_figures(kind: str, *measures: tuple[str, str]) -> dict[str, float]:
    """Figures of `dateline resolve` on our own gold of a kind."""
    from dateline.evaluating import SCORES, answer

    gold = [
        msgspec.json.decode(line) for line in (HERE / f"{kind}.jsonl").read_bytes().splitlines()
    ]
    scores = SCORES[kind](gold, answer(kind, gold))
    return {f"{kind}: {name} {each}": round(scores[name][each], 3) for name, each in measures}


def print_misses(founds: list[Found]) -> None:
    """A line for each fact whose type or parties are not right."""
    for found in founds:
        for fact in found.gold.facts:
            claim = found.claims.get(fact.id)
            if claim is None or not right(fact, claim):
                got = "nothing" if claim is None else _brief(claim)
                print(f"{found.gold.name}/{fact.id} {fact.type} {fact.evidence!r}: got {got}")


def _brief(claim: Claim) -> str:
    sides = ([(e.text, e.country, e.sectors) for e in p] for p in (claim.actors, claim.recipients))
    return f"{claim.type} {' -> '.join(map(str, sides))}"


def below(found: dict[str, float], floors: dict[str, float]) -> list[str]:
    """A line for each figure under its floor; a figure that is not measured here has none."""
    return [
        f"{name}: {found[name]:.3f} is below its floor {floor:.3f}; floors only rise"
        for name, floor in floors.items()
        if name in found and found[name] < floor
    ]


def main() -> int:
    """Print figures; 1 where one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raise", action="store_true", dest="lift")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    os.environ["DATELINE_KNOWLEDGE"] = os.devnull  # the built-in knowledge alone is measured
    floors = msgspec.json.decode(FLOORS.read_bytes()) if FLOORS.exists() else {}
    found = measure(options.misses)
    for name, value in found.items():
        print(f"{name:36} {value:.3f}  floor {floors.get(name, 0):.3f}")
    if options.lift:
        lifted = floors | {k: max(v, floors.get(k, 0.0)) for k, v in found.items()}
        FLOORS.write_bytes(msgspec.json.format(msgspec.json.encode(lifted), indent=1) + b"\n")
    failures = below(found, floors)
    print("\n".join(failures), end="\n" if failures else "", file=sys.stderr)
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
