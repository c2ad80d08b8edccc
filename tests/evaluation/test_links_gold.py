"""The gold for linking agrees with itself: reports, happenings, copies and splits."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dateline.codebooks import PLOVER, load_codebook

Row = dict[str, Any]

LINKS = Path(__file__).parents[2] / "evaluation" / "links"
STATED = {"local": (60, 150), "world": (60, 152)}  # happenings, reports
NAMES = [
    path.stem for path in sorted(LINKS.glob("*.jsonl")) if not path.stem.endswith("_incidents")
]
RUN = 12  # words that two reports share by chance only if one copied the other
REPORT = {"id", "published", "source", "title", "text", "incidents", "main", "copy_of"}
COUNTS = ("killed", "injured", "participants")
INCIDENT = {"id", "type", "date", "city", "admin1", "country", "note", "split", *COUNTS}

every_name = pytest.mark.parametrize("name", NAMES)


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def reports(name: str) -> dict[str, Row]:
    return {row["id"]: row for row in rows(LINKS / f"{name}.jsonl")}


def incidents(name: str) -> dict[str, Row]:
    return {row["id"]: row for row in rows(LINKS / f"{name}_incidents.jsonl")}


def original(report: Row) -> str:
    return str(report["copy_of"] or report["id"])


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_there_is_gold() -> None:
    assert "local" in NAMES


@every_name
def test_counts_are_as_stated_and_no_id_is_used_twice(name: str) -> None:
    assert (len(incidents(name)), len(reports(name))) == STATED[name]
    for path in (LINKS / f"{name}.jsonl", LINKS / f"{name}_incidents.jsonl"):
        ids = Counter(row["id"] for row in rows(path))
        assert max(ids.values()) == 1, path


@every_name
def test_rows_have_their_fields(name: str) -> None:
    codebook = load_codebook(PLOVER)
    for report in reports(name).values():
        assert set(report) == REPORT, report["id"]
        assert all(report[key] for key in ("source", "title", "text")), report["id"]
    for incident in incidents(name).values():
        assert set(incident) == INCIDENT, incident["id"]
        assert incident["type"] in codebook.types, incident["id"]
        assert incident["split"] in {"dev", "held"}, incident["id"]
        assert re.fullmatch("[A-Z]{3}", incident["country"]), incident["id"]
        for kind in COUNTS:
            low, high = incident[kind] or (0, 0)
            assert 0 <= low <= high, (incident["id"], kind)


@every_name
def test_reports_tell_of_known_happenings_and_of_the_main_one(name: str) -> None:
    known = incidents(name)
    told: set[str] = set()
    for report in reports(name).values():
        assert set(report["incidents"]) <= set(known), report["id"]
        assert len(set(report["incidents"])) == len(report["incidents"]), report["id"]
        assert report["main"] in report["incidents"], report["id"]
        told |= set(report["incidents"])
    assert told == set(known)


@every_name
def test_no_report_tells_of_what_had_not_happened_yet(name: str) -> None:
    known = incidents(name)
    for report in reports(name).values():
        published = date.fromisoformat(report["published"])
        for told in report["incidents"]:
            # a time zone away, the report's day may be the one before
            latest = published + timedelta(days=1)
            assert date.fromisoformat(known[told]["date"]) <= latest, report["id"]


@every_name
def test_splits_share_no_report(name: str) -> None:
    known = incidents(name)
    for report in reports(name).values():
        assert len({known[told]["split"] for told in report["incidents"]}) == 1, report["id"]


@every_name
def test_copies_refer_to_an_earlier_original_about_the_same_happening(name: str) -> None:
    known = reports(name)
    for report in known.values():
        if report["copy_of"] is not None:
            first = known[report["copy_of"]]
            assert first["copy_of"] is None, report["id"]
            assert first["main"] == report["main"], report["id"]
            assert first["published"] <= report["published"], report["id"]
            assert runs(first["text"]) & runs(report["text"]), report["id"]


@every_name
def test_only_copies_share_a_run_of_words(name: str) -> None:
    holders: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for report in reports(name).values():
        for run in runs(report["text"]):
            holders[run].add(original(report))
    assert not {" ".join(run): ids for run, ids in holders.items() if len(ids) > 1}
