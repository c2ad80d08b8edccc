"""Settings, read once at the edge: the environment variables that Dateline knows."""

from __future__ import annotations

import os

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def one_thread_each() -> None:
    """Keep linear algebra to one thread a process: workers are the parallelism.

    Must run before numpy is imported; what the user has set stays.
    """
    for name in THREADS:
        os.environ.setdefault(name, "1")
