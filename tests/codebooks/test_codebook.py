"""The built-in codebook keeps its word: it loads, and its examples are coded as they say."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from spacy.language import Language

from dateline.codebooks import PLOVER, Codebook, load_codebook
from dateline.codebooks.check import failures
from dateline.errors import CodebookError

TYPES = sorted(path.stem for path in PLOVER.glob("*.toml") if path.stem != "contexts")
REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "plover.json"
ENTRY = """
type = "PROTEST"
quad = 4
score = -5.0
requires_recipient = false
definition = "a test"
[modes.demo]
score = -5.0
[modes.riot]
score = -7.0
[[predicates]]
"""
EXAMPLES = """
examples = [{ text = "Nurses rallied." }, { text = "Crowds rallied." }]
near_misses = ["Shares rallied."]
"""


@pytest.mark.parametrize("type_", TYPES)
def test_examples_hold(type_: str, codebook: Codebook, nlp: Language) -> None:
    problems = list(failures(codebook, nlp, [type_]))
    assert not problems, "\n".join([f"{len(problems)} of {type_}'s examples fail", *problems])


@pytest.mark.parametrize("type_", TYPES)
def test_every_type_says_what_it_is(type_: str, codebook: Codebook) -> None:
    event_type = codebook.types[type_]
    assert event_type.type == type_
    assert event_type.definition
    assert event_type.predicates
    used = {mode for predicate in event_type.predicates for mode in predicate.modes}
    used |= set(event_type.content_modes.values())
    assert used <= event_type.modes.keys()
    told = {mode for p in event_type.predicates for e in p.examples for mode in e.modes or []}
    assert told <= event_type.modes.keys()
    contexts = {context for p in event_type.predicates for context in p.contexts}
    assert contexts <= codebook.contexts.keys()


def test_content_modes_name_types_and_modes(codebook: Codebook) -> None:
    for event_type in codebook.types.values():
        for key in event_type.content_modes:
            type_, _, mode = key.partition(".")
            assert type_ in codebook.types, f"{event_type.type}: {key}"
            assert not mode or mode in codebook.types[type_].modes, f"{event_type.type}: {key}"


def test_contexts_name_types_and_modes(codebook: Codebook) -> None:
    codes = set(codebook.types)
    codes |= {f"{name}.{mode}" for name, t in codebook.types.items() for mode in t.modes}
    for name, context in codebook.contexts.items():
        assert context.definition, name
        assert set(context.types) <= codes, name


def test_types_contexts_and_scores_are_plovers(codebook: Codebook) -> None:
    if not REFERENCE.exists():
        pytest.skip("the reference is not at hand")
    plover = json.loads(REFERENCE.read_text(encoding="utf-8"))
    assert codebook.types.keys() == plover["types"].keys()
    assert codebook.contexts.keys() == plover["contexts"].keys()
    for name, wanted in plover["types"].items():
        mine = codebook.types[name]
        assert (mine.quad, mine.score) == (wanted["quad"], wanted["score"]), name
        assert mine.requires_recipient == wanted["requires_recipient"], name
        scores = {mode: given.score for mode, given in mine.modes.items()}
        assert scores == {mode: given["score"] for mode, given in wanted["modes"].items()}, name
    for name, context in codebook.contexts.items():
        assert set(context.sectors) <= plover["sectors"].keys(), name


def test_the_scale_is_the_strongest_modes(codebook: Codebook) -> None:
    protest = codebook.types["PROTEST"]
    both = codebook.scale("PROTEST", ["demo", "riot"])
    assert both == min(protest.modes["demo"].score, protest.modes["riot"].score)
    assert codebook.scale("PROTEST", []) == protest.score


def load(folder: Path, entry: str) -> Codebook:
    (folder / "PROTEST.toml").write_text(ENTRY + entry, encoding="utf-8")
    return load_codebook(folder)


def test_a_small_codebook_loads(tmp_path: Path) -> None:
    codebook = load(tmp_path, f'verbs = ["rally"]\nmodes = ["demo"]{EXAMPLES}')
    (rule,) = codebook.rules
    assert (rule.type, rule.phrase.heads) == ("PROTEST", {"rally"})
    assert codebook.version != load_codebook().version


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            f'verbs = ["rally"]\nmodes = ["dem"]{EXAMPLES}',
            r"PROTEST.toml, predicate 1: unknown mode 'dem'; .*demo, riot.* Did you mean 'demo'\?",
        ),
        ('verbs = ["rally"]', "predicate 1: give at least two examples and one near miss"),
        (
            'verbs = ["rally"]\nexamples = [{ text = "Nurses rallied." }]\nnear_misses = ["x"]',
            "at least two examples",
        ),
        (f'verbs = ["A R"]{EXAMPLES}', "predicate 1: phrase 'A R' has no head"),
        (f'verb = ["rally"]{EXAMPLES}', "PROTEST.toml: .*unknown field `verb`.*docs/codebook.md"),
        ("verbs = [", "PROTEST.toml: .*docs/codebook.md"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, entry: str, message: str) -> None:
    with pytest.raises(CodebookError, match=message):
        load(tmp_path, entry)


def test_a_folder_without_types_is_no_codebook(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="no TOML files"):
        load_codebook(tmp_path)


def test_no_type_says_the_same_twice() -> None:
    twice = []
    for path in sorted(PLOVER.glob("[A-Z]*.toml")):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["predicates"]
        texts = Counter(example["text"] for entry in entries for example in entry["examples"])
        phrases = Counter(
            (part, phrase, str(entry.get("needs", "")), entry.get("recipient"), entry.get("actor"))
            for entry in entries
            for part in ("verbs", "nouns", "adjectives")
            for phrase in entry.get(part, [])
        )
        twice += [f"{path.stem}: {text}" for text, times in texts.items() if times > 1]
        twice += [f"{path.stem} {key[0]}: {key[1]}" for key, n in phrases.items() if n > 1]
    assert not twice, "\n".join(twice)
