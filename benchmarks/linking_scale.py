"""How the time and memory of linking a store grow with its claims.

Usage: python -m benchmarks.linking_scale [--claims 1000000] [--stores FOLDER]
Half as many invented claims, then all of them, are put into stores (made_news.py) and linked, each
in a process of its own. Times are of the processor, so that other work on the machine does not
count. With --stores, stores are kept in the folder and found there by the next run.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.made_news import World
from dateline.store import Store, Versions, is_store, link_store

SEED = 7
TOGETHER = 5000  # reports of a batch
MADE = Versions(
    coder="made", codebook="made", knowledge="made", model="made", classifier="made", places="made"
)


def main() -> None:
    """Link half of the claims, then all, and print what each cost and the ratio."""
    asked = _asked()
    if asked.link:
        print(json.dumps(_linked(asked.link)))
        return
    with TemporaryDirectory() as folder:
        held = asked.stores or Path(folder)
        half, whole = (_measured(held, number) for number in (asked.claims // 2, asked.claims))
    print(f"twice the claims cost {whole / half:.2f} times the processor's time")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--stores", type=Path, help="where stores are kept")
    parser.add_argument("--link", type=Path, help="only link this store, here")
    return parser.parse_args()


def _measured(folder: Path, claims: int) -> float:
    """Seconds of the processor that linking so many claims took."""
    path = folder / f"{claims}.dateline"
    if not is_store(path):
        _fill(path, claims)
    command = [sys.executable, "-m", "benchmarks.linking_scale", "--link", str(path)]
    told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    print(
        f"{claims:,} claims of {told['reports']:,} reports -> {told['events']:,} events: "
        f"{told['processor']:.0f} s of the processor, {told['clock']:.0f} s by the clock, "
        f"peak {told['peak'] / 2**20:.2f} GiB",
        flush=True,
    )
    return float(told["processor"])


def _fill(path: Path, claims: int) -> None:
    with Store.create(path) as store, store.run(MADE) as run:
        told = World(SEED).reports(claims)
        while some := list(islice(told, TOGETHER)):
            run.add(some, [])


def _linked(path: Path) -> dict[str, float]:
    """Link a store; what it cost, the peak in KiB."""
    with Store.open(path) as store:
        began, spent = perf_counter(), process_time()
        link_store(store)
        clock, processor = perf_counter() - began, process_time() - spent
        counted = store.query(
            "SELECT (SELECT count(*) FROM reports) AS r, (SELECT count(*) FROM events) AS e"
        ).to_pylist()[0]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"reports": counted["r"], "events": counted["e"], "clock": clock,
            "processor": processor, "peak": peak}  # fmt: skip


if __name__ == "__main__":
    main()
