"""PLOVER's own JSON records, one a line: parties stay lists, as the manual wants them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.export import Results
from dateline.export.days import NO_DAY, day_of
from dateline.export.happenings import Happening, Party, happenings
from dateline.export.jsonl import write_lines
from dateline.export.report import ExportReport
from dateline.types import Place

Record = dict[str, Any]
PEOPLE = {"killed": "dead", "injured": "injured", "arrested": "arrested"}


def write(results: Results, output: Path | None) -> ExportReport:
    """Write PLOVER records as JSON lines."""
    report = ExportReport()
    report.rows = write_lines(_records(results, report), output)
    return report


def _records(results: Results, report: ExportReport) -> Iterator[Record]:
    for happening in happenings(results):
        day = day_of(happening.time, report, ranged=True)
        if day is None:
            report.leave_out(NO_DAY)
            continue
        yield _without_empty(_record(happening, day, report))


def _record(happening: Happening, day: str, report: ExportReport) -> Record:
    row, time = happening.row, happening.time
    ends = time.latest if time and time.basis != "published" and time.latest != day else None
    return {
        "id": row.id, "date": day, "enddate": ends,
        "actor": [_entity(party) for party in happening.actors],
        "recipient": [_entity(party) for party in happening.recipients],
        "event": [row.type], "mode": [*row.modes, *row.auxiliary], "context": row.contexts,
        "quad_code": row.quad, "event_scale": row.scale, "event_loc": _location(happening.place),
        "event_text": happening.claims[0].evidence.trigger.text if happening.claims else None,
        "size": _size(happening, report), **_sources(happening),
    }  # fmt: skip


def _sources(happening: Happening) -> Record:
    """Where it was read, and by which coder."""
    if not happening.claims:
        return {}
    claim, report = happening.claims[0], happening.report
    trigger = claim.evidence.trigger
    cited = {
        "url": report.url, "title": report.title, "language": report.language,
        "publication": report.source, "coder": claim.coder, "codebook": claim.codebook,
    } if report else {}  # fmt: skip
    return {
        "text_info": {"sequence": claim.paragraph, "start": trigger.start, "end": trigger.end},
        "cite_info": _without_empty(cited), "coder": claim.coder,
    }  # fmt: skip


def _entity(party: Party) -> Record:
    told = {
        "code": party.country, "sector": party.sectors, "entity_text": party.text,
        "identifier_text": party.name, "office": party.office,
    }  # fmt: skip
    return _without_empty(told)


def _location(place: Place | None) -> Record:
    if place is None:
        return {}
    told = {
        "extracted_place": place.text, "resolved_place": place.name, "geonameid": place.geonameid,
        "lat": place.lat, "lon": place.lon, "city": place.city, "district": place.admin2,
        "province": place.admin1, "country": place.country_name, "country_code": place.country,
        "feature_code": place.feature_code, "resolution": place.resolution,
    }  # fmt: skip
    return _without_empty(told)


def _size(happening: Happening, report: ExportReport) -> Record:
    """The least of each number; PLOVER has one number and no range."""
    told: Record = {}
    for count in happening.row.counts:
        if count.kind not in PEOPLE:
            report.lose(f"counts: {count.kind}")
        elif count.low is not None:
            name = PEOPLE[count.kind]
            told[name] = min(count.low, told.get(name, count.low))
            if count.low != count.high:
                report.coarsen("counts: the least of a range stands for it")
    return told


def _without_empty(record: Record) -> Record:
    """Without the optional keys that have no value; the four required ones always stand."""
    required = ("id", "date", "actor", "event")
    return {
        key: value
        for key, value in record.items()
        if key in required or value not in (None, [], {})
    }
