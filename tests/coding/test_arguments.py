"""Who does what to whom, through the constructions of English."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Token

from dateline.coding.arguments import actors_of, is_passive, noun_arguments, objects_of, parties

Find = Callable[[str, str], Token]


def texts(tokens: list[Token]) -> list[str]:
    return [token.text for token in parties(tokens)]


@pytest.mark.parametrize(
    ("text", "verb", "actors", "objects"),
    [
        # active and passive
        ("Rebels attacked the convoy.", "attacked", ["Rebels"], ["convoy"]),
        ("The convoy was attacked by rebels.", "attacked", ["rebels"], ["convoy"]),
        ("The convoy was attacked on Monday.", "attacked", [], ["convoy"]),
        ("Nurses marched through the city.", "marched", ["Nurses"], []),
        # relative clauses
        ("Police arrested the men who attacked the convoy.", "attacked", ["men"], ["convoy"]),
        ("The soldiers, who had besieged the town, left.", "besieged", ["soldiers"], ["town"]),
        ("The town that rebels attacked is empty.", "attacked", ["rebels"], ["town"]),
        # participles
        ("Gunmen stormed the village, killing three farmers.", "killing", ["Gunmen"], ["farmers"]),
        ("Soldiers backed by tanks attacked the town.", "attacked", ["Soldiers"], ["town"]),
        ("The villagers abducted by militants returned.", "abducted", ["militants"], ["villagers"]),
        ("After attacking the base, the rebels fled.", "attacking", ["rebels"], ["base"]),
        # control
        ("France wants to arrest the general.", "arrest", ["France"], ["general"]),
        ("The court ordered police to arrest the general.", "arrest", ["police"], ["general"]),
        ("Troops began to shell the town.", "shell", ["Troops"], ["town"]),
        ("Kenya accused Sudan of arming the rebels.", "arming", ["Sudan"], ["rebels"]),
        ("Sudan was accused of arming the rebels.", "arming", ["Sudan"], ["rebels"]),
        # coordination
        (
            "Soldiers and police beat the protesters.",
            "beat",
            ["Soldiers", "police"],
            ["protesters"],
        ),
        ("Police beat students and teachers.", "beat", ["Police"], ["students", "teachers"]),
        ("Soldiers entered the town and arrested the mayor.", "arrested", ["Soldiers"], ["mayor"]),
        ("Militants attacked and killed the guards.", "attacked", ["Militants"], ["guards"]),
        # measure nouns stand for what they measure
        ("Dozens of soldiers attacked the town.", "attacked", ["soldiers"], ["town"]),
        ("A group of gunmen abducted two of the priests.", "abducted", ["gunmen"], ["priests"]),
    ],
)
def test_verbs(token: Find, text: str, verb: str, actors: list[str], objects: list[str]) -> None:
    found = token(text, verb)
    assert texts(actors_of(found)) == actors
    assert texts(objects_of(found)) == objects


@pytest.mark.parametrize(
    ("text", "noun", "subjects", "preps"),
    [
        ("Israel's attack on the port drew protests.", "attack", ["Israel"], [("on", "port")]),
        ("The attack by rebels killed two.", "attack", ["rebels"], [("by", "rebels")]),
        ("Talks with Iran resumed.", "Talks", [], [("with", "Iran")]),
    ],
)
def test_nouns(
    token: Find, text: str, noun: str, subjects: list[str], preps: list[tuple[str, str]]
) -> None:
    found = noun_arguments(token(text, noun))
    assert texts(found.subjects) == subjects
    assert [(prep, inner.text) for prep, inner in found.preps] == preps


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("The mayor was shot.", "shot", True),
        ("Two men arrested on Friday were freed.", "arrested", True),
        ("Police had arrested the men.", "arrested", False),
        ("Police arrested the men.", "arrested", False),
    ],
)
def test_passive(token: Find, text: str, verb: str, passive: bool) -> None:
    assert is_passive(token(text, verb)) == passive
