"""`dateline resolve` and `dateline evaluate`: what comes out, and how they end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli import cli
from dateline.errors import InputError
from dateline.pipeline import Coder

Run = Callable[..., Result]
NEWS = "Police shot two men in Kisumu, Kenya, on Friday, the army said."


@pytest.fixture
def run(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line with the coder already loaded."""
    monkeypatch.setattr("dateline.pipeline.Coder", lambda model=None: coder)
    monkeypatch.setattr("dateline.evaluating.Coder", lambda model=None: coder)
    return lambda *args, **more: CliRunner().invoke(cli, [str(arg) for arg in args], **more)


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("actors", "Police"),
        ("places", "Kisumu"),
        ("times", "Friday"),
        ("counts", "two"),
        ("speakers", "the army"),
    ],
)
def test_every_kind_answers_with_the_words_it_found(run: Run, kind: str, words: str) -> None:
    asked = json.dumps({"id": "a", "text": NEWS, "published": "2020-01-25"})
    done = run("resolve", kind, "-", input=asked)
    assert done.exit_code == 0, done.stderr
    (answer,) = map(json.loads, done.stdout.splitlines())
    assert answer["id"] == "a"
    found = [each.get("source", each) for each in answer[kind]]
    assert words in [each["text"] for each in found if each]
    for each in filter(None, found):
        assert NEWS[each["start"] : each["end"]] == each["text"]


def test_times_have_value_and_type_and_mentions_are_answered_in_order(run: Run) -> None:
    at = NEWS.index("Friday")
    mentions = [{"start": 0, "end": 6}, {"start": at, "end": at + 6}]
    asked = {"id": 1, "text": NEWS, "published": "2020-01-25", "mentions": mentions}
    done = run("resolve", "times", "-", input=json.dumps(asked))
    nothing, friday = json.loads(done.stdout)["times"]
    assert nothing is None
    assert (friday["value"], friday["timex_type"]) == ("2020-01-24", "DATE")


def test_a_bad_line_is_answered_with_what_is_wrong(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "asked.jsonl"
    path.write_text('{"id": 1, "text": "Rain fell."}\n{broken\n', encoding="utf-8")
    out = tmp_path / "answers.jsonl"
    done = run("resolve", "places", path, "--output", out)
    assert done.exit_code == 1
    assert "line 2" in done.stderr
    good, bad = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert good == {"id": 1, "places": []}
    assert "error" in bad


def test_scores_of_right_answers_are_whole(run: Run, tmp_path: Path) -> None:
    at = NEWS.index("Friday")
    time = {"start": at, "end": at + 6, "value": "2020-01-24", "type": "DATE"}
    row = {"id": 1, "text": NEWS, "published": "2020-01-25", "times": [time]}
    wrong = row | {"id": 2, "times": [time | {"value": "2020-01-17"}]}
    done = run("evaluate", "times", write(tmp_path / "gold.jsonl", row, wrong), "--format", "jsonl")
    assert done.exit_code == 0, done.stderr
    lines = map(json.loads, done.stdout.splitlines())
    figures = {line["measure"]: line for line in lines if "measure" in line}
    assert figures["extent"]["f1"] == 1.0
    assert figures["value"]["f1"] == 0.5
    assert figures["value"]["intervals"]["f1"] == [0.0, 1.0]


def test_the_worst_rows_come_first_and_answers_are_kept(run: Run, tmp_path: Path) -> None:
    good = {
        "id": "good",
        "text": "About 300 people marched.",
        "counts": [{"low": 300, "high": 300}],
    }
    bad = {"id": "bad", "text": "About 300 people marched.", "counts": [{"low": 9, "high": 9}]}
    kept = tmp_path / "answers.jsonl"
    gold = write(tmp_path / "gold.jsonl", good, bad)
    done = run("evaluate", "counts", gold, "--errors", 1, "--answers", kept)
    assert done.stdout.splitlines()[-1].startswith("0.00  bad: About 300")
    assert [json.loads(line)["id"] for line in kept.read_text().splitlines()] == ["good", "bad"]


@pytest.mark.parametrize(
    ("kind", "row", "told"),
    [
        ("times", {"text": NEWS}, "no list 'times'"),
        ("times", {"text": NEWS, "times": [{"start": 0, "end": 4}]}, "lacks value, type"),
        ("places", {"text": "abc", "toponyms": [{"start": 0, "end": 9}]}, "not within the text"),
        ("speakers", ["no object"], "no object with 'text'"),
    ],
)
def test_what_is_no_gold_is_refused_with_its_line(
    run: Run, tmp_path: Path, kind: str, row: object, told: str
) -> None:
    done = run("evaluate", kind, write(tmp_path / "gold.jsonl", row))
    assert isinstance(done.exception, InputError)
    assert told in str(done.exception)
    assert "gold.jsonl:1" in str(done.exception)
