"""dateline diff: what changed between two codings of the same reports."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from dateline.diffing import Difference, Level, Summary

CHANGES = ("added", "gone", "changed")
STYLES = {"added": "green", "gone": "red", "changed": "yellow"}


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--level", type=click.Choice(["claims", "events"]), default="claims", show_default=True,
    help="What a row is.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(["table", "jsonl"]), default="table",
    show_default=True, help="For people, or the summary and then one JSON object a line.",
)  # fmt: skip
@click.option("--only", type=click.Choice(CHANGES), help="List only these; all are counted.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if anything differs.")
def command(
    old: Path, new: Path, level: Level, format_: str, only: str | None, exit_code: bool
) -> None:
    """Say what changed from the store OLD to the store NEW, row by row and field by field.

    Only reports that both hold with the same content are compared. Claims are compared as they
    were coded, whatever analysts corrected since, and are the same where their ids are: the same
    words of the same report. An event is the same where its earliest claim is.

    \b
    dateline code OLD --into NEW          (with the new version)
    dateline diff OLD NEW
    dateline diff OLD NEW --only gone --format jsonl
    """
    from dateline.diffing import differences, summarize
    from dateline.store import Store

    with Store.open(old) as one, Store.open(new) as other:
        summary = summarize(one, other, level)
        found = (each for each in differences(one, other, level) if only in (None, each.change))
        if format_ == "jsonl":
            _lines(summary, found)
        else:
            _print(summary, found, Console(file=sys.stdout, highlight=False, soft_wrap=True))
    sys.exit(1 if exit_code and summary.changes else 0)


def _lines(summary: Summary, found: Iterable[Difference]) -> None:
    encode = msgspec.json.Encoder().encode
    sys.stdout.buffer.write(encode({"summary": summary}) + b"\n")
    sys.stdout.buffer.writelines(encode(each) + b"\n" for each in found)
    sys.stdout.buffer.flush()


def _print(summary: Summary, found: Iterable[Difference], console: Console) -> None:
    for line in _told(summary):
        console.print(Text(line))
    if not summary.changes:
        return
    console.print(_by_type(summary), "")
    for each in found:
        _block(each, console)


def _told(summary: Summary) -> list[str]:
    """What was compared, and in all how much of it differs."""
    aside = {
        "only in the old store": summary.only_old, "only in the new": summary.only_new,
        "with other content": summary.other_content,
    }  # fmt: skip
    left = ", ".join(f"{number} {why}" for why, number in aside.items() if number)
    lines = [f"{summary.reports} reports in both{f'; left out: {left}' if left else ''}"]
    for name, versions in summary.versions["old"].items():
        if versions != summary.versions["new"][name]:
            after = summary.versions["new"][name]
            lines.append(f"{name}: {', '.join(versions)} -> {', '.join(after)}")
    if not summary.changes:
        return [*lines, f"no {summary.level[:-1]} differs; {summary.equal} are equal"]
    changes = ", ".join(f"{summary.changes[change]} {change}" for change in CHANGES)
    lines.append(f"{summary.equal} {summary.level} equal, {changes}")
    if summary.fields:
        lines.append(f"changed in: {_counted(summary.fields)}")
    if summary.confidence_alone:
        lines.append(f"{summary.confidence_alone} of them in nothing but confidence")
    if summary.retyped:
        lines.append(f"types: {_counted(summary.retyped)}")
    return lines


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts.most_common())


def _by_type(summary: Summary) -> Table:
    table = Table("type", box=None)
    for change in CHANGES:
        table.add_column(change, justify="right")
    for type_, counts in sorted(summary.types.items()):
        table.add_row(type_, *(str(counts[change] or "") for change in CHANGES))
    return table


def _block(each: Difference, console: Console) -> None:
    head = Text(f"{each.change} ", style=STYLES[each.change])
    head.append(f"{each.type} {each.id}  {', '.join(each.reports)}", style="default")
    console.print(head)
    for sentence in each.sentences:
        if sentence:
            console.print(Text(f"  “{' '.join(sentence.split())}”"))
    for field, (before, after) in each.fields.items():
        console.print(Text(f"  {field}: {_short(before)} -> {_short(after)}"))
    if each.now:
        console.print(Text(f"  its claims are now in {', '.join(each.now)}"))
    console.print("")


def _short(value: Any) -> str:
    """A value in a few words: of parties and places their name and codes."""
    if isinstance(value, list):
        return "; ".join(_short(each) for each in value) or "none"
    if not isinstance(value, dict):
        return "none" if value is None else str(value)
    if "source" in value:
        return _short(value["source"])
    if "kind" in value:
        figures = f" ({len(value['claims'])} figures)" if "claims" in value else ""
        return f"{_figure(value['low'])} to {_figure(value['high'])} {value['kind']}{figures}"
    if "earliest" in value:
        return f"{value['earliest']} to {value['latest']}"
    codes = " ".join(filter(None, [value.get("country"), *value.get("sectors", [])]))
    name = value.get("name") or value.get("text") or ""
    return f"{name} ({codes})" if codes else str(name)


def _figure(value: int | None) -> str:
    return "?" if value is None else f"{value:,}"
