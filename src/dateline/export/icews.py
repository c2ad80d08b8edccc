"""ICEWS's table, 20 columns: a dyad a row, CAMEO codes, tabs between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.export import Results
from dateline.export.coding import event_code
from dateline.export.days import NO_DAY, day_of
from dateline.export.delimited import Cells, write_rows
from dateline.export.happenings import Happening, Party, facts, happenings
from dateline.export.report import ExportReport
from dateline.knowledge.codes import country_codes
from dateline.types import Place

COLUMNS = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|"
    "Intensity|Target Name|Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|"
    "District|Province|Country|Latitude|Longitude"
).split("|")
SECTORS = {
    "COP": "Police", "GOV": "Government", "JUD": "Judicial", "LEG": "Legislative / Parliamentary",
    "MIL": "Military", "PRM": "Paramilitary", "PTY": "Parties", "REB": "Rebel",
    "SPY": "State Intelligence", "UAF": "Unidentified Forces", "UNK": "Unidentified",
    "AGR": "Agricultural", "BUS": "Business", "CRM": "Criminals / Gangs",
    "CVL": "General Population / Civilian / Social", "EDU": "Education", "ELI": "Elite",
    "JRN": "Media", "LAB": "Labor", "MED": "Medical / Health", "REF": "Refugees / Displaced",
    "OPP": "Opposition", "PRE": "Partially Recognized", "REL": "Religious", "SOC": "Social",
}  # fmt: skip


def write(results: Results, output: Path | None) -> ExportReport:
    """Write ICEWS's 20 columns as tab-separated text."""
    report = ExportReport()
    rows = _rows(results, report)
    report.rows = write_rows(rows, COLUMNS, output, separator="\t", header=COLUMNS)
    return report


def _rows(results: Results, report: ExportReport) -> Iterator[Cells]:
    for happening in facts(happenings(results), report):
        day = day_of(happening.time, report)
        if day is None:
            report.leave_out(NO_DAY)
            continue
        code = event_code(happening, report)
        report.lose("Sentence Number")
        if happening.row.counts:
            report.lose("counts")
        for source, target in happening.dyads():
            yield {
                "Event ID": happening.number((source, target)), "Event Date": day,
                "Event Text": code.label, "CAMEO Code": code.code, "Intensity": code.goldstein,
                **_party("Source", source), **_party("Target", target),
                **_story(happening), **_place(happening.place),
            }  # fmt: skip


def _party(role: str, party: Party | None) -> Cells:
    if party is None:
        return {}
    codes = country_codes().get(party.country or "")
    return {
        f"{role} Name": party.name,
        f"{role} Sectors": ",".join(SECTORS[sector] for sector in party.sectors),
        f"{role} Country": codes.name if codes else None,
    }


def _story(happening: Happening) -> Cells:
    told = happening.report
    return {"Story ID": told.id, "Publisher": told.source} if told else {}


def _place(place: Place | None) -> Cells:
    if place is None:
        return {}
    return {
        "City": place.city, "District": place.admin2, "Province": place.admin1,
        "Country": place.country_name, "Latitude": place.lat, "Longitude": place.lon,
    }  # fmt: skip
