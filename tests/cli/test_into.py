"""`dateline code --into STORE`: what is coded, what is left, what is said."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from dateline.cli import into, main
from dateline.ledger import Entry
from dateline.pipeline import Coder
from dateline.store import Store, Versions

CLASH = "Ethiopian soldiers attacked a village near Gondar on Tuesday, killing 12 farmers."
RALLY = "Hundreds of students protested in Jakarta. Police arrested 14 protesters."
DULL = "The recipe needs two eggs and a cup of flour."


class Done(NamedTuple):
    """How a run ended, and what it said."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(coder: Coder, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process, with the coder already loaded."""
    monkeypatch.setattr("dateline.pipeline.Coder", lambda model=None: coder)

    def of(*args: object) -> Done:
        monkeypatch.setattr("sys.argv", ["dateline", "code", *map(str, args)])
        with pytest.raises(SystemExit) as end:
            main()
        said = capfd.readouterr()
        return Done(int(end.value.code or 0), said.out, said.err)

    return of


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Two reports with claims, one that is no news."""
    return written(tmp_path / "news.jsonl", clash=CLASH, rally=RALLY, dull=DULL)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.dateline"


def written(path: Path, **texts: str) -> Path:
    lines = [json.dumps({"id": id_, "text": text}) for id_, text in texts.items()]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def ids(path: Path) -> list[str]:
    with Store.open(path) as store:
        return [report.id for report in store.reports()]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Make the coder one of another version."""
    from dateline.engines import versions

    now = versions.versions_of

    def changed(coder: Coder) -> Versions:
        return msgspec.structs.replace(now(coder), knowledge="another")

    return lambda: monkeypatch.setattr(versions, "versions_of", changed)


def test_a_store_is_made_filled_and_linked(run: Run, news: Path, path: Path) -> None:
    done = run(news, "--into", path)
    assert (done.code, done.out) == (0, "")
    assert "3 reports in: 2 coded, 1 empty, 0 rejected" in done.err
    with Store.open(path) as store:
        claims, events = len([*store.claims()]), len([*store.events()])
        assert claims > 1
        assert events > 1
        assert f"holds 3 reports, {claims} claims, {events} events" in done.err
        told = store.query("SELECT report_id, outcome FROM ledger ORDER BY ALL").to_pylist()
        (versions,) = store.query("FROM runs").to_pylist()
    assert [row["outcome"] for row in told] == ["coded", "empty", "coded"]
    assert all(versions.values())


def test_what_is_held_is_left(run: Run, news: Path, path: Path, tmp_path: Path) -> None:
    run(news, "--into", path)
    more = written(tmp_path / "more.jsonl", extra=CLASH, dull=DULL)
    noted = tmp_path / "ledger.jsonl"
    done = run(news, more, "--into", path, "--strict", "--ledger", noted)
    assert "5 reports in: 1 coded, 0 empty, 1 rejected, 3 held" in done.err
    assert "3 reports held already" in done.err
    assert done.code == 1  # --strict, and "dull" is there twice
    assert ids(path) == ["clash", "dull", "extra", "rally"]
    entries = [msgspec.json.decode(line, type=Entry) for line in noted.read_bytes().splitlines()]
    assert [e.outcome for e in entries].count("held") == 3
    assert run(news, "--into", path).code == 0


def test_a_changed_report_is_coded_anew(run: Run, news: Path, path: Path, tmp_path: Path) -> None:
    run(news, "--into", path)
    done = run(written(tmp_path / "b.jsonl", clash=RALLY), "--into", path)
    assert "clash: its content changed" in done.err
    with Store.open(path) as store:
        assert next(store.reports(ids=["clash"])).text == RALLY
        assert {c.type for c in store.claims() if c.report_id == "clash"} == {
            c.type for c in store.claims() if c.report_id == "rally"
        }
        assert len(store.query("FROM ledger WHERE outcome = 'retired'")) == 1


def test_other_versions_are_left_unless_recoded(
    run: Run, news: Path, path: Path, later: Callable[[], None]
) -> None:
    run(news, "--into", path)
    later()
    done = run(news, "--into", path)
    assert "3 reports held as other versions coded them" in done.err
    assert "--recode" in done.err
    assert "3 coded" not in done.err
    done = run(news, "--into", path, "--recode")
    assert "2 coded, 1 empty" in done.err
    with Store.open(path) as store:
        assert store.query("SELECT DISTINCT knowledge FROM claims JOIN runs USING (run)")[0][
            0
        ].as_py() == ("another")


def test_a_store_is_an_input_too(
    run: Run, news: Path, path: Path, tmp_path: Path, rows: Callable[[Path], object]
) -> None:
    run(news, "--into", path)
    done = run(path, news, "--into", tmp_path / "again", "--workers", "2")
    assert "6 reports in: 2 coded, 1 empty, 3 rejected" in done.err
    assert rows(tmp_path / "again") == rows(path)
    printed = run(path, "--level", "reports", "--format", "jsonl")
    assert [json.loads(line)["id"] for line in printed.out.splitlines()] == sorted(ids(path))


def test_a_store_may_be_coded_into_itself(
    run: Run, news: Path, path: Path, later: Callable[[], None]
) -> None:
    run(news, "--into", path)
    later()
    assert "2 coded, 1 empty" in run(path, "--into", path, "--recode").err
    assert len(ids(path)) == 3


def test_the_choice_of_words_stays(run: Run, news: Path, path: Path) -> None:
    run(news, "--into", path, "--keep-text", "none")
    assert "3 held" in run(news, "--into", path).err
    done = run(news, "--into", path, "--keep-text", "full")
    assert done.code == 2
    assert "was made with none" in done.err
    done = run(path, "--level", "claims")
    assert done.code == 2
    assert "keeps no texts" in done.err


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--into", "s", "--level", "claims"], "--level"),
        (["--into", "s", "--output", "x"], "--output"),
        (["--into", "s", "--format", "jsonl"], "--format"),
        (["--into", "s", "--type", "PROTEST"], "--type"),
        (["--keep-text", "none"], "--into STORE"),
        (["--recode"], "--into STORE"),
    ],
)
def test_options_that_do_not_go_together(
    run: Run, news: Path, given: list[str], told: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    done = run(news, *given)
    assert done.code == 2
    assert told in done.err
    assert not (tmp_path / "s").exists()


def test_what_is_no_store_is_refused(run: Run, news: Path, tmp_path: Path) -> None:
    for place in (news, tmp_path):
        done = run(news, "--into", place)
        assert done.code == 2
        assert "no store" in done.err


def interruptible() -> None:
    """The command, heeding Ctrl-C even where the tests run in the background, which ignores it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    main()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 1), (signal.SIGTERM, 143)])
def test_broken_off_it_keeps_what_it_has(
    run: Run, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: int,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(into, "TOGETHER", 2)
    many = written(tmp_path / "many.jsonl", **{f"r{n:03}": f"{CLASH} {n}" for n in range(300)})
    monkeypatch.setattr("sys.argv", ["dateline", "code", str(many), "--into", str(path)])
    process = multiprocessing.get_context("fork").Process(target=interruptible)
    process.start()
    until = time.monotonic() + 60
    while not [*path.glob("shards/*/reports.parquet")] and time.monotonic() < until:
        time.sleep(0.01)
    assert process.pid is not None
    time.sleep(0.2)
    os.kill(process.pid, number)
    process.join()
    assert process.exitcode == code
    assert "broken off" in capfd.readouterr().err
    held = ids(path)
    assert 0 < len(held) < 300
    with many.open("r+", encoding="utf-8") as file:  # enough to see that it goes on
        lines = file.readlines()[: len(held) + 3]
        file.seek(0)
        file.truncate()
        file.writelines(lines)
    assert f"{len(held)} held" in run(many, "--into", path).err
    assert len(ids(path)) == len(held) + 3
