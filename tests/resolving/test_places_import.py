"""A GeoNames dump of our own making, imported, broken off, gone on with, and looked up."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dateline.errors import SettingsError
from dateline.knowledge import _load, load_knowledge
from dateline.knowledge.imports.entries import Problems
from dateline.resolving.gazetteer import Gazetteer, imported
from dateline.resolving.gazetteer.geonames import alternate_of, place_of
from dateline.resolving.gazetteer.imported import Imported, PlacesImport, Wanted

NAIROBI = 184745


def line(
    id_: int, name: str, feature: str = "P.PPL", *, country: str = "KE", admin: str = "E1.77",
    people: int = 0, other: str = "", lat: float = -1.5, lon: float = 37.0,
) -> str:  # fmt: skip
    (class_, code), (admin1, admin2) = feature.split("."), admin.split(".")
    cells = [id_, name, name, other, lat, lon, class_, code, country, "", admin1, admin2, "", "",
             people, "", 90, "Africa/Nairobi", "2024-01-01"]  # fmt: skip
    return "\t".join(map(str, cells))


LINES = [
    line(900000001, "Emberland Province", "A.ADM1", admin="E1.", other="Emberland"),
    line(900000002, "Ashlow District", "A.ADM2"),
    line(900000003, "Tavengo", people=1200, other="Tavengo Town,تافينغو"),
    line(900000004, "Little Tavengo", people=40),
    line(900000005, "Kenya", "A.PCLI"),
    line(900000006, "Oreth Barracks", "L.MILB"),
    line(900000007, "Ugo Landing", country="UG", people=900, admin="77."),
    line(NAIROBI, "Nairobi", "P.PPLC", people=6_000_000, lat=-1.28, lon=36.82),
]
ALTERNATES = [
    "1\t900000003\ten\tTavengo City\t1\t\t\t",
    "2\t900000003\tfr\tTavengue-la-Ville\t\t\t\t",
    "3\t900000003\ten\tFort Tavengo\t\t\t\t1",
    "4\t77\ten\tNowhere At All\t1\t\t\t",
]
Bring = Callable[..., Imported]


@pytest.fixture
def bring(tmp_path: Path) -> Bring:
    """Import lines into tmp_path / "own": `bring(lines, alternates=..., **wanted)`."""

    def of(lines: list[str], alternates: tuple[str, ...] = (), **wanted: object) -> Imported:
        dump = tmp_path / "XX.txt"
        dump.write_text("\n".join(lines) + "\n", encoding="utf-8")
        names = tmp_path / "names.txt"
        names.write_text("".join(f"{each}\n" for each in alternates), encoding="utf-8")
        given = Wanted(**wanted)  # type: ignore[arg-type]
        task = PlacesImport([dump], [names] if alternates else [], tmp_path / "own", given)
        with Problems("", tmp_path / "problems.txt") as problems:
            return task.run(problems)

    return of


@pytest.fixture
def own(tmp_path: Path) -> Callable[[], Gazetteer]:
    """The built-in gazetteer with what was imported laid over it."""
    return lambda: Gazetteer(own=tmp_path / "own" / "places.sqlite")


Own = Callable[[], Gazetteer]


def test_imported_places_are_found(bring: Bring, own: Own) -> None:
    done = bring(LINES, tuple(ALTERNATES))
    assert (done.places, done.skipped, done.resumed) == (7, 0, False)
    with own() as gazetteer:
        (city,) = gazetteer.lookup("Tavengo")
        assert (city.geonameid, city.name, city.country) == (900000003, "Tavengo City", "KEN")
        assert (city.admin1, city.admin2, city.city) == (
            "Emberland", "Ashlow District", "Tavengo City"
        )  # fmt: skip
        assert (city.resolution, city.coordinates, city.population) == (4, "point", 1200)
        assert gazetteer.lookup("Tavengo City") == (city,)
        (province,) = gazetteer.lookup("Emberland")
        assert (province.resolution, province.coordinates) == (2, "centroid")
        assert gazetteer.lookup("Ashlow")[0].kind == "bare"
        assert gazetteer.lookup("Oreth Barracks")[0].resolution == 5
        for unknown in ("Tavengue-la-Ville", "Fort Tavengo", "Nowhere At All", "تافينغو"):
            assert not gazetteer.knows(unknown)


def test_built_in_places_stay_and_give_way(bring: Bring, own: Own) -> None:
    bring(LINES)
    with own() as both, Gazetteer() as builtin:
        assert both.lookup("Mosul") == builtin.lookup("Mosul")
        assert both.country("KEN") == builtin.country("KEN")
        mine, theirs = (
            next(e for e in each.lookup("Nairobi") if e.geonameid == NAIROBI)
            for each in (both, builtin)
        )
        assert (mine.population, mine.kind) == (6_000_000, theirs.kind)
        assert mine.admin1 == "Emberland"
        assert theirs.admin1 != "Emberland"
        ids = [entry.geonameid for entry in both.lookup("Nairobi") if entry.geonameid]
        assert len(ids) == len(set(ids))


def test_a_dump_without_divisions_keeps_the_built_in_ones(bring: Bring, own: Own) -> None:
    bring(LINES[-1:])
    with own() as both, Gazetteer() as builtin:
        mine, theirs = (
            next(e for e in each.lookup("Nairobi") if e.geonameid == NAIROBI)
            for each in (both, builtin)
        )
        assert mine.id != theirs.id
        assert (mine.admin1, mine.admin2) == (theirs.admin1, theirs.admin2)


def test_only_what_is_wanted(bring: Bring, own: Own) -> None:
    assert bring(LINES, countries=["KEN"], min_population=1000).places == 4
    with own() as gazetteer:
        assert gazetteer.knows("Emberland")
        assert gazetteer.knows("Tavengo")
        assert not gazetteer.knows("Little Tavengo")
        assert not gazetteer.knows("Ugo Landing")


def test_broken_lines_are_told(bring: Bring, tmp_path: Path) -> None:
    wrong = [
        "one cell",
        line(1, "Far North", lat=95.0),
        line(2, "Wordy").replace("\t-1.5\t", "\tsouth\t"),
        line(3, "Many", people=-1).replace("\t-1\t", "\tmany\t"),
        line(4, "   "),
    ]
    done = bring([*LINES, *wrong], ("a\tb",))
    assert (done.places, done.skipped) == (7, 6)
    assert (tmp_path / "problems.txt").read_text().splitlines() == [
        "XX.txt, line 9: 1 columns, not 19 separated by tabs",
        "XX.txt, line 10: 95.0 degrees are beyond 90",
        "XX.txt, line 11: 'south' are no degrees",
        "XX.txt, line 12: population 'many' is no whole number",
        "XX.txt, line 13: no name",
        "names.txt, line 1: 2 columns, at least 4 separated by tabs are needed",
    ]


def test_lines() -> None:
    assert place_of(line(1, "Kenya", "A.PCLI")) is None
    assert place_of(line(1, "Some Seamount", "U.SMU")) is None
    quarter = place_of(line(1, "Old Quarter", "P.PPLX"))
    assert quarter is not None
    assert quarter.resolution == 5
    assert alternate_of("1\t5\twkdt\tQ42") is None
    named = alternate_of("1\t5\ten\tTavengo\t1")
    assert named is not None
    assert named.preferred


def test_a_second_import_replaces_the_first(bring: Bring, own: Own, tmp_path: Path) -> None:
    bring(LINES)
    version = load_knowledge(tmp_path / "own").version
    bring([line(900000009, "Dawnford")])
    with own() as gazetteer:
        assert gazetteer.knows("Dawnford")
        assert not gazetteer.knows("Tavengo")
    names = {path.name for path in (tmp_path / "own").iterdir()}
    assert names == {"places.sqlite", "places.json"}
    _load.cache_clear()
    assert load_knowledge(tmp_path / "own").version != version


def content(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return [
            row
            for table in ("place", "name")
            for row in database.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3")
        ]


KILLED = """
import sys
from dateline.cli import main
sys.argv = ["dateline", "places", "import", *sys.argv[1:]]
main()
"""


def test_an_import_that_was_killed_is_gone_on_with(tmp_path: Path) -> None:
    dump = tmp_path / "XX.zip"
    lines = (line(910000000 + n, f"Hamlet {n}", people=n % 900) for n in range(120_000))
    with zipfile.ZipFile(dump, "w") as whole:
        whole.writestr("readme.txt", "not this one")
        whole.writestr("XX.txt", "\n".join([*LINES, "broken", *lines]))
    command = [sys.executable, "-c", KILLED, str(dump), "--into"]
    broken, straight = tmp_path / "broken", tmp_path / "straight"
    running = subprocess.Popen([*command, str(broken)], stdout=subprocess.DEVNULL)
    part = broken / "places.partial.sqlite"
    deadline = time.monotonic() + 60
    while running.poll() is None and time.monotonic() < deadline and lines_done(part) < 40_000:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    assert 40_000 <= lines_done(part) < 120_000
    assert not (broken / "places.sqlite").exists()
    again = subprocess.run([*command, str(broken)], capture_output=True, text=True, check=True)
    assert "gone on where it broke off" in again.stdout
    once = subprocess.run([*command, str(straight)], capture_output=True, text=True, check=True)
    assert "gone on" not in once.stdout
    assert "1 lines skipped" in again.stdout
    assert "1 lines skipped" in once.stdout
    assert content(broken / "places.sqlite") == content(straight / "places.sqlite")
    assert not part.exists()


def lines_done(part: Path) -> int:
    try:
        with closing(sqlite3.connect(f"{part.as_uri()}?mode=ro", uri=True)) as database:
            return int(database.execute("SELECT line FROM state").fetchone()[0])
    except (sqlite3.OperationalError, TypeError):
        return 0


def test_another_import_does_not_go_on(
    bring: Bring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(PlacesImport, "_finish", stop)
    with pytest.raises(KeyboardInterrupt):
        bring(LINES)
    monkeypatch.undo()
    assert (tmp_path / "own" / "places.partial.sqlite").exists()
    assert bring(LINES, min_population=1000).resumed is False


def test_batches_make_no_difference(
    bring: Bring, own: Own, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imported, "BATCH", 2)
    done = bring([*LINES[:3], "broken", *LINES[3:]])
    assert (done.places, done.skipped) == (7, 1)


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    path.write_text("nothing of the sort, only words " * 50)
    with pytest.raises(SettingsError, match="no index of places; make it anew"):
        Gazetteer(own=path)


def test_an_archive_that_is_broken_is_told(tmp_path: Path) -> None:
    path = tmp_path / "XX.zip"
    path.write_bytes(b"PK\x03\x04 and then nothing")
    task = PlacesImport([path], [], tmp_path / "own", Wanted())
    with pytest.raises(SettingsError, match=r"XX\.zip: cannot be read"):
        task.run(Problems(""))
