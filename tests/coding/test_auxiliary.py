"""What is still to come, imagined, or said not to have happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Token

from dateline.coding.auxiliary import auxiliaries


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Troops attacked the town.", "attacked", []),
        ("Troops will attack the town.", "attack", ["future"]),
        ("Troops won't attack the town.", "attack", ["future", "negation"]),
        ("Troops are going to attack the town.", "attack", ["future"]),
        ("The minister plans to visit Cairo.", "visit", ["future"]),
        ("The minister is to visit Cairo.", "visit", ["future"]),
        ("The army said it would attack the town.", "attack", ["future"]),
        ("Troops may attack the town.", "attack", ["hypothetical"]),
        ("Troops could attack the town.", "attack", ["hypothetical"]),
        ("If troops attack the town, people will flee.", "attack", ["hypothetical"]),
        ("Troops did not attack the town.", "attack", ["negation"]),
        ("Troops never attacked the town.", "attacked", ["negation"]),
        ("No attack took place.", "attack", ["negation"]),
        ("Troops failed to attack the town.", "attack", ["negation"]),
        ("Troops continued to attack the town.", "attack", []),
        ("Police said troops attacked the town.", "attacked", []),
        ("Troops who will leave attacked the town.", "attacked", []),
        ("Troops attacked the town as the mayor planned to leave.", "attacked", []),
        ("The town that will vote was attacked.", "attacked", []),
    ],
)
def test_auxiliaries(
    token: Callable[[str, str], Token], text: str, word: str, expected: list[str]
) -> None:
    assert sorted(auxiliaries(token(text, word))) == expected


@pytest.mark.parametrize(
    ("text", "published", "auxiliary"),
    [
        ("Rebels attacked the town on 3 May 2015.", "2015-05-04", []),
        ("Rebels attacked the town in May 1998.", "2015-05-04", ["historical"]),
        ("Rebels attacked the town in May 1998.", None, []),
        ("Rebels attacked the town on Sunday.", "2015-05-04", []),
    ],
)
def test_what_is_long_past_is_historical(
    code: Callable[..., list], text: str, published: str | None, auxiliary: list[str]
) -> None:
    (claim,) = code(text, published=published)
    assert claim.auxiliary == auxiliary
