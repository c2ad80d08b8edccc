"""How often a place mention resolves to the right place, on a file of placed toponyms.

Usage: python -m evaluation.score_places FILE [--half development|"held out"] [--misses N] [--find]
The gold's format and what counts as right: `dateline.scoring.places`. The mentions are given;
with `--find`, they are to be found in the parsed text.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
from spacy.tokens import Doc

from dateline.mentions.place_names import find_place_names
from dateline.parsing import Parser, load_model
from dateline.resolving.gazetteer import Gazetteer
from dateline.resolving.places import PlaceMention, resolve_places
from dateline.scoring.places import is_right, score
from dateline.types import Place, Report, Span

Row = dict[str, Any]


def report_of(row: Row) -> Report:
    """The row as a report."""
    published = row.get("published") or row.get("date")
    return Report(
        id=row["id"],
        text=row["text"],
        title=row.get("title"),
        source=row.get("source"),
        url=row.get("url"),
        published=published,
    )


def drop_adjectives(rows: list[Row], gazetteer: Gazetteer) -> None:
    """Leave out what is no name: "Syrian"."""
    for row in rows:
        row["toponyms"] = [
            item
            for item in row["toponyms"]
            for words in (row["text"][item["start"] : item["end"]],)
            if gazetteer.knows(words) or not gazetteer.lookup(words)
        ]


def given(row: Row) -> list[PlaceMention]:
    """The gold's own mentions."""
    text = row["text"]
    spans = ((t["start"], t["end"]) for t in row["toponyms"])
    return [PlaceMention(span=Span(start=a, end=b, text=text[a:b])) for a, b in spans]


def found(doc: Doc, gazetteer: Gazetteer) -> list[PlaceMention]:
    """The mentions that we find."""
    return [PlaceMention(span=s._.source) for s in find_place_names(doc, gazetteer)]


def print_misses(rows: list[Row], answers: dict[str, list[Place | None]], limit: int) -> None:
    """Count what was wrong, missed and found too much."""
    missed: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        at = {(p.start, p.end): p for p in answers[row["id"]] if p and p.field == "text"}
        for item in row["toponyms"]:
            place = at.pop((item["start"], item["end"]), None)
            words = row["text"][item["start"] : item["end"]]
            if place is None or (item.get("lat") is not None and not is_right(place, item)):
                got = f"{place.name}, {place.admin1}, {place.country}" if place else "-"
                missed[row["id"], f"{words} {item.get('fcode')}", got] += 1
        for place in at.values():
            missed[row["id"], "nothing", f"{place.text} ({place.name}, {place.country})"] += 1
    for (key, wanted, got), count in missed.most_common(limit):
        print(f"{count:4} {key}: wanted {wanted}; got {got}")


def main() -> None:
    """Print the scores and the time a report."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--half")
    arguments.add_argument("--misses", type=int, default=0)
    arguments.add_argument("--find", action="store_true")
    options = arguments.parse_args()
    gazetteer = Gazetteer()
    parser = Parser(load_model()) if options.find else None
    rows = [msgspec.json.decode(line) for line in options.file.read_bytes().splitlines()]
    rows = [row for row in rows if options.half in (None, row.get("half"))]
    if options.find:
        drop_adjectives(rows, gazetteer)
    answers: dict[str, list[Place | None]] = {}
    parsing = resolving = 0.0
    for row in rows:
        began = time.perf_counter()
        report = report_of(row)
        doc = parser.parse(report) if parser else None
        parsed = time.perf_counter()
        mentions = found(doc, gazetteer) if doc is not None else given(row)
        answers[row["id"]] = resolve_places(mentions, report, gazetteer)
        parsing, resolving = parsing + parsed - began, resolving + time.perf_counter() - parsed
    print(msgspec.json.format(msgspec.json.encode(score(rows, answers))).decode())
    print(
        f"{1000 * parsing / len(rows):.1f} ms parsing, {1000 * resolving / len(rows):.1f} ms ours"
    )
    print_misses(rows, answers, options.misses)


if __name__ == "__main__":
    main()
