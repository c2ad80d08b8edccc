"""Killed at any moment, a run goes on where it was: nothing lost, nothing twice; and whoever reads
meanwhile sees a whole store.
"""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from dateline.cli import into
from dateline.ledger import Ledger
from dateline.pipeline import Coded, Coder
from dateline.store import Store, Versions
from dateline.types import Claim, Report

Batch = list[tuple[Report, list[Claim]]]
Rows = Callable[[Path], dict[str, bytes]]
Run = Callable[[Path], None]
FORK = multiprocessing.get_context("fork")  # the models are loaded once


class Fake:
    """Codes nothing, but gives what was coded before: all its time is the store's."""

    def __init__(self, coded: Batch) -> None:
        self.claims = {report.id: claims for report, claims in coded}

    def code_reports(self, reports: Iterable[Report]) -> Iterator[tuple[Report, list[Coded]]]:
        for report in reports:
            yield report, [Coded(claim, []) for claim in self.claims[report.id]]


@pytest.fixture
def many(coder: Coder) -> Batch:
    """Twenty reports and their claims."""
    places = ("Gondar", "Jakarta", "Lima", "Paris", "Cairo")
    reports = [
        Report(id=f"r{n:02}", text=f"Soldiers attacked a village near {place}, killing {n} people.")
        for n, place in enumerate(places * 4, 2)
    ]
    return [(coder.placed(report), coder.code(report)) for report in reports]


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch, versions: Versions) -> None:
    monkeypatch.setattr(into, "TOGETHER", 3)
    monkeypatch.setattr("dateline.engines.versions.versions_of", lambda coder: versions)


def fill(path: Path, reports: list[Report], coder: object, workers: int) -> None:
    """What the command does with a store."""
    with into.opened(path, None) as store:
        for _ in into.fill(store, coder, reports, Ledger(), workers, recode=False):  # type: ignore[arg-type]
            pass


def kill(run: Run, path: Path, after: float) -> bool:
    """Kill a run of the store in its own process, if it has not ended by then."""
    process = FORK.Process(target=run, args=(path,))
    process.start()
    process.join(after)
    process.kill()
    process.join()
    assert process.exitcode in (0, -9)
    return process.exitcode != 0


def ledger(path: Path) -> list[object]:
    with Store.open(path) as store:
        columns = "report_id, outcome, claims, reason, run"
        return store.query(f"SELECT {columns} FROM ledger ORDER BY ALL").to_pylist()


def check(run: Run, tmp_path: Path, kills: int, rows: Rows) -> None:
    """Kill runs at random moments, each store until it is whole, and compare with one unbroken."""
    unbroken = tmp_path / "unbroken"
    begun = time.monotonic()
    run(unbroken)
    whole = time.monotonic() - begun
    chance = random.Random(7)
    stores, killed = [tmp_path / "broken0"], 0
    while killed < kills:
        if kill(run, stores[-1], chance.uniform(0, whole)):
            killed += 1
        else:
            stores.append(tmp_path / f"broken{len(stores)}")
    for path in stores:
        run(path)
        assert rows(path) == rows(unbroken)
        assert ledger(path) == ledger(unbroken)
        with Store.open(path) as store:
            listed = {row["shard"] for row in store.query("FROM shards").to_pylist()}
        assert {folder.name for folder in path.glob("shards/*")} == listed


def test_twenty_kills_within_the_stores_own_work(many: Batch, tmp_path: Path, rows: Rows) -> None:
    reports = [report for report, _ in many]
    check(lambda path: fill(path, reports, Fake(many), 1), tmp_path, 20, rows)


@pytest.mark.parametrize("workers", [1, 2])
def test_kills_while_coding(
    workers: int, coder: Coder, many: Batch, tmp_path: Path, rows: Rows
) -> None:
    reports = [report for report, _ in many]
    check(lambda path: fill(path, reports, coder, workers), tmp_path, 3, rows)
    assert len(rows(tmp_path / "unbroken")["claims"]) > 5_000


def test_readers_see_whole_batches_while_one_writes(many: Batch, tmp_path: Path) -> None:
    path, reports = tmp_path / "s", [report for report, _ in many]
    claims = {report.id: claims for report, claims in many}
    Store.create(path).close()
    process = FORK.Process(target=fill, args=(path, reports, Fake(many), 1))
    process.start()
    seen = set()
    while process.is_alive() or not seen:
        with Store.open(path) as store:
            held = [report.id for report in store.reports()]
            assert [*store.claims()] == [claim for id_ in held for claim in claims[id_]]
            seen.add(len(held))
    assert process.exitcode == 0
    assert all(number % 3 == 0 or number == len(many) for number in seen)
