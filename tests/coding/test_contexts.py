"""Contexts by words, by the parties' sectors, by type and mode."""

from __future__ import annotations

import msgspec
import pytest

from dateline.codebooks import Codebook, Context
from dateline.coding.contexts import ContextFinder


@pytest.fixture(scope="module")
def finder(codebook: Codebook) -> ContextFinder:
    contexts = {
        "health": Context("test", words=["vaccine", "cholera outbreak"]),
        "military": Context("test", sectors=["MIL"]),
        "legal": Context("test", types=["COERCE.arrest", "SANCTION"]),
    }
    return ContextFinder(msgspec.structs.replace(codebook, contexts=contexts))


@pytest.mark.parametrize(
    ("sentence", "sectors", "type_", "modes", "expected"),
    [
        ("the minister leave", [], "CONSULT", [], []),
        ("the vaccine arrive", [], "AID", [], ["health"]),
        ("the vaccinate child", [], "AID", [], []),
        ("a cholera outbreak", [], "AID", [], ["health"]),
        ("cholera", [], "AID", [], []),
        ("he leave", ["MIL"], "CONSULT", [], ["military"]),
        ("he leave", ["GOV"], "COERCE", ["arrest"], ["legal"]),
        ("he leave", ["GOV"], "COERCE", ["curfew"], []),
        ("the vaccine", ["MIL"], "SANCTION", [], ["health", "military", "legal"]),
    ],
)
def test_contexts(
    finder: ContextFinder,
    sentence: str,
    sectors: list[str],
    type_: str,
    modes: list[str],
    expected: list[str],
) -> None:
    assert finder.find(sentence, sentence, sectors, type_, modes) == expected


def test_built_in_contexts_find_what_they_name(codebook: Codebook) -> None:
    finder = ContextFinder(codebook)
    for name, context in codebook.contexts.items():
        for word in context.words:
            assert name in finder.find(word, word, [], "", []), f"{name}: {word}"
