"""dateline show: ask a store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from dateline.asking.filters import FIELDS, MANY, Sort, Told, filter_of

if TYPE_CHECKING:
    from dateline.asking.answers import Answer
    from dateline.asking.network import Nodes
    from dateline.asking.timeline import Every, Split

FORMATS = ("table", "csv", "jsonl", "parquet")
FIRST = 50  # events that the table shows where no limit is given
CHOICES = {"told": Told, "sort": Sort}
Function = TypeVar("Function", bound=Callable[..., Any])
STORE = click.argument("store", metavar="STORE", type=click.Path(path_type=Path))
EVENT = click.argument("event_id", metavar="EVENT")


@click.group("show")
def command() -> None:
    """Ask a store: which events, when, who does what to whom, who said how many.

    \b
    dateline show events news.dateline --type ASSAULT --country KEN --since 2019
    dateline show event news.dateline EVENT
    dateline show timeline news.dateline --every month --plot timeline.svg
    dateline show network news.dateline --quad 4 --format csv --output edges.csv
    dateline show counts news.dateline EVENT --plot counts.png
    """


def filters(without: Sequence[str] = (), **defaults: str) -> Callable[[Function], Function]:
    """An option for each field of the filter."""

    def added(function: Function) -> Function:
        for name, field in reversed(FIELDS.items()):
            if name in without:
                continue
            option = click.option(
                f"--{name.replace('_', '-')}",
                multiple=name in MANY,
                type=click.Choice(get_args(CHOICES[name])) if name in CHOICES else str,
                default=defaults.get(name),
                show_default=name in defaults,
                metavar=None if name in CHOICES else name.rpartition("_")[2].upper(),
                help=f"{_described(field.type)}{'; may be repeated' * (name in MANY)}.",
            )
            function = option(function)
        return function

    return added


def _described(kind: Any) -> str:
    """What the field's `Meta` says of it."""
    return str(next(meta.description for meta in kind.__metadata__ if meta.description))


def written(function: Function) -> Function:
    """--format and --output."""
    formats = click.Choice(FORMATS)
    output = click.Path(path_type=Path, dir_okay=True)
    for option in (
        click.option("--output", type=output, help="File to write; standard output if left out."),
        click.option("--format", "format_", type=formats, default="table", show_default=True),
    ):
        function = option(function)
    return function


plotted = click.option(
    "--plot", type=click.Path(path_type=Path), metavar="PATH", help="Draw it too: .svg or .png."
)


@command.command("events")
@STORE
@filters()
@written
def events(store: Path, format_: str, output: Path | None, **given: Any) -> None:
    """The events that fit, as `dateline code` shows them.

    Options of one name mean any of them; different ones hold together. Words are found without
    regard to case and accents. An event is in the time asked for if it may have been. In a box
    are places, and areas by their centre; a place known only as a country is in none. With
    --output FOLDER csv and parquet write all the tables.
    """
    from dateline.asking.answers import whole_events
    from dateline.cli.tables import tell
    from dateline.export import exporter

    cut = format_ == "table" and given["limit"] is None
    with _open(store) as opened:
        asked = filter_of(**(given | {"limit": FIRST} if cut else given))
        found, notes = whole_events(opened, asked)
    exporter(format_)(found, output)
    tell([f"{told}; --limit shows more" if cut and found.events else told for told in notes])


@command.command("event")
@STORE
@EVENT
@written
def event(store: Path, event_id: str, format_: str, output: Path | None) -> None:
    """One event whole: who says what, why its claims are together, what became of it.

    EVENT is its id, or one that it once had. jsonl is one object with all that is shown; csv
    and parquet write the event's tables.
    """
    from dateline.asking.event import whole
    from dateline.cli.event_shown import write

    with _open(store) as opened:
        write(whole(opened, event_id), format_, output)


@command.command("timeline")
@STORE
@click.option("--every", type=click.Choice(["day", "week", "month"]), default="week",
              show_default=True, help="How long a period is; weeks begin on Monday.")  # fmt: skip
@click.option("--split", type=click.Choice(["quad", "type"]), default="quad", show_default=True,
              help="What is counted apart.")  # fmt: skip
@filters(without=("sort", "limit"), told="happened")
@plotted
@written
def timeline(
    store: Path, every: Every, split: Split, plot: Path | None, format_: str,
    output: Path | None, **given: Any,
) -> None:  # fmt: skip
    """How many events a day, week or month.

    Periods of which the store holds no report are gaps, not zeros. An event that is not known to
    one period is not counted, and told of.
    """
    from dateline.asking.plots import timeline as plots
    from dateline.asking.timeline import timeline

    _check(plot)
    with _open(store) as opened:
        answer = timeline(opened, filter_of(**given), every, split)
    _write(answer, "timeline", format_, output, plot, plots.plot)


@command.command("network")
@STORE
@click.option("--nodes", type=click.Choice(["actor", "country"]), default="actor",
              show_default=True, help="What is joined.")  # fmt: skip
@filters(without=("sort",), told="happened")
@plotted
@written
def network(
    store: Path, nodes: Nodes, plot: Path | None, format_: str, output: Path | None, **given: Any
) -> None:
    """Who does what to whom: pairs of parties, a row a quad class, the most frequent first."""
    from dateline.asking.network import network
    from dateline.asking.plots import network as plots

    _check(plot)
    with _open(store) as opened:
        answer = network(opened, filter_of(**given), nodes)
    _write(answer, "network", format_, output, plot, plots.plot)


@command.command("counts")
@STORE
@EVENT
@plotted
@written
def counts(
    store: Path, event_id: str, plot: Path | None, format_: str, output: Path | None
) -> None:
    """Who said how many of an event, and when.

    Figures that their speaker has since replaced, and those on the word of a party to the event,
    are marked.
    """
    from dateline.asking.counts import counts
    from dateline.asking.plots import counts as plots

    _check(plot)
    with _open(store) as opened:
        answer = counts(opened, event_id)
    _write(answer, "counts", format_, output, plot, plots.plot)


def _open(path: Path) -> Any:
    from dateline.store import Store

    return Store.open(path)


def _check(plot: Path | None) -> None:
    """Refuse a path that cannot be drawn to, before the store is asked."""
    from dateline.asking.plots import check_path

    if plot is not None:
        check_path(plot)


def _write(
    answer: Answer, kind: str, format_: str, output: Path | None, plot: Path | None,
    draw: Callable[[Answer, Path], None],
) -> None:  # fmt: skip
    from dateline.cli.tables import tell, write

    write(answer, kind, format_, output)
    if plot is not None:
        draw(answer, plot)
        click.echo(f"drawn: {plot}", err=True)
    tell(answer.notes)
