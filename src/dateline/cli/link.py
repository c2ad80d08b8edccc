"""dateline link: a store's events made anew from its claims, by a rule of one's own if wanted."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("link")
@click.argument("store", type=click.Path(path_type=Path))
@click.option(
    "--rule",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="How an event's fields follow from its claims; src/dateline/linking/aggregation.toml is "
    "the built-in one, to be copied and changed.",
)
def command(store: Path, rule: Path | None) -> None:
    """Link a store's claims into events anew, without coding anything.

    The events take the place of the last ones; ids of events that hold the same earliest claim
    stay. Coding or correcting later links by the built-in rule again.

    Example: dateline link news.dateline --rule mine.toml
    """
    from dateline.linking import load_rule
    from dateline.store import Store, link_store

    with Store.open(store) as opened:
        link_store(opened, load_rule(rule) if rule else None)
        (events,) = opened.query("SELECT count(*) AS n FROM events")["n"].to_pylist()
    click.echo(f"{store} holds {events} events", err=True)
