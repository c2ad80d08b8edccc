"""POLECAT's table: a dyad a row, tabs between, `None` where nothing is known."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.export import Results
from dateline.export.days import NO_DAY, day_of
from dateline.export.delimited import Cells, together, write_rows
from dateline.export.happenings import Dyad, Happening, Party, facts, happenings
from dateline.export.report import ExportReport
from dateline.knowledge.codes import country_codes
from dateline.types import Place

COLUMNS = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|"
    "Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|"
    "Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|"
    "Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|"
    "District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|"
    "Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")
LEGACY = {"Intensity": "Event Intensity"}  # as some of the published files call it
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT",
         4: "MATERIAL CONFLICT"}  # fmt: skip


def write(results: Results, output: Path | None) -> ExportReport:
    """Write POLECAT's 40 columns as tab-separated text."""
    return _write(results, output, COLUMNS)


def write_legacy(results: Results, output: Path | None) -> ExportReport:
    """The same under the names that some of the published files have."""
    return _write(results, output, [LEGACY.get(column, column) for column in COLUMNS])


def _write(results: Results, output: Path | None, header: Sequence[str]) -> ExportReport:
    report = ExportReport()
    rows = _rows(results, report)
    report.rows = write_rows(rows, COLUMNS, output, separator="\t", header=header, missing="None")
    return report


def _rows(results: Results, report: ExportReport) -> Iterator[Cells]:
    for happening in facts(happenings(results), report):
        day = day_of(happening.time, report)
        if day is None:
            report.leave_out(NO_DAY)
            continue
        report.lose("Wikipedia ids, and the story's people, organizations and locations")
        if happening.row.counts:
            report.lose("counts")
        for actor, recipient in happening.dyads():
            yield {
                "Event ID": _id(happening, (actor, recipient)), "Event Date": day,
                **_act(happening),
                **_party("Actor", actor), **_party("Recipient", recipient),
                **_place(happening.place), **_story(happening),
            }  # fmt: skip


def _id(happening: Happening, dyad: Dyad) -> str:
    """A hash of the story, and after `_` the number of the event's dyad."""
    story = happening.report.id if happening.report else ""
    article = hashlib.blake2b(story.encode(), digest_size=8).hexdigest()
    return f"{article}_{happening.number(dyad)}"


def _act(happening: Happening) -> Cells:
    row = happening.row
    return {
        "Event Type": row.type, "Event Mode": "; ".join(row.modes), "Intensity": row.scale,
        "Quad Code": QUADS[row.quad], "Contexts": "; ".join(row.contexts),
    }  # fmt: skip


def _party(role: str, party: Party | None) -> Cells:
    if party is None:
        return {}
    codes = country_codes().get(party.country or "")
    return {
        f"{role} Name": party.name, f"{role} Country": party.country,
        f"{role} COW": codes.cow if codes else None,
        f"Primary {role} Sector": next(iter(party.sectors), None),
        f"{role} Sectors": "; ".join(party.sectors), f"{role} Title": party.office,
        f"{role} Name Raw": party.text,
    }  # fmt: skip


def _place(place: Place | None) -> Cells:
    if place is None:
        return {}
    return {
        "Placename": place.name, "City": place.city, "District": place.admin2,
        "Province": place.admin1, "Country": place.country, "Latitude": place.lat,
        "Longitude": place.lon, "GeoNames ID": place.geonameid, "Raw Placename": place.text,
        "Feature Type": place.feature_code,
    }  # fmt: skip


def _story(happening: Happening) -> Cells:
    told = happening.report
    if told is None:
        return {}
    return {
        "Source": told.source, "Publication Date": told.published, "Language": told.language,
        "Version": together(claim.coder for claim in happening.claims),
    }  # fmt: skip
