"""dateline evaluate: the coder's answers scored on a user's own gold."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from dateline.errors import InputError

if TYPE_CHECKING:
    from dateline.scoring import Row, Scores

KINDS = ("places", "times", "counts", "speakers")
KEYS: dict[str, tuple[str, ...]] = {
    "places": ("start", "end"),
    "times": ("start", "end", "value", "type"),
    "counts": ("low", "high"),
    "speakers": ("source", "content"),
}
GOLD = {"places": "toponyms", "times": "times", "counts": "counts", "speakers": "attributions"}


@click.command("evaluate")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--errors", default=0, type=click.IntRange(0), help="List so many of the worst rows.")
@click.option(
    "--answers",
    "answers_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the answers here, as `dateline resolve` gives them.",
)
@click.option("--draws", default=200, show_default=True, type=click.IntRange(10),
              help="How often the rows are drawn anew for the intervals.")  # fmt: skip
@click.option("--format", "format_", type=click.Choice(["table", "jsonl"]), default="table",
              show_default=True)  # fmt: skip
@click.option("--model", metavar="NAME", help="Another spaCy model for English than the default.")
def command(
    kind: str,
    file: Path,
    errors: int,
    answers_path: Path | None,
    draws: int,
    format_: str,
    model: str | None,
) -> None:
    """Score places, times, counts or speakers on gold of your own.

    FILE has one JSON object a line: what `dateline resolve` takes, and the right answers.
    docs/evaluating.md has the formats and says what counts as right.

    \b
    places    {"id", "text", "toponyms": [{"start", "end", "geonameid", "lat", "lon"}]}
    times     {"id", "text", "published", "times": [{"start", "end", "value", "type"}]}
    counts    {"id", "text", "counts": [{"low", "high"}]}, or "band": "100-999"
    speakers  {"id", "text", "attributions": [{"source", "cue", "content"}]}

    Beside each figure stands the interval that holds it in 95 of 100 draws of the rows.
    """
    from dateline.evaluating import answer, measure, worst

    gold = _gold(file, kind)
    given = answer(kind, gold, model)
    if answers_path:
        answers_path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in given))
    scores, intervals = measure(kind, gold, given, draws)
    if format_ == "jsonl":
        _print_lines(scores, intervals)
    else:
        click.echo(f"{kind}: {len(gold)} rows")
        _print_table(scores, intervals)
    for row, value in worst(kind, gold, given)[:errors]:
        click.echo(f"{value:.2f}  {row['id']}: {' '.join(row['text'].split())[:160]}")


def _gold(path: Path, kind: str) -> list[Row]:
    """The gold rows. Raises InputError naming the line that is no gold of the kind."""
    rows: list[Row] = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line)
        except msgspec.DecodeError as error:
            raise InputError(f"{error}; give one JSON object a line", f"{path}:{number}") from None
        if wrong := _what_is_wrong(row, kind):
            told = f"{wrong}; docs/evaluating.md has the format of gold"
            raise InputError(told, f"{path}:{number}")
        rows.append({"id": number, **row})
    if not rows:
        raise InputError("no gold in it; give one JSON object a line", str(path))
    return rows


def _what_is_wrong(row: Any, kind: str) -> str | None:
    """Why a row is no gold of a kind, None where it is."""
    wanted = GOLD[kind]
    banded = kind == "counts" and isinstance(row, dict) and "band" in row
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return "no object with 'text'"
    if not banded and not isinstance(row.get(wanted), list):
        return f"no list '{wanted}'"
    for number, mark in enumerate(row.get(wanted, []), 1):
        lacking = [key for key in KEYS[kind] if not isinstance(mark, dict) or key not in mark]
        if lacking:
            return f"'{wanted}' number {number} lacks {', '.join(lacking)}"
        if not _is_within(mark, row["text"]):
            return f"'{wanted}' number {number} is not within the text"
    return None


def _is_within(mark: Mapping[str, Any], text: str) -> bool:
    start, end = mark.get("start", 0), mark.get("end", len(text))
    return isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(text)


def _print_table(scores: Scores, intervals: Mapping[str, Mapping[str, Sequence[float]]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("measure", "figure", "value", "95 of 100 draws", box=None)
    for measure, figures in scores.items():
        for name, value in figures.items():
            low, high = intervals[measure][name]
            whole = isinstance(value, int)
            shown = f"{value}" if whole else f"{value:.3f}"
            table.add_row(measure, name, shown, "" if whole else f"{low:.3f} to {high:.3f}")
    Console(file=sys.stdout, width=100).print(table)


def _print_lines(scores: Scores, intervals: Mapping[str, Mapping[str, Sequence[float]]]) -> None:
    for measure, figures in scores.items():
        row = {"measure": measure, **figures, "intervals": intervals[measure]}
        click.echo(msgspec.json.encode(row).decode())
