"""Names that nobody knows: which are listed, and the row suggested for each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.discovery import Newcomer, newcomers
from dateline.pipeline import Coder
from dateline.types import Report

FRONT = (
    "Fighters of the Front for Lasting Change (FLC) attacked a police post near Kisumu in Kenya "
    "on Monday, killing four officers. The FLC said it had acted in revenge."
)
LEADER = (
    '"We will not stop," said Tavo Lemrick, a militia leader in Kenya. On Tuesday Lemrick met '
    "President William Ruto. Kenyan Police arrested Lemrick."
)
Find = Callable[..., dict[str, Newcomer]]


@pytest.fixture
def find(coder: Coder) -> Find:
    """The names that nobody knows in texts, by name."""

    def of(*texts: str, min_count: int = 1) -> dict[str, Newcomer]:
        reports = [Report(id=str(n), text=text) for n, text in enumerate(texts)]
        return {
            each.name: each for each in newcomers(coder.analyses(reports), coder.ties, min_count)
        }

    return of


def test_a_body_with_its_abbreviation(find: Find) -> None:
    found = find(FRONT)
    assert list(found) == ["Front for Lasting Change"]
    front = found["Front for Lasting Change"]
    assert (front.aliases, front.kind, front.country) == (["FLC"], "group", "KEN")
    assert front.sectors == ["REB"]
    assert (front.reports, front.mentions, len(front.sentences)) == (1, 2, 2)


def test_an_abbreviation_in_another_report_counts(find: Find) -> None:
    found = find(FRONT, "The FLC attacked a village in Kenya on Friday.")
    assert (found["Front for Lasting Change"].reports, len(found)) == (2, 1)


def test_a_person_by_title_and_apposition(find: Find) -> None:
    found = find(LEADER, "Governor Adaeze Tumbwell rejected the ruling on Friday in Nigeria.")
    leader, governor = found["Tavo Lemrick"], found["Adaeze Tumbwell"]
    assert (leader.kind, leader.country, leader.sectors) == ("person", "KEN", ["PRM"])
    assert (leader.mentions, leader.aliases) == (3, [])
    assert (governor.country, governor.sectors) == ("NGA", ["GOV"])


def test_the_known_and_what_is_no_party_are_left_out(find: Find) -> None:
    found = find(
        "President William Ruto met Kenyan Police commanders in Nairobi on Monday. The Health "
        "Ministry in Oslo thanked the United Nations. Iraqi troops entered Mosul."
    )
    assert found == {}


def test_the_most_frequent_first_and_often_enough(find: Find) -> None:
    assert list(find(LEADER, FRONT)) == ["Tavo Lemrick", "Front for Lasting Change"]
    assert list(find(LEADER, FRONT, min_count=3)) == ["Tavo Lemrick"]


def test_a_row_has_the_columns_to_import(find: Find) -> None:
    row = find(FRONT)["Front for Lasting Change"].row()
    assert (row["id"], row["aliases"], row["sectors"], row["mentions"]) == ("", "FLC", "REB", "2")
    assert row["sentence_2"] == "The FLC said it had acted in revenge."


def test_ties_told_in_passing_are_a_note_and_former_names_aliases(find: Find) -> None:
    found = find(
        "Fighters of the Ember Front (EFK), led by Tomas Varga, attacked a police post in Kisumu, "
        "Kenya. The Ember Front, formerly known as the Sons of Kibo, split from the Nakuru "
        "Movement last year."
    )
    row = found["Ember Front"].row()
    assert "split from Nakuru Movement" in row["note"]
    assert {"EFK", "Sons of Kibo"} <= set(row["aliases"].split("|"))
    assert any(tie.startswith("leads") for tie in found["Tomas Varga"].ties)
