"""Gold is checked before anything is scored: each wrong line says what is wrong with it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import InputError
from dateline.scoring.gold import read_exclusions, read_gold

TEXT = "Chad thanked Niger."
RELATION = {
    "text": TEXT,
    "source": {"start": 0, "end": 4, "text": "Chad"},
    "target": {"start": 13, "end": 18, "text": "Niger"},
    "type": "SUPPORT",
}
TRIGGER = {"start": 5, "end": 12}


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_relations_get_their_quad_and_the_line_for_an_id(tmp_path: Path) -> None:
    (row,) = read_gold(write(tmp_path / "gold.jsonl", RELATION), "relations")
    assert (row["id"], row["quad"]) == (1, 1)


def test_where_gold_has_yield_it_stands_for_both_types(tmp_path: Path) -> None:
    types = ("YIELD", "CONCEDE", "RETREAT", "AID")
    path = write(tmp_path / "gold.jsonl", *(RELATION | {"type": each} for each in types))
    rows = read_gold(path, "relations")
    assert [row["type"] for row in rows] == ["YIELD", "YIELD", "YIELD", "AID"]
    assert [row["quad"] for row in rows] == [2, 2, 2, 2]
    path = write(tmp_path / "gold.jsonl", *(RELATION | {"type": each} for each in types[1:]))
    assert [row["type"] for row in read_gold(path, "relations")] == [*types[1:]]


@pytest.mark.parametrize(
    ("kind", "change", "told"),
    [
        ("relations", {"source": {"start": 1, "end": 5, "text": "Chad"}}, "'Chad', but 1 to 5"),
        ("relations", {"source": {"start": 1, "end": 5, "text": "Chad"}}, "is 'had '"),
        ("relations", {"target": {"start": 13, "end": 40}}, "target 13 to 40 is not within"),
        ("relations", {"target": {"start": 13, "end": 13}}, "target 13 to 13 is not within"),
        ("relations", {"type": "SUPORT"}, "did you mean 'SUPPORT'?"),
        ("relations", {"type": None}, "$.type"),
        ("relations", {"quad": 5}, "$.quad"),
        ("claims", {}, "missing required field `claims`"),
        ("claims", {"claims": [{"type": "SUPPORT"}]}, "number 1: lacks trigger or sentence"),
        ("claims", {"claims": [{"type": "YELL", "trigger": TRIGGER}]}, "unknown type 'YELL'"),
        (
            "claims",
            {"claims": [{"type": "PROTEST", "trigger": TRIGGER, "modes": ["demos"]}]},
            "did you mean 'demo'?",
        ),
        (
            "claims",
            {"claims": [{"type": "SUPPORT", "trigger": TRIGGER | {"field": "title"}}]},
            "not within the title, which has 0 code points",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, kind: str, change: dict[str, Any], told: str
) -> None:
    good = RELATION if kind == "relations" else {"text": TEXT, "claims": []}
    bad = RELATION | change if kind == "relations" else {"text": TEXT, **change}
    with pytest.raises(InputError) as raised:
        read_gold(write(tmp_path / "gold.jsonl", good, bad), kind)
    assert told in str(raised.value)
    assert raised.value.where.endswith("gold.jsonl:2")


@pytest.mark.parametrize(("number", "kind"), [(0, "relations"), (1, "claims")])
def test_the_examples_of_the_documentation_are_gold(tmp_path: Path, number: int, kind: str) -> None:
    told = Path(__file__).parents[2].joinpath("docs", "evaluating.md").read_text(encoding="utf-8")
    example = json.loads(re.findall(r"```json\n(.*?)```", told, re.DOTALL)[number])
    (row,) = read_gold(write(tmp_path / "gold.jsonl", example), kind)
    assert row["text"] == example["text"]


def test_exclusions_are_by_id_and_need_a_reason(tmp_path: Path) -> None:
    path = write(tmp_path / "out.jsonl", {"id": 7, "reason": "sport"})
    assert read_exclusions(path) == {"7": "sport"}
    with pytest.raises(InputError, match="reason"):
        read_exclusions(write(path, {"id": 7}))
