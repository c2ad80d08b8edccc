"""Which words of a Doc name a place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from spacy.language import Language

from dateline.mentions.places import find_places
from dateline.resolving.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Crowds marched to the capital's Karrada district.", ["the capital", "Karrada"]),
        ("Farmers met in Lakhimpur Kheri district.", ["Lakhimpur Kheri"]),
        ("Troops clashed north of Mosul and near Kobani.", ["Mosul", "Kobani"]),
        ("Two men were shot in Springfield, Illinois.", ["Springfield", "Illinois"]),
        ("Ministers met in Addis Ababa, Ethiopia, on Monday.", ["Addis Ababa", "Ethiopia"]),
        ("Washington has accused Tehran-aligned militias.", []),
        ("The raid was condemned by Iran and Russia.", []),
        ("US forces pulled out of the Iraqi base.", []),
        ("President Jordan met John Houston.", []),
        ("Shots were heard in the city.", ["the city"]),
        ("The Sudanese capital was calm.", ["The Sudanese capital"]),
        ("The state police arrived.", []),
    ],
)
def test_find_places(nlp: Language, gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert [span.text for span in find_places(nlp(text), gazetteer)] == names


def test_spans_are_ordered_and_apart(nlp: Language, gazetteer: Gazetteer) -> None:
    doc = nlp("In Gao, in Kidal, and in the town of Ménaka, Mali, schools in the region shut.")
    spans = find_places(doc, gazetteer)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert {"Gao", "Kidal"} <= {span.text for span in spans}
