"""A store gives back what was put in, whole and in order, and says what it cannot do."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest

from dateline.errors import SettingsError, StoreError
from dateline.ledger import Entry
from dateline.linking import link
from dateline.store import Store, Versions, link_store, shards
from dateline.types import Claim, Correction, Event, Join, Report

Batch = list[tuple[Report, list[Claim]]]
Rows = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.dateline"


def filled(path: Path, versions: Versions, *batches: Batch) -> Store:
    """A store with the batches, linked."""
    store = Store.create(path)
    with store.run(versions) as run:
        for batch in batches:
            run.add(batch, [])
    link_store(store)
    return store


def claims_of(coded: Batch) -> list[Claim]:
    return [claim for _, claims in coded for claim in claims]


def test_reports_claims_and_events_come_back_whole(
    path: Path, coded: Batch, versions: Versions
) -> None:
    filled(path, versions, coded[2:], coded[:2]).close()
    store = Store.open(path)
    claims = claims_of(coded)
    assert len(claims) > 5
    assert any(claim.counts for claim in claims)
    assert any(claim.attribution for claim in claims)
    reports = [report for report, _ in coded]
    assert [*store.reports()] == reports
    assert [*store.claims()] == claims
    assert [*store.events()] == sorted(link(claims, reports), key=lambda event: event.id)
    assert [*store.claims(ids=[claims[2].id, "none such"])] == [claims[2]]
    assert [r.id for r in store.reports(ids=["vote", "clash"])] == ["clash", "vote"]


def test_results_feed_the_exporters(path: Path, coded: Batch, versions: Versions) -> None:
    store = filled(path, versions, coded)
    results = store.results("events")
    assert (results.level, len(results.reports)) == ("events", len(coded))
    assert results.claims == claims_of(coded)
    assert {event.id for event in results.events} == {event.id for event in link(results.claims)}
    assert store.results("reports").claims == []


def test_duckdb_sees_every_table(path: Path, coded: Batch, versions: Versions) -> None:
    store = filled(path, versions, coded)
    sql = """SELECT report_id, coder.knowledge FROM claims JOIN runs AS coder USING (run)
             WHERE claims.id = ?"""
    claim = coded[0][1][0]
    told = store.query(sql, [claim.id]).to_pylist()
    assert told == [{"report_id": claim.report_id, "knowledge": "k-1"}]
    for table in (*store.tables, "ledger", "runs", "corrections", "event_aliases"):
        assert store.query(f"SELECT * FROM {table}").column_names
    assert store.query("SELECT json->>'$.type' AS t FROM claims")["t"][0].as_py()


def test_the_hash_of_the_words_is_kept(path: Path, coded: Batch, versions: Versions) -> None:
    import hashlib

    row = filled(path, versions, coded).query("FROM reports WHERE id = 'clash'").to_pylist()[0]
    assert row["text_sha256"] == hashlib.sha256(coded[0][0].text.encode()).hexdigest()
    assert row["run"] == versions.run


def test_an_empty_store_has_every_table(path: Path) -> None:
    store = Store.create(path)
    link_store(store)
    assert [*store.reports(), *store.claims(), *store.events()] == []
    assert all(store.query(f"SELECT count(*) FROM {table}") for table in store.tables)


def test_neither_order_nor_batches_show_in_the_rows(
    tmp_path: Path, coded: Batch, versions: Versions, rows: Rows
) -> None:
    filled(tmp_path / "one", versions, coded).close()
    filled(tmp_path / "two", versions, coded[3:], coded[:1], [coded[2], coded[1]]).close()
    assert rows(tmp_path / "one") == rows(tmp_path / "two")


def test_a_changed_report_takes_the_place_of_the_old(
    path: Path, coded: Batch, versions: Versions, rows: Rows, tmp_path: Path
) -> None:
    store = filled(path, versions, coded)
    report = msgspec.structs.replace(coded[1][0], text=coded[1][0].text + " It ended.")
    changed = [(report, coded[1][1][:1])]
    with store.run(versions) as run:
        assert run.standing(report) == "changed"
        assert not run.holds(report)
        run.add(changed, [])
    link_store(store)
    ledger = store.query("SELECT report_id, outcome, reason FROM ledger").to_pylist()
    assert ledger == [
        {
            "report_id": report.id,
            "outcome": "retired",
            "reason": "its content changed; coded anew",
        }
    ]
    store.close()
    filled(tmp_path / "fresh", versions, [coded[0], *changed, *coded[2:]]).close()
    assert rows(path) == rows(tmp_path / "fresh")


def test_other_versions_are_told_apart(path: Path, coded: Batch, versions: Versions) -> None:
    store = filled(path, versions, coded)
    later = msgspec.structs.replace(versions, knowledge="k-2")
    with store.run(later) as run:
        assert run.standing(coded[0][0]) == "older"
        assert run.holds(coded[0][0])
        run.add(coded[:1], [])
    told = store.query("SELECT run, count(*) AS n FROM reports GROUP BY run").to_pylist()
    assert {row["run"]: row["n"] for row in told} == {versions.run: len(coded) - 1, later.run: 1}
    assert len(store.query("FROM runs WHERE finished IS NOT NULL")) == 2


def test_a_refusal_is_noted_once(path: Path, versions: Versions) -> None:
    store = Store.create(path)
    refused = Entry(report_id=None, where="x.txt", outcome="rejected", reason="the file is empty")
    for _ in range(2):
        with store.run(versions) as run:
            run.add([], [refused])
    assert len(store.query("FROM ledger")) == 1


def test_a_report_stands_in_a_batch_once(path: Path, coded: Batch, versions: Versions) -> None:
    with Store.create(path).run(versions) as run, pytest.raises(StoreError, match="only once"):
        run.add([coded[0], coded[0]], [])


def test_an_event_goes_on_under_its_new_id(path: Path, coded: Batch, versions: Versions) -> None:
    store = filled(path, versions, coded)
    first, *others = store.events()

    def renamed(event: Event, id_: str) -> Event:
        return msgspec.structs.replace(event, id=id_)

    store.publish([renamed(first, "e1"), *others])
    store.publish([renamed(first, "e2"), *others])
    for id_ in (first.id, "e1", "e2"):
        assert store.event(id_).id == "e2"
    history = store.query("SELECT event_id, change, other FROM event_history ORDER BY number")
    assert history.to_pylist() == [
        {"event_id": first.id, "change": "renamed", "other": "e1"},
        {"event_id": "e1", "change": "renamed", "other": "e2"},
    ]
    store.publish(others)
    with pytest.raises(SettingsError, match="no such event"):
        store.event(first.id)


def test_joins_are_kept(path: Path) -> None:
    join = Join(one="c1", other="c2", joined=False, score=-0.5, reason="too far", event_id=None)
    store = Store.create(path)
    store.publish([], [join])
    assert store.query("FROM event_joins").to_pylist() == [msgspec.structs.asdict(join)]


def test_corrections_come_back_whole(path: Path) -> None:
    store = Store.create(path)
    made = Correction(
        id="k1", analyst="ana", made="2026-01-02T03:04:05Z", target="c1", kind="set",
        field="actors", value=[{"name": "x"}, None], others=["c2"], note="why",
    )  # fmt: skip
    plain = Correction(id="k0", analyst="ana", made="2026-01-02T03:04:04Z", target="c1",
                       kind="accept")  # fmt: skip
    store.correct(made)
    store.correct(plain)
    assert store.corrections() == [plain, made]
    with pytest.raises(StoreError, match="k1"):
        store.correct(made)


def test_a_store_is_made_only_where_nothing_is(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine.txt").write_text("x")
    for taken in ("file", "folder"):
        with pytest.raises(SettingsError, match="no store"):
            Store.create(tmp_path / taken)
        with pytest.raises(SettingsError, match="--into"):
            Store.open(tmp_path / taken)
    (tmp_path / "empty").mkdir()
    assert [*Store.create(tmp_path / "empty").reports()] == []


def test_a_store_that_cannot_be_written_can_be_read(
    path: Path, coded: Batch, versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path, versions, coded).close()
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with Store.open(path) as store:
        assert len([*store.reports()]) == len(coded)
        with pytest.raises(StoreError, match="readonly"), store.run(versions):
            pass
    assert not (path / "manifest.sqlite-wal").exists()


def test_a_newer_store_is_refused(path: Path) -> None:
    store = Store.create(path)
    store._manifest.rows("UPDATE meta SET value = '99' WHERE key = 'schema'")
    store.close()
    with pytest.raises(SettingsError, match="schema 99"):
        Store.open(path)


def test_a_damaged_manifest_is_told(path: Path) -> None:
    Store.create(path).close()
    (path / "manifest.sqlite").write_bytes(b"not a database, but long enough to be one" * 99)
    with pytest.raises(StoreError, match="manifest"):
        Store.open(path)


def test_a_full_disk_is_told_and_loses_nothing(
    path: Path, coded: Batch, versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(path, versions, coded[:2])

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch, store.run(versions) as run:
        patch.setattr(shards.pq.ParquetWriter, "write_table", full)
        with pytest.raises(StoreError, match="No space left"):
            run.add(coded[2:], [])
    assert [report.id for report in store.reports()] == ["clash", "rally"]
    with store.run(versions) as run:
        run.add(coded[2:], [])
    assert len([*store.reports()]) == len(coded)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="check the disk"):
        Store.create(tmp_path / "file" / "news.dateline")


def test_one_process_writes_at_a_time(path: Path, versions: Versions) -> None:
    store = Store.create(path)
    code = f"from dateline.store import Store\nwith Store.open({str(path)!r}).writing(): pass"
    with store.run(versions), Store.open(path) as other:
        with pytest.raises(StoreError, match="another process"), other.writing():
            pass
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert "another process is writing" in done.stderr
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_a_reader_keeps_what_it_opened(path: Path, coded: Batch, versions: Versions) -> None:
    store = filled(path, versions, coded[:2])
    reader = Store.open(path)
    before = [*reader.claims()]
    report = msgspec.structs.replace(coded[0][0], title="Anew")
    with store.run(versions) as run:
        run.add([(report, []), *coded[2:]], [])
    link_store(store)
    with store.run(versions):  # a writer's start sweeps, but not under a reader
        assert [*reader.claims()] == before
    reader.refresh()
    assert [r.id for r in reader.reports()] == [r.id for r, _ in coded]
    folders = len([*path.glob("shards/*")])
    reader.close()
    with store.writing():
        assert len([*path.glob("shards/*")]) < folders
    assert [*store.claims()] == claims_of(coded[1:])


def test_no_clock_stands_in_parquet(path: Path, coded: Batch, versions: Versions) -> None:
    filled(path, versions, coded).close()
    with Store.open(path) as store:
        files = [Path(file) for table in store.tables for file in store.files(table)]
    assert {*files} == {*path.resolve().glob("*/*/*.parquet")}
    assert len(files) == 8
    for file in files:
        described = f"{pq.read_schema(file)} {pq.read_metadata(file).metadata}"
        assert "timestamp" not in described
