"""`dateline show`: what is printed, written and drawn."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dateline.asking.filters import FIELDS
from dateline.cli import main
from dateline.store import Store

Show = Callable[..., tuple[int, str, str]]


@pytest.fixture
def show(path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Show:
    """`show("events", ...)` runs it on the store: exit status, output, what was said."""

    def of(kind: str, *args: object, store: Path = path) -> tuple[int, str, str]:
        argv = ["dateline", "show", kind, str(store), *map(str, args)]
        monkeypatch.setattr("sys.argv", argv)
        with pytest.raises(SystemExit) as end:
            main()
        said = capfd.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return of


@pytest.fixture
def attack(store: Store) -> str:
    (id_,) = store.query("SELECT id FROM events WHERE type = 'ASSAULT'")["id"].to_pylist()
    return str(id_)


def test_every_filter_is_an_option(show: Show) -> None:
    _, out, _ = show("events", "--help")
    assert all(f"--{name.replace('_', '-')}" in out for name in FIELDS)


def test_events_for_people(show: Show) -> None:
    code, out, err = show("events", "--type", "ASSAULT", "--country", "KEN", "--box", "-50,-5,45,5")
    assert (code, err) == (0, "")
    assert "Górka raiders (SOM REB)" in out
    assert "12 or more killed" in out
    assert "1 events from 2 reports: 1 ASSAULT" in out


def test_an_empty_answer_says_why(show: Show) -> None:
    code, out, err = show("events", "--type", "SANCTION")
    assert code == 0
    assert "0 events" in out
    assert err == "none of the 6 events fits: type SANCTION alone leaves 0\n"
    _, out, err = show("network", "--type", "SANCTION", "--format", "jsonl")
    assert out == ""
    assert "type SANCTION alone leaves 0; told as happened alone leaves 5" in err


def test_an_unknown_type_is_refused(show: Show) -> None:
    code, out, err = show("timeline", "--type", "PROTESTS")
    assert (code, out) == (2, "")
    assert err == "dateline: type PROTESTS: unknown; near it are PROTEST\n"


def test_events_for_programs(show: Show, tmp_path: Path, attack: str) -> None:
    _, out, _ = show("events", "--format", "jsonl", "--sort", "conflict")
    assert next(json.loads(line)["type"] for line in out.splitlines()) == "ASSAULT"
    _, out, _ = show("events", "--format", "csv", "--text", "grain")
    assert [row["type"] for row in csv.DictReader(io.StringIO(out))] == ["AID"]
    show("events", "--format", "parquet", "--by", "gorka", "--output", tmp_path / "made")
    assert pq.read_table(tmp_path / "made" / "event_claims.parquet").to_pylist() == [
        {"event_id": attack, "claim_id": "c1"}, {"event_id": attack, "claim_id": "c2"},
    ]  # fmt: skip


def test_one_event_whole(show: Show, attack: str) -> None:
    _, out, _ = show("event", attack)
    for told in ("Harbour Post, 2020-01-07, held since", "Why they are one event",
                 "20 or more killed, Górka raiders, 2020-01-08, partisan  (c2)",
                 "changed: 1 -> 2 claims"):  # fmt: skip
        assert told in out
    _, out, _ = show("event", attack, "--format", "jsonl")
    whole = json.loads(out)
    assert [telling["claim"]["id"] for telling in whole["tellings"]] == ["c1", "c2"]
    assert show("event", "e0")[0] == 2


def test_timelines_tell_gaps_from_zeros(show: Show) -> None:
    _, out, err = show("timeline")
    lines = {line[:10]: line.split()[1:] for line in out.splitlines()}
    assert lines["2020-01-13"] == ["2020-01-20", "-", "-", "-", "-", "none"]
    assert lines["2020-01-27"] == ["0", "1", "0", "0", "1"]
    assert "left out, events not known to one week: 1" in err
    _, out, _ = show("timeline", "--format", "csv", "--split", "type", "--type", "AID")
    assert [tuple(row.values()) for row in csv.DictReader(io.StringIO(out))][-2:] == [
        ("2020-01-20", "AID", "", "0"), ("2020-01-27", "AID", "1", "1"),
    ]  # fmt: skip


def test_networks_and_counts(show: Show, attack: str, tmp_path: Path) -> None:
    _, out, _ = show("network", "--nodes", "country", "--quad", "4")
    assert out.splitlines()[-1].split() == ["SOM", "KEN", "material", "conflict", "1", "-9.0"]
    _, out, _ = show("counts", attack)
    assert out.splitlines()[-1].split() == "killed 12 or more the range over them".split()
    assert [line.split()[-1] for line in out.splitlines()[2:4]] == ["2020-01-07", "partisan"]
    file = tmp_path / "new" / "counts.parquet"
    show("counts", attack, "--format", "parquet", "--output", file)
    assert pq.read_table(file)["partisan"].to_pylist() == [False, True]
    code, _, err = show("counts", attack, "--format", "parquet")
    assert (code, err) == (2, "dateline: --format parquet needs --output PATH\n")


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_plots_are_the_same_every_time(
    show: Show, attack: str, tmp_path: Path, suffix: str
) -> None:
    for kind, args in (("timeline", []), ("network", []), ("counts", [attack])):
        made = []
        for number in (1, 2):
            file = tmp_path / f"{kind}{number}{suffix}"
            code, _, err = show(kind, *args, "--plot", file)
            assert code == 0
            assert f"drawn: {file}" in err
            made.append(file.read_bytes())
        assert made[0] == made[1]
        assert len(made[0]) > 5_000


def test_a_plot_of_nothing_is_drawn_and_says_why(show: Show, tmp_path: Path) -> None:
    for kind in ("timeline", "network"):
        code, _, err = show(kind, "--type", "SANCTION", "--plot", tmp_path / f"{kind}.png")
        assert code == 0
        assert "type SANCTION alone leaves 0" in err


def test_a_plot_goes_to_svg_or_png(show: Show, tmp_path: Path) -> None:
    code, out, err = show("timeline", "--plot", tmp_path / "plot.pdf")
    assert (code, out) == (2, "")
    assert "give a path that ends with .svg or .png" in err


def test_matplotlib_is_loaded_only_to_draw(path: Path, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom dateline.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print({'matplotlib', 'spacy', 'pandas'} & {*sys.modules})"
    )
    told = ["show", "timeline", str(path), "--output", str(tmp_path / "t.txt")]
    for plot, expected in (([], "set()"), (["--plot", str(tmp_path / "t.svg")], "{'matplotlib'}")):
        done = subprocess.run(
            [sys.executable, "-c", code, *told, *plot], capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines()[-1] == expected
