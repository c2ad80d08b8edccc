"""A noun of the parse -> an actor mention: its words, and what they say of who it is."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from dateline import types
from dateline.knowledge import Knowledge, fold
from dateline.mentions.people import is_human

INNER = frozenset(
    {
        "compound",
        "amod",
        "nmod",
        "poss",
        "nummod",
        "quantmod",
        "det",
        "case",
        "punct",
        "npadvmod",
        "advmod",
        "predet",
        "neg",
        "hmod",
        "appos",
    }
)
# Adjectives that name a side: "a rebel attack".
PARTISAN = frozenset(
    """rebel insurgent militant islamist guerrilla jihadist opposition paramilitary terrorist
    extremist separatist maoist government loyalist federal""".split()
)
NUMBERS = frozenset("dozen score hundred thousand million ten other".split())
THINGS = frozenset({"it", "this", "that", "which", "what", "these", "those", "its"})
PLACE_NOUNS = frozenset(
    """airport area avenue base border bridge camp capital checkpoint city compound country county
    crossing district embassy enclave garrison headquarters hill hospital island line market mosque
    mountain neighbourhood neighborhood outpost peninsula plateau port position post prison province
    region river road school square state street strip suburb territory town valley village zone
    highway junction church temple university campus airfield stronghold quarter front""".split()
)
DETERMINERS = frozenset(
    """a an the this that these those whose notably namely particularly especially chiefly
    mainly""".split()
)


class ActorMention(msgspec.Struct, frozen=True, kw_only=True):
    """Words that name a party. `words` are folded, `forms` are the same words as they stand;
    `head_at` is the head's place in them.
    """

    span: types.Span
    words: tuple[str, ...]
    forms: tuple[str, ...]
    lemmas: tuple[str, ...]
    head_at: int
    proper: bool
    label: str  # the parser's entity label of the head, or ""
    people: bool = False  # whether what is said of a common noun shows that it names people
    apposition: tuple[str, ...] = ()  # lemmas of what is set beside it, with their capitals
    owner: ActorMention | None = None  # possessor, or what stands after "of"
    country_hint: tuple[str, ...] = ()  # words of an attached place: "police in Kerala"


def mention_of(token: Token, before: Mapping[int, Token]) -> ActorMention:
    """Describe the noun phrase that the token heads; `before` are antecedents by token index."""
    span = noun_phrase(token)
    words, forms, lemmas, head_at = _words(span, token)
    return ActorMention(
        span=span._.source,
        words=words,
        forms=forms,
        lemmas=lemmas,
        head_at=head_at,
        proper=token.pos_ == "PROPN" or bool(token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")),
        label=token.ent_type_,
        people=is_human(token),
        apposition=_apposition(token),
        owner=_owner(token, before),
        country_hint=_located(token),
    )


def noun_phrase(token: Token) -> SpacySpan:
    """The head with what stands before it, and "of X" after it; no clauses, no article."""
    known: dict[int, tuple[int, int]] = token.doc.user_data.setdefault("noun phrases", {})
    if token.i not in known:
        known[token.i] = _edges(token)
    start, end = known[token.i]
    return token.doc[start:end]


def _edges(token: Token) -> tuple[int, int]:
    doc = token.doc
    start = min([token.i, *(c.left_edge.i for c in token.lefts if c.dep_ in INNER)])
    start = min(start, _entity_start(token))
    if token.dep_ == "conj" and token.pos_ == "PROPN":
        start = max(start, token.head.i + 1)
    end = token.i + 1
    for child in token.rights:
        if child.dep_ in ("compound", "nummod", "case") and child.i == end:
            end = child.i + 1
        elif child.dep_ == "prep" and child.lower_ == "of" and child.i <= end:
            end = max([end, *(noun_phrase(c).end for c in child.children if c.dep_ == "pobj")])
    end = max(end, _entity_end(token))
    while start < token.i and (_is_loose(doc[start]) or doc[start].nbor(1).lower_ == "notably"):
        start += 1
    return start, end


def _is_loose(token: Token) -> bool:
    """Whether a word at the edge of a noun phrase is no part of the name."""
    return token.lower_ in DETERMINERS or token.is_punct or token.is_space


def _entity_start(token: Token) -> int:
    """Of a name hyphened to what follows, as in "Addis Ababa-backed", the first word."""
    start, doc = token.i, token.doc
    if token.dep_ != "npadvmod" or doc[min(start + 1, len(doc) - 1)].text != "-":
        return start
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    return start


def _entity_end(token: Token) -> int:
    """A name that the parse breaks off is taken whole where the recogniser saw it whole."""
    end = token.i + 1
    while end < len(token.doc) and token.ent_iob_ and token.doc[end].ent_iob_ == "I":
        if token.doc[end].text == "(":  # an abbreviation in brackets is another name
            break
        end += 1
    return end


def _words(
    span: SpacySpan, head: Token
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], int]:
    """Folded words, forms and lemmas, aligned; a token may fold to several words or to none."""
    words: list[str] = []
    forms: list[str] = []
    lemmas: list[str] = []
    head_at = 0
    for token in span:
        parts = fold(token.text).split()
        lemma = (
            fold(token.lemma_).split() if token.pos_ != "PROPN" or token.tag_ == "NNPS" else parts
        )
        if token.pos_ == "PROPN" and len(parts) == 1 and token.tag_ == "NNPS":
            lemma = [_singular(parts[0])]
        words += parts
        # "Most" that opens a sentence is no name, whatever party is called so
        common = token.is_stop and not token.text.isupper()
        forms += [token.lower_ if common else token.text] * len(parts)
        lemmas += lemma if len(lemma) == len(parts) else parts
        if token == head:
            head_at = max(len(words) - 1, 0)
    return tuple(words), tuple(forms), tuple(lemmas), head_at


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _apposition(token: Token) -> tuple[str, ...]:
    """Lemmas set beside a name: "X, a senior Iraqi militia commander", "X, who is a cleric"."""
    beside = [c for c in token.rights if c.dep_ == "appos"]
    if token.dep_ == "appos" and token.head.pos_ in ("NOUN", "PROPN"):
        beside.append(token.head)
    return tuple(
        t.text if t.pos_ in ("PROPN", "ADJ") else t.lemma_
        for each in beside
        for t in noun_phrase(each)
        if not t.is_punct
    )


def _owner(token: Token, before: Mapping[int, Token]) -> ActorMention | None:
    """The possessor of the head, or what follows its "of"."""
    for child in token.children:
        if child.dep_ == "poss" and child.pos_ in ("NOUN", "PROPN"):
            return mention_of(child, before)
        if child.dep_ == "poss" and child.i in before and before[child.i] != token:
            owner = before[child.i]
            inside = token in owner.subtree or owner.head == token
            return None if inside else mention_of(owner, {})
        if child.dep_ == "prep" and child.lower_ in ("of", "from", "for"):
            for inner in child.children:
                if inner.dep_ == "pobj" and inner.pos_ in ("NOUN", "PROPN"):
                    return mention_of(inner, before)
    return None


def _located(token: Token) -> tuple[str, ...]:
    inside = [
        c
        for p in token.children
        if p.lower_ in ("in", "from", "at")
        for c in p.children
        if c.dep_ == "pobj"
    ]
    return tuple(t.text for c in inside for t in noun_phrase(c) if not t.is_punct)


def kind_of(token: Token, knowledge: Knowledge) -> frozenset[str]:
    """What a noun may name: "actor", "place", both, or neither; "capital" marks capitals."""
    known: dict[int, frozenset[str]] = token.doc.user_data.setdefault("kinds", {})
    if token.i not in known:
        known[token.i] = _kinds(token, knowledge)
    return known[token.i]


def _kinds(token: Token, knowledge: Knowledge) -> frozenset[str]:
    if token.pos_ == "PRON":
        return frozenset() if token.lower_ in THINGS else frozenset({"actor"})
    words, forms, lemmas, head_at = _words(noun_phrase(token), token)
    in_compound = token.i > 0 and token.nbor(-1).text == "-"  # "anti-government"
    if token.pos_ in ("ADJ", "ADV", "VERB") and words and not in_compound:
        found = knowledge.country_in(words, forms)
        named = {word.form for start, end, word in found if start <= head_at < end}
        if named == {"capital"}:
            return frozenset({"actor", "place", "capital"})
        return frozenset({"actor"} if named or token.lower_ in PARTISAN else ())
    kinds = set()
    if token.ent_type_ in ("GPE", "LOC", "FAC") or token.lemma_.lower() in PLACE_NOUNS:
        kinds.add("place")
    if token.ent_type_ in ("PERSON", "NORP") or _is_people(token) or is_human(token):
        kinds.add("actor")
    if token.ent_type_ == "ORG" and token.lemma_.lower() not in PLACE_NOUNS:
        kinds.add("actor")
    found = knowledge.country_in(words, forms)
    states = [word for start, end, word in found if start <= head_at < end]
    if any(word.form != "adjective" for word in states):
        kinds |= {"actor", "place"}
        kinds |= {"capital"} if all(word.form == "capital" for word in states) else set()
    elif states or _is_known(words, forms, lemmas, head_at, knowledge):
        kinds.add("actor")
    return frozenset(kinds)


def _is_people(token: Token) -> bool:
    """Whether a bare number stands for people: "Thousands rallied", "14 detained"."""
    number = token.like_num or token.lemma_.lower() in NUMBERS
    return number and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and not token.is_currency


def _is_known(
    words: tuple[str, ...],
    forms: tuple[str, ...],
    lemmas: tuple[str, ...],
    head_at: int,
    knowledge: Knowledge,
) -> bool:
    if any(start <= head_at < end for start, end, _ in knowledge.named(words, forms)):
        return True
    return agent_at(lemmas, head_at, knowledge) is not None


def agent_at(lemmas: tuple[str, ...], head_at: int, knowledge: Knowledge) -> tuple[int, str] | None:
    """The longest generic agent phrase that ends at the head: (its start, the phrase)."""
    for start in range(max(head_at - 3, 0), head_at + 1):
        phrase = " ".join(lemmas[start : head_at + 1])
        if phrase in knowledge.agents:
            return start, phrase
    return None
