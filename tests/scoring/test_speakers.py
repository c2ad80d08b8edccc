"""Scores of attributions: what counts as found, and the figures."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.scoring.speakers import score

TEXT = "Miners will strike on Monday, the union said. The mine is closed, according to its owner."


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, "field": "text"}


def said(source: str | None, *content: str) -> dict[str, Any]:
    pieces = [span(words) for words in content]
    return {"source": span(source) if source else None, "cue": None, "content": pieces}


GOLD = [said("the union", "Miners will strike on Monday"), said("its owner", "The mine is closed")]


def figures(*answers: dict[str, Any]) -> dict[str, dict[str, float]]:
    gold = [{"id": "a", "text": TEXT, "attributions": GOLD}]
    return score(gold, [{"id": "a", "speakers": list(answers)}])


def test_gold_answers_itself() -> None:
    assert figures(*GOLD)["both"] == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "right": 2, "answers": 2, "gold": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "both", "covered"),
    [
        (said("the union", "strike on Monday"), 1, 1),
        (said("the union", "Monday"), 0, 0),
        (said("union", "Miners will", "on Monday"), 1, 1),
        (said("its owner", "Miners will strike on Monday"), 0, 0),
        (said(None, "Miners will strike on Monday"), 0, 0),
        (said("the union", TEXT[:-1]), 0, 1),
    ],
)
def test_what_counts_as_found(answer: dict[str, Any], both: int, covered: int) -> None:
    found = figures(answer)
    assert (found["both"]["right"], found["covered"]["right"]) == (both, covered)


def test_each_gold_attribution_is_found_once() -> None:
    found = figures(GOLD[0], GOLD[0])["both"]
    assert (found["right"], found["precision"], found["recall"]) == (1, 0.5, 0.5)


def test_a_report_without_answers_counts_against_recall() -> None:
    gold = [{"id": "a", "text": TEXT, "attributions": GOLD}]
    assert score(gold, [])["both"]["recall"] == 0.0


def test_no_source_matches_no_source() -> None:
    gold = [{"id": "a", "text": TEXT, "attributions": [said(None, "The mine is closed")]}]
    answer = {"id": "a", "speakers": [said(None, "The mine is closed")]}
    assert score(gold, [answer])["both"]["right"] == 1


def test_spans_may_be_lists_of_offsets() -> None:
    start = TEXT.index("The mine")
    bare = {"source": [[TEXT.index("its owner"), TEXT.index("its owner") + 9, "its owner"]],
            "cue": [], "content": [[start, start + 18, "The mine is closed"]]}  # fmt: skip
    gold = [{"id": "a", "text": TEXT, "attributions": [bare]}]
    assert score(gold, [{"id": "a", "speakers": [GOLD[1]]}])["both"]["f1"] == 1.0
