"""How much of the reports' words a store keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest

from dateline.store import Store, Versions, link_store
from dateline.store.words import Words
from dateline.types import Claim, Report

Batch = list[tuple[Report, list[Claim]]]


def store_of(path: Path, coded: Batch, versions: Versions, words: Words) -> Store:
    store = Store.create(path, text=words)
    with store.run(versions) as run:
        run.add(coded, [])
        assert all(run.standing(report) == "same" for report, _ in coded)
    link_store(store)
    return store


def cells(path: Path) -> Iterator[str]:
    """Every text in the Parquet files of a store."""
    for file in path.glob("*/*/*.parquet"):
        for column in pq.read_table(file).itercolumns():
            yield from (value for value in column.to_pylist() if isinstance(value, str))


def shape(value: object) -> object:
    """A value with its texts left out."""
    if isinstance(value, msgspec.Struct):
        return {name: shape(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, list):
        return [shape(each) for each in value]
    return None if isinstance(value, str) else value


def test_sentences_alone(tmp_path: Path, coded: Batch, versions: Versions) -> None:
    store = store_of(tmp_path / "s", coded, versions, "sentences")
    assert [*store.claims()] == [claim for _, claims in coded for claim in claims]
    assert {(r.text, r.title, r.byline) for r in store.reports()} == {("", "", "")}
    assert not any("Nobody voted" in cell for cell in cells(tmp_path / "s"))


def test_no_word_of_the_reports_at_all(tmp_path: Path, coded: Batch, versions: Versions) -> None:
    store = store_of(tmp_path / "s", coded, versions, "none")
    claims = [claim for _, claims in coded for claim in claims]
    assert [shape(claim) for claim in store.claims()] == [shape(claim) for claim in claims]
    told = {e.entity: e.name for c in claims for e in (*c.actors, *c.recipients) if e.entity}
    assert told
    kept = [e for c in store.claims() for e in (*c.actors, *c.recipients)]
    assert {e.entity: e.name for e in kept if e.entity} == told
    assert {e.name for e in kept if not e.entity} <= {""}
    words = ("farmers", "students", "protesters", "attacked", "said", "demand", "News", "A. B.")
    for cell in cells(tmp_path / "s"):
        assert not any(word in cell for word in words), cell


def test_events_are_linked_without_words(tmp_path: Path, coded: Batch, versions: Versions) -> None:
    store = store_of(tmp_path / "s", coded, versions, "none")
    held = {claim for event in store.events() for claim in event.claims}
    assert held == {claim.id for claim in store.claims()}


@pytest.mark.parametrize("words", ["sentences", "none"])
def test_the_choice_outlasts_the_process(tmp_path: Path, words: Words) -> None:
    Store.create(tmp_path / "s", text=words).close()
    assert Store.open(tmp_path / "s").words == words
