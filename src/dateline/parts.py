"""Which resolved parties, places, times, counts and speakers belong to which draft."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import msgspec
from spacy.tokens import Span, Token

from dateline import types
from dateline.analysis import Analysis
from dateline.coding.arguments import OBJECTS, PASSIVE_SUBJECTS, is_passive
from dateline.coding.circumstances import Acts, assign, tense
from dateline.coding.claims import Parts
from dateline.coding.drafts import Draft
from dateline.coding.reach import reached
from dateline.mentions.actors import NUMBERS, PLACE_NOUNS, kind_of, noun_phrase
from dateline.mentions.counts import CountMention
from dateline.mentions.quantities import Quantity, parse_quantity
from dateline.types import Attribution, Count, CountKind, Entity, Place, Time

PHYSICAL = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "RETREAT", "AID", "CONSULT"})
ACTING: dict[str, CountKind] = {"PROTEST": "participants", "MOBILIZE": "forces"}
SUFFERING: dict[str, CountKind] = {"arrest": "arrested", "abduct": "abducted"}
LOCAL = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE"})  # deeds that have a place
SURE = 0.5  # a place less sure than this does not tell whose police it is
FORCIBLE = frozenset({"ASSAULT", "COERCE"})
FORCES = frozenset({"MIL", "COP", "PRM", "REB"})
ARMED = frozenset({"ASSAULT", "MOBILIZE"})
AREA = 2  # resolution of a province
NEARBY = 2  # paragraphs
WEEK = timedelta(days=7)
MODIFIERS = frozenset({"compound", "nmod", "amod", "npadvmod", "poss"})
COUNTED = {
    "killed": "ASSAULT", "injured": "ASSAULT", "abducted": "ASSAULT", "arrested": "COERCE",
    "participants": "PROTEST", "displaced": "SANCTION",
}  # fmt: skip


class PartFinder:
    """Resolves the parts of each draft of one report."""

    def __init__(self, drafts: list[Draft], analysis: Analysis) -> None:
        self.analysis = analysis
        self.acts = Acts(drafts)
        named = [(s, p) for s, p in analysis.places if self._is_where(s, p)]
        self.places = assign(named, self.acts, self._wants_place)
        times = analysis.times(tense, [draft.trigger for draft in drafts])
        self.times = assign(times, self.acts, lambda _, own: not own)
        self.counts = self._counts()
        self.scene: tuple[Draft, Place] | None = None  # the last deed that had a place
        self.doers: tuple[Draft, list[Entity]] | None = None  # of the last deed by force
        self.last: tuple[Draft, Time] | None = None  # the last act that had a time of its own

    def of(self, draft: Draft) -> Parts:
        """The parts of one draft."""
        place = self._place(draft)
        country = place.country if place and place.confidence >= SURE else None
        actors = [self._as_army(e, draft) for e in self._entities(draft.actors, country)]
        if not actors and draft.type == "PROTEST" and draft.trigger.pos_ == "NOUN":
            actors = [self._crowd(draft, country)]
        recipients = self._entities(self._undergoers(draft, country), country)
        actors = actors or self._doers_told(draft, recipients)
        doers = {_same(e) for e in actors}
        if draft.type in FORCIBLE and actors and not draft.auxiliary:
            self.doers = (draft, actors)
        return Parts(
            actors=actors,
            recipients=[e for e in recipients if _same(e) not in doers],
            place=place,
            time=self._time(draft),
            counts=self.counts.get(draft.trigger.i, []),
            attribution=self._attribution(draft, country),
        )

    def _doers_told(self, draft: Draft, recipients: list[Entity]) -> list[Entity]:
        """Who did what a passive leaves open: the rebels who burned a village raped the women.

        They are those of the deed of its type just before in the paragraph; nobody suffers his
        own deed.
        """
        if self.doers is None or draft.auxiliary or not is_passive(draft.trigger):
            return []
        before, doers = self.doers
        if draft.type != before.type or not self._is_next(before, draft):
            return []
        sides = {tuple(e.sectors[:1]) for e in recipients}
        if any(tuple(e.sectors[:1]) in sides for e in doers):
            return []
        reason = f"did what {before.trigger.text!r} tells just before"
        return [msgspec.structs.replace(e, reason=f"{e.reason}; {reason}") for e in doers]

    def _is_next(self, before: Draft, draft: Draft) -> bool:
        """Whether an act stands in the same paragraph, in the sentence of another or the next."""
        one, other = before.trigger, draft.trigger
        near = other.sent.start in (one.sent.start, one.sent.end)
        return near and one._.paragraph == other._.paragraph

    def _undergoers(self, draft: Draft, country: str | None) -> list[Token]:
        """Whom the draft touches: of forces that are moved, not they but whoever faces them."""
        moved = [t for t in draft.recipients if self._is_moved(t, draft, country)]
        faced = [t for t in draft.recipients if t not in moved]
        if not moved or faced or not draft.actors:
            return faced
        kinds = partial(kind_of, knowledge=self.analysis.knowledge)
        beyond = reached(draft.trigger, kinds, without=[*map(_whole, moved)])
        return [t for t in beyond if t not in draft.actors]

    def _is_moved(self, token: Token, draft: Draft, country: str | None) -> bool:
        """Whether the token is what is sent or taken back: "deployed troops", "withdrew troops"."""
        noun = _whole(token)
        if noun.head not in draft.tokens or noun.dep_ not in OBJECTS | PASSIVE_SUBJECTS:
            return False
        if draft.type == "MOBILIZE":
            return True
        entity = self.analysis.entity(token, country)
        forces = entity is not None and bool(FORCES & set(entity.sectors[:1]))
        return forces and "withdraw" in draft.modes

    def _crowd(self, draft: Draft, country: str | None) -> Entity:
        """The crowd that a protest implies, where nobody is named: its words are the protest's."""
        span = noun_phrase(draft.trigger)._.source
        return Entity(
            start=span.start,
            end=span.end,
            text=span.text,
            field=span.field,
            name=span.text,
            country=country or self.analysis.country_at(draft.trigger),
            sectors=["CVL"],
            reason="a protest implies a crowd; country: where it is",
        )

    def _as_army(self, entity: Entity, draft: Draft) -> Entity:
        """In "a US airstrike" the state is its armed forces."""
        if draft.type not in ARMED or entity.sectors != ["GOV"] or entity.entity != entity.country:
            return entity
        modifiers = {
            noun_phrase(t)._.source.start
            for t in draft.actors
            if t.dep_ in ("compound", "amod", "nmod")
        }
        if entity.start not in modifiers:
            return entity
        reason = f"{entity.reason}; by force of arms, so its armed forces"
        return msgspec.structs.replace(entity, sectors=["MIL", "GOV"], reason=reason)

    def _is_where(self, span: Span, place: Place) -> bool:
        """Whether a place name says where, not who: not a government, not "US forces"."""
        root = span.root
        if root.dep_ in MODIFIERS:
            acts = any(root.head in draft.tokens for draft in self.acts.beside(root))
            inside = root.head.lemma_.lower() in PLACE_NOUNS or "place" in self._kinds(root.head)
            return inside or (acts and place.resolution > 1)
        for draft in self.acts.beside(root):
            if root in draft.actors or (root in draft.recipients and draft.type not in PHYSICAL):
                return False
        return True

    def _wants_place(self, draft: Draft, own: list[Place]) -> bool:
        """Whether a deed also gets its sentence's other places: it has none, or only an area."""
        return draft.type in PHYSICAL and all(place.resolution <= AREA for place in own)

    def _kinds(self, token: Token) -> frozenset[str]:
        return kind_of(token, self.analysis.knowledge)

    def _place(self, draft: Draft) -> Place | None:
        places = self.places.get(draft.trigger.i, [])
        own = max(places, key=lambda p: (p.resolution, p.confidence), default=None)
        if draft.type not in LOCAL or draft.auxiliary:
            return own
        if own is None:
            return self._inherited(draft)
        self.scene = (draft, own)
        return own

    def _inherited(self, draft: Draft) -> Place | None:
        """The place of the deed told before, which a report does not repeat; else the dateline."""
        place = self.analysis.report.dateline_place if self.scene is None else None
        if self.scene and self._goes_on(draft, self.scene[0]):
            place = self.scene[1]
        if place is None or self.analysis.sayings(draft.trigger) or _is_perfect(draft.trigger):
            return None
        return msgspec.structs.replace(place, confidence=round(place.confidence / 2, 3))

    def _goes_on(self, draft: Draft, before: Draft) -> bool:
        """Whether an act goes on in the scene of the one before: near it, and of its kind."""
        paragraphs = draft.trigger._.paragraph - before.trigger._.paragraph
        return paragraphs == 0 or (draft.type == before.type and paragraphs <= NEARBY)

    def _time(self, draft: Draft) -> Time | None:
        times = [t for t in self.times.get(draft.trigger.i, []) if _is_when(t)]
        if times:
            self.last = (draft, times[0])
            return times[0]
        below = [
            time
            for other in self.acts.beside(draft.trigger)
            for time in self.times.get(other.trigger.i, [])
            if other is not draft and draft.trigger.is_ancestor(other.trigger) and time.earliest
        ]
        if below and not draft.auxiliary:  # "resigned after a crackdown in early December"
            return msgspec.structs.replace(below[0], basis="inherited")
        if self.last and not draft.auxiliary and self._together(draft, self.last[0]):
            return msgspec.structs.replace(self.last[1], basis="inherited")
        return self._about_published(draft)

    def _together(self, draft: Draft, other: Draft) -> bool:
        """Whether two acts are of one type in one paragraph: told as one scene."""
        near = draft.trigger._.paragraph == other.trigger._.paragraph
        return near and draft.type == other.type and not other.auxiliary

    def _about_published(self, draft: Draft) -> Time | None:
        """News without a date is of the week before it is published; the perfect leaves it open."""
        report = self.analysis.report
        if report.published is None or draft.auxiliary:
            return None
        earliest = None
        if report.published_precision == "day" and not _is_perfect(draft.trigger):
            earliest = (date.fromisoformat(report.published) - WEEK).isoformat()
        return Time(
            earliest=earliest, latest=report.published, precision="unknown", basis="published"
        )

    def _entities(self, tokens: list[Token], country: str | None) -> list[Entity]:
        unique: dict[object, Entity] = {}
        for token in tokens:
            for entity in self.analysis.entities(token, country):
                unique.setdefault(_same(entity), entity)
        return list(unique.values())

    def _counts(self) -> dict[int, list[Count]]:
        given: dict[int, list[Count]] = {}
        for mention in self.analysis.counts:
            draft = self._counted(mention.governor or mention.span.root, mention.kind)
            aside = mention.noun is not None and mention.noun.root.dep_ == "appos"
            aside = aside or mention.span.root.ent_type_ in ("DATE", "TIME")
            if draft is not None and not mention.part and not aside:
                count = count_of(
                    mention.span._.source, mention.quantity, _kind(mention, draft), mention.noun
                )
                given.setdefault(draft.trigger.i, []).append(count)
        for draft in self.acts.drafts:
            if draft.type == "PROTEST" and draft.trigger.i not in given:
                given[draft.trigger.i] = _crowd_size(draft)
        return given

    def _counted(self, token: Token, kind: str) -> Draft | None:
        """The draft a number belongs to: the one above it, else one of its kind beside it."""
        wanted = COUNTED.get(kind)
        draft = self.acts.owner(token)
        if draft is None or (wanted and draft.type != wanted):
            near = [d for d in self.acts.beside(token) if d.type == wanted]
            draft = near[0] if near else draft
        fits = draft is not None and (draft.type == wanted or draft.content is not None)
        return draft if wanted is None or fits else None

    def _attribution(self, draft: Draft, country: str | None) -> list[Attribution]:
        accusation = draft.accusation
        own = [*draft.tokens, *([accusation.trigger] if accusation is not None else [])]
        found = self.analysis.attributed(draft.trigger, country, without=own)
        if accusation is not None:
            found.append(self._accuser(draft, accusation, country))
        return found

    def _accuser(self, draft: Draft, accusation: Draft, country: str | None) -> Attribution:
        doc, at = draft.trigger.doc, accusation.trigger.i
        content = doc[draft.trigger.left_edge.i : draft.trigger.right_edge.i + 1]
        speaker = accusation.actors[0] if accusation.actors else accusation.trigger
        return Attribution(
            source=self.analysis.speaker(speaker, country),
            cue=doc[at : at + 1]._.source,
            content=content._.source,
        )


def _whole(token: Token) -> Token:
    """The noun that a word stands before: of "police officers" the officers."""
    return token.head if token.dep_ in MODIFIERS else token


def _same(entity: Entity) -> object:
    """What two entities share that are one: who they are known to be, else where they stand.

    The two sides of "both sides" stand in the same words.
    """
    return entity.entity or (entity.start, entity.end, entity.name)


def _is_when(time: Time) -> bool:
    """Whether a time says when, not how long: "on Friday", "over the past few years"."""
    return time.timex_type in ("DATE", "TIME") or bool(time.earliest or time.latest)


def _is_perfect(trigger: Token) -> bool:
    """Of "has accused": some time before now."""
    return any(c.lower_ in ("has", "have", "had", "'ve") for c in trigger.children)


def _crowd_size(draft: Draft) -> list[Count]:
    """The size of a crowd that a headline gives as a bare number: "Thousands attend march"."""
    governors = [t for t in draft.tokens if t.pos_ in ("VERB", "AUX")]
    for token in (c for verb in governors for c in verb.children if c.dep_ == "nsubj"):
        if token.lemma_.lower() not in NUMBERS:
            continue
        start = min([token.i, *(c.left_edge.i for c in token.lefts if c.dep_ == "quantmod")])
        words = token.doc[start : token.i + 1]
        if quantity := parse_quantity(words.text):
            return [count_of(words._.source, quantity, "participants")]
    return []


def _kind(mention: CountMention, draft: Draft) -> CountKind:
    """What the people counted did or suffered: where their own words do not say, their part."""
    if mention.kind != "other":
        return mention.kind
    head = (mention.noun if mention.noun is not None else mention.span).root
    if head in draft.actors:
        return ACTING.get(draft.type, "other")
    if head in draft.recipients:
        return next((SUFFERING[m] for m in draft.modes if m in SUFFERING), "other")
    return "other"


def count_of(
    words: types.Span, quantity: Quantity, kind: CountKind = "other", noun: Span | None = None
) -> Count:
    """The count that the words give; `noun` is whom they count."""
    return Count(
        start=words.start,
        end=words.end,
        text=words.text,
        field=words.field,
        kind=kind,
        low=quantity.low,
        high=quantity.high,
        approximate=quantity.approximate,
        of=noun._.source if noun is not None else None,
    )
