"""Every name of a place is found, whatever it stands for; adjectives and longer names are none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from spacy.language import Language

from dateline.mentions.place_names import find_place_names
from dateline.resolving.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The raid was condemned by Iran and Russia.", ["Iran", "Russia"]),
        ("Washington has accused Syrian officials.", ["Washington"]),
        ("The Bank of England raised its rate.", []),
        ("She studied at the University of Texas.", []),
        ("BEIRUT -- Shops were shut on Monday.", ["BEIRUT"]),
        ("Rain fell across Western Australia.", ["Western Australia"]),
        ("The City of Leeds paid for it.", ["Leeds"]),
        ("Pumps came from Hull, Goole and Selby.", ["Hull", "Goole", "Selby"]),
        ("Two men were shot in Springfield, Illinois.", ["Springfield", "Illinois"]),
        ("He was held by pro-Russia rebels.", []),
        ("The shop reopens in March.", []),
        ("She grew up in the Midwest, near Lake Superior.", ["Midwest", "Lake Superior"]),
    ],
)
def test_find_place_names(nlp: Language, gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert [span.text for span in find_place_names(nlp(text), gazetteer)] == names


def test_a_name_found_once_is_found_again(nlp: Language, gazetteer: Gazetteer) -> None:
    doc = nlp("A fire broke out in Tupelo. Tupelo police shut the road. Tupelo had no rain.")
    assert [span.text for span in find_place_names(doc, gazetteer)] == ["Tupelo"] * 3


def test_spans_are_ordered_and_apart(nlp: Language, gazetteer: Gazetteer) -> None:
    doc = nlp("In Gao, in Kidal, and in the town of Ménaka, Mali, schools in Ansongo shut.")
    spans = find_place_names(doc, gazetteer)
    assert len(spans) > 3
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_noted_names(gazetteer: Gazetteer) -> None:
    assert all(map(gazetteer.is_noted, ("Leeds", "U.S.", "Bavaria", "Red Sea")))
    assert not any(map(gazetteer.is_noted, ("Syrian", "White House", "Qwertabad")))
