"""The modality of an act: future, hypothetical, negation, as the words around it say.

`historical` is a matter of dates and is added where the time is known.
"""

from __future__ import annotations

from spacy.tokens import Token

from dateline.coding.grammar import load_grammar
from dateline.knowledge.speech import load_speech
from dateline.types import Auxiliary

GRAMMAR = load_grammar()
SPEECH = load_speech()
FUTURE_MODALS = frozenset({"will", "'ll", "’ll", "shall", "wo"})
MODALS = frozenset({"may", "might", "could", "would", "should", "must", "can", "ca", "'d"})
CONDITIONS = frozenset({"if", "unless", "whether", "should", "lest"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
# prepositions that set one act beside another, rather than inside it
APART = frozenset("as after amid amidst before during since following despite while".split())
NOBODY = frozenset({"nobody", "none", "nothing"})
PARTIES = frozenset({"nsubj", "nsubjpass", "dobj"})
CLIMBS = frozenset(
    {"xcomp", "ccomp", "advcl", "acl", "pcomp", "dobj", "pobj", "conj", "prep", "nsubjpass"}
)


def auxiliaries(trigger: Token) -> list[Auxiliary]:
    """The auxiliary modes that the parse shows for an act, without `historical`."""
    found: dict[Auxiliary, None] = {}
    _own(trigger, found)
    token = trigger
    for _ in range(5):
        if token.dep_ not in CLIMBS or (token.dep_ == "prep" and token.lower_ in APART):
            break
        if token.dep_ == "conj" and _has_own_auxiliary(token):
            break
        head = token.head
        if head.pos_ in ("VERB", "AUX", "ADJ"):
            _governed(token, head, found)
        if token.dep_ in ("ccomp", "advcl", "relcl") and not _complement_of_governor(head):
            break
        token = head
    return list(found)


def _complement_of_governor(head: Token) -> bool:
    governors = GRAMMAR.governors
    return head.lemma_ in governors.future | governors.hypothetical | governors.negation


def _has_own_auxiliary(token: Token) -> bool:
    return any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") for c in token.children)


def _own(token: Token, found: dict[Auxiliary, None]) -> None:
    """What stands with the word itself: auxiliaries, "not", "if", "no", "planned"."""
    infinitive = False
    for child in token.children:
        word = child.lower_
        ahead = word in FUTURE_MODALS or (word in ("would", "'d") and _is_reported(token))
        if child.dep_ == "aux" and ahead:
            found["future"] = None
        elif child.dep_ == "aux" and word in MODALS:
            found["hypothetical"] = None
        elif child.dep_ == "neg" or (child.dep_ == "advmod" and word in NEGATIONS):
            found["negation"] = None
        elif child.dep_ in ("mark", "advmod") and word in CONDITIONS:
            found["hypothetical"] = None
        elif (child.dep_ == "det" and word == "no") or (
            child.dep_ in PARTIES and _is_nobody(child)
        ):
            found["negation"] = None
        elif child.dep_ == "amod" and child.lemma_.lower() in GRAMMAR.unreal:
            found["future"] = None
        infinitive = infinitive or (child.dep_ == "aux" and word == "to")
    if token.dep_ in ("pcomp", "pobj") and token.head.lower_ == "without":
        found["negation"] = None
    if infinitive and token.dep_ == "acl" and token.head.pos_ == "NOUN":
        found["hypothetical"] = None  # "the demand to expel", "a plan to attack"
    if infinitive and token.dep_ in ("xcomp", "ROOT", "ccomp") and _is_to(token):
        found["future"] = None


def _is_nobody(noun: Token) -> bool:
    """Of "no group claimed", "killed nobody", "none of them"."""
    return noun.lower_ in NOBODY or any(c.dep_ == "det" and c.lower_ == "no" for c in noun.lefts)


def _is_reported(token: Token) -> bool:
    """Of "said it would send": a future seen from the past."""
    conditional = any(
        c.dep_ == "advcl" and any(m.lower_ == "if" for m in c.lefts) for c in token.children
    )
    return token.dep_ == "ccomp" and token.head.lemma_ in SPEECH.asserts and not conditional


def _is_to(token: Token) -> bool:
    """Of "is to visit", "is going to visit", and headlines' "Putin to visit"."""
    head = token.head
    if token.dep_ == "xcomp":
        is_going = head.lemma_ == "go" and head.tag_ == "VBG"
        return is_going or (head.lemma_ == "be" and head.pos_ in ("AUX", "VERB"))
    return token.tag_ == "VB"


def _is_told_as_fact(token: Token) -> bool:
    """Of "told reporters that four were killed", but not of "told them to leave"."""
    tags = {token.tag_, *(c.tag_ for c in token.children if c.dep_ in ("aux", "auxpass"))}
    return token.dep_ == "ccomp" and bool(tags & {"VBD", "VBZ", "VBP"})


def _governed(token: Token, head: Token, found: dict[Auxiliary, None]) -> None:
    """What a governing verb says of the act in its complement."""
    complement = token.dep_ in ("xcomp", "ccomp", "pcomp", "dobj", "acl", "nsubjpass") or (
        token.dep_ == "prep" and head.lemma_ in GRAMMAR.governors.hypothetical
    )
    if token.dep_ == "advcl":
        complement = any(c.lower_ == "to" for c in token.children if c.dep_ == "aux")
    if not complement:
        return
    if head.lemma_ in GRAMMAR.governors.negation:
        found["negation"] = None
    if token.dep_ in ("dobj", "nsubjpass") and head.lemma_ not in ("plan", "schedule"):
        transparent = head.lemma_ in GRAMMAR.light
    else:
        transparent = True
        if head.lemma_ in GRAMMAR.governors.future:
            found["future"] = None
        if head.lemma_ in GRAMMAR.governors.hypothetical and not _is_told_as_fact(token):
            found["hypothetical"] = None
    if transparent and token.dep_ not in ("ccomp", "advcl"):
        _own(head, found)
