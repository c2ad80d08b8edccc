"""How far the reading of large files is, on a terminal's standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.knowledge.imports.lines import Tick


@contextmanager
def bytes_read(path: Path, what: str) -> Iterator[Tick]:
    """A bar that grows as the file is read; silent where nobody looks."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn()
    )  # fmt: skip
    with Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as progress:
        task = progress.add_task(what, total=path.stat().st_size)
        yield lambda read: progress.update(task, completed=read)
