"""Answers for people as a table, for programs as CSV, JSON lines or Parquet."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import IO, Any

import click
import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.asking.answers import Answer
from dateline.asking.network import party
from dateline.asking.timeline import QUADS, split_of
from dateline.errors import SettingsError
from dateline.export.terminal import QUAD_STYLES, figure

STYLES = {QUADS[quad]: style for quad, style in QUAD_STYLES.items()}
Row = dict[str, Any]


def tell(notes: Iterable[str]) -> None:
    """Say notes on standard error."""
    for note in notes:
        click.echo(note, err=True)


def write(answer: Answer, kind: str, format_: str, output: Path | None) -> None:
    """Write an answer. Raises SettingsError where it cannot be written."""
    if output is None:
        if format_ == "parquet":
            raise SettingsError("--format parquet needs --output PATH")
        _write(answer, kind, format_, sys.stdout.buffer)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with output.open("wb") as file:
            _write(answer, kind, format_, file)
    except OSError as error:
        raise SettingsError(f"--output {output}: {error.strerror}; give another path") from None


def _write(answer: Answer, kind: str, format_: str, file: IO[bytes]) -> None:
    if format_ == "csv":
        import pyarrow.csv

        pyarrow.csv.write_csv(answer.table, file)
    elif format_ == "parquet":
        import pyarrow.parquet

        pyarrow.parquet.write_table(answer.table, file)
    elif format_ == "jsonl":
        encode = msgspec.json.Encoder().encode
        file.writelines(encode(row) + b"\n" for row in answer.table.to_pylist())
    else:
        file.write(shown(answer, kind, file is sys.stdout.buffer).encode())
    file.flush()


def shown(answer: Answer, kind: str, on_terminal: bool) -> str:
    """The answer as a table of text; in colour, and as wide, as standard output is."""
    console = Console(highlight=False) if on_terminal else Console(width=100, highlight=False)
    with console.capture() as capture:
        console.print(Text(answer.title, style="bold"))
        rows = answer.table.to_pylist()
        console.print(TABLES[kind](answer, rows) if rows else Text("nothing", style="dim"))
    return capture.get()


def _table(*names: str, right: Sequence[str] = ()) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in names:
        table.add_column(
            name,
            justify="right" if name in right else "left",
            overflow="fold",
            min_width=10 if name in ("from", "to") else None,
        )
    return table


def _timeline(answer: Answer, rows: list[Row]) -> Table:
    """A line a period, a column a kind."""
    split = split_of(answer)
    kinds = sorted(
        {row[split] for row in rows}, key=lambda kind: ([*STYLES, kind].index(kind), kind)
    )
    found = {(row["period"], row[split]): row["events"] for row in rows}
    made = _table("from", "to", *kinds, "reports", right=[*kinds, "reports"])
    lines = [
        (period, [found[period, kind] for kind in kinds], reports)
        for period, reports in sorted({(row["period"], row["reports"]) for row in rows})
    ]
    for _, run in groupby(lines, _stretch):
        (first, events, reports), *more = run
        last = str(more[-1][0]) if more else ""
        cells = [_events(number, kind) for number, kind in zip(events, kinds, strict=True)]
        made.add_row(str(first), last, *cells, f"{reports:,}" if reports else "none")
    return made


def _stretch(line: tuple[date, list[int | None], int]) -> date | None:
    """The same for periods without a report or an event, which are told in one line."""
    period, events, _ = line
    return None if all(number is None for number in events) else period


def _events(events: int | None, kind: str) -> Text:
    """A number, or a gap."""
    if events is None:
        return Text("-", style="dim")
    return Text(f"{events:,}", style=STYLES.get(kind, "") if events else "dim")


def _network(_: Answer, rows: list[Row]) -> Table:
    made = _table("who", "whom", "what", "events", "scale", right=("events", "scale"))
    for row in rows:
        what = Text(QUADS[row["quad"]], style=QUAD_STYLES[row["quad"]])
        made.add_row(party(row, "source"), party(row, "target"), what, f"{row['events']:,}",
                     f"{row['scale']:+.1f}")  # fmt: skip
    return made


def _counts(_: Answer, rows: list[Row]) -> Table:
    made = _table("what", "how many", "who says so", "outlet", "as of", "", right=("how many",))
    for row in rows:
        marks = [mark for mark in ("superseded", "partisan") if row[mark]]
        said = row["speakers"].replace("|", ", ")
        made.add_row(row["kind"], figure(row["low"], row["high"]), said, row["outlet"],
                     row["as_of"] or row["published"], ", ".join(marks),
                     style="dim" if row["superseded"] else "")  # fmt: skip
    for kind, low, high in dict.fromkeys(
        (r["kind"], r["event_low"], r["event_high"]) for r in rows
    ):
        made.add_row(kind, figure(low, high), "the range over them", style="bold")
    return made


TABLES = {"timeline": _timeline, "network": _network, "counts": _counts}
