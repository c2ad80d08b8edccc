"""Which words of a Doc tie two entities together, by the phrases of codebooks/relations.toml."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from dateline.codebooks import Rule
from dateline.codebooks.relations import Compound, Relations, Words, words_of
from dateline.coding import roles
from dateline.coding.arguments import parties, referent
from dateline.coding.auxiliary import auxiliaries
from dateline.coding.matching import KindOf, Matcher, stands_for
from dateline.types import RelationType

UNREAL = frozenset({"negation", "hypothetical", "future"})
ARTICLES = frozenset({"a", "an", "one", "another", "several", "some"})
# verbs after which an infinitive tells a fact: "is believed to lead", "went on to found"
FACTUAL = frozenset(
    """believe say think know report allege appear seem use continue begin start come help manage
    go dare happen tend""".split()
)
NEAR = 4  # words between a compound and its noun, where the parse does not say


class Tie(NamedTuple):
    """A relation by its words: A's and R's head nouns; `words` say what these must be."""

    type: RelationType
    trigger: Token
    subject: Token
    object: Token | None
    words: Words
    office: Span | None = None


class TieFinder:
    """Finds ties; holds the relations' rules by the lemma of their head."""

    def __init__(self, relations: Relations, kind_of: KindOf) -> None:
        self.kind_of = kind_of
        self.compounds = relations.compounds
        self.verbs = Matcher([r for r in relations.rules if r.phrase.part == "verb"], kind_of)
        self.rules: dict[tuple[str, str], list[Rule]] = defaultdict(list)
        for rule in relations.rules:
            for head in rule.phrase.heads:
                self.rules[rule.phrase.part, head].append(rule)
        self.possessed = [(t, w) for t, w in relations.entries if w.possessed]
        self.of_body = [(t, w) for t, w in relations.entries if w.of_body]

    def ties(self, doc: Doc) -> list[Tie]:
        """Every tie of a Doc that is told as a fact, in the order of the text."""
        found = [*self._by_verbs(doc)]
        for token in doc:
            found += self._by_noun(token)
            found += self._by_adjective(token)
            found += self._by_compound(token)
            found += self._by_name(token)
        found = [_with_names(tie) for tie in found]
        unique = {(t.type, t.subject.i, t.object and t.object.i): t for t in found[::-1]}
        real = [t for t in unique.values() if t.subject != t.object and _is_real(t.trigger)]
        return sorted(real, key=lambda t: (t.trigger.i, t.subject.i, t.object.i if t.object else 0))

    def is_actor(self, token: Token) -> bool:
        """Whether a noun may name a party; "forces" that are led or backed are one too."""
        return "actor" in self.kind_of(token) or token.lower_ == "forces"

    def _by_verbs(self, doc: Doc) -> Iterator[Tie]:
        for match in self.verbs.matches(doc):
            pairs = product(parties(match.actors), parties(match.recipients))
            for subject, object_ in pairs:
                words, type_ = words_of(match.rule), _type(match.rule)
                if _is_past_of_another(match.trigger, match.rule):
                    continue
                if self.is_actor(subject) and self.is_actor(object_):
                    yield Tie(type_, match.trigger, subject, object_, words)

    def _by_noun(self, noun: Token) -> Iterator[Tie]:
        rules = self.rules.get(("noun", noun.lemma_.lower()), [])
        if not rules or noun.pos_ not in ("NOUN", "PROPN", "ADJ") or self._is_first_half(noun):
            return
        former, before = roles.is_former(noun), roles.words_before(noun)
        fitting = [r for r in rules if words_of(r).former == former and _has_words(r, before)]
        for rule in sorted(fitting, key=lambda r: -len(r.phrase.literals)):
            found = list(self._office(noun, rule) if former else self._role(noun, rule))
            if found:
                yield from found
                return

    def _is_first_half(self, noun: Token) -> bool:
        """Whether the noun after it says what it is: "Chief Minister", "Secretary-General"."""
        at = noun.i + (2 if noun.i + 1 < noun.sent.end and noun.nbor(1).text == "-" else 1)
        return at < noun.sent.end and ("noun", noun.doc[at].lemma_.lower()) in self.rules

    def _role(self, noun: Token, rule: Rule) -> Iterator[Tie]:
        words = words_of(rule)
        told = _told(noun)
        type_ = _type(rule)
        if words.title and _is_title(noun):
            type_ = words.title
        elif words.one_of and any(c.lower_ in ARTICLES for c in noun.lefts if c.dep_ == "det"):
            type_ = words.one_of
        if not told and words.alone and roles.after(noun, _preps(rule)):
            told = [noun]
        whose = [t for t in _whose(noun, rule) if self.is_actor(t) or t.pos_ == "PRON"]
        for one, other in product(told, whose):
            if self.is_actor(one):
                yield _tie(type_, noun, one, other, rule)

    def _office(self, noun: Token, rule: Rule) -> Iterator[Tie]:
        """An office once held, of a state, body or place where one is named."""
        whose = [t for t in _whose(noun, rule) if self.kind_of(t) & {"actor", "place"}]
        whose = [t for t in whose if t != roles.field_of(noun)]
        span = roles.office(noun, whose)
        for one in _told(noun):
            yield Tie(_type(rule), noun, one, whose[0] if whose else None, words_of(rule), span)

    def _by_adjective(self, adjective: Token) -> Iterator[Tie]:
        if adjective.pos_ not in ("ADJ", "VERB", "ADP"):
            return
        for rule in self.rules.get(("adjective", adjective.lower_), []):
            objects = parties(roles.after(adjective, _preps(rule)))
            for one, other in product(parties(roles.qualified(adjective)), objects):
                if self.is_actor(one) and self.is_actor(other):
                    yield _tie(_type(rule), adjective, one, other, rule)

    def _by_compound(self, word: Token) -> Iterator[Tie]:
        compound = self.compounds.get(word.lower_)
        if compound is None or (word.is_title and not word.is_sent_start):
            return  # "the Anti-Fraud Group" is a name
        name = _hyphened(word, compound)
        head = _noun_after(word if compound.name_first else name) if name is not None else None
        if name is None or head is None or not self._names(name):
            return
        if compound.words.recipient != "any" and not self.is_actor(head):
            return
        pair = (head, name) if compound.head_is_subject else (name, head)
        yield Tie(compound.type, word, *pair, compound.words)

    def _names(self, token: Token) -> bool:
        """Whether a hyphened word names a party: "government-aligned", not "drug-linked"."""
        if token.lower_ == "state":  # "state-run"
            return False
        return self.is_actor(token) or (token.is_title and token.pos_ in ("PROPN", "ADJ"))

    def _by_name(self, name: Token) -> Iterator[Tie]:
        """What two names side by side say: "Diallo of the Farmers' Party", "Keller's rebels"."""
        for of, body in roles.persons_of(name):
            if self.is_actor(body):
                yield from (Tie(t, of, name, body, w) for t, w in self.of_body)
        if name.dep_ == "poss" and name.ent_type_ == "PERSON":
            yield from self._possessed(name)

    def _possessed(self, name: Token) -> Iterator[Tie]:
        head = name.head
        mark = next((c for c in name.children if c.dep_ == "case"), name)
        for type_, words in self.possessed:
            if head.lemma_.lower() in words.possessed and self.is_actor(head):
                yield Tie(type_, mark, name, head, words)


def _is_past_of_another(verb: Token, rule: Rule) -> bool:
    """Of "found", which may be the past of "find": its lemma says."""
    heads = rule.phrase.heads
    return verb.lower_ in heads and verb.lemma_.lower() not in heads and verb.tag_ != "VB"


def _tie(type_: RelationType, trigger: Token, one: Token, other: Token, rule: Rule) -> Tie:
    """A tie between whom a word tells of and whose it is, as the phrase's slots say."""
    subject, object_ = (other, one) if rule.phrase.subject == "R" else (one, other)
    return Tie(type_, trigger, referent(subject), referent(object_), words_of(rule))


def _told(noun: Token) -> list[Token]:
    """Whom a noun tells of, several only where it is a plural or a predicate."""
    told = roles.described(noun)
    several = noun.tag_ in ("NNS", "NNPS") or roles.copula(noun) is not None
    return parties(told) if several else told


def _is_title(noun: Token) -> bool:
    return noun.dep_ in roles.NAMES and noun.head.i > noun.i and noun.head.pos_ == "PROPN"


def _whose(noun: Token, rule: Rule) -> list[Token]:
    """Whose leader, wing or rival: after "of", the possessor, or the name before."""
    if found := parties(roles.after(noun, _preps(rule))):
        return found
    owner = roles.owner(noun)
    if owner is not None:
        return [owner]
    if before := roles.named_before(noun):
        return before[:1]
    return roles.after(noun.head, _preps(rule)) if _is_title(noun) else []


def _with_names(tie: Tie) -> Tie:
    """The names for common nouns that stand beside them."""
    object_ = tie.object if tie.object is None else roles.named(tie.object)
    return tie._replace(subject=roles.named(tie.subject), object=object_)


def _type(rule: Rule) -> RelationType:
    return rule.type  # type: ignore[return-value]


def _preps(rule: Rule) -> frozenset[str]:
    return frozenset().union(*(e.preps for e in rule.phrase.elements if e.kind == "prep"))


def _has_words(rule: Rule, before: list[Token]) -> bool:
    """Whether the words before a noun are those its phrase wants, and none that it forbids."""
    if any(t.lemma_.lower() in rule.predicate.unless for t in before):
        return False
    return all(any(stands_for(t, w) for t in before for w in ws) for ws in rule.phrase.literals)


def _hyphened(word: Token, compound: Compound) -> Token | None:
    """The name that a hyphen joins to the word, without blanks between."""
    step = -1 if compound.name_first else 1
    hyphen, at = word.i + step, word.i + 2 * step
    if not word.sent.start <= at < word.sent.end or word.doc[hyphen].text not in "-‐‑–":
        return None
    joined = word.doc[min(word.i, at) : max(word.i, at)]
    return None if any(t.whitespace_ for t in joined) else word.doc[at]


def _noun_after(token: Token) -> Token | None:
    """The noun that a compound stands before."""
    for above in token.ancestors:
        if above.i > token.i and above.pos_ in ("NOUN", "PROPN"):
            return above
        if above.i < token.i or above.pos_ not in ("ADJ", "VERB", "NUM"):
            break
    following = token.doc[token.i + 1 : min(token.i + 1 + NEAR, token.sent.end)]
    return next((_last_noun(t) for t in following if t.pos_ in ("NOUN", "PROPN")), None)


def _last_noun(token: Token) -> Token:
    return token.head if token.dep_ == "compound" and token.head.i > token.i else token


def _is_real(trigger: Token) -> bool:
    """Whether a tie is told as a fact: not denied, wished, or to come."""
    verbs: Iterable[Token] = filter(None, (trigger, roles.copula(trigger)))
    return not any(
        UNREAL & set(auxiliaries(token)) or _is_aim(token) or _is_over(token) for token in verbs
    )


def _is_over(verb: Token) -> bool:
    return any(c.lower_ in ("longer", "anymore") and c.dep_ == "advmod" for c in verb.children)


def _is_aim(verb: Token) -> bool:
    """Whether a verb only says what someone means to do: "threatened to leave the party"."""
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    return (
        to and verb.dep_ in ("xcomp", "acl", "advcl", "relcl") and verb.head.lemma_ not in FACTUAL
    )
