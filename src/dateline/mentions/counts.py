"""Counts of people in a parsed text: the quantity, whom it counts, and what befell them.

`find_counts` pairs each quantity with its noun and its governor, the verb or noun of happening
that it hangs from; knowledge/counts.toml says what each governor makes of the people counted.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from dateline.knowledge import Knowledge
from dateline.mentions.count_kinds import (
    ACT,
    GROUPS,
    HARM,
    NOUNS,
    PART_WORDS,
    PARTICLES,
    UNDERGO,
    is_person,
    kind_of,
)
from dateline.mentions.quantities import Quantity, find_quantities
from dateline.types import CountKind

_QUANTIFIES = frozenset(("nummod", "quantmod", "amod", "compound", "nmod", "det"))


class CountMention(msgspec.Struct, frozen=True, kw_only=True):
    """A count of people, tied to the parse."""

    quantity: Quantity
    span: SpacySpan
    """The words of the quantity."""
    noun: SpacySpan | None
    """Whom it counts, without the quantity: "civilians", "US soldiers"."""
    kind: CountKind
    governor: Token | None
    """The verb or noun of happening it hangs from; a claim's trigger is this or above it."""
    part: bool = False
    """Part of a whole counted in the same sentence ("including six children"): not to be added."""


def find_counts(doc: Doc, knowledge: Knowledge) -> list[CountMention]:
    """Every count of people in a parsed doc, in the order of the words.

    Needs tags, lemmas, entities and the dependency parse. What counts no people is left out: ages,
    dates, money, shares, distances, ordinals. "A contractor" is one where harm befalls him, and so
    is a person named.
    """
    found: dict[int, CountMention] = {}
    last: CountMention | None = None
    for start, end, quantity in find_quantities(doc.text):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or _is_something_else(span):
            continue
        mention = _mention(span, quantity, knowledge)
        if mention:
            last = found[span.start] = _like_whole(mention, last)
    taken = {mention.noun.root.i for mention in found.values() if mention.noun}
    for mention in (*_singles(doc, knowledge), *_named(doc)):
        if mention.noun is None or mention.noun.root.i not in taken:
            found.setdefault(mention.span.start, mention)
    return [found[start] for start in sorted(found)]


def _like_whole(mention: CountMention, last: CountMention | None) -> CountMention:
    """A part suffers what its whole suffers."""
    if last is None or not mention.part or mention.kind != "other":
        return mention
    if mention.span.sent.start != last.span.sent.start:
        return mention
    return msgspec.structs.replace(mention, kind=last.kind, governor=last.governor)


def _is_something_else(span: SpacySpan) -> bool:
    """An age, a share, a rank, an amount of money, or "one" without anything to count."""
    doc, before = span.doc, span.doc[max(0, span.start - 2) : span.start].text.lower()
    after = doc[span.end : span.end + 3].text.lower()
    aged = before.endswith(("aged", " age", "number", " no.", "$", "article", "section", "chapter"))
    share = before.endswith(("one in", "1 in", "in every", "out of"))
    unit = after.startswith(("percent", "per cent", "%", "years old", "year old", "-year", "th "))
    pronoun = span.text.lower() == "one" and span.root.dep_ not in ("nummod", "quantmod")
    age_apart = (
        before.endswith(",") and after.startswith(",") and span.text.isdigit()
        and span.doc[max(0, span.start - 2)].tag_ in ("NNP", "NN")
    )  # fmt: skip
    return aged or share or unit or pronoun or age_apart


def _mention(span: SpacySpan, quantity: Quantity, knowledge: Knowledge) -> CountMention | None:
    noun = _noun(span)
    top = noun if noun is not None else _number(span)
    if _is_sized(span):
        return _sized(span, quantity)
    if noun is None or is_person(noun, knowledge):
        governor, kind = kind_of(top)
        kind = _beside(span, noun, kind)
        following = _following(span)
        if kind is None and following is not None and _is_plural(span):  # "Thousands rally in .."
            lemma = following.lemma_.lower()
            kind, governor = ACT.get(lemma) or NOUNS.get(lemma), following
        if noun is None and kind is None:
            return None
    else:
        governor, kind = noun, NOUNS.get(noun.lemma_.lower())
        if kind not in HARM:  # "30 arrests" counts people, "two protests" does not
            return None
    return CountMention(
        quantity=quantity, span=span, noun=_noun_span(span, noun), kind=kind or "other",
        governor=governor, part=_is_part(span, top),
    )  # fmt: skip


def _is_sized(span: SpacySpan) -> bool:
    """ "A 500-strong crowd", "a million-man march"."""
    after = span.doc[span.end : span.end + 2].text.lower()
    return after.startswith(("-strong", "-man", "-woman", "-member", "-person"))


def _sized(span: SpacySpan, quantity: Quantity) -> CountMention:
    above = (t for t in span.root.ancestors if t.pos_ == "VERB" or t.lemma_.lower() in NOUNS)
    governor = next(above, None)
    kind = NOUNS.get(governor.lemma_.lower(), "participants") if governor else "participants"
    return CountMention(quantity=quantity, span=span, noun=None, kind=kind, governor=governor)


def _number(span: SpacySpan) -> Token:
    """The span's numeral, rather than a qualifier that the parser made its head."""
    numerals = [t for t in span if t.pos_ == "NUM" or t.tag_ in ("NNS", "CD")]
    return span.root if span.root in numerals or not numerals else numerals[-1]


def _noun(span: SpacySpan) -> Token | None:
    """Whom the number counts: its head noun, or the object of its "of"."""
    root, following = _number(span), _following(span)
    if following is not None and following.lower_ == "of":
        pobj = next((t for t in following.children if t.dep_ == "pobj"), None)
        if pobj is not None and pobj.pos_ in ("NOUN", "PROPN", "ADJ", "PRON"):
            return None if pobj.pos_ == "PRON" else _listed(pobj, root)
    if _is_plural(span):
        return None
    head = root.head
    if root.dep_ in _QUANTIFIES and head.i >= span.end:
        if head.pos_ in ("NOUN", "PROPN", "ADJ"):
            return head
        if head.pos_ == "NUM":
            return None
    if following is not None and following.pos_ in ("NOUN", "PROPN") and following.i != head.i:
        return _last_of_compound(following)
    return None


def _listed(noun: Token, number: Token) -> Token:
    """ "Thousands of Sadr, militia supporters": after a name, the plural that goes on the list."""
    if noun.tag_ != "NNP":
        return noun
    others = (t for t in (*noun.children, *number.children) if t.dep_ in ("appos", "conj"))
    return next((t for t in others if t.tag_ == "NNS"), noun)


def _following(span: SpacySpan) -> Token | None:
    return span.doc[span.end] if span.end < len(span.doc) else None


def _is_plural(span: SpacySpan) -> bool:
    """Thousands, dozens: these count through "of", and stand before no noun."""
    return span[-1].lower_.endswith("s") and span[-1].lower_ not in ("as", "plus")


def _last_of_compound(token: Token) -> Token:
    while token.dep_ in ("compound", "amod") and token.head.i > token.i:
        token = token.head
    return token


def _beside(span: SpacySpan, noun: Token | None, kind: CountKind | None) -> CountKind | None:
    """Words right beside the count say it outright: "three dead", "injuries to five"."""
    doc, last = span.doc, max(span.end, noun.i + 1 if noun is not None else 0)
    for token in doc[last : last + 3]:
        if token.lower_ in PARTICLES and PARTICLES[token.lower_] in HARM:
            return PARTICLES[token.lower_]
        if token.tag_ == "VBN" and token.lemma_ in UNDERGO and kind not in HARM:
            return UNDERGO[token.lemma_]
        if token.pos_ not in ("AUX", "ADV", "NOUN", "PART"):
            break
    if span.start > 1 and doc[span.start - 1].lower_ in ("of", "to") and kind is None:
        return NOUNS.get(doc[span.start - 2].lemma_.lower())
    return kind


def _is_part(span: SpacySpan, top: Token) -> bool:
    doc = span.doc
    near = doc[max(0, span.start - 3) : span.start]
    if any(token.lower_ in PART_WORDS for token in near):
        return True
    after = doc[span.end : span.end + 2].text.lower()
    listed = top.dep_ == "conj" and any(
        token.lower_ in ("including", "among") for token in top.head.ancestors
    )
    return listed or after in ("of them", "of whom", "of those")


def _noun_span(span: SpacySpan, noun: Token | None) -> SpacySpan | None:
    """The noun with its adjectives, without the quantity, "of" and article before it."""
    if noun is None:
        return None
    start = max(span.end, noun.left_edge.i) if noun.i >= span.end else noun.i
    while start < noun.i and (noun.doc[start].dep_ in ("det", "prep", "punct")):
        start += 1
    return noun.doc[start : noun.i + 1]


def _singles(doc: Doc, knowledge: Knowledge) -> Iterator[CountMention]:
    """ "Killed a contractor": one person whom harm befalls, named by a common noun."""
    one = Quantity(1, 1)
    for noun in doc:
        if noun.tag_ != "NN" or noun.dep_ == "appos":  # an apposition describes someone named
            continue
        if noun.lemma_.lower() in GROUPS or not is_person(noun, knowledge):
            continue
        opening = next((t for t in noun.lefts if t.dep_ in ("det", "poss")), None)
        if opening is None or opening.lower_ in ("no", "any", "every", "each"):
            continue
        governor, kind = kind_of(noun)
        if kind in HARM and governor is not None:
            yield CountMention(
                quantity=one, span=doc[opening.i : opening.i + 1], kind=kind, governor=governor,
                noun=_noun_span(doc[opening.i : opening.i + 1], noun), part=_is_part(
                    doc[opening.i : opening.i + 1], noun),
            )  # fmt: skip


def _named(doc: Doc) -> Iterator[CountMention]:
    """ "Killed Mayor Rosa Diaz": one person whom harm befalls, by name; not one of several."""
    for name in doc.ents:
        root = name.root
        listed = root.dep_ in ("conj", "appos", "poss", "compound") or any(
            token.dep_ == "conj" for token in root.children
        )
        if name.label_ != "PERSON" or listed:
            continue
        governor, kind = kind_of(root)
        if kind in HARM and governor is not None:
            yield CountMention(
                quantity=Quantity(1, 1), span=name, noun=None, kind=kind, governor=governor
            )
