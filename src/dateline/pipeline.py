"""The flow: Report -> parse -> Doc -> mentions -> coding -> resolve -> Claim -> link -> Event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, partial

import msgspec
from spacy.tokens import Doc

from dateline.analysis import Analysis
from dateline.casing import Caser
from dateline.codebooks import PLOVER, load_codebook
from dateline.codebooks.relations import load_relations
from dateline.coding.claims import WITHOUT_ACTOR, Parts, claim_of
from dateline.coding.classifier import Classifier
from dateline.coding.contexts import ContextFinder
from dateline.coding.drafts import Draft, Drafter
from dateline.coding.encoding import Extent
from dateline.coding.proposals import acts
from dateline.coding.ties import TieFinder
from dateline.coding.told import recall
from dateline.judging import Judge
from dateline.knowledge import load_knowledge
from dateline.mentions.actors import kind_of
from dateline.parsing import Parser, dictionary_of, load_model
from dateline.parts import PartFinder
from dateline.reading import dateline_of
from dateline.relating import Asked, Relater
from dateline.relations import relations_of
from dateline.resolving.gazetteer import Gazetteer
from dateline.resolving.places import PlaceMention, resolve_places
from dateline.types import Claim, Relation, RelationScores, Report


class Coded(msgspec.Struct, frozen=True):
    """A claim and the reasons for its values, a line each."""

    claim: Claim
    reasons: list[str]


class Coder:
    """Codes reports into claims. Holds the models; make one and use it for many reports."""

    def __init__(self, model: str | None = None, classifier: Classifier | None = None) -> None:
        self.knowledge = load_knowledge()
        self.codebook = load_codebook(PLOVER)
        self.kind_of = partial(kind_of, knowledge=self.knowledge)
        self.drafter = Drafter(self.codebook, self.kind_of)
        self.contexts = ContextFinder(self.codebook)
        self.model = model
        if classifier is not None:
            self.classifier = classifier

    @cached_property
    def parser(self) -> Parser:
        """The spaCy pipeline, loaded on first use."""
        nlp = load_model(self.model)
        dictionary = dictionary_of(nlp)
        caser = Caser(self.knowledge, dictionary, lambda name: self.gazetteer.is_noted(name))
        return Parser(nlp, caser)

    @cached_property
    def classifier(self) -> Classifier:
        """The trained model of what happened between marked parties, loaded on first use."""
        return Classifier()

    @cached_property
    def ties(self) -> TieFinder:
        """The words of relations, read on first use."""
        return TieFinder(load_relations(), self.kind_of)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The index of places, compiled on the machine's first use."""
        return Gazetteer()

    def load(self) -> None:
        """Load every model now, rather than on first use."""
        _ = self.parser, self.gazetteer
        self.classifier.load()

    def code(self, report: Report) -> list[Claim]:
        """The claims of one report, in the order of the text."""
        return list(self.code_many([report]))

    def code_many(self, reports: Iterable[Report]) -> Iterator[Claim]:
        """The claims of many reports, in report order."""
        for _, coded in self.code_reports(reports):
            yield from (each.claim for each in coded)

    def code_reports(self, reports: Iterable[Report]) -> Iterator[tuple[Report, list[Coded]]]:
        """Each report with its dateline place resolved, and what was coded in it, with reasons."""
        placed = map(self.placed, reports)
        for report, doc in self.parser.parse_many(placed):
            yield report, self._code_doc(report, doc)

    def relations(self, report: Report) -> list[Relation]:
        """What one report says lastingly joins two entities, in the order of the text."""
        return list(self.relations_many([report]))

    def relations_many(self, reports: Iterable[Report]) -> Iterator[Relation]:
        """The relations of many reports, in report order."""
        for _, relations in self.relate_reports(reports):
            yield from relations

    def relate_reports(self, reports: Iterable[Report]) -> Iterator[tuple[Report, list[Relation]]]:
        """Each report with its dateline place resolved, and the relations it states."""
        for analysis in self.analyses(reports):
            yield analysis.report, relations_of(analysis, self.ties)

    def relate(self, text: str, source: Extent, target: Extent) -> RelationScores:
        """What the source does to the target, each a start and end in code points of the text.

        Raises InputError where a span holds no words of the text.
        """
        return next(self.relate_many([(text, source, target)]))

    def relate_many(
        self, questions: Iterable[tuple[str, Extent, Extent]]
    ) -> Iterator[RelationScores]:
        """The answers to many questions (text, source, target), in their order."""
        relater = Relater(self.classifier, self.drafter, self.parser, self.codebook)
        return relater.relate(Asked(*question) for question in questions)

    def analyses(self, reports: Iterable[Report]) -> Iterator[Analysis]:
        """What each report names, in all its passages, whether or not anything can be coded."""
        for report, doc in self.parser.parse_many(map(self.placed, reports)):
            yield Analysis(report, doc, self.knowledge, self.gazetteer)

    def placed(self, report: Report) -> Report:
        """The report with its dateline place resolved."""
        dateline = dateline_of(report)
        if dateline is None:
            return report
        mention = PlaceMention(span=dateline.place)
        place = resolve_places([mention], report, self.gazetteer)[0]
        return msgspec.structs.replace(report, dateline_place=place)

    def drafts(self, doc: Doc) -> list[Draft]:
        """What may have happened: acts that phrases tell, and any verb with a party."""
        return acts(doc, self.drafter)

    def _code_doc(self, report: Report, doc: Doc) -> list[Coded]:
        told = self.drafts(doc)
        proposed = [draft for draft in told if self._may_have_parties(draft)]
        drafts = Judge(self.classifier, self.codebook).judge(proposed)
        recall(drafts, told)
        analysis = Analysis(report, doc, self.knowledge, self.gazetteer)
        parts = PartFinder(drafts, analysis)
        coded = []
        for draft in drafts:
            found = parts.of(draft)
            if self._has_parties(draft, found):
                claim = claim_of(draft, found, report, self.codebook, self.contexts)
                coded.append(Coded(claim, _reasons(draft, claim)))
        return coded

    def _may_have_parties(self, draft: Draft) -> bool:
        """Whether any noun may be its party: "a demand to leave" with nobody's is none."""
        return bool(draft.actors or draft.recipients) or draft.type in WITHOUT_ACTOR

    def _has_parties(self, draft: Draft, parts: Parts) -> bool:
        """What is only said needs a sayer; of a deed either party will do, a crowd goes without."""
        verbal = self.codebook.types[draft.type].quad in (1, 3)
        if verbal:
            return bool(parts.actors)
        return bool(parts.actors or parts.recipients) or draft.type in WITHOUT_ACTOR


def _reasons(draft: Draft, claim: Claim) -> list[str]:
    """Why each value was chosen, a line each."""
    lines = [f"type {claim.type}: {claim.evidence.trigger.text!r} by rule {draft.rule}"]
    lines += [f"also: {note}" for note in draft.notes]
    for role, entities in (("actor", claim.actors), ("recipient", claim.recipients)):
        lines += [
            f"{role} {e.text!r} is {e.name} {e.country} {e.sectors}: {e.reason}" for e in entities
        ]
    if claim.place:
        place = claim.place
        where = ", ".join(p for p in (place.name, place.admin1, place.country_name) if p)
        lines.append(
            f"place {place.text!r} is {where} (GeoNames {place.geonameid}, resolution "
            f"{place.resolution}, confidence {place.confidence:.2f})"
        )
    if claim.time:
        time = claim.time
        lines.append(f"time {time.text!r} is {time.earliest} to {time.latest} by {time.basis}")
    lines += [f"count {c.text!r} is {c.kind} {c.low} to {c.high}" for c in claim.counts]
    lines += [f"on the word of {a.source.text!r}" for a in claim.attribution]
    return lines
