"""The layouts of other data sets, each read back with the reader its users have."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import networkx
import pandas
import pytest
from msgspec.structs import replace
from tests.export.samples import HOSTILE, claim, count, day, entity, place, results

import dateline
from dateline.errors import SettingsError
from dateline.export import Results, exporter
from dateline.export.gdelt import EVENTS, MENTIONS
from dateline.export.report import ExportReport
from dateline.types import Attribution, Claim, Span

PAGE = Path(dateline.__file__).parents[2] / "docs" / "exports.md"
SECTIONS = dict(
    re.findall(r"^## `([\w-]+)`\n(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.M | re.S)
)
WIDTHS = {"polecat": 40, "gdelt": 61, "gdelt-mentions": 16, "icews": 20, "acled": 31, "ucdp": 49}
FORMATS = [*WIDTHS, "plover", "geojson", "graphml", "csv", "parquet", "jsonl"]
ARMY = entity("Iraqi army", "IRQ", "MIL", entity="iraqi-army")
REBELS = entity("Rebels", "IRQ", "REB")
FARMERS = entity("Farmers", "IRQ", "AGR")
MAYOR = entity("Mayor", "IRQ", "GOV", office="mayor")
NOBODY = entity("Somebody", "IRQ")


def written(name: str, found: Results, path: Path) -> tuple[ExportReport, str]:
    """The report of an export, and what it wrote."""
    report = exporter(name)(found, path)
    assert report is not None
    return report, path.read_bytes().decode()


def rows(name: str, found: Results, path: Path) -> list[dict[str, str]]:
    """The rows of a table, as a strict CSV reader has them."""
    _, text = written(name, found, path)
    tabs = name not in ("acled", "ucdp")
    read = list(
        csv.reader(io.StringIO(text, newline=""), delimiter="\t" if tabs else ",", strict=True)
    )
    columns = {"gdelt": EVENTS, "gdelt-mentions": MENTIONS}.get(name) or read.pop(0)
    assert all(len(row) == len(columns) == WIDTHS[name] for row in read)
    return [dict(zip(columns, row, strict=True)) for row in read]


def only(name: str, path: Path, *claims: Claim) -> dict[str, str]:
    """The one row of an event."""
    (row,) = rows(name, results([*claims]), path)
    return row


def why_not(name: str, path: Path, one: Claim) -> str:
    """Why an event has no row."""
    report, _ = written(name, results([one]), path)
    assert report.rows == 0
    (why,) = report.left_out
    return why


def attack(number: int = 1, *modes: str, **more: Any) -> Claim:
    told = {"actors": [ARMY], "recipients": [FARMERS], "counts": [count("killed", 3, 3)]} | more
    return claim(number, "ASSAULT", *modes, **told)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def hostile() -> Results:
    """Events full of words that break tables, and events without anything."""
    nasty = entity(HOSTILE, "IRQ", "MIL", office=HOSTILE)
    source = Attribution(source=nasty, content=Span(start=0, end=1, text=HOSTILE))
    told = attack(
        1, "firearms", actors=[nasty], recipients=[entity(HOSTILE + "2", None, "CVL")],
        place=place(4, name=HOSTILE, city=HOSTILE, admin1=HOSTILE), sentence=HOSTILE,
        attribution=[source], contexts=["military", "repression"],
    )  # fmt: skip
    bare = claim(2, "PROTEST", place=None, time=None)
    found = results([told], [bare], [attack(3, "firearms", place=place(1))])
    report = replace(found.reports[0], title=HOSTILE, source=HOSTILE, text=HOSTILE)
    return replace(found, reports=[report])


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_documented_and_its_line_reads_it(
    name: str, hostile: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = re.findall(r"```python\n(.*?)\n```", SECTIONS[name], re.S)
    assert len(python) == 1
    assert len(re.findall(r"```r\n(.*?)\n```", SECTIONS[name], re.S)) == 1
    assert "xpress" in SECTIONS[name] or name in ("csv", "parquet", "jsonl")
    file = re.findall(r'"([\w.]+\.\w+)"', python[0])[0]
    report = exporter(name)(hostile, tmp_path / file)
    assert report is not None
    monkeypatch.chdir(tmp_path)
    frame = eval(python[0], {"pandas": pandas, "json": json, "networkx": networkx})
    assert len(frame) == report.rows > 0
    if name in WIDTHS:
        assert frame.shape[1] == WIDTHS[name]


def test_every_exporter_has_its_section() -> None:
    from importlib.metadata import entry_points

    names = {point.name for point in entry_points(group="dateline.exporters")}
    assert names - {"polecat-legacy"} == SECTIONS.keys()


@pytest.mark.parametrize("name", WIDTHS)
def test_hostile_words_stay_in_their_cell(name: str, hostile: Results, path: Path) -> None:
    found = rows(name, hostile, path)
    assert found
    assert len(path.read_text(encoding="utf-8").splitlines()) == len(found) + ("gdelt" not in name)
    told = "\n".join(cell for row in found for cell in row.values())
    assert "💥" in told or name == "gdelt-mentions"
    assert "\x00" not in told


@pytest.mark.parametrize("name", [*WIDTHS, "plover"])
def test_every_event_is_written_or_counted(name: str, hostile: Results, path: Path) -> None:
    report, _ = written(name, hostile, path)
    assert report.rows + sum(report.left_out.values()) == len(hostile.events)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_to_write_is_no_error(name: str, path: Path) -> None:
    suffix = f".{name}" if name in ("csv", "parquet") else ".x"
    report = exporter(name)(results(), path.with_suffix(suffix))
    assert report == ExportReport()


@pytest.mark.parametrize("name", [*WIDTHS, "plover", "geojson", "graphml"])
def test_what_has_no_row_at_a_level_is_refused(name: str, path: Path) -> None:
    with pytest.raises(SettingsError, match="--level reports"):
        exporter(name)(results([claim(1, "PROTEST")], level="reports"), path)


@pytest.mark.parametrize("name", [*WIDTHS, "plover", "geojson", "graphml"])
def test_standard_output_has_the_same(
    name: str, path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    found = results([attack()], [attack(2, "aerial", actors=[REBELS])])
    exporter(name)(found, path)
    exporter(name)(found, None)
    assert capfdbinary.readouterr().out.rstrip() == path.read_bytes().rstrip() != b""


def test_plover_keeps_lists_and_says_what_is_no_fact(path: Path) -> None:
    found = claim(
        1, "COERCE", "arrest", actors=[ARMY, REBELS], recipients=[MAYOR], auxiliary=["negation"],
        counts=[count("arrested", 20, 99), count("forces", 5, 5)],
        time=day("2020-05-01", "2020-05-03"),
    )  # fmt: skip
    report, text = written("plover", results([found]), path)
    record = json.loads(text)
    assert (record["id"], record["date"], record["enddate"]) == ("ec1", "2020-05-01", "2020-05-03")
    assert record["event"] == ["COERCE"]
    assert record["mode"] == ["arrest", "negation"]
    assert [party["identifier_text"] for party in record["actor"]] == ["Iraqi army", "Rebels"]
    assert record["recipient"][0] == {
        "code": "IRQ", "sector": ["GOV"], "entity_text": "Mayor", "identifier_text": "Mayor",
        "office": "mayor",
    }  # fmt: skip
    assert record["size"] == {"arrested": 20}
    assert record["event_loc"]["resolution"] == 4
    assert report.not_expressed == {"counts: forces": 1}
    assert sum(report.coarsened.values()) == 1


def test_plover_wants_a_date(path: Path) -> None:
    assert why_not("plover", path, claim(1, "PROTEST", time=None)) == "without a first day"


def test_polecat(path: Path) -> None:
    row = only("polecat", path, attack(1, "firearms", "beat", contexts=["military", "crime"]))
    assert row["Event Mode"] == "firearms; beat"
    assert row["Contexts"] == "military; crime"
    assert row["Quad Code"] == "MATERIAL CONFLICT"
    assert (row["Actor Country"], row["Actor COW"], row["Primary Actor Sector"]) == (
        "IRQ",
        "645",
        "MIL",
    )
    assert row["Wikipedia Actor ID"] == row["Actor Title"] == "None"
    assert (row["Event Date"], row["Publication Date"]) == ("2020-05-04", "2020-05-06")
    story, number = row["Event ID"].split("_")
    assert re.fullmatch(r"[0-9a-f]{16}", story)
    assert number.isdigit()


def test_polecat_stories_share_their_id_and_rows_do_not(path: Path) -> None:
    found = rows("polecat", results([attack(1, recipients=[FARMERS, MAYOR])], [attack(2)]), path)
    ids = [row["Event ID"] for row in found]
    assert len(ids) == len(set(ids)) == 3
    assert len({id_.split("_")[0] for id_ in ids}) == 1


def test_polecat_under_older_names(path: Path) -> None:
    _, text = written("polecat-legacy", results([attack()]), path)
    header = text.split("\n")[0].split("\t")
    assert header[4] == "Event Intensity"
    assert len(header) == 40


def test_gdelt_events(path: Path) -> None:
    body = entity("United Nations", "UNO", entity="united-nations")
    press = entity("Press", "ROU", "JRN")
    row = only("gdelt", path, attack(1, "aerial", actors=[body], recipients=[press]))
    assert (row["SQLDATE"], row["MonthYear"], row["Year"]) == ("20200504", "202005", "2020")
    assert row["FractionDate"] == "2020.4219"
    assert (row["Actor1Code"], row["Actor1CountryCode"]) == ("IGOUNO", "")
    assert (row["Actor1KnownGroupCode"], row["Actor1Type1Code"]) == ("UNO", "IGO")
    assert (row["Actor2Code"], row["Actor2CountryCode"]) == ("ROMMED", "ROM")
    assert [row[f"Event{part}"] for part in ("Code", "BaseCode", "RootCode")] == [
        "195",
        "195",
        "19",
    ]
    assert (row["QuadClass"], row["GoldsteinScale"], row["AvgTone"]) == ("4", "-10.0", "")
    assert (row["ActionGeo_Type"], row["ActionGeo_CountryCode"]) == ("4", "IZ")
    assert row["ActionGeo_FullName"] == "Testville, North Province, Iraq"
    assert row["DATEADDED"] == "20200506000000"
    assert row["SOURCEURL"] == "https://news.example/r"


@pytest.mark.parametrize(
    ("resolution", "country", "level"),
    [(1, "IRQ", "1"), (2, "IRQ", "5"), (2, "USA", "2"), (4, "USA", "3"), (5, "IRQ", "4")],
)
def test_gdelt_levels(path: Path, resolution: int, country: str, level: str) -> None:
    row = only("gdelt", path, attack(place=place(resolution, country)))
    assert row["ActionGeo_Type"] == level
    assert row["ActionGeo_ADM1Code"] == ("IZ" if resolution == 1 else "")


def test_gdelt_counts_the_mentions_that_it_writes(path: Path) -> None:
    told = [
        attack(1, paragraph=0), attack(2, report_id="s"), attack(3, recipients=[MAYOR]),
    ]  # fmt: skip
    found = results(told)
    events = rows("gdelt", found, path)
    mentions = rows("gdelt-mentions", found, path)
    assert {row["Actor2Name"] for row in events} == {"FARMERS", "MAYOR"}
    for row in events:
        mine = [each for each in mentions if each["GLOBALEVENTID"] == row["GLOBALEVENTID"]]
        assert len(mine) == int(row["NumMentions"]) == 3
        assert len({each["MentionIdentifier"] for each in mine}) == int(row["NumArticles"]) == 2
        assert row["IsRootEvent"] == "1"


def test_gdelt_mentions_say_where_the_words_stand(path: Path) -> None:
    row = only("gdelt-mentions", path, attack())
    assert (row["Actor1CharOffset"], row["ActionCharOffset"]) == ("0", "3")
    assert (row["Confidence"], row["MentionType"], row["MentionDocLen"]) == ("80", "1", "19")
    assert row["MentionDocTone"] == row["SentenceID"] == ""
    alone = only("gdelt-mentions", path, attack(recipients=[]))
    assert alone["Actor2CharOffset"] == "-1"


def test_icews(path: Path) -> None:
    row = only("icews", path, attack(1, "heavy-weapons"))
    assert (row["CAMEO Code"], row["Intensity"]) == ("194", "-10.0")
    assert row["Event Text"] == "Fight with artillery and tanks"
    assert (row["Source Sectors"], row["Source Country"]) == ("Military", "Iraq")
    assert (row["Publisher"], row["City"], row["Country"]) == ("Outlet r", "Testville", "Iraq")
    report, _ = written("icews", results([claim(2, "AGREE", actors=[ARMY])]), path)
    assert report.coarsened == {"CAMEO code: AGREE is 030, the finest that is certain": 1}


CROWD = {"actors": [FARMERS], "recipients": [ARMY], "counts": []}


@pytest.mark.parametrize(
    ("found", "event", "sub", "interaction"),
    [
        (attack(recipients=[REBELS]), "Battles", "Armed clash", "State forces-Rebel group"),
        (attack(actors=[REBELS, ARMY], recipients=[]), "Battles", "Armed clash",
         "State forces-Rebel group"),
        (attack(actors=[ARMY, REBELS], recipients=[entity("Garrison", "IRQ", "MIL")]), "Battles",
         "Armed clash", "State forces-Rebel group"),
        (attack(1, "drone", recipients=[REBELS]), "Explosions/Remote violence", "Air/drone strike",
         "State forces-Rebel group"),
        (attack(1, "explosives", actors=[]), "Explosions/Remote violence",
         "Remote explosive/landmine/IED", "Political militia-Civilians"),
        (attack(), "Violence against civilians", "Attack", "State forces-Civilians"),
        (attack(recipients=[MAYOR]), "Violence against civilians", "Attack",
         "State forces-Civilians"),
        (attack(1, "beat", "sexual"), "Violence against civilians", "Sexual violence",
         "State forces-Civilians"),
        (attack(**CROWD), "Riots", "Mob violence", "State forces-Rioters"),
        (attack(1, "crowd-control", counts=[]), "Protests", "Protest with intervention",
         "State forces-Protesters"),
        (attack(1, "crowd-control"), "Protests", "Excessive force against protesters",
         "State forces-Protesters"),
        (claim(1, "PROTEST", "demo", actors=[FARMERS]), "Protests", "Peaceful protest",
         "Protesters only"),
        (claim(1, "PROTEST", "riot"), "Riots", "Violent demonstration", "Rioters only"),
        (claim(1, "COERCE", "arrest", actors=[ARMY]), "Strategic developments", "Arrests",
         "State forces only"),
        (claim(1, "AGREE", actors=[ARMY, REBELS], sentence="They agreed to a cease-fire."),
         "Strategic developments", "Agreement", "State forces-Rebel group"),
    ],
)  # fmt: skip
def test_acled_types(path: Path, found: Claim, event: str, sub: str, interaction: str) -> None:
    row = only("acled", path, found)
    assert (row["event_type"], row["sub_event_type"]) == (event, sub)
    assert row["interaction"] == interaction


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (claim(1, "ACCUSE", actors=[ARMY]), "ACCUSE, which ACLED does not code"),
        (claim(1, "AGREE", actors=[ARMY]), "AGREE, which ACLED does not code"),
        (attack(actors=[]), "violence without an actor of known kind"),
        (attack(actors=[NOBODY]), "violence without an actor of known kind"),
        (
            attack(1, "abduct", recipients=[REBELS]),
            "capture of fighters, which ACLED does not code by itself",
        ),
        (attack(recipients=[NOBODY]), "violence without a recipient of known kind"),
        (attack(place=None), "without a place below the country"),
        (attack(place=place(1)), "without a place below the country"),
        (attack(time=day("2020-01-01", "2020-12-31")), "known only to more than a month"),
        (attack(time=None), "without a first day"),
    ],
)
def test_acled_leaves_out_and_says_why(path: Path, found: Claim, why: str) -> None:
    assert why_not("acled", path, found) == why


def test_acled_columns(path: Path) -> None:
    row = only("acled", path, attack(counts=[count("killed", 3, None)], place=place(2)))
    assert row["actor1"] == "Iraqi army"
    assert (row["actor2"], row["assoc_actor_2"]) == ("Civilians (Iraq)", "Farmers")
    assert (row["iso"], row["region"], row["geo_precision"]) == ("368", "Middle East", "3")
    assert row["civilian_targeting"] == "Civilian targeting"
    assert row["disorder_type"] == "Political violence"
    assert (row["fatalities"], row["time_precision"]) == ("3", "1")
    assert re.fullmatch(r"IRQ\d+", row["event_id_cnty"])


def test_acled_calls_forces_abroad_external_and_unknown_hands_unidentified(path: Path) -> None:
    abroad = only("acled", path, attack(actors=[entity("Turkish army", "TUR", "MIL")]))
    assert abroad["inter1"] == "External/Other forces"
    unknown = only("acled", path, attack(1, "firearms", actors=[]))
    assert unknown["actor1"] == "Unidentified Armed Group (Iraq)"


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(500, 500, "500"), (1000, None, "at least 1000"), (200, 999, "200 to 999")],
)
def test_acled_tells_the_size_of_a_crowd(path: Path, low: int, high: int | None, told: str) -> None:
    rally = claim(1, "PROTEST", "demo", counts=[count("participants", low, high)])
    assert only("acled", path, rally)["tags"] == f"crowd size={told}"


@pytest.mark.parametrize(
    ("last", "precision"), [("2020-05-01", "1"), ("2020-05-08", "2"), ("2020-05-31", "3")]
)
def test_acled_time_precision(path: Path, last: str, precision: str) -> None:
    row = only("acled", path, attack(time=day("2020-05-01", last)))
    assert (row["event_date"], row["time_precision"]) == ("2020-05-01", precision)


@pytest.mark.parametrize(
    ("found", "violence", "a", "b", "dead"),
    [
        (attack(), "3", "Government of Iraq", "Civilians", "deaths_civilians"),
        (attack(recipients=[REBELS]), "1", "Government of Iraq", "Rebels", "deaths_b"),
        (attack(actors=[REBELS], recipients=[ARMY]), "1", "Government of Iraq", "Rebels",
         "deaths_a"),
        (attack(actors=[REBELS], recipients=[entity("Gang", "IRQ", "CRM")]), "2", "Rebels", "Gang",
         "deaths_b"),
        (attack(recipients=[REBELS, FARMERS]), "1", "Government of Iraq", "Rebels",
         "deaths_unknown"),
        (attack(actors=[REBELS, ARMY], recipients=[entity("Base", "IRQ", "MIL")]), "1",
         "Government of Iraq", "Rebels", "deaths_unknown"),
        (attack(actors=[REBELS, ARMY], recipients=[]), "1", "Government of Iraq", "Rebels",
         "deaths_unknown"),
    ],
)  # fmt: skip
def test_ucdp_sides_and_whose_the_dead_are(
    path: Path, found: Claim, violence: str, a: str, b: str, dead: str
) -> None:
    row = only("ucdp", path, found)
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == (violence, a, b)
    assert row[dead] == row["best"] == "3"
    columns = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    assert sum(int(row[column]) for column in columns) == 3


def test_ucdp_figures_place_and_time(path: Path) -> None:
    killed = [(4, 4), (6, 6), (6, 6), (9, None)]
    told = [attack(n, counts=[count("killed", *each)]) for n, each in enumerate(killed)]
    row = only("ucdp", path, *told)
    assert (row["low"], row["best"], row["high"]) == ("4", "6", "9")
    assert (row["country_id"], row["gwnoa"], row["gwnob"]) == ("645", "645", "")
    assert row["geom_wkt"] == "POINT (44.4 33.25)"
    assert row["priogrid_gid"] == str(246 * 720 + 448 + 1)
    assert (row["where_prec"], row["date_prec"], row["date_end"]) == ("1", "1", "2020-05-04")


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (claim(1, "PROTEST"), "other than ASSAULT"),
        (attack(counts=[]), "ASSAULT without a figure of dead"),
        (attack(counts=[count("killed", 0, 0)]), "ASSAULT without a figure of dead"),
        (attack(actors=[FARMERS]), "ASSAULT without a known organised actor"),
        (attack(recipients=[]), "ASSAULT without a recipient of known kind"),
        (attack(place=None), "without a place"),
        (attack(time=day("2019-01-01", "2020-12-31")),
         "without a first and a last day within a year"),
    ],
)  # fmt: skip
def test_ucdp_leaves_out_and_says_why(path: Path, found: Claim, why: str) -> None:
    assert why_not("ucdp", path, found) == why


def test_geojson_is_of_the_standard(path: Path) -> None:
    south = place(5, lat=-10.0, lon=20.0)
    places = [place(4), south, place(2), place(1), None]
    found = results(*([attack(number, place=each)] for number, each in enumerate(places)))
    report, text = written("geojson", found, path)
    whole = json.loads(text)
    assert whole["type"] == "FeatureCollection"
    assert whole["bbox"] == [20.0, -10.0, 44.4, 33.25]
    assert "crs" not in whole
    for feature in whole["features"]:
        assert feature.keys() == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
    points = [feature["geometry"] for feature in whole["features"]]
    assert points[0] == {"type": "Point", "coordinates": [44.4, 33.25]}
    assert points[2:] == [None, None, None]
    province = whole["features"][2]["properties"]
    assert (province["precision"], province["centre"]) == ("province", [44.4, 33.25])
    assert sum(report.not_expressed.values()) == 3


def test_geojson_without_points_has_no_box(path: Path) -> None:
    _, text = written("geojson", results([attack(place=None)]), path)
    assert "bbox" not in json.loads(text)


def test_the_network_joins_events_of_a_type(path: Path) -> None:
    found = results(
        [attack(1, scale=-8.0, time=day("2020-05-09"))], [attack(2, scale=-9.0)],
        [claim(3, "ACCUSE", actors=[FARMERS], recipients=[ARMY], time=None)],
        [claim(4, "PROTEST", actors=[MAYOR])],
    )  # fmt: skip
    report, _ = written("graphml", found, path)
    graph = networkx.read_graphml(path)
    assert (graph.number_of_nodes(), graph.number_of_edges(), report.rows) == (3, 2, 2)
    (edge,) = [data for _, _, data in graph.edges(data=True) if data["type"] == "ASSAULT"]
    assert (edge["weight"], edge["scale"], edge["events"]) == (2, -8.5, "ec1|ec2")
    assert (edge["first"], edge["last"]) == ("2020-05-04", "2020-05-09")
    assert graph.nodes["iraqi-army"]["known"]
    assert sum(report.left_out.values()) == 1


def test_hostile_names_stay_well_formed_in_a_network(hostile: Results, path: Path) -> None:
    written("graphml", hostile, path)
    graph = networkx.read_graphml(path)
    assert any("<b>&amp;</b>" in data["name"] for _, data in graph.nodes(data=True))
