"""Who an act is done by and to, where more than the nearest noun must be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.types import Claim

Code = Callable[..., list[Claim]]
Who = list[tuple[str | None, list[str]]]


def parties(claims: list[Claim], type_: str) -> tuple[Who, Who]:
    """Country and main sector of the actors and recipients of the only claim of the type."""
    (claim,) = (claim for claim in claims if claim.type == type_)
    actors, recipients = (
        [(party.country, party.sectors[:1]) for party in side]
        for side in (claim.actors, claim.recipients)
    )
    return actors, recipients


@pytest.mark.parametrize(
    ("text", "type_", "recipient"),
    [
        (
            "The Tailors' Union demanded that the Kenyan government withdraw the bill.",
            "REQUEST",
            ("KEN", ["GOV"]),
        ),
        ("Oslo has agreed to build forty wells with Hanoi.", "AGREE", ("VNM", ["GOV"])),
    ],
)
def test_an_object_that_names_nobody_gives_way_to_who_is_named_beyond_it(
    code: Code, text: str, type_: str, recipient: tuple[str, list[str]]
) -> None:
    claim = next(claim for claim in code(text) if claim.type == type_)
    assert [(p.country, p.sectors[:1]) for p in claim.recipients] == [recipient]


@pytest.mark.parametrize(
    ("text", "type_", "recipient"),
    [
        ("Police arrested a former harbour director in Lagos.", "COERCE", ("NGA", ["CVL"])),
        ("Police detained two zither tuners in Hanoi.", "COERCE", ("VNM", ["CVL"])),
        ("Gunmen shot a 19-year-old zitherist in Lahore.", "ASSAULT", ("PAK", ["CVL"])),
        (
            "Gunmen killed a falcon breeder who had sued them in Quetta.",
            "ASSAULT",
            ("PAK", ["CVL"]),
        ),
        ("Immigration agents rounded up thirty welders in Perth.", "COERCE", ("AUS", ["LAB"])),
    ],
)
def test_a_noun_that_no_list_holds_is_of_a_person_where_its_words_say_so(
    code: Code, text: str, type_: str, recipient: tuple[str, list[str]]
) -> None:
    claim = next(claim for claim in code(text) if claim.type == type_)
    assert [(p.country, p.sectors[:1]) for p in claim.recipients] == [recipient]


@pytest.mark.parametrize(
    ("text", "type_", "recipients"),
    [
        ("Turkey sent soldiers to the border on Monday.", "MOBILIZE", []),
        ("The ministry deployed 900 police officers in Lima on Monday.", "MOBILIZE", []),
        ("France withdrew its last 400 troops from Niger on Monday.", "RETREAT", [("NER", "GOV")]),
        ("The rebels freed two soldiers in Mali on Monday.", "RETREAT", [("MLI", "MIL")]),
    ],
)
def test_forces_that_are_moved_are_no_recipients(
    code: Code, text: str, type_: str, recipients: list[tuple[str, str]]
) -> None:
    claim = next(claim for claim in code(text) if claim.type == type_)
    assert [(p.country, p.sectors[0]) for p in claim.recipients] == recipients


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        (
            "France and Chad fell out in May. The two countries signed a treaty on Monday.",
            "SUPPORT",
            [("FRA", ["GOV"]), ("TCD", ["GOV"])],
            [],
        ),
        (
            "The army and the rebels met in Darfur. The United Nations urged both sides to stop.",
            "REQUEST",
            [("UNO", [])],
            [("SDN", ["MIL"]), ("SDN", ["REB"])],
        ),
    ],
)
def test_both_sides_are_the_two_named_last(
    code: Code, text: str, type_: str, actors: Who, recipients: Who
) -> None:
    assert parties(code(text), type_) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "type_", "recipient"),
    [
        (
            "Police shot three miners in Lima. The Chilean president condemned the shooting.",
            "ACCUSE",
            ("PER", ["COP"]),
        ),
        (
            "The Welders' Union demanded a new contract in Oslo on Monday. "
            "Prime Minister Odd Berg rejected the demand.",
            "REJECT",
            ("NOR", ["LAB"]),
        ),
        (
            "France deported 200 migrants. Spain criticised the deportations.",
            "ACCUSE",
            ("FRA", ["GOV"]),
        ),
    ],
)
def test_a_verdict_on_an_act_told_before_is_on_its_doer(
    code: Code, text: str, type_: str, recipient: tuple[str, list[str]]
) -> None:
    claim = next(claim for claim in code(text) if claim.type == type_)
    assert [(p.country, p.sectors[:1]) for p in claim.recipients] == [recipient]


@pytest.mark.parametrize(
    ("text", "type_", "actors"),
    [
        (
            "Police dispersed a crowd of farmers near Multan. Thirty farmers were arrested.",
            "COERCE",
            [("PAK", ["COP"])],
        ),
        (
            "Rebels burned a village near Goma on Monday. Ten women were raped.",
            "ASSAULT",
            [("COD", ["REB"])],
        ),
        # nobody suffers his own deed
        ("Police beat farmers near Multan. Two policemen were injured.", "ASSAULT", []),
        # a paragraph further it is another story
        ("Police beat farmers near Multan.\n\nA singer was arrested in Rome.", "COERCE", []),
    ],
)
def test_who_did_what_a_passive_leaves_open_is_told_just_before(
    code: Code, text: str, type_: str, actors: Who
) -> None:
    claim = [claim for claim in code(text) if claim.type == type_][-1]
    assert [(p.country, p.sectors[:1]) for p in claim.actors] == actors


def test_a_hyphen_that_the_parser_takes_for_a_noun_is_no_party(code: Code) -> None:
    (claim,) = code("Unknown killers assassinated the vice-mayor of Cotabato.")
    assert claim.type == "ASSAULT"
    assert "-" not in [entity.text for entity in (*claim.actors, *claim.recipients)]
