"""GeoJSON (RFC 7946): a feature for each event or claim.

A city, town or spot is a point. What is known only to a district, province or country is an area,
and a point would say too much: its geometry is null, and `centre` tells where to put a label.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dateline.export import Results
from dateline.export.happenings import Happening, happenings
from dateline.export.report import ExportReport
from dateline.types import Place

PRECISION = {1: "country", 2: "province", 3: "district", 4: "city", 5: "within a city"}
Feature = dict[str, Any]


def write(results: Results, output: Path | None) -> ExportReport:
    """Write one FeatureCollection."""
    report = ExportReport()
    features = list(_features(results, report))
    report.rows = len(features)
    points = [each["geometry"]["coordinates"] for each in features if each["geometry"]]
    whole: Feature = {"type": "FeatureCollection", "features": features}
    if points:
        lons, lats = zip(*points, strict=True)
        whole["bbox"] = [min(lons), min(lats), max(lons), max(lats)]
    encoded = msgspec.json.encode(whole)
    if output is None:
        sys.stdout.buffer.write(encoded + b"\n")
        sys.stdout.buffer.flush()
    else:
        output.write_bytes(encoded)
    return report


def _features(results: Results, report: ExportReport) -> Iterator[Feature]:
    for happening in happenings(results):
        place = happening.place
        spot = _spot(place)
        if place is None:
            report.lose("geometry: no place is told")
        elif spot is None:
            report.lose(f"geometry: the place is known only to the {PRECISION[place.resolution]}")
        yield {
            "type": "Feature", "id": happening.row.id,
            "geometry": {"type": "Point", "coordinates": spot} if spot else None,
            "properties": _properties(happening),
        }  # fmt: skip


def _spot(place: Place | None) -> list[float] | None:
    """Longitude and latitude of what is no area."""
    return _centre(place) if place and place.resolution >= 4 else None


def _centre(place: Place) -> list[float] | None:
    return [place.lon, place.lat] if place.lon is not None and place.lat is not None else None


def _properties(happening: Happening) -> Feature:
    row, place, time = happening.row, happening.place, happening.time
    return {
        "type": row.type, "modes": row.modes, "contexts": row.contexts, "quad": row.quad,
        "scale": row.scale, "auxiliary": row.auxiliary,
        "actors": [party.name for party in happening.actors],
        "recipients": [party.name for party in happening.recipients],
        "earliest": time.earliest if time else None, "latest": time.latest if time else None,
        "time_precision": time.precision if time else None,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "precision": PRECISION[place.resolution] if place else None,
        "centre": _centre(place) if place else None,
        "counts": [
            {"kind": count.kind, "low": count.low, "high": count.high} for count in row.counts
        ],
        "reports": [report.id for report in happening.reports],
        "sentence": happening.claims[0].evidence.sentence.text if happening.claims else None,
        "confidence": row.confidence,
    }  # fmt: skip
