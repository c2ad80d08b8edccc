"""The flow: Report -> parse -> Doc -> mentions -> coding -> resolve -> Claim -> link -> Event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, partial

import msgspec
from spacy.tokens import Doc

from dateline.analysis import Analysis
from dateline.codebooks import PLOVER, load_codebook
from dateline.codebooks.relations import load_relations
from dateline.coding.claims import WITHOUT_ACTOR, Parts, claim_of
from dateline.coding.contexts import ContextFinder
from dateline.coding.drafts import Draft, Drafter
from dateline.coding.relevance import Relevance
from dateline.coding.ties import TieFinder
from dateline.knowledge import load_knowledge
from dateline.mentions.actors import kind_of
from dateline.parsing import Parser, irregular_forms, load_model
from dateline.parts import PartFinder
from dateline.reading import dateline_of
from dateline.relations import relations_of
from dateline.resolving.gazetteer import Gazetteer
from dateline.resolving.places import PlaceMention, resolve_places
from dateline.types import Claim, Relation, Report


class Coded(msgspec.Struct, frozen=True):
    """A claim and the reasons for its values, a line each."""

    claim: Claim
    reasons: list[str]


class Coder:
    """Codes reports into claims. Holds the models; make one and use it for many reports."""

    def __init__(self, model: str | None = None) -> None:
        self.knowledge = load_knowledge()
        self.codebook = load_codebook(PLOVER)
        self.drafter = Drafter(self.codebook, partial(kind_of, knowledge=self.knowledge))
        self.contexts = ContextFinder(self.codebook)
        self.model = model

    @cached_property
    def parser(self) -> Parser:
        """The spaCy pipeline, loaded on first use."""
        nlp = load_model(self.model)
        return Parser(nlp, Relevance(self.codebook, irregular_forms(nlp)))

    @cached_property
    def ties(self) -> TieFinder:
        """The words of relations, read on first use."""
        return TieFinder(load_relations(), partial(kind_of, knowledge=self.knowledge))

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The index of places, compiled on the machine's first use."""
        return Gazetteer()

    def load(self) -> None:
        """Load every model now, rather than on first use."""
        _ = self.parser, self.gazetteer

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
        """Each report with its dateline place resolved, and the relations it states.

        Every passage is read: relations stand in passing, also where nothing happens.
        """
        for analysis in self.analyses(reports):
            yield analysis.report, relations_of(analysis, self.ties)

    def analyses(self, reports: Iterable[Report]) -> Iterator[Analysis]:
        """What each report names, in all its passages, whether or not anything can be coded."""
        parser = Parser(self.parser.nlp)
        for report, doc in parser.parse_many(map(self.placed, reports)):
            yield Analysis(report, doc, self.knowledge, self.gazetteer)

    def placed(self, report: Report) -> Report:
        """The report with its dateline place resolved."""
        dateline = dateline_of(report)
        if dateline is None:
            return report
        mention = PlaceMention(span=dateline.place)
        place = resolve_places([mention], report, self.gazetteer)[0]
        return msgspec.structs.replace(report, dateline_place=place)

    def _code_doc(self, report: Report, doc: Doc) -> list[Coded]:
        drafts = [draft for draft in self.drafter.drafts(doc) if self._may_have_parties(draft)]
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
