"""Words that name a place: cities, provinces, squares, camps, "the capital".

Named entities are the start; the gazetteer adds names that the model took for persons or
organisations, where the words around them are those of a place. Countries and capitals count
only where they are somewhere to be in: "Washington has accused" names a government.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from dateline.mentions.place_words import (
    LABELS,
    WORDS,
    PlaceNames,
    adposition,
    beside_place,
    is_part_of,
    is_person,
    kind_beside,
    prepositions,
    runs,
    trim,
)

_DESCRIBED = WORDS["described"] | {"capital"}
_MODIFIER = frozenset({"compound", "amod", "nmod", "poss"})


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


def _is_somewhere(span: Span, found: dict[int, Span]) -> bool:
    """Whether a country or capital is where something is, rather than who does it."""
    root = span.root
    if root.dep_ in _MODIFIER:
        return root.head.i in found or root.head.lower_ in WORDS["part"]
    if root.dep_ == "dobj" or beside_place(span, found) or is_part_of(span):
        return True
    words = prepositions(span)
    return bool(words) and not words & WORDS["not_in"]


def _reads_as_place(span: Span, found: dict[int, Span], gazetteer: PlaceNames) -> bool:
    """Whether a name that the model did not take for a place stands as one."""
    known, words = gazetteer.knows(span.text), prepositions(span)
    if kind_beside(span):
        return known or bool(words & {*WORDS["in"], "of", "from", "to"})
    if not known:
        return False
    return bool(words & WORDS["in"]) or is_part_of(span) or beside_place(span, found)


def _descriptions(doc: Doc) -> Iterator[Span]:
    """ "the capital", "the Iraqi capital", "in the city": places told by what they are."""
    for token in doc:
        if token.tag_ != "NN" or token.lower_ not in _DESCRIBED:
            continue
        start = token.i
        while start > token.sent.start and doc[start - 1].pos_ == "ADJ" and token.i - start < 2:
            start -= 1
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if start == 0 or doc[start - 1].lower_ != "the" or following is None:
            continue
        if following.lower_ == "of" or following.pos_ in ("PROPN", "NOUN"):
            continue  # "the city of Mosul", "the capital Baghdad", "the state police"
        locative = adposition(token)
        if token.lower_ == "capital" or (locative is not None and locative.lower_ in WORDS["in"]):
            yield doc[start - 1 : token.i + 1]
