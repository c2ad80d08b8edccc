"""dateline release: a frozen, checksummed, documented snapshot of a store."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("release")
@click.argument("store", type=click.Path(path_type=Path))
@click.option(
    "--output", type=click.Path(path_type=Path), required=True, metavar="FOLDER",
    help="Folder to make; nothing may be there yet.",
)  # fmt: skip
@click.option("--name", required=True, help="Short name: small letters, digits, '.', '_', '-'.")
@click.option("--title", required=True, help="What people call it.")
@click.option("--version", help="Its version; else the day of the newest run, as 2026.05.01.")
@click.option("--license", "license_", metavar="NAME", help="Such as CC-BY-4.0, or an address.")
@click.option(
    "--contributor", "contributors", multiple=True, metavar="NAME",
    help="Who made it; may be repeated.",
)  # fmt: skip
@click.option(
    "--with-texts", is_flag=True,
    help="With the reports' texts, headlines and bylines, where you have the right.",
)  # fmt: skip
def command(
    store: Path, output: Path, name: str, title: str, version: str | None, license_: str | None,
    contributors: tuple[str, ...], with_texts: bool,
) -> None:  # fmt: skip
    """Write a snapshot of STORE to cite and hand on.

    FOLDER gets every table as Parquet and CSV, the codebook as JSON, a README that tells the
    columns, datapackage.json (a Frictionless Data Package) and CHECKSUMS. The same store gives
    the same bytes.

    \b
    dateline release news.dateline --output mali-2026 --name mali-2026 \\
      --title "Political events in Mali, 2026" --license CC-BY-4.0 --contributor "A. Diarra"
    """
    from dateline.codebooks import load_codebook
    from dateline.errors import SettingsError
    from dateline.releasing import About, release
    from dateline.store import Store

    codebook = load_codebook()
    about = About(
        name=name, title=title, version=version, license=license_, contributors=contributors,
        texts=with_texts,
    )  # fmt: skip
    with Store.open(store) as opened:
        if with_texts and opened.words != "full":
            raise SettingsError(f"--with-texts: {store} keeps no texts")
        release(opened, output, about, codebook)
        coded = opened.query("SELECT DISTINCT codebook FROM claims")["codebook"].to_pylist()
    present = f"{codebook.name}-{codebook.version}"
    if others := [each for each in coded if each != present]:
        click.echo(
            f"claims were coded with {', '.join(others)}; codebook.json is of {present}", err=True
        )
    files = sum(1 for path in output.rglob("*") if path.is_file())
    click.echo(f"{output}: {files} files; sha256sum --check CHECKSUMS proves them")
