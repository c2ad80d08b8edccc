"""Relations between entities: which there are, and by which words (relations.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from dateline.codebooks import Kind, Predicate, Rule
from dateline.codebooks.phrases import Part, parse_phrase
from dateline.errors import CodebookError
from dateline.types import RelationType

RELATIONS = Path(__file__).with_name("relations.toml")
Nature = Literal["any", "nonstate", "person", "body", "sure", "group"]
_COMPOUND = re.compile(r"(?P<first>\w+)-(?P<second>\w+) (?P<head>[AR])")


class Words(Predicate, frozen=True, forbid_unknown_fields=True):
    """One entry: words that say one relation. Its examples' `actor` and `recipient` are A and R."""

    actor: Kind = "actor"
    recipient: Kind = "actor"
    # What A must be. A body is no state, and "sure" where more than a name says that it is one;
    # a group is a body or several persons.
    who: Nature = "any"
    whom: Nature = "any"  # what R must be
    compounds: tuple[str, ...] = ()
    possessed: tuple[str, ...] = ()  # bodies of which "A's" says this
    of_body: bool = False  # "A of R" says this
    alone: bool = False  # whether the noun itself may be A: "a spokesman for R"
    former: bool = False  # only with "former" and the like before the noun
    one_of: RelationType | None = None  # what the noun says after "a": "a leader of R"
    title: RelationType | None = None  # what it says before a name: "R commander A"


class _Relation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    definition: str
    words: list[Words]


class Compound(msgspec.Struct, frozen=True):
    """A word hyphened to a name, before a noun: "A-backed R", "pro-R A"."""

    word: str
    name_first: bool  # whether the name stands before the hyphen
    head_is_subject: bool  # whether the noun that follows is A
    type: RelationType
    words: Words


class Relations(msgspec.Struct, frozen=True):
    """The compiled words of all relations."""

    entries: list[tuple[RelationType, Words]]
    rules: list[Rule]
    compounds: dict[str, Compound]


def words_of(rule: Rule) -> Words:
    """The entry that a relation's rule stands in."""
    assert isinstance(rule.predicate, Words)
    return rule.predicate


@cache
def load_relations(path: Path = RELATIONS) -> Relations:
    """Read the relations' words. Raises CodebookError naming the file and the entry."""
    try:
        read = msgspec.toml.decode(path.read_bytes(), type=dict[RelationType, _Relation])
    except msgspec.MsgspecError as error:
        raise CodebookError(f"{path}: {error}; see docs/codebook.md") from None
    entries = [(type_, words) for type_, relation in read.items() for words in relation.words]
    rules: list[Rule] = []
    compounds: dict[str, Compound] = {}
    for number, (type_, words) in enumerate(entries, start=1):
        where = f"{path}, {type_}, entry {number} of the file"
        if len(words.examples) < 2 or not words.near_misses:
            raise CodebookError(f"{where}: give at least two examples and one near miss")
        rules += _rules(type_, words, where)
        compounds |= {c.word: c for c in _compounds(type_, words, where)}
    return Relations(entries, rules, compounds)


def _rules(type_: RelationType, words: Words, where: str) -> Iterator[Rule]:
    parts: dict[Part, list[str]] = {
        "verb": words.verbs, "noun": words.nouns, "adjective": words.adjectives,
    }  # fmt: skip
    for part, texts in parts.items():
        for text in texts:
            yield Rule(parse_phrase(text, part, where), type_, words, f"{type_}: {text}")


def _compounds(type_: RelationType, words: Words, where: str) -> Iterator[Compound]:
    for text in words.compounds:
        found = _COMPOUND.fullmatch(text)
        if found is None or {found["first"], found["second"]} & {"A", "R"} == set():
            raise CodebookError(f"{where}: compound {text!r}; write 'A-backed R' or 'pro-R A'")
        name_first = found["first"] in ("A", "R")
        word = found["second"] if name_first else found["first"]
        yield Compound(word, name_first, found["head"] == "A", type_, words)
