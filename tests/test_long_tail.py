"""Deeds told by rare words: what nobody listed is coded by what it does to whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.types import Claim


@pytest.mark.parametrize(
    ("text", "trigger", "types"),
    [
        ("Soldiers torched three Rohingya villages on Monday.", "torched", {"ASSAULT"}),
        ("A granary was torched by herders near Jos.", "torched", {"ASSAULT"}),
        ("Turkish helicopters strafed Kurdish militants on Friday.", "strafed", {"ASSAULT"}),
        ("Looters ransacked the Haitian finance ministry.", "ransacked", {"ASSAULT", "PROTEST"}),
        ("Police ransacked a newspaper's office in Managua.", "ransacked", {"COERCE", "ASSAULT"}),
        pytest.param(
            "Guards frog-marched the opposition leader out of the courtroom.", "marched",
            {"COERCE", "SANCTION"},
            marks=pytest.mark.xfail(strict=True, reason="the parser takes it for an adjective"),
        ),
        ("Plain-clothes agents frog-marched a Belarusian journalist to a waiting van.", "marched",
         {"COERCE", "ASSAULT"}),
        ("Qatar brokered a truce between Chad and the rebels.", "brokered",
         {"CONSULT", "SUPPORT", "AGREE"}),
        ("Norway brokered talks between Colombia and the guerrillas.", "brokered", {"CONSULT"}),
        ("Serbia rebuffed a European Union proposal on Thursday.", "rebuffed", {"REJECT"}),
        ("Iran rebuffed Japan's offer to mediate.", "rebuffed", {"REJECT"}),
        ("Bahrain feted the Omani crown prince.", "feted", {"SUPPORT", "CONSULT"}),
        ("Ankara stonewalled the nuclear inspectors.", "stonewalled", {"REJECT"}),
        ("Spain defenestrated its army chief.", "defenestrated", {"SANCTION"}),
    ],
)  # fmt: skip
def test_a_rare_word_has_a_claim_of_a_fitting_type(
    code: Callable[..., list[Claim]], text: str, trigger: str, types: set[str]
) -> None:
    at = text.index(trigger)
    found = [claim for claim in code(text) if claim.evidence.trigger.start <= at
             < claim.evidence.trigger.end]  # fmt: skip
    assert {claim.type for claim in found} & types, [(c.type, c.evidence.trigger.text)
                                                     for c in code(text)]  # fmt: skip
    assert found[0].actors
