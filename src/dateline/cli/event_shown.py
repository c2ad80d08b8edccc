"""One event whole, for people and programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
from rich.console import Console
from rich.text import Text

from dateline.asking.event import Change, NearJoin, Telling, Whole
from dateline.export import Results, exporter
from dateline.export.terminal import figure, heading, named, print_block, sentence_of
from dateline.types import Join


def write(whole: Whole, format_: str, output: Path | None) -> None:
    """Write the event; CSV and Parquet as its tables, as `dateline code` writes them."""
    if format_ in ("csv", "parquet"):
        claims = [telling.claim for telling in whole.tellings]
        exporter(format_)(Results("events", whole.reports, claims, [whole.event]), output)
    elif format_ == "jsonl":
        line = msgspec.json.encode(whole) + b"\n"
        _out(line, output)
    elif output is None:
        show(whole, Console(file=sys.stdout, highlight=False))
    else:
        with output.open("w", encoding="utf-8") as file:
            show(whole, Console(file=file, width=100, highlight=False))


def _out(line: bytes, output: Path | None) -> None:
    if output is not None:
        output.write_bytes(line)
        return
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def show(whole: Whole, console: Console) -> None:
    """Print it in parts: the event, its claims, their figures, joins, near-joins and history."""
    event = whole.event
    reports = f"{event.reports} reports, {event.independent_reports} independent"
    print_block(console, heading(event), [
        ("id", Text(event.id)),
        ("who", Text(named(event.actors))),
        ("whom", Text(named(event.recipients))),
        ("contexts", Text(", ".join(event.contexts))),
        ("how many", Text("; ".join(f"{figure(c.low, c.high)} {c.kind}" for c in event.counts))),
        ("", Text(f"scale {event.scale:+.1f}, confidence {event.confidence:.2f}, {reports}",
                  style="dim")),
    ])  # fmt: skip
    parts = {
        "Claims": (line for telling in whole.tellings for line in _telling(telling)),
        "Who says how many": _figures(whole),
        "Why they are one event": (_join(join) for join in whole.joins),
        "Near-joins that were refused": (_near(near) for near in whole.near_joins),
        "History": (_change(change) for change in whole.history),
    }
    for title, lines in parts.items():
        every = [*lines]
        if every:
            console.print(Text(title, style="bold underline"), *every, "", sep="\n")


def _telling(telling: Telling) -> Iterator[Text]:
    claim = telling.claim
    where = ", ".join(filter(None, [telling.outlet, telling.published])) or claim.report_id
    since = f", held since {telling.since}" if telling.since else ""
    says = "; ".join(attribution.source.name for attribution in claim.attribution)
    yield Text(f"{claim.id}  {where}{since}", style="dim")
    yield Text(f"  {says}: " if says else "  ") + sentence_of(claim)


def _figures(whole: Whole) -> Iterator[Text]:
    published = {telling.claim.id: telling.published for telling in whole.tellings}
    for count in whole.event.counts:
        for said in count.claims:
            who = ", ".join(attribution.source.name for attribution in said.attribution)
            when = said.as_of or published.get(said.claim_id)
            marks = ("superseded" if said.superseded else "", "partisan" if said.partisan else "")
            told = [f"{figure(said.low, said.high)} {count.kind}", who, when, *marks]
            yield Text("  " + ", ".join(part for part in told if part) + f"  ({said.claim_id})")


def _join(join: Join) -> Text:
    score = "" if join.score is None else f"{join.score:+.2f}, "
    return Text(f"  {join.one} and {join.other}: {score}{join.reason}")


def _near(near: NearJoin) -> Text:
    of = f" of event {near.other_event}" if near.other_event else ""
    return _join(near.join) + Text(of, style="dim")


def _change(change: Change) -> Text:
    told = f"  {change.at}  {change.event_id} {change.change}: "
    on = f", now in {change.other}" if change.other else ""
    return Text(f"{told}{change.claims_before} -> {change.claims_after} claims{on}")
