"""How often a given place mention resolves to the right place, on a file of placed toponyms.

Usage: python evaluation/score_places.py FILE [--misses N]
A row holds `text`, `toponyms` with `start`, `end`, `geonameid`, `lat`, `lon`. Right: the same
GeoNames id, or at most 161 km away.
"""

from __future__ import annotations

import argparse
import collections
import math
import time
from pathlib import Path
from typing import Any

import msgspec

from dateline.resolving.gazetteer import Gazetteer
from dateline.resolving.places import PlaceMention, resolve_places
from dateline.types import Place, Report, Span

NEAR_KM = 161


def kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km."""
    a, b, c, d = map(math.radians, (lat, lon, lat2, lon2))
    cosine = math.sin(a) * math.sin(c) + math.cos(a) * math.cos(c) * math.cos(b - d)
    return 6371 * math.acos(max(-1.0, min(1.0, cosine)))


def is_right(place: Place | None, gold: dict[str, Any]) -> bool:
    """Whether the resolved place is the gold one, or within reach of it."""
    if place is None or place.lat is None or place.lon is None:
        return False
    if str(place.geonameid) == str(gold["geonameid"]):
        return True
    return kilometres(place.lat, place.lon, gold["lat"], gold["lon"]) <= NEAR_KM


def main() -> None:
    """Print accuracy, by mention and by kind of place, and time per report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args()
    gazetteer = Gazetteer()
    right: collections.Counter[str] = collections.Counter()
    total: collections.Counter[str] = collections.Counter()
    missed: collections.Counter[tuple[str, ...]] = collections.Counter()
    confident: list[tuple[float, bool]] = []
    rows = [msgspec.json.decode(line) for line in options.file.read_bytes().splitlines()]
    spent = 0.0
    for row in rows:
        gold = [item for item in row["toponyms"] if item.get("geonameid")]
        report = Report(id=row["id"], text=row["text"], title=row.get("title"), url=row.get("url"))
        mentions = [
            PlaceMention(
                span=Span(start=g["start"], end=g["end"], text=row["text"][g["start"] : g["end"]])
            )
            for g in gold
        ]
        began = time.perf_counter()
        places = resolve_places(mentions, report, gazetteer)
        spent += time.perf_counter() - began
        for item, place in zip(gold, places, strict=True):
            good = is_right(place, item)
            for key in ("all", item["fcode"]):
                total[key] += 1
                right[key] += good
            if place:
                confident.append((place.confidence, good))
            if not good:
                got = f"{place.name}, {place.admin1}, {place.country}" if place else "-"
                wanted = f"{item['name']} {item['fcode']} {item['country']}"
                missed[item["phrase"], wanted, got] += 1
    for key, count in total.most_common(12):
        print(f"{key:6} {right[key]:5}/{count:<5} {right[key] / count:.3f}")
    print(f"{1000 * spent / len(rows):.1f} ms a report")
    for low, high in ((0, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 1.01)):
        band = [good for confidence, good in confident if low <= confidence < high]
        if band:
            print(f"confidence {low}-{high}: {sum(band) / len(band):.2f} right of {len(band)}")
    for (phrase, wanted, got), count in missed.most_common(options.misses):
        print(f"{count:4} {phrase!r}: wanted {wanted}; got {got}")


if __name__ == "__main__":
    main()
