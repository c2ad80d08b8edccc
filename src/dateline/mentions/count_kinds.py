"""What befell the people counted, from the parse and the words of knowledge/counts.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files

from spacy.tokens import Token

from dateline.knowledge import Knowledge
from dateline.types import CountKind

_LEXICON: dict[str, dict[str, list[str]]] = tomllib.loads(
    files("dateline.knowledge").joinpath("counts.toml").read_text(encoding="utf-8")
)
_KINDS: tuple[CountKind, ...] = (
    "killed", "injured", "arrested", "abducted", "displaced", "participants", "forces",
)  # fmt: skip
HARM = frozenset(("killed", "injured", "arrested", "abducted", "displaced"))


def _words(column: str) -> dict[str, CountKind]:
    return {word: kind for kind in reversed(_KINDS) for word in _LEXICON[kind][column]}


UNDERGO, ACT, NOUNS = _words("undergo"), _words("act"), _words("nouns")
_PEOPLE, PARTICLES = _words("people"), _words("particles")
PERSONS = frozenset((*_LEXICON["person"]["nouns"], *_PEOPLE))
ENDINGS = tuple(_LEXICON["person"]["endings"])
GROUPS = frozenset(_LEXICON["group"]["nouns"])
PART_WORDS = frozenset(_LEXICON["part"]["words"])
_HOLDERS = frozenset(_LEXICON["group"]["holders"])
_FIGURE_VERBS = frozenset(_LEXICON["figure"]["verbs"])
_DEADLY = frozenset((*_LEXICON["deadly"]["adverbs"], *_LEXICON["deadly"]["ends"]))
_UNDONE = frozenset(_LEXICON["undone"]["verbs"])
_UP = frozenset(("conj", "appos", "nmod", "compound", "nummod", "quantmod", "dep", "amod"))
_NOUN_ROLES = frozenset(("of", "by", "with", "involving", "to", "nmod", "compound", "nummod"))


def is_person(noun: Token, knowledge: Knowledge) -> bool:
    """Whether a noun names people one by one: by the agents known, a list, or its ending."""
    lemma = noun.lemma_.lower()
    if lemma in PERSONS or noun.lower_ in PERSONS or noun.ent_type_ == "NORP":
        return True
    agent = knowledge.agents.get(lemma) or knowledge.agents.get(noun.lower_)
    if agent is not None:
        return agent.kind == "person"
    word = knowledge.country_words.get(noun.lower_) or knowledge.country_words.get(lemma)
    return (word is not None and word.form == "demonym") or lemma.endswith(ENDINGS)


def kind_of(top: Token) -> tuple[Token | None, CountKind | None]:
    """The governor, and what it makes of the people counted."""
    for child in top.children:  # "the 12 people killed in the blast"
        if child.dep_ in ("acl", "relcl") and child.tag_ in ("VBN", "VBD"):
            active = any(t.dep_ in ("nsubj", "dobj") for t in child.children)
            kind = ACT.get(child.lemma_) if active else UNDERGO.get(child.lemma_)
            if kind:
                return child, kind
    kind = _PEOPLE.get(top.lemma_.lower()) or _PEOPLE.get(top.lower_)
    for token, role in _above(top):
        found = _by_governor(token, role)
        if found or token.pos_ in ("VERB", "AUX"):
            if top.lower_ in PARTICLES:  # "18 dead": said outright
                return token, kind
            undone = token.lemma_.lower() in _UNDONE
            kind = None if undone else found if found in HARM else kind or found
            return None if role == "within" else token, kind
    return None, kind


def _above(top: Token) -> Iterator[tuple[Token, str]]:
    """The way up from a noun: each token above, and by what relation the noun hangs from it.

    A noun reached by a preposition ends the relation ("the leader of 500 rebels" was killed, not
    they), unless it only holds the people ("a group of 500") or they are some of it ("including").
    """
    token, role = top, top.dep_
    while token.head.i != token.i:
        head = token.head
        if token.dep_ == "pobj" or (token.dep_ == "pcomp" and head.pos_ == "ADP"):
            token, role = head, head.lower_
        elif head.pos_ in ("VERB", "AUX"):
            yield head, role
            return
        else:
            yield head, role
            holds = token.dep_ in _UP or role in PART_WORDS or head.lemma_.lower() in _HOLDERS
            token, role = head, head.dep_ if holds and role != "within" else "within"


def _by_governor(token: Token, role: str) -> CountKind | None:
    lemma = token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX"):
        return _by_verb(token, lemma, role)
    return NOUNS.get(lemma) if role in _NOUN_ROLES else None


def _by_verb(verb: Token, lemma: str, role: str) -> CountKind | None:
    passive = any(t.dep_ == "auxpass" for t in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "conj", "advcl") and role != "dobj"
    )
    undergoes = role in ("dobj", "nsubjpass", "including", "attr", "oprd") or (
        passive and role == "nsubj"
    )
    if undergoes and lemma in UNDERGO:
        return "killed" if _is_deadly(verb) else UNDERGO[lemma]
    if role in ("nsubj", "nsubjpass", "including") and lemma in ACT:
        return ACT[lemma]
    to = (t for child in verb.children if child.lower_ == "to" for t in child.children)
    for child in (*verb.children, *to):  # "left three dead", "took part", "took to the streets"
        said = PARTICLES.get(child.lower_) if child.dep_ != "nsubj" else None
        if said in HARM and (child.dep_ == "dobj" or (role == "nsubj" and lemma != "be")):
            continue
        if said:
            return said
    if lemma in _FIGURE_VERBS and role in ("to", "at", "by", "attr", "dobj", "pobj"):
        return _figure_of(verb)
    return None


def _is_deadly(verb: Token) -> bool:
    """ "Shot and killed", "stabbed to death", "fatally shot", "shot dead"."""
    ends = (t for child in verb.children if child.lower_ == "to" for t in child.children)
    if any(t.lower_ in _DEADLY or PARTICLES.get(t.lower_) == "killed" for t in verb.children):
        return True
    joined = (t for t in verb.children if t.dep_ == "conj" and t.tag_ == verb.tag_)
    dead = (UNDERGO.get(t.lemma_.lower()) == "killed" and not _has_subject(t) for t in joined)
    return any(t.lower_ in _DEADLY for t in ends) or any(dead)


def _has_subject(verb: Token) -> bool:
    return any(t.dep_ in ("nsubj", "nsubjpass", "dobj") for t in verb.children)


def _figure_of(verb: Token) -> CountKind | None:
    """ "The death toll rose to", "a crowd put at": what a figure is a figure of."""
    subjects = [t for t in verb.children if t.dep_ in ("nsubj", "nsubjpass")]
    holder = [verb.head] if verb.dep_ in ("acl", "relcl") else []
    words = [t for subject in subjects for t in subject.subtree] + holder
    kinds = (
        NOUNS.get(t.lemma_.lower()) or PARTICLES.get(t.lower_) or UNDERGO.get(t.lemma_.lower())
        for t in words
    )
    return next((kind for kind in kinds if kind), None)
