"""dateline evaluate: the coder's answers scored on a user's own gold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from dateline.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.evaluating import Evaluation
    from dateline.scoring import Error, Row

KINDS = ("relations", "claims", "links", "places", "times", "counts", "speakers")
WIDTH = 200  # columns; a confusion table of every type wants 150
SHOWN = 400  # code points of a worst answer's text


@click.command("evaluate")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--errors", default=5, show_default=True, type=click.IntRange(0),
              help="List so many of the worst answers.")  # fmt: skip
@click.option("--exclude", "exclude_path",
              type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="JSON lines of {id, reason}: rows to score apart.")  # fmt: skip
@click.option("--answers", "answers_path", type=click.Path(path_type=Path, dir_okay=False),
              help="Write the answers here, one a row.")  # fmt: skip
@click.option("--draws", default=200, show_default=True, type=click.IntRange(10),
              help="How often the rows are drawn anew for the intervals.")  # fmt: skip
@click.option("--format", "format_", type=click.Choice(["table", "jsonl"]), default="table",
              show_default=True)  # fmt: skip
@click.option("--model", metavar="NAME", help="Another spaCy model for English than the default.")
def command(
    kind: str,
    file: Path,
    errors: int,
    exclude_path: Path | None,
    answers_path: Path | None,
    draws: int,
    format_: str,
    model: str | None,
) -> None:
    """Score relations, claims, links, places, times, counts or speakers on gold of your own.

    FILE has one JSON object a line: a text, and the right answers. docs/evaluating.md has the
    formats and says what counts as right.

    \b
    relations {"id", "text", "source": {"start", "end", "text"}, "target", "type"}
    claims    {"id", "text", "title", "published", "claims": [{"type", "trigger", "actors", ...}]}
    links     {"id", "text", "title", "published", "source", "incidents": ["name", ...]}
    places    {"id", "text", "toponyms": [{"start", "end", "geonameid", "lat", "lon"}]}
    times     {"id", "text", "published", "times": [{"start", "end", "value", "type"}]}
    counts    {"id", "text", "counts": [{"low", "high"}]}, or "band": "100-999"
    speakers  {"id", "text", "attributions": [{"source", "cue", "content"}]}

    Beside each figure stands the interval that holds it in 95 of 100 draws of the rows. Rows with
    an "exclude", the reason, are scored apart: figures without them, then with them.
    """
    from dateline.evaluating import answer, evaluate, worst

    gold = _gold(kind, file, exclude_path)
    kept = [number for number, row in enumerate(gold) if not row.get("exclude")]
    if not kept:
        raise InputError("every row is excluded; nothing is left to score", str(file))
    given = answer(kind, gold, model)
    if answers_path:
        answers_path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in given))
    mine, theirs = [gold[n] for n in kept], [given[n] for n in kept]
    without = evaluate(kind, mine, theirs, draws)
    whole = evaluate(kind, gold, given, draws) if len(kept) < len(gold) else None
    wrong = worst(kind, mine, theirs)[:errors]
    show = _print_lines if format_ == "jsonl" else _print_tables
    show(kind, without, whole, wrong)


def _gold(kind: str, file: Path, exclude_path: Path | None) -> list[Row]:
    """The gold, with reasons where rows are scored apart; ids that gold has not are told."""
    from dateline.scoring.gold import read_exclusions, read_gold

    gold = read_gold(file, kind)
    if exclude_path is None:
        return gold
    reasons = read_exclusions(exclude_path)
    if unknown := reasons.keys() - {str(row["id"]) for row in gold}:
        told = ", ".join(sorted(unknown)[:5]) + (", ..." if len(unknown) > 5 else "")
        click.echo(
            f"{exclude_path}: not in the gold: {len(unknown)} of {len(reasons)} ids ({told})",
            err=True,
        )
    return [{**row, "exclude": reasons.get(str(row["id"]), row.get("exclude"))} for row in gold]


def _print_tables(
    kind: str, without: Evaluation, whole: Evaluation | None, wrong: list[Error]
) -> None:
    from rich.console import Console

    console = Console(file=sys.stdout, width=WIDTH, highlight=False)
    apart = f", {whole.rows - without.rows} more excluded" if whole else ""
    click.echo(f"{kind}: {without.rows} rows{apart}")
    _print_scores(console, without)
    if whole:
        click.echo(f"\nwith the excluded: {whole.rows} rows")
        _print_scores(console, whole)
    if without.types:
        _print_types(console, without)
    if wrong:
        click.echo("\nworst")
    for error in wrong:
        told = f"{error.told}: " if error.told else ""
        click.echo(f"{error.value:.2f}  {error.id}: {told}{error.text[:SHOWN]}")


def _print_scores(console: Console, evaluation: Evaluation) -> None:
    from rich.table import Table

    table = Table("measure", "figure", "value", "95 of 100 draws", box=None)
    for measure, figures in evaluation.scores.items():
        for name, value in figures.items():
            low, high = evaluation.intervals[measure][name]
            whole = isinstance(value, int)
            shown = f"{value}" if whole else f"{value:.3f}"
            table.add_row(measure, name, shown, "" if whole else f"{low:.3f} to {high:.3f}")
    console.print(table)


def _print_types(console: Console, evaluation: Evaluation) -> None:
    """A line a type, and the confusion table: gold's types in rows, the answers' in columns."""
    from rich.table import Table

    names = ("precision", "recall", "f1", "right", "answers", "gold")
    table = Table("type", *names, box=None)
    for type_, figures in evaluation.types.items():
        values = (figures[name] for name in names)
        table.add_row(type_, *(f"{v}" if isinstance(v, int) else f"{v:.3f}" for v in values))
    console.print("", table)
    columns = sorted({type_ for row in evaluation.confusion.values() for type_ in row})
    grid = Table("gold \\ answer", box=None)
    for column in columns:
        grid.add_column(column[:6], justify="right")
    for type_, row in evaluation.confusion.items():
        grid.add_row(type_, *(str(row.get(column, "")) for column in columns))
    console.print("", grid)


def _print_lines(
    kind: str, without: Evaluation, whole: Evaluation | None, wrong: list[Error]
) -> None:
    for excluded, each in ((False, without), (True, whole)):
        if each is not None:
            rows = {"kind": kind, "rows": each.rows, "with_excluded": excluded}
            for measure, figures in each.scores.items():
                _echo(rows | {"measure": measure, **figures, "intervals": each.intervals[measure]})
    for type_, figures in without.types.items():
        _echo({"type": type_, **figures})
    if without.confusion:
        _echo({"confusion": without.confusion})
    for error in wrong:
        _echo({"worst": error})


def _echo(row: dict[str, Any]) -> None:
    click.echo(msgspec.json.encode(row).decode())
