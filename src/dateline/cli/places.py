"""dateline places: bring places of your own."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.errors import SettingsError

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("places")
def command() -> None:
    """Bring the places of a GeoNames dump.

    \b
    dateline places import allCountries.zip --min-population 1000
    """


@command.command("import")
@click.argument("dumps", nargs=-1, required=True, metavar="FILE...", type=FILE)
@click.option(
    "--alternate-names", "alternates", multiple=True, type=FILE,
    help="GeoNames' table of alternate names, alternateNamesV2.txt or .zip; may be repeated.",
)  # fmt: skip
@click.option(
    "--countries", multiple=True, metavar="CODES",
    help="Only places of these countries, ISO codes joined by commas; all if left out.",
)  # fmt: skip
@click.option(
    "--min-population", type=click.IntRange(0), default=0, show_default=True,
    help="Leave out what has fewer people; divisions always stay.",
)  # fmt: skip
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of knowledge to write; else DATELINE_KNOWLEDGE or the folder in your user data.",
)
def import_(
    dumps: tuple[Path, ...], alternates: tuple[Path, ...], countries: tuple[str, ...],
    min_population: int, into: Path | None,
) -> None:  # fmt: skip
    """Import the places of GeoNames dumps: allCountries, or those of single countries.

    FILE is a dump, tab separated in 19 columns, as .txt or .zip. Its places are
    looked up beside the built-in ones; of a place in both, yours counts.
    Countries stay the built-in ones. An import replaces the one before; one that
    broke off is gone on with when it is called again in the same words. Lines
    that cannot be used are told, the first 20 here and all in problems/ of the
    folder.

    \b
    dateline places import allCountries.zip --min-population 1000
    dateline places import IQ.zip SY.zip --alternate-names alternateNamesV2.zip
    dateline places import allCountries.txt --countries IRQ,SYR,TUR
    """
    from dateline.cli.progress import bytes_read
    from dateline.config import knowledge_folder
    from dateline.knowledge.imports.entries import Problems
    from dateline.resolving.gazetteer.imported import PlacesImport, Wanted

    folder = into or knowledge_folder()
    wanted = Wanted(_codes(countries), min_population)
    task = PlacesImport(dumps, alternates, folder, wanted)
    report = folder / "problems" / "places.txt"
    with Problems(dumps[0].name, report) as problems, bytes_read([*dumps, *alternates]) as tick:
        imported = task.run(problems, tick)
    for problem in problems.first:
        click.echo(problem, err=True)
    if problems.count > len(problems.first):
        click.echo(f"all {problems.count} are told in {problems.path}", err=True)
    click.echo(
        f"{imported.places} places, {imported.names} names, {imported.skipped} lines skipped"
        f"{', gone on where it broke off' if imported.resumed else ''}; written to {folder}"
    )


def _codes(given: tuple[str, ...]) -> list[str]:
    """Our codes of the countries given by alpha-2 or alpha-3."""
    from dateline.resolving.gazetteer.rows import alpha3

    known = alpha3()
    codes = [each.strip().upper() for part in given for each in part.split(",") if each.strip()]
    for code in codes:
        if code not in known and code not in known.values():
            raise SettingsError(
                f"--countries {code}: no country; write ISO codes joined by commas, as IRQ,SYR"
            )
    return sorted({known.get(code, code) for code in codes})
