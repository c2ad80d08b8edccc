"""The table for people: who did what to whom, each value beside the words it came from."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.export import Results
from dateline.export.report import ExportReport
from dateline.types import Claim, Entity, Event, EventParty, Place, Relation, Report, Span, Time

QUAD_STYLES = {1: "green", 2: "bold green", 3: "yellow", 4: "bold red"}
ROLE_STYLES = {
    "trigger": "bold reverse",
    "actor": "bold cyan",
    "recipient": "bold magenta",
    "place": "green",
    "time": "yellow",
    "count": "bold yellow",
    "speaker": "blue",
}


def write(results: Results, output: Path | None) -> ExportReport:
    """Print rows for people, or write them to a file without colour."""
    if output is None:
        _print(results, Console(file=sys.stdout, highlight=False, soft_wrap=False))
    else:
        with output.open("w", encoding="utf-8") as file:
            _print(results, Console(file=file, width=100, highlight=False))
    return ExportReport(rows=len(results.rows))


def _print(results: Results, console: Console) -> None:
    if results.level == "reports":
        for report in results.reports:
            console.print(_report(report))
        return
    if results.level == "relations":
        _relations(console, results)
        return
    claims = {claim.id: claim for claim in results.claims}
    titles = {report.id: report.title or report.id for report in results.reports}
    current = None
    shown = results.events if results.level == "events" else results.claims
    for row in shown:
        first = claims[row.claims[0]] if isinstance(row, Event) else row
        if first.report_id != current:
            current = first.report_id
            console.print(Text(f"\n{titles.get(current, current)}", style="bold underline"))
        _block(console, row, [claims[i] for i in row.claims] if isinstance(row, Event) else [row])
    _summary(console, results)


def _relations(console: Console, results: Results) -> None:
    titles = {report.id: report.title or report.id for report in results.reports}
    current = None
    for relation in results.relations:
        if relation.report_id != current:
            current = relation.report_id
            console.print(Text(f"\n{titles.get(current, current)}", style="bold underline"))
        _relation(console, relation)
    _summary(console, results)


def _relation(console: Console, row: Relation) -> None:
    parties = [row.subject, *([row.object] if row.object else [])]
    marked: list[tuple[str, Span]] = [("trigger", row.evidence.trigger)]
    marked += [*zip(("actor", "recipient"), parties, strict=False)]
    when = _words(row.time) if row.time is not None else None
    marked += [("time", when)] if when is not None else []
    lines = [
        ("who", Text(named(parties[:1]))),
        ("whom", Text(named(parties[1:]))),
        ("office", Text(row.office or "")),
        ("says", Text("; ".join(a.source.name for a in row.attribution))),
        ("words", _marked(row.evidence.sentence, marked)),
        ("", Text(f"confidence {row.confidence:.2f}, {row.id}", style="dim")),
    ]
    head = Text("  ".join(filter(None, [row.type, _when(row.time)])), style="bold")
    print_block(console, head, lines)


def _report(report: Report) -> Text:
    parts = [report.id, report.published or "no date", report.source or "", report.title or ""]
    return Text("  ".join(part for part in parts if part))


def _block(console: Console, row: Event | Claim, claims: list[Claim]) -> None:
    best = max(claims, key=lambda claim: claim.confidence)
    note = f"{len(claims)} claims" if len(claims) > 1 else best.id
    if isinstance(row, Event) and row.reports > 1:
        note += f" in {row.reports} reports, {row.independent_reports} independent"
    lines = [
        ("who", Text(named(row.actors))),
        ("whom", Text(named(row.recipients))),
        ("how many", Text("; ".join(_counts(row, claims)))),
        ("says", Text(_speakers(claims))),
        ("words", sentence_of(best)),
        ("", Text(f"confidence {row.confidence:.2f}, {note}", style="dim")),
    ]
    print_block(console, heading(row), lines)


def print_block(console: Console, head: Text, lines: list[tuple[str, Text]]) -> None:
    """Print lines of a label and what it is of, under a heading; those without words are left."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", justify="right", width=9)
    grid.add_column()
    for label, words in lines:
        if words:
            grid.add_row(label, words)
    console.print(head, grid, "", sep="\n")


def _summary(console: Console, results: Results) -> None:
    """How many rows of each type, commonest first."""
    types = Counter(row.type for row in results.rows if not isinstance(row, Report))
    told = ", ".join(f"{count} {type_}" for type_, count in types.most_common())
    reports = len(results.reports)
    total = f"{types.total()} {results.level} from {reports} report{'s' * (reports != 1)}"
    console.print(Text(f"{total}: {told}" if told else f"{total}; standard error says why"))


def heading(row: Event | Claim) -> Text:
    """Type and modes in the colour of the quad class, then how told, when and where."""
    code = " ".join([row.type, *row.modes])
    parts = [code, *(f"[{a}]" for a in row.auxiliary), _when(row.time), _where(row.place)]
    head = Text("  ".join(part for part in parts if part))
    head.stylize(QUAD_STYLES[row.quad], 0, len(code))
    return head


def _when(time: Time | None) -> str:
    if time is None:
        return ""
    if time.basis == "published":
        return f"by {time.latest}"
    if time.earliest == time.latest:
        return time.earliest or time.value or ""
    return f"{time.earliest or '...'} to {time.latest or '...'}"


def _where(place: Place | None) -> str:
    if place is None:
        return ""
    parts = [place.name, place.city if place.resolution == 5 else None, place.country_name]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def named(parties: Iterable[Entity | EventParty]) -> str:
    """Parties by name, with their words where these differ, and their codes."""
    told = []
    for party in parties:
        codes = " ".join(filter(None, [party.country, *party.sectors]))
        words = f" “{party.text}”" if isinstance(party, Entity) and party.text != party.name else ""
        told.append(f"{party.name}{words} ({codes or 'unknown'})")
    return "; ".join(dict.fromkeys(told))


def _counts(row: Event | Claim, claims: list[Claim]) -> list[str]:
    if isinstance(row, Event):
        return [f"{figure(c.low, c.high)} {c.kind}" for c in row.counts]
    return [
        f"{figure(c.low, c.high)} {c.kind} “{c.text}”" for claim in claims for c in claim.counts
    ]


def figure(low: int | None, high: int | None) -> str:
    """A range in words and digits."""
    if low is not None and low == high:
        return f"{low:,}"
    if low is None and high is not None:
        return f"up to {high:,}"
    return f"{low or 0:,} or more" if high is None else f"{low:,} to {high:,}"


def _speakers(claims: list[Claim]) -> str:
    names = [a.source.name for claim in claims for a in claim.attribution]
    return "; ".join(dict.fromkeys(names))


def sentence_of(claim: Claim) -> Text:
    """A claim's sentence, with the claim's words in their colours."""
    marked: list[tuple[str, Span]] = [("speaker", a.source) for a in claim.attribution]
    marked += [("actor", e) for e in claim.actors] + [("recipient", e) for e in claim.recipients]
    marked += [("count", count) for count in claim.counts]
    marked += [("place", claim.place)] if claim.place is not None else []
    when = _words(claim.time) if claim.time is not None else None
    marked += [("time", when)] if when is not None else []
    return _marked(claim.evidence.sentence, [*marked, ("trigger", claim.evidence.trigger)])


def _words(time: Time) -> Span | None:
    if time.start is None or time.end is None:
        return None
    return Span(start=time.start, end=time.end, text=time.text or "", field=time.field or "text")


def _marked(sentence: Span, marked: list[tuple[str, Span]]) -> Text:
    """A sentence, with the words of each role in its colour."""
    text = Text("“" + " ".join(sentence.text.splitlines()) + "”")
    for role, span in marked:
        inside = sentence.start <= span.start and span.end <= sentence.end
        if span.field == sentence.field and inside:
            shift = 1 - sentence.start
            text.stylize(ROLE_STYLES[role], span.start + shift, span.end + shift)
    return text
