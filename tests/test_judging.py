"""What becomes of a draft when the classifier has spoken."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

import pytest
from spacy.tokens import Doc

from dateline.codebooks import Codebook
from dateline.coding.classifier import NONE, Labels, Scores
from dateline.coding.drafts import Draft
from dateline.coding.encoding import Question
from dateline.judging import Judge, question_of

TEXT = "Rain fell. Oman rebuked Chadian envoys in Muscat. It rained."
CUTS = {"rule": 1.0, "told": 0.4, "untold": 0.4, "modes": 0.5, "auxiliary": 0.6, "contexts": 0.7}


class Answering:
    """A classifier that gives every question the answers it was made with."""

    def __init__(self, codebook: Codebook, cuts: dict[str, float] | None = None) -> None:
        self.labels = Labels(
            version="t",
            types=[*codebook.types, NONE],
            modes=[f"{name}.{m}" for name, t in codebook.types.items() for m in t.modes],
            contexts=[*codebook.contexts],
            auxiliary=["historical", "future", "hypothetical", "negation"],
            cuts=CUTS | (cuts or {}),
            slope=2.0,
            offset=-0.5,
        )
        self.asked: list[Question] = []
        self.answers: list[Scores] = []

    def says(self, **given: float) -> Answering:
        """Answer with these probabilities; `TYPE_mode` is a mode."""
        labels = self.labels

        def of(names: list[str]) -> dict[str, float]:
            return {
                name: given.get(name.replace(".", "_").replace("-", "_"), 0.0) for name in names
            }

        kinds = (labels.types, labels.modes, labels.contexts, labels.auxiliary)
        self.answers.append(Scores(*map(of, kinds)))
        return self

    def scores(self, questions: Iterable[Question]) -> Iterator[Scores]:
        self.asked = list(questions)
        return iter(self.answers)


Make = Callable[..., Draft]
Judged = Callable[..., list[Draft]]


@pytest.fixture
def draft(parse: Callable[[str], Doc]) -> Make:
    doc = parse(TEXT)
    words = {t.text: t for t in doc}

    def of(type_: str, **more: object) -> Draft:
        given = {"modes": [], "contexts": [], "auxiliary": [], "rule": "a rule", "weight": 1}
        return Draft(trigger=words["rebuked"], type=type_, actors=[words["Oman"]],
                     recipients=[words["envoys"]], **(given | more))  # type: ignore[arg-type]  # fmt: skip

    return of


@pytest.fixture
def answering(codebook: Codebook) -> Answering:
    return Answering(codebook)


@pytest.fixture
def judge(answering: Answering, codebook: Codebook) -> Judged:
    return lambda *drafts: Judge(answering, codebook).judge(drafts)  # type: ignore[arg-type]


def test_a_phrase_s_type_is_kept_where_the_classifier_is_close(
    answering: Answering, judge: Judged, draft: Make
) -> None:
    answering.says(ACCUSE=0.6, REJECT=0.3, NONE=0.1)  # e times 0.3 is more than 0.6
    (kept,) = judge(draft("REJECT", modes=["meet"], auxiliary=["future"]))
    assert (kept.type, kept.modes, kept.auxiliary) == ("REJECT", ["meet"], ["future"])
    assert (kept.rule, kept.notes) == ("a rule", [])


def test_it_is_retyped_where_the_classifier_is_sure(
    answering: Answering, judge: Judged, draft: Make
) -> None:
    answering.says(ACCUSE=0.85, REJECT=0.1, NONE=0.05, ACCUSE_allege=0.8, hypothetical=0.7)
    (told,) = judge(draft("REJECT", modes=["meet"], auxiliary=["future"]))
    assert (told.type, told.modes, told.auxiliary) == ("ACCUSE", ["allege"], ["hypothetical"])
    assert told.rule == "classifier"
    assert told.notes == ["the phrase alone says REJECT"]


@pytest.mark.parametrize(
    ("type_", "none", "best", "left"),
    [
        ("", 0.7, 0.3, 0),  # less than its cut beside NONE
        ("", 0.3, 0.7, 1),
        ("ACCUSE", 0.7, 0.3, 1),  # a phrase outweighs some doubt
        ("ACCUSE", 0.9, 0.1, 0),  # but not every doubt
    ],
)
def test_what_is_most_likely_nothing_is_dropped(
    answering: Answering, judge: Judged, draft: Make, type_: str, none: float, best: float,
    left: int,
) -> None:  # fmt: skip
    answering.says(ACCUSE=best, NONE=none)
    assert len(judge(draft(type_))) == left


def test_what_no_type_has_enough_of_is_dropped(
    answering: Answering, judge: Judged, draft: Make
) -> None:
    answering.says(ACCUSE=0.3, REJECT=0.2, NONE=0.5).says(ACCUSE=0.45, REJECT=0.3, NONE=0.25)
    unsure, sure = draft(""), draft("")
    assert judge(unsure, sure) == [sure]


def test_modes_contexts_and_auxiliary_are_given_from_their_cuts_on(
    answering: Answering, judge: Judged, draft: Make
) -> None:
    answering.says(REJECT=0.9, NONE=0.1, REJECT_assist=0.5, REJECT_change=0.49, ACCUSE_allege=0.9,
                   military=0.7, crime=0.69, negation=0.6, future=0.59)  # fmt: skip
    (told,) = judge(draft("", contexts=["legal"]))
    assert (told.modes, told.contexts, told.auxiliary) == (
        ["assist"], ["legal", "military"], ["negation"],
    )  # fmt: skip


def test_a_phrase_s_own_modes_and_auxiliary_stand(
    answering: Answering, judge: Judged, draft: Make
) -> None:
    answering.says(REJECT=0.9, NONE=0.1, REJECT_assist=0.9, negation=0.9, legal=0.9)
    (told,) = judge(draft("REJECT", modes=["meet"], contexts=["legal"], auxiliary=["future"]))
    assert (told.modes, told.contexts, told.auxiliary) == (["meet"], ["legal"], ["future"])


def test_a_phrase_without_a_mode_takes_the_classifier_s(
    answering: Answering, judge: Judged, draft: Make
) -> None:
    answering.says(REJECT=0.9, NONE=0.1, REJECT_assist=0.9)
    (told,) = judge(draft("REJECT"))
    assert told.modes == ["assist"]


def test_confidence_is_the_type_s_probability_on_the_line_of_the_model(
    answering: Answering, judge: Judged, draft: Make
) -> None:
    answering.says(ACCUSE=0.8, NONE=0.2).says(ACCUSE=1.0).says(ACCUSE=0.5, NONE=0.5)
    open_, sure, told = judge(draft(""), draft(""), draft("ACCUSE"))

    def on_line(p: float) -> float:
        return 1 / (1 + math.exp(-(2.0 * math.log(p / (1 - p)) - 0.5)))

    assert open_.confidence == pytest.approx(on_line(0.8), abs=0.001)
    assert sure.confidence == pytest.approx(on_line(0.999), abs=0.001)  # never 1 out of 0 doubt
    assert told.confidence == pytest.approx(on_line(0.5), abs=0.001)  # a phrase makes it no surer
    assert all(d.confidence == round(d.confidence, 3) for d in (open_, sure, told))


def test_all_parties_of_talks_act_but_a_guest_is_told_from_the_host(
    answering: Answering, judge: Judged, draft: Make
) -> None:
    answering.says(CONSULT=1.0).says(CONSULT=1.0, CONSULT_visit=0.9)
    talks, visit = judge(draft(""), draft(""))
    assert [t.text for t in talks.actors] == ["Oman", "envoys"]
    assert talks.recipients == []
    assert [t.text for t in visit.actors] == ["Oman"]
    assert [t.text for t in visit.recipients] == ["envoys"]


def test_order_is_kept_and_no_drafts_need_no_answer(
    answering: Answering, judge: Judged, draft: Make
) -> None:
    assert judge() == []
    answering.says(ACCUSE=1.0).says(NONE=1.0).says(REJECT=1.0)
    assert [d.type for d in judge(draft(""), draft(""), draft(""))] == ["ACCUSE", "REJECT"]


def test_the_question_is_the_sentence_with_its_own_marks(draft: Make) -> None:
    question = question_of(draft("ACCUSE"))
    assert question.text == "Oman rebuked Chadian envoys in Muscat."
    marks = (question.actors, question.recipients, question.trigger)
    assert [[question.text[a:b] for a, b in role] for role in marks] == [
        ["Oman"], ["Chadian envoys"], ["rebuked"],
    ]  # fmt: skip


def test_parties_of_another_sentence_are_not_marked(parse: Callable[[str], Doc]) -> None:
    doc = parse("Mali protested. Oman rebuked envoys.")
    words = {t.text: t for t in doc}
    draft = Draft(words["rebuked"], "", [], [], [], [words["Mali"], words["Oman"]],
                  [words["envoys"]], "classifier", 0)  # fmt: skip
    question = question_of(draft)
    assert question.text == "Oman rebuked envoys."
    assert question.actors == ((0, 4),)
