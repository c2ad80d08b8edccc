"""What commands tell: answers, a JSON line each, and what could not be answered or written."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any, NoReturn

import click
import msgspec

from dateline.export.report import ExportReport


def write_answers(
    answers: Iterable[Mapping[str, Any]], file: IO[bytes], output: Path | None
) -> NoReturn:
    """Write every answer, tell standard error of each `error`, and exit: 1 where there was one.

    `file` holds the questions; without `output` answers go to standard output.
    """
    encode = msgspec.json.Encoder().encode
    failed = 0
    out = output.open("wb") if output else sys.stdout.buffer
    for number, answer in enumerate(answers, 1):
        out.write(encode(answer) + b"\n")
        if "error" in answer:
            failed += 1
            click.echo(f"{file.name}, question {number}: {answer['error']}", err=True)
    out.flush()
    if output:
        out.close()
    sys.exit(1 if failed else 0)


def tell(report: ExportReport | None) -> None:
    """Say on standard error what an export could not say, if anything."""
    lines = list(report.lines()) if report else []
    if len(lines) > 1:
        click.echo("\n".join(lines), err=True)
