"""The gold's format, and where a report has a fact's words; documented in gold.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dateline.scoring.wanted import Wanted
from dateline.types import Report, Span

GOLD = Path(__file__).parent / "samples"
FOUNDING = Path(__file__).parent / "founding.json"
SAMPLES = Path(__file__).parents[1] / "samples"


class Fact(Wanted, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One happening as one passage tells it, and the words that tell it."""

    id: str
    evidence: str
    trigger: str


class Where(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of the report, and its id where the file holds several."""

    file: str
    id: str | None


class Gold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The facts of one report; `name` is the gold file's."""

    report: Where
    facts: list[Fact]
    never: list[str]
    same_event: list[tuple[str, str]]
    name: str = ""


def load_gold(path: Path) -> Gold:
    """One gold file. Raises msgspec.ValidationError where it breaks the format."""
    gold = msgspec.json.decode(path.read_bytes(), type=Gold)
    return msgspec.structs.replace(gold, name=path.stem)


def find(words: str, report: Report) -> Iterator[Span]:
    """Every place of the report's text and title that has the words, whatever the line breaks."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    for match in pattern.finditer(report.text):
        yield Span(start=match.start(), end=match.end(), text=match[0])
    for match in pattern.finditer(report.title or ""):
        yield Span(start=match.start(), end=match.end(), text=match[0], field="title")


def triggers(fact: Fact, report: Report) -> list[Span]:
    """Where the report has the fact's trigger: once or, where a headline is kept twice, twice."""
    spans = []
    for evidence in find(fact.evidence, report):
        inside = re.search(r"\s+".join(map(re.escape, fact.trigger.split())), evidence.text)
        if inside:
            start, end = (evidence.start + each for each in inside.span())
            spans.append(Span(start=start, end=end, text=inside[0], field=evidence.field))
    return spans
