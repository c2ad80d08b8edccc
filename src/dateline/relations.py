"""Ties between words and what a report says of them, resolved -> Relations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Token

from dateline.analysis import Analysis
from dateline.coding import roles
from dateline.coding.circumstances import tense
from dateline.coding.claims import content_id, evidence_of
from dateline.coding.ties import Tie, TieFinder
from dateline.mentions.actors import PLACE_NOUNS
from dateline.types import Entity, Relation, RelationType, Time

FITS: dict[str, frozenset[str]] = {
    "person": frozenset({"person", "name"}),
    "body": frozenset({"body", "name"}),
    "sure": frozenset({"body"}),
    "group": frozenset({"body", "people", "name"}),
    "nonstate": frozenset({"person", "people", "body", "name"}),
    "any": frozenset({"person", "people", "body", "state", "name"}),
}
STAYS: dict[tuple[RelationType, str], RelationType] = {
    ("member_of", "body"): "part_of",
    ("part_of", "person"): "member_of",
}


def relations_of(analysis: Analysis, finder: TieFinder) -> list[Relation]:
    """What a report says lastingly joins two entities, in the order of the text."""
    return list(_Resolver(analysis, finder).relations())


class _Resolver:
    """Resolves the ties of one analysed report."""

    def __init__(self, analysis: Analysis, finder: TieFinder) -> None:
        self.analysis = analysis
        self.finder = finder
        self.ordinals: Counter[int] = Counter()

    def relations(self) -> Iterator[Relation]:
        """Ties whose parties are known to be what their words ask."""
        ties = self.finder.ties(self.analysis.doc)
        self.times = self.analysis.times(tense, [tie.trigger for tie in ties])
        kinds: dict[int, bool] = {}
        for tie in ties:
            subject = self._entity(tie.subject)
            object_ = self._entity(tie.object) if tie.object is not None else None
            if subject is None or not self._is_told(tie, subject, object_):
                continue
            kind = self._nature(tie.subject, subject) == "person"
            if kinds.setdefault(tie.trigger.i, kind) == kind:  # like is joined with like
                yield self._relation(tie, subject, object_)

    def _is_told(self, tie: Tie, subject: Entity, object_: Entity | None) -> bool:
        """Whether both sides are what the tie's words ask, and are two."""
        if self._nature(tie.subject, subject) not in FITS[tie.words.who]:
            return False
        if tie.object is None:
            return True
        if object_ is None or self._nature(tie.object, object_) not in FITS[tie.words.whom]:
            return False
        first = subject if tie.subject.i < tie.object.i else object_
        civil = first.entity is None and first.sectors == ["CVL"]  # "family-run"
        return not self._is_one(tie, subject, object_) and not (tie.words.compounds and civil)

    def _relation(self, tie: Tie, subject: Entity, object_: Entity | None) -> Relation:
        trigger = tie.trigger.doc[tie.trigger.i : tie.trigger.i + 1]._.source
        ordinal = self.ordinals[tie.trigger.i]
        self.ordinals[tie.trigger.i] += 1
        report_id = self.analysis.report.id
        nature = self._nature(tie.subject, subject)
        return Relation(
            id=content_id("r", report_id, trigger, ordinal),
            report_id=report_id,
            type=STAYS.get((tie.type, nature), tie.type),
            subject=subject,
            object=object_,
            office=tie.office.text if tie.office is not None else None,
            time=self._time(tie),
            attribution=self.analysis.attributed(tie.trigger),
            evidence=evidence_of(tie.trigger),
            confidence=_confidence(tie, subject, object_),
        )

    def _entity(self, token: Token) -> Entity | None:
        """The party a noun names; a thing that someone runs keeps its own words."""
        entity = self.analysis.entity(token)
        if entity is None or (token.pos_ != "PRON" and not self.finder.is_actor(token)):
            return None if token.pos_ == "PRON" else self.analysis.own_words(token)
        return entity

    def _is_one(self, tie: Tie, subject: Entity, object_: Entity) -> bool:
        """Whether both sides are the same: "the party and its rival", with "its" the party."""
        before = self.analysis.before
        if _is_short_form(tie.subject) or (tie.object is not None and _is_short_form(tie.object)):
            return True
        sides = [t and before.get(t.i, t) for t in (tie.subject, tie.object)]
        return sides[0] == sides[1] or _key(subject) == _key(object_)

    def _nature(self, token: Token, entity: Entity) -> str:
        """Whether an entity is a person, several, a state, or a body."""
        knowledge = self.analysis.knowledge
        if entity.entity in knowledge.countries:
            return "state"
        if entity.entity is not None:
            kind = knowledge.actors[entity.entity].kind
            return kind if kind in ("person", "people") else "body"
        return self._unknown_nature(self.analysis.before.get(token.i, token), entity)

    def _unknown_nature(self, noun: Token, entity: Entity) -> str:
        """The same for who is not known; "name" where only the label of the parser says more."""
        agent = self.analysis.knowledge.agents.get(noun.lemma_.lower())
        civil = agent is not None and agent.kind == "group" and entity.sectors == ["CVL"]
        if agent is not None and (agent.kind == "person" or civil):
            return "people" if civil or noun.tag_ in ("NNS", "NNPS") else "person"
        if noun.pos_ == "NOUN" and noun.lemma_.lower() in PLACE_NOUNS:
            return "state"
        if agent is not None or any(c.lower_ == "the" for c in noun.lefts):
            return "body"  # no person is called "the"
        by_label = {"PERSON": "person", "GPE": "state", "NORP": "people"}
        several = "people" if noun.tag_ in ("NNS", "CD") else "body"
        return by_label.get(noun.ent_type_, "name" if noun.pos_ == "PROPN" else several)

    def _time(self, tie: Tie) -> Time | None:
        """The time that the tie's own words give: "split from Sadr years ago"."""
        anchors = {tie.trigger, roles.copula(tie.trigger)}
        parties = {tie.subject, tie.object}
        for span, time in self.times:
            inside = set(span)
            token = span.root
            while token in inside or token in parties or token.pos_ in ("ADP", "ADV", "SCONJ"):
                if token.head in anchors:
                    return time
                if token.head == token:
                    break
                token = token.head
        return None


def _is_short_form(token: Token) -> bool:
    """Of "(EFK)" after a name in full, which is the same body."""
    return token.text.isupper() and token.i > 0 and token.nbor(-1).text == "("


def _key(entity: Entity) -> object:
    return entity.entity or (entity.field, entity.start, entity.end)


def _confidence(tie: Tie, subject: Entity, object_: Entity | None) -> float:
    """A rule of thumb: words of their own say more than two names side by side."""
    score = 0.6 if tie.words.possessed or tie.words.of_body else 0.75
    known = [e for e in (subject, object_) if e is not None and e.entity is not None]
    return round(score + 0.1 * len(known), 3)
