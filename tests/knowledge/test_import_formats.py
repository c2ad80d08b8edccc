"""Each format read into entries, and the files that the user's folder gets of them."""

from __future__ import annotations

import bz2
import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import SettingsError
from dateline.knowledge import load_builtin, load_knowledge
from dateline.knowledge.imports.cameo import meaning
from dateline.knowledge.imports.kinds import kind_of, office_sectors
from dateline.knowledge.imports.run import Outcome, format_of, import_actors, stem_of
from dateline.knowledge.imports.spelling import readable
from dateline.resolving.offices import standing

Row = dict[str, str]
Bring = Callable[..., Outcome]


@pytest.fixture
def bring(tmp_path: Path) -> Bring:
    """Import a text as a file of that name: `bring("a.csv", text)`."""

    def of(name: str, text: str | bytes, **given: Any) -> Outcome:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return import_actors(path, tmp_path / "own", **given)

    return of


@pytest.fixture
def rows(tmp_path: Path) -> Callable[[str], list[Row]]:
    """The rows of a file of the folder: `rows("actors/a.csv")`."""

    def of(name: str) -> list[Row]:
        with (tmp_path / "own" / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return of


Rows = Callable[[str], list[Row]]


@pytest.mark.parametrize(
    ("name", "format_", "stem"),
    [
        ("Old List.actors", "dictionary", "old-list-actors"),
        ("verbs.agents.txt", "dictionary", "verbs-agents"),
        ("mine.csv", "csv", "mine"),
        ("mine.TSV", "csv", "mine"),
        ("dump.json.bz2", "wikidata", "dump"),
    ],
)
def test_names_tell_formats(name: str, format_: str, stem: str) -> None:
    assert format_of(Path(name)) == format_
    assert stem_of(Path(name)) == stem


# the user's tables


def test_only_a_name_is_needed(bring: Bring, rows: Rows) -> None:
    outcome = bring("a.csv", "name,country\nOreth Salvage Union,GHA\nTamsin Okoro,Nigeria\n")
    union, person = rows("actors/a.csv")
    assert (union["id"], union["kind"], union["country"]) == (
        "oreth-salvage-union", "organisation", "GHA"
    )  # fmt: skip
    assert (person["kind"], person["country"]) == ("person", "NGA")
    assert (outcome.written.actors, outcome.skipped) == (2, 0)


def test_other_names_of_columns_and_rows_of_one_actor(bring: Bring, rows: Rows) -> None:
    bring(
        "a.tsv",
        "Actor\tAKA\tNation\tPosition\tStart\tUntil\tShoe size\n"
        "Tamsin Okoro\tT. Okoro; Okoro\tNG\tGovernor\t2019-05\t2023\t38\n"
        "Tamsin Okoro\t\tnga\tSenator\t2023-06-13\t\t38\n",
    )
    (actor,) = rows("actors/a.csv")
    assert (actor["aliases"], actor["country"], actor["from"]) == ("T. Okoro|Okoro", "NGA", "")
    roles = [(r["office"], r["sectors"], r["from"], r["to"]) for r in rows("roles/a.csv")]
    assert roles == [("Governor", "GOV", "2019-05", "2023"), ("Senator", "LEG", "2023-06-13", "")]


def test_columns_that_nobody_knows_are_told(bring: Bring) -> None:
    assert bring("a.csv", "name,shoe size\nTamsin Okoro,38\n").notes[0].endswith("shoe size")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Tamsin,Atlantis,,", "country 'Atlantis' is unknown; write its ISO"),
        ("Tamsin,NGA,GVO,", "sector 'GVO' is unknown; there are AGR"),
        ("Tamsin,NGA,,last year", "'last year' is no date; write YYYY"),
        (",NGA,,", "no name"),
        ("Tamsin,NGA", "2 cells under 4 columns; quote"),
    ],
)
def test_broken_rows_cost_only_themselves(bring: Bring, row: str, told: str) -> None:
    outcome = bring("a.csv", f"name,country,sectors,from\n{row}\nDawn League,GHA,,\n")
    assert outcome.written.actors == 1
    assert outcome.problems[0].startswith(f"a.csv, line 2: {told}")


def test_a_table_without_names_is_refused(bring: Bring) -> None:
    with pytest.raises(SettingsError, match="no column name among colour, size"):
        bring("a.csv", "colour,size\nred,3\n")


def test_many_problems_go_to_a_file(bring: Bring) -> None:
    outcome = bring("a.csv", "name,country\n" + "X,Atlantis\n" * 30)
    assert (outcome.skipped, len(outcome.problems)) == (30, 20)
    assert outcome.report is not None
    assert outcome.report.read_text().count("\n") == 30


def test_a_known_actor_keeps_what_is_known(bring: Bring, rows: Rows) -> None:
    known = load_builtin().actors["boris-yeltsin"]
    outcome = bring("a.csv", "name,country,alias\nBoris Yeltsin,Russia,Grandfather Boris\n")
    (actor,) = rows("actors/a.csv")
    assert actor["id"] == "boris-yeltsin"
    assert actor["aliases"].split("|") == ["Grandfather Boris", *known.aliases]
    assert (actor["from"], outcome.written.known) == (known.start, 1)


def test_a_namesake_elsewhere_is_another(bring: Bring, rows: Rows) -> None:
    bring("a.csv", "name,country\nBoris Yeltsin,Ghana\n")
    assert rows("actors/a.csv")[0]["id"] == "boris-yeltsin-gha"


def test_the_same_file_gives_the_same_bytes(bring: Bring, tmp_path: Path) -> None:
    text = "name,country,role\nTamsin Okoro,NGA,Governor\n"
    bring("a.csv", text)
    first = {p: p.read_bytes() for p in (tmp_path / "own").rglob("*.csv")}
    bring("b.csv", "name,country\nTamsin Okoro,NGA\n")
    bring("a.csv", text)
    assert first == {p: p.read_bytes() for p in first}
    assert len(first) == 2


def test_a_dry_run_writes_nothing(bring: Bring, tmp_path: Path) -> None:
    outcome = bring("a.csv", "name,country\nTamsin Okoro,NGA\nX,Nowhere\n", dry_run=True)
    assert (outcome.written.actors, outcome.skipped) == (1, 1)
    assert not (tmp_path / "own").exists()


def test_what_is_written_loads(bring: Bring, tmp_path: Path) -> None:
    bring("a.csv", 'name,aliases,role,from\n"Okoro, Tamsin","T|O; ""Tam""",Governor,2019\n')
    actor = load_knowledge(tmp_path / "own").actors["okoro-tamsin"]
    assert actor.aliases == ("T", "O", '"Tam"')
    assert actor.roles[0].office == "Governor"


def test_sparql_results(bring: Bring, rows: Rows) -> None:
    item = "http://www.wikidata.org/entity/Q"
    bring(
        "q.csv",
        "item,itemLabel,country,countryLabel,positionLabel,start,end,partyLabel\n"
        f"{item}91,Tamsin Okoro,{item}92,Nigeria,governor,2019-05-29T00:00:00Z,,Dawn Party\n"
        f"{item}91,Tamsin Okoro,{item}92,Nigeria,senator,2023-06-13T00:00:00Z,,Dawn Party\n"
        f"{item}93,Q93,{item}92,Nigeria,senator,,,\n",
    )
    (actor,) = rows("actors/q.csv")
    assert (actor["country"], actor["sectors"], actor["note"]) == ("NGA", "PTY", "Wikidata Q91")
    roles = {(r["office"], r["from"]) for r in rows("roles/q.csv")}
    assert roles == {("governor", "2019-05-29"), ("senator", "2023-06-13"), ("member", "")}


# dictionaries

DICTIONARY = """# heading
EMBER_FRONT_ ; a comment
+EMBER_LIBERATION_FRONT_
+ELF_
\t[KENREB 990315-040611]
\t[KENOPP >040612]
HADIJA_NDEGE [UGAGOV <980101] [UGAELI]
AL-NURAYN_BRIGADE [IRQREBSHI]
GREAT_LAKES_PEACE_FORUM [IGOUNO]
JOHN_KAMAU_MWANGI [KENLEG 920000-970300]
"""


def test_dictionaries(bring: Bring, rows: Rows) -> None:
    outcome = bring("old.actors", DICTIONARY)
    ember, hadija, brigade, forum, john = rows("actors/old-actors.csv")
    assert (ember["name"], ember["aliases"]) == ("Ember Front", "Ember Liberation Front|ELF")
    assert (ember["kind"], ember["country"], ember["sectors"]) == ("group", "KEN", "")
    assert (hadija["kind"], hadija["country"]) == ("person", "UGA")
    assert (brigade["name"], brigade["sectors"], brigade["note"]) == (
        "al-Nurayn Brigade", "REB", "CAMEO: SHI"
    )  # fmt: skip
    assert (forum["country"], forum["kind"], john["kind"]) == ("UNO", "organisation", "person")
    spans = [(r["actor"], r["sectors"], r["from"], r["to"]) for r in rows("roles/old-actors.csv")]
    assert spans == [
        ("ember-front", "REB", "1999-03-15", "2004-06-11"),
        ("ember-front", "OPP", "2004-06-12", ""),
        ("hadija-ndege", "GOV", "", "1997-12-31"),
        ("hadija-ndege", "ELI", "1998-01-01", ""),
        ("john-kamau-mwangi", "LEG", "1992", "1997-03"),
    ]
    assert any("SHI (1)" in note for note in outcome.notes)


def test_dictionary_roles_tell_the_standing(bring: Bring, tmp_path: Path) -> None:
    bring("old.actors", DICTIONARY)
    actors = load_knowledge(tmp_path / "own").actors
    assert standing(actors["hadija-ndege"], "1995-01-01").sectors == ["GOV"]
    assert standing(actors["hadija-ndege"], "2005-01-01").sectors == ["ELI"]
    assert standing(actors["ember-front"], "2001-01-01").sectors == ["REB"]


def test_a_code_without_days_fills_the_gaps(bring: Bring, rows: Rows) -> None:
    bring("old.actors", "TAVO_LEMRICK [KENGOV 990101-991231] [KENGOV 010101-011231] [KENBUS]\n")
    spans = [(r["sectors"], r["from"], r["to"]) for r in rows("roles/old-actors.csv")]
    assert spans == [
        ("BUS", "", "1998-12-31"),
        ("GOV", "1999-01-01", "1999-12-31"),
        ("BUS", "2000-01-01", "2000-12-31"),
        ("GOV", "2001-01-01", "2001-12-31"),
        ("BUS", "2002-01-01", ""),
    ]


def test_known_offices_outweigh_a_dictionary(bring: Bring, rows: Rows, tmp_path: Path) -> None:
    bring("old.actors", "BORIS_YELTSIN [RUSGOV 910101-991231] [RUSCVL]\n")
    assert rows("actors/old-actors.csv")[0]["id"] == "boris-yeltsin"
    assert not (tmp_path / "own" / "roles" / "old-actors.csv").exists()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("LEMRICK [KENGOV 990231-000101]", "there is no day 1999-02-31"),
        ("LEMRICK [KENGOV 990301]", "no span of days; write yymmdd-yymmdd"),
        ("LEMRICK [KENGOV 010101-990101]", "from 2001-01-01 is after to 1999-01-01"),
        ("LEMRICK [K3N]", "no CAMEO code; write letters in threes"),
        ("LEMRICK [KENGOV", "a bracket is not closed"),
        ("LEMRICK", "'LEMRICK' has no [CODE]; give it one"),
        ("KENYA_ [KEN]", "'KENYA' is a country's name, known already"),
        ("X_!NOSUCH! [~COP]", "!NOSUCH! is not defined"),
    ],
)
def test_broken_dictionary_lines(bring: Bring, line: str, told: str) -> None:
    outcome = bring("old.actors", f"TAVO_ADEY [KENGOV]\n{line}\n")
    assert (outcome.written.actors, outcome.skipped) == (1, 1)
    assert outcome.problems[0].startswith("old.actors, line 2: ")
    assert told in outcome.problems[0]


def test_lines_of_no_entry(bring: Bring) -> None:
    outcome = bring("old.actors", "\t[KENGOV]\n+OTHER\nTAVO_ADEY [KENGOV]\n")
    assert (outcome.written.actors, outcome.skipped) == (1, 2)


def test_agents(bring: Bring, tmp_path: Path) -> None:
    outcome = bring(
        "old.agents",
        "!WARDEN! = WARDEN, KEEPER\n"
        "FOUNDLING {FOUNDLINGS} [~CVL]\n"
        "GLADE_!WARDEN! {~} [~COP]\n"
        "OX_DROVER!PLURAL! [~AGR]\n",
    )
    agents = load_knowledge(tmp_path / "own").agents
    assert (outcome.written.agents, outcome.skipped) == (5, 0)
    assert agents["glade warden"].sectors == agents["glade keeper"].sectors == ("COP",)
    assert agents["foundlings"].sectors == ("CVL",)
    assert "ox drover" in agents


def test_old_encodings_are_read(bring: Bring, rows: Rows) -> None:
    bring("old.actors", "RENÉ_ADEY [KENGOV]\n".encode("cp1252"))
    assert rows("actors/old-actors.csv")[0]["name"] == "René Adey"


def test_codes() -> None:
    countries = load_builtin().countries
    assert meaning("KSVMED", countries)[:3] == ("KOS", [], ["JRN"])
    assert meaning("NGOHLH", countries)[:3] == ("NGO", [], ["MED"])
    assert meaning("USAKENGOV", countries)[:3] == ("USA", ["KEN"], ["GOV"])
    assert meaning("KENGOVXQ", countries).unknown == ["XQ"]


def test_capitals_become_names() -> None:
    assert readable(["FRONT FOR A DAWN", "FFAD", "FFD"], set()) == [
        "Front for a Dawn",
        "FFAD",
        "FFD",
    ]
    assert readable(["AL-AMIN O'DOWD", "NBX TRUST"], {"trust"}) == ["al-Amin O'Dowd", "NBX TRUST"]
    assert readable(["Already Fine"], set()) == ["Already Fine"]


def test_kinds_and_offices() -> None:
    assert kind_of("Front for Lasting Change") == "group"
    assert kind_of("Ember Liberation Army", ["REB"]) == "group"
    assert kind_of("Ashlow National Army", ["MIL"]) == "institution"
    assert kind_of("Tamsin Okoro") is None
    assert office_sectors("Deputy Governor of Ashlow State", load_builtin()) == ["GOV"]
    assert office_sectors("member of the Ashlow Assembly", load_builtin()) == ["LEG"]


# whatever is in them

NOISE = st.text('AB_[]+;!{}~<>-0139 \t=|,"\n#éQ', max_size=60)


@settings(max_examples=30, deadline=None)
@given(
    noise=st.lists(st.one_of(NOISE, st.sampled_from(DICTIONARY.splitlines())), max_size=12),
    name=st.sampled_from(["x.actors", "x.csv", "x.json"]),
)
def test_no_file_stops_an_import_and_what_is_written_loads(noise: list[str], name: str) -> None:
    with TemporaryDirectory() as folder:
        path, own = Path(folder, name), Path(folder, "own")
        head = "name,alias,country,role,from,to\n" if name == "x.csv" else ""
        path.write_text(head + "\n".join(noise), encoding="utf-8")
        written = import_actors(path, own).written
        known = load_knowledge(own).actors.keys() - load_builtin().actors.keys()
        assert len(known) == written.actors - written.known


# Wikidata


def item(id_: str, label: str, aliases: tuple[str, ...] = (), **claims: list[Any]) -> str:
    words = [{"language": "en", "value": alias} for alias in aliases]
    entity = {
        "type": "item", "id": id_,
        "labels": {"en": {"language": "en", "value": label}} if label else [],
        "aliases": {"en": words} if words else [],
        "claims": claims or [],
    }  # fmt: skip
    return json.dumps(entity)


def claim(value: Any, rank: str = "normal", **qualifiers: Any) -> dict[str, Any]:
    told = {"id": value} if isinstance(value, str) and value.startswith("Q") else value
    return {
        "mainsnak": {"datavalue": {"value": told}},
        "rank": rank,
        "qualifiers": {key: [{"datavalue": {"value": v}}] for key, v in qualifiers.items()},
    }


def day(text: str, precision: int = 11) -> dict[str, Any]:
    return {"time": f"+{text}T00:00:00Z", "precision": precision}


def dump() -> str:
    office = claim("Q820", P580=day("2019-05-29"), P582=day("2023-00-00", 9))
    items = [
        item(
            "Q801", "Tamsin Okoro", ("T. Okoro",), P31=[claim("Q5")], P27=[claim("Q810")],
            P39=[office, claim("Q821", rank="deprecated")], P569=[claim(day("1961-03-02"))],
            P102=[claim("Q830", P580=day("2010-01-00", 10))],
        ),
        item("Q810", "Nigeria", P31=[claim("Q6256")], P298=[claim("NGA")]),
        item("Q820", "Governor of Ashlow State", P17=[claim("Q810")]),
        item("Q830", "Dawn Labour Party", ("DLP",), P31=[claim("Q7278")], P17=[claim("Q810")],
             P571=[claim(day("1999-00-00", 9))]),
        item("Q840", "militant group in Ashlow", P279=[claim("Q43229")]),
        item("Q841", "Ashlow Watchers", P31=[claim("Q840")], P17=[claim("Q810")]),
        item("Q842", "Some Mountain", P31=[claim("Q8502")]),
        item("Q843", "A Singer", P31=[claim("Q5")], P27=[claim("Q810")]),
        item("Q844", "", P31=[claim("Q7278")]),
    ]  # fmt: skip
    return "[\n" + ",\n".join([*items, "{broken"]) + "\n]\n"


@pytest.mark.parametrize(
    ("name", "pack"),
    [("d.json", bytes), ("d.json.gz", gzip.compress), ("d.json.bz2", bz2.compress)],
)
def test_wikidata_dumps(bring: Bring, rows: Rows, name: str, pack: Callable[..., bytes]) -> None:
    outcome = bring(name, pack(dump().encode()))
    person, party, group = rows("actors/d.csv")
    assert (person["name"], person["aliases"], person["country"], person["from"]) == (
        "Tamsin Okoro", "T. Okoro", "NGA", "1961"
    )  # fmt: skip
    assert (party["kind"], party["sectors"], party["from"]) == ("party", "PTY", "1999")
    assert (group["name"], group["kind"], group["sectors"]) == ("Ashlow Watchers", "group", "UAF")
    office, member = rows("roles/d.csv")
    assert (office["office"], office["sectors"], office["from"], office["to"]) == (
        "Governor of Ashlow State", "GOV", "2019-05-29", "2023"
    )  # fmt: skip
    assert (member["office"], member["organisation"], member["from"]) == (
        "member", "dawn-labour-party", "2010-01"
    )  # fmt: skip
    assert outcome.skipped == 1
    assert outcome.problems[0].startswith(f"{name}, line 11: no entity")


def test_countries_may_be_given(bring: Bring, rows: Rows, tmp_path: Path) -> None:
    lines = [line for line in dump().splitlines() if '"Q810", "labels"' not in line]
    codes = tmp_path / "codes.csv"
    codes.write_text("Q810,NGA\n")
    outcome = bring("d.json", "\n".join(lines))
    assert any(note == "actors without a country: 3" for note in outcome.notes)
    bring("d.json", "\n".join(lines), countries=codes)
    assert {row["country"] for row in rows("actors/d.csv")} == {"NGA"}


def test_membership_outlasts_an_office(bring: Bring, tmp_path: Path) -> None:
    bring("d.json", dump())
    actor = load_knowledge(tmp_path / "own").actors["tamsin-okoro"]
    assert standing(actor, "2021-01-01").sectors[0] == "GOV"
    assert standing(actor, "2025-01-01").sectors == ["ELI", "PTY"]


def test_a_file_cut_short_is_told(bring: Bring) -> None:
    with pytest.raises(SettingsError, match=r"broken after line .* get the file once more"):
        bring("d.json.gz", gzip.compress(dump().encode())[:-40])
