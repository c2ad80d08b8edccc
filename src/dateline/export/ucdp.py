"""A table in the layout of UCDP's Georeferenced Event Dataset, 49 columns.

Only what UCDP would hold: violence by an organised actor in which at least one person died.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.export import Results
from dateline.export.days import length_of
from dateline.export.delimited import Cells, together, write_rows
from dateline.export.happenings import Figures, Happening, facts, happenings, number_of
from dateline.export.report import ExportReport
from dateline.export.ucdp_sides import Sides, sides_of
from dateline.knowledge.codes import country_codes
from dateline.types import Place, Time

COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a "
    "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office "
    "source_date source_headline source_original where_prec where_coordinates where_description "
    "adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity "
    "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low "
    "gwnoa gwnob"
).split()
WHERE = {5: 1, 4: 1, 3: 3, 2: 4, 1: 6}
LENGTHS = ((1, 1), (6, 2), (8, 3), (31, 4), (366, 5))  # days at most -> date_prec


def write(results: Results, output: Path | None) -> ExportReport:
    """Write CSV with a header row."""
    report = ExportReport()
    report.rows = write_rows(_rows(results, report), COLUMNS, output, header=COLUMNS)
    return report


def _rows(results: Results, report: ExportReport) -> Iterator[Cells]:
    for happening in facts(happenings(results), report):
        killed, sides = happening.figures("killed"), sides_of(happening)
        place, precision = happening.place, _precision(happening.time)
        if happening.row.type != "ASSAULT":
            report.leave_out("other than ASSAULT")
        elif killed is None or not killed.best:
            report.leave_out("ASSAULT without a figure of dead")
        elif isinstance(sides, str):
            report.leave_out(sides)
        elif place is None:
            report.leave_out("without a place")
        elif precision is None or happening.time is None:
            report.leave_out("without a first and a last day within a year")
        else:
            yield {
                "id": number_of(happening.row.id), "relid": happening.row.id,
                **_when(happening.time, precision), **_where(place),
                **_who(sides), **_deaths(killed, sides, report), **_sources(happening),
            }  # fmt: skip
            report.lose("UCDP's own ids of actors, dyads and conflicts, and event_clarity")


def _precision(time: Time | None) -> int | None:
    days = length_of(time) if time else None
    return next((code for most, code in LENGTHS if days and days <= most), None)


def _when(time: Time, precision: int) -> Cells:
    first = time.earliest or ""
    return {
        "year": first[:4], "date_prec": precision, "date_start": first, "date_end": time.latest,
    }  # fmt: skip


def _where(place: Place) -> Cells:
    codes = country_codes().get(place.country or "")
    return {
        "where_prec": WHERE[place.resolution], "where_coordinates": place.name,
        "where_description": place.text, "adm_1": place.admin1, "adm_2": place.admin2,
        "country": place.country_name, "country_id": codes.gw if codes else None,
        "region": codes.ucdp_region if codes else None, **_point(place.lat, place.lon),
    }  # fmt: skip


def _point(lat: float | None, lon: float | None) -> Cells:
    if lat is None or lon is None:
        return {}
    row, column = int((lat + 90) // 0.5), int((lon + 180) // 0.5)
    return {
        "latitude": lat, "longitude": lon, "geom_wkt": f"POINT ({lon} {lat})",
        "priogrid_gid": min(row, 359) * 720 + min(column, 719) + 1,  # half-degree cells from 1
    }  # fmt: skip


def _who(sides: Sides) -> Cells:
    return {
        "type_of_violence": sides.violence, "side_a": sides.a, "side_b": sides.b,
        "dyad_name": f"{sides.a} - {sides.b}", "gwnoa": sides.gwno_a, "gwnob": sides.gwno_b,
    }  # fmt: skip


def _deaths(killed: Figures, sides: Sides, report: ExportReport) -> Cells:
    """The best figure in the one column that is certain, else as unknown; and the range."""
    if killed.high is None:
        report.coarsen("high: the largest figure told stands for a range that is open above")
    columns = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), 0)
    columns[sides.dead] = killed.best or 0
    low = killed.low if killed.low is not None else 0
    return {**columns, "best": killed.best, "high": killed.most_told, "low": low}


def _sources(happening: Happening) -> Cells:
    report = happening.report
    speakers = (a.source.name for claim in happening.claims for a in claim.attribution)
    articles = (
        ",".join(f'"{part}"' for part in (each.source, each.published, each.title) if part)
        for each in happening.reports
    )
    return {
        "number_of_sources": len(happening.reports), "source_article": together(articles),
        "source_office": together(each.source for each in happening.reports),
        "source_date": report.published if report else None,
        "source_headline": report.title if report else None, "source_original": together(speakers),
    }  # fmt: skip
