"""Two names of one body."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from dateline.coding.renamings import renamings

Parse = Callable[[str], Doc]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Renaissance, formerly known as En Marche, lost.", ("Renaissance", "En Marche")),
        ("Hamas renamed itself Fatah in May.", ("Hamas", "Fatah")),
        ("The Labour Party (formerly the Workers Union) won.", ("Labour Party", "Workers Union")),
        ("Hamas changed its name to Fatah.", ("Hamas", "Fatah")),
    ],
)
def test_two_names_of_one(parse: Parse, text: str, pair: tuple[str, str]) -> None:
    ((one, other),) = renamings(parse(text))
    assert (one.text, other.text) == pair


@pytest.mark.parametrize(
    "text",
    ["Hamas met Fatah in May.", "Hamas, formerly with Fatah, lost.", "Hamas renamed a street."],
)
def test_two_names_of_two(parse: Parse, text: str) -> None:
    assert list(renamings(parse(text))) == []
