"""What the words in and around a name say of its being a place's."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Protocol

from spacy.tokens import Doc, Span, Token

WORDS: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in tomllib.loads(
        (files(__package__) / "places.toml").read_text(encoding="utf-8")
    ).items()
}
LABELS = frozenset({"GPE", "LOC", "FAC"})


class PlaceNames(Protocol):
    """What this stage asks of a gazetteer."""

    def knows(self, name: str) -> bool:
        """Whether any place goes by the name."""

    def is_seat(self, name: str) -> bool:
        """Whether the name is a country's or a capital's, and so may mean its government."""


def trim(ent: Span) -> Span | None:
    """The entity without its article, its possessive and the kind word after the name."""
    start, end = ent.start, ent.end
    while start < end and ent.doc[start].lower_ in ("the", "'s", "’s"):
        start += 1
    while start < end and (ent.doc[end - 1].tag_ == "POS" or ent.doc[end - 1].text in "'’,"):
        end -= 1
    while end - start > 1 and ent.doc[end - 1].text in WORDS["kind"]:
        end -= 1
    span: Span | None = ent.doc[start:end] if end > start else None
    return span if span is not None and any(token.text[0].isupper() for token in span) else None


def runs(doc: Doc, taken: set[int]) -> Iterator[Span]:
    """Maximal runs of proper nouns; small words may stand inside ("Rio de Janeiro")."""
    start = 0
    while start < len(doc):
        if doc[start].i in taken or doc[start].pos_ != "PROPN":
            start += 1
            continue
        end = start + 1
        while end < len(doc) and end not in taken and _continues(doc, end):
            end += 1
        yield doc[start:end]
        start = end


def _continues(doc: Doc, at: int) -> bool:
    if doc[at].pos_ == "PROPN":
        return True
    following = doc[at + 1] if at + 1 < len(doc) else None
    inside = doc[at].lower_ in WORDS["inside_names"]
    return inside and following is not None and following.pos_ == "PROPN"


def kind_beside(span: Span) -> bool:
    """Whether a word for a kind of place stands with it: "X district", "the village of X"."""
    after = span.doc[span.end : span.end + 1]
    before = span.doc[: span.start][-2:]
    called = [token.lower_ for token in before][1:] == ["of"] and (
        before[0].lower_ in WORDS["part"] & WORDS["kind"]
    )
    return called or any(token.text in WORDS["kind"] for token in after)


def is_person(span: Span, surnames: set[str]) -> bool:
    """Whether a title before it or a full name elsewhere makes it a person's."""
    before = span.doc[span.start - 1] if span.start else None
    if before is not None and before.lower_ in WORDS["titles"] and before.sent == span.sent:
        return True
    return span[-1].text in surnames and not prepositions(span) & WORDS["in"]


def is_part_of(span: Span) -> bool:
    """Whether it stands as in "north of Mosul", "residents of Goma"."""
    preposition = adposition(span.root)
    return preposition is not None and preposition.head.lemma_.lower() in WORDS["part"]


def prepositions(span: Span) -> set[str]:
    """The preposition that governs the span, by the parse or just before it; of lists, too."""
    words = {token.lower_ for token in (adposition(span.root),) if token is not None}
    before = span.start - 1
    while before >= 0 and span.doc[before].lower_ in WORDS["before_names"]:
        before -= 1
    if before >= 0 and span.doc[before].pos_ in ("ADP", "SCONJ"):
        words.add(span.doc[before].lower_)
    return words


def adposition(token: Token) -> Token | None:
    """The preposition above a noun, past the nouns it is joined to or part of."""
    for _ in range(4):
        head = token.head
        if token.dep_ == "pobj" and head.pos_ in ("ADP", "SCONJ"):
            return head
        if token.dep_ not in ("conj", "appos", "compound", "nmod"):
            return None
        token = head
    return None


def beside_place(span: Span, found: dict[int, Span]) -> bool:
    """Whether it follows a place in a list or address: "Mosul and Tikrit", "Kobani, Syria"."""
    between = list(span.doc[max(0, span.start - 3) : span.start])
    while between and between[-1].lower_ in (",", "and", "or", "(", "the"):
        between.pop()
        if between and between[-1].i in found:
            return True
        if between and between[-1].text in WORDS["kind"] and between[-1].i - 1 in found:
            return True
    return False
