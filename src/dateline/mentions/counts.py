"""Counts of people in a parsed text: the quantity, whom it counts, and what befell them.

`find_counts` pairs each quantity with its noun and its governor, the verb or noun of happening
that it hangs from; knowledge/counts.toml says what each governor makes of the people counted.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files

import msgspec
from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from dateline.knowledge import Knowledge
from dateline.mentions.quantities import Quantity, find_quantities
from dateline.types import CountKind

_LEXICON: dict[str, dict[str, list[str]]] = tomllib.loads(
    files("dateline.knowledge").joinpath("counts.toml").read_text(encoding="utf-8")
)
_KINDS: tuple[CountKind, ...] = (
    "killed", "injured", "arrested", "abducted", "displaced", "participants", "forces",
)  # fmt: skip
_HARM = frozenset(("killed", "injured", "arrested", "abducted", "displaced"))


def _words(column: str) -> dict[str, CountKind]:
    return {word: kind for kind in reversed(_KINDS) for word in _LEXICON[kind][column]}


_UNDERGO, _ACT, _NOUNS = _words("undergo"), _words("act"), _words("nouns")
_PEOPLE, _PARTICLES = _words("people"), _words("particles")
_PERSONS = frozenset((*_LEXICON["person"]["nouns"], *_PEOPLE))
_ENDINGS = tuple(_LEXICON["person"]["endings"])
_GROUPS = frozenset(_LEXICON["group"]["nouns"])
_PART_WORDS = frozenset(_LEXICON["part"]["words"])
_HOLDERS = frozenset(_LEXICON["group"]["holders"])
_FIGURE_VERBS = frozenset(_LEXICON["figure"]["verbs"])
_UNDONE = frozenset(_LEXICON["undone"]["verbs"])
_UP = frozenset(("conj", "appos", "nmod", "compound", "nummod", "quantmod", "dep", "amod"))
_NOUN_ROLES = frozenset(("of", "by", "with", "involving", "to", "nmod", "compound", "nummod"))


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

    Needs tags, lemmas and the dependency parse. What counts no people is left out: ages, dates,
    money, shares, distances, ordinals. "A contractor" is one where harm befalls him.
    """
    found: dict[int, CountMention] = {}
    for start, end, quantity in find_quantities(doc.text):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and not _is_something_else(span):
            mention = _mention(span, quantity, knowledge)
            if mention:
                found[span.start] = mention
    taken = {mention.noun.root.i for mention in found.values() if mention.noun}
    for mention in _singles(doc, knowledge):
        if mention.noun and mention.noun.root.i not in taken:
            found.setdefault(mention.span.start, mention)
    return [found[start] for start in sorted(found)]


def _is_something_else(span: SpacySpan) -> bool:
    """An age, a share, a rank, an amount of money, or "one" without anything to count."""
    doc, before = span.doc, span.doc[max(0, span.start - 2) : span.start].text.lower()
    after = doc[span.end : span.end + 3].text.lower()
    aged = before.endswith(("aged", " age", "number", " no.", "$", "article", "section", "chapter"))
    share = after.startswith(("in ", "out of ")) and after[-1:].isdigit()
    unit = after.startswith(("percent", "per cent", "%", "years old", "year old", "-year", "th "))
    pronoun = span.text.lower() == "one" and span.root.dep_ not in ("nummod", "quantmod")
    age_apart = (
        before.endswith(",") and after.startswith(",") and span.text.isdigit()
        and span.doc[max(0, span.start - 2)].pos_ == "PROPN"
    )  # fmt: skip
    return aged or share or unit or pronoun or age_apart


def _mention(span: SpacySpan, quantity: Quantity, knowledge: Knowledge) -> CountMention | None:
    noun = _noun(span)
    top = noun if noun is not None else _number(span)
    if noun is None or is_person(noun, knowledge):
        governor, kind = _kind(top)
        kind = _beside(span, noun, kind)
        if noun is None and kind is None:
            return None
    else:
        governor, kind = noun, _by_happening(span, noun)
        if kind is None:
            return None
    return CountMention(
        quantity=quantity, span=span, noun=_noun_span(span, noun), kind=kind or "other",
        governor=governor, part=_is_part(span, top),
    )  # fmt: skip


def _by_happening(span: SpacySpan, noun: Token) -> CountKind | None:
    """"30 arrests", "a 500-strong crowd"; but "two protests" counts no people."""
    kind = _NOUNS.get(noun.lemma_.lower())
    sized = span.doc[span.end : span.end + 2].text.lower().startswith(("-strong", "-man", "-member"))
    return kind if kind in _HARM or sized else None


def _number(span: SpacySpan) -> Token:
    """The span's numeral, rather than a qualifier that the parser made its head."""
    numerals = [t for t in span if t.pos_ == "NUM" or t.tag_ in ("NNS", "CD")]
    return span.root if span.root in numerals or not numerals else numerals[-1]


def _noun(span: SpacySpan) -> Token | None:
    """Whom the number counts: its head noun, or the object of its "of"."""
    root = _number(span)
    following = span.doc[span.end] if span.end < len(span.doc) else None
    if following is not None and following.lower_ == "of":
        pobj = next((t for t in following.children if t.dep_ == "pobj"), None)
        if pobj is not None and pobj.pos_ in ("NOUN", "PROPN", "ADJ", "PRON"):
            return None if pobj.pos_ == "PRON" else pobj
    head = root.head
    if root.dep_ in ("nummod", "quantmod", "amod", "compound", "nmod", "det") and head.i >= span.end:
        if head.pos_ in ("NOUN", "PROPN", "ADJ"):
            return head
        if head.pos_ == "NUM":
            return None
    if following is not None and following.pos_ in ("NOUN", "PROPN") and following.i != head.i:
        return _last_of_compound(following)
    return None


def _last_of_compound(token: Token) -> Token:
    while token.dep_ in ("compound", "amod") and token.head.i > token.i:
        token = token.head
    return token


def is_person(noun: Token, knowledge: Knowledge) -> bool:
    """Whether a noun names people one by one: by the agents known, a list, or its ending."""
    lemma = noun.lemma_.lower()
    if lemma in _PERSONS or noun.lower_ in _PERSONS or noun.ent_type_ == "NORP":
        return True
    agent = knowledge.agents.get(lemma) or knowledge.agents.get(noun.lower_)
    if agent is not None:
        return agent.kind == "person"
    word = knowledge.country_words.get(noun.lower_) or knowledge.country_words.get(lemma)
    return (word is not None and word.form == "demonym") or lemma.endswith(_ENDINGS)


def _kind(top: Token) -> tuple[Token | None, CountKind | None]:
    """The governor, and what it makes of the people counted."""
    for child in top.children:  # "the 12 people killed in the blast"
        if child.dep_ in ("acl", "relcl") and child.tag_ in ("VBN", "VBD"):
            active = any(t.dep_ in ("nsubj", "dobj") for t in child.children)
            kind = _ACT.get(child.lemma_) if active else _UNDERGO.get(child.lemma_)
            if kind:
                return child, kind
    kind = _PEOPLE.get(top.lemma_.lower()) or _PEOPLE.get(top.lower_)
    for token, role in _above(top):
        found = _by_governor(token, role)
        if found or token.pos_ in ("VERB", "AUX"):
            undone = token.lemma_.lower() in _UNDONE
            return token, None if undone else found if found in _HARM else kind or found
    return None, kind


def _above(top: Token) -> Iterator[tuple[Token, str]]:
    """The way up from a noun: each token above, and by what relation the noun hangs from it.

    A noun reached by a preposition ends the relation ("the leader of 500 rebels" was killed, not
    they), unless it only holds the people ("a group of 500") or they are some of it ("including").
    """
    token, role = top, top.dep_
    while token.head is not token:
        head = token.head
        if token.dep_ == "pobj" or (token.dep_ == "pcomp" and head.pos_ == "ADP"):
            token, role = head, head.lower_
        elif head.pos_ in ("VERB", "AUX"):
            yield head, role
            return
        else:
            yield head, role
            holds = token.dep_ in _UP or role in _PART_WORDS or head.lemma_.lower() in _HOLDERS
            token, role = head, head.dep_ if holds and role != "within" else "within"


def _by_governor(token: Token, role: str) -> CountKind | None:
    lemma = token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX"):
        return _by_verb(token, lemma, role)
    return _NOUNS.get(lemma) if role in _NOUN_ROLES else None


def _by_verb(verb: Token, lemma: str, role: str) -> CountKind | None:
    passive = any(t.dep_ == "auxpass" for t in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "conj", "advcl") and role != "dobj"
    )
    undergoes = role in ("dobj", "nsubjpass", "including", "attr", "oprd") or (
        passive and role == "nsubj"
    )
    if undergoes and lemma in _UNDERGO:
        return _UNDERGO[lemma]
    if role in ("nsubj", "nsubjpass", "including") and lemma in _ACT:
        return _ACT[lemma]
    for child in verb.children:  # "left three dead", "took two hostage", "the toll rose to 45"
        if child.lower_ in _PARTICLES and child.dep_ not in ("nsubj", "dobj"):
            return _PARTICLES[child.lower_]
    if lemma in _FIGURE_VERBS and role in ("to", "at", "by", "attr", "dobj", "pobj"):
        return _figure_of(verb)
    return None


def _figure_of(verb: Token) -> CountKind | None:
    """"The death toll rose to", "a crowd put at": what a figure is a figure of."""
    subjects = [t for t in verb.children if t.dep_ in ("nsubj", "nsubjpass")]
    holder = [verb.head] if verb.dep_ in ("acl", "relcl") else []
    words = [t for subject in subjects for t in subject.subtree] + holder
    kinds = (
        _NOUNS.get(t.lemma_.lower()) or _PARTICLES.get(t.lower_) or _UNDERGO.get(t.lemma_.lower())
        for t in words
    )
    return next((kind for kind in kinds if kind), None)


def _beside(span: SpacySpan, noun: Token | None, kind: CountKind | None) -> CountKind | None:
    """Words right beside the count say it outright: "three dead", "injuries to five"."""
    doc, last = span.doc, max(span.end, noun.i + 1 if noun is not None else 0)
    for token in doc[last : last + 3]:
        if token.lower_ in _PARTICLES and _PARTICLES[token.lower_] in _HARM:
            return _PARTICLES[token.lower_]
        if token.tag_ == "VBN" and token.lemma_ in _UNDERGO and kind not in _HARM:
            return _UNDERGO[token.lemma_]
        if token.pos_ not in ("AUX", "ADV", "NOUN", "PART"):
            break
    if span.start > 1 and doc[span.start - 1].lower_ in ("of", "to") and kind is None:
        return _NOUNS.get(doc[span.start - 2].lemma_.lower())
    return kind


def _is_part(span: SpacySpan, top: Token) -> bool:
    doc = span.doc
    near = doc[max(0, span.start - 3) : span.start]
    if any(token.lower_ in _PART_WORDS for token in near):
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
    """"Killed a contractor": one person whom harm befalls, named by a common noun."""
    one = Quantity(1, 1)
    for noun in doc:
        if noun.tag_ != "NN" or noun.lemma_.lower() in _GROUPS or not is_person(noun, knowledge):
            continue
        opening = next((t for t in noun.lefts if t.dep_ in ("det", "poss")), None)
        if opening is None or opening.lower_ in ("no", "any", "every", "each"):
            continue
        governor, kind = _kind(noun)
        if kind in _HARM and governor is not None:
            yield CountMention(
                quantity=one, span=doc[opening.i : opening.i + 1], kind=kind, governor=governor,
                noun=_noun_span(doc[opening.i : opening.i + 1], noun), part=_is_part(
                    doc[opening.i : opening.i + 1], noun),
            )  # fmt: skip
