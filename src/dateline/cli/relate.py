"""dateline relate: what a source does to a target, JSON lines in and out."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import click

from dateline.cli.answers import write_answers


@click.command("relate")
@click.argument("file", type=click.File("rb"))
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; standard output if left out.",
)
@click.option("--model", metavar="NAME", help="Another spaCy model for English than the default.")
def command(file: IO[bytes], output: Path | None, model: str | None) -> None:
    """Say what a source does to a target in a text.

    FILE (or - for standard input) has one JSON object a line; one object comes out for each, in
    the same order. Offsets count code points, and the text is never changed.

    \b
    in  {"id", "text", "source": {"start", "end"}, "target": {"start", "end"}}
    out {"id", "type", "quad", "probabilities": {each PLOVER type and "NONE": 0 to 1}}

    `type` is the best type; it is null only where the probability of NONE is at least 0.2 above
    that of the best type.

    Example: echo '{"id": 1, "text": "Chad freed two French pilots.", "source": {"start": 0,
    "end": 4}, "target": {"start": 11, "end": 28}}' | dateline relate -

    A line that cannot be answered gives {"id", "error"}; what was wrong is said on standard error
    too, and the exit status is 1.
    """
    from dateline.pipeline import Coder
    from dateline.questions import related

    write_answers(related(file, Coder(model)), file, output)
