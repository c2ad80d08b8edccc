"""docs/asking.md tells the truth: every filter and column, and its examples run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from dateline.asking.counts import COLUMNS
from dateline.asking.event import Whole
from dateline.asking.filters import FIELDS, Filter
from dateline.asking.network import network
from dateline.cli import cli
from dateline.store import Store

PAGE = (Path(__file__).parents[2] / "docs" / "asking.md").read_text(encoding="utf-8")


def test_every_filter_and_column_is_told(store: Store) -> None:
    section = PAGE.split("## Filters")[1].split("## Answers")[0]
    rows = re.findall(r"^\| (`.+?`) \|", section, re.MULTILINE)
    assert {name for cell in rows for name in re.findall(r"\w+", cell)} == {*FIELDS}
    told = {*re.findall(r"`(\w+)`", PAGE)}
    edges = {
        name.replace("target_", "source_") for name in network(store, Filter()).table.schema.names
    }
    assert {*COLUMNS, *Whole.__struct_fields__, *edges} <= told


def test_the_python_and_sql_run(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    (python,) = re.findall(r"```python\n(.+?)```", PAGE, re.DOTALL)
    names: dict[str, object] = {}
    exec(python, names)
    for name in ("events", "claims", "wide", "edges", "figures", "by_type"):
        assert len(names[name]) > 0, name  # type: ignore[arg-type]
    (sql,) = re.findall(r"```sql\n(.+?)```", PAGE, re.DOTALL)
    with Store.open(path) as store:
        assert store.query(sql).num_rows == 3


def test_the_commands_run(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(path) as store:
        (id_,) = store.query("SELECT id FROM events WHERE type = 'ASSAULT'")["id"].to_pylist()
    (tmp_path / "news.dateline").symlink_to(path)
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^dateline (show .+)$", PAGE, re.MULTILINE)
    assert len(commands) == 5
    for command in commands:
        cli(shlex.split(command.replace("EVENT", id_)), standalone_mode=False)
    assert {file.name for file in tmp_path.iterdir()} == {
        "news.dateline", "timeline.svg", "edges.csv", "counts.png",
    }  # fmt: skip
