"""Whom an act reaches, where no object names a party: the owner of the object, a clause's party.

"Dismissed Islamabad's offer" is said to Islamabad, "demanded that the army leave" to the army,
"launched an inquiry into a paper mill" concerns the mill.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from dateline.coding.arguments import CLAUSES, OBJECTS, VERBAL, parties
from dateline.coding.matching import KindOf

OWNERS = frozenset({"poss", "amod", "compound", "nmod"})
AWAY = frozenset(
    """in at during after before since until amid despite as near along around across through
    between""".split()
)  # where and when
GROUNDS = frozenset("unless if because after until".split())
DEEP = 3  # clauses and nouns within one another


def reached(
    trigger: Token, kind_of: KindOf, without: Collection[Token] = frozenset()
) -> list[Token]:
    """The parties nearest to the trigger among what hangs on it, without its subject.

    `without` are words that name no such party, and what they are hung on, such as the soldiers
    whom somebody sends.
    """
    for found in _levels(trigger):
        far = [t for t in parties(found) if t not in without and t.head not in without]
        named = [t for t in far if "actor" in kind_of(t) and not _is_time(t)]
        if named:
            return named
    return []


def _levels(trigger: Token) -> Iterator[list[Token]]:
    """Ever farther words: objects, their owners, then those of the clauses below."""
    clauses = [trigger]
    for depth in range(DEEP):
        nouns = [noun for clause in clauses for noun in _objects(clause)]
        if depth:
            yield [c for clause in clauses for c in clause.children if c.dep_ == "nsubj"]
        yield nouns
        for _ in range(DEEP):
            yield [owner for noun in nouns for owner in _owners(noun)]
            nouns = [inner for noun in nouns for inner in _objects(noun)]
            yield nouns
        clauses = [c for clause in clauses for c in _clauses(clause)]
    yield [s for c in trigger.children if _is_ground(c) for s in c.children if s.dep_ == "nsubj"]


def _objects(word: Token) -> list[Token]:
    """Objects of a verb, and what prepositions hang on a verb or noun."""
    own = [c for c in word.children if c.dep_ in OBJECTS] if word.pos_ in VERBAL else []
    preps = [c for c in word.children if c.dep_ in ("prep", "dative") and c.lower_ not in AWAY]
    return own + [c for prep in preps for c in prep.children if c.dep_ == "pobj"]


def _owners(noun: Token) -> list[Token]:
    return [c for c in noun.lefts if c.dep_ in OWNERS]


def _clauses(word: Token) -> list[Token]:
    """Clauses that say what is said, asked or refused, also behind an object or preposition."""
    below = [word, *(c for c in word.children if c.dep_ in OBJECTS or c.dep_ == "prep")]
    return [c for w in below for c in w.children if c.dep_ in CLAUSES | {"acl", "pcomp"}]


def _is_ground(clause: Token) -> bool:
    """Whether a clause tells what the act is about: "unless the ministry pays"."""
    return clause.dep_ == "advcl" and any(c.lower_ in GROUNDS for c in clause.children)


def _is_time(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME")
