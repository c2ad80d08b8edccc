"""Every format read back with the reader that its users have."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from itertools import product
from pathlib import Path

import msgspec
import pandas
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline import docs
from dateline.export import Results, exporter
from dateline.export.columns import TABLES, tables
from dateline.linking import link
from dateline.pipeline import Coder
from dateline.types import Claim, Event, Relation, Report

PAGE = Path(__file__).parents[2] / "docs" / "columns.md"
TEXTS = {
    "007": (
        "2019-09-24",
        "Tens of thousands rally in Jakarta",
        'Tens of thousands of students protested in Jakarta on Tuesday, "the mayor", said. '
        "Police arrested 14 protesters.\n\nAt least 120 people were injured, 💥 officials said.",
    ),
    "b": (None, None, "Ethiopian soldiers attacked a village, killing more than 12 farmers."),
    "ties": (
        "2013-05-06",
        None,
        "Former president Bruno Keller, who split from Hamas in 2011, met Iran-backed rebels.",
    ),
    "dull": (None, "", "The soup, however, was cold."),
}


@pytest.fixture(scope="module")
def results(coder: Coder) -> Results:
    """Two reports with claims and one without."""
    reports = [
        Report(id=id_, text=text, title=title, published=published, source='A, "B" | C')
        for id_, (published, title, text) in TEXTS.items()
    ]
    coded = list(coder.code_reports(reports))
    claims = [each.claim for _, found in coded for each in found]
    return Results(
        level="events",
        reports=[report for report, _ in coded],
        claims=claims,
        events=link(claims),
        relations=list(coder.relations_many(reports)),
    )


@pytest.fixture(scope="module")
def folder(results: Results, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables as CSV and as Parquet."""
    path = tmp_path_factory.mktemp("tables")
    for level, name in product(("events", "relations"), ("csv", "parquet")):
        exporter(name)(msgspec.structs.replace(results, level=level), path)
    return path


def test_there_is_something_to_write(results: Results) -> None:
    assert len(results.claims) >= 3
    counts = [count for claim in results.claims for count in claim.counts]
    assert any(count.high is None and count.low is not None for count in counts)
    assert any(claim.place is None for claim in results.claims)


@pytest.mark.parametrize(
    ("level", "type_"), [("claims", Claim), ("events", Event), ("relations", Relation)]
)
def test_json_lines_are_the_contract(
    results: Results, tmp_path: Path, level: str, type_: type[msgspec.Struct]
) -> None:
    path = tmp_path / "rows.jsonl"
    wanted = msgspec.structs.replace(results, level=level)
    exporter("jsonl")(wanted, path)
    rows = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    for line in rows:
        assert tuple(json.loads(line)) == type_.__struct_fields__
    assert [msgspec.json.decode(line, type=type_) for line in rows] == wanted.rows


def test_the_terminal_table_is_written_without_colour(results: Results, tmp_path: Path) -> None:
    exporter("table")(results, tmp_path / "table.txt")
    told = (tmp_path / "table.txt").read_text(encoding="utf-8")
    assert "PROTEST" in told
    assert "\x1b" not in told


def test_every_table_is_there(folder: Path) -> None:
    for suffix in ("csv", "parquet"):
        assert {path.stem for path in folder.glob(f"*.{suffix}")} == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_parquet_has_the_documented_types(folder: Path, table: str) -> None:
    schema = pq.read_schema(folder / f"{table}.parquet")
    assert {name: schema.field(name).type for name in schema.names} == TABLES[table]


@pytest.mark.parametrize("table", TABLES)
def test_csv_and_parquet_agree_cell_by_cell(folder: Path, table: str) -> None:
    rows = pq.read_table(folder / f"{table}.parquet").to_pylist()
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    assert len(told) == len(rows)
    for line, row in zip(told, rows, strict=True):
        assert {column: _cell(value) for column, value in row.items()} == line


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return "" if value is None else str(value)


def lines_for(language: str) -> dict[str, str]:
    """The reading line of each table, from the page."""
    found = re.findall(rf"```{language}\n(.*?)\n```", PAGE.read_text(encoding="utf-8"), re.S)
    return {re.findall(r'"(\w+)\.csv"', line)[0]: line for line in found}


@pytest.mark.parametrize("table", TABLES)
def test_the_documented_line_reads_the_csv(
    folder: Path, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    line = lines_for("python")[table]
    frame = eval(line, {"pandas": pandas, "defaultdict": defaultdict})
    same = pandas.read_parquet(f"{table}.parquet", dtype_backend="numpy_nullable")
    same = same.replace("", pandas.NA)
    pandas.testing.assert_frame_equal(frame, same)
    for column, type_ in TABLES[table].items():
        wanted = {"int64": "Int64", "double": "Float64", "bool": "boolean"}.get(
            str(type_), "string"
        )
        assert str(frame[column].dtype) == wanted, column


def test_every_table_has_its_line_in_r() -> None:
    read = lines_for("r")
    assert read.keys() == TABLES.keys()
    for table, columns in TABLES.items():
        typed = set(re.findall(r"(\w+) = \"[dl]\"", read[table]))
        assert typed == {column for column, type_ in columns.items() if type_ != pa.string()}


def test_ids_of_digits_stay_text_and_whole_numbers_whole(folder: Path) -> None:
    counts = pq.read_table(folder / "claim_counts.parquet").to_pylist()
    assert any(row["high"] is None for row in counts)
    with (folder / "claim_counts.csv").open(encoding="utf-8", newline="") as file:
        cells = [row[column] for row in csv.DictReader(file) for column in ("low", "high")]
    assert cells
    assert all(re.fullmatch(r"\d*", cell) for cell in cells)
    assert "007" in pq.read_table(folder / "reports.parquet")["id"].to_pylist()


def test_offsets_reproduce_from_the_tables_alone(folder: Path) -> None:
    def rows(table: str) -> list[dict]:
        return pq.read_table(folder / f"{table}.parquet").to_pylist()

    reports = {row["id"]: row for row in rows("reports")}
    claims = {row["id"]: row for row in rows("claims")}
    checked = 0

    def check(claim: dict, start: int, end: int, field: str, words: str) -> None:
        nonlocal checked
        assert reports[claim["report_id"]][field][start:end] == words
        checked += 1

    for claim in claims.values():
        for name in ("sentence", "trigger"):
            check(claim, claim[f"{name}_start"], claim[f"{name}_end"], claim["field"], claim[name])
        for name in ("place", "time"):
            if claim[f"{name}_start"] is not None:
                check(claim, *(claim[f"{name}_{key}"] for key in ("start", "end", "field", "text")))
    for table in ("claim_entities", "claim_counts"):
        for row in rows(table):
            check(claims[row["claim_id"]], row["start"], row["end"], row["field"], row["text"])
    for relation in rows("relations"):
        for name in ("sentence", "trigger"):
            start, end = relation[f"{name}_start"], relation[f"{name}_end"]
            check(relation, start, end, relation["field"], relation[name])
        for name in ("subject", "object", "time"):
            if relation[f"{name}_start"] is not None:
                parts = (relation[f"{name}_{key}"] for key in ("start", "end", "field", "text"))
                check(relation, *parts)
    assert checked > 10


def test_a_relation_without_an_object_leaves_its_cells_empty(folder: Path) -> None:
    relations = pq.read_table(folder / "relations.parquet").to_pylist()
    held = next(row for row in relations if row["type"] == "held_office")
    assert (held["office"], held["object_name"], held["object_start"]) == ("president", None, None)
    split = next(row for row in relations if row["type"] == "split_from")
    assert (split["object_name"], split["earliest"]) == ("Hamas", "2011-01-01")


def test_relations_are_shown_to_people(results: Results, tmp_path: Path) -> None:
    exporter("table")(msgspec.structs.replace(results, level="relations"), tmp_path / "table.txt")
    told = (tmp_path / "table.txt").read_text(encoding="utf-8")
    for words in ("split_from  2011-01-01 to 2011-12-31", "president", "Iran", "1 held_office"):
        assert words in told


def test_tables_join_on_ids(results: Results) -> None:
    made = {name: table.to_pylist() for name, table in tables(results).items()}
    reports = {row["id"] for row in made["reports"]}
    claims = {row["id"] for row in made["claims"]}
    events = {row["id"] for row in made["events"]}
    assert len(claims) == len(made["claims"])
    assert len(events) == len(made["events"])
    assert {row["report_id"] for row in made["claims"]} <= reports
    for table in ("claim_entities", "claim_counts", "event_claims", "event_counts"):
        assert {row["claim_id"] for row in made[table]} <= claims
    assert {row["claim_id"] for row in made["event_claims"]} == claims
    assert {row["event_id"] for row in made["event_claims"]} == events


def test_nothing_coded_gives_tables_with_headers(tmp_path: Path) -> None:
    for level, name in product(("events", "relations"), ("csv", "parquet")):
        exporter(name)(Results(level=level, reports=[], claims=[], events=[]), tmp_path)
    for table, columns in TABLES.items():
        header = (tmp_path / f"{table}.csv").read_text(encoding="utf-8").splitlines()
        assert header == [",".join(f'"{column}"' for column in columns)]
        assert pq.read_table(tmp_path / f"{table}.parquet").num_rows == 0


def test_the_page_is_what_the_code_says() -> None:
    told = PAGE.read_text(encoding="utf-8")
    assert told == docs.page(), "run: python -m dateline.docs > docs/columns.md"


def test_every_key_and_column_has_a_meaning() -> None:
    rows = [line for line in docs.page().splitlines() if line.startswith("| `")]
    assert len(rows) > 150
    assert not [line for line in rows if line.endswith("|  |")]
