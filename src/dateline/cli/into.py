"""dateline code --into STORE: code what the store does not hold yet, and link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec
from click.core import ParameterSource

from dateline.errors import SettingsError
from dateline.ledger import Entry, Ledger
from dateline.types import Report

if TYPE_CHECKING:
    from dateline.pipeline import Coder
    from dateline.store import Run, Store, Words

TOGETHER = 64  # reports in a shard
# options that shape what is printed: with --into everything is kept, and nothing printed
PRINTING = ("level", "format_", "output", "types", "countries", "min_confidence", "explain")
KEEPING = ("keep_text", "recode")
LEFT = {
    "same": "held already",
    "older": "held as other versions coded them, and left so; --recode codes them anew",
}


def check(into: Path | None) -> None:
    """Refuse options that do not go together. Raises SettingsError."""
    context = click.get_current_context()
    wrong = PRINTING if into is not None else KEEPING
    for option in context.command.params:
        given = context.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE
        if option.name in wrong and given:
            raise SettingsError(f"{option.opts[0]}: {_why_not(into)}")


def _why_not(into: Path | None) -> str:
    if into is None:
        return "is about a store; give --into STORE too"
    return "goes without --into, which keeps everything and prints nothing; leave one out"


def inputs(given: Iterable[str]) -> Iterator[str | Iterator[Report]]:
    """What to read: paths, and the reports of those that are stores."""
    from dateline.store import Store, is_store

    for each in given:
        yield _reports(Store.open(each)) if is_store(Path(each)) else each


def _reports(store: Store) -> Iterator[Report]:
    """The reports of a store, as a reader would give them. Raises SettingsError without texts."""
    if store.words != "full":
        raise SettingsError(f"{store.path}: keeps no texts, so they cannot be coded again")
    for report in store.reports():
        yield msgspec.structs.replace(report, dateline_place=None)


@contextmanager
def opened(path: Path, words: Words | None) -> Iterator[Store]:
    """The store at a path, made where there is none. Raises SettingsError on another --keep-text
    than it was made with.
    """
    from dateline.store import Store, is_store

    with Store.open(path) if is_store(path) else Store.create(path, words or "full") as store:
        if words not in (None, store.words):
            raise SettingsError(
                f"--keep-text {words}: {path} was made with {store.words}; make another store"
            )
        try:
            with store.writing():
                yield store
        except (KeyboardInterrupt, SystemExit):
            click.echo(
                f"broken off; {path} keeps what it holds, the same command goes on", err=True
            )
            raise


def fill(
    store: Store, coder: Coder, reports: Iterable[Report], ledger: Ledger, workers: int,
    recode: bool,
) -> Iterator[str]:  # fmt: skip
    """Code what is not held and link, telling after each report how many claims came."""
    from dateline.engines.local import code_reports
    from dateline.engines.versions import versions_of
    from dateline.store import link_store

    with store.run(versions_of(coder)) as run:
        batch = []
        noted = claims = 0
        for report, coded in code_reports(_wanted(reports, run, ledger, recode), coder, workers):
            batch.append((report, [each.claim for each in coded]))
            ledger.coded(report, len(coded))
            claims += len(coded)
            if len(batch) == TOGETHER:
                run.add(batch, _accounts(ledger.entries[noted:]))
                batch, noted = [], len(ledger.entries)
            yield f"{claims} claims"
        run.add(batch, _accounts(ledger.entries[noted:]))
    link_store(store)


def _wanted(reports: Iterable[Report], run: Run, ledger: Ledger, recode: bool) -> Iterator[Report]:
    """The reports to code; what is held is accounted for and left."""
    for report in reports:
        standing = run.standing(report)
        if standing == "changed":
            click.echo(
                f"{report.id}: its content changed; coded anew, the old rows retire", err=True
            )
        if standing == "same" or (standing == "older" and not recode):
            reason = LEFT[standing]
            ledger.add(Entry(report_id=report.id, where=None, outcome="held", reason=reason))
        else:
            yield report


def _accounts(entries: Iterable[Entry]) -> list[Entry]:
    """What is new to a store's own ledger."""
    return [entry for entry in entries if entry.outcome != "held"]


def close(store: Store, ledger: Ledger) -> None:
    """Say what was left as it was, and what the store holds now."""
    for reason in LEFT.values():
        if number := sum(entry.reason == reason for entry in ledger.entries):
            click.echo(f"{number} reports {reason}", err=True)
    tables = ("reports", "claims", "events")
    counts = [store.query(f"SELECT count(*) AS n FROM {table}")["n"][0] for table in tables]
    held = ", ".join(f"{count} {table}" for count, table in zip(counts, tables, strict=True))
    click.echo(f"{store.path} holds {held}", err=True)
