"""Who "he", "the group" and "Sadr" are: antecedents within one report.

A cheap, cautious resolver: names by their last word, pronouns and definite nouns by
the nearest fitting party before them, subjects first. What finds nothing stays itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from itertools import combinations
from operator import itemgetter

from spacy.tokens import Doc, Token

KindOf = Callable[[Token], frozenset[str]]
SINGULAR = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
PLURAL = frozenset({"they", "them", "their", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
GROUPS = frozenset(
    """group movement organisation organization militia party faction alliance coalition union
    company agency outfit network bloc""".split()
)
SIDES = frozenset(
    """side party country nation state government neighbour neighbor leader president minister
    delegation group faction camp army power capital foe rival ally enemy force company""".split()
)
REACH = 3  # sentences back
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def antecedents(doc: Doc, kind_of: KindOf) -> dict[int, Token]:
    """For each pronoun, short name or "the group": the index of its token -> its antecedent."""
    found: dict[int, Token] = {}
    parties: list[tuple[int, Token]] = []  # (sentence number, head noun) in order
    names: dict[str, Token] = {}
    for number, sentence in enumerate(doc.sents):
        for token in sentence:
            if token.lower_ in ("who", "whom") and token.dep_ in SUBJECTS:
                verb = token.head if token.head.dep_ == "relcl" else token.head.head
                if verb.dep_ == "relcl":
                    parties.append((number, found.get(verb.head.i, verb.head)))
            elif token.pos_ == "PRON":
                if antecedent := _of_pronoun(token, number, parties):
                    found[token.i] = antecedent
            elif token.pos_ in ("NOUN", "PROPN") and token.dep_ != "compound":
                if token.pos_ == "NOUN" and (group := _of_group(token, number, parties)):
                    found[token.i] = group
                    continue
                if token.pos_ == "PROPN" and (named := _of_name(token, names)):
                    found[token.i] = named
                if "actor" in kind_of(token):
                    parties.append((number, found.get(token.i, token)))
    return found


def pairs(doc: Doc, kind_of: KindOf, before: Mapping[int, Token]) -> dict[int, tuple[Token, Token]]:
    """For each "the two leaders", "both sides": the index of its token -> the two named last.

    They are the only two parties of the nearest sentence that names two, or the two that are
    joined in it, or that one of which acts on the other.
    """
    found: dict[int, tuple[Token, Token]] = {}
    last: tuple[Token, Token] | None = None
    for sentence in doc.sents:
        named: dict[Token, Token] = {}  # by whom they stand for
        again = False
        for token in sentence:
            if last is not None and _is_pair(token):
                found[token.i], again = last, True
            elif _is_party(token) and "actor" in kind_of(token):
                named.setdefault(before.get(token.i, token), token)
        last = last if again else _two(list(named.values())) or last
    return found


def _is_pair(token: Token) -> bool:
    """Of "both sides", "the two leaders", "its two neighbours" is not one."""
    words = {c.lower_ for c in token.lefts}
    bare = not any(c.dep_ in ("poss", "amod", "compound", "relcl", "prep") for c in token.children)
    plural = token.tag_ == "NNS" and token.lemma_.lower() in SIDES
    return plural and bare and ("both" in words or {"the", "two"} <= words)


def _is_party(token: Token) -> bool:
    """Whether a noun may be one of two sides; not a place, "in Geneva"."""
    if token.pos_ not in ("NOUN", "PROPN") or token.head.lower_ in ("in", "at", "near"):
        return False
    return token.dep_ in (*SUBJECTS, "dobj", "pobj", "conj")


def _two(parties: list[Token]) -> tuple[Token, Token] | None:
    if len(parties) == 2:
        return parties[0], parties[1]
    joined = [(t.head, t) for t in parties if t.dep_ == "conj" and t.head in parties]
    facing = [(one, t) for one, t in combinations(parties, 2) if _face(one, t)]
    return next((both[0] for both in (joined, facing) if len(both) == 1), None)


def _face(one: Token, other: Token) -> bool:
    """Whether one acts on the other, by one verb."""
    return one.head == other.head and one.dep_ in SUBJECTS and other.dep_ == "dobj"


def _of_pronoun(token: Token, number: int, parties: list[tuple[int, Token]]) -> Token | None:
    word = token.lower_
    if word in SINGULAR:
        fits = _is_person
    elif word in PLURAL:
        fits = _is_several
    elif word in NEUTER:
        fits = _is_body
    else:
        return None
    return _nearest(token, number, parties, fits)


def _of_group(token: Token, number: int, parties: list[tuple[int, Token]]) -> Token | None:
    definite = any(c.lower_ in ("the", "this", "that") for c in token.children if c.dep_ == "det")
    bare = not any(c.dep_ in ("amod", "compound", "poss", "prep", "nmod") for c in token.children)
    if token.lemma_ in GROUPS and definite and bare:
        return _nearest(token, number, parties, _is_named_body)
    return None


def _nearest(
    token: Token, number: int, parties: list[tuple[int, Token]], fits: Callable[[Token], bool]
) -> Token | None:
    """Subjects of the nearest sentence first; not a co-argument of the same verb."""
    first = bisect_left(parties, number - REACH, key=itemgetter(0))
    near = [
        (sentence, party.ent_type_ == "PERSON", party.dep_ in SUBJECTS, order, party)
        for order, (sentence, party) in enumerate(parties[first:])
        if fits(party) and not _clashes(token, party)
    ]
    return max(near, key=lambda each: each[:4])[4] if near else None


def _clashes(token: Token, party: Token) -> bool:
    """An object pronoun is no subject above it: in "police beat them", not the police."""
    if token.dep_ == "poss":
        return False
    if token.dep_ in SUBJECTS:
        return token.head == party.head
    return party.dep_ in SUBJECTS and party.head in token.ancestors


def _is_person(token: Token) -> bool:
    if token.ent_type_ == "PERSON":
        return True
    return token.tag_ in ("NN", "NNP") and token.ent_type_ not in (
        "GPE",
        "ORG",
        "NORP",
        "LOC",
        "FAC",
    )


def _is_several(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS", "CD") or token.ent_type_ in ("ORG", "NORP")


def _is_body(token: Token) -> bool:
    return token.ent_type_ in ("GPE", "ORG") or (token.tag_ == "NN" and token.lemma_ in GROUPS)


def _is_named_body(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.ent_type_ != "GPE" and token.ent_type_ != "PERSON"


def _of_name(token: Token, names: dict[str, Token]) -> Token | None:
    """A short name's full form earlier in the report; remembers full forms."""
    parts = [c for c in token.lefts if c.dep_ in ("compound", "nmod", "amod")]
    proper = [c for c in parts if c.pos_ == "PROPN"]
    if any(c.dep_ == "prep" for c in token.children):
        return None  # "Department of Labor" is not the "Justice Department" named before
    earlier = names.get(token.text)
    if earlier is None or len(proper) > 2:
        if proper or earlier is None:
            names[token.text] = token
        return None
    return earlier
