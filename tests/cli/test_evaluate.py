"""`dateline evaluate relations|claims`: what is printed, and what stands apart."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dateline.cli import cli
from dateline.errors import InputError
from dateline.pipeline import Coder
from dateline.types import RelationScores

Run = Callable[..., Result]
NEWS = "Police arrested forty students in Lusaka, Zambia, on Tuesday."


def relate_many(questions: Iterable[tuple[str, Any, Any]]) -> Iterator[RelationScores]:
    """Whoever asks first retreats, surely; the rest do nothing."""
    for text, (start, _), _ in questions:
        retreats = text[start:].startswith("Togo")
        sure = {"RETREAT": 0.6, "CONCEDE": 0.3, "NONE": 0.1}
        type_, quad, given = ("RETREAT", 2, sure) if retreats else (None, None, {"NONE": 1.0})
        yield RelationScores(type=type_, quad=quad, probabilities=given)


@pytest.fixture
def run(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line with the coder already loaded, and relations answered by a stand-in."""
    monkeypatch.setattr("dateline.evaluating.Coder", lambda model=None: coder)
    monkeypatch.setattr(coder, "relate_many", relate_many)
    return lambda *args: CliRunner().invoke(cli, [str(arg) for arg in args])


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def relation(id_: str, source: str, type_: str, **more: Any) -> dict[str, Any]:
    text = f"{source} left the hills to Benin."
    target = {"start": text.index("Benin"), "end": text.index("Benin") + 5, "text": "Benin"}
    mine = {"start": 0, "end": len(source), "text": source}
    return {"id": id_, "text": text, "source": mine, "target": target, "type": type_, **more}


def lines(done: Result) -> list[dict[str, Any]]:
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_relations_are_folded_to_yield_where_gold_has_it(run: Run, tmp_path: Path) -> None:
    gold = write(
        tmp_path / "gold.jsonl", relation("a", "Togo", "YIELD"), relation("b", "Mali", "NONE")
    )
    found = {line["measure"]: line for line in lines(run("evaluate", "relations", gold,
                                                         "--errors", 0, "--format", "jsonl"))
             if "measure" in line}  # fmt: skip
    assert found["type"]["accuracy"] == found["quad"]["macro_f1"] == 1.0
    assert found["type"]["intervals"]["accuracy"] == [1.0, 1.0]
    assert found["calibration"]["error"] == pytest.approx(0.05)  # 0.6 and 0.3 make 0.9


def test_excluded_rows_are_scored_apart(run: Run, tmp_path: Path) -> None:
    gold = write(
        tmp_path / "gold.jsonl",
        relation("a", "Togo", "RETREAT"),
        relation("b", "Mali", "AID", exclude="a dream"),
        relation("c", "Chad", "AID"),
    )
    out = write(tmp_path / "out.jsonl", {"id": "c", "reason": "sport"}, {"id": "z", "reason": "?"})
    done = run("evaluate", "relations", gold, "--exclude", out, "--format", "jsonl")
    found = {
        line["with_excluded"]: (line["rows"], line["accuracy"])
        for line in lines(done)
        if line.get("measure") == "type"
    }
    assert found == {False: (1, 1.0), True: (3, pytest.approx(1 / 3))}
    assert "not in the gold: 1 of 2 ids (z)" in done.stderr


def test_nothing_is_scored_where_every_row_is_excluded(run: Run, tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", relation("a", "Togo", "AID", exclude="a dream"))
    done = run("evaluate", "relations", gold)
    assert isinstance(done.exception, InputError)


def test_the_table_has_types_confusion_and_the_worst_answers(run: Run, tmp_path: Path) -> None:
    gold = write(
        tmp_path / "gold.jsonl", relation("a", "Togo", "AID"), relation("b", "Mali", "NONE")
    )
    told = run("evaluate", "relations", gold).stdout
    for words in ("relations: 2 rows", "macro_f1", "gold \\ answer", "RETREA"):
        assert words in told
    assert told.splitlines()[-1] == (
        "0.60  a: RETREAT, gold AID: [source: Togo] left the hills to [target: Benin]."
    )


def test_claims_are_scored_with_the_fields_that_gold_gives(run: Run, tmp_path: Path) -> None:
    at = NEWS.index("arrested")
    claim = {
        "type": "COERCE",
        "modes": ["arrest"],
        "trigger": {"start": at, "end": at + 8, "text": "arrested"},
        "actors": [{"country": "ZMB", "sectors": ["COP"]}],
        "time": {"earliest": "2021-02-16", "latest": "2021-02-16"},
        "counts": [{"kind": "arrested", "low": 40, "high": 40}],
    }
    row = {"id": "a", "text": NEWS, "published": "2021-02-18", "claims": [claim]}
    missed = {"id": "b", "text": "Rain fell on Ndola all week.",
              "claims": [{"type": "AID", "sentence": {"start": 0, "end": 28}}]}  # fmt: skip
    kept = tmp_path / "answers.jsonl"
    gold = write(tmp_path / "gold.jsonl", row, missed)
    done = run("evaluate", "claims", gold, "--format", "jsonl", "--answers", kept)
    found = {line["measure"]: line for line in lines(done) if "measure" in line}
    assert (found["type"]["recall"], found["type and parties"]["precision"]) == (0.5, 1.0)
    assert found["modes"]["f1"] == found["time"]["share"] == found["counts"]["share"] == 1.0
    assert found["actor country"]["judged"] == 1
    assert not {"place", "recipient country", "contexts"} & found.keys()
    told = lines(done)
    assert {"confusion": {"AID": {"NONE": 1}, "COERCE": {"COERCE": 1}}} in told
    assert told[-1]["worst"]["text"] == missed["text"]
    first, second = map(json.loads, kept.read_text(encoding="utf-8").splitlines())
    assert first["verdicts"][0]["right"] is True
    assert second["verdicts"][0]["claim"] is None


def test_relations_are_answered_by_the_coder_itself(
    coder: Coder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("dateline.evaluating.Coder", lambda model=None: coder)

    def row(id_: str, text: str, source: str, target: str, type_: str) -> dict[str, Any]:
        marks = {
            name: {"start": text.index(words), "end": text.index(words) + len(words), "text": words}
            for name, words in (("source", source), ("target", target))
        }
        return {"id": id_, "text": text, **marks, "type": type_}

    gold = write(
        tmp_path / "gold.jsonl",
        row("a", "Rebels killed nine soldiers.", "Rebels", "nine soldiers", "ASSAULT"),
        row("b", "The militia released four hostages.", "The militia", "four hostages", "YIELD"),
        row("c", "Ajax beat Feyenoord 3-1 in the league.", "Ajax", "Feyenoord", "NONE"),
    )
    done = CliRunner().invoke(cli, ["evaluate", "relations", str(gold), "--format", "jsonl"])
    found = {line["measure"]: line for line in lines(done) if "measure" in line}
    assert found["type"]["accuracy"] == found["quad"]["accuracy"] == 1.0
    assert found["calibration"]["error"] < 0.3
