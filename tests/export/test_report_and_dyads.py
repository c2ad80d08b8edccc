"""What every format shares: the report, dates, dyads, figures, CAMEO and country codes."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from tests.export.samples import HOSTILE, claim, count, day, entity, results

from dateline.codebooks import load_codebook
from dateline.codebooks.cameo import cameo
from dateline.errors import SettingsError
from dateline.export.days import NO_DAY, day_of, length_of
from dateline.export.delimited import one_line, write_rows
from dateline.export.happenings import Happening, facts, happenings
from dateline.export.report import ExportReport
from dateline.knowledge import FOLDER, load_builtin
from dateline.knowledge.codes import country_codes
from dateline.knowledge.files import SECTORS
from dateline.types import Claim

ARMY = entity("Army", "IRQ", "MIL")
REBELS = entity("Rebels", "IRQ", "REB")
FARMERS = entity("Farmers", "IRQ", "AGR", office="head of the union")


def one(*claims: Claim) -> Happening:
    return next(happenings(results([*claims])))


def names(happening: Happening) -> list[tuple[str | None, str | None]]:
    return [tuple(p.name if p else None for p in dyad) for dyad in happening.dyads()]  # type: ignore[misc]


def test_the_report_counts_and_tells_commonest_first() -> None:
    report = ExportReport(rows=1)
    for why in ("one", "two", "two"):
        report.leave_out(why)
    report.coarsen("three")
    assert [*report.lines()] == [
        "1 row written", "left out: 2 two", "left out: 1 one", "coarsened: 1 three",
    ]  # fmt: skip


def test_reports_do_not_share_their_counts() -> None:
    ExportReport().leave_out("x")
    assert ExportReport().left_out == {}


def test_dyads_are_each_actor_with_each_recipient() -> None:
    found = one(claim(1, "ASSAULT", actors=[ARMY, REBELS], recipients=[FARMERS]))
    assert names(found) == [("Army", "Farmers"), ("Rebels", "Farmers")]
    assert names(one(claim(1, "ASSAULT", recipients=[FARMERS]))) == [(None, "Farmers")]
    assert names(one(claim(1, "PROTEST"))) == [(None, None)]


def test_actors_alone_are_pairs_only_where_they_act_on_each_other() -> None:
    three = [entity(name, None, "GOV") for name in "ABC"]
    met = one(claim(1, "CONSULT", actors=three))
    assert names(met) == [("A", "B"), ("A", "C"), ("B", "C")]
    assert names(one(claim(1, "ASSAULT", actors=[REBELS, ARMY]))) == [("Army", "Rebels")]
    assert names(one(claim(1, "PROTEST", actors=[FARMERS, ARMY]))) == [
        ("Farmers", None), ("Army", None),
    ]  # fmt: skip


def test_a_dyad_keeps_its_number_when_the_event_grows() -> None:
    small = one(claim(1, "ASSAULT", actors=[ARMY], recipients=[FARMERS]))
    grown = one(
        claim(1, "ASSAULT", actors=[ARMY], recipients=[FARMERS]),
        claim(2, "ASSAULT", actors=[REBELS], recipients=[FARMERS]),
    )
    assert small.number(small.dyads()[0]) == grown.number(grown.dyads()[0])
    assert len({grown.number(dyad) for dyad in grown.dyads()}) == 2
    assert all(0 < grown.number(dyad) < 2**53 for dyad in grown.dyads())


def test_a_party_has_what_only_its_mentions_know() -> None:
    party = one(claim(1, "PROTEST", actors=[FARMERS])).actors[0]
    assert (party.office, party.text) == ("head of the union", "Farmers")


def test_claims_are_happenings_too() -> None:
    found = results([claim(1, "PROTEST"), claim(2, "PROTEST", report_id="s")], level="claims")
    assert [each.row.id for each in happenings(found)] == ["c1", "c2"]
    assert [report.id for each in happenings(found) for report in each.reports] == ["r", "s"]


@pytest.mark.parametrize("level", ["reports", "relations"])
def test_other_levels_are_refused(level: str) -> None:
    with pytest.raises(SettingsError, match=level):
        next(happenings(results([claim(1, "PROTEST")], level=level)))


@pytest.mark.parametrize("aux", ["negation", "hypothetical", "future"])
def test_what_did_not_happen_is_left_out_and_counted(aux: str) -> None:
    report = ExportReport()
    unreal = claim(1, "PROTEST", auxiliary=[aux])
    past = claim(2, "PROTEST", auxiliary=["historical"])
    found = happenings(results([unreal], [past]))
    assert [each.row.id for each in facts(found, report)] == ["ec2"]
    assert report.left_out == {f"told as {aux}, which the format cannot say": 1}


@pytest.mark.parametrize(
    ("time", "wanted", "coarsened"),
    [
        (day("2020-05-04"), "2020-05-04", 0),
        (day("2020-05-01", "2020-05-31"), "2020-05-01", 1),
        (day("2020-04-29", "2020-05-06", "published"), "2020-05-06", 1),
        (msgspec.structs.replace(day("2020-05-06"), earliest=None), None, 0),
        (None, None, 0),
    ],
)
def test_one_day_stands_for_a_time(time: object, wanted: str | None, coarsened: int) -> None:
    report = ExportReport()
    assert day_of(time, report) == wanted  # type: ignore[arg-type]
    assert sum(report.coarsened.values()) == coarsened
    assert NO_DAY not in report.left_out


def test_lengths_count_both_ends() -> None:
    assert length_of(day("2020-02-28", "2020-03-01")) == 3
    assert length_of(msgspec.structs.replace(day("2020-02-28"), latest=None)) is None


def test_the_best_figure_is_what_most_claims_give() -> None:
    figures = [(10, 10), (12, 12), (12, 12), (15, None)]
    told = [claim(n, "ASSAULT", counts=[count("killed", *f)]) for n, f in enumerate(figures)]
    killed = one(*told).figures("killed")
    assert killed
    assert (killed.low, killed.best, killed.high, killed.most_told) == (10, 12, None, 15)
    assert one(*told).figures("injured") is None


def test_of_equally_common_figures_the_lower_is_best() -> None:
    told = [claim(n, "ASSAULT", counts=[count("killed", n, n)]) for n in (7, 5)]
    killed = one(*told).figures("killed")
    assert killed
    assert (killed.low, killed.best, killed.high) == (5, 5, 7)


def test_a_cell_is_one_line_whatever_its_words(tmp_path: Path) -> None:
    told = one_line(HOSTILE)
    assert told.splitlines() == [told]
    assert not re.search(r"[\t\x00\u2028]", told)
    assert "💥" in told
    assert "שלום، مرحبا" in told
    path = tmp_path / "x.tsv"
    rows = [{"a": HOSTILE, "b": None}, {"a": '"', "b": 0}]
    assert write_rows(rows, ["a", "b"], path, separator="\t", header=["a", "b"]) == 2
    with path.open(encoding="utf-8", newline="") as file:
        assert [*csv.reader(file, delimiter="\t")] == [["a", "b"], [told, ""], ['"', "0"]]


def test_a_misspelt_column_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="nme"):
        write_rows([{"nme": 1}], ["name"], tmp_path / "x.csv")


def test_every_type_and_mode_has_a_cameo_code() -> None:
    table, codebook = cameo(), load_codebook()
    assert table.types.keys() == codebook.types.keys()
    for name, type_ in codebook.types.items():
        assert {*table.types[name].modes} == {*type_.modes}, name
        for modes in ([], *([mode] for mode in type_.modes)):
            code = table.event(name, modes)
            assert re.fullmatch(r"(0[1-9]|1\d|20)\d{1,2}", code.code)
            assert code.label
            assert -10 <= code.goldstein <= 10


def test_every_code_of_the_table_is_used_and_known() -> None:
    table = cameo()
    entries = [entry for type_ in table.types.values() for entry in (type_, *type_.modes.values())]
    used = {entry.code for entry in entries} | {type_.military for type_ in table.types.values()}
    assert used - {None} == table.codes.keys()


@pytest.mark.parametrize(
    ("type_", "modes", "sectors", "code", "quad", "coarsened"),
    [
        ("PROTEST", ["demo"], (), "141", 3, False),
        ("CONSULT", ["visit"], (), "042", 1, False),
        ("AGREE", [], (), "030", 1, True),
        ("AID", [], (), "070", 2, True),
        ("ACCUSE", ["investigate"], (), "090", 2, True),
        ("ASSAULT", [], ("CVL",), "180", 4, True),
        ("ASSAULT", [], ("MIL",), "190", 4, True),
        ("ASSAULT", ["targeted", "firearms"], ("MIL",), "193", 4, False),
        ("COERCE", ["arrest"], (), "173", 4, False),
    ],
)
def test_the_finest_certain_code(
    type_: str, modes: list[str], sectors: tuple[str, ...], code: str, quad: int, coarsened: bool
) -> None:
    found = cameo().event(type_, modes, sectors)
    assert (found.code, found.quad, found.coarsened) == (code, quad, coarsened)


def test_sectors_of_cameo_are_of_plover() -> None:
    assert cameo().sectors.keys() <= SECTORS


def test_every_country_has_its_codes() -> None:
    codes = country_codes()
    assert load_builtin().countries.keys() <= codes.keys()
    for column in ("iso_numeric", "fips", "cow", "gw", "cow_abbr"):
        seen = Counter(value for each in codes.values() if (value := getattr(each, column)))
        assert not [value for value, times in seen.items() if times > 1], column
    for each in codes.values():
        assert re.fullmatch(r"[A-Z]{3}", each.iso3)
        assert re.fullmatch(r"[A-Z]{2}", each.fips or "XX")
        assert re.fullmatch(r"[A-Z]{3}", each.cow_abbr or "XXX")
        assert bool(each.cow) == bool(each.gw) == bool(each.cow_abbr), each.iso3
        for number in (each.iso_numeric, each.cow, each.gw):
            assert number is None or 1 <= int(number) <= 999
        assert each.name is None or each.acled_region, each.iso3


def test_country_codes_agree_with_the_countries() -> None:
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            codes = country_codes()[row["code"]]
            assert (codes.fips or "", codes.cow or "") == (row["fips"], row["cow"])
            assert codes.name == row["name"]


@pytest.mark.parametrize(
    ("iso3", "numeric", "fips", "cow", "gw", "abbr"),
    [
        ("UKR", "804", "UP", "369", "369", "UKR"),
        ("SDN", "729", "SU", "625", "625", "SUD"),
        ("DEU", "276", "GM", "255", "260", "GMY"),
        ("YEM", "887", "YM", "679", "678", "YEM"),
        ("AUS", "36", "AS", "900", "900", "AUL"),
        ("AUT", "40", "AU", "305", "305", "AUS"),
        ("TON", "776", "TN", "955", "972", "TON"),
        ("KOS", None, "KV", "347", "347", "KOS"),
        ("PSE", "275", "WE", None, None, None),
    ],
)
def test_codes_that_are_easily_mistaken(iso3: str, numeric: str | None, fips: str, cow: str | None,
                                        gw: str | None, abbr: str | None) -> None:  # fmt: skip
    codes = country_codes()[iso3]
    assert (codes.iso_numeric, codes.fips) == (numeric, fips)
    assert (codes.cow, codes.gw, codes.cow_abbr) == (cow, gw, abbr)
