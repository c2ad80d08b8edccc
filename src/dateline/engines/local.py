"""The local engine: coding in this process, or in worker processes, in report order."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from dateline.pipeline import Coded, Coder
from dateline.types import Report

CHUNK = 8  # reports a worker takes at once
AHEAD = 3  # chunks waiting a worker, so that memory stays bounded

_coder: Coder | None = None


def code_reports(
    reports: Iterable[Report], coder: Coder, workers: int = 1
) -> Iterator[tuple[Report, list[Coded]]]:
    """Code reports; the same rows in the same order for any number of workers.

    More workers than the machine has cores would only wait for each other.
    """
    workers = min(workers, os.cpu_count() or 1)
    if workers <= 1:
        yield from coder.code_reports(reports)
        return
    global _coder
    _coder = coder
    coder.load()  # before the fork, so that workers share the models' memory
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        waiting: deque[Future[list[tuple[Report, list[Coded]]]]] = deque()
        for chunk in _chunks(reports):
            waiting.append(pool.submit(_code_chunk, chunk))
            if len(waiting) > workers * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _code_chunk(reports: list[Report]) -> list[tuple[Report, list[Coded]]]:
    assert _coder is not None
    return list(_coder.code_reports(reports))


def _chunks(reports: Iterable[Report]) -> Iterator[list[Report]]:
    iterator = iter(reports)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk
