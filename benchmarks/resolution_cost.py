"""What resolving costs: its share of coding time, and loading the knowledge.

Usage: python -m benchmarks.resolution_cost [INPUT ...]
INPUT is what `dateline code` takes; samples/ if left out. Of coding's time in one run, the part
spent inside the resolving stage (actors, places, times) is given against the rest. Loading the
knowledge is timed in a process of its own, with what it adds to that process's memory.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

from dateline.config import one_thread_each

LOAD = """
import resource, time
import dateline.knowledge as k
before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
k.load_knowledge()
spent = time.perf_counter() - began
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(f"knowledge loads in {spent:.2f} s and {(after - before) / 1024:.0f} MiB")
"""


def main() -> None:
    """Code the inputs with the resolving stage's functions timed, and print the share."""
    one_thread_each()
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("inputs", nargs="*", default=["samples"])
    inputs = parser.parse_args().inputs
    subprocess.run([sys.executable, "-c", LOAD], check=True)
    from dateline import analysis, pipeline
    from dateline.reading import read
    from dateline.resolving.actors import ActorResolver
    from dateline.types import Report

    reports = [found for found in read(inputs) if isinstance(found, Report)]
    coder = pipeline.Coder()
    coder.load()
    list(coder.code_reports(reports))
    clock = Clock()
    for holder, name in (
        (analysis, "resolve_places"),
        (pipeline, "resolve_places"),
        (analysis, "resolve_time"),
        (ActorResolver, "resolve"),
    ):
        setattr(holder, name, clock.timed(getattr(holder, name)))
    began = perf_counter()
    list(coder.code_reports(reports))
    whole = perf_counter() - began
    print(f"resolving adds {clock.spent / (whole - clock.spent):.1%} to the rest of coding")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


class Clock:
    """Adds up the time inside functions, once where one calls another."""

    def __init__(self) -> None:
        self.spent = 0.0
        self.running = False

    def timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""

        def run(*args: Any, **kwargs: Any) -> Any:
            if self.running:
                return function(*args, **kwargs)
            self.running, began = True, perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self.spent += perf_counter() - began
                self.running = False

        return run


if __name__ == "__main__":
    main()
