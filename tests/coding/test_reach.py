"""Whom an act reaches where its object names no party."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from spacy.tokens import Doc, Token

from dateline.coding.matching import KindOf
from dateline.coding.reach import reached
from dateline.knowledge import Knowledge
from dateline.mentions.actors import kind_of
from dateline.pipeline import Coder

TokenOf = Callable[[str, str], Token]


@pytest.fixture(scope="module")
def kinds(knowledge: Knowledge) -> KindOf:
    return partial(kind_of, knowledge=knowledge)


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        # the owner of what is spoken of
        ("Delhi dismissed Islamabad's offer.", "dismissed", ["Islamabad"]),
        ("The king rejected a plan by the senate.", "rejected", ["senate"]),
        ("Ghana praised the courage of Togo's soldiers.", "praised", ["soldiers"]),
        ("Prosecutors launched an inquiry into a bank.", "launched", ["bank"]),
        ("Serbia turned down a Croatian bid.", "turned", ["Croatian"]),
        # the party of the clause
        ("Protesters demanded that the army leave.", "demanded", ["army"]),
        ("Miners demanded the army leave Ndola.", "demanded", ["army"]),
        ("The premier refused to meet the rebels.", "refused", ["rebels"]),
        # the ground of a threat
        ("Teachers threatened to strike unless the ministry pays.", "threatened", ["ministry"]),
        ("Teachers will strike until the ministry pays.", "strike", ["ministry"]),
        # the nearest alone
        ("Ghana praised Togo for helping Benin.", "praised", ["Togo"]),
        ("Ghana sent flour to Togo.", "sent", ["Togo"]),
    ],
)
def test_the_nearest_party_is_reached(
    token: TokenOf, kinds: KindOf, text: str, word: str, found: list[str]
) -> None:
    assert [t.text for t in reached(token(text, word), kinds)] == found


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The army attacked.", "attacked"),  # the subject is none
        ("The army attacked and the rebels fled.", "fled"),
        ("Troops opened fire in Libya.", "opened"),  # nor where it was
        ("The president resigned at the senate.", "resigned"),
        ("The president resigned during Friday's siege.", "resigned"),  # nor when
        ("Rebels attacked on Monday.", "attacked"),
        ("Miners will strike if wages fall.", "strike"),  # a ground without a party
    ],
)
def test_subjects_places_and_times_are_not(
    token: TokenOf, kinds: KindOf, text: str, word: str
) -> None:
    assert reached(token(text, word), kinds) == []


def test_an_actor_is_never_its_own_recipient(coder: Coder, parse: Callable[[str], Doc]) -> None:
    for text in (
        "The union demanded that the ministry pay the union.",
        "The minister wants to quit unless the minister is heard.",
        "Chad dismissed an offer that Chad had made.",
    ):
        for draft in coder.drafts(parse(text)):
            assert not {t.i for t in draft.actors} & {t.i for t in draft.recipients}, text
