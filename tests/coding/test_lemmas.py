"""The lemmas that a word form may have."""

from __future__ import annotations

import pytest

from dateline.coding.lemmas import lemmas_of


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
    assert lemma in lemmas_of(form)
