"""How well places are found and resolved, against gold of placed names."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.types import Place

NEAR_KM = 161  # a hundred miles: the customary bound for "the same place"
CLASSES = {"PCLI": "country", "PCLD": "country", "ADM1": "admin1", "PPL": "city"}

Gold = Mapping[str, Any]
Answers = Sequence[Place | None]


def score(gold_rows: Iterable[Gold], answers: Mapping[str, Answers]) -> dict[str, Any]:
    """Shares of 0 to 1 over all mentions of the gold, None where there is nothing to share.

    A gold row holds `id` and `toponyms`, each with `start`, `end`, `lat`, `lon` and, if known,
    `geonameid` and `fcode`; a toponym without coordinates is left out. `answers` holds the places
    answered for each row's id; a row without any counts as answered by nothing. `right` is the
    share of mentions answered, at their very words, by the same GeoNames id or a place within
    161 km; `classes` the same by country, admin1, city and other. `precision`, `recall` and `f1`
    tell whether the words were found; `overlap_f1` takes a part of the words for them.
    """
    found, right, total = Counter[str](), Counter[str](), Counter[str]()
    for row in gold_rows:
        gold = [item for item in row["toponyms"] if item.get("lat") is not None]
        places = [place for place in answers.get(row["id"], ()) if place is not None]
        at = {(place.start, place.end): place for place in places if place.field == "text"}
        for item in gold:
            place = at.get((item["start"], item["end"]))
            for key in ("mentions", class_of(item)):
                total[key] += 1
                right[key] += place is not None and is_right(place, item)
        spans = {(item["start"], item["end"]) for item in row["toponyms"]}
        found += _matches(spans, set(at))
    classes = {key: _share(right[key], total[key]) for key in sorted(total.keys() - {"mentions"})}
    return {
        "mentions": total["mentions"],
        "right": _share(right["mentions"], total["mentions"]),
        "classes": classes,
        "precision": _share(found["exact"], found["answered"]),
        "recall": _share(found["exact"], found["gold"]),
        "f1": _share(2 * found["exact"], found["answered"] + found["gold"]),
        "overlap_f1": _share(found["overlap"], found["answered"] + found["gold"]),
    }


def is_right(place: Place, gold: Gold) -> bool:
    """Whether the place is the gold one, or within reach of it."""
    if place.lat is None or place.lon is None:
        return False
    if gold.get("geonameid") and str(place.geonameid) == str(gold["geonameid"]):
        return True
    return kilometres(place.lat, place.lon, gold["lat"], gold["lon"]) <= NEAR_KM


def kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km between two points in degrees."""
    a, b, c, d = map(math.radians, (lat, lon, lat2, lon2))
    cosine = math.sin(a) * math.sin(c) + math.cos(a) * math.cos(c) * math.cos(b - d)
    return 6371 * math.acos(max(-1.0, min(1.0, cosine)))


def class_of(gold: Gold) -> str:
    """country, admin1, city or other."""
    code = str(gold.get("fcode") or "")
    return "city" if code.startswith("PPL") else CLASSES.get(code, "other")


def _matches(gold: set[tuple[int, int]], found: set[tuple[int, int]]) -> Counter[str]:
    """Spans in all, those on both sides, and those of either side that meet the other."""

    def meets(span: tuple[int, int], others: set[tuple[int, int]]) -> bool:
        return any(span[0] < end and start < span[1] for start, end in others)

    both = sum(meets(s, found) for s in gold) + sum(meets(s, gold) for s in found)
    return Counter(gold=len(gold), answered=len(found), exact=len(gold & found), overlap=both)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
