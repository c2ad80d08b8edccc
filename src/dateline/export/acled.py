"""A table in ACLED's layout, 31 columns: a row for each event that ACLED would code.

The layout only: no row is ACLED's, and no code of theirs is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.export import Results
from dateline.export.acled_types import NUMBERS, Kind, Side, kind_of
from dateline.export.days import NO_DAY, day_of, length_of
from dateline.export.delimited import Cells, together, write_rows
from dateline.export.happenings import Happening, facts, happenings, number_of
from dateline.export.report import ExportReport
from dateline.knowledge.codes import country_codes
from dateline.types import Place, Time

COLUMNS = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,tags,timestamp"
).split(",")
GEO = {5: 1, 4: 1, 3: 2, 2: 3}
LENGTHS = ((1, 1), (8, 2), (31, 3))  # days at most: a day, a week (the last with today), a month
CROWDS = ("Protesters", "Rioters", "Civilians")


def write(results: Results, output: Path | None) -> ExportReport:
    """Write CSV with a header row."""
    report = ExportReport()
    report.rows = write_rows(_rows(results, report), COLUMNS, output, header=COLUMNS)
    return report


def _rows(results: Results, report: ExportReport) -> Iterator[Cells]:
    for happening in facts(happenings(results), report):
        kind = kind_of(happening)
        place, precision = happening.place, _precision(happening.time)
        if isinstance(kind, str):
            report.leave_out(kind)
        elif place is None or place.resolution not in GEO:
            report.leave_out("without a place below the country")
        elif precision is None:
            report.leave_out(_undated(happening.time))
        else:
            yield _row(happening, kind, place, precision, report)


def _undated(time: Time | None) -> str:
    return "known only to more than a month" if time and time.earliest else NO_DAY


def _precision(time: Time | None) -> int | None:
    """ACLED's time_precision; None where it would not code the event."""
    days = length_of(time) if time else None
    return next((code for most, code in LENGTHS if days and days <= most), None)


def _row(
    happening: Happening, kind: Kind, place: Place, precision: int, report: ExportReport
) -> Cells:
    day = day_of(happening.time, report, ranged=True) or ""
    report.lose("admin3, source_scale and timestamp")
    if kind.rough:
        report.coarsen(kind.rough)
    return {
        "event_id_cnty": f"{place.country or ''}{number_of(happening.row.id)}",
        "event_date": day, "year": day[:4], "time_precision": precision,
        "disorder_type": kind.disorder, "event_type": kind.event, "sub_event_type": kind.sub,
        **_actor(1, kind.one, place), **_actor(2, kind.two, place),
        "interaction": _interaction(kind),
        "civilian_targeting": "Civilian targeting" if kind.targets_civilians else None,
        **_where(place),
        "source": together(each.source for each in happening.reports),
        "notes": happening.claims[0].evidence.sentence.text if happening.claims else None,
        "fatalities": _fatalities(happening, report), "tags": _crowd(happening, kind),
    }  # fmt: skip


def _actor(number: int, side: Side | None, place: Place) -> Cells:
    """A crowd or civilians go by ACLED's name for them, the parties then being associated."""
    if side is None:
        return {}
    names = [party.name for party in side.parties]
    if side.kind in CROWDS:
        first, others = f"{side.kind} ({place.country_name or place.country})", names
    elif names:
        first, others = names[0], names[1:]
    else:
        first, others = f"Unidentified Armed Group ({place.country_name or place.country})", []
    return {
        f"actor{number}": first, f"assoc_actor_{number}": together(others),
        f"inter{number}": side.kind,
    }  # fmt: skip


def _interaction(kind: Kind) -> str | None:
    kinds = [side.kind for side in (kind.one, kind.two) if side]
    told = sorted(kinds, key=lambda each: NUMBERS[each])
    return f"{told[0]} only" if len(told) == 1 else "-".join(told)


def _where(place: Place) -> Cells:
    codes = country_codes().get(place.country or "")
    return {
        "iso": codes.iso_numeric if codes else None,
        "region": codes.acled_region if codes else None, "country": place.country_name,
        "admin1": place.admin1, "admin2": place.admin2, "location": place.name,
        "latitude": place.lat, "longitude": place.lon, "geo_precision": GEO[place.resolution],
    }  # fmt: skip


def _fatalities(happening: Happening, report: ExportReport) -> int:
    """The least that is told, as ACLED counts; 0 where nobody counts any, as there."""
    killed = happening.figures("killed")
    if killed is not None and killed.low != killed.high:
        report.coarsen("fatalities: the least of a range stands for it")
    return killed.low or 0 if killed else 0


def _crowd(happening: Happening, kind: Kind) -> str | None:
    if kind.event not in ("Protests", "Riots"):
        return None
    crowd = happening.figures("participants")
    if crowd is None:
        return "crowd size=no report"
    if crowd.low == crowd.high:
        return f"crowd size={crowd.low}"
    if crowd.high is None:
        return f"crowd size=at least {crowd.low}"
    return f"crowd size={crowd.low or 0} to {crowd.high}"
