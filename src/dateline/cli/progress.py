"""How far the work is, on a terminal's standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
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


def watch(steps: Iterable[str]) -> None:
    """Show on a terminal how far the steps are, one a report, each with what it tells."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} reports, {task.description}"),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not sys.stderr.isatty()
    ) as progress:
        task = progress.add_task("nothing yet", total=None)
        for told in steps:
            progress.update(task, advance=1, description=told)
