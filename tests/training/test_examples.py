"""What the classifier is trained on: answers of annotators, questions as the coder asks."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from dateline.codebooks import Codebook
from dateline.coding.classifier import NONE
from dateline.coding.encoding import Extent, Question
from dateline.pipeline import Coder
from dateline.training import examples
from dateline.training.corpus import Example, parse_line
from dateline.training.examples import Material, draw, labelled, material, shifted

LINES = (
    "ASSAULT firearms+targeted | crime | historical | - | wire | {A:Rustlers} {V:shot} "
    "{R:a herder} and {R:a teacher} {P:in Moroto} {T:in 1998}, {S:elders} {C:told} reporters.",
    # two events of one passage, both annotated
    "COERCE arrest | - | - | g1 | wire | {A:Police} {V:arrested} {R:two Tongan poets} "
    "while a Samoan envoy praised Fiji.",
    "SUPPORT - | - | - | g1 | wire | Police arrested two Tongan poets while {A:a Samoan envoy} "
    "{V:praised} {R:Fiji}.",
    # one of two acts is annotated
    "REQUEST assist | - | - | - | wire | {A:Malta} {V:asked} {R:Cyprus} for boats after Turkish "
    "troops tickled a Greek mayor.",
    # only type and parties are
    "AID ? | ? | ? | - | wire | {A:Kuwait} lent tents to {R:Yemen} as Omani officers tickled "
    "a Saudi prince.",
    # nothing happened
    "NONE - | - | - | - | tabloid | {A:Celtic} {V:thrashed} {R:Rangers} before Scottish officials.",
)  # fmt: skip


@pytest.fixture(scope="module")
def annotated(codebook: Codebook) -> list[Example]:
    return [parse_line(line, f"here:{n}", codebook) for n, line in enumerate(LINES, 1)]


@pytest.fixture(scope="module")
def given(annotated: list[Example], coder: Coder) -> Material:
    return material(annotated, coder)


def words(question: Question, extents: tuple[Extent, ...]) -> list[str]:
    return [question.text[start:end] for start, end in extents]


def shown(question: Question) -> list[list[str]]:
    return [words(question, role)
            for role in (question.actors, question.recipients, question.trigger)]  # fmt: skip


def test_an_annotated_line_is_question_and_answer(annotated: list[Example]) -> None:
    each = labelled(annotated[0])
    assert shown(each.question) == [["Rustlers"], ["a herder", "a teacher"], ["shot"]]
    assert (each.type, each.modes) == ("ASSAULT", ["ASSAULT.firearms", "ASSAULT.targeted"])
    assert (each.contexts, each.auxiliary) == (("crime",), ("historical",))
    assert each.whole


def test_of_a_line_in_part_only_type_and_parties_are_known(annotated: list[Example]) -> None:
    each = labelled(annotated[4])
    assert shown(each.question) == [["Kuwait"], ["Yemen"], []]
    assert (each.type, each.whole) == ("AID", False)
    assert not [*each.modes, *each.contexts, *each.auxiliary]


def test_words_before_a_text_move_its_marks() -> None:
    question = Question("Ōsaka sued Oman.", ((0, 5),), ((11, 15),), ((6, 10),))
    moved = shifted(question, "Rain fell. 🔥 ")
    assert moved.text == "Rain fell. 🔥 Ōsaka sued Oman."
    assert shown(moved) == [["Ōsaka"], ["Oman"], ["sued"]]
    assert shifted(question, "") == question


def test_the_coder_s_own_questions_stand_beside_the_annotators(given: Material) -> None:
    triggers = [[shown(q)[2] for q in asked] for asked in given.parsed]
    assert triggers == [[["shot"]], [["arrested"]], [["praised"]], [["asked"]], [], []]
    arrested = given.parsed[1][0]
    assert shown(arrested) == [["Police"], ["two Tongan poets"], ["arrested"]]


def test_non_events_come_only_from_passages_annotated_in_full(given: Material) -> None:
    found = [shown(each.question)[2] for each in given.non_events]
    assert ["tickled"] in found
    assert all("Kuwait" not in each.question.text for each in given.non_events)
    # what is annotated is none, and what a NONE line marks is one
    assert not {"shot", "arrested", "praised", "asked"} & {w for (w,) in found}
    assert ["thrashed"] in found
    assert {each.type for each in given.non_events} == {NONE}
    assert not any(each.whole for each in given.non_events)


def test_a_second_word_for_an_annotated_event_is_no_non_event(
    coder: Coder, codebook: Codebook
) -> None:
    line = "ASSAULT - | - | - | - | wire | {A:Rebels} {V:attacked} {R:a convoy}, killing two nuns."
    given = material([parse_line(line, "here:1", codebook)], coder)
    assert given.non_events == []


def test_one_seed_draws_the_same_and_another_differs(given: Material) -> None:
    one, same, other = (
        [each for n in range(20) for each in draw(given, Random(f"{seed} {n}"))]
        for seed in (1, 1, 2)
    )
    assert one == same
    assert one != other


def test_every_draw_has_every_line_with_its_answer_and_true_marks(
    given: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples, "NON_EVENTS", 1)
    ways: Counter[str] = Counter()
    for n in range(200):
        drawn = list(draw(given, Random(n)))
        assert len(drawn) == len(given.annotated) + 1
        for each, gold in zip(drawn, given.annotated, strict=False):
            assert (each.type, each.modes, each.whole) == (gold.type, gold.modes, gold.whole)
            actors, recipients, trigger = shown(each.question)
            known = [*shown(gold.question)[0], *shown(gold.question)[1]]
            if each.question.text != gold.question.text:  # another passage stands beside it
                ways["beside"] += 1
                assert {*actors, *recipients} <= {*known}
                assert gold.question.text in each.question.text
            ways["no trigger"] += not trigger
            ways["no actor"] += not actors
            ways["no recipient"] += not recipients
            ways["all"] += each.question == gold.question
    assert min(ways[way] for way in ("beside", "no trigger", "no actor", "no recipient", "all")) > 0
    assert ways["no trigger"] > ways["no actor"]


def test_two_passages_together_stay_short(given: Material) -> None:
    for n in range(100):
        for each in draw(given, Random(n)):
            assert len(each.question.text) <= examples.LONGEST + 1
