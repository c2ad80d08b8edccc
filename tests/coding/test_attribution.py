"""On whose word: speakers, outermost first, with the words of saying and what is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Token

from dateline.coding.attribution import sayings


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Rebels attacked the town.", "attacked", []),
        (
            "Police said rebels attacked the town.",
            "attacked",
            [("Police", "said", "rebels attacked the town")],
        ),
        (
            "Rebels attacked the town, police said.",
            "attacked",
            [("police", "said", "Rebels attacked the town")],
        ),
        (
            "Rebels attacked the town, according to residents.",
            "attacked",
            [("residents", "according to", "Rebels attacked the town")],
        ),
        (
            "According to residents, rebels attacked the town.",
            "attacked",
            [("residents", "According to", "rebels attacked the town")],
        ),
        (
            "The minister said police told him rebels had attacked the town.",
            "attacked",
            [
                ("minister", "said", "police told him rebels had attacked the town"),
                ("police", "told", "rebels had attacked the town"),
            ],
        ),
        (
            "“Rebels attacked the town,” the mayor said.",
            "attacked",
            [("mayor", "said", "Rebels attacked the town")],
        ),
        ("Police, who said little, attacked the crowd.", "attacked", []),
    ],
)
def test_sayings(
    token: Callable[[str, str], Token],
    text: str,
    word: str,
    expected: list[tuple[str, str, str]],
) -> None:
    found = [
        (saying.source.text, saying.cue.text if saying.cue else "", saying.content.text)
        for saying in sayings(token(text, word))
    ]
    assert found == expected


def test_an_accusation_is_on_the_accusers_word(code: Callable[..., list]) -> None:
    claims = code("Kenya accused Sudan of shelling two villages.")
    (accusation,) = (claim for claim in claims if claim.type == "ACCUSE")
    (attack,) = (claim for claim in claims if claim.type == "ASSAULT")
    assert [entity.country for entity in accusation.actors] == ["KEN"]
    assert [entity.country for entity in accusation.recipients] == ["SDN"]
    assert accusation.attribution == []
    assert [entity.country for entity in attack.actors] == ["SDN"]
    (attribution,) = attack.attribution
    assert (attribution.source.country, attribution.cue.text) == ("KEN", "accused")
    assert "shelling two villages" in attribution.content.text


def test_a_speaker_who_is_nobody_known_keeps_the_words(code: Callable[..., list]) -> None:
    (claim,) = code("Rebels attacked the town, a leaflet said.")
    (attribution,) = claim.attribution
    assert attribution.source.text == "leaflet"
    assert attribution.source.entity is None
