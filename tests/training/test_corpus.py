"""The corpus agrees with its guide, and its splits share nothing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from dateline.codebooks import load_codebook
from dateline.errors import InputError
from dateline.training.corpus import NONE, Example, parse_line, read_corpus, runs

CORPUS = Path(__file__).parents[2] / "training" / "corpus"
SPLITS = ("train", "dev", "test")
GOOD = (
    "ASSAULT firearms+targeted | terrorism | negation | - | wire | {A:Rebels} did not {V:kill} "
    "{R:the mayor} {P:in Kisumu}, {S:police} {C:said}, with {N:killed:two guards} dead."
)


@pytest.fixture(scope="session")
def corpus() -> dict[str, list[Example]]:
    codebook = load_codebook()
    return {split: list(read_corpus(CORPUS / split, codebook)) for split in SPLITS}


def everything(corpus: dict[str, list[Example]]) -> list[Example]:
    """All that is annotated in full."""
    return [example for split in SPLITS for example in corpus[split] if example.whole]


def test_a_line_becomes_text_and_marks() -> None:
    example = parse_line(GOOD, "here:1", load_codebook())
    assert example.text.startswith("Rebels did not kill the mayor in Kisumu, police said")
    assert (example.type, example.modes) == ("ASSAULT", ("firearms", "targeted"))
    assert example.auxiliary == ("negation",)
    assert (example.words("actor"), example.words("place")) == (["Rebels"], ["in Kisumu"])
    (count,) = [mark for mark in example.marks if mark.mark == "count"]
    assert (count.kind, example.text[count.start : count.end]) == ("killed", "two guards")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ASSAULT | a", "TYPE modes"),
        (GOOD.replace("ASSAULT", "ASSALT"), "unknown type 'ASSALT'"),
        (GOOD.replace("firearms", "guns"), "unknown mode 'guns'"),
        (GOOD.replace("{P:in", "{P:in {R:"), "broken"),
        (GOOD.replace("{V:kill}", "kill"), "one trigger"),
    ],
)
def test_a_wrong_line_says_what_is_wrong(line: str, told: str) -> None:
    with pytest.raises(InputError, match=re.escape(told)):
        parse_line(line, "here:1", load_codebook())


def test_it_is_as_large_and_as_broad_as_promised(corpus: dict[str, list[Example]]) -> None:
    examples = everything(corpus)
    types = Counter(example.type for example in examples)
    modes = Counter((e.type, mode) for e in examples for mode in e.modes)
    auxiliary = Counter(each for example in examples for each in example.auxiliary)
    pairs = Counter(e.group for e in corpus["train"] if e.group)
    codebook = load_codebook()
    assert len(examples) >= 8_000
    assert min(types[name] for name in codebook.types) >= 400
    assert types[NONE] >= 1_000
    assert min(modes[n, m] for n, type_ in codebook.types.items() for m in type_.modes) >= 25
    assert min(auxiliary.values()) >= 250
    assert sum(count > 1 for count in pairs.values()) >= 600


def test_every_type_has_many_predicates(corpus: dict[str, list[Example]]) -> None:
    triggers: dict[str, set[str]] = defaultdict(set)
    for example in everything(corpus):
        triggers[example.type].add(example.words("trigger")[0].lower())
    assert min(len(words) for name, words in triggers.items() if name != NONE) >= 250


def test_groups_stay_in_one_split(corpus: dict[str, list[Example]]) -> None:
    where: dict[str, set[str]] = defaultdict(set)
    for split in SPLITS:
        for example in corpus[split]:
            where[example.group or example.where].add(split)
    assert {group for group, splits in where.items() if len(splits) > 1} == set()


def test_splits_share_no_long_run_of_words(corpus: dict[str, list[Example]]) -> None:
    seen: dict[str, set[str]] = {
        split: {run for example in corpus[split] for run in runs(example.text)} for split in SPLITS
    }
    assert seen["train"] & seen["test"] == set()
    assert seen["train"] & seen["dev"] == set()
    assert seen["dev"] & seen["test"] == set()


def test_a_line_may_tell_type_and_parties_alone() -> None:
    line = "AID ? | ? | ? | - | wire | {A:Kuwait} sent tents to {R:Yemen}."
    example = parse_line(line, "here:1", load_codebook())
    assert (example.type, example.whole, example.modes) == ("AID", False, ())
    assert example.words("recipient") == ["Yemen"]
    with pytest.raises(InputError, match="one trigger"):
        parse_line(line.replace("?", "-"), "here:1", load_codebook())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("AID ? | - | -", "unknown mode '?'"),
        ("AID - | ? | -", "unknown context '?'"),
        ("AID - | - | ?", "unknown auxiliary '?'"),
        ("? ? | ? | ?", "unknown type '?'"),
    ],
)
def test_untold_is_said_of_all_three_or_none(given: str, told: str) -> None:
    line = f"{given} | - | wire | {{A:Kuwait}} {{V:sent}} tents to {{R:Yemen}}."
    with pytest.raises(InputError, match=re.escape(told)):
        parse_line(line, "here:1", load_codebook())


def test_a_line_in_part_says_who_did_it_to_whom(corpus: dict[str, list[Example]]) -> None:
    partial = [e for split in SPLITS for e in corpus[split] if not e.whole]
    assert partial
    assert {e.where for e in partial if not e.words("actor") and not e.words("recipient")} == set()
    assert {e.where for e in partial if [*e.modes, *e.contexts, *e.auxiliary]} == set()
    assert {e.where.split("/")[0] for e in partial} == {"train"}  # nothing is measured by them
