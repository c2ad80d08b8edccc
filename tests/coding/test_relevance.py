"""The passages that are not parsed are those that cannot hold an event."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dateline.codebooks import Codebook
from dateline.coding.relevance import Relevance, lemmas_of
from dateline.parsing import irregular_forms, words_of


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("attacks", "attack"), ("attacked", "attack"), ("attacking", "attack"),
        ("clashes", "clash"), ("raided", "raid"), ("seized", "seize"), ("seizing", "seize"),
        ("bodies", "body"), ("denied", "deny"), ("denies", "deny"), ("lies", "lie"),
        ("belying", "belie"), ("stopped", "stop"), ("stopping", "stop"), ("agreed", "agree"),
        ("gunmen", "gunman"), ("knives", "knife"), ("thieves", "thief"), ("kill", "kill"),
    ],
)  # fmt: skip
def test_lemmas_of_regular_forms(form: str, lemma: str) -> None:
    assert lemma in lemmas_of(form, {})


@pytest.mark.parametrize(
    ("form", "lemma"), [("fled", "flee"), ("shot", "shoot"), ("met", "meet"), ("men", "man")]
)
def test_lemmas_of_irregular_forms(nlp: Language, form: str, lemma: str) -> None:
    assert lemma in lemmas_of(form, irregular_forms(nlp))


@pytest.fixture(scope="module")
def relevance(codebook: Codebook, nlp: Language) -> Relevance:
    return Relevance(codebook, irregular_forms(nlp))


@pytest.mark.parametrize(
    ("text", "relevant"),
    [
        ("Rebels attacked the town.", True),
        ("The army imposed a CURFEW.", True),
        ("Officials met in Geneva.", True),
        ("The soup was warm and the bread was fresh.", False),
        ("", False),
        ("2019 — 14:30 …", False),
    ],
)
def test_relevance(relevance: Relevance, text: str, relevant: bool) -> None:
    assert relevance(words_of(text)) == relevant


def test_no_example_of_the_codebook_is_skipped(relevance: Relevance, codebook: Codebook) -> None:
    skipped = [
        f"{event_type.type}: {example.text}"
        for event_type in codebook.types.values()
        for predicate in event_type.predicates
        for example in predicate.examples
        if not relevance(words_of(example.text))
    ]
    assert not skipped, "\n".join(skipped)
