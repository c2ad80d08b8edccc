"""Relations: who stands on which side, when, on whose word, and what is no relation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.pipeline import Coder
from dateline.types import Claim, Relation, Report

Relate = Callable[..., list[Relation]]


@pytest.fixture(scope="module")
def relate(coder: Coder) -> Relate:
    """The relations of a text: `relate(text, published=...)`."""

    def of(text: str, **given: str) -> list[Relation]:
        return coder.relations(Report(id="r", text=text, **given))  # type: ignore[arg-type]

    return of


def told(relations: list[Relation]) -> list[tuple[str, str, str | None]]:
    return [(r.type, r.subject.name, r.object and r.object.name) for r in relations]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Hezbollah, the movement backed by Iran, fired rockets.",
            [("backs", "Iran", "Hezbollah")],
        ),
        (
            "Rebels backed by Chad and Sudan fled.",
            [("backs", "Chad", "Rebels"), ("backs", "Sudan", "Rebels")],
        ),
        ("Hamas said its leader, Yasin Darwish, was safe.", [("leads", "Yasin Darwish", "Hamas")]),
        ("Yasin Darwish, who is linked to Hamas, fled.", [("member_of", "Yasin Darwish", "Hamas")]),
        ("The Nusra Front joined al-Qaeda in 2012.", [("part_of", "Nusra Front", "al-Qaeda")]),
        ("Hamas commander Yasin Darwish fled.", [("member_of", "Yasin Darwish", "Hamas")]),
        ("Yasin Darwish, the commander of Hamas, fled.", [("leads", "Yasin Darwish", "Hamas")]),
        ("Yasin Darwish, a leader of Hamas, fled.", [("member_of", "Yasin Darwish", "Hamas")]),
    ],
)
def test_sides_and_types(
    relate: Relate, text: str, wanted: list[tuple[str, str, str | None]]
) -> None:
    found = [(t, s.split(" commander ")[-1], o) for t, s, o in told(relate(text))]
    assert found == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Bruno Keller denied that he leads Hamas.",
        "Yasin Darwish wants to join Hamas.",
        "If Yasin Darwish leaves Hamas, the talks will fail.",
        "Yasin Darwish will lead Hamas.",
        "Darwish is no longer a member of Hamas.",
        "Yasin Darwish, once an ally of Hamas, fled.",
        "Members of Hamas and supporters of Fatah marched.",
        "President Bruno Keller spoke.",
    ],
)
def test_what_is_not_told_as_a_fact(relate: Relate, text: str) -> None:
    assert told(relate(text)) == []


@pytest.mark.parametrize(
    ("text", "office", "of"),
    [
        ("Former prime minister Bruno Keller spoke.", "prime minister", None),
        ("Ex-foreign minister Bruno Keller spoke.", "foreign minister", None),
        ("Bruno Keller, a former Peruvian defence minister, spoke.", "defence minister", "Peru"),
        ("Bruno Keller, a former secretary of state, spoke.", "secretary of state", None),
        ("Former president Bruno Keller of Chile spoke.", "president", "Chile"),
        ("Chile's ousted president, Bruno Keller, spoke.", "president", "Chile"),
        ("Former Hamas leader Bruno Keller spoke.", "leader", "Hamas"),
    ],
)
def test_offices_once_held(relate: Relate, text: str, office: str, of: str | None) -> None:
    held = [r for r in relate(text) if r.type == "held_office"]
    assert [(r.office, r.object and r.object.name, r.time) for r in held] == [(office, of, None)]


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("Bruno Keller left Hamas in 2009.", "2009", "2009-01-01", "2009-12-31"),
        ("Bruno Keller, who split from Hamas years ago, spoke.", "years ago", None, "2020-01-25"),
        ("Bruno Keller has been the leader of Hamas since 2014.", "since 2014", "2014-01-01", None),
    ],
)
def test_times_are_those_of_the_words(
    relate: Relate, text: str, words: str, earliest: str | None, latest: str | None
) -> None:
    (relation,) = relate(text, published="2020-01-25", published_precision="day")
    assert relation.time is not None
    assert relation.time.text is not None
    assert relation.time.text in words
    assert relation.time.earliest == earliest


def test_a_time_of_something_else_is_not_taken(relate: Relate) -> None:
    (relation,) = relate("Rebels backed by Chad attacked a town on Friday.")
    assert relation.time is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Turkey said that Greece backs the rebels.", "Turkey"),
        ("Turkey accused Greece of arming the rebels.", "Turkey"),
        ("According to Turkey, the rebels are backed by Greece.", "Turkey"),
        ("The rebels are backed by Greece.", None),
    ],
)
def test_on_whose_word(relate: Relate, text: str, speaker: str | None) -> None:
    (relation,) = relate(text)
    assert told([relation])[0][:2] == ("backs", "Greece")
    assert [a.source.name for a in relation.attribution] == ([speaker] if speaker else [])


def test_spans_are_true_and_ids_last(
    coder: Coder, spans_true: Callable[[Report, list[Claim]], int]
) -> None:
    text = "💣 Rebels backed by Chad and Sudan met Yasin Darwish, who left Hamas in 2011."
    report = Report(id="r", text=text, title="Iran-backed rebels meet Yasin Darwish")
    found = coder.relations(report)
    assert spans_true(report, found) > 12  # type: ignore[arg-type]
    assert len({r.id for r in found}) == len(found) == 4
    assert [r.id for r in coder.relations(report)] == [r.id for r in found]
    assert all(r.id.startswith("r") for r in found)
    assert found[0].evidence.sentence.field == "title"


def test_coding_reads_no_relation_words(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("relations were read")

    monkeypatch.setattr("dateline.pipeline.relations_of", refuse)
    monkeypatch.setattr("dateline.pipeline.TieFinder", refuse)
    assert coder.code(Report(id="r", text="Rebels backed by Chad attacked a town."))
