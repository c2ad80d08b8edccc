"""Who "he", "the group" and a bare surname are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from spacy.tokens import Doc

from dateline.knowledge import Knowledge
from dateline.mentions.actors import kind_of
from dateline.mentions.coreference import antecedents


@pytest.mark.parametrize(
    ("text", "words", "antecedent"),
    [
        ("Police arrested Omar Bekele. He was freed later.", "He", "Bekele"),
        ("The minister met reporters. She declined to comment.", "She", "minister"),
        ("Soldiers entered the town. They shot two men.", "They", "Soldiers"),
        ("Kenya closed its border. It expelled two envoys.", "It", "Kenya"),
        ("Students marched. Police beat them.", "them", "Students"),
        ("The union said its members fled.", "its", "union"),
        pytest.param(
            "The army said its soldiers fled.",
            "its",
            "army",
            marks=pytest.mark.xfail(strict=True, reason="armies and ministries are no bodies yet"),
        ),
        ("The Taliban attacked a base. The movement killed nine.", "movement", "Taliban"),
        pytest.param(
            "Boko Haram attacked a base. The group killed nine.",
            "group",
            "Haram",
            marks=pytest.mark.xfail(strict=True, reason="the recogniser takes it for a person"),
        ),
        ("Maria Lopez resigned. Lopez had led the ministry for a year.", "Lopez", "Lopez"),
        # what has nobody before it stays itself
        ("He was freed.", "He", None),
        ("It rained in the north.", "It", None),
        # a pronoun is not the other party of its own verb
        ("The general shot him.", "him", None),
        # too far back
        (
            "Omar Bekele spoke. Rain fell. Prices rose. Roads flooded. Crops failed. He left.",
            "He",
            None,
        ),
    ],
)
def test_antecedent(
    parse: Callable[[str], Doc], knowledge: Knowledge, text: str, words: str, antecedent: str | None
) -> None:
    doc = parse(text)
    found = antecedents(doc, partial(kind_of, knowledge=knowledge))
    last = [t for t in doc if t.text == words][-1]
    earlier = found.get(last.i)
    assert (earlier.text if earlier is not None and earlier != last else None) == antecedent
    assert earlier is None or earlier.i <= last.i
