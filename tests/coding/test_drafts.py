"""Which acts a sentence tells of: merged, absorbed or kept apart; PLOVER on what is to come."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from spacy.tokens import Doc

from dateline.codebooks import Codebook
from dateline.coding.drafts import Draft, Drafter
from dateline.knowledge import Knowledge
from dateline.mentions.actors import kind_of

Drafts = Callable[[str], list[Draft]]


@pytest.fixture(scope="module")
def drafts(codebook: Codebook, knowledge: Knowledge, parse: Callable[[str], Doc]) -> Drafts:
    drafter = Drafter(codebook, partial(kind_of, knowledge=knowledge))
    return lambda text: drafter.drafts(parse(text))


def told(draft: Draft) -> tuple[str, list[str], list[str]]:
    return draft.type, [t.text for t in draft.actors], [t.text for t in draft.recipients]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one act: the noun is the verb's means, or the verb only carries the noun
        ("A US rocket attack killed two soldiers.", [("ASSAULT", ["US"], ["soldiers"])]),
        ("Soldiers came under fire from militants.", [("ASSAULT", ["militants"], ["Soldiers"])]),
        ("Rebels carried out an attack on the base.", [("ASSAULT", ["Rebels"], ["base"])]),
        # coordinated acts of one type are one, of two types two
        (
            "Gunmen killed two farmers and wounded a priest.",
            [("ASSAULT", ["Gunmen"], ["farmers", "priest"])],
        ),
        (
            "Police arrested and beat the students.",
            [("COERCE", ["Police"], ["students"]), ("ASSAULT", ["Police"], ["students"])],
        ),
        # what is only said of is absorbed
        ("Kenya threatened to expel Somali traders.", [("THREATEN", ["Kenya"], ["traders"])]),
        ("Kenya agreed to send aid to Somalia.", [("AGREE", ["Kenya"], ["Somalia"])]),
        ("Kenya urged Somalia to free the journalist.", [("REQUEST", ["Kenya"], ["Somalia"])]),
        ("Kenya refused to meet Somalia.", [("REJECT", ["Kenya"], ["Somalia"])]),
        # what is accused stays, of the accused
        (
            "Kenya accused Somalia of attacking a village.",
            [("ACCUSE", ["Kenya"], ["Somalia"]), ("ASSAULT", ["Somalia"], ["village"])],
        ),
        # cooperation to come is AGREE, conflict to come THREATEN
        ("Kenya will send aid to Somalia.", [("AGREE", ["Kenya"], ["Somalia"])]),
        ("Kenya will attack Somalia.", [("THREATEN", ["Kenya"], ["Somalia"])]),
        # the act a party is named by is put for its doers
        (
            "France condemned the attack by rebels.",
            [("ACCUSE", ["France"], ["rebels"]), ("ASSAULT", ["rebels"], [])],
        ),
        # parties before the noun
        ("A US airstrike hit a school.", [("ASSAULT", ["US"], ["school"])]),
        ("Students held an anti-government rally.", [("PROTEST", ["Students"], ["government"])]),
        ("A militant attack killed two men.", [("ASSAULT", ["militant"], ["men"])]),
        # no act
        ("The committee will attack the problem of litter.", []),
        ("The talk show host laughed.", []),
    ],
)
def test_acts(drafts: Drafts, text: str, expected: list[object]) -> None:
    assert [told(draft) for draft in drafts(text)] == expected


@pytest.mark.xfail(strict=True, reason="the engine loses a party here")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The base came under attack from rebels.", ("ASSAULT", ["rebels"], ["base"])),
        ("Kenya threatened to attack Somalia.", ("THREATEN", ["Kenya"], ["Somalia"])),
    ],
)
def test_acts_still_missed(drafts: Drafts, text: str, expected: object) -> None:
    assert expected in [told(draft) for draft in drafts(text)]


def test_means_give_the_mode(drafts: Drafts) -> None:
    (draft,) = drafts("Soldiers killed nine herders in an air strike.")
    assert "aerial" in draft.modes
    assert [t.text for t in draft.recipients] == ["herders"]
    assert {"killed", "strike"} <= {t.text for t in draft.tokens}


def test_what_is_absorbed_gives_the_mode_and_is_noted(drafts: Drafts) -> None:
    (draft,) = drafts("Kenya refused to meet Somalia.")
    assert (draft.type, draft.modes) == ("REJECT", ["meet"])
    assert draft.notes == ["content 'meet' (CONSULT) absorbed"]


def test_demands_of_a_protest_are_not_coded_apart(drafts: Drafts) -> None:
    types = [draft.type for draft in drafts("Teachers rallied to demand that the minister resign.")]
    assert types == ["PROTEST"]


def test_a_type_beats_a_type_with_an_auxiliary(drafts: Drafts) -> None:
    (draft,) = drafts("The president will visit Chad.")
    assert (draft.type, draft.auxiliary) == ("AGREE", [])


def test_every_draft_names_its_rule(drafts: Drafts) -> None:
    for draft in drafts("Rebels attacked the base after the army arrested two priests."):
        assert draft.rule.startswith(draft.type)
        assert draft.trigger in draft.tokens
