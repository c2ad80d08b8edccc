"""Dateline's vocabulary: what goes from stage to stage, and the output contract.

The structs that leave the pipeline (Report, Claim, Event, Relation) are the
contract itself: their fields, in this order, are the keys of the native JSON.
Each field's `Meta` is its documentation; `docs/columns.md` is generated from it.
Offsets are code points, `start` inclusive and `end` exclusive.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

Field = Literal["text", "title"]
Auxiliary = Literal["historical", "future", "hypothetical", "negation"]
ORDER: tuple[Auxiliary, ...] = ("historical", "future", "hypothetical", "negation")
DatePrecision = Literal["day", "week", "month", "season", "year", "decade", "unknown"]
TimeBasis = Literal["words", "published", "dateline", "inherited"]
Timex = Literal["DATE", "TIME", "DURATION", "SET"]
CountKind = Literal[
    "participants", "killed", "injured", "arrested", "abducted", "displaced", "forces", "other"
]
RelationType = Literal[
    "leads", "member_of", "part_of", "backs", "opposes", "split_from", "held_office"
]
CorrectionKind = Literal["set", "reject", "split", "join", "accept"]
FurnitureKind = Literal[
    "header", "byline", "dateline", "read-more", "credit", "caption", "share", "subscribe"
]


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A slice of a report's text or title; `text` always equals that slice."""

    start: Annotated[int, Meta(description="first code point of the words")]
    end: Annotated[int, Meta(description="code point after the last of the words")]
    text: Annotated[str, Meta(description="the words")]
    field: Annotated[Field, Meta(description="the field that the words stand in")] = "text"


class Furniture(Span, frozen=True, kw_only=True):
    """Words on the page that are not the report's prose; kept as data, never coded."""

    kind: Annotated[FurnitureKind, Meta(description="what sort of furniture the words are")]


class Entity(Span, frozen=True, kw_only=True):
    """A party as this passage names it, resolved as of the report's date."""

    entity: Annotated[str | None, Meta(description="id of the known actor, null if unknown")] = None
    name: Annotated[str, Meta(description="the actor's usual name, or its own words")]
    country: Annotated[
        str | None, Meta(description="ISO 3166 alpha-3, KOS or PLOVER supranational code")
    ] = None
    other_countries: Annotated[list[str], Meta(description="further countries it belongs to")] = (
        msgspec.field(default_factory=list)
    )
    sectors: Annotated[list[str], Meta(description="PLOVER sectors, the main one first")] = (
        msgspec.field(default_factory=list)
    )
    office: Annotated[str | None, Meta(description="the office held at the report's date")] = None
    reason: Annotated[str, Meta(description="why these codes were chosen")] = ""


class Place(Span, frozen=True, kw_only=True):
    """A place as the passage names it, resolved against the gazetteer."""

    name: Annotated[str, Meta(description="the place's usual name")]
    geonameid: Annotated[int | None, Meta(description="GeoNames id")] = None
    lat: Annotated[float | None, Meta(description="latitude, degrees north")] = None
    lon: Annotated[float | None, Meta(description="longitude, degrees east")] = None
    coordinates: Annotated[
        Literal["point", "centroid"], Meta(description="a place's own point, or an area's centre")
    ] = "point"
    city: Annotated[str | None, Meta(description="city, town or village")] = None
    admin2: Annotated[str | None, Meta(description="second-order division")] = None
    admin1: Annotated[str | None, Meta(description="first-order division")] = None
    country: Annotated[str | None, Meta(description="ISO 3166 alpha-3 or KOS")] = None
    country_name: Annotated[str | None, Meta(description="the country's name")] = None
    feature_code: Annotated[str | None, Meta(description="GeoNames feature code")] = None
    resolution: Annotated[
        int,
        Meta(ge=1, le=5, description="1 country, 2 province, 3 district, 4 city, 5 within a city"),
    ]
    confidence: Annotated[float, Meta(ge=0, le=1, description="how sure the choice is")] = 1.0


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """When, as an interval of days. Span fields are null where no words give the time."""

    start: Annotated[int | None, Meta(description="first code point of the words")] = None
    end: Annotated[int | None, Meta(description="code point after the last of the words")] = None
    text: Annotated[str | None, Meta(description="the words")] = None
    field: Annotated[Field | None, Meta(description="the field the words stand in")] = None
    earliest: Annotated[str | None, Meta(description="first possible day, null when open")] = None
    latest: Annotated[str | None, Meta(description="last possible day, null when open")] = None
    precision: Annotated[DatePrecision, Meta(description="what the words fix the time to")] = (
        "unknown"
    )
    value: Annotated[str | None, Meta(description="TIMEX3 value")] = None
    timex_type: Annotated[Timex | None, Meta(description="TIMEX3 type")] = None
    basis: Annotated[TimeBasis, Meta(description="what the time rests on")] = "words"


class Count(Span, frozen=True, kw_only=True):
    """How many people, as a range; `high` is null where the words set no upper bound."""

    kind: Annotated[CountKind, Meta(description="what the people counted did or suffered")]
    low: Annotated[int | None, Meta(description="at least so many")] = None
    high: Annotated[int | None, Meta(description="at most so many, null when open")] = None
    approximate: Annotated[bool, Meta(description="the words say about, some, nearly")] = False
    of: Annotated[Span | None, Meta(description="the words for whom is counted")] = None
    as_of: Annotated[str | None, Meta(description="the day the figure was given for")] = None


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """On whose word: who says it, the words of saying, and what is said."""

    source: Annotated[Entity, Meta(description="who says it")]
    cue: Annotated[Span | None, Meta(description="the words of saying")] = None
    content: Annotated[Span, Meta(description="what is said")]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """The words a claim rests on."""

    sentence: Annotated[Span, Meta(description="the sentence")]
    trigger: Annotated[Span, Meta(description="the words that name the happening")]


class Related(msgspec.Struct, frozen=True, kw_only=True):
    """Another report that this one points to."""

    title: Annotated[str, Meta(description="the teaser's words")]
    url: Annotated[str | None, Meta(description="where it leads")] = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One published item."""

    id: Annotated[str, Meta(description="the user's id, or a hash of the content")]
    text: Annotated[str, Meta(description="the whole text, as given")]
    title: Annotated[str | None, Meta(description="the headline")] = None
    source: Annotated[str | None, Meta(description="the outlet")] = None
    url: Annotated[str | None, Meta(description="where it was published")] = None
    published: Annotated[str | None, Meta(description="publication date, YYYY-MM-DD")] = None
    published_precision: Annotated[
        DatePrecision, Meta(description="what that date is exact to")
    ] = "unknown"
    byline: Annotated[str | None, Meta(description="who wrote it")] = None
    dateline_place: Annotated[Place | None, Meta(description="where it was filed")] = None
    language: Annotated[str, Meta(description="ISO 639-1 code of the text's language")] = "en"
    furniture: Annotated[list[Furniture], Meta(description="words that are not prose")] = (
        msgspec.field(default_factory=list)
    )
    related: Annotated[list[Related], Meta(description="reports this one points to")] = (
        msgspec.field(default_factory=list)
    )


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What one passage says happened."""

    id: Annotated[str, Meta(description="hash of report, trigger span and ordinal there")]
    report_id: Annotated[str, Meta(description="the report it stands in")]
    paragraph: Annotated[int, Meta(description="number of the paragraph, from 0; -1 the title")]
    type: Annotated[str, Meta(description="PLOVER event type")]
    modes: Annotated[list[str], Meta(description="PLOVER modes")]
    contexts: Annotated[list[str], Meta(description="PLOVER contexts")]
    quad: Annotated[int, Meta(description="quad class, 1 to 4")]
    scale: Annotated[float, Meta(description="conflict-cooperation score, -10 to 10")]
    auxiliary: Annotated[
        list[Auxiliary], Meta(description="of historical, future, hypothetical, negation")
    ]
    actors: Annotated[list[Entity], Meta(description="who did it")]
    recipients: Annotated[list[Entity], Meta(description="to whom")]
    complete: Annotated[bool, Meta(description="false where PLOVER wants a party not given")]
    place: Annotated[Place | None, Meta(description="where")]
    time: Annotated[Time | None, Meta(description="when")]
    counts: Annotated[list[Count], Meta(description="how many")]
    attribution: Annotated[list[Attribution], Meta(description="on whose word, outermost first")]
    evidence: Annotated[Evidence, Meta(description="the words it rests on")]
    confidence: Annotated[float, Meta(ge=0, le=1, description="how sure the coding is")]
    coder: Annotated[str, Meta(description="coder and version")]
    codebook: Annotated[str, Meta(description="codebook and version")]


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """What one passage says lastingly joins two entities."""

    id: Annotated[str, Meta(description="hash of report, trigger span and ordinal there")]
    report_id: Annotated[str, Meta(description="the report it stands in")]
    type: Annotated[RelationType, Meta(description="what the subject is to the object")]
    subject: Annotated[Entity, Meta(description="who leads, belongs, backs, opposes, split, held")]
    object: Annotated[
        Entity | None, Meta(description="whom or what; null where an office is held of none named")
    ]
    office: Annotated[str | None, Meta(description="the office once held, as the words give it")]
    time: Annotated[Time | None, Meta(description="when, where words say so")]
    attribution: Annotated[list[Attribution], Meta(description="on whose word, outermost first")]
    evidence: Annotated[Evidence, Meta(description="the words it rests on")]
    confidence: Annotated[float, Meta(ge=0, le=1, description="how sure the coding is")]


class EventParty(msgspec.Struct, frozen=True, kw_only=True):
    """A party to an event, with the claims that name it."""

    entity: Annotated[str | None, Meta(description="id of the known actor")]
    name: Annotated[str, Meta(description="the actor's usual name, or its own words")]
    country: Annotated[str | None, Meta(description="as in Entity")]
    sectors: Annotated[list[str], Meta(description="PLOVER sectors")]
    claims: Annotated[list[str], Meta(description="ids of the claims that name it")]


class CountClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One claim's figure."""

    claim_id: Annotated[str, Meta(description="the claim")]
    low: Annotated[int | None, Meta(description="at least so many")]
    high: Annotated[int | None, Meta(description="at most so many, null when open")]
    attribution: Annotated[list[Attribution], Meta(description="on whose word")]
    as_of: Annotated[str | None, Meta(description="the day the figure was given for")]
    superseded: Annotated[
        bool, Meta(description="its speaker has since given another; not in the range")
    ] = False
    partisan: Annotated[bool, Meta(description="on the word of a party to the event")] = False


class EventCount(msgspec.Struct, frozen=True, kw_only=True):
    """The range of a count over an event's claims, and each claim's own figure."""

    kind: Annotated[CountKind, Meta(description="what is counted")]
    low: Annotated[int | None, Meta(description="the smallest low of the claims")]
    high: Annotated[int | None, Meta(description="the largest high, null when open")]
    claims: Annotated[list[CountClaim], Meta(description="who says how many")]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One happening: the claims about it, with ranges where they differ."""

    id: Annotated[str, Meta(description="hash of its earliest claim")]
    type: Annotated[str, Meta(description="PLOVER event type")]
    modes: Annotated[list[str], Meta(description="PLOVER modes")]
    contexts: Annotated[list[str], Meta(description="PLOVER contexts")]
    quad: Annotated[int, Meta(description="quad class, 1 to 4")]
    scale: Annotated[float, Meta(description="conflict-cooperation score")]
    auxiliary: Annotated[list[Auxiliary], Meta(description="modality of all its claims")]
    actors: Annotated[list[EventParty], Meta(description="who did it")]
    recipients: Annotated[list[EventParty], Meta(description="to whom")]
    place: Annotated[Place | None, Meta(description="the most specific place all claims support")]
    time: Annotated[Time | None, Meta(description="when")]
    counts: Annotated[list[EventCount], Meta(description="how many, as ranges")]
    claims: Annotated[list[str], Meta(description="ids of its claims")]
    reports: Annotated[int, Meta(description="how many reports tell of it")]
    independent_reports: Annotated[int, Meta(description="those that are not copies")]
    confidence: Annotated[float, Meta(ge=0, le=1, description="how sure the coding is")]
    why: Annotated[list[str], Meta(description="the reason for each join")]


class Join(msgspec.Struct, frozen=True, kw_only=True):
    """Why two claims were joined into one event, or nearly were."""

    one: Annotated[str, Meta(description="id of a claim")]
    other: Annotated[str, Meta(description="id of the claim that was joined to it, or refused")]
    joined: Annotated[bool, Meta(description="false for a near-join that was refused")]
    score: Annotated[
        float | None, Meta(description="log-odds of one happening; null where a rule joined")
    ] = None
    reason: Annotated[str, Meta(description="why, in words and numbers")]
    event_id: Annotated[str | None, Meta(description="the event that holds both")] = None


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """An analyst's change to a claim or event, kept beside it, never over it."""

    id: Annotated[str, Meta(description="the correction's own id")]
    analyst: Annotated[str, Meta(description="who made it")]
    made: Annotated[str, Meta(description="when: ISO 8601 time, UTC")]
    target: Annotated[str, Meta(description="id of the claim or event it is about")]
    kind: Annotated[CorrectionKind, Meta(description="what it does to the target")]
    field: Annotated[str | None, Meta(description="the key that is set")] = None
    value: Annotated[Any, Meta(description="the value it is set to, any JSON")] = None
    others: Annotated[list[str], Meta(description="claims to split off, or to join with")] = (
        msgspec.field(default_factory=list)
    )
    note: Annotated[str | None, Meta(description="why, in the analyst's words")] = None


class RelationScores(msgspec.Struct, frozen=True, kw_only=True):
    """What a source does to a target: the best type, None only where none leads by a margin.

    `probabilities` are calibrated, 0 to 1 in three decimals, of every type and of "NONE".
    """

    type: str | None
    quad: int | None
    probabilities: dict[str, float]
