"""Every name of a place in a text, whatever it stands for there: "Paris" the city, the
government, or in "Paris police". Adjectives ("Syrian") and names inside those of organisations
("Bank of England") are none.

What coding needs, where something is, is `dateline.mentions.places`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from spacy.tokens import Doc, Span

from dateline.mentions.places import (
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
_AT = WORDS["in"] | {"from", "to"}


class NotedNames(PlaceNames, Protocol):
    """What this stage asks of a gazetteer."""

    def is_noted(self, name: str) -> bool:
        """Whether a place of some size or rank goes by the name."""


def find_place_names(doc: Doc, gazetteer: NotedNames) -> list[Span]:
    """The spans that name a place, in order, none overlapping another."""
    surnames = {ent[-1].text for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1}
    found: dict[int, Span] = {}
    unsure: list[Span] = []
    for span in _candidates(doc, gazetteer):
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


def _candidates(doc: Doc, gazetteer: PlaceNames) -> Iterator[Span]:
    """Entities that are places, and what else the gazetteer knows among runs of proper nouns."""
    taken: set[int] = set()
    spans: list[Span] = []
    for ent in doc.ents:
        if ent.label_ in LABELS and (span := trim(ent)):
            spans.append(_known_part(span, gazetteer))
            taken |= set(range(ent.start, ent.end))
        elif ent.label_ in LABELS or len(ent) > len(trim(ent) or ()) + 1:
            continue
        elif (span := trim(ent)) and _is_whole(span, ent, gazetteer):
            spans.append(span)
            taken |= set(range(ent.start, ent.end))
        else:  # a longer name: "Bank of England"
            taken |= set(range(ent.start, ent.end))
    spans += runs(doc, taken)
    yield from sorted((_with_stop(span) for span in spans), key=lambda span: span.start)


def _is_whole(span: Span, ent: Span, gazetteer: PlaceNames) -> bool:
    """Whether all of an entity, but for an article or possessive, is a place's name."""
    return ent.label_ not in _TIMES and gazetteer.knows(span.text)


def _known_part(span: Span, gazetteer: PlaceNames) -> Span:
    """The place in a name that goes on after it or stands behind a word for its kind:
    "Granville County Fire Department", "City of Leeds"."""
    if gazetteer.knows(span.text):
        return span
    for start in (span.start, *_after_of(span)):
        for end in range(span.end, start, -1):
            part = span.doc[start:end]
            if part.text[0].isupper() and len(part) < len(span) and gazetteer.knows(part.text):
                goes_on = end < span.end and not _is_kind(span.doc[end].lower_)
                return span if goes_on and start == span.start and end == start + 1 else part
    return span


def _after_of(span: Span) -> list[int]:
    """Where the name begins after "City of" and the like."""
    if len(span) > 2 and span[1].lower_ == "of" and _is_kind(span[0].lower_):
        return [span.start + 2]
    return []


def _is_kind(word: str) -> bool:
    return word in WORDS["kind"]


def _with_stop(span: Span) -> Span:
    """With the full stop of an abbreviation: "Que.", but not one that ends the sentence."""
    doc, end = span.doc, span.end
    if end + 1 >= len(doc) or doc[end].text != "." or doc[end - 1].whitespace_:
        return span
    after = doc[end + 1]
    short = len(doc[end - 1]) < 6 and (after.text in ",)" or after.text[0].islower())
    return doc[span.start : end + 1] if short else span


def _is_name(
    span: Span, found: dict[int, Span], surnames: set[str], gazetteer: NotedNames
) -> bool:
    label = span.root.ent_type_ or span[0].ent_type_
    if label in _TIMES or _is_against(span):
        return False
    if kind_beside(span):
        return gazetteer.knows(span.text) or bool(prepositions(span) & {*_AT, "of"})
    if is_person(span, surnames):
        return False
    known, placed = gazetteer.knows(span.text), _is_placed(span, found)
    if label in ("GPE", "LOC"):
        return known or placed
    if label == "FAC":
        return known or (placed and _is_kind(span[-1].lower_))
    if not known:
        return False
    return placed or (label in ("ORG", "NORP", "") and gazetteer.is_noted(span.text))


def _is_placed(span: Span, found: dict[int, Span]) -> bool:
    """Whether the words around it are those around a place."""
    return (
        bool(prepositions(span) & _AT)
        or is_part_of(span)
        or beside_place(span, found)
        or _opens_report(span)
    )


def _opens_report(span: Span) -> bool:
    """Whether it stands in a dateline: "BEIRUT --"."""
    after = span.doc[span.end : span.end + 2]
    return span.text.isupper() and any(token.text in ("—", "–", "--", "-", "(") for token in after)


def _is_against(span: Span) -> bool:
    """Whether it only makes up "pro-Russia"."""
    before = span.doc[: span.start][-2:]
    return len(before) == 2 and before[1].text == "-" and before[0].lower_ in ("pro", "anti")
