"""The tidy tables: their columns and how rows follow from reports, claims and events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from dateline.export import Results
from dateline.types import (
    Attribution,
    Claim,
    Count,
    Entity,
    Event,
    Evidence,
    Place,
    Relation,
    Report,
    Time,
)

Row = dict[str, Any]
TEXT, WHOLE, REAL, TRUTH = pa.string(), pa.int64(), pa.float64(), pa.bool_()
PLACE = {
    "place_text": TEXT, "place_start": WHOLE, "place_end": WHOLE, "place_field": TEXT,
    "place_name": TEXT, "geonameid": WHOLE, "lat": REAL, "lon": REAL, "coordinates": TEXT,
    "city": TEXT, "admin2": TEXT, "admin1": TEXT, "place_country": TEXT, "country_name": TEXT,
    "feature_code": TEXT, "resolution": WHOLE, "place_confidence": REAL,
}  # fmt: skip
TIME = {
    "time_text": TEXT, "time_start": WHOLE, "time_end": WHOLE, "time_field": TEXT,
    "earliest": TEXT, "latest": TEXT, "precision": TEXT, "timex_value": TEXT, "timex_type": TEXT,
    "time_basis": TEXT,
}  # fmt: skip
EVIDENCE = {
    "sentence": TEXT, "sentence_start": WHOLE, "sentence_end": WHOLE, "trigger": TEXT,
    "trigger_start": WHOLE, "trigger_end": WHOLE, "field": TEXT,
}  # fmt: skip
ENTITY = {
    "text": TEXT, "start": WHOLE, "end": WHOLE, "field": TEXT, "entity": TEXT, "name": TEXT,
    "country": TEXT, "other_countries": TEXT, "sectors": TEXT, "office": TEXT, "reason": TEXT,
}  # fmt: skip
CODED = {
    "type": TEXT, "modes": TEXT, "contexts": TEXT, "quad": WHOLE, "scale": REAL, "auxiliary": TEXT,
}  # fmt: skip
TABLES: dict[str, dict[str, pa.DataType]] = {
    "reports": {
        "id": TEXT, "title": TEXT, "source": TEXT, "url": TEXT, "published": TEXT,
        "published_precision": TEXT, "byline": TEXT, **PLACE, "language": TEXT, "text": TEXT,
    },
    "claims": {
        "id": TEXT, "report_id": TEXT, "paragraph": WHOLE, **CODED, "complete": TRUTH,
        **PLACE, **TIME, "speakers": TEXT, **EVIDENCE, "confidence": REAL, "coder": TEXT,
        "codebook": TEXT,
    },
    "claim_entities": {
        "claim_id": TEXT, "role": TEXT, "position": WHOLE, **ENTITY,
    },
    "claim_counts": {
        "claim_id": TEXT, "position": WHOLE, "kind": TEXT, "low": WHOLE, "high": WHOLE,
        "approximate": TRUTH, "text": TEXT, "start": WHOLE, "end": WHOLE, "field": TEXT,
        "of": TEXT, "as_of": TEXT,
    },
    "events": {
        "id": TEXT, **CODED, "actors": TEXT, "recipients": TEXT, **PLACE, **TIME,
        "reports": WHOLE, "independent_reports": WHOLE, "confidence": REAL, "why": TEXT,
    },
    "event_claims": {"event_id": TEXT, "claim_id": TEXT},
    "event_counts": {
        "event_id": TEXT, "kind": TEXT, "low": WHOLE, "high": WHOLE, "claim_id": TEXT,
        "claim_low": WHOLE, "claim_high": WHOLE, "as_of": TEXT, "superseded": TRUTH,
        "partisan": TRUTH,
    },
    "relations": {
        "id": TEXT, "report_id": TEXT, "type": TEXT,
        **{f"subject_{name}": kind for name, kind in ENTITY.items()},
        **{f"object_{name}": kind for name, kind in ENTITY.items()},
        "office": TEXT, **TIME, "speakers": TEXT, **EVIDENCE, "confidence": REAL,
    },
}  # fmt: skip
LEVELS = {
    "reports": ["reports"],
    "claims": ["reports", "claims", "claim_entities", "claim_counts"],
    "events": [name for name in TABLES if name != "relations"],
    "relations": ["reports", "relations"],
}


def tables(results: Results) -> dict[str, pa.Table]:
    """The tables of the level asked for, as Arrow; lists within a cell are joined by `|`."""
    makers = {
        "reports": (_report(r) for r in results.reports),
        "claims": (_claim(c) for c in results.claims),
        "claim_entities": (row for c in results.claims for row in _entities(c)),
        "claim_counts": (
            _count(c.id, n, k) for c in results.claims for n, k in enumerate(c.counts)
        ),
        "events": (_event(e) for e in results.events),
        "event_claims": (
            {"event_id": e.id, "claim_id": c} for e in results.events for c in e.claims
        ),
        "event_counts": (row for e in results.events for row in _event_counts(e)),
        "relations": (_relation(r) for r in results.relations),
    }
    return {
        name: pa.Table.from_pylist(list(makers[name]), schema=pa.schema([*TABLES[name].items()]))
        for name in LEVELS[results.level]
    }


def _joined(values: list[Any]) -> str:
    return "|".join(map(str, values))


def _place(place: Place | None) -> Row:
    if place is None:
        return {}
    return {
        "place_text": place.text, "place_start": place.start, "place_end": place.end,
        "place_field": place.field, "place_name": place.name, "geonameid": place.geonameid,
        "lat": place.lat, "lon": place.lon, "coordinates": place.coordinates, "city": place.city,
        "admin2": place.admin2, "admin1": place.admin1, "place_country": place.country,
        "country_name": place.country_name, "feature_code": place.feature_code,
        "resolution": place.resolution, "place_confidence": place.confidence,
    }  # fmt: skip


def _time(time: Time | None) -> Row:
    if time is None:
        return {}
    return {
        "time_text": time.text, "time_start": time.start, "time_end": time.end,
        "time_field": time.field, "earliest": time.earliest, "latest": time.latest,
        "precision": time.precision, "timex_value": time.value, "timex_type": time.timex_type,
        "time_basis": time.basis,
    }  # fmt: skip


def _coded(row: Claim | Event) -> Row:
    return {
        "type": row.type, "modes": _joined(row.modes), "contexts": _joined(row.contexts),
        "quad": row.quad, "scale": row.scale, "auxiliary": _joined([*row.auxiliary]),
        "confidence": row.confidence,
    }  # fmt: skip


def _report(report: Report) -> Row:
    names = ("id", "title", "source", "url", "published", "published_precision", "byline",
             "language", "text")  # fmt: skip
    return {name: getattr(report, name) for name in names} | _place(report.dateline_place)


def _claim(claim: Claim) -> Row:
    return {
        "id": claim.id, "report_id": claim.report_id, "paragraph": claim.paragraph,
        "complete": claim.complete, "speakers": _joined([_speaker(a) for a in claim.attribution]),
        "coder": claim.coder, "codebook": claim.codebook, **_evidence(claim.evidence),
        **_coded(claim), **_place(claim.place), **_time(claim.time),
    }  # fmt: skip


def _evidence(evidence: Evidence) -> Row:
    sentence, trigger = evidence.sentence, evidence.trigger
    return {
        "sentence": sentence.text, "sentence_start": sentence.start, "sentence_end": sentence.end,
        "trigger": trigger.text, "trigger_start": trigger.start, "trigger_end": trigger.end,
        "field": trigger.field,
    }  # fmt: skip


def _speaker(attribution: Attribution) -> str:
    return attribution.source.name


def _entities(claim: Claim) -> Iterator[Row]:
    speakers = [a.source for a in claim.attribution]
    roles = {"actor": claim.actors, "recipient": claim.recipients, "speaker": speakers}
    for role, entities in roles.items():
        for position, entity in enumerate(entities):
            yield {"claim_id": claim.id, "role": role, "position": position, **_entity(entity)}


def _entity(entity: Entity) -> Row:
    return {
        "text": entity.text, "start": entity.start, "end": entity.end, "field": entity.field,
        "entity": entity.entity, "name": entity.name, "country": entity.country,
        "other_countries": _joined(entity.other_countries), "sectors": _joined(entity.sectors),
        "office": entity.office, "reason": entity.reason,
    }  # fmt: skip


def _count(claim_id: str, position: int, count: Count) -> Row:
    return {
        "claim_id": claim_id, "position": position, "kind": count.kind, "low": count.low,
        "high": count.high, "approximate": count.approximate, "text": count.text,
        "start": count.start, "end": count.end, "field": count.field,
        "of": count.of.text if count.of else None, "as_of": count.as_of,
    }  # fmt: skip


def _event(event: Event) -> Row:
    return {
        "id": event.id, "actors": _joined([p.name for p in event.actors]),
        "recipients": _joined([p.name for p in event.recipients]), "reports": event.reports,
        "independent_reports": event.independent_reports, "why": _joined(event.why),
        **_coded(event), **_place(event.place), **_time(event.time),
    }  # fmt: skip


def _event_counts(event: Event) -> Iterator[Row]:
    for count in event.counts:
        for figure in count.claims:
            yield {
                "event_id": event.id, "kind": count.kind, "low": count.low, "high": count.high,
                "claim_id": figure.claim_id, "claim_low": figure.low, "claim_high": figure.high,
                "as_of": figure.as_of, "superseded": figure.superseded,
                "partisan": figure.partisan,
            }  # fmt: skip


def _relation(relation: Relation) -> Row:
    sides = {"subject": relation.subject, "object": relation.object}
    return {
        "id": relation.id, "report_id": relation.report_id, "type": relation.type,
        **{f"{s}_{k}": v for s, e in sides.items() if e is not None for k, v in _entity(e).items()},
        "office": relation.office, "speakers": _joined([_speaker(a) for a in relation.attribution]),
        "confidence": relation.confidence, **_evidence(relation.evidence), **_time(relation.time),
    }  # fmt: skip
