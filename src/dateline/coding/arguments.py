"""Who stands where around a verb or noun: subjects, objects, prepositions, clauses.

Reads the dependency parse through passive, relative, participial, coordinated and
controlled constructions, so that the codebook need not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from dateline.coding.grammar import load_grammar

GRAMMAR = load_grammar()
SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "dative", "obj", "oprd"})
COMPLEMENTS = frozenset({"attr", "acomp", "oprd"})
CLAUSES = frozenset({"xcomp", "ccomp"})
RELATIVE = frozenset({"who", "that", "which", "whom"})
NUMBERS = frozenset(["ten", "dozen", "score", "hundred", "thousand", "million"])
HEADLINE = 20  # tokens; headlines are shorter and end without a full stop
FINITE = frozenset({"VBD", "VBZ", "VBP"})
BARE = frozenset({"VB", "VBG"})
VERBAL = frozenset({"VERB", "AUX"})


@dataclass
class Arguments:
    """The arguments of one trigger, in the order of the text."""

    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    complements: list[Token] = field(default_factory=list)
    preps: list[tuple[str, Token]] = field(default_factory=list)
    clauses: list[Token] = field(default_factory=list)
    particles: set[str] = field(default_factory=set)
    passive: bool = False
    words: frozenset[str] = frozenset()  # lemmas that stand with the trigger

    def after(self, preps: frozenset[str]) -> list[Token]:
        """What stands after any of the prepositions, times apart."""
        return [
            token
            for prep, token in self.preps
            if prep in preps and token.ent_type_ not in ("DATE", "TIME")
        ]


def semantic_head(token: Token) -> Token:
    """The noun that counts: "dozens of soldiers" -> soldiers, "a series of raids" -> raids."""
    beside = [c for c in token.rights if c.dep_ == "appos" and c.tag_ == "NNS"]
    if beside and token.lemma_.lower() in NUMBERS:  # "Thousands of Sadr, militia supporters"
        return beside[0]
    seen = 0
    while seen < 4 and (token.lemma_.lower() in GRAMMAR.partitive or token.pos_ in ("NUM", "DET")):
        inner = [
            c for p in token.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"
        ]
        if not inner:
            break
        token, seen = inner[0], seen + 1
    return token


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it, nouns only with nouns."""
    result, queue = [token], [token]
    while queue:
        for child in queue.pop(0).children:
            if child.dep_ == "conj" and _alike(child, token):
                result.append(child)
                queue.append(child)
    return result


def _alike(one: Token, other: Token) -> bool:
    same_part = (one.pos_ in VERBAL) == (other.pos_ in VERBAL)
    return same_part and not (one.tag_ in FINITE and other.tag_ in BARE)


def parties(tokens: list[Token]) -> list[Token]:
    """Expand coordination and step from measure nouns to what they measure."""
    found: list[Token] = []
    for token in tokens:
        for each in conjuncts(token):
            head = semantic_head(each)
            found += [t for t in conjuncts(head) if t not in found] if head != each else [each]
            found += _misplaced(head)
    return [t for t in dict.fromkeys(found) if not _names_nobody(t)]


def _names_nobody(token: Token) -> bool:
    """Of "himself", and of "a recent one", which stands for a thing named before."""
    reflexive = token.lower_.endswith(("self", "selves"))
    return reflexive or (
        token.lower_ == "one" and any(c.dep_ in ("det", "amod") for c in token.lefts)
    )


def _misplaced(noun: Token) -> list[Token]:
    """Of "supporters of Sadr and militias", the militias: a name is not joined to a plural noun."""
    return [
        c
        for of in noun.children
        if of.lower_ == "of"
        for name in of.children
        if name.pos_ == "PROPN"
        for c in name.children
        if c.dep_ == "conj" and c.tag_ == "NNS"
    ]


def referent(token: Token) -> Token:
    """The noun that a relative pronoun stands for."""
    if token.lower_ not in RELATIVE:
        return token
    verb = token.head
    for _ in range(4):
        if verb.dep_ == "relcl":
            return verb.head
        verb = verb.head
    return token


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive, also a bare participle after its noun."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return True
    if verb.tag_ in ("VBN", "VBD") and _is_headline(verb) and not _direct_objects(verb):
        return not any(c.dep_ == "aux" for c in verb.children)
    if verb.tag_ != "VBN" or any(c.dep_ in SUBJECTS or c.dep_ == "aux" for c in verb.children):
        return False
    if verb.dep_ == "acl":
        return True
    return verb.dep_ == "conj" and is_passive(verb.head) and not _direct_objects(verb)


def _is_headline(verb: Token) -> bool:
    """Whether a verb leads a headline, where past forms are passive: "Man shot in Kyiv"."""
    if verb.dep_ != "ROOT":
        return False
    sentence = verb.sent
    return len(sentence) < HEADLINE and not sentence[-1].is_punct


def _direct_objects(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in OBJECTS and c.dep_ != "oprd"]


def own_subjects(verb: Token) -> list[Token]:
    """Grammatical subjects that stand with the verb itself."""
    return [referent(c) for c in verb.children if c.dep_ in SUBJECTS or c.dep_ in PASSIVE_SUBJECTS]


def grammatical_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The subjects of a verb, inherited through coordination, control and participles."""
    if own := own_subjects(verb):
        return own
    if depth > 6:
        return []
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in VERBAL:
        return grammatical_subjects(_coordinated_with(verb), depth + 1)
    if verb.dep_ in ("relcl", "acl") and head.pos_ not in VERBAL:
        return _noun_subjects(verb, head, depth)
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and head.pos_ in VERBAL:
        return _controlled(verb, head, depth)
    if verb.dep_ in ("xcomp", "ccomp") and head.pos_ == "ADJ":
        return grammatical_subjects(head.head, depth + 1)
    if verb.dep_ == "pcomp":
        return _after_preposition(head, depth)
    return []


def _coordinated_with(verb: Token) -> Token:
    """The verb that a finite verb is joined to: not "repeal" in "asked it to repeal the tax and
    threatened", which is where a small parser may hang it."""
    head = verb.head
    while (
        verb.tag_ in FINITE and head.tag_ in BARE and head.head.pos_ in VERBAL and head.head != head
    ):
        head = head.head
    return head


def _noun_subjects(verb: Token, noun: Token, depth: int) -> list[Token]:
    """Of "militants killing", "troops deployed", but "a plan to attack" is the planner's."""
    if verb.dep_ == "acl" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        owners = noun_actors(noun)
        return owners or _governing_subjects(noun, depth)
    return [noun]


def _governing_subjects(noun: Token, depth: int) -> list[Token]:
    head = noun.head
    if noun.dep_ in OBJECTS and head.pos_ in VERBAL:
        return actors_of(head, depth + 1)
    return []


def _controlled(verb: Token, governor: Token, depth: int) -> list[Token]:
    objects = _direct_objects(governor)
    controls = governor.lemma_ in GRAMMAR.object_control
    if verb.dep_ != "advcl" and controls:
        return objects or (
            grammatical_subjects(governor, depth + 1) if is_passive(governor) else []
        )
    if verb.dep_ == "advcl" and controls and verb.tag_ == "VB" and objects:
        return objects
    return actors_of(governor, depth + 1) or grammatical_subjects(governor, depth + 1)


def _after_preposition(prep: Token, depth: int) -> list[Token]:
    """Of "accused X of killing", "X, responsible for killing", "after killing X, Y fled"."""
    head = prep.head
    if head.pos_ in VERBAL:
        if head.lemma_ in GRAMMAR.object_control and prep.lower_ in ("of", "for", "from", "with"):
            passive = is_passive(head)
            return grammatical_subjects(head, depth + 1) if passive else _direct_objects(head)
        return grammatical_subjects(head, depth + 1)
    if head.pos_ == "ADJ":
        return (
            grammatical_subjects(head.head, depth + 1) if head.head.pos_ in VERBAL else [head.head]
        )
    return [head]


def objects_of(verb: Token) -> list[Token]:
    """What the verb acts on: objects, or the subject of a passive."""
    if is_passive(verb):
        return grammatical_subjects(verb) + [c for c in verb.children if c.dep_ == "dobj"]
    found = _direct_objects(verb)
    if found:
        return [referent(t) for t in found]
    if verb.dep_ == "relcl" and own_subjects(verb) and verb.head not in own_subjects(verb):
        return (
            [verb.head]
            if not any(c.dep_ == "pobj" for p in verb.children for c in p.children)
            else []
        )
    return _shared_object(verb)


def _shared_object(verb: Token) -> list[Token]:
    """Of "attacked and killed the soldiers", attack has the object of kill."""
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ in VERBAL and child.i - verb.i <= 3:
            return _direct_objects(child)
    return []


def actors_of(verb: Token, depth: int = 0) -> list[Token]:
    """Who does what the verb says: its subject, or after "by" where it is passive."""
    if is_passive(verb):
        by = [p for p in verb.children if p.dep_ == "agent" or p.lower_ == "by"]
        return _after_by(by or _later_by(verb))
    return grammatical_subjects(verb, depth)


def _after_by(prepositions_: list[Token]) -> list[Token]:
    return [c for p in prepositions_ for c in p.children if c.dep_ in ("pobj", "pcomp")]


def _later_by(verb: Token) -> list[Token]:
    """A "by" that a small parser hung lower: "was cleared of all charges by a court"."""
    found = []
    for token in verb.subtree:
        if token.lower_ == "by" and token.i > verb.i and token.dep_ in ("prep", "agent"):
            above = token.head
            while above != verb and above.pos_ not in VERBAL:
                above = above.head
            if above == verb:
                found.append(token)
    return found[:1]


def verb_arguments(verb: Token) -> Arguments:
    """Gather the arguments of a verb."""
    arguments = Arguments(
        subjects=actors_of(verb), objects=objects_of(verb), passive=is_passive(verb)
    )
    for child in verb.children:
        if child.dep_ in COMPLEMENTS:
            arguments.complements += conjuncts(child)
        if child.dep_ in CLAUSES or (child.dep_ == "advcl" and _is_complement(child)):
            arguments.clauses.append(child)
        if child.dep_ in ("prt", "advmod", "prep"):
            arguments.particles.add(child.lower_)
    arguments.preps = list(prepositions(verb))
    for noun in (*arguments.objects, *arguments.complements):
        if noun.head == verb:
            arguments.preps += prepositions(noun)
            arguments.preps += [
                p for c in noun.children if c.dep_ == "conj" for p in prepositions(c)
            ]
    return arguments


def is_infinitive(clause: Token) -> bool:
    """Whether a clause is an infinitive, a bare one after "let", or has no verb ("a fugitive")."""
    if clause.pos_ not in VERBAL:
        return True
    auxiliaries = {c.lower_ for c in clause.children if c.dep_ == "aux"}
    return clause.tag_ == "VB" and auxiliaries <= {"to"}


def _is_complement(clause: Token) -> bool:
    """Small parsers often call a complement adverbial: "called for troops to leave"."""
    return any(
        c.dep_ in ("aux", "mark") and c.lower_ in ("to", "for", "that") for c in clause.children
    )


def prepositions(token: Token, depth: int = 0) -> Iterator[tuple[str, Token]]:
    """Prepositions of a word with what follows, also "out of X" and "back from X"."""
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.pos_ != "NOUN":
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    yield child.lower_, _before_time(inner)
        if depth < 2 and child.dep_ in ("prep", "prt", "advmod", "agent"):
            yield from prepositions(child, depth + 1)


def _before_time(noun: Token) -> Token:
    """Of "split from Hamas years ago" Hamas, which a small parser takes for a part of "years"."""
    if noun.ent_type_ not in ("DATE", "TIME"):
        return noun
    names = [c for c in noun.lefts if c.dep_ == "compound" and c.pos_ == "PROPN"]
    return next((c for c in names if c.ent_type_ not in ("DATE", "TIME")), noun)


def noun_arguments(noun: Token) -> Arguments:
    """Gather the arguments of a noun that names an act: "police raid on X", "X's talks with Y"."""
    arguments = Arguments(subjects=noun_actors(noun))
    arguments.preps = list(prepositions(noun))
    # a small parser hangs "the surrender of the rebels to the army" on the rebels
    arguments.preps += [
        p for prep, inner in arguments.preps if prep in ("of", "by") for p in prepositions(inner)
    ]
    governor = noun.head
    if noun.dep_ in OBJECTS | PASSIVE_SUBJECTS and governor.pos_ in VERBAL:
        arguments.preps += [p for p in prepositions(governor) if p[0] != "by"]
    arguments.clauses = [c for c in noun.children if c.dep_ in ("acl", "relcl", "ccomp")]
    return arguments


def noun_actors(noun: Token) -> list[Token]:
    """Possessors and "by X" of a noun; modifiers that name parties are left to the coder."""
    owners = [c for c in noun.children if c.dep_ == "poss"]
    near = [noun, *(c for p in noun.children for c in p.children if c.dep_ == "pobj")]
    agents = [
        c
        for n in near
        for p in n.children
        if p.lower_ == "by"
        for c in p.children
        if c.dep_ == "pobj"
    ]
    return agents or owners


def adjective_arguments(adjective: Token) -> Arguments:
    """Gather the arguments of a predicative adjective: "X is critical of Y"."""
    verb = adjective.head
    subjects = grammatical_subjects(verb) if verb.pos_ in VERBAL else [verb]
    arguments = Arguments(subjects=subjects, preps=list(prepositions(adjective)))
    arguments.clauses = [c for c in adjective.children if c.dep_ in CLAUSES]
    return arguments
