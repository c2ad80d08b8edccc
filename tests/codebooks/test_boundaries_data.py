"""The boundary rules are well formed, name what the codebook has, and copy no corpus."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from evaluation.boundaries import Rule, boundaries

from dateline.codebooks import load_codebook
from dateline.training.corpus import NONE, read_corpus, runs

CORPUS = Path(__file__).parents[2] / "training" / "corpus"
RULES = boundaries()
PASSAGES = [passage for rule in RULES for passage in rule.passages]
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def test_they_are_as_many_as_promised() -> None:
    assert len(RULES) >= 60
    assert len(PASSAGES) >= 400
    assert {passage.type for passage in PASSAGES} == {NONE, *load_codebook().types}


def test_names_are_used_once() -> None:
    assert [name for name, count in Counter(r.name for r in RULES).items() if count > 1] == []


@every_rule
def test_a_rule_has_three_passages_on_each_of_two_sides(rule: Rule) -> None:
    sides = Counter(passage.side for passage in rule.passages)
    assert len(sides) >= 2
    assert min(sides.values()) >= 3, sides
    assert {passage.type for passage in rule.passages} == set(rule.types)


@every_rule
def test_codes_are_the_codebooks(rule: Rule) -> None:
    types = load_codebook().types
    assert set(rule.types) <= {NONE, *types}
    for passage in rule.passages:
        allowed = types[passage.type].modes if passage.type != NONE else {}
        assert set(passage.modes or ()) <= set(allowed), passage.where


@every_rule
def test_passages_of_a_side_have_triggers_of_their_own(rule: Rule) -> None:
    triggers = Counter((passage.side, passage.trigger.lower()) for passage in rule.passages)
    assert [each for each, count in triggers.items() if count > 1] == []


@every_rule
def test_a_rule_judges_auxiliaries_and_actors_in_all_its_passages_or_in_none(rule: Rule) -> None:
    assert len({passage.auxiliary is None for passage in rule.passages}) == 1
    assert len({passage.mutual is None for passage in rule.passages}) == 1


@every_rule
def test_a_passage_is_a_sentence_with_its_parties(rule: Rule) -> None:
    for passage in rule.passages:
        marks = Counter(mark.mark for mark in passage.marks)
        assert 8 <= len(passage.text.split()) <= 30, passage.where
        assert marks["actor"] + marks["recipient"] > 0 or passage.type == NONE, passage.where
        if passage.mutual is not None:
            all_act = marks["actor"] > 1 and not marks["recipient"]
            assert all_act == passage.mutual, passage.where


def test_no_two_passages_are_alike() -> None:
    said = {passage.where: set(runs(passage.text)) | {passage.text} for passage in PASSAGES}
    assert [pair for pair in combinations(said, 2) if said[pair[0]] & said[pair[1]]] == []


def test_they_share_no_long_run_of_words_with_the_corpus() -> None:
    learnt = {run for example in read_corpus(CORPUS, load_codebook()) for run in runs(example.text)}
    assert [passage.where for passage in PASSAGES if learnt & set(runs(passage.text))] == []
