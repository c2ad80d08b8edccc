"""The facts agree with themselves: codes, ids, dates, and who held which office when."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge import FOLDER, Actor, Knowledge, Role, fold
from dateline.knowledge.files import KINDS, SECTORS, SUPRANATIONAL

DATE = re.compile(r"(1\d{3}|20\d\d)(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
# Offices that one person of a country holds at a time. Caretakers and rivals have other names.
SINGLE = ("President", "Prime Minister", "Chancellor", "King", "Emir", "Sultan", "Supreme Leader")
# Two at once, and rightly so.
RIVALS = {
    frozenset({"yahya-jammeh", "adama-barrow"}): "Jammeh stayed for two days after Barrow's oath",
    frozenset({"laurent-gbagbo", "alassane-ouattara"}): "both claimed the election of 2010",
    frozenset({"didier-ratsiraka", "marc-ravalomanana"}): "both claimed the election of 2001",
    frozenset({"mikhail-gorbachev", "boris-yeltsin"}): "the Soviet president beside Russia's",
    frozenset({"boris-tadic", "svetozar-marovic"}): "Serbia beside Serbia and Montenegro",
    frozenset({"hun-sen", "norodom-ranariddh"}): "first and second prime minister",
    frozenset({"hun-sen", "ung-huot"}): "first and second prime minister",
    frozenset({"maia-sandu", "pavel-filip"}): "two governments for a week",
    frozenset({"michel-aoun", "selim-hoss"}): "two governments at the end of the civil war",
    frozenset({"baghdadi-mahmudi", "mahmoud-jibril"}): "the rebels' government in 2011",
    frozenset({"abdullah-al-thani", "khalifa-al-ghawil"}): "rival governments after 2014",
    frozenset({"abdullah-al-thani", "fayez-al-sarraj"}): "rival governments after 2014",
    frozenset({"khalifa-al-ghawil", "fayez-al-sarraj"}): "rival governments after 2014",
}
ACTORS = sorted((FOLDER / "actors").glob("*.csv"))
ROLES = sorted((FOLDER / "roles").glob("*.csv"))
Row = dict[str, str]


def rows(path: Path) -> Iterator[tuple[str, Row]]:
    """Rows with where they stand."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield f"{path.name}:{reader.line_num}", row


def listed(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def told(problems: list[str]) -> str:
    return "\n".join([f"{len(problems)} problems", *problems])


def ordered(start: str, end: str) -> bool:
    """Whether one date is not after another, each to the precision it has."""
    length = min(len(start), len(end))
    return start[:length] <= end[:length]


def dates(where: str, row: Row) -> Iterator[str]:
    for column in ("from", "to", "checked"):
        if row[column] and not DATE.fullmatch(row[column]):
            yield f"{where}: {column} {row[column]!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD"
    if row["from"] and row["to"] and not ordered(row["from"], row["to"]):
        yield f"{where}: from {row['from']} is after to {row['to']}"


def test_countries(knowledge: Knowledge) -> None:
    problems, codes = [], Counter[str]()
    for where, row in rows(FOLDER / "countries.csv"):
        codes[row["code"]] += 1
        if not re.fullmatch(r"[A-Z]{3}", row["code"]):
            problems.append(f"{where}: code {row['code']!r} is not three capital letters")
        if not row["name"] or not row["source"]:
            problems.append(f"{where}: name and source must stand")
        if codes[row["code"]] > 1:
            problems.append(f"{where}: {row['code']} stands twice")
    assert not problems, told(problems)
    assert {"KOS", "PSE", "TWN", "HKG", "VAT", "ATA"} <= codes.keys()
    assert not SUPRANATIONAL & codes.keys()
    assert len(codes) >= 195


@pytest.mark.parametrize("path", ACTORS, ids=lambda path: path.stem)
def test_actor_rows(path: Path, knowledge: Knowledge) -> None:
    codes = knowledge.countries.keys() | SUPRANATIONAL
    problems = []
    for where, row in rows(path):
        problems += dates(where, row)
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["id"]):
            problems.append(f"{where}: id {row['id']!r} is no ascii slug")
        if row["kind"] not in KINDS:
            problems.append(f"{where}: unknown kind {row['kind']!r}")
        countries = {*listed(row["country"]), *listed(row["other_countries"])}
        problems += [f"{where}: unknown country {code!r}" for code in countries - codes]
        unknown = {*listed(row["sectors"])} - SECTORS
        problems += [f"{where}: unknown sector {sector!r}" for sector in unknown]
        if not fold(row["name"]) or not row["source"]:
            problems.append(f"{where}: name and source must stand")
    assert not problems, told(problems)


@pytest.mark.parametrize("path", ROLES, ids=lambda path: path.stem)
def test_role_rows(path: Path, knowledge: Knowledge) -> None:
    codes = knowledge.countries.keys() | SUPRANATIONAL | {""}
    problems = []
    for where, row in rows(path):
        problems += dates(where, row)
        if row["actor"] not in knowledge.actors:
            problems.append(f"{where}: actor {row['actor']!r} is in no actors file")
        if not row["office"] or not row["source"]:
            problems.append(f"{where}: office and source must stand")
        if row["country"] not in codes:
            problems.append(f"{where}: unknown country {row['country']!r}")
        unknown = {*listed(row["sectors"])} - SECTORS
        problems += [f"{where}: unknown sector {sector!r}" for sector in unknown]
    assert not problems, told(problems)


def test_organisations_of_roles_are_known(knowledge: Knowledge) -> None:
    named = {row["organisation"] for path in ROLES for _, row in rows(path)} - {""}
    missing = sorted(named - knowledge.actors.keys())
    assert not missing, told(missing)


def test_ids_are_unique() -> None:
    where = defaultdict(list)
    for path in ACTORS:
        for place, row in rows(path):
            where[row["id"]].append(place)
    problems = [f"{id_}: {places}" for id_, places in where.items() if len(places) > 1]
    assert not problems, told(problems)


def test_agents() -> None:
    problems, seen = [], dict[str, str]()
    for where, row in rows(FOLDER / "agents.csv"):
        unknown = {*listed(row["sectors"])} - SECTORS
        problems += [f"{where}: unknown sector {sector!r}" for sector in unknown]
        if row["kind"] not in ("person", "group", "institution"):
            problems.append(f"{where}: unknown kind {row['kind']!r}")
        if not row["sectors"]:
            problems.append(f"{where}: {row['phrase']!r} has no sector")
        if seen.setdefault(fold(row["phrase"]), row["sectors"]) != row["sectors"]:
            problems.append(f"{where}: {row['phrase']!r} stands twice, with other sectors")
    assert not problems, told(problems)


def test_nobody_holds_an_office_before_birth_or_after_death(knowledge: Knowledge) -> None:
    problems = [
        f"{actor.id}: {role.office} {role.start or '?'} to {role.end or '?'}, "
        f"but lived {actor.start or '?'} to {actor.end or '?'}"
        for actor in knowledge.actors.values()
        if actor.kind == "person"
        for role in actor.roles
        if (actor.start and role.start and not ordered(actor.start, role.start))
        or (actor.end and role.end and not ordered(role.end, actor.end))
    ]
    assert not problems, told(problems)


def test_a_name_is_shared_within_a_country_only_where_dates_tell(knowledge: Knowledge) -> None:
    """Two actors of a country and kind with one name need dates or roles to be told apart."""
    problems = []
    for name, ids in knowledge.names.items():
        by_country = defaultdict(list)
        for id_ in ids:
            actor = knowledge.actors[id_]
            by_country[actor.country, actor.kind].append(actor)
        for (country, _), actors in by_country.items():
            alike = [a.id for a in actors if not (a.start or a.end or a.roles)]
            if country and len(alike) > 1:
                problems.append(f"{name!r} ({country}): {', '.join(alike)}")
    assert not problems, told(problems)


def spans(actor: Actor, office: str) -> Iterator[Role]:
    return (role for role in actor.roles if role.office == office and role.start)


def overlap(one: Role, other: Role) -> bool:
    """Whether two roles share a day for certain; the day of handing over may be both's."""
    ends = (one.end or "9999", other.end or "9999")

    def surely(start: str, end: str) -> bool:
        length = min(len(start), len(end))
        return start[:length] < end[:length]

    return surely(one.start, ends[1]) and surely(other.start, ends[0])


@pytest.mark.parametrize("office", SINGLE)
def test_one_holder_at_a_time(office: str, knowledge: Knowledge) -> None:
    held: dict[str, list[Role]] = defaultdict(list)
    for actor in knowledge.actors.values():
        for role in spans(actor, office):
            if not role.organisation:
                held[role.country].append(role)
    problems = []
    for country, roles in held.items():
        for number, one in enumerate(roles):
            problems += [
                f"{country} {office}: {one.actor} {one.start} to {one.end or 'now'}, "
                f"{other.actor} {other.start} to {other.end or 'now'}"
                for other in roles[number + 1 :]
                if other.actor != one.actor
                and frozenset({one.actor, other.actor}) not in RIVALS
                and overlap(one, other)
            ]
    assert not problems, told(problems)


@pytest.mark.parametrize(
    ("start", "end", "day", "holds", "ended"),
    [
        ("2014-09-08", "2018-10-25", "2014-09-08", True, False),
        ("2014-09-08", "2018-10-25", "2014-09-07", False, False),
        ("2014-09-08", "2018-10-25", "2018-10-25", True, False),
        ("2014-09-08", "2018-10-25", "2018-10-26", False, True),
        ("2014", "2018", "2014-01-01", True, False),
        ("2014", "2018", "2018-12-31", True, False),
        ("2014", "2018", "2019-01-01", False, True),
        ("2014-09", "", "2014-08-31", False, False),
        ("2014-09", "", "2026-01-01", True, False),
        ("", "2018-10", "1990-01-01", True, False),
        ("", "2018-10", "2018-10-31", True, False),
        ("", "2018-10", "2018-11-01", False, True),
        ("", "", "2000-01-01", True, False),
    ],
)
def test_roles_hold_to_the_precision_known(
    start: str, end: str, day: str, holds: bool, ended: bool
) -> None:
    role = Role("x", "President", "XXX", ("GOV",), start, end, "")
    assert (role.holds(day), role.ended(day)) == (holds, ended)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muqtada al-Ṣadr", "muqtada al sadr"),
        ("U.S.", "US"),
        ("Côte d’Ivoire", "cote d ivoire"),
        ("Guinea-Bissau", "GUINEA BISSAU"),
        ("“Hezbollah,”", "hezbollah"),
    ],
)
def test_names_are_compared_folded(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_row_of_too_many_cells_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dateline.knowledge as module

    (tmp_path / "countries.csv").write_text("code,name\nXXX,Land, of the\n", encoding="utf-8")
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    with pytest.raises(KnowledgeError, match=r"countries.csv, line 2: 2 columns expected"):
        module.load_knowledge()
