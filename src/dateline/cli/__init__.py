"""The command line. Commands are imported when called, so that --help stays quick."""

from __future__ import annotations

import importlib
import signal
import sys

import click

from dateline.config import one_thread_each
from dateline.errors import DatelineError

# command -> (module that holds it, one line of help)
COMMANDS = {
    "code": ("dateline.cli.code", "Code reports into claims and events: the main job."),
    "show": ("dateline.cli.show", "Ask a store: events, timelines, networks, who said how many."),
    "link": ("dateline.cli.link", "Make a store's events anew, by a rule of your own."),
    "export": ("dateline.cli.export", "Hand a store on in the formats of other tools."),
    "relate": ("dateline.cli.relate", "What a source does to a target, one pair a line."),
    "resolve": ("dateline.cli.resolve", "Who, where, when, how many, on whose word, singly."),
    "correct": ("dateline.cli.correct", "Correct claims and events, by name; list corrections."),
    "diff": ("dateline.cli.diff", "What changed between two codings of the same reports."),
    "release": ("dateline.cli.release", "Write a frozen, documented snapshot of a store."),
    "evaluate": ("dateline.cli.evaluate", "Score the answers on gold of your own."),
    "actors": ("dateline.cli.actors", "Bring actors of your own; find those nobody knows yet."),
    "places": ("dateline.cli.places", "Bring the places of a GeoNames dump."),
}


class Commands(click.Group):
    """A group that knows its commands' names and loads their modules only when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_, help_) in COMMANDS.items()])


@click.group(cls=Commands)
@click.version_option(package_name="dateline")
def cli() -> None:
    """News reports into sourced political event data, offline.

    Who did what to whom, when, where, how many, and on whose word; every value
    points at the words it came from.
    """


def main() -> None:
    """Run the command line; Dateline's own errors become one line and exit code 2."""
    one_thread_each()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that workers end too
    try:
        cli(standalone_mode=True)
    except DatelineError as error:
        click.echo(f"dateline: {error}", err=True)
        sys.exit(2)
