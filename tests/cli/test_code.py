"""`dateline code`: what comes out, what is said on standard error, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pyarrow.parquet as pq
import pytest

from dateline.cli import main
from dateline.pipeline import Coder
from dateline.types import Claim, Event, Relation, Report

CLASH = "Ethiopian soldiers attacked a village near Gondar on Tuesday, killing 12 farmers."
RALLY = "Hundreds of students protested in Jakarta. Police arrested 14 protesters."
DULL = "The recipe needs two eggs and a cup of flour."


class Done(NamedTuple):
    """How a run ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of standard output; only a line feed ends one."""
        return self.out.removesuffix("\n").split("\n") if self.out else []

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]


Run = Callable[..., Done]


@pytest.fixture
def run(coder: Coder, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process, with the coder already loaded."""
    monkeypatch.setattr("dateline.pipeline.Coder", lambda model=None: coder)

    def of(*args: object) -> Done:
        monkeypatch.setattr("sys.argv", ["dateline", *map(str, args)])
        with pytest.raises(SystemExit) as end:
            main()
        said = capfd.readouterr()
        return Done(int(end.value.code or 0), said.out, said.err)

    return of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three reports: two with claims, one that is no news."""
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "clash.txt").write_text(CLASH, encoding="utf-8")
    (inside / "dull.txt").write_text(DULL, encoding="utf-8")
    row = {"id": "rally", "text": RALLY, "published": "2019-09-24"}
    (inside / "rally.jsonl").write_text(json.dumps(row), encoding="utf-8")
    return inside


@pytest.fixture
def ties(tmp_path: Path) -> Path:
    """Two reports that state relations and one that states none."""
    texts = {
        "front": "Turkish-backed rebels met Yasin Darwish, a spokesman for Hamas, in Gaza.",
        "ex": "Former president Bruno Keller left the Labour Party in 2011.",
        "dull": DULL,
    }
    path = tmp_path / "ties.jsonl"
    path.write_text(lines(*({"id": i, "text": t} for i, t in texts.items())), encoding="utf-8")
    return path


def lines(*rows: object) -> str:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)


def test_table_is_for_people(run: Run, folder: Path) -> None:
    done = run("code", folder)
    assert done.code == 0
    for words in ("ASSAULT", "PROTEST", "Jakarta", "12 killed"):
        assert words in done.out
    assert "3 reports in: 2 coded, 1 empty, 0 rejected" in done.err
    assert "nothing coded" in done.err


def test_jsonl_says_nothing_else_on_standard_output(run: Run, folder: Path) -> None:
    done = run("code", folder, "--format", "jsonl")
    assert done.code == 0
    assert {row["type"] for row in done.rows} >= {"ASSAULT", "PROTEST"}
    for line in done.lines:
        msgspec.json.decode(line, type=Event)


@pytest.mark.parametrize(
    ("level", "type_"),
    [("reports", Report), ("claims", Claim), ("events", Event), ("relations", Relation)],
)
def test_every_key_is_present_at_every_level(
    run: Run, folder: Path, ties: Path, level: str, type_: type[msgspec.Struct]
) -> None:
    done = run("code", folder, ties, "--level", level, "--format", "jsonl")
    assert done.rows
    for row in done.rows:
        assert tuple(row) == type_.__struct_fields__


def test_csv_on_standard_output_is_the_levels_table(run: Run, folder: Path) -> None:
    done = run("code", folder, "--format", "csv", "--level", "claims")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert {row["report_id"] for row in rows} >= {"rally"}
    assert all(row["trigger"] for row in rows)


def test_csv_and_parquet_hold_the_same(run: Run, folder: Path, tmp_path: Path) -> None:
    for name in ("csv", "parquet"):
        assert run("code", folder, "--format", name, "--output", tmp_path / name).out == ""
    stems = {path.stem for path in (tmp_path / "csv").iterdir()}
    assert {"reports", "claims", "claim_entities", "events"} <= stems
    assert {path.stem for path in (tmp_path / "parquet").iterdir()} == stems
    for stem in stems:
        with (tmp_path / "csv" / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
            told = list(csv.DictReader(file))
        table = pq.read_table(tmp_path / "parquet" / f"{stem}.parquet")
        assert len(told) == table.num_rows
        assert not told or list(told[0]) == table.column_names


def test_a_file_with_the_suffix_gets_one_table(run: Run, folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "events.parquet"
    run("code", folder, "--format", "parquet", "--output", output)
    assert "PROTEST" in pq.read_table(output)["type"].to_pylist()


def test_parquet_needs_an_output(run: Run, folder: Path) -> None:
    done = run("code", folder, "--format", "parquet")
    assert done.code == 2
    assert "--output" in done.err


def test_filters(run: Run, folder: Path) -> None:
    def types(*options: str) -> set[str]:
        return {row["type"] for row in run("code", folder, "--format", "jsonl", *options).rows}

    everything = types()
    assert types("--type", "PROTEST") == {"PROTEST"}
    assert types("--type", "PROTEST", "--type", "ASSAULT") == {"PROTEST", "ASSAULT"}
    assert "ASSAULT" in types("--country", "ETH")
    assert "PROTEST" not in types("--country", "ETH")
    assert types("--country", "BRA") == set()
    assert types("--min-confidence", "0") == everything
    assert types("--min-confidence", "1") == set()


def test_filtered_tables_still_join(run: Run, folder: Path, tmp_path: Path) -> None:
    run("code", folder, "--type", "PROTEST", "--format", "parquet", "--output", tmp_path / "out")
    read = {path.stem: pq.read_table(path).to_pylist() for path in (tmp_path / "out").iterdir()}
    claims = {row["id"] for row in read["claims"]}
    assert claims
    assert {row["claim_id"] for row in read["event_claims"]} == claims
    assert {row["claim_id"] for row in read["claim_entities"]} <= claims
    assert {row["report_id"] for row in read["claims"]} <= {row["id"] for row in read["reports"]}


def test_relations_and_their_filters(run: Run, ties: Path) -> None:
    def types(*options: str) -> list[str]:
        done = run("code", ties, "--level", "relations", "--format", "jsonl", *options)
        return [row["type"] for row in done.rows]

    assert types() == ["backs", "member_of", "held_office", "split_from"]
    assert types("--type", "split_from", "--type", "BACKS") == ["backs", "split_from"]
    assert types("--country", "TUR") == ["backs"]
    assert types("--min-confidence", "1") == []
    done = run("code", ties, "--level", "relations", "--type", "PROTEST")
    assert done.code == 2
    assert "--type protest: unknown; there are backs, held_office" in done.err


def test_the_relations_table_is_for_people(run: Run, ties: Path) -> None:
    done = run("code", ties, "--level", "relations")
    assert "4 relations from 3 reports" in done.out
    assert "Turkey" in done.out
    assert "dull: nothing coded: no known words that join two parties" in done.err


def test_relations_as_files(run: Run, ties: Path, tmp_path: Path) -> None:
    run("code", ties, "--level", "relations", "--format", "parquet", "--output", tmp_path / "out")
    assert {path.stem for path in (tmp_path / "out").iterdir()} == {"reports", "relations"}
    done = run("code", ties, "--level", "relations", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["object_name"] for row in rows if row["type"] == "member_of"] == ["Hamas"]


def test_the_default_date_is_for_reports_without_one(run: Run, folder: Path) -> None:
    done = run(
        "code", folder, "--level", "reports", "--format", "jsonl", "--published", "2021-06-02"
    )
    assert {row["id"]: row["published"] for row in done.rows}["rally"] == "2019-09-24"
    assert [row["published"] for row in done.rows].count("2021-06-02") == 2


def test_explain_gives_the_reasons_of_one_claim(run: Run, folder: Path) -> None:
    claims = run("code", folder, "--level", "claims", "--format", "jsonl").rows
    claim = next(row for row in claims if row["type"] == "PROTEST")
    done = run("code", folder, "--explain", claim["id"])
    assert done.code == 0
    assert done.out.splitlines()[0] == claim["evidence"]["sentence"]["text"]
    assert "PROTEST" in done.out
    for entity in claim["actors"]:
        assert entity["reason"] in done.out
    missing = run("code", folder, "--explain", "c0")
    assert missing.code == 2
    assert "c0: no such claim" in missing.err


def test_the_ledger_counts_every_report(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_text("")
    path = tmp_path / "ledger.jsonl"
    run("code", folder, "--ledger", path)
    entries = [json.loads(line) for line in path.read_text().splitlines()]
    outcomes = [entry["outcome"] for entry in entries]
    assert (outcomes.count("coded"), outcomes.count("empty"), outcomes.count("rejected")) == (
        2,
        1,
        1,
    )
    for entry in entries:
        assert (entry["claims"] > 0) == (entry["outcome"] == "coded")
        assert (entry["reason"] is None) == (entry["outcome"] == "coded")


def test_strict_fails_where_a_report_was_rejected(run: Run, folder: Path) -> None:
    assert run("code", folder, "--strict").code == 0
    (folder / "empty.txt").write_text("")
    assert run("code", folder).code == 0
    done = run("code", folder, "--strict", "--format", "jsonl")
    assert done.code == 1
    assert len(done.rows) >= 2


def test_workers_give_the_same_rows(run: Run, folder: Path) -> None:
    many = [{"id": str(n), "text": text} for n, text in enumerate([RALLY, CLASH, DULL] * 6)]
    (folder / "many.jsonl").write_text(lines(*many), encoding="utf-8")
    one = run("code", folder, "--format", "jsonl")
    assert run("code", folder, "--format", "jsonl", "--workers", "2").out == one.out


def test_workers_give_the_same_relations(run: Run, ties: Path) -> None:
    rows = [json.loads(line) for line in ties.read_text(encoding="utf-8").splitlines()]
    many = [{**row, "id": f"{n} {row['id']}"} for n in range(6) for row in rows]
    ties.write_text(lines(*many), encoding="utf-8")
    options = ("code", ties, "--level", "relations", "--format", "jsonl")
    one = run(*options).out
    assert run(*options, "--workers", "2").out == one != ""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "xml"], "--format xml: unknown; there are acled, csv, gdelt"),
        (["--level", "words"], "'words' is not one of"),
        (["--type", "DANCE"], "--type DANCE: unknown; there are ACCUSE, AGREE"),
        (["--published", "soon"], "published 'soon' is no date; give YYYY-MM-DD"),
        (["--workers", "0"], "--workers"),
        (["--min-confidence", "2"], "--min-confidence"),
        (["--colour", "red"], "No such option"),
    ],
)
def test_a_bad_option_is_one_clear_line(
    run: Run, folder: Path, options: list[str], said: str
) -> None:
    done = run("code", folder, *options)
    assert done.code == 2
    assert done.out == ""
    assert said in done.err.splitlines()[-1]
    assert "Traceback" not in done.err


def test_a_model_that_is_not_there(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    with pytest.raises(Exception, match=r"--model no_such: .* installed are en_core_web"):
        list(Coder("no_such").code_many([Report(id="r", text=CLASH)]))


def test_no_input_is_said(run: Run) -> None:
    done = run("code")
    assert done.code == 2
    assert "INPUT" in done.err


BAD: list[tuple[str, str | bytes, str]] = [
    ("empty.txt", "", "empty"),
    ("binary.txt", b"\x7fELF\x02\x01\x00\x00\x00", "binary"),
    ("binary.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
    ("report.docx", "words", "no reader for '.docx'"),
    ("page.html", "<html><body></body></html>", "no article"),
    ("table.csv", "id,body\n1,words\n", "no column 'text'; found: id, body"),
]


@pytest.mark.parametrize(("name", "content", "said"), BAD, ids=[name for name, *_ in BAD])
def test_a_bad_file_is_one_line_and_loses_nothing(
    run: Run, folder: Path, name: str, content: str | bytes, said: str
) -> None:
    before = run("code", folder, "--format", "jsonl")
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    done = run("code", folder, "--format", "jsonl")
    assert done.out == before.out
    (told,) = (line for line in done.err.splitlines() if name in line)
    assert told.startswith(str(folder / name))
    assert said in told
    assert "1 rejected" in done.err.splitlines()[-1]


def test_a_missing_file_and_a_url(run: Run, folder: Path) -> None:
    done = run("code", folder / "none.txt", "https://news.example/a", folder / "clash.txt")
    missing, url, *_ = done.err.splitlines()
    assert missing == f"{folder / 'none.txt'}: no such file or folder; check the path"
    assert url.startswith("https://news.example/a: a URL is not read; save the page")
    assert "ASSAULT" in done.out


def test_bad_lines_cost_themselves_alone(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    good = [{"id": str(n), "text": f"{RALLY} Week {n}."} for n in range(1, 7)]
    rows = [
        *good,
        '{"id": "7", "text": "broken',
        '{"text": "' + "x" * 50_000_000 + '"}',
        {"id": "9", "text": RALLY, "published": "2019-13-45"},
        {"id": "1", "text": good[0]["text"]},
        {"id": "1", "text": "Another text with the id of the first."},
        {"id": "12", "text": CLASH, "published": "2020-11-10"},
    ]
    path.write_text(lines(*rows), encoding="utf-8")
    done = run("code", path, "--format", "jsonl", "--level", "claims")
    ids = list(dict.fromkeys(row["report_id"] for row in done.rows))
    assert ids == ["1", "2", "3", "4", "5", "6", "9", "12"]
    told = {line.split(": ", 1)[0]: line for line in done.err.splitlines()}
    for number, words in (
        (7, "broken JSON"), (8, "longer than 20,000,000 bytes"), (9, "2019-13-45"),
        (10, "duplicate of report '1'"), (11, "id '1' was used before for another text"),
    ):  # fmt: skip
        assert words in told[f"{path}:{number}"]
    assert done.err.splitlines()[-1] == "12 reports in: 8 coded, 0 empty, 4 rejected"


@pytest.mark.parametrize(
    "text",
    [
        "قال الجيش إنه قصف القرية. " + CLASH,
        "\u202bشرطة\u202c " + RALLY,
        "💣👩🏽‍🚒 " + CLASH + " 🏳️‍🌈",
        "Cafe\u0301 news: " + CLASH.replace("Gondar", "Go\u0308ndar"),
        "\ufeff" + RALLY,
        CLASH.replace(" ", "\u00a0"),
        "𝔅𝔯𝔢𝔞𝔨𝔦𝔫𝔤\r\n\r\n" + CLASH + "\r" + RALLY + "\u2028" + DULL,
        "Word",
        "💥",
    ],
)
def test_odd_characters_keep_offsets_true(
    run: Run, tmp_path: Path, text: str, spans_true: Callable[[Report, list[Claim]], int]
) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text(lines({"id": "odd", "text": text}), encoding="utf-8")
    (row,) = run("code", path, "--level", "reports", "--format", "jsonl").rows
    assert row["text"] == text
    done = run("code", path, "--level", "claims", "--format", "jsonl")
    claims = [msgspec.json.decode(line, type=Claim) for line in done.lines]
    assert spans_true(msgspec.convert(row, Report), claims) or not claims
    told = "1 coded" if claims else "odd: nothing coded: "
    assert told in done.err


def test_a_report_of_one_word_says_why_it_gives_nothing(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "word.txt"
    path.write_text("Attack")
    done = run("code", path, "--format", "jsonl")
    assert (done.code, done.out) == (0, "")
    assert "nothing coded" in done.err


def test_another_language_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "es.txt"
    path.write_text(
        "Miles de personas marcharon el martes por el centro de la ciudad contra el alza."
    )
    assert "language is 'es'; only English is coded" in run("code", path).err


def test_without_a_date_relative_times_stay_open(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(lines({"id": "a", "text": CLASH}))
    claim = run("code", path, "--level", "claims", "--format", "jsonl").rows[0]
    assert claim["time"]["text"] == "Tuesday"
    assert (claim["time"]["earliest"], claim["time"]["latest"]) == (None, None)
    dated = run("code", path, "--level", "claims", "--format", "jsonl", "--published", "2020-11-12")
    assert dated.rows[0]["time"]["earliest"] == "2020-11-10"


def test_the_program_itself(folder: Path) -> None:
    program = Path(sys.executable).with_name("dateline")
    done = subprocess.run(
        [program, "code", "-", "--format", "jsonl", "--level", "claims"],
        input=lines({"id": "a", "text": RALLY}).encode(),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0, done.stderr
    claims = [msgspec.json.decode(line, type=Claim) for line in done.stdout.split(b"\n") if line]
    assert {claim.report_id for claim in claims} == {"a"}
    bad = subprocess.run(
        [program, "code", folder, "--type", "DANCE"], capture_output=True, text=True, check=False
    )
    assert (bad.returncode, bad.stdout) == (2, "")
    assert bad.stderr.startswith("dateline: --type DANCE: unknown")
