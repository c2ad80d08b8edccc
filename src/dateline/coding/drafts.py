"""Matches -> drafts of claims: merge what tells of one act, absorb what is only said of.

"A US airstrike killed X" is one act, the strike its means; "threatened to impose
sanctions" is a threat and no sanction; "arrested and beat" are two acts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dateline.codebooks import Codebook
from dateline.coding.arguments import (
    OBJECTS,
    PASSIVE_SUBJECTS,
    VERBAL,
    actors_of,
    grammatical_subjects,
    objects_of,
    parties,
    semantic_head,
)
from dateline.coding.auxiliary import auxiliaries
from dateline.coding.grammar import load_grammar
from dateline.coding.matching import KindOf, Match, Matcher

GRAMMAR = load_grammar()
KEEPS_CONTENT = frozenset({"ACCUSE"})
TAKES_CONTENT = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE"})
CONFLICT = frozenset({"ASSAULT", "SANCTION", "COERCE", "PROTEST"})
YIELDING = frozenset({"AGREE", "RETREAT", "CONCEDE"})
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "mark"})
COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
SIDED = frozenset({"visit", "third-party"})  # modes that tell guest from host, broker from sides
EXAMPLES = frozenset("notably including namely particularly especially chiefly mainly".split())
MEANS = frozenset("in by with during through via under from".split())


@dataclass
class Draft:
    """A claim still tied to the parse."""

    trigger: Token
    type: str
    modes: list[str]
    contexts: list[str]
    auxiliary: list[str]
    actors: list[Token]
    recipients: list[Token]
    rule: str
    weight: int
    mutual: bool = False
    tokens: list[Token] = field(default_factory=list)  # triggers of all that was merged
    content: Token | None = None
    accusation: Draft | None = None  # the ACCUSE whose content this is
    notes: list[str] = field(default_factory=list)
    confidence: float = 0.0  # of its type, once it is judged


class Drafter:
    """Proposes drafts for the sentences of a Doc by a codebook's rules."""

    def __init__(self, codebook: Codebook, kind_of: KindOf) -> None:
        self.codebook = codebook
        self.kind_of = kind_of
        self.matcher = Matcher(codebook.rules, kind_of)

    def drafts(self, doc: Doc) -> list[Draft]:
        """Drafts in the order of their triggers."""
        matches = _without_literals(list(self.matcher.matches(doc)))
        acts = frozenset(match.trigger.i for match in matches)
        drafts = {m.trigger.i: self._draft(m) for m in matches}
        for match in matches:
            if match.trigger.pos_ not in VERBAL:
                self._complete_noun(drafts[match.trigger.i])
        self._merge_means(drafts)
        self._merge_coordinated(drafts)
        self._absorb(drafts)
        _drop_demands(drafts)
        kept = sorted(drafts.values(), key=lambda draft: draft.trigger.i)
        for draft in kept:
            self._settle(draft, drafts, acts)
        return [draft for draft in kept if draft.actors or "hypothetical" not in draft.auxiliary]

    def _draft(self, match: Match) -> Draft:
        predicate = match.rule.predicate
        trigger = match.trigger
        return Draft(
            trigger=trigger,
            type=match.rule.type,
            modes=list(predicate.modes),
            contexts=list(predicate.contexts),
            auxiliary=[*dict.fromkeys([*predicate.auxiliary, *auxiliaries(trigger)])],
            actors=parties(match.actors) + _notable(trigger),
            recipients=parties(match.recipients),
            rule=match.rule.where,
            weight=match.rank[0],
            mutual=predicate.mutual,
            tokens=[trigger, *match.literals],
            content=match.content,
        )

    def _complete_noun(self, draft: Draft) -> None:
        """Fill a nominal act's parties from its modifiers and from the verb that carries it."""
        noun = draft.trigger
        named, against = self._modifiers(noun, draft.type)
        draft.actors = draft.actors or named
        draft.recipients = draft.recipients or against
        for clause in noun.children:
            if clause.dep_ in ("acl", "relcl") and clause.tag_ == "VBN":
                draft.actors = draft.actors or parties(actors_of(clause))
        governor, preposition = _governor(noun)
        if governor is None:
            return
        lemma = governor.lemma_
        with_prep = f"{lemma} {preposition}"
        if lemma in GRAMMAR.suffer or with_prep in GRAMMAR.suffer:
            draft.recipients = draft.recipients or parties(grammatical_subjects(governor))
        elif with_prep in GRAMMAR.light_with or (not preposition and lemma in GRAMMAR.light):
            subjects = parties(actors_of(governor))
            subjects += _notable(governor)
            draft.actors += [t for t in subjects if t not in draft.actors and t != noun]
            draft.tokens.append(governor)

    def _modifiers(self, noun: Token, type_: str) -> tuple[list[Token], list[Token]]:
        """Parties before a noun: "US airstrike", "Saudi-led raid", "anti-government rally".

        A capital before a deed says where ("the Kabul bombing"), before words who.
        """
        deed = self.codebook.types[type_].quad in (2, 4)
        named: list[Token] = []
        against: list[Token] = []
        for child in noun.lefts:
            if _after_prefix(child, "anti"):
                against.append(child)
            elif "-" in (child.text, child.nbor(1).text, child.i and child.nbor(-1).text):
                continue  # a part of "million-man", no party
            elif child.dep_ in ("compound", "amod", "nmod") and not _after_prefix(child, "pro"):
                leads = [c for c in child.children if c.dep_ == "npadvmod"]
                own = leads if child.lower_ in ("led", "backed") else [child]
                kinds = [(t, self.kind_of(t)) for t in own]
                named += [t for t, k in kinds if "actor" in k and not (deed and "capital" in k)]
        return named, against

    def _merge_means(self, drafts: dict[int, Draft]) -> None:
        """Fold the nominal act by which a verb was done into the verb's draft."""
        for draft in list(drafts.values()):
            if draft.trigger.pos_ not in VERBAL:
                continue
            for noun in _means(draft.trigger):
                means = drafts.get(noun.i)
                if means and means is not draft and means.type == draft.type:
                    _fold(draft, means)
                    del drafts[noun.i]

    def _merge_coordinated(self, drafts: dict[int, Draft]) -> None:
        """Make one draft of "killed 12 and wounded 30"."""
        for index in sorted(drafts):
            draft = drafts[index]
            head = draft.trigger.head
            other = drafts.get(head.i)
            coordinated = _goes_with(draft.trigger) and not draft.auxiliary
            if coordinated and other and _one_deed(other, draft):
                _join(other, draft)
                drafts[index] = other
        for index in [i for i, draft in drafts.items() if draft.trigger.i != i]:
            del drafts[index]

    def _absorb(self, drafts: dict[int, Draft]) -> None:
        """Take what is only agreed, asked, refused or threatened into the act of saying so."""
        for draft in sorted(drafts.values(), key=lambda d: d.trigger.i):
            if draft.content is None or draft.trigger.i not in drafts:
                continue
            contents = _contents(draft, drafts)
            if draft.type in KEEPS_CONTENT:
                for content in contents:
                    self._accused(draft, content)
                if contents:
                    self._accuse_beside(draft, drafts)
            elif all(content.type == draft.type for content in contents):
                for content in contents:  # "claimed responsibility for the attack on X"
                    _fold(draft, content)
                    drafts.pop(content.trigger.i, None)
            elif draft.type in TAKES_CONTENT:
                for content in contents:
                    self._take(draft, content)
                    drafts.pop(content.trigger.i, None)
            if not draft.recipients and not (draft.type == "REQUEST" and contents):
                affected = self._affected(draft.content)
                draft.recipients = [t for t in affected if t not in draft.actors]

    def _accuse_beside(self, draft: Draft, drafts: dict[int, Draft]) -> None:
        """Of "accused X of attacks, with one killing Y", put the killing on the accuser's word."""
        for prep in draft.trigger.children:
            if prep.lower_ == "with":
                for token in prep.subtree:
                    beside = drafts.get(token.i)
                    if beside and beside.accusation is None:
                        self._accused(draft, beside)

    def _accused(self, draft: Draft, content: Draft) -> None:
        content.accusation = draft
        draft.recipients = draft.recipients or content.actors
        content.actors = content.actors or draft.recipients

    def _take(self, draft: Draft, content: Draft) -> None:
        """Who is asked is who should act; of other operators, whom the act would touch."""
        called = draft.type == "REQUEST" and content.type == "PROTEST"
        sides = [[] if called else content.recipients, content.actors]
        for side in reversed(sides) if draft.type == "REQUEST" else sides:
            draft.recipients = draft.recipients or [t for t in side if t not in draft.actors]
        draft.modes = draft.modes or self._content_modes(draft.type, content)
        draft.notes.append(f"content {content.trigger.text!r} ({content.type}) absorbed")
        draft.tokens += content.tokens

    def _content_modes(self, type_: str, content: Draft) -> list[str]:
        """The mode that the content gives: its own type and mode first, then its type."""
        mapping = self.codebook.types[type_].content_modes
        keys = [*(f"{content.type}.{mode}" for mode in content.modes), content.type]
        return [mapping[key] for key in keys if key in mapping][:1]

    def _affected(self, content: Token) -> list[Token]:
        """Whom an uncoded content is about: "the removal of American forces"."""
        if content.pos_ in VERBAL:
            return parties(objects_of(content)) or parties(grammatical_subjects(content))
        preps = [p for p in content.children if p.dep_ == "prep"]
        chosen = [p for p in preps if p.lower_ == "of"] or preps
        return parties([c for p in chosen for c in p.children if c.dep_ == "pobj"])

    def _settle(self, draft: Draft, drafts: dict[int, Draft], acts: frozenset[int]) -> None:
        """Put parties for acts; apply PLOVER's rule that a type beats a type and auxiliary."""
        draft.actors = _doers(draft.actors, drafts, acts)
        verbal = self.codebook.types[draft.type].quad in (1, 3)
        draft.recipients = _doers(draft.recipients, drafts if verbal else {}, acts)
        told = self.codebook.types[draft.type].actor_modes
        by_actor = [told[word] for t in draft.actors if (word := t.lemma_.lower()) in told]
        draft.modes = draft.modes or list(dict.fromkeys(by_actor))
        draft.recipients += [h for t in draft.recipients for h in _hosted(t)]
        draft.recipients = [t for t in draft.recipients if t not in draft.actors]
        refused = {"future", "negation"} <= set(draft.auxiliary) and draft.actors
        if refused and draft.type in COOPERATIVE | YIELDING:
            draft.auxiliary = [a for a in draft.auxiliary if a != "negation"]
            self._retype(draft, "REJECT", self._content_modes("REJECT", draft))
            return
        ahead = "future" in draft.auxiliary and "negation" not in draft.auxiliary
        if ahead and draft.type in COOPERATIVE:
            self._retype(draft, "AGREE")
        elif ahead and draft.type == "RETREAT" and draft.accusation is None:
            self._retype(draft, "CONCEDE")
        elif (
            ahead
            and draft.type in CONFLICT
            and draft.actors
            and "hypothetical" not in draft.auxiliary
        ):
            self._retype(draft, "THREATEN", self._content_modes("THREATEN", draft))
        else:
            share_sides(draft, self.codebook)

    def _retype(self, draft: Draft, new: str, modes: list[str] | None = None) -> None:
        draft.notes.append(f"{draft.type} still to come is {new}")
        draft.type, draft.modes = new, modes or []
        draft.auxiliary = [a for a in draft.auxiliary if a != "future"]


def is_mutual(draft: Draft, codebook: Codebook) -> bool:
    """Whether both sides do it; of what is not judged yet nobody knows."""
    return draft.mutual or (draft.type in codebook.types and codebook.types[draft.type].mutual)


def share_sides(draft: Draft, codebook: Codebook) -> None:
    """Make all parties actors of what all do: "A met B", unless a mode tells guest from host."""
    if is_mutual(draft, codebook) and not SIDED & set(draft.modes):
        draft.actors += [t for t in draft.recipients if t not in draft.actors]
        draft.recipients = []


def _one_deed(one: Draft, other: Draft) -> bool:
    """Whether two coordinated acts can be one: not "seized cocaine and arrested the crew"."""
    alike = set(one.modes) == set(other.modes) or not one.modes or not other.modes
    return one.type == other.type and one.content is None and alike


def _goes_with(verb: Token) -> bool:
    """Whether a verb tells more of the act before it: "killed 12 and wounded 30"."""
    if verb.dep_ == "conj":
        return True
    own = any(c.dep_ in SUBJECT_DEPS for c in verb.children)
    return verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i > verb.head.i and not own


def _doers(tokens: list[Token], drafts: Mapping[int, Draft], acts: frozenset[int]) -> list[Token]:
    """Parties, with the doers of an act in place of the act: "condemned the raid by X"."""
    found: list[Token] = []
    for token in tokens:
        if token.i not in acts or token.pos_ == "PROPN":
            found.append(token)
        elif act := drafts.get(token.i):
            found += act.actors
    return list(dict.fromkeys(found))


def _without_literals(matches: list[Match]) -> list[Match]:
    """Drop matches on words that a longer match already uses as its own.

    Of "a rally called by X" the rally stays, since the sentence goes on about it.
    """
    acts = {m.trigger.i: m.rule.type for m in matches}
    matches = [
        m
        for m in matches
        if not any(_modifies(m.trigger, t) and acts.get(t.i) == m.rule.type for t in m.literals)
    ]
    used = {t.i for m in matches for t in m.literals if t.i != m.trigger.i}
    return [m for m in matches if m.trigger.i not in used]


def _modifies(verb: Token, noun: Token) -> bool:
    return verb.dep_ in ("acl", "relcl") and verb.head == noun


def _after_prefix(token: Token, prefix: str) -> bool:
    """Whether the token ends a word such as "anti-government" (tokenised in three)."""
    doc = token.doc
    if token.i >= 2 and doc[token.i - 1].text == "-" and doc[token.i - 2].lower_ == prefix:
        return True
    return token.lower_.startswith(prefix) and token.i >= 1 and token.lower_ != prefix


def _governor(noun: Token) -> tuple[Token | None, str]:
    """The verb that a noun is object of, and the preposition between them if any."""
    head = noun.head
    for _ in range(3):
        if noun.dep_ == "conj" or (noun.dep_ == "pobj" and head.head.lemma_ in GRAMMAR.partitive):
            noun = noun.head if noun.dep_ == "conj" else head.head
            head = noun.head
    if noun.dep_ in OBJECTS | PASSIVE_SUBJECTS and head.pos_ in VERBAL:
        return head, ""
    if noun.dep_ == "pobj" and head.head.pos_ in VERBAL:
        return head.head, head.lower_
    if noun.dep_ == "pobj" and head.head.dep_ in OBJECTS and head.head.head.pos_ in VERBAL:
        return head.head.head, head.lower_
    return None, ""


def _contents(draft: Draft, drafts: dict[int, Draft]) -> list[Draft]:
    """The acts that are the content of another, also through a light verb: "to hold talks"."""
    heads = parties([draft.content] if draft.content is not None else [])
    found = [d for d in drafts.values() if d is not draft and any(t in d.tokens for t in heads)]
    return sorted(found, key=lambda d: d.trigger.i)


def _hosted(token: Token) -> list[Token]:
    """Who is in a place: "bases hosting American forces"."""
    clauses = [c for c in token.rights if c.dep_ in ("acl", "relcl")]
    return parties([o for c in clauses if c.lemma_ in GRAMMAR.hosts for o in objects_of(c)])


def _drop_demands(drafts: dict[int, Draft]) -> None:
    """What a protest demands is not coded apart: "rallied to demand", "a march that called for".

    The protest is against whom the demand, or an accusation beside it, is made.
    """
    for index, draft in list(drafts.items()):
        protest = _protest_above(draft.trigger, drafts)
        if protest is None or draft.type not in ("REQUEST", "ACCUSE"):
            continue
        whom = [t for t in draft.recipients if t.head.lower_ not in ("from", "in")]
        protest.recipients = protest.recipients or whom
        if draft.type == "REQUEST":
            protest.notes.append(f"demand {draft.trigger.text!r} not coded apart")
            del drafts[index]


def _protest_above(verb: Token, drafts: dict[int, Draft]) -> Draft | None:
    """The protest that a participle, purpose or relative clause hangs from."""
    token = verb
    for _ in range(3):
        if token.dep_ not in ("advcl", "acl", "relcl", "xcomp", "conj"):
            return None
        token = token.head
        if (found := drafts.get(token.i)) and found.type == "PROTEST":
            return found
    return None


def _notable(verb: Token) -> list[Token]:
    """Further subjects named after the verb: "joined the rally, most notably the Dawa Party"."""
    named = [
        c
        for c in verb.rights
        if c.dep_ in ("npadvmod", "appos", "dep") and any(a.lower_ in EXAMPLES for a in c.lefts)
    ]
    return parties(named) if verb.pos_ in VERBAL else []


def _means(verb: Token) -> list[Token]:
    """Nouns by which the verb was done: its subject, or after "in", "by", "with" ..."""
    found = [t for t in actors_of(verb) if t.pos_ in ("NOUN", "PROPN")]
    together = [verb, *(c for c in verb.conjuncts if c.i > verb.i)]
    for prep in (child for each in together for child in each.children):
        if prep.dep_ in ("prep", "agent") and prep.lower_ in MEANS:
            found += [c for c in prep.children if c.dep_ == "pobj"]
        # "retaliated to the killing with strikes": a parser may hang "with" on the killing
        found += [
            c
            for inner in prep.children
            for p in inner.children
            for c in p.children
            if c.dep_ == "pobj" and f"{verb.lemma_} {p.lower_}" in GRAMMAR.light_with
        ]
    for noun in objects_of(verb):
        for prep in noun.children:
            if noun.head == verb and prep.dep_ == "prep" and prep.lower_ in MEANS:
                found += [c for c in prep.children if c.dep_ == "pobj"]
    return [semantic_head(t) for t in found]


def _fold(draft: Draft, means: Draft) -> None:
    is_subject = means.trigger in draft.actors
    draft.actors = [t for t in draft.actors if t != means.trigger] if is_subject else draft.actors
    draft.actors += [t for t in means.actors if t not in draft.actors and t not in draft.recipients]
    draft.recipients = draft.recipients or means.recipients
    draft.modes += [m for m in means.modes if m not in draft.modes]
    draft.contexts += [c for c in means.contexts if c not in draft.contexts]
    draft.tokens += means.tokens
    draft.notes.append(f"by means of {means.trigger.text!r} ({means.rule})")


def _join(draft: Draft, other: Draft) -> None:
    draft.recipients += [t for t in other.recipients if t not in draft.recipients]
    draft.actors = draft.actors or other.actors
    draft.modes += [m for m in other.modes if m not in draft.modes]
    draft.tokens += other.tokens
    draft.content = draft.content or other.content
    draft.notes.append(f"with {other.trigger.text!r} ({other.rule})")
