"""Which words name a party, and what they say of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Token

from dateline.knowledge import Knowledge
from dateline.mentions.actors import kind_of, mention_of, noun_phrase

Find = Callable[[str, str], Token]


@pytest.mark.parametrize(
    ("text", "word", "phrase"),
    [
        ("The Iraqi security forces left.", "forces", "Iraqi security forces"),
        ("Supporters of the cleric left.", "Supporters", "Supporters of the cleric"),
        ("The president of Chad spoke.", "president", "president of Chad"),
        ("Soldiers who fled were shot.", "Soldiers", "Soldiers"),
        ("Soldiers in Goma were shot.", "Soldiers", "Soldiers"),
        ("Prime Minister Abiy Ahmed spoke.", "Ahmed", "Prime Minister Abiy Ahmed"),
        ("Kenya and Uganda signed it.", "Uganda", "Uganda"),
        ("Two senior army officers died.", "officers", "Two senior army officers"),
    ],
)
def test_noun_phrase(token: Find, text: str, word: str, phrase: str) -> None:
    assert noun_phrase(token(text, word)).text == phrase


@pytest.mark.parametrize(
    ("text", "word", "kinds"),
    [
        ("Police left.", "Police", {"actor"}),
        ("Villagers fled.", "Villagers", {"actor"}),
        ("Kenya protested.", "Kenya", {"actor", "place"}),
        ("The bridge fell.", "bridge", {"place"}),
        ("The soup was cold.", "soup", set()),
        ("She left.", "She", {"actor"}),
        ("It rained.", "It", set()),
        ("Hezbollah left.", "Hezbollah", {"actor"}),
    ],
)
def test_kind(token: Find, knowledge: Knowledge, text: str, word: str, kinds: set[str]) -> None:
    assert kind_of(token(text, word), knowledge) == kinds


def test_words_are_folded_and_aligned(token: Find, knowledge: Knowledge) -> None:
    mention = mention_of(token("The Côte d’Ivoire-born rebels left.", "rebels"), knowledge)
    assert len(mention.words) == len(mention.lemmas)
    assert mention.words[mention.head_at] == "rebels"
    assert mention.lemmas[mention.head_at] == "rebel"


@pytest.mark.parametrize(
    ("text", "word", "owner"),
    [
        ("Sudan's army attacked.", "army", "Sudan"),
        ("The army of Sudan attacked.", "army", "Sudan"),
        ("The army attacked.", "army", None),
    ],
)
def test_owner(token: Find, knowledge: Knowledge, text: str, word: str, owner: str | None) -> None:
    mention = mention_of(token(text, word), knowledge)
    found = mention.owner.words[mention.owner.head_at] if mention.owner else None
    assert found == (owner.lower() if owner else None)


def test_what_is_set_beside_a_name(token: Find, knowledge: Knowledge) -> None:
    text = "Jo Bloggs, a senior Kenyan police officer, left."
    mention = mention_of(token(text, "Bloggs"), knowledge)
    assert {"kenyan", "police", "officer"} <= {word.lower() for word in mention.apposition}


def test_the_place_that_a_party_stands_in(token: Find, knowledge: Knowledge) -> None:
    mention = mention_of(token("Police in Kerala arrested a man.", "Police"), knowledge)
    assert [word.lower() for word in mention.country_hint] == ["kerala"]


def test_spans_are_those_of_the_report(token: Find, knowledge: Knowledge) -> None:
    text = "💥 Then the rebel leader’s guards left."
    span = mention_of(token(text, "guards"), knowledge).span
    assert text[span.start : span.end] == span.text
