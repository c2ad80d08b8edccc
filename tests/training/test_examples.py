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
from dateline.training.examples import Labelled, Passage, draw, labelled, passages, shifted

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
def given(annotated: list[Example], coder: Coder) -> list[Passage]:
    return passages(annotated, coder)


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


def test_a_passage_has_all_that_is_annotated_in_its_text(
    given: list[Passage], annotated: list[Example]
) -> None:
    assert [len(passage.annotated) for passage in given] == [1, 2, 1, 1, 1]
    assert [each for p in given for each in p.annotated] == [labelled(e) for e in annotated]
    for passage in given:
        asked = [*passage.annotated, *passage.non_events]
        every = [each.question for each in asked] + [q for some in passage.parsed for q in some]
        assert {question.text for question in every} == {passage.text}


def test_the_coder_s_own_questions_stand_beside_the_annotators(given: list[Passage]) -> None:
    parsed = [asked for passage in given for asked in passage.parsed]
    triggers = [[shown(q)[2] for q in asked] for asked in parsed]
    assert triggers == [[["shot"]], [["arrested"]], [["praised"]], [["asked"]], [], []]
    assert shown(parsed[1][0]) == [["Police"], ["two Tongan poets"], ["arrested"]]


def test_non_events_come_only_from_passages_annotated_in_full(given: list[Passage]) -> None:
    non_events = [each for passage in given for each in passage.non_events]
    found = [shown(each.question)[2] for each in non_events]
    assert ["tickled"] in found
    assert all("Kuwait" not in each.question.text for each in non_events)
    # what is annotated is none, and what a NONE line marks is one
    assert not {"shot", "arrested", "praised", "asked"} & {w for (w,) in found}
    assert ["thrashed"] in found
    assert {each.type for each in non_events} == {NONE}
    assert not any(each.whole for each in non_events)


def test_a_second_word_for_an_annotated_event_is_no_non_event(
    coder: Coder, codebook: Codebook
) -> None:
    line = "ASSAULT - | - | - | - | wire | {A:Rebels} {V:attacked} {R:a convoy}, killing two nuns."
    (given,) = passages([parse_line(line, "here:1", codebook)], coder)
    assert given.non_events == []


def test_one_seed_draws_the_same_and_another_differs(given: list[Passage]) -> None:
    one, same, other = (
        [each for n in range(20) for each in draw(given, Random(f"{seed} {n}"))]
        for seed in (1, 1, 2)
    )
    assert one == same
    assert one != other


def test_every_draw_asks_all_that_is_annotated_with_its_answer_and_true_marks(
    given: list[Passage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples, "NON_EVENTS", 0)
    monkeypatch.setattr(examples, "AS_PARSED", 0)
    ways: Counter[str] = Counter()
    for n in range(300):
        for passage, drawn in zip(given, draw(given, Random(n)), strict=True):
            (text,) = {each.question.text for each in drawn}  # one for all, as they are read
            ways["beside"] += text != passage.text
            assert passage.text in text
            for gold, each in zip(passage.annotated, drawn, strict=True):
                actors, recipients, trigger = asked_as(gold, each)
                ways["no trigger"] += bool(gold.question.trigger) and not trigger
                ways["no actor"] += not actors
                ways["no recipient"] += not recipients
                ways["all"] += [actors, recipients, trigger] == shown(gold.question)
    every = [each.question for passage in given for each in passage.annotated]
    triggers = sum(bool(question.trigger) for question in every)
    assert ways["beside"] / (300 * len(given)) == pytest.approx(examples.WITH_ANOTHER, abs=0.03)
    assert ways["no trigger"] / (300 * triggers) == pytest.approx(examples.NO_TRIGGER, abs=0.05)
    for side in ("no actor", "no recipient"):
        assert ways[side] / (300 * len(every)) == pytest.approx(examples.ONE_SIDED, abs=0.03)
    assert ways["all"] > 300


def asked_as(gold: Labelled, each: Labelled) -> list[list[str]]:
    """What the drawn question marks, which is of the annotated and with its answer."""
    assert (each.type, each.whole) == (gold.type, gold.whole)
    assert (each.modes, each.contexts, each.auxiliary) == (
        gold.modes, gold.contexts, gold.auxiliary)  # fmt: skip
    for drawn, known in zip(shown(each.question), shown(gold.question), strict=True):
        assert drawn in ([], known)
    return shown(each.question)


def test_parsed_questions_are_asked_beside_the_annotated_in_their_share(
    given: list[Passage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples, "NON_EVENTS", 0)
    more = sum(len(drawn) - len(passage.annotated)
               for n in range(300)
               for passage, drawn in zip(given, draw(given, Random(n)), strict=True))  # fmt: skip
    could = sum(bool(some) for passage in given for some in passage.parsed)
    assert more / (300 * could) == pytest.approx(examples.AS_PARSED, abs=0.05)


def test_a_parsed_question_has_the_annotated_answer(
    given: list[Passage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples, "AS_PARSED", 1)
    monkeypatch.setattr(examples, "WITH_ANOTHER", 0)
    monkeypatch.setattr(examples, "NON_EVENTS", 0)
    for passage, drawn in zip(given, draw(given, Random(1)), strict=True):
        golds = zip(passage.annotated, passage.parsed, strict=True)
        expected = [(gold.type, gold.whole, question) for gold, some in golds for question in some]
        answered = [(each.type, each.whole, each.question) for each in drawn]
        assert [each for each in answered if each in expected] == expected
        assert len(drawn) == len(passage.annotated) + len(expected)


@pytest.mark.parametrize("part", [0.0, 0.4, 1.0, 5.0])
def test_a_draw_has_its_share_of_the_non_events(
    given: list[Passage], monkeypatch: pytest.MonkeyPatch, part: float
) -> None:
    every = [each for passage in given for each in passage.non_events]
    assert len(every) >= 3
    monkeypatch.setattr(examples, "NON_EVENTS", part * len(every))
    monkeypatch.setattr(examples, "WITH_ANOTHER", 0)
    monkeypatch.setattr(examples, "AS_PARSED", 0)
    counts: Counter[Question] = Counter()
    for n in range(400):
        for passage, drawn in zip(given, draw(given, Random(n)), strict=True):
            more = drawn[len(passage.annotated) :]
            assert all(each in passage.non_events for each in more)
            counts.update(each.question for each in more)
    for each in every:
        assert counts[each.question] / 400 == pytest.approx(min(part, 1), abs=0.08)


def test_two_passages_together_stay_short(given: list[Passage]) -> None:
    longest = max(len(passage.text) for passage in given)
    for n in range(100):
        for drawn in draw(given, Random(n)):
            for each in drawn:
                assert len(each.question.text) <= max(examples.LONGEST + 1, longest)


def test_marks_stand_at_their_words_beside_another_passage(
    given: list[Passage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples, "WITH_ANOTHER", 1)
    monkeypatch.setattr(examples, "AS_PARSED", 1)
    first: Counter[bool] = Counter()
    for n in range(30):
        for passage, drawn in zip(given, draw(given, Random(n)), strict=True):
            known = [each.question for each in (*passage.annotated, *passage.non_events)]
            known += [question for some in passage.parsed for question in some]
            marks = [shown(question) for question in known]
            for each in drawn:
                told = [role for role in shown(each.question) if role]
                assert any(all(role in of for role in told) for of in marks)
                before = each.question.text.startswith(f"{passage.text} ")
                assert before or each.question.text.endswith(f" {passage.text}")
                first[before] += 1
    assert min(first[True], first[False]) > 100
