"""How far the reading of large files is, on a terminal's standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dateline.knowledge.imports.lines import Tick


@contextmanager
def bytes_read(paths: Sequence[Path]) -> Iterator[Callable[[Path], Tick]]:
    """A bar for each file, which grows as it is read; silent where nobody looks."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    text, left = TextColumn("{task.description}"), TimeRemainingColumn()
    console, quiet = Console(stderr=True), not sys.stderr.isatty()
    with Progress(
        text, BarColumn(), DownloadColumn(), left, console=console, transient=True, disable=quiet
    ) as progress:
        tasks = {path: progress.add_task(path.name, total=path.stat().st_size) for path in paths}
        yield lambda path: lambda read: progress.update(tasks[path], completed=read)
