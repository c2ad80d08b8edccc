"""`dateline relate`: JSON lines in, JSON lines out, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dateline import questions
from dateline.cli import cli
from dateline.coding.classifier import NONE
from dateline.pipeline import Coder

Run = Callable[..., Result]


@pytest.fixture
def run(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `dateline relate` with the coder already loaded."""
    monkeypatch.setattr("dateline.pipeline.Coder", lambda model=None: coder)
    return lambda *args, **more: CliRunner().invoke(cli, ["relate", *map(str, args)], **more)


def asked(id_: object, text: str, source: str, target: str, **more: Any) -> str:
    marks = {
        name: {"start": text.index(words), "end": text.index(words) + len(words)}
        for name, words in (("source", source), ("target", target))
    }
    return json.dumps({"id": id_, "text": text, **marks, **more}, ensure_ascii=False)


def answers(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_each_line_is_answered_in_its_order(
    run: Run, coder: Coder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "BATCH", 2)
    lines = [
        asked("a", "Rebels killed nine soldiers.", "Rebels", "nine soldiers"),
        asked(7, "Police arrested three poets.", "Police", "three poets", note="kept out"),
        "",
        asked(None, "Japan sent food aid to Nepal.", "Japan", "Nepal"),
    ]
    done = run("-", input="\n".join(lines))
    assert (done.exit_code, done.stderr) == (0, "")
    found = answers(done.stdout)
    assert [(each["id"], each["type"], each["quad"]) for each in found] == [
        ("a", "ASSAULT", 4), (7, "COERCE", 4), (None, "AID", 2),
    ]  # fmt: skip
    for each in found:
        assert [*each] == ["id", "type", "quad", "probabilities"]
        assert each["probabilities"].keys() == {*coder.codebook.types, NONE}
        assert sum(each["probabilities"].values()) == pytest.approx(1, abs=0.01)


def test_offsets_count_code_points_of_the_text_as_given(run: Run) -> None:
    text = "🔥 Şırnak’ta:\n rebels killed nine soldiers"
    (answer,) = answers(run("-", input=asked(1, text, "rebels", "nine soldiers")).stdout)
    assert answer["type"] == "ASSAULT"


def test_nothing_is_null(run: Run) -> None:
    text = "Ajax beat Feyenoord 3-1 in the league."
    (answer,) = answers(run("-", input=asked(1, text, "Ajax", "Feyenoord")).stdout)
    assert (answer["type"], answer["quad"]) == (None, None)
    assert answer["probabilities"][NONE] >= 0.5


GOOD = {"text": "Oman sued Chad.", "source": {"start": 0, "end": 4}}


@pytest.mark.parametrize(
    ("line", "id_", "told"),
    [
        ("{broken", None, "line 2"),
        ("[]", None, '"source": {"start", "end"}'),
        (json.dumps({"id": 5, **GOOD}), None, "target"),
        (json.dumps({"id": 5, **GOOD, "target": {"start": 9, "end": 99}}), 5, "target: start 9"),
        (json.dumps({"id": 5, **GOOD, "target": {"start": 4, "end": 5}}), 5, "target: start 4"),
        (json.dumps({"id": 5, **GOOD, "target": {"start": 10, "end": "x"}}), None, "target.end"),
    ],
)
def test_a_bad_line_is_answered_with_what_is_wrong(
    run: Run, tmp_path: Path, line: str, id_: object, told: str
) -> None:
    good = asked("good", "Police arrested three poets.", "Police", "three poets")
    path = tmp_path / "asked.jsonl"
    path.write_text(f"{good}\n{line}\n{good}\n", encoding="utf-8")
    done = run(path)
    assert done.exit_code == 1
    first, bad, last = answers(done.stdout)
    assert first == last
    assert first["type"] == "COERCE"
    assert [*bad] == ["id", "error"]
    assert bad["id"] == id_
    assert told in bad["error"]
    assert "line 2" in bad["error"]
    assert f"{path}, question 2" in done.stderr


def test_answers_go_to_a_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    line = asked("a", "Police arrested three poets.", "Police", "three poets")
    done = run("-", "--output", out, input=line)
    assert (done.exit_code, done.stdout) == (0, "")
    assert [each["type"] for each in answers(out.read_text(encoding="utf-8"))] == ["COERCE"]


def test_an_empty_file_has_no_answers(run: Run) -> None:
    done = run("-", input="\n\n")
    assert (done.exit_code, done.stdout) == (0, "")
