"""What the Doc of one report holds, resolved: its parties, places, times and counts.

The one place where mentions meet resolving; coding asks it by token.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, partial

import msgspec
from spacy.tokens import Doc, Span, Token

from dateline.coding.arguments import referent
from dateline.knowledge import Knowledge, folded_words
from dateline.mentions.actors import PLACE_NOUNS, ActorMention, kind_of, mention_of, noun_phrase
from dateline.mentions.coreference import antecedents, pairs
from dateline.mentions.counts import CountMention, find_counts
from dateline.mentions.places import find_places
from dateline.mentions.speakers import Saying, find_attributions
from dateline.mentions.times import find_times
from dateline.resolving.actors import ActorResolver, Setting
from dateline.resolving.gazetteer import Gazetteer
from dateline.resolving.places import PlaceMention, resolve_places
from dateline.resolving.times import Tense, resolve_time
from dateline.types import Attribution, Entity, Place, Report, Time

SURE = 0.5  # a place less sure than this tells nothing of the country
MAJORITY = 0.6  # share of a report's places that makes one country its own
FIRST_PERSON = frozenset({"i", "we", "us", "me", "our", "my"})


class Analysis:
    """Resolved mentions of one report. Lazily computed, each thing once."""

    def __init__(
        self, report: Report, doc: Doc, knowledge: Knowledge, gazetteer: Gazetteer
    ) -> None:
        self.report = report
        self.doc = doc
        self.knowledge = knowledge
        self.gazetteer = gazetteer
        self.resolver = ActorResolver(knowledge)
        self._entities: dict[tuple[int, str | None], Entity | None] = {}

    @cached_property
    def before(self) -> dict[int, Token]:
        """Antecedents of pronouns, short names and definite nouns."""
        return antecedents(self.doc, partial(kind_of, knowledge=self.knowledge))

    @cached_property
    def pairs(self) -> dict[int, tuple[Token, Token]]:
        """Whom "both sides" and "the two leaders" are, by the index of the noun."""
        return pairs(self.doc, partial(kind_of, knowledge=self.knowledge), self.before)

    @cached_property
    def country(self) -> str | None:
        """The country that the report is mostly about: where it was filed weighs most."""
        votes: Counter[str] = Counter()
        if self.report.dateline_place and self.report.dateline_place.country:
            votes[self.report.dateline_place.country] += 3
        for _, place in self.places:
            if place.country and place.confidence >= SURE:
                votes[place.country] += 1
        words, forms = self._folded
        for _, _, word in self.knowledge.country_in(words, forms):
            votes[word.code] += 1
        return votes.most_common(1)[0][0] if votes else None

    @cached_property
    def _folded(self) -> tuple[list[str], list[str]]:
        return folded_words(f"{self.report.title or ''} {self.doc.text}")

    @cached_property
    def names(self) -> dict[str, str]:
        """Last names of known persons whom the report names in full, in whatever spelling."""
        found: dict[str, str] = {}
        words, forms = self._folded
        for start, end, candidates in self.knowledge.named(words, forms):
            if end - start > 1 and candidates[0].kind == "person":
                found.setdefault(words[end - 1], candidates[0].id)
        for name in (ent for ent in self.doc.ents if ent.label_ == "PERSON" and len(ent) > 1):
            spelt, _ = folded_words(name.text)
            actor = self.knowledge.spelt_like(spelt) if spelt[-1] not in found else None
            if actor and actor.country == self.country:
                found[spelt[-1]] = actor.id
        return {
            last: id_ for last, id_ in found.items() if last not in self.knowledge.country_words
        }

    @cached_property
    def places(self) -> list[tuple[Span, Place]]:
        """Places with the words that name them, in the order of the text."""
        found = find_places(self.doc, self.gazetteer)
        spans = [s for s in found if not _is_inside_a_name(s)]
        numbers = {s.start: n for n, s in enumerate(self.doc.sents)}
        mentions = [
            PlaceMention(span=span._.source, sentence=numbers.get(span.sent.start, 0))
            for span in spans
        ]
        resolved = resolve_places(mentions, self.report, self.gazetteer)
        placed = [(s, p) for s, p in zip(spans, resolved, strict=True) if p is not None]
        elsewhere = {s.text for s, p in placed if self._contradicts(s, p)}
        return [(s, p) for s, p in placed if s.text not in elsewhere]

    def _contradicts(self, span: Span, place: Place) -> bool:
        """Whether the words around a name put it elsewhere: "the Haitian town of Port Lavelle"."""
        of = span.root.head
        if of.lower_ != "of" or of.head.lemma_.lower() not in PLACE_NOUNS:
            return False
        words, forms = folded_words(noun_phrase(of.head).text)
        codes = {word.code for _, _, word in self.knowledge.country_in(words, forms)}
        return bool(codes) and place.country not in codes

    @cached_property
    def parties(self) -> list[Token]:
        """The heads of the noun phrases that name a party, in the order of the text."""
        nouns = (t for t in self.doc if t.pos_ in ("NOUN", "PROPN"))
        heads = (t for t in nouns if t.dep_ not in ("compound", "nmod", "appos"))
        return [t for t in heads if "actor" in kind_of(t, self.knowledge)]

    @cached_property
    def attributions(self) -> list[Saying]:
        """Who is said to have said what, anywhere in the report."""
        return find_attributions(self.doc)

    def sayings(self, token: Token) -> list[Saying]:
        """On whose word the token stands, outermost first: wishes and judgements left out."""
        found = [s for s in self.attributions if s.asserts and s.holds(token)]
        return sorted(found, key=lambda saying: -saying.reach)

    @cached_property
    def counts(self) -> list[CountMention]:
        """Numbers of people."""
        return find_counts(self.doc, self.knowledge)

    def times(
        self, tense_of: Callable[[Token], Tense], within: Iterable[Token]
    ) -> list[tuple[Span, Time]]:
        """Times in the sentences of the tokens `within`; `tense_of(token)` gives the tense."""
        sentences = {sentence.start: sentence for sentence in (token.sent for token in within)}
        found: list[tuple[Span, Time]] = []
        anchor: Time | None = None
        for _, sentence in sorted(sentences.items()):
            for words in find_times(sentence.text):
                span = sentence.char_span(words.start, words.end, alignment_mode="expand")
                if span is None:
                    continue
                time = resolve_time(
                    words,
                    published=day_of(self.report.published),
                    published_precision=self.report.published_precision,
                    anchor=anchor,
                    tense=tense_of(span.root),
                )
                source = span._.source
                time = msgspec.structs.replace(
                    time, start=source.start, end=source.end, text=source.text, field=source.field
                )
                if time.timex_type == "DATE" and time.earliest:
                    anchor = time
                found.append((span, time))
        return found

    def entity(self, token: Token, country: str | None = None) -> Entity | None:
        """The party that a noun names, None where it names no party.

        `country` is that of the act's place, for words such as "police" that give none.
        """
        key = (token.i, country)
        if key not in self._entities:
            self._entities[key] = self._resolve(token, country)
        return self._entities[key]

    def entities(self, token: Token, country: str | None = None) -> list[Entity]:
        """The parties that a noun names: two of "both sides", else one, or none."""
        if token.i in self.pairs:
            both = [self.entity(each, country) for each in self.pairs[token.i]]
            return [self._at(entity, token) for entity in both if entity is not None]
        entity = self.entity(token, country)
        return [entity] if entity is not None else []

    def speaker(self, token: Token, country: str | None = None) -> Entity:
        """Who says it; what is no party ("one banner") keeps its own words."""
        token = referent(token)
        return self.entity(token, country) or self.own_words(token)

    def own_words(self, token: Token) -> Entity:
        """What is no party, by its words alone."""
        span = noun_phrase(token)._.source
        return Entity(start=span.start, end=span.end, text=span.text, field=span.field,
                      name=span.text, reason="no known actor; its own words")  # fmt: skip

    def attributed(
        self, token: Token, country: str | None = None, without: Iterable[Token] = ()
    ) -> list[Attribution]:
        """On whose word a token stands, speakers resolved; without those that a token cues."""
        return [
            Attribution(
                source=self.speaker(saying.source.root, country),
                cue=saying.cue._.source,
                content=saying.whole._.source,
            )
            for saying in self.sayings(token)
            if saying.source is not None and saying.cue.root not in without
        ]

    def country_at(self, token: Token) -> str | None:
        """The country in which the passage plays: the report's, or where it tells of several
        countries in turn that of the last place named."""
        starts, countries = self._scenes
        if not starts:
            return self.country
        at = bisect.bisect_left(starts, token.sent.end)
        return countries[at - 1] if at else self.country

    @cached_property
    def _scenes(self) -> tuple[list[int], list[str]]:
        """Where the places stand and their countries, empty where one country has most."""
        sure = [(s.start, p.country) for s, p in self.places if p.country and p.confidence >= SURE]
        votes = Counter(country for _, country in sure)
        if not votes or votes.most_common(1)[0][1] >= MAJORITY * votes.total():
            return [], []
        if (filed := self.report.dateline_place) and filed.country:
            sure = [(0, filed.country), *sure]
        return [start for start, _ in sure], [country for _, country in sure]

    def _resolve(self, token: Token, country: str | None) -> Entity | None:
        named = self._name_beside(token)
        mention = self._mention(named if named is not None else token)
        if mention is None or not mention.words:  # a parser may take a hyphen for a noun
            return None
        setting = Setting(self.report.published, country or self.country_at(token), self.names)
        entity = self.resolver.resolve(mention, setting)
        return entity if mention.span == noun_phrase(token)._.source else self._at(entity, token)

    def _name_beside(self, token: Token) -> Token | None:
        """The name set beside a noun: "its chairman, K.P. Sharma Oli"."""
        if token.pos_ != "NOUN":
            return None
        beside = (c for c in token.rights if c.dep_ == "appos" and c.ent_type_ == "PERSON")
        known = (c for c in beside if self._is_known(c))
        return next(known, None)

    def _is_known(self, token: Token) -> bool:
        words, forms = folded_words(noun_phrase(token).text)
        return any(end == len(words) for _, end, _ in self.knowledge.named(words, forms))

    def _mention(self, token: Token) -> ActorMention | None:
        """The mention to resolve: the token's own, its antecedent's, or whose thing it is."""
        earlier = self.before.get(token.i)
        if earlier is not None and earlier != token:
            return mention_of(earlier, self.before)
        if token.pos_ == "PRON":
            speaker = self._first_person(token)
            return mention_of(speaker, self.before) if speaker is not None else None
        if "actor" in kind_of(token, self.knowledge):
            return mention_of(token, self.before)
        whose = self._whose(token)
        return mention_of(whose, self.before) if whose is not None else None

    def _first_person(self, token: Token) -> Token | None:
        """Who says "we" or "I" in a quotation."""
        if token.lower_ not in FIRST_PERSON:
            return None
        speakers = [s.source.root for s in self.sayings(token) if s.source is not None]
        return self.before.get(speakers[-1].i, speakers[-1]) if speakers else None

    def _whose(self, token: Token) -> Token | None:
        """The party behind a thing: "Sadr's statement", "Iraqi bases"."""
        for child in token.children:
            if child.dep_ in ("poss", "compound", "amod", "nmod"):
                target = self.before.get(child.i, child)
                if "actor" in kind_of(target, self.knowledge):
                    return target
            if child.dep_ == "prep" and child.lower_ in ("of", "by", "from"):
                for inner in child.children:
                    if "actor" in kind_of(inner, self.knowledge):
                        return inner
        return None

    def _at(self, entity: Entity, token: Token) -> Entity:
        """The entity with the words that stand here, not those of its antecedent."""
        span = noun_phrase(token)._.source
        reason = f"{span.text!r} is {entity.text!r}; {entity.reason}"
        return msgspec.structs.replace(
            entity, start=span.start, end=span.end, text=span.text, field=span.field, reason=reason
        )


def _is_inside_a_name(span: Span) -> bool:
    """Whether a place's words are part of a date or of an organisation's longer name."""
    if any(token.ent_type_ in ("DATE", "TIME") for token in span):
        return True
    if span.root.ent_type_ != "ORG":
        return False
    whole = next((e for e in span.sent.ents if e.start <= span.start and span.end <= e.end), span)
    return len(whole) > len(span)


def day_of(published: str | None) -> date | None:
    """The date as a date; a year or month stands for its first day."""
    if published is None:
        return None
    parts = [int(part) for part in published[:10].split("-")]
    return date(*[*parts, 1, 1][:3])
