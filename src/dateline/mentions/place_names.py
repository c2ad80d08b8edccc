"""Every name of a place in a text, whatever it stands for there: "Paris" the city, the
government, or in "Paris police". Adjectives ("Syrian") and names inside those of organisations
("Bank of England") are none.

What coding needs, where something is, is `dateline.mentions.places`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from spacy.tokens import Doc, Span

from dateline.mentions.place_words import (
    LABELS,
    WORDS,
    PlaceNames,
    beside_place,
    is_part_of,
    is_person,
    kind_beside,
    prepositions,
    runs,
    trim,
)

_TIMES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
_DATELINE = re.compile(r"(?:, (?:[\w.'’]+ ?){1,3},?)? ?(?:\([^)]*\) ?)?(?:—|–|--?)")
_WAYS = frozenset({"street", "road", "avenue", "st", "rd", "ave", "st.", "rd.", "drive", "lane"})
_DIVISIONS = frozenset({"county", "township", "parish", "borough", "shire"})
_AT = WORDS["in"] | {"from", "to"}


class NotedNames(PlaceNames, Protocol):
    """What this stage asks of a gazetteer."""

    def is_noted(self, name: str) -> bool:
        """Whether a place of some size or rank goes by the name."""


def find_place_names(doc: Doc, gazetteer: NotedNames) -> list[Span]:
    """The spans that name a place, in order, none overlapping another."""
    surnames = {ent[-1].text for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1}
    found = {token.i: span for span in _datelines(doc, gazetteer) for token in span}
    unsure: list[Span] = []
    for span in _candidates(doc, set(found), gazetteer):
        if any(token.i in found for token in span):
            continue
        if _is_name(span, found, surnames, gazetteer):
            found |= dict.fromkeys(range(span.start, span.end), span)
        else:
            unsure.append(span)
    names = {span.text for span in found.values()} - surnames
    for span in unsure:  # one sense a report
        if span.text in names and span[0].ent_type_ not in _TIMES:
            found |= dict.fromkeys(range(span.start, span.end), span)
    return sorted(set(found.values()), key=lambda span: span.start)


def _candidates(doc: Doc, taken: set[int], gazetteer: PlaceNames) -> Iterator[Span]:
    """What else may name a place: entities as a whole or in part, runs of proper nouns."""
    spans: list[Span] = []
    for ent in doc.ents:
        if not taken.intersection(range(ent.start, ent.end)):
            spans += _in_entity(ent, gazetteer)
            taken |= {*range(ent.start, ent.end), *(t.i for span in spans[-1:] for t in span)}
    spans += runs(doc, taken)
    yield from sorted((_with_stop(span) for span in spans), key=lambda span: span.start)


def _datelines(doc: Doc, gazetteer: PlaceNames) -> Iterator[Span]:
    """The town in capitals before a dash that opens a paragraph: "SAN JOSE, Calif. --"."""
    for sentence in doc.sents:
        end = sentence.start
        while end < sentence.end and doc[end].is_upper and doc[end].text[0].isalpha():
            end += 1
        opening = doc[end : end + 8].text
        if end > sentence.start and _DATELINE.match(opening):
            town = doc[sentence.start : end]
            if gazetteer.knows(town.text):
                yield town


def _in_entity(ent: Span, gazetteer: PlaceNames) -> list[Span]:
    """The places that an entity is, or lists: "Hull, Goole and Selby". None in a longer name of
    something else, such as "Bank of England"."""
    span = trim(ent)
    if span is None or ent.label_ in _TIMES:
        return []
    listed = _listed(ent)
    if len(listed) > 1 and all(gazetteer.knows(part.text) for part in listed):
        return listed
    if ent.label_ == "FAC" and ent[-1].lower_ in _WAYS:
        return [ent] if gazetteer.knows(ent.text) else []
    if ent.label_ in LABELS:
        return [_known_part(_widened(span, gazetteer), gazetteer)]
    return [span] if gazetteer.knows(span.text) else []


def _listed(ent: Span) -> list[Span]:
    """The parts of an entity between commas and "and"."""
    cuts = [t.i for t in ent if t.text == "," or t.lower_ in ("and", "or")]
    edges = zip([ent.start, *(cut + 1 for cut in cuts)], [*cuts, ent.end], strict=True)
    return [ent.doc[start:end] for start, end in edges if start < end]


def _widened(span: Span, gazetteer: PlaceNames) -> Span:
    """With the direction before it that is part of the name: "Western Australia"."""
    if span.start and span.doc[span.start - 1].text.istitle():
        wider = span.doc[span.start - 1 : span.end]
        if wider[0].lower_ in WORDS["directions"] and gazetteer.knows(wider.text):
            return wider
    return span


def _known_part(span: Span, gazetteer: PlaceNames) -> Span:
    """The name without what stands before it: "City of Leeds", "Far North Queensland"."""
    start = span.start
    if gazetteer.knows(span.text):
        return span
    if len(span) > 2 and span[1].lower_ == "of" and span[0].lower_ in WORDS["kind"]:
        start += 2
    while start < span.end - 1 and span.doc[start].lower_ in WORDS["directions"]:
        start += 1
    part = span.doc[start : span.end]
    if gazetteer.knows(part.text):
        return part
    return _leading_division(span, gazetteer)


def _leading_division(span: Span, gazetteer: PlaceNames) -> Span:
    """The county before what is in it: "Granville County Fire Marshal"."""
    for token in span[1:-1]:
        part = span.doc[span.start : token.i + 1]
        if token.lower_ in _DIVISIONS and gazetteer.knows(part.text):
            return part
    return span


def _with_stop(span: Span) -> Span:
    """With the full stop of an abbreviation: "Que.", but not one that ends the sentence."""
    doc, end = span.doc, span.end
    if end + 1 >= len(doc) or doc[end].text != "." or doc[end - 1].whitespace_:
        return span
    after = doc[end + 1]
    short = len(doc[end - 1]) < 6 and (after.text in ",)" or after.text[0].islower())
    return doc[span.start : end + 1] if short else span


def _is_name(span: Span, found: dict[int, Span], surnames: set[str], gazetteer: NotedNames) -> bool:
    label = span.root.ent_type_ or span[0].ent_type_
    if label in _TIMES or _is_against(span) or _is_institution(span):
        return False
    if kind_beside(span):
        return gazetteer.knows(span.text) or bool(prepositions(span) & {*_AT, "of"})
    if is_person(span, surnames) or all(t.lower_ in WORDS["directions"] for t in span):
        return False
    known, placed = gazetteer.knows(span.text), _is_placed(span, found)
    noted = gazetteer.is_noted(span.text)
    if label in ("GPE", "LOC"):
        return noted or placed
    if not known or (span.text.isupper() and len(span.text) < 4):  # "EU", and a town Eu
        return False
    if label == "PERSON":
        return placed and not _owns(span)
    return placed or (label in ("ORG", "NORP", "FAC", "") and noted)


def _is_institution(span: Span) -> bool:
    """Whether it is a body at a place: "University of Texas"."""
    ends = {span[0].lower_, span[-1].lower_}
    return span.root.ent_type_ in ("ORG", "FAC") and bool(ends & WORDS["institution"])


def _owns(span: Span) -> bool:
    """Whether a possessive follows: "Lucy's"."""
    return any(token.tag_ == "POS" for token in span.doc[span.end : span.end + 1])


def _is_placed(span: Span, found: dict[int, Span]) -> bool:
    """Whether the words around it are those around a place."""
    return bool(prepositions(span) & _AT) or is_part_of(span) or beside_place(span, found)


def _is_against(span: Span) -> bool:
    """Whether it only makes up "pro-Russia"."""
    before = span.doc[: span.start][-2:]
    return len(before) == 2 and before[1].text == "-" and before[0].lower_ in ("pro", "anti")
