"""A small store of invented reports, made without a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.ledger import Entry
from dateline.linking import Linker
from dateline.store import Store, Versions
from dateline.types import Attribution, Claim, Count, Entity, Evidence, Place, Report, Span, Time

VERSIONS = Versions(coder="c", codebook="b", knowledge="k", model="m", classifier="l", places="p")
QUADS = {"ASSAULT": (4, -9.0), "PROTEST": (3, -6.0), "CONSULT": (1, 1.0), "AID": (2, 7.0)}


def entity(name: str, country: str | None = None, **given: Any) -> Entity:
    return Entity(start=0, end=4, text="Some", name=name, country=country, **given)


def place(name: str, country: str, lat: float, lon: float, resolution: int = 4) -> Place:
    return Place(start=0, end=4, text="Some", name=name, city=name if resolution == 4 else None,
                 country=country, lat=lat, lon=lon, resolution=resolution)  # fmt: skip


def killed(low: int | None, high: int | None) -> Count:
    return Count(start=0, end=4, text="Some", kind="killed", low=low, high=high)


def says(name: str) -> Attribution:
    return Attribution(source=entity(name), content=Span(start=0, end=4, text="Some"))


def claim(id_: str, type_: str, sentence: str, day: str | None, **given: Any) -> Claim:
    quad, scale = QUADS[type_]
    start = given.pop("start", 0)
    words = Span(start=start, end=start + len(sentence), text=sentence)
    trigger = Span(start=start, end=start + 4, text=sentence[:4])
    latest = given.pop("latest", day)
    values: dict[str, Any] = {
        "report_id": f"r{id_[1:2]}", "paragraph": 0, "type": type_, "modes": [], "contexts": [],
        "quad": quad, "scale": scale, "auxiliary": [], "actors": [], "recipients": [],
        "complete": True, "place": None, "counts": [], "attribution": [], "confidence": 0.5,
        "time": Time(earliest=day, latest=latest, precision="day", basis="words") if day else None,
        "evidence": Evidence(sentence=words, trigger=trigger), "coder": "c", "codebook": "b",
    }  # fmt: skip
    return Claim(id=id_, **(values | given))


ARMY = entity("Kenyan army", "KEN", entity="ken-army", sectors=["MIL"])
RAIDERS = entity("Górka raiders", "SOM", sectors=["REB"])
KENYA = entity("Kenya", "KEN", entity="KEN", sectors=["GOV"])
FIJI = entity("Fiji", "FJI", entity="FJI", sectors=["GOV"])
STUDENTS = entity("students", "FJI", sectors=["EDU"])
WAJIR = place("Wajir", "KEN", 1.75, 40.06)
ATTACK: dict[str, Any] = {"actors": [RAIDERS], "recipients": [ARMY], "place": WAJIR}
REPORTS = {
    "r1": ("2020-01-07", "Harbour Post"), "r2": ("2020-01-08", "Plain Times"),
    "r3": ("2020-01-09", "Island Echo"), "r4": ("2020-01-29", "Island Echo"),
    "r5": (None, None),
}  # fmt: skip
# who, what, when; the first two are of one happening in the week of 6 January, then the store
# holds no report of the weeks of 13 and 20 January
CLAIMS = [
    claim("c1", "ASSAULT", "Some raiders attacked the barracks near Wajir, killing 12 soldiers.",
          "2020-01-06", **ATTACK, counts=[killed(12, 12)], attribution=[says("police")]),
    claim("c2", "ASSAULT", "Some 20 or more soldiers died as raiders attacked the barracks.",
          "2020-01-06", **ATTACK, counts=[killed(20, None)], attribution=[says("Górka raiders")],
          confidence=0.8),
    claim("c3", "PROTEST", "Some students marched against the café tax.", "2020-01-08",
          actors=[STUDENTS], recipients=[FIJI], place=place("Suva", "FJI", -18.1, 178.4)),
    claim("c3b", "CONSULT", "Some ministers of Fiji and Kenya would meet.", "2020-02-10",
          actors=[FIJI], recipients=[KENYA], auxiliary=["future"], start=60),
    claim("c4", "AID", "Some grain reached Kenya from Fiji.", "2020-01-27", actors=[FIJI],
          recipients=[KENYA], place=place("Kenya", "KEN", 1.0, 38.0, 1), confidence=0.9),
    claim("c4b", "CONSULT", "Some farmers met raiders all month.", "2020-01-01",
          latest="2020-01-31", actors=[entity("farmers", "KEN")], recipients=[RAIDERS], start=60),
    claim("c5", "CONSULT", "Some envoys met.", None, actors=[FIJI], recipients=[KENYA]),
]  # fmt: skip


def report(id_: str) -> Report:
    published, source = REPORTS[id_]
    mine = [c.evidence.sentence for c in CLAIMS if c.report_id == id_]
    text = "".join(sentence.text.ljust(60) for sentence in mine)
    return Report(id=id_, text=text, published=published, source=source, title=f"Report {id_}")


def relink(store: Store) -> None:
    """Link what the store holds, with the joins told."""
    linker = Linker(store.reports())
    linker.add(store.claims())
    held = {each.id: each for each in store.claims()}
    store.publish([*linker.events(lambda ids: [held[id_] for id_ in ids])], linker.joins)


def fill(store: Store, ids: list[str]) -> None:
    coded = [(report(id_), [c for c in CLAIMS if c.report_id == id_]) for id_ in ids]
    entries = [Entry(report_id=r.id, where=None, outcome="coded", claims=len(c)) for r, c in coded]
    with store.run(VERSIONS) as run:
        run.add(coded, entries)
    relink(store)


@pytest.fixture
def filled() -> Callable[[Path, list[str]], Store]:
    """Add reports by their ids to a store, made where there is none, and link."""

    def of(path: Path, ids: list[str]) -> Store:
        opened = Store.open(path) if path.exists() else Store.create(path)
        fill(opened, ids)
        return opened

    return of


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store, filled in two goes."""
    path = tmp_path_factory.mktemp("asking") / "news.dateline"
    with Store.create(path) as store:
        fill(store, ["r1"])
        fill(store, ["r2", "r3", "r4", "r5"])
    return path


@pytest.fixture(scope="session")
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as store:
        yield store
