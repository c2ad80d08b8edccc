"""Words that name a place: cities, provinces, squares, camps, "the capital".

Named entities are the start; the gazetteer adds names that the model took for persons or
organisations, where the words around them are those of a place. Countries and capitals count
only where they are somewhere to be in: "Washington has accused" names a government.
"""

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
_MODIFIER = frozenset({"compound", "amod", "nmod", "poss"})


class PlaceNames(Protocol):
    """What this stage asks of a gazetteer."""

    def knows(self, name: str) -> bool:
        """Whether any place goes by the name."""

    def is_seat(self, name: str) -> bool:
        """Whether the name is a country's or a capital's, and so may mean its government."""


def find_places(doc: Doc, gazetteer: PlaceNames) -> list[Span]:
    """The spans that name or describe a place, in order, none overlapping another."""
    surnames = {ent[-1].text for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1}
    found: dict[int, Span] = {}
    for span in _candidates(doc):
        if _is_place(span, found, surnames, gazetteer):
            found |= dict.fromkeys(range(span.start, span.end), span)
    for span in _descriptions(doc):
        if not any(token.i in found for token in span):
            found |= dict.fromkeys(range(span.start, span.end), span)
    return sorted(set(found.values()), key=lambda span: span.start)


def _candidates(doc: Doc) -> Iterator[Span]:
    """Entities that are places, and runs of proper nouns outside them, in order."""
    entities = [trimmed for ent in doc.ents if ent.label_ in LABELS if (trimmed := trim(ent))]
    taken = {token.i for span in entities for token in span}
    yield from sorted([*entities, *runs(doc, taken)], key=lambda span: span.start)


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


def _is_place(
    span: Span, found: dict[int, Span], surnames: set[str], gazetteer: PlaceNames
) -> bool:
    if _is_half_of_adjective(span):
        return False
    if not kind_beside(span) and is_person(span, surnames):
        return False
    if gazetteer.is_seat(span.text):
        return _is_somewhere(span, found)
    if span[0].ent_type_ in LABELS:
        return not any(c.isdigit() for c in span.text) or gazetteer.knows(span.text)
    return _reads_as_place(span, found, gazetteer)


def _is_half_of_adjective(span: Span) -> bool:
    """Whether it only makes up a compound adjective: "Tehran-aligned", "pro-Russia"."""
    before, after = span.doc[: span.start][-2:], span.doc[span.end : span.end + 2]
    if len(before) == 2 and before[1].text == "-" and before[0].lower_ in ("pro", "anti"):
        return True
    return len(after) == 2 and after[0].text == "-" and after[1].lower_ not in ("based", "area")


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


def _is_somewhere(span: Span, found: dict[int, Span]) -> bool:
    """Whether a country or capital is where something is, rather than who does it."""
    root = span.root
    if root.dep_ in _MODIFIER:
        return root.head.i in found or root.head.lower_ in WORDS["part"]
    if root.dep_ == "dobj" or beside_place(span, found) or is_part_of(span):
        return True
    prepositions = prepositions(span)
    return bool(prepositions) and not prepositions & WORDS["not_in"]


def is_part_of(span: Span) -> bool:
    """Whether it stands as in "north of Mosul", "residents of Goma"."""
    preposition = _adposition(span.root)
    return preposition is not None and preposition.head.lemma_.lower() in WORDS["part"]


def _reads_as_place(span: Span, found: dict[int, Span], gazetteer: PlaceNames) -> bool:
    """Whether a name that the model did not take for a place stands as one."""
    known, prepositions = gazetteer.knows(span.text), prepositions(span)
    if kind_beside(span):
        return known or bool(prepositions & {*WORDS["in"], "of", "from", "to"})
    if not known:
        return False
    return bool(prepositions & WORDS["in"]) or is_part_of(span) or beside_place(span, found)


def prepositions(span: Span) -> set[str]:
    """The preposition that governs the span, by the parse or just before it; of lists, too."""
    words = {token.lower_ for token in (_adposition(span.root),) if token is not None}
    before = span.start - 1
    while before >= 0 and span.doc[before].lower_ in WORDS["before_names"]:
        before -= 1
    if before >= 0 and span.doc[before].pos_ in ("ADP", "SCONJ"):
        words.add(span.doc[before].lower_)
    return words


def _adposition(token: Token) -> Token | None:
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


def _descriptions(doc: Doc) -> Iterator[Span]:
    """ "the capital", "the Iraqi capital", "in the city": places told by what they are."""
    for token in doc:
        if token.tag_ != "NN" or token.lower_ not in WORDS["described"] | {"capital"}:
            continue
        start = token.i
        while start > token.sent.start and doc[start - 1].pos_ == "ADJ" and token.i - start < 2:
            start -= 1
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if start == 0 or doc[start - 1].lower_ != "the" or following is None:
            continue
        if following.lower_ == "of" or following.pos_ in ("PROPN", "NOUN"):
            continue  # "the city of Mosul", "the capital Baghdad", "the state police"
        locative = _adposition(token)
        if token.lower_ == "capital" or (locative is not None and locative.lower_ in WORDS["in"]):
            yield doc[start - 1 : token.i + 1]
