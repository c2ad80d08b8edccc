"""dateline resolve: one question at a time, JSON lines in and out."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import click

from dateline.cli.answers import write_answers

KINDS = ("actors", "places", "times", "counts", "speakers")


@click.command("resolve")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.File("rb"))
@click.option(
    "--format", "format_", type=click.Choice(["jsonl"]), default="jsonl", help="The only format."
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; standard output if left out.",
)
@click.option("--model", metavar="NAME", help="Another spaCy model for English than the default.")
def command(
    kind: str, file: IO[bytes], format_: str, output: Path | None, model: str | None
) -> None:
    """Say who, where, when, how many or on whose word, without coding events.

    FILE (or - for standard input) has one JSON object a line; one object comes out for each, in
    the same order. All offsets count code points, and the text is never changed.

    \b
    actors    in  {"id", "surface", "date", "country"?}
              out {"id", "actor": ENTITY or null, "candidates": [ENTITY]}
              in  {"id", "text", "published"?, "mentions"?: [{"start", "end"}]}
              out {"id", "actors": [ENTITY or null]}, in the mentions' order, else those found
    places    in  {"id", "text", "published"?, "source"?, "mentions"?}
              out {"id", "places": [PLACE or null]}
    times     in  {"id", "text", "published"?, "mentions"?}
              out {"id", "times": [TIME or null]}
    counts    in  {"id", "text"}
              out {"id", "counts": [COUNT]}
    speakers  in  {"id", "text"}
              out {"id", "speakers": [{"source": SPAN or null, "cue": SPAN or null,
                                       "content": SPAN}]}

    Example: echo '{"id": 1, "surface": "Angela Merkel", "date": "2015-09-01"}'
    | dateline resolve actors -

    A line that cannot be answered gives {"id", "error"}; what was wrong is said on standard error
    too, and the exit status is 1.
    """
    from dateline.pipeline import Coder
    from dateline.questions import answers, read_questions

    write_answers(answers(kind, read_questions(file), Coder(model)), file, output)
