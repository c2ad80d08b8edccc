"""The local engine: coding in this process, or in worker processes, in report order."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

from dateline.pipeline import Coded, Coder
from dateline.types import Relation, Report

CHUNK = 8  # reports a worker takes at once
AHEAD = 3  # chunks waiting a worker, so that memory stays bounded

Row = TypeVar("Row")
Step = Callable[[Coder, Iterable[Report]], Iterator[tuple[Report, list[Row]]]]

_coder: Coder | None = None


def code_reports(
    reports: Iterable[Report], coder: Coder, workers: int = 1
) -> Iterator[tuple[Report, list[Coded]]]:
    """Code reports; the same rows in the same order for any number of workers."""
    return _mapped(_code, reports, coder, workers)


def relate_reports(
    reports: Iterable[Report], coder: Coder, workers: int = 1
) -> Iterator[tuple[Report, list[Relation]]]:
    """The relations of reports; the same rows in the same order for any number of workers."""
    return _mapped(_relate, reports, coder, workers)


def _code(coder: Coder, reports: Iterable[Report]) -> Iterator[tuple[Report, list[Coded]]]:
    return coder.code_reports(reports)


def _relate(coder: Coder, reports: Iterable[Report]) -> Iterator[tuple[Report, list[Relation]]]:
    return coder.relate_reports(reports)


def _mapped(
    step: Step[Row], reports: Iterable[Report], coder: Coder, workers: int
) -> Iterator[tuple[Report, list[Row]]]:
    """One step of the coder over reports.

    More workers than the machine has cores would only wait for each other.
    """
    workers = min(workers, os.cpu_count() or 1)
    if workers <= 1:
        yield from step(coder, reports)
        return
    global _coder
    _coder = coder
    coder.load()  # before the fork, so that workers share the models' memory
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, _end_with_parent) as pool:
        waiting: deque[Future[list[tuple[Report, list[Row]]]]] = deque()
        for chunk in _chunks(reports):
            waiting.append(pool.submit(_map_chunk, step, chunk))
            if len(waiting) > workers * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _end_with_parent() -> None:
    """Have this worker end when the process that began it does, even if that was killed."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def end() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=end, daemon=True).start()


def _map_chunk(step: Step[Row], reports: list[Report]) -> list[tuple[Report, list[Row]]]:
    assert _coder is not None
    return list(step(_coder, reports))


def _chunks(reports: Iterable[Report]) -> Iterator[list[Report]]:
    iterator = iter(reports)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk
