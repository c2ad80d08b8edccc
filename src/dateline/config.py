"""Settings, read once at the edge: the environment variables that Dateline knows."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def one_thread_each() -> None:
    """Keep linear algebra to one thread a process: workers are the parallelism.

    Must run before numpy is imported; what the user has set stays.
    """
    for name in THREADS:
        os.environ.setdefault(name, "1")


def knowledge_folder() -> Path:
    """The user's own knowledge: `DATELINE_KNOWLEDGE`, or a folder in the user's data."""
    named = os.environ.get("DATELINE_KNOWLEDGE")
    return Path(named) if named else Path(platformdirs.user_data_dir("dateline")) / "knowledge"
