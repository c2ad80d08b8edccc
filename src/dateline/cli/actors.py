"""dateline actors: bring actors of your own, and find those that nobody knows yet."""

from __future__ import annotations

import csv
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from dateline.errors import SettingsError

if TYPE_CHECKING:
    from dateline.discovery import Newcomer
    from dateline.knowledge.imports.run import Outcome


@click.group("actors")
def command() -> None:
    """Bring actors of your own, and find those that nobody knows yet.

    \b
    dateline actors import militias.csv
    dateline actors new news.jsonl --format csv --output new.csv
    """


@command.command("import")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)  # fmt: skip
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "dictionary", "wikidata"]),
    help="What the files are; told by their names if left out: .csv and .tsv are tables, "
    ".json, .json.gz and .json.bz2 Wikidata dumps, all else dictionaries.",
)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of knowledge to write; else DATELINE_KNOWLEDGE or the folder in your user data.",
)
@click.option(
    "--countries",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="For a Wikidata dump without its countries: a CSV of item and ISO code (Q114,KEN).",
)
@click.option("--dry-run", is_flag=True, help="Say what would come of it, and write nothing.")
def import_(
    files: tuple[Path, ...], format_: str | None, into: Path | None, countries: Path | None,
    dry_run: bool,
) -> None:  # fmt: skip
    """Import actors from tables, dictionaries of older coders, or Wikidata.

    \b
    csv         the columns of docs/knowledge.md or what others call them; only
                name is needed. Also the CSV of a SPARQL query, and what
                "dateline actors new --format csv" writes: delete the rows that
                you do not want, and import the rest.
    dictionary  NAME ; comment, +SYNONYM, [CODE yymmdd-yymmdd], [CODE <yymmdd],
                [CODE >yymmdd], with CAMEO codes; agents as VILLAGER [~CVL].
    wikidata    a JSON dump, one entity a line, whole or filtered.

    What was imported counts from the next run of "dateline code". An actor known
    already is replaced by yours, which keeps the names known of it. A file
    imported again replaces what it gave before. Lines that cannot be used are
    told, the first 20 here and all in problems/ of the folder.

    \b
    dateline actors import militias.csv
    dateline actors import old.actors old.agents --dry-run
    dateline actors import politicians.json.gz --into my-knowledge
    """
    from dateline.cli.progress import bytes_read
    from dateline.config import knowledge_folder
    from dateline.knowledge.imports.run import import_actors, stem_of

    folder = into or knowledge_folder()
    stems = {stem_of(path): path for path in reversed(files)}
    for path in files:
        if stems[stem_of(path)] != path:
            raise SettingsError(
                f"{path} and {stems[stem_of(path)]} would be written to the same file, "
                f"{stem_of(path)}.csv; rename one of them"
            )
    for path in files:
        with bytes_read([path]) as tick:
            outcome = import_actors(
                path, folder, format_=format_, countries=countries,  # type: ignore[arg-type]
                dry_run=dry_run, tick=tick(path),
            )  # fmt: skip
        _tell(path, outcome, folder, dry_run)


def _tell(path: Path, outcome: Outcome, folder: Path, dry_run: bool) -> None:
    written = outcome.written
    for problem in outcome.problems:
        click.echo(problem, err=True)
    if outcome.report and outcome.skipped > len(outcome.problems):
        click.echo(f"{path}: all {outcome.skipped} are told in {outcome.report}", err=True)
    for note in outcome.notes:
        click.echo(f"{path}: {note}", err=True)
    parts = [
        f"{written.actors} actors, {written.aliases} aliases, {written.roles} roles",
        f"{written.agents} agents" if written.agents else "",
        f"{outcome.skipped} lines skipped",
        f"{written.known} replace a built-in actor" if written.known else "",
    ]
    where = "nothing written" if dry_run else f"written to {folder}"
    click.echo(f"{path}: {', '.join(filter(None, parts))}; {where}")


@command.command("new")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--min-count", type=click.IntRange(1), default=1, show_default=True,
    help="Only names met at least so often.",
)  # fmt: skip
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True,
    help="At most so many names, the most frequent first.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(["table", "csv", "jsonl"]), default="table",
    show_default=True, help="table (for people), csv (to import) or jsonl.",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; standard output if left out.",
)  # fmt: skip
@click.option("--text-column", default="text", show_default=True, help="Column or key of the text.")
@click.option("--published", metavar="DATE", help="Publication date of reports that give none.")
def new(
    inputs: tuple[str, ...], min_count: int, limit: int, format_: str, output: Path | None,
    text_column: str, published: str | None,
) -> None:  # fmt: skip
    """List names of parties that no knowledge file has, the most frequent first.

    INPUT is as for "dateline code". Each name comes with its number of reports
    and mentions, up to three sentences, and a suggested row: kind, country by
    the passages it stands in, sectors by its titles and what is set beside it,
    other forms met, and as a note what ties the reports tell of ("led by X").
    The CSV can be imported as it is: delete the rows that you do not want,
    correct the others, then "dateline actors import" it.

    \b
    dateline actors new news.jsonl --min-count 3
    dateline actors new reports/ --format csv --output new.csv
    dateline actors import new.csv
    """
    from dateline.discovery import newcomers
    from dateline.pipeline import Coder
    from dateline.reading import ReadOptions, read
    from dateline.types import Report

    count = 0

    def reports() -> Iterator[Report]:
        nonlocal count
        options = ReadOptions(text_column=text_column, published=published)
        for found in read(inputs, options):
            if isinstance(found, Report):
                count += 1
                yield found
            else:
                click.echo(f"{found.where}: {found.reason}", err=True)

    coder = Coder()
    names = newcomers(coder.analyses(reports()), coder.ties, min_count)
    click.echo(f"{count} reports in, {len(names)} names that nobody knows", err=True)
    if not count:
        sys.exit(1)
    with _opened(output) as file:
        WRITERS[format_](names[:limit], file)


@contextmanager
def _opened(output: Path | None) -> Iterator[IO[str]]:
    if output is None:
        yield sys.stdout
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        file = output.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise SettingsError(f"--output {output}: {error.strerror}; give another path") from None
    with file:
        yield file


def _write_csv(names: list[Newcomer], file: IO[str]) -> None:
    from dateline.discovery import COLUMNS

    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(each.row() for each in names)


def _write_jsonl(names: list[Newcomer], file: IO[str]) -> None:
    import msgspec

    for each in names:
        file.write(f"{msgspec.json.encode(each).decode()}\n")


def _write_table(names: list[Newcomer], file: IO[str]) -> None:
    for each in names:
        what = " ".join(filter(None, (each.kind, each.country, "|".join(each.sectors))))
        aliases = f", also {', '.join(each.aliases)}" if each.aliases else ""
        file.write(f"{each.name}{aliases}\n")
        file.write(f"  {what}; {each.mentions} mentions in {each.reports} reports\n")
        if each.ties:
            file.write(f"  {'; '.join(each.ties)}\n")
        for sentence in each.sentences:
            file.write(textwrap.fill(sentence, 96, initial_indent="  - ",
                                     subsequent_indent="    ") + "\n")  # fmt: skip


WRITERS = {"table": _write_table, "csv": _write_csv, "jsonl": _write_jsonl}
