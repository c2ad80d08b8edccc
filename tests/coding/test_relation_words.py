"""Every example in relations.toml gives its relation, and no near miss does."""

from __future__ import annotations

import pytest

from dateline.codebooks import Example
from dateline.codebooks.relations import Words, load_relations
from dateline.knowledge import fold
from dateline.pipeline import Coder
from dateline.types import Entity, RelationType, Report

ENTRIES = load_relations().entries
EXAMPLES = [(t, w, e) for t, w in ENTRIES for e in w.examples]
MISSES = [(t, w, text) for t, w in ENTRIES for text in w.near_misses]


def covers(entity: Entity | None, words: str | None) -> bool:
    if words is None:
        return True
    wanted = fold(words.removeprefix("the ").removeprefix("The "))
    return entity is not None and wanted in fold(f"{entity.text} {entity.name}")


@pytest.mark.parametrize(
    ("type_", "words", "example"), EXAMPLES, ids=[e.text for *_, e in EXAMPLES]
)
def test_an_example_gives_its_relation(
    coder: Coder, type_: RelationType, words: Words, example: Example
) -> None:
    found = coder.relations(Report(id="r", text=example.text))
    mine = [r for r in found if r.type == type_]
    told = [(r.type, r.subject.text, r.object and r.object.text) for r in found]
    assert any(
        covers(r.subject, example.actor) and covers(r.object, example.recipient) for r in mine
    ), told


@pytest.mark.parametrize(("type_", "words", "text"), MISSES, ids=[text for *_, text in MISSES])
def test_a_near_miss_does_not(coder: Coder, type_: RelationType, words: Words, text: str) -> None:
    found = coder.relations(Report(id="r", text=text))
    assert [(r.subject.text, r.object and r.object.text) for r in found if r.type == type_] == []
