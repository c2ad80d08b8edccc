"""dateline code: reports in, claims, events or relations out."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click
import msgspec

from dateline.cli import into as storing
from dateline.cli.answers import tell
from dateline.cli.progress import watch
from dateline.errors import SettingsError
from dateline.export import Level, Results, exporter
from dateline.ledger import Entry, Ledger
from dateline.reading import Note, ReadOptions, Rejection, read
from dateline.types import Claim, Event, Relation, RelationType, Report

if TYPE_CHECKING:
    from dateline.store import Words

FOLDERS = ("csv", "parquet")  # formats of several tables


@click.command("code")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--level",
    type=click.Choice(["reports", "claims", "events", "relations"]),
    default="events",
    show_default=True,
    help="What a row is.",
)
@click.option(
    "--format",
    "format_",
    default="table",
    show_default=True,
    help="table (for people), jsonl, csv, parquet, or one that dateline export writes.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="File or folder to write; standard output if left out.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="STORE",
    help="Keep everything in this store, going on where an earlier run ended; print nothing.",
)
@click.option(
    "--keep-text",
    type=click.Choice(["full", "sentences", "none"]),
    help="What a new store keeps of the reports' words; full if left out.",
)
@click.option("--recode", is_flag=True, help="Code anew what the store holds of other versions.")
@click.option("--published", metavar="DATE", help="Publication date of reports that give none.")
@click.option(
    "--type",
    "types",
    multiple=True,
    metavar="TYPE",
    help="Only this type, PLOVER's or a relation's; may be repeated.",
)
@click.option(
    "--country",
    "countries",
    multiple=True,
    metavar="CODE",
    help="Only rows with a party or place of this ISO-3 country; may be repeated.",
)
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Only rows at least so sure."
)
@click.option(
    "--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that code."
)
@click.option("--model", metavar="NAME", help="Another spaCy model for English than the default.")
@click.option(
    "--explain",
    metavar="CLAIM",
    help="Print why each value of this claim was chosen, nothing else.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 if any report was rejected.")
@click.option(
    "--ledger",
    "ledger_path",
    type=click.Path(path_type=Path),
    help="Write what became of every report here, as JSON lines.",
)
@click.option("--text-column", default="text", show_default=True, help="Column or key of the text.")
@click.option("--id-column", default="id", show_default=True, help="Column or key of the id.")
@click.option(
    "--title-column", default="title", show_default=True, help="Column or key of the headline."
)
@click.option(
    "--published-column", default="published", show_default=True, help="Column or key of the date."
)
@click.option(
    "--source-column", default="source", show_default=True, help="Column or key of the outlet."
)
@click.option(
    "--url-column", default="url", show_default=True, help="Column or key of the address."
)
@click.option(
    "--language-column",
    default="language",
    show_default=True,
    help="Column or key of the language.",
)
def command(
    inputs: tuple[str, ...], level: Level, format_: str, output: Path | None, published: str | None,
    types: tuple[str, ...], countries: tuple[str, ...], min_confidence: float, workers: int,
    model: str | None, explain: str | None, strict: bool, ledger_path: Path | None,
    into: Path | None, keep_text: Words | None, recode: bool, **columns: str,
) -> None:  # fmt: skip
    """Code reports into claims, events or relations.

    INPUT is a file, a folder, a store, or - for standard input: plain text, HTML, or
    JSONL, CSV or Parquet with the columns id and text, and if there are title,
    published, source, url, language. What became of each report is said on standard
    error.
    """
    storing.check(into)
    from dateline.pipeline import Coder

    write = exporter(format_)
    check_paths(inputs, {"--output": output, "--ledger": ledger_path}, format_)
    countries = tuple(c.upper() for c in countries)
    coder = Coder(model)
    related = level == "relations"
    types = tuple(t.lower() if related else t.upper() for t in types)
    _check_known("--type", types, get_args(RelationType) if related else coder.codebook.types)
    _check_known("--country", countries, coder.knowledge.countries)
    ledger = Ledger()
    found = read(storing.inputs(inputs), _options(published, columns))
    reports = _accounted(found, ledger)
    if into is not None:
        with storing.opened(into, keep_text) as store:
            watch(storing.fill(store, coder, reports, ledger, workers, recode))
            _close(ledger, ledger_path)
            storing.close(store, ledger)
        _end(ledger, strict)
        return
    if explain is not None:
        _explain(explain, coder, reports)
        return
    results = _run(coder, reports, ledger, level, workers)
    _keep(results, set(types), set(countries), min_confidence)
    tell(write(results, output))
    _close(ledger, ledger_path)
    _end(ledger, strict)


def _options(published: str | None, columns: dict[str, str]) -> ReadOptions:
    return msgspec.convert({"published": published, **columns}, ReadOptions)


def check_paths(inputs: tuple[str, ...], outputs: Mapping[str, Path | None], format_: str) -> None:
    """Refuse, before hours of work, what could not be written or would be written over.

    `outputs` are the paths to write by option; of them `--output` may be a folder.
    """
    taken: dict[Path, str] = {}
    for option, path in outputs.items():
        if path is None:
            continue
        if str(path) in inputs or (path.is_file() and any(_same(path, each) for each in inputs)):
            raise SettingsError(f"{option} {path}: this is an input; give another path")
        one_file = option != "--output" or format_ not in FOLDERS or path.suffix
        if one_file and path.is_dir():
            raise SettingsError(f"{option} {path}: this is a folder; give the path of a file")
        if not one_file and path.exists() and not path.is_dir():
            raise SettingsError(f"{option} {path}: this is a file; {format_} writes a folder")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(f"{option} {path}: {error.strerror}; give another path") from None
        if path in taken:
            raise SettingsError(
                f"{option} {path}: this is also {taken[path]}; give each its own path"
            )
        taken[path] = option


def _same(path: Path, other: str) -> bool:
    return Path(other).exists() and path.samefile(other)


def _check_known(option: str, given: tuple[str, ...], known: Iterable[str]) -> None:
    names = sorted(known)
    for each in given:
        if each not in names:
            near = difflib.get_close_matches(each, names, 3)
            told = f"near it are {', '.join(near)}" if near else f"there are {', '.join(names)}"
            raise SettingsError(f"{option} {each}: unknown; {told}")


def _accounted(found: Iterable[Report | Rejection | Note], ledger: Ledger) -> Iterator[Report]:
    """Pass reports on; say and note what was refused or repaired."""
    for each in found:
        if isinstance(each, Report):
            yield each
            continue
        click.echo(f"{each.where}: {each.reason}", err=True)
        if isinstance(each, Rejection):
            ledger.add(
                Entry(
                    report_id=each.report_id,
                    where=each.where,
                    outcome="rejected",
                    reason=each.reason,
                )
            )


def _run(
    coder: object, reports: Iterable[Report], ledger: Ledger, level: Level, workers: int
) -> Results:
    results = Results(level, [], [], [], [])
    step = _relate if level == "relations" else _code
    watch(step(coder, reports, ledger, results, workers))
    return results


def _code(
    coder: object, reports: Iterable[Report], ledger: Ledger, results: Results, workers: int
) -> Iterator[str]:
    """Fill in claims and events, telling after each report how many there are."""
    from dateline.engines.local import code_reports
    from dateline.linking import link

    for report, coded in code_reports(reports, coder, workers):  # type: ignore[arg-type]
        claims = [each.claim for each in coded]
        ledger.coded(report, len(claims))
        results.reports.append(report)
        results.claims += claims
        results.events += link(claims)
        yield f"{len(results.claims)} claims"


def _relate(
    coder: object, reports: Iterable[Report], ledger: Ledger, results: Results, workers: int
) -> Iterator[str]:
    """Fill in relations, telling after each report how many there are."""
    from dateline.engines.local import relate_reports

    for report, relations in relate_reports(reports, coder, workers):  # type: ignore[arg-type]
        ledger.related(report, len(relations))
        results.reports.append(report)
        results.relations += relations
        yield f"{len(results.relations)} relations"


def _keep(results: Results, types: set[str], countries: set[str], least: float) -> None:
    """Drop rows that the filters do not ask for, and claims of no kept event."""

    def wanted(row: Claim | Event | Relation) -> bool:
        return (
            (not types or row.type in types)
            and (not countries or bool(_countries(row) & countries))
            and row.confidence >= least
        )

    results.relations = [relation for relation in results.relations if wanted(relation)]
    results.events = [event for event in results.events if wanted(event)]
    if results.level == "events":
        kept = {claim_id for event in results.events for claim_id in event.claims}
        results.claims = [claim for claim in results.claims if claim.id in kept]
    else:
        results.claims = [claim for claim in results.claims if wanted(claim)]


def _countries(row: Claim | Event | Relation) -> set[str | None]:
    """The countries of a row's parties and place."""
    if isinstance(row, Relation):
        return {party.country for party in (row.subject, row.object) if party is not None}
    codes = {party.country for party in (*row.actors, *row.recipients)}
    return codes | ({row.place.country} if row.place else set())


def _explain(claim_id: str, coder: object, reports: Iterable[Report]) -> None:
    for _, coded in coder.code_reports(reports):  # type: ignore[attr-defined]
        for each in coded:
            if each.claim.id == claim_id:
                click.echo(each.claim.evidence.sentence.text)
                click.echo("\n".join(f"  {reason}" for reason in each.reasons))
                return
    raise SettingsError(
        f"--explain {claim_id}: no such claim in these reports; --level claims lists them"
    )


def _close(ledger: Ledger, path: Path | None) -> None:
    """Say what became of the reports, and write it down where asked to."""
    for entry in ledger.entries:
        if entry.outcome == "empty":
            click.echo(f"{entry.report_id}: nothing coded: {entry.reason}", err=True)
    click.echo(ledger.summary(), err=True)
    if path is not None:
        path.write_bytes(b"".join(msgspec.json.encode(entry) + b"\n" for entry in ledger.entries))


def _end(ledger: Ledger, strict: bool) -> None:
    """Exit with 1 where no report could be read, or `strict` and one could not."""
    nothing_read = not any(ledger.counts[outcome] for outcome in ("coded", "empty", "held"))
    if nothing_read and not ledger.entries:
        click.echo("no report found in what was given", err=True)
    if nothing_read or (strict and ledger.counts["rejected"]):
        sys.exit(1)
