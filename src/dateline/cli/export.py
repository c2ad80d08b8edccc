"""dateline export: a store in the formats of other data sets and tools."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click
import msgspec

from dateline.cli.answers import tell
from dateline.cli.code import check_paths
from dateline.errors import SettingsError
from dateline.export import Exporter, exporter, exporters
from dateline.export.report import ExportReport

LEGACY = "-legacy"  # how the exporter is called that writes a format's older column names


@click.command("export")
@click.argument("format_", metavar="FORMAT")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="File or folder to write; standard output if left out.",
)
@click.option(
    "--level",
    type=click.Choice(["events", "claims"]),
    default="events",
    show_default=True,
    help="What is written: what happened, or what each passage says of it.",
)
@click.option("--legacy-names", is_flag=True, help="Older column names; polecat has some.")
@click.option(
    "--report",
    "report_path",
    type=click.Path(path_type=Path),
    help="Write here, as JSON, what was left out, coarsened or not expressed.",
)
def command(
    format_: str,
    input_: Path,
    output: Path | None,
    level: Literal["events", "claims"],
    legacy_names: bool,
    report_path: Path | None,
) -> None:
    """Write the events of a store in another format.

    FORMAT is plover (JSON lines), polecat, gdelt (Events), gdelt-mentions, icews, acled or ucdp
    (their layouts), geojson, graphml, csv, parquet, jsonl or table; docs/exports.md has how each
    is read in pandas and R, and what it cannot say. INPUT is a store. What was left out,
    coarsened or could not be expressed is counted on standard error.

    Example: dateline export geojson news.dateline --output news.geojson
    """
    from dateline.store import Store

    write = exporter(format_, "export")
    if legacy_names:
        write = _legacy(format_)
    check_paths((str(input_),), {"--output": output, "--report": report_path}, format_)
    report = write(Store.open(input_).results(level), output)
    tell(report)
    if report_path is not None:
        told = report or ExportReport()
        report_path.write_bytes(msgspec.json.format(msgspec.json.encode(told)) + b"\n")


def _legacy(format_: str) -> Exporter:
    """The exporter of a format's older column names. Raises SettingsError where it has none."""
    older = [name.removesuffix(LEGACY) for name in exporters() if name.endswith(LEGACY)]
    if format_ not in older:
        raise SettingsError(f"--legacy-names: {format_} has no older names; {', '.join(older)} has")
    return exporter(format_ + LEGACY)
