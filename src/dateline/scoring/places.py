"""How well places are found and resolved, against gold of placed names.

A gold row holds `id` and `toponyms`, each with `start`, `end`, `lat`, `lon` and, if known,
`geonameid` and `fcode`. An answer row holds `id`, `places`, those found, and `given`, the places
of the gold's own mentions, in their order; places as `resolve places` gives them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from dateline.scoring import Figures, Scores, figures

NEAR_KM = 161  # a hundred miles: the customary bound for "the same place"
CLASSES = {"PCLI": "country", "PCLD": "country", "ADM1": "admin1", "PPL": "city"}

KINDS = ("country", "admin1", "city", "other")

Row = Mapping[str, Any]
Span = tuple[int, int]


def score(gold_rows: Iterable[Row], answers: Iterable[Row]) -> Scores:
    """`given`: the share of mentions answered by the same GeoNames id or a place within 161 km,
    of all and by class; mentions without coordinates are left out. `found`: whether the very
    words were found; `overlapping`: a part of them.
    """
    answered = {row["id"]: row for row in answers}
    right, total = Counter[str](), Counter[str]()
    words, parts = Counter[str](), Counter[str]()
    for row in gold_rows:
        answer = answered[row["id"]]
        for item, place in zip(row["toponyms"], answer["given"], strict=True):
            for key in ("right", class_of(item)) if item.get("lat") is not None else ():
                total[key] += 1
                right[key] += is_right(place, item)
        gold = {(item["start"], item["end"]) for item in row["toponyms"]}
        found = {(place["start"], place["end"]) for place in answer["places"] if place}
        words.update(right=len(gold & found), found=len(found), gold=len(gold))
        parts.update(right=_overlapping(gold, found), found=len(found), gold=len(gold))
    shares: Figures = {key: right[key] / total[key] for key in ("right", *KINDS) if total[key]}
    return {
        "given": {**shares, "gold": total["right"]},
        "found": figures(words["right"], words["found"], words["gold"]),
        "overlapping": figures(parts["right"], parts["found"], parts["gold"]),
    }


def is_right(place: Row | None, gold: Row) -> bool:
    """Whether the place is the gold one, or within reach of it."""
    if place is None:
        return False
    if gold.get("geonameid") and str(place["geonameid"]) == str(gold["geonameid"]):
        return True
    if None in (place["lat"], place["lon"], gold["lat"], gold["lon"]):
        return False
    return kilometres(place["lat"], place["lon"], gold["lat"], gold["lon"]) <= NEAR_KM


def kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km between two points in degrees."""
    a, b, c, d = map(math.radians, (lat, lon, lat2, lon2))
    cosine = math.sin(a) * math.sin(c) + math.cos(a) * math.cos(c) * math.cos(b - d)
    return 6371 * math.acos(max(-1.0, min(1.0, cosine)))


def class_of(gold: Row) -> str:
    """country, admin1, city or other."""
    code = str(gold.get("fcode") or "")
    return "city" if code.startswith("PPL") else CLASSES.get(code, "other")


def _overlapping(gold: set[Span], found: set[Span]) -> int:
    """How many of the gold's spans meet a found one, each counted once."""
    left = sorted(found)
    met = 0
    for start, end in sorted(gold):
        hit = next((span for span in left if span[0] < end and start < span[1]), None)
        if hit is not None:
            left.remove(hit)
            met += 1
    return met
