"""GDELT 2.0: the tables Events and Mentions, tabs between, no header.

A row of Events is an event's dyad; a row of Mentions is a claim that names either of the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dateline.codebooks.cameo import Cameo, International, cameo
from dateline.export import Results
from dateline.export.coding import event_code
from dateline.export.days import NO_DAY, day_of
from dateline.export.delimited import Cells, together, write_rows
from dateline.export.happenings import Dyad, Happening, Party, facts, happenings
from dateline.export.report import ExportReport
from dateline.knowledge.codes import country_codes
from dateline.types import Claim, Place, Report

ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code "
    "Type2Code Type3Code"
).split()
GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
EVENTS = [
    *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
    *(f"Actor{side}{name}" for side in "12" for name in ACTOR),
    *("IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions "
      "NumSources NumArticles AvgTone").split(),
    *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in GEO),
    "DATEADDED", "SOURCEURL",
]  # fmt: skip
MENTIONS = (
    "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier "
    "SentenceID Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence "
    "MentionDocLen MentionDocTone MentionDocTranslationInfo Extras"
).split()
WEB, CITATION = 1, 2
LEVELS = {1: (1, 1), 2: (5, 2), 3: (5, 2), 4: (4, 3), 5: (4, 3)}  # in the world, in the USA


def write_events(results: Results, output: Path | None) -> ExportReport:
    """Write the 61 columns of Events."""
    report = ExportReport()
    report.rows = write_rows(_events(results, report), EVENTS, output, separator="\t")
    return report


def write_mentions(results: Results, output: Path | None) -> ExportReport:
    """Write the 16 columns of Mentions, for the same events."""
    report = ExportReport()
    report.rows = write_rows(_mentions(results, report), MENTIONS, output, separator="\t")
    return report


def _dated(results: Results, report: ExportReport) -> Iterator[tuple[Happening, str]]:
    """What has a row in Events, and its day."""
    for happening in facts(happenings(results), report):
        day = day_of(happening.time, report)
        if day is None:
            report.leave_out(NO_DAY)
        else:
            yield happening, day


def _events(results: Results, report: ExportReport) -> Iterator[Cells]:
    for happening, day in _dated(results, report):
        code = event_code(happening, report)
        report.lose("AvgTone, and where each actor is")
        if happening.row.counts:
            report.lose("counts")
        place = _geo(happening.place, report)
        for dyad in happening.dyads():
            yield {
                "GLOBALEVENTID": happening.number(dyad), **_days(day),
                **_actor("1", dyad[0], report), **_actor("2", dyad[1], report), **_act(code),
                **_told(happening, dyad), **place,
            }  # fmt: skip


def _days(day: str) -> Cells:
    known = date.fromisoformat(day)
    fraction = min((known.month * 30 + known.day) / 365, 0.9999)  # GDELT's own reckoning
    return {
        "SQLDATE": day.replace("-", ""), "MonthYear": day[:7].replace("-", ""),
        "Year": known.year, "FractionDate": f"{known.year + fraction:.4f}",
    }  # fmt: skip


def _act(code: Cameo) -> Cells:
    return {
        "EventCode": code.code, "EventBaseCode": code.code[:3], "EventRootCode": code.root,
        "QuadClass": code.quad, "GoldsteinScale": code.goldstein,
    }  # fmt: skip


def _actor(side: str, party: Party | None, report: ExportReport) -> Cells:
    if party is None:
        return {}
    table = cameo()
    body = table.international.get(party.country or "", International(""))
    state = party.country in country_codes()
    country = table.countries.get(party.country or "", party.country) if state else None
    types = [body.type, *(table.sectors.get(sector) for sector in party.sectors)]
    known = list(dict.fromkeys(type_ for type_ in types if type_))
    for sector in party.sectors:
        if sector not in table.sectors:
            report.lose(f"sector {sector}, which CAMEO has no type for")
    code = (country or "") + (body.type + body.group if body.type else "")
    cells = {
        "Code": code + "".join(type_ for type_ in known[:3] if type_ != body.type),
        "Name": party.name.upper(), "CountryCode": country, "KnownGroupCode": body.group,
        **{f"Type{at}Code": type_ for at, type_ in enumerate(known[:3], 1)},
    }  # fmt: skip
    return {f"Actor{side}{name}": cell for name, cell in cells.items()}


def _told(happening: Happening, dyad: Dyad) -> Cells:
    """Who told of it, how often, and where first."""
    claims = _naming(happening, dyad)
    ids = {claim.report_id for claim in claims}
    reports = [report for report in happening.reports if report.id in ids]
    return {
        "IsRootEvent": int(any(claim.paragraph <= 0 for claim in claims)),
        "NumMentions": len(claims), "NumArticles": len(reports),
        "NumSources": len({report.source or report.id for report in reports}),
        "DATEADDED": _stamp(happening.report),
        "SOURCEURL": _identifier(happening.report) if happening.report else None,
    }  # fmt: skip


def _naming(happening: Happening, dyad: Dyad) -> list[Claim]:
    """The claims that name either party; all of them where nobody is named."""
    ids = {id_ for party in dyad if party for id_ in party.claims}
    return [claim for claim in happening.claims if claim.id in ids or not any(dyad)]


def _geo(place: Place | None, report: ExportReport) -> Cells:
    if place is None:
        return {}
    codes = country_codes().get(place.country or "")
    fips = codes.fips if codes else None
    country = place.resolution == 1
    if place.resolution == 3:
        report.coarsen("places: a district is put at the level of its province")
    if not country:
        report.lose("codes of provinces (ADM1, ADM2) and GNS feature ids")
    cells = {
        "Type": LEVELS[place.resolution][place.country == "USA"],
        "FullName": together((place.name, None if country else place.admin1, place.country_name),
                             ", "),
        "CountryCode": fips, "ADM1Code": fips if country else None, "Lat": place.lat,
        "Long": place.lon, "FeatureID": fips if country else None,
    }  # fmt: skip
    return {f"ActionGeo_{name}": cell for name, cell in cells.items()}


def _mentions(results: Results, report: ExportReport) -> Iterator[Cells]:
    for happening, _ in _dated(results, report):
        reports = {each.id: each for each in happening.reports}
        for dyad in happening.dyads():
            for claim in _naming(happening, dyad):
                report.lose("SentenceID and MentionDocTone")
                yield {
                    "GLOBALEVENTID": happening.number(dyad),
                    "EventTimeDate": _stamp(happening.report),
                    **_source(reports.get(claim.report_id)), **_offsets(claim, dyad),
                    "InRawText": 1, "Confidence": round(claim.confidence * 100),
                }  # fmt: skip


def _source(report: Report | None) -> Cells:
    if report is None:
        return {}
    return {
        "MentionTimeDate": _stamp(report), "MentionType": WEB if report.url else CITATION,
        "MentionSourceName": report.source, "MentionIdentifier": _identifier(report),
        "MentionDocLen": len(report.text) or None,  # some stores keep no text
    }  # fmt: skip


def _offsets(claim: Claim, dyad: Dyad) -> Cells:
    """Where the words stand in the text; -1 for none, and for words of the headline."""
    spans = {
        "Actor1": dyad[0].mention(claim) if dyad[0] else None,
        "Actor2": dyad[1].mention(claim) if dyad[1] else None,
        "Action": claim.evidence.trigger,
    }
    return {
        f"{name}CharOffset": span.start if span and span.field == "text" else -1
        for name, span in spans.items()
    }


def _stamp(report: Report | None) -> str | None:
    """Publication as GDELT's 14 digits; the hour is not known and given as midnight."""
    return report.published.replace("-", "") + "000000" if report and report.published else None


def _identifier(report: Report) -> str:
    """The report's address, or what names it where it has none."""
    return report.url or report.title or report.id
