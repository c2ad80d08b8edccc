"""docs/store.md tells the truth: its tables are the code's, its examples run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline.store import Store, Versions, link_store
from dateline.store.manifest import Manifest
from dateline.store.shards import CLAIM_TABLES, EVENT_TABLES, JOINS, NATIVE
from dateline.types import Claim, Report

PAGE = (Path(__file__).parents[2] / "docs" / "store.md").read_text(encoding="utf-8")


@pytest.fixture
def here(
    tmp_path: Path, coded: list[tuple[Report, list[Claim]]], versions: Versions,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A folder with a news.dateline in it."""
    with Store.create(tmp_path / "news.dateline") as store, store.run(versions) as run:
        run.add(coded, [])
        link_store(store)
    monkeypatch.chdir(tmp_path)


def documented(heading: str) -> list[tuple[str, str]]:
    """(table, column) of the rows under a heading."""
    section = PAGE.split(f"### {heading}\n")[1].split("\n#")[0]
    rows = re.findall(r"^\| (`.+?`) \| `(\w+)` \|", section, re.MULTILINE)
    return [(table, column) for tables, column in rows for table in re.findall(r"\w+", tables)]


@pytest.mark.usefixtures("here")
def test_every_column_of_the_manifest_is_told() -> None:
    manifest = Manifest(Path("news.dateline"))
    sql = """SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
             WHERE m.type = 'table' ORDER BY m.rowid, c.cid"""
    assert sorted(documented("Manifest")) == sorted(manifest.rows(sql))
    manifest.close()


def test_every_column_that_parquet_has_besides_is_told() -> None:
    expected = {(table, "run") for table in CLAIM_TABLES} | {(table, "json") for table in NATIVE}
    expected |= {("reports", "text_sha256"), ("reports", "title_sha256")}
    assert {*documented("Parquet")} == expected
    assert all(f"`{column}`" in PAGE for column in JOINS)
    assert all(table in PAGE for table in EVENT_TABLES)


@pytest.mark.usefixtures("here")
def test_the_examples_run() -> None:
    python = re.findall(r"```python\n(.+?)```", PAGE, re.DOTALL)
    assert len(python) == 2
    for block in python:
        names: dict[str, object] = {}
        exec(block, names)
        assert len(names["claims"]) > 0  # type: ignore[arg-type]
    (sql,) = re.findall(r"```sql\n(.+?)```", PAGE, re.DOTALL)
    assert Store.open("news.dateline").query(sql).num_rows > 0
