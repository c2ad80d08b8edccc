"""Scores linking on our own gold of reports of one happening, and learns what comparisons weigh.

Usage: python -m evaluation.links [--split dev|held]
       python -m evaluation.links --fit
`--fit` learns weights.toml from the development half: of two reports of one happening, the
likeliest pair of their happenings is one; of two reports that share none, no pair is.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.linking import Linker
from dateline.linking.across import comparer_of
from dateline.linking.candidates import pairs
from dateline.linking.comparing import WEIGHTS, load_weights, refusal
from dateline.reading import report_from_text
from dateline.scoring import links
from dateline.types import Claim, Event, Report

GOLD = Path(__file__).parent / "links"
SETS = ("local", "world")
ROUNDS = 8  # of choosing each pair of reports' likeliest pair anew
STEPS = 30  # of Newton's method
HELD = 0.4  # what a weight costs, squared, for leaving where it was written first
LEVELS = tuple((name, level) for name, levels in load_weights().levels.items() for level in levels)


class Told(msgspec.Struct, frozen=True):
    """A report of the gold."""

    id: str
    published: str
    source: str
    title: str
    text: str
    incidents: list[str]
    main: str
    copy_of: str | None

    @property
    def report(self) -> Report:
        """The report as `dateline code` reads it."""
        return report_from_text(self.text, self.id, self.published, self.title, self.source)


class Incident(msgspec.Struct, frozen=True):
    """A happening of the gold; figures as low and high."""

    id: str
    type: str
    date: str
    city: str | None
    admin1: str | None
    country: str
    split: str
    killed: list[int] | None = None
    injured: list[int] | None = None
    participants: list[int] | None = None
    note: str = ""


class Gold(msgspec.Struct, frozen=True):
    """One half of a set: its reports, and its happenings by name."""

    reports: list[Told]
    incidents: dict[str, Incident]


def read_gold(name: str, split: str) -> Gold:
    """The reports of one half, each of which tells of happenings of that half alone."""
    every = msgspec.json.Decoder(Incident).decode_lines(
        (GOLD / f"{name}_incidents.jsonl").read_bytes()
    )
    kept = {incident.id: incident for incident in every if incident.split == split}
    told = msgspec.json.Decoder(Told).decode_lines((GOLD / f"{name}.jsonl").read_bytes())
    return Gold([r for r in told if kept.keys() & set(r.incidents)], kept)


def linked(gold: Gold, claims: Sequence[Claim]) -> tuple[list[Event], Linker]:
    """The events of the gold's reports."""
    held = {claim.id: claim for claim in claims}
    linker = Linker(told.report for told in gold.reports)
    linker.add(claims)
    return list(linker.events(lambda ids: [held[id_] for id_ in ids])), linker


def figures(gold: Gold, claims: Sequence[Claim]) -> dict[str, float]:
    """Pairs and B-cubed of reports, and of events of several reports date, killed and city."""
    events, linker = linked(gold, claims)
    report_of = {claim.id: claim.report_id for claim in claims}
    told_of = {e.id: sorted({report_of[c] for c in e.claims}) for e in events}
    answers = [{"events": [e for e, told in told_of.items() if r.id in told]} for r in gold.reports]
    found = links.score([{"incidents": r.incidents} for r in gold.reports], answers)
    several = [(e, told_of[e.id]) for e in events if len(told_of[e.id]) > 1]
    copies = {r.id for r in gold.reports if r.copy_of}
    given = {id_ for id_, origin in linker.origins.items() if origin.original != id_}
    return {
        **{f"pairs {name}": found["pairs"][name] for name in ("precision", "recall", "f1")},
        "b-cubed f1": found["b_cubed"]["f1"],
        **_fields(gold, several),
        "copies found": _share(len(copies & given), len(copies)),
        "copies right": _share(len(copies & given), len(given)),
    }


def _fields(gold: Gold, several: Sequence[tuple[Event, Sequence[str]]]) -> dict[str, float]:
    """Of events of several reports whose happening all share: the shares that are right."""
    incidents = {r.id: set(r.incidents) for r in gold.reports}
    right: dict[str, list[bool]] = {"date right": [], "killed in range": [], "city right": []}
    for event, reports in several:
        shared = set.intersection(*(incidents[r] for r in reports))
        for incident in (gold.incidents[name] for name in sorted(shared)[:1]):
            if event.type == incident.type:
                right["date right"].append(_on(event, incident.date))
                right["city right"] += [_in(event, incident)] if incident.city else []
                right["killed in range"] += _killed(event, incident)
    return {name: _share(sum(values), len(values)) for name, values in right.items()}


def _on(event: Event, day: str) -> bool:
    time = event.time
    return bool(time and (time.earliest or "9") <= day <= (time.latest or "0")
                and time.precision in ("day", "week", "unknown"))  # fmt: skip


def _in(event: Event, incident: Incident) -> bool:
    return bool(event.place and event.place.city and incident.city
                and event.place.city.lower() == incident.city.lower())  # fmt: skip


def _killed(event: Event, incident: Incident) -> list[bool]:
    """Whether the range meets the gold's; nothing where gold tells none or none died."""
    if not incident.killed or not incident.killed[1]:
        return []
    ranges = [(c.low or 0, c.high) for c in event.counts if c.kind == "killed"]
    low, high = incident.killed
    return [any(r[0] <= high and (r[1] is None or low <= r[1]) for r in ranges)]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


class Sample(msgspec.Struct, frozen=True):
    """Pairs of happenings: [pairs, levels], 0 or 1; their reports; whether these share one."""

    levels: NDArray[np.float64]
    reports: list[tuple[str, str]]
    shared: NDArray[np.bool_]


def sample(gold: Gold, claims: Sequence[Claim]) -> Sample:
    """Every pair of happenings that linking would compare."""
    linker = Linker(told.report for told in gold.reports)
    linker.add(claims)
    cores = linker.ordered()
    comparer = comparer_of(cores)
    incidents = {r.id: set(r.incidents) for r in gold.reports}
    rows, reports = [], []
    for one, other in pairs(cores, comparer.names):
        if refusal(cores[one], cores[other]):
            continue
        told = comparer.levels(cores[one], cores[other])
        rows.append([float(told[name] == level) for name, level in LEVELS])
        reports.append((cores[one].report, cores[other].report))
    shared = [bool(incidents[one] & incidents[other]) for one, other in reports]
    return Sample(np.array(rows), reports, np.array(shared))


def fit(samples: Sequence[Sample]) -> NDArray[np.float64]:
    """The prior and each level's weight, learnt from where they were written first."""
    given = load_weights()
    start = np.array([given.prior, *(given.levels[name][level] for name, level in LEVELS)])
    weights = start
    for _ in range(ROUNDS):
        kept = [_likeliest(each, weights) for each in samples]
        inputs = np.vstack([s.levels[k] for s, k in zip(samples, kept, strict=True)])
        answers = np.concatenate([s.shared[k] for s, k in zip(samples, kept, strict=True)])
        weights = _newton(inputs, answers.astype(float), start, weights)
    return weights


def _likeliest(given: Sample, weights: NDArray[np.float64]) -> list[int]:
    """Pairs of reports that share nothing, and of others the likeliest pair of happenings."""
    scores = given.levels @ weights[1:]
    best: dict[tuple[str, str], int] = {}
    for number in np.flatnonzero(given.shared):
        reports = given.reports[number]
        if reports not in best or scores[number] > scores[best[reports]]:
            best[reports] = int(number)
    return [*np.flatnonzero(~given.shared), *best.values()]


def _newton(
    inputs: NDArray[np.float64],
    answers: NDArray[np.float64],
    start: NDArray[np.float64],
    weights: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Logistic regression held to where its weights began."""
    columns = np.hstack([np.ones((len(inputs), 1)), inputs])
    held = np.array([HELD / 100, *[HELD] * inputs.shape[1]])

    def surprise(weights: NDArray[np.float64]) -> float:
        odds = columns @ weights
        return float((np.logaddexp(0, odds) - answers * odds).sum()
                     + (held * (weights - start) ** 2).sum() / 2)  # fmt: skip

    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(columns @ weights, -30, 30)))
        slope = columns.T @ (likely - answers) + held * (weights - start)
        curve = (columns.T * (likely * (1 - likely))) @ columns + np.diag(held)
        step = np.linalg.solve(curve, slope)
        while surprise(weights - step) > surprise(weights) and np.abs(step).max() > 1e-6:
            step = step / 2
        weights = weights - step
    return weights


def written(weights: NDArray[np.float64], text: str) -> str:
    """weights.toml with the numbers learnt; its comments, `join` and `near` stay."""
    numbers = iter(weights.round(2))
    lines, section = [], None
    learnt = {("", "prior"): next(numbers)} | {level: next(numbers) for level in LEVELS}
    for line in text.splitlines():
        if line.startswith("[levels."):
            section = line.removeprefix("[levels.").rstrip("]")
        key = line.split("=")[0].strip().strip('"')
        number = learnt.get((section or "", key))
        lines.append(line if number is None else f"{line.split('=')[0]}= {number}")
    tomllib.loads(told := "\n".join(lines) + "\n")
    return told


def code(golds: Mapping[str, Gold]) -> Iterator[tuple[str, list[Claim]]]:
    """The claims of each half's reports."""
    from dateline.pipeline import Coder

    coder = Coder()
    for name, gold in golds.items():
        yield name, list(coder.code_many(told.report for told in gold.reports))


def main() -> None:
    """Score, or learn."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--split", choices=["dev", "held"], default="held")
    parser.add_argument("--fit", action="store_true")
    asked = parser.parse_args()
    golds = {name: read_gold(name, "dev" if asked.fit else asked.split) for name in SETS}
    coded = dict(code(golds))
    if asked.fit:
        weights = fit([sample(golds[name], coded[name]) for name in SETS])
        WEIGHTS.write_text(written(weights, WEIGHTS.read_text(encoding="utf-8")), encoding="utf-8")
        return
    for name, gold in golds.items():
        for figure, value in figures(gold, coded[name]).items():
            print(f"links, {name}: {figure:20} {value:.3f}")


if __name__ == "__main__":
    main()
