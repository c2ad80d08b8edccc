"""The phrase language: from words to a head and what must stand beside it."""

from __future__ import annotations

import pytest

from dateline.codebooks.phrases import Element, Part, Phrase, parse_phrase
from dateline.errors import CodebookError


def phrase(text: str, part: Part = "verb") -> Phrase:
    return parse_phrase(text, part, "here")


def words(*each: str) -> frozenset[str]:
    return frozenset(each)


@pytest.mark.parametrize(
    ("text", "part", "head", "elements"),
    [
        ("attack", "verb", "attack", []),
        ("attack R", "verb", "attack", [Element("object", slot="R")]),
        ("A attack R", "verb", "attack", [Element("object", slot="R")]),
        (
            "A impose curfew on R",
            "verb",
            "impose",
            [Element("object", words=words("curfew")), Element("prep", words("on"), "R")],
        ),
        (
            "place R under curfew",
            "verb",
            "place",
            [Element("object", slot="R"), Element("prep", words("under"), None, words("curfew"))],
        ),
        ("step down", "verb", "step", [Element("particle", words=words("down"))]),
        ("call for C", "verb", "call", [Element("prep", words("for"), "C")]),
        ("threaten to C", "verb", "threaten", [Element("clause", words("to"), "C")]),
        ("say that C", "verb", "say", [Element("clause", slot="C")]),
        ("march on|to R", "verb", "march", [Element("prep", words("on", "to"), "R")]),
        ("impose state_of_emergency", "verb", "impose",
         [Element("object", words=words("state_of_emergency"))]),
        ("airstrike", "noun", "airstrike", []),
        (
            "drone strike on R",
            "noun",
            "strike",
            [Element("modifier", words=words("drone")), Element("prep", words("on"), "R")],
        ),
        (
            "withdrawal of A from R",
            "noun",
            "withdrawal",
            [Element("prep", words("of"), "A"), Element("prep", words("from"), "R")],
        ),
        ("critical of R", "adjective", "critical", [Element("prep", words("of"), "R")]),
    ],
)  # fmt: skip
def test_phrase(text: str, part: Part, head: str, elements: list[Element]) -> None:
    found = phrase(text, part)
    assert found.heads == {head}
    assert list(found.elements) == elements
    assert (found.text, found.part, found.subject) == (text, part, "A")


def test_alternatives_are_one_phrase() -> None:
    found = phrase("launch|mount|open attack|raid on R")
    assert found.heads == {"launch", "mount", "open"}
    assert found.literals == [words("attack", "raid")]


def test_the_subject_may_be_the_recipient() -> None:
    found = phrase("R come under attack from A")
    assert found.subject == "R"
    assert found.heads == {"come"}
    assert found.has("A")
    assert not found.has("R")


def test_a_bare_phrase_has_slots_alone() -> None:
    assert phrase("attack R").is_bare
    assert not phrase("step down").is_bare
    assert not phrase("impose curfew on R").is_bare


@pytest.mark.parametrize("text", ["", "A", "A R", "R A attack"])
def test_a_phrase_needs_a_head(text: str) -> None:
    with pytest.raises(CodebookError, match=r"here: phrase .* has no head"):
        phrase(text)


def test_a_noun_ends_before_prepositions_of_which_either_will_do() -> None:
    compiled = phrase("armed wing of|within R", "noun")
    assert compiled.heads == words("wing")
    assert compiled.elements[-1] == Element("prep", words("of", "within"), "R")


def test_a_noun_may_tell_of_the_other_side() -> None:
    assert (phrase("R proxy of A", "noun").subject, phrase("ally of R", "noun").subject) == (
        "R",
        "A",
    )
