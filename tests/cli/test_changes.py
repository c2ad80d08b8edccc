"""`dateline correct`, `diff` and `release`, on small stores made by hand."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pandas
import pytest

from dateline.cli import main
from dateline.diffing import fields_of
from dateline.releasing.package import LICENSES
from dateline.releasing.tables import TABLES
from dateline.store import Store
from dateline.types import Attribution, Claim, Count, Entity, Place, Span, Time

Made = Callable[..., Claim]
Stored = Callable[..., Store]


class Done(NamedTuple):
    code: int
    out: str
    err: str


Ask = Callable[..., Done]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Ask:
    """Run the command line in this process."""

    def of(*args: object) -> Done:
        monkeypatch.setattr("sys.argv", ["dateline", *map(str, args)])
        with pytest.raises(SystemExit) as end:
            main()
        said = capfd.readouterr()
        return Done(int(end.value.code or 0), said.out, said.err)

    return of


def party(name: str, **given: Any) -> Entity:
    return Entity(start=0, end=6, text="Guards", name=name, **given)


@pytest.fixture
def claims(made: Made) -> list[Claim]:
    place = Place(start=28, end=34, text="Arvale", name="Arvale", city="Arvale", country="KEN",
                  resolution=4)  # fmt: skip
    count = Count(start=16, end=24, text="marchers", kind="killed", low=3, high=3)
    return [
        made("c1", "r1", place=place, counts=[count], recipients=[party("marchers")]),
        made("c2", "r1", "left", type="RETREAT", quad=2, scale=8.0, modes=["withdraw"]),
        made("c3", "r2", "marchers", type="PROTEST", scale=-5.0, modes=["demo"]),
    ]


@pytest.fixture
def path(claims: list[Claim], stored: Stored) -> Path:
    """A store of these claims."""
    with stored(claims) as store:
        return store.path


# correct


def test_a_claim_is_corrected_by_name(ask: Ask, path: Path) -> None:
    done = ask("correct", path, "c1", "--analyst", "Ann Bey", "--set", "type=COERCE", "--set",
               'modes=["arrest"]', "--note", "no shots")  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert 'c1: set modes to ["arrest"]' in done.out
    (claim,) = Store.open(path).claims(["c1"])
    assert (claim.type, claim.modes, claim.scale) == ("COERCE", ["arrest"], -7.0)
    (event,) = (e for e in Store.open(path).events() if "c1" in e.claims)
    assert (event.type, event.modes) == ("COERCE", ["arrest"])
    assert f"{event.id}: has 1 of these claims, 1 in all" in done.out
    listed = ask("correct", "list", path, "--format", "jsonl")
    rows = [json.loads(line) for line in listed.out.splitlines()]
    assert [row["standing"] for row in rows] == ["stands", "stands"]
    assert {row["correction"]["analyst"] for row in rows} == {"Ann Bey"}
    assert "“no shots”" in ask("correct", "list", path).out


def test_events_are_joined_split_rejected_and_accepted(ask: Ask, path: Path) -> None:
    before = {event.claims[0]: event.id for event in Store.open(path).events()}
    ask("correct", path, before["c1"], "--analyst", "Ann", "--join", before["c3"])
    assert Store.open(path).event(before["c1"]).claims == ["c1", "c3"]
    assert Store.open(path).event(before["c3"]).id == before["c1"]  # its old id finds it
    ask("correct", path, before["c1"], "--analyst", "Bo", "--split", "c3")
    assert {e.claims[0]: e.id for e in Store.open(path).events()} == before
    ask("correct", path, before["c2"], "--analyst", "Ann", "--reject")
    assert before["c2"] not in {e.id for e in Store.open(path).events()}
    ask("correct", path, before["c2"], "--analyst", "Bo", "--accept")
    assert {e.claims[0]: e.id for e in Store.open(path).events()} == before
    told = ask("correct", "list", path, "--disputed").out
    assert "Ann  superseded" in told
    assert "otherwise Ann" in told
    assert told.endswith("4 of 4 corrections: 2 superseded, 2 stands\n")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["c9", "--reject"], "c9: no such claim or event"),
        (["c1", "--set", "type=PROTESTS"], "near it are PROTEST"),
        (["c1", "--set", 'modes=["demo"]'], "modes of ASSAULT: 'demo' is unknown"),
        (["c1", "--set", "modes=[demo]"], "is not JSON"),
        (["c1", "--set", "modes"], "write FIELD=JSON"),
        (["c1", "--split", "c2"], "c1 is a claim"),
        (["c1", "--join", "c9"], "c9: no such claim"),
        (["c1"], "nothing to correct"),
    ],
)
def test_corrections_that_make_no_sense_leave_nothing(
    ask: Ask, path: Path, args: list[str], told: str
) -> None:
    done = ask("correct", path, *args, "--analyst", "Ann")
    assert done.code == 2
    assert told in done.err
    assert Store.open(path).corrections() == []


def test_near_ids_are_named(ask: Ask, path: Path) -> None:
    assert "near it are c1, c2, c3" in ask("correct", path, "c", "--analyst", "A", "--reject").err


def test_what_a_coding_anew_loses_is_listed_and_comes_back(
    ask: Ask, path: Path, claims: list[Claim], stored: Stored
) -> None:
    ask("correct", path, "c2", "--analyst", "Ann", "--set", 'contexts=["military"]')
    ask("correct", path, "c3", "--analyst", "Ann", "--reject")
    assert ask("correct", "list", path, "--lost").out == "0 of 2 corrections: 2 stands\n"
    stored([claims[0], claims[2]], coder="c-2").close()
    lost = ask("correct", "list", path, "--lost").out
    assert "lost (nothing of what it is about is held any more)" in lost
    assert "c2: set contexts" in lost
    assert lost.endswith("1 of 2 corrections: 1 lost, 1 stands\n")
    stored(claims, coder="c-3").close()
    (claim,) = Store.open(path).claims(["c2"])
    assert claim.contexts == ["military"]


def test_corrections_are_copied_to_a_store_coded_anew(
    ask: Ask, path: Path, claims: list[Claim], stored: Stored
) -> None:
    ask("correct", path, "c1", "--analyst", "Ann", "--set", "type=COERCE")
    stored(claims, name="new", coder="c-2").close()
    new = path.with_name("new.dateline")
    assert "1 corrections copied" in ask("correct", "copy", path, new).out
    assert "0 corrections copied, 1 there before" in ask("correct", "copy", path, new).out
    assert [c.type for c in Store.open(new).claims(["c1"])] == ["COERCE"]
    assert Store.open(new).corrections() == Store.open(path).corrections()


def test_a_correction_is_kept_while_another_process_writes(ask: Ask, path: Path) -> None:
    import sys

    code = (
        "import sys, pathlib; from dateline.store.locks import writing\n"
        "with writing(pathlib.Path(sys.argv[1])): print(flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        done = ask("correct", path, "c1", "--analyst", "Ann", "--reject")
        other.communicate()
    assert done.code == 0
    assert "The correction is kept" in done.err
    assert [c.id for c in Store.open(path).claims()] == ["c2", "c3"]


# diff


def test_equal_stores_say_so(ask: Ask, path: Path, claims: list[Claim], stored: Stored) -> None:
    stored(claims, name="new", coder="c-2").close()
    ask("correct", path, "c1", "--analyst", "Ann", "--set", "type=COERCE")  # no coding
    new = path.with_name("new.dateline")
    done = ask("diff", path, new, "--exit-code")
    assert done.code == 0
    assert done.out.splitlines() == [
        "2 reports in both", "coder: c-1 -> c-2", "no claim differs; 3 are equal",
    ]  # fmt: skip


def test_added_gone_and_changed_are_told_with_their_sentences(
    ask: Ask, path: Path, claims: list[Claim], stored: Stored, made: Made
) -> None:
    changed = msgspec.structs.replace(claims[0], type="COERCE", scale=-7.0, counts=[])
    stored([changed, made("c4", "r2", "Later"), made("c5", "r3")], name="new").close()
    new = path.with_name("new.dateline")
    done = ask("diff", path, new)
    assert done.code == 0
    assert "2 reports in both; left out: 1 only in the new" in done.out
    assert "0 claims equal, 1 added, 2 gone, 1 changed" in done.out
    assert "types: ASSAULT -> COERCE 1" in done.out
    assert "type: ASSAULT -> COERCE" in done.out
    assert "counts: 3 to 3 killed -> none" in done.out
    assert done.out.count("“Guards fired on marchers in Arvale on Monday.”") == 4
    assert ask("diff", path, new, "--exit-code").code == 1
    lines = ask("diff", path, new, "--format", "jsonl", "--only", "gone").out.splitlines()
    summary, *rows = map(json.loads, lines)
    assert summary["summary"]["types"]["PROTEST"] == {"gone": 1}
    assert summary["summary"]["only_new"] == 1
    assert [row["id"] for row in rows] == ["c2", "c3"]
    assert all(row["change"] == "gone" and row["sentences"] for row in rows)


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("type", "COERCE", "type"),
        ("modes", ["firearms"], "modes"),
        ("auxiliary", ["future"], "auxiliary"),
        ("scale", -1.5, "scale"),
        ("complete", False, "complete"),
        ("confidence", 0.7, "confidence"),
        ("actors", [party("Wardens")], "actors"),
        ("recipients", [], "recipients"),
        ("place", None, "place"),
        ("place", "city", "place.city"),
        ("time", Time(earliest="2031-03-03", latest="2031-03-03"), "time"),
        ("counts", [], "counts"),
        ("attribution", [Attribution(source=party("Wardens"),
                                     content=Span(start=0, end=6, text="Guards"))], "attribution"),
        ("evidence", "sentence", "evidence.sentence.end"),
    ],
)  # fmt: skip
def test_every_kind_of_field_is_compared(
    claims: list[Claim], field: str, value: Any, path: str
) -> None:
    before = claims[0]
    if value == "city":
        value = msgspec.structs.replace(before.place, city="Tessin")
    if value == "sentence":
        sentence = msgspec.structs.replace(before.evidence.sentence, end=46)
        value = msgspec.structs.replace(before.evidence, sentence=sentence)
    after = msgspec.structs.replace(before, **{field: value})
    assert [*fields_of(before, after)] == [path]
    assert fields_of(before, before) == {}


def test_what_the_coder_says_about_itself_is_no_difference(claims: list[Claim]) -> None:
    actors = [msgspec.structs.replace(claims[0].actors[0], reason="found elsewhere")]
    after = msgspec.structs.replace(claims[0], coder="x", codebook="y", actors=actors)
    assert fields_of(claims[0], after) == {}


def test_events_that_went_into_others_say_where(
    ask: Ask, path: Path, claims: list[Claim], stored: Stored
) -> None:
    stored(claims, name="new").close()
    new = path.with_name("new.dateline")
    events = {event.claims[0]: event.id for event in Store.open(new).events()}
    ask("correct", new, events["c1"], "--analyst", "Ann", "--join", events["c3"])
    lines = ask("diff", path, new, "--level", "events", "--format", "jsonl").out.splitlines()
    summary, *rows = map(json.loads, lines)
    assert summary["summary"]["equal"] == 1
    told = {row["change"]: row for row in rows}
    assert (told["gone"]["id"], told["gone"]["now"]) == (events["c3"], [events["c1"]])
    assert told["changed"]["fields"]["claims"] == [["c1"], ["c1", "c3"]]
    assert "its claims are now in" in ask("diff", path, new, "--level", "events").out


def test_a_report_with_other_words_is_left_out(
    ask: Ask, path: Path, claims: list[Claim], stored: Stored
) -> None:
    with stored(claims[2:], name="new") as new, new.run(_versions()) as run:
        report = msgspec.structs.replace(next(new.reports()), id="r1", text="Nothing fired.")
        run.add([(report, [])], [])
    done = ask("diff", path, path.with_name("new.dateline"))
    assert "1 reports in both; left out: 1 with other content" in done.out
    assert "no claim differs; 1 are equal" in done.out


def _versions() -> Any:
    from dateline.store import Versions

    return Versions(coder="c", codebook="b", knowledge="k", model="m", classifier="f", places="p")


def test_words_that_one_store_does_not_keep_are_no_difference(
    ask: Ask, path: Path, claims: list[Claim], stored: Stored
) -> None:
    stored(claims, name="new", text="none").close()
    done = ask("diff", path, path.with_name("new.dateline"))
    assert "no claim differs; 3 are equal" in done.out


# release


@pytest.fixture
def released(ask: Ask, path: Path, tmp_path: Path) -> Path:
    """A release of a store with a correction."""
    ask("correct", path, "c1", "--analyst", "Ann Bey", "--set", "type=COERCE")
    done = ask("release", path, "--output", tmp_path / "out", "--name", "arvale", "--title",
               "Guards of Arvale", "--license", "CC-BY-4.0", "--contributor", "B. Ode")  # fmt: skip
    assert done.code == 0
    return tmp_path / "out"


def test_every_table_reads_back_in_both_formats(released: Path, path: Path) -> None:
    store = Store.open(path)
    for name in TABLES:
        whole = pandas.read_parquet(released / "parquet" / f"{name}.parquet")
        read = pandas.read_csv(released / "csv" / f"{name}.csv")
        assert [*whole.columns] == [*read.columns]
        assert "json" not in whole.columns
        number = store.query(f"SELECT count(*) AS n FROM {name}")["n"][0].as_py()
        assert len(whole) == len(read) == number
    claims = pandas.read_parquet(released / "parquet" / "claims.parquet")
    assert claims["type"].tolist() == ["COERCE", "RETREAT", "PROTEST"]
    reports = pandas.read_parquet(released / "parquet" / "reports.parquet")
    assert reports[["text", "title"]].isna().all(axis=None)
    assert reports["text_sha256"].notna().all()
    said = pandas.read_csv(released / "csv" / "corrections.csv")
    assert said[["analyst", "target"]].to_numpy().tolist() == [["Ann Bey", "c1"]]


def test_checksums_are_those_of_the_files(released: Path) -> None:
    lines = (released / "CHECKSUMS").read_text().splitlines()
    sums = dict(reversed(line.split("  ", 1)) for line in lines)
    files = [p for p in released.rglob("*") if p.is_file() and p.name != "CHECKSUMS"]
    assert len(files) == 2 * len(TABLES) + 3
    assert sums == {
        str(p.relative_to(released)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files
    }


def test_the_description_follows_the_rules_of_data_packages(released: Path) -> None:
    package = json.loads((released / "datapackage.json").read_text())
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    assert package["$schema"].endswith("/2.0/datapackage.json")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", package["created"])
    assert package["version"] == package["created"][:10].replace("-", ".")
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    roles = {each["title"]: each["roles"] for each in package["contributors"]}
    assert roles == {"B. Ode": ["creator"], "Ann Bey": ["analyst"]}
    assert package["sources"][0] == {"title": "Arvale Post"}
    names = [each["name"] for each in package["resources"]]
    assert len(set(names)) == len(names)
    tables = {}
    for each in package["resources"]:
        file = released / each["path"]
        assert each["bytes"] == file.stat().st_size
        assert each["hash"] == f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"
        if "schema" in each:
            with file.open(newline="", encoding="utf-8") as opened:
                header = next(csv.reader(opened))
            assert [field["name"] for field in each["schema"]["fields"]] == header
            assert all(field["description"] for field in each["schema"]["fields"])
            tables[each["name"]] = {*header}
    for each in package["resources"]:
        for link in each.get("schema", {}).get("foreignKeys", ()):
            assert {*link["reference"]["fields"]} <= tables[link["reference"]["resource"]]


def test_frictionless_finds_nothing_wrong(released: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    found = frictionless.validate(str(released / "datapackage.json"))
    assert found.valid, found.flatten(["name", "type", "note"])
    assert len(found.tasks) >= len(TABLES)


def test_codebook_and_columns_are_told(released: Path) -> None:
    codebook = json.loads((released / "codebook.json").read_text())
    assert codebook["types"]["PROTEST"]["modes"]["demo"]["definition"]
    assert "predicates" not in codebook["types"]["PROTEST"]
    page = (released / "README.md").read_text()
    assert page.startswith("# Guards of Arvale\n")
    for name in TABLES:
        columns = pandas.read_csv(released / "csv" / f"{name}.csv", nrows=0).columns
        section = page.split(f"### Table `{name}`\n")[1].split("\n#")[0]
        told = re.findall(r"^\| `(\w+)` \|.*\| (.+) \|$", section, re.MULTILINE)
        assert [column for column, _ in told] == [*columns]


def test_the_same_store_gives_the_same_bytes(ask: Ask, path: Path, tmp_path: Path) -> None:
    given = ["--name", "a", "--title", "A"]
    for name in ("one", "two"):
        assert ask("release", path, "--output", tmp_path / name, *given).code == 0
    one, two = ((tmp_path / name / "CHECKSUMS").read_text() for name in ("one", "two"))
    assert one == two
    assert "README.md" in one


def test_texts_are_released_only_where_asked_for(
    ask: Ask, path: Path, tmp_path: Path, claims: list[Claim], stored: Stored
) -> None:
    given = ["--name", "a", "--title", "A", "--with-texts"]
    assert ask("release", path, "--output", tmp_path / "out", *given).code == 0
    reports = pandas.read_parquet(tmp_path / "out" / "parquet" / "reports.parquet")
    assert reports["text"].str.startswith("Guards").all()
    stored(claims, name="bare", text="none").close()
    done = ask("release", tmp_path / "bare.dateline", "--output", tmp_path / "b", *given)
    assert (done.code, "keeps no texts" in done.err) == (2, True)
    assert not (tmp_path / "b").exists()


def test_a_release_is_never_written_over(ask: Ask, path: Path, released: Path) -> None:
    before = {p: p.read_bytes() for p in released.rglob("*") if p.is_file()}
    done = ask("release", path, "--output", released, "--name", "a", "--title", "A")
    assert (done.code, "is there already" in done.err) == (2, True)
    assert {p: p.read_bytes() for p in released.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--name", "Arvale 1"], "--name Arvale 1: may have small letters"),
        (["--name", "a", "--license", "mine"], f"one of {', '.join(LICENSES)}"),
    ],
)
def test_descriptions_that_break_the_rules_are_refused(
    ask: Ask, path: Path, tmp_path: Path, given: list[str], told: str
) -> None:
    done = ask("release", path, "--output", tmp_path / "out", "--title", "A", *given)
    assert (done.code, told in done.err) == (2, True)
    assert [p for p in os.listdir(tmp_path) if "out" in p] == []


def test_a_store_whose_events_are_behind_is_not_released(
    ask: Ask, path: Path, made: Made, tmp_path: Path
) -> None:
    with Store.open(path) as store, store.run(_versions()) as run:
        (report, *_) = store.reports(["r1"])
        run.add([(msgspec.structs.replace(report, id="r7"), [made("c7", "r7")])], [])
    given = ["--output", tmp_path / "out", "--name", "a", "--title", "A"]
    assert "its events are behind" in ask("release", path, *given).err
    with Store.create(tmp_path / "empty") as empty:
        assert "nothing to release" in ask("release", empty.path, *given).err
