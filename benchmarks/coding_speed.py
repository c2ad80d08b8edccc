"""Whole coding against the bare parser on the same texts in the same run; workers; memory.

Usage: python -m benchmarks.coding_speed [INPUT ...] [--repeats N] [--copies N]
INPUT is what `dateline code` takes; samples/ if left out. Prints ratios, not seconds: the
bare parser is the full spaCy pipeline as spaCy loads it, `nlp.pipe` over the reports' texts.
"""

from __future__ import annotations

import argparse
import resource
import sys
from collections.abc import Callable, Iterable
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from dateline.config import one_thread_each

if TYPE_CHECKING:
    from dateline.pipeline import Coder
    from dateline.types import Report

WORKERS = 2


def main() -> None:
    """Time both, one after the other, as often as asked, and print the medians."""
    one_thread_each()
    asked = _asked()
    from dateline.pipeline import Coder

    coder = Coder()
    coder.load()
    reports = _reports(asked.inputs, asked.copies)
    size = sum(len(report.text) for report in reports)
    print(f"{len(reports)} reports, {size:,} code points, {asked.repeats} repeats, medians")
    _alone(coder, reports, asked.repeats)
    _together(coder, reports, asked.repeats)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("inputs", nargs="*", default=["samples"])
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--copies", type=int, default=4, help="how often each report is coded")
    return parser.parse_args()


def _reports(inputs: Iterable[str], copies: int) -> list[Report]:
    """The reports, each several times over under its own id."""
    import msgspec

    from dateline.reading import read
    from dateline.types import Report

    once = [found for found in read(inputs) if isinstance(found, Report)]
    return [
        msgspec.structs.replace(report, id=f"{report.id}-{copy}")
        for copy in range(copies)
        for report in once
    ]


def _alone(coder: Coder, reports: list[Report], repeats: int) -> None:
    """One process: coding against parsing, alternately, and its peak memory."""
    import spacy

    meta = coder.parser.nlp.meta
    nlp = spacy.load(f"{meta['lang']}_{meta['name']}")
    texts = [report.text for report in reports]

    def parse() -> None:
        _exhaust(nlp.pipe(texts, batch_size=64))

    def code() -> None:
        _exhaust(coder.code_reports(reports))

    code()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ratios = _alternately(code, parse, repeats)
    print(f"coding / bare parser: {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")
    print(f"peak memory of a process that codes: {_mebibytes(peak)} MiB")


def _together(coder: Coder, reports: list[Report], repeats: int) -> None:
    """The same reports by two workers and by one process, models loaded in both."""
    from dateline.engines.local import code_reports

    def by(workers: int) -> Callable[[], None]:
        return lambda: _exhaust(code_reports(reports, coder, workers))

    ratios = _alternately(by(1), by(WORKERS), repeats)
    print(f"{WORKERS} workers / 1: {median(ratios):.2f} times as fast")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"peak memory of a worker: {_mebibytes(peak)} MiB, what it shares counted in")


def _alternately(one: Callable[[], None], other: Callable[[], None], repeats: int) -> list[float]:
    """How many times as long the one takes as the other, a ratio a repeat; both run before."""
    one()
    other()
    return [_seconds(one) / _seconds(other) for _ in range(repeats)]


def _exhaust(rows: Iterable[object]) -> None:
    for _ in rows:
        pass


def _seconds(run: Callable[[], None]) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start


def _mebibytes(maxrss: int) -> int:
    """`ru_maxrss` is in KiB, on macOS in bytes."""
    return maxrss // (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    main()
