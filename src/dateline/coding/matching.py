"""Codebook phrases against the parse: which rule fires on which word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Span, Token

from dateline.codebooks import Rule
from dateline.codebooks.phrases import Element, Phrase
from dateline.coding.arguments import (
    Arguments,
    adjective_arguments,
    is_infinitive,
    noun_arguments,
    own_subjects,
    parties,
    prepositions,
    verb_arguments,
)
from dateline.coding.lemmas import lemmas_of, needed_words

# what a noun may name: "actor", "place", or neither: "thing"
Needing = tuple[Rule, tuple[frozenset[str], ...]]  # a rule, and the words it cannot do without
KindOf = Callable[[Token], frozenset[str]]
PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
READERS = {"verb": verb_arguments, "noun": noun_arguments, "adjective": adjective_arguments}
ASIDE = frozenset({"ccomp", "conj", "advcl", "parataxis", "relcl"})  # other acts than the trigger's
PREDICATIVE = frozenset({"acomp", "attr", "oprd", "ROOT", "conj", "ccomp", "advcl"})
WHOSE = frozenset({"of", "from", "in"})  # "expel diplomats of R": the diplomats are R's
RECIPIENT_PREPS = frozenset(["on", "against", "of", "at", "upon", "to", "with", "over"])


@dataclass
class Match:
    """A rule that fired: where, and what fills its slots."""

    trigger: Token
    rule: Rule
    arguments: Arguments
    actors: list[Token]
    recipients: list[Token]
    content: Token | None
    literals: list[Token] = field(default_factory=list)
    filled: int = 0  # slots besides the subject that the phrase names and the text fills

    @property
    def rank(self) -> tuple[int, int]:
        """Phrases with more fixed words first, then those with more slots filled."""
        phrase, needs = self.rule.phrase, 2 * bool(self.rule.predicate.needs)
        fixed = 3 * len(self.literals) + 2 * bool(phrase.particles)
        return fixed + needs + self.filled, bool(self.actors) + bool(self.recipients)


class Matcher:
    """Rules, indexed by the lemma of their head."""

    def __init__(self, rules: Iterable[Rule], kind_of: KindOf) -> None:
        self.kind_of = kind_of
        self.rules: dict[tuple[str, str], list[Needing]] = defaultdict(list)
        for rule in rules:
            for head in rule.phrase.heads:
                self.rules[rule.phrase.part, head].append((rule, needed_words(rule.phrase)))

    def matches(self, doc: Doc) -> Iterator[Match]:
        """The best rule for each trigger, in the order of the text."""
        for sentence in doc.sents:
            words = {word for t in sentence for word in (t.lower_, t.lemma_.lower())}
            yield from self._in_sentence(sentence, words)

    def _in_sentence(self, sentence: Span, words: set[str]) -> Iterator[Match]:
        for token in sentence:
            part = PARTS.get(token.pos_) if token.ent_type_ not in ("DATE", "TIME") else None
            if token.dep_ == "compound" and token.head.pos_ in ("NOUN", "PROPN"):
                continue  # "talk show", "strike price": the head says what it is
            if part == "adjective" and token.dep_ not in PREDICATIVE:
                continue
            if part and (rules := self._candidates(token, part, words)):
                arguments = READERS[part](token)
                found = [m for rule in rules if (m := self._match(rule, token, arguments))]
                if found:
                    yield max(found, key=lambda match: match.rank)

    def _candidates(self, token: Token, part: str, words: set[str]) -> list[Rule]:
        """Rules with this head whose fixed words all stand in the sentence."""
        forms = [token.lemma_.lower()]
        if token.lower_.endswith(("ed", "ing")) or (part, forms[0]) not in self.rules:
            # the model's lemmatiser makes "rap" of "raped": try every lemma the form may have
            forms += sorted(lemmas_of(token.lower_) - {forms[0]})
        return [
            rule
            for form in forms
            for rule, needed in self.rules.get((part, form), [])
            if not any(map(words.isdisjoint, needed))
        ]

    def _match(self, rule: Rule, token: Token, arguments: Arguments) -> Match | None:
        literals = _literals(rule.phrase, token, arguments)
        if literals is None or not _words_fit(rule, token, arguments):
            return None
        match = _fill(rule, token, arguments, literals)
        if match and not match.recipients and rule.phrase.part == "verb":
            match.recipients = self._recipients_in(rule, literals)
        return match if match and self._kinds_fit(match) else None

    def _recipients_in(self, rule: Rule, literals: list[Token]) -> list[Token]:
        """The recipient that a fixed word is or belongs to: "sacked generals", "Seoul's offer"."""
        elements = rule.phrase.elements
        elsewhere = not rule.object_is_recipient or any(
            e.slot == "C" or (e.slot == "R" and not e.preps <= WHOSE) for e in elements
        )
        found = [t for t in literals if "actor" in self.kind_of(t) and not elsewhere]
        owners = [
            c
            for t in literals
            for c in t.lefts
            if c.dep_ in ("poss", "amod", "compound", "nmod")
            and c.pos_ != "PRON"
            and "actor" in self.kind_of(c)
        ]
        return found or owners

    def _kinds_fit(self, match: Match) -> bool:
        predicate = match.rule.predicate
        return self._fits(predicate.recipient, match.recipients) and self._fits(
            predicate.actor, match.actors
        )

    def _fits(self, wanted: str, tokens: list[Token]) -> bool:
        if wanted == "any":
            return True
        kinds = frozenset[str]().union(*(self.kind_of(token) for token in parties(tokens)))
        return "actor" not in kinds if wanted == "thing" else wanted in kinds


def _literals(phrase: Phrase, token: Token, arguments: Arguments) -> list[Token] | None:
    """The tokens of the phrase's fixed words, None where one is missing."""
    found: list[Token] = []
    for element in phrase.elements:
        if element.kind == "particle":
            if not element.words & arguments.particles:
                return None
        elif element.words:
            hit = _find(element, _pool(phrase, element, token, arguments))
            if hit is None:
                return None
            found.append(hit)
        elif element.kind == "prep" and not element.slot:
            present = {prep for prep, _ in arguments.preps} | arguments.particles
            if not element.preps & present:
                return None
    return found


def _pool(phrase: Phrase, element: Element, token: Token, arguments: Arguments) -> list[Token]:
    if element.kind == "modifier":
        return [c for c in token.subtree if c.i < token.i]
    if element.kind == "prep":
        found = arguments.after(element.preps)
        if element.preps & arguments.particles:  # "hand over base": the parser sees a particle
            found = [*found, *arguments.objects]
        return parties(found)
    objects = arguments.objects or arguments.after(phrase.particles)
    return [*parties([*objects, *arguments.complements]), *arguments.clauses]


def _find(element: Element, pool: list[Token]) -> Token | None:
    return next((t for t in pool if any(stands_for(t, word) for word in element.words)), None)


def stands_for(token: Token, word: str) -> bool:
    """Whether a token is the word, or the head of the words joined by `_`."""
    lemma = token.lemma_.lower()
    if "_" not in word and "-" not in word:
        return word in (lemma, token.lower_)
    parts = word.replace("-", "_-_").split("_")
    if lemma not in parts and token.lower_ not in parts:
        return False
    near = token.doc[max(token.i - 4, 0) : token.i + 5]
    texts = (" ".join(t.lemma_.lower() for t in near), near.text.lower())
    phrase = " ".join(parts)
    return any(f" {phrase} " in f" {text} " for text in texts) or word in texts[1]


def _words_fit(rule: Rule, token: Token, arguments: Arguments) -> bool:
    needs, unless = rule.predicate.needs, rule.predicate.unless
    if not needs and not unless:
        return True
    arguments.words = words = arguments.words or own_words(token, arguments)
    return (not needs or not words.isdisjoint(needs)) and words.isdisjoint(unless)


def own_words(token: Token, arguments: Arguments) -> frozenset[str]:
    """Lemmas of a trigger's arguments, their modifiers and its adjuncts."""
    words = {t.lemma_.lower() for t in (*arguments.subjects, *arguments.objects)}
    queue = [(child, 1) for child in token.children]
    if token.pos_ == "NOUN":
        queue += [(token.head, 3), *((c, 2) for c in token.head.children if c != token)]
    elif token.dep_ in ("acl", "relcl", "pcomp"):
        queue.append((token.head, 2))
    while queue:
        each, depth = queue.pop()
        words |= {each.lemma_.lower(), each.lower_}
        if depth < 4 and each != token and each.dep_ not in ASIDE:
            queue += [(child, depth + 1) for child in each.children if child != token]
    return frozenset(words)


def _fill(rule: Rule, token: Token, arguments: Arguments, literals: list[Token]) -> Match | None:
    phrase, slots = rule.phrase, dict[str, list[Token]]()
    preps = arguments.preps + [p for literal in literals for p in prepositions(literal)]
    arguments = replace(arguments, preps=preps)
    for element in phrase.elements:
        if element.slot:
            tokens = _slot(phrase, element, arguments, literals)
            needed = phrase.part == "verb" and phrase.is_bare
            if not tokens and (element.slot == "C" or needed):
                return None
            slots.setdefault(element.slot, tokens)
    filled = sum(bool(tokens) for tokens in slots.values())
    if phrase.part != "noun":
        slots.setdefault(phrase.subject, _subjects(phrase, arguments))
    elif slots and not filled and not arguments.subjects and not _refers(token):
        return None
    actors = slots.get("A") or (arguments.subjects if phrase.part == "noun" else [])
    recipients = slots["R"] if "R" in slots else _default_recipients(rule, arguments, literals)
    content = next(iter(slots.get("C", [])), None)
    return Match(token, rule, arguments, actors, recipients, content, literals, filled)


def _subjects(phrase: Phrase, arguments: Arguments) -> list[Token]:
    """Who acts. A verb that takes no object has no passive, whatever the tagger saw."""
    if phrase.part == "verb" and arguments.passive and not arguments.subjects:
        prepositional = any(e.kind == "prep" and e.slot == "R" for e in phrase.elements)
        if prepositional and not any(e.kind == "object" for e in phrase.elements):
            return arguments.objects
    return arguments.subjects


def _refers(noun: Token) -> bool:
    """Whether a noun points at an act: "the talks", "his arrest", "US strikes"."""
    return any(
        c.lower_ in ("the", "this", "that", "these", "those") or c.dep_ == "poss" or c.ent_type_
        for c in noun.lefts
    )


def _slot(
    phrase: Phrase, element: Element, arguments: Arguments, literals: list[Token]
) -> list[Token]:
    if element.kind == "object":
        found = arguments.objects or arguments.after(phrase.particles)
        found = found or [s for c in arguments.clauses if is_infinitive(c) for s in own_subjects(c)]
    elif element.kind == "prep":
        found = arguments.after(element.preps)
        if not found and element.preps & arguments.particles:
            found = arguments.objects  # a particle that the phrase writes as a preposition
        if element.slot == "C":
            found = found or [c for c in arguments.clauses if _introduced(c, element.preps)]
    elif element.preps:
        found = [c for c in arguments.clauses if _introduced(c, element.preps)]
        found = found or arguments.after(element.preps)
    else:
        found = [c for c in arguments.clauses if c not in literals] or arguments.objects
    if element.slot == "C" and not found:  # "announced its intention to deliver"
        found = [c for t in literals for c in t.children if c.dep_ in ("acl", "relcl")]
    return [t for t in found if not _covers(t, literals)]


def _covers(token: Token, literals: list[Token]) -> bool:
    return any(t in literals for t in parties([token])[:1])


def _introduced(clause: Token, words: frozenset[str]) -> bool:
    return any(c.lower_ in words and c.dep_ in ("aux", "mark", "prep") for c in clause.children)


def _default_recipients(rule: Rule, arguments: Arguments, literals: list[Token]) -> list[Token]:
    if rule.phrase.part == "verb":
        return [t for t in arguments.objects if not _covers(t, literals)]
    if rule.phrase.part == "noun" and not rule.phrase.has("A"):
        return arguments.after(RECIPIENT_PREPS)
    return []
