"""Which verbs are put before the classifier though no phrase of the codebook has them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from spacy.tokens import Doc

from dateline.coding.matching import KindOf
from dateline.coding.proposals import UNTYPED, propose
from dateline.knowledge import Knowledge
from dateline.mentions.actors import kind_of
from dateline.pipeline import Coder

Parse = Callable[[str], Doc]


@pytest.fixture(scope="module")
def kinds(knowledge: Knowledge) -> KindOf:
    return partial(kind_of, knowledge=knowledge)


@pytest.mark.parametrize(
    ("text", "verb", "actors", "recipients"),
    [
        ("Bahrain feted the Omani envoy.", "feted", ["Bahrain"], ["envoy"]),
        ("The Omani envoy was feted by Bahrain.", "feted", ["Bahrain"], ["envoy"]),
        ("The Omani envoy was feted.", "feted", [], ["envoy"]),
        ("Gales lashed the Irish navy.", "lashed", [], ["navy"]),
        ("Marines garrotted a hen.", "garrotted", ["Marines"], ["hen"]),
        ("Kyiv leaned on Minsk.", "leaned", ["Kyiv"], ["Minsk"]),
        ("Belgian and Dutch troops swamped Ghent.", "swamped", ["troops"], ["Ghent"]),
    ],
)
def test_a_verb_with_a_party_is_proposed(
    parse: Parse, kinds: KindOf, text: str, verb: str, actors: list[str], recipients: list[str]
) -> None:
    (draft,) = propose(parse(text), set(), kinds)
    assert draft.trigger.text == verb
    assert [t.text for t in draft.actors] == actors
    assert [t.text for t in draft.recipients] == recipients
    assert (draft.type, draft.modes, draft.rule, draft.weight) == (UNTYPED, [], "classifier", 0)


@pytest.mark.parametrize(
    "text",
    ["Prices soared in autumn.", "The river swallowed three bridges.", "Rain soaked the harvest."],
)
def test_a_verb_without_a_party_is_not(parse: Parse, kinds: KindOf, text: str) -> None:
    assert list(propose(parse(text), set(), kinds)) == []


def test_a_verb_that_is_taken_is_not(parse: Parse, kinds: KindOf) -> None:
    doc = parse("Bahrain feted the envoy and Qatar cajoled the emir.")
    feted, cajoled = (next(t.i for t in doc if t.text == w) for w in ("feted", "cajoled"))
    assert [d.trigger.i for d in propose(doc, set(), kinds)] == [feted, cajoled]
    assert [d.trigger.i for d in propose(doc, {feted}, kinds)] == [cajoled]


def test_nobody_is_on_both_sides(parse: Parse, kinds: KindOf) -> None:
    for draft in propose(parse("Oman and Qatar cajoled each other with Oman."), set(), kinds):
        assert not {t.i for t in draft.actors} & {t.i for t in draft.recipients}


def test_what_is_still_to_come_or_denied_says_so(parse: Parse, kinds: KindOf) -> None:
    (draft,) = propose(parse("Bahrain will not fete the envoy."), set(), kinds)
    assert sorted(draft.auxiliary) == ["future", "negation"]


def test_phrases_come_first_and_each_verb_once(coder: Coder, parse: Parse) -> None:
    drafts = coder.drafts(parse("Rebels killed a priest and Qatar cajoled the Chadian army."))
    assert [(d.trigger.text, d.type) for d in drafts] == [("killed", "ASSAULT"), ("cajoled", "")]
