"""The shipped model: what its answers look like, and that nothing else decides them."""

from __future__ import annotations

from random import Random

import msgspec
import pytest

from dateline.codebooks import Codebook
from dateline.coding import classifier as module
from dateline.coding.classifier import NONE, Classifier
from dateline.coding.encoding import Question

WHO = ("Chad", "the Kenyan army", "Tamil rebels", "Farmers in Punjab", "The mayor", "Police")
WHAT = ("attacked", "praised", "met", "arrested", "will sanction", "marched against", "asked",
        "threatened", "freed", "accused")  # fmt: skip
WHOM = ("Sudan", "two reporters from Lima", "the party of the former president")
# so clear that any training of the model must get them right: the words, who, to whom, type
CLEAR = [
    ("Rebels killed nine soldiers in an ambush.", "Rebels", "nine soldiers", "ASSAULT"),
    ("Nine soldiers were killed by rebels in an ambush.", "rebels", "Nine soldiers", "ASSAULT"),
    ("Police arrested three journalists.", "Police", "three journalists", "COERCE"),
    ("Three journalists were arrested by police.", "police", "Three journalists", "COERCE"),
    ("Norway condemned Hungary over the new law.", "Norway", "Hungary", "ACCUSE"),
    ("Hungary was condemned by Norway over the new law.", "Norway", "Hungary", "ACCUSE"),
    ("Japan sent food and medicine to Nepal.", "Japan", "Nepal", "AID"),
    ("The Ghanaian president held talks with his Togolese counterpart.",
     "The Ghanaian president", "his Togolese counterpart", "CONSULT"),
    ("The militia released four hostages.", "The militia", "four hostages", "RETREAT"),
    ("Canada imposed an embargo on Belarus.", "Canada", "Belarus", "SANCTION"),
    ("Peru asked Chile for firefighters.", "Peru", "Chile", "REQUEST"),
    ("Thousands of teachers marched against the government.", "Thousands of teachers",
     "the government", "PROTEST"),
    ("Ajax beat Feyenoord 3-1 in the league on Sunday.", "Ajax", "Feyenoord", NONE),
]  # fmt: skip


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier()


def questions() -> list[Question]:
    """Sixty, of very different lengths."""
    found = []
    for number, (who, what) in enumerate((who, what) for who in WHO for what in WHAT):
        whom = WHOM[number % len(WHOM)]
        text = f"{who} {what} {whom}" + ", as officials said in a statement" * (number % 4) + "."
        verb = (len(who) + 1, len(who) + 1 + len(what))
        target = (verb[1] + 1, verb[1] + 1 + len(whom))
        found.append(Question(text, ((0, len(who)),), (target,), (verb,)))
    return found


def test_types_sum_to_one_and_all_have_three_decimals(
    classifier: Classifier, codebook: Codebook
) -> None:
    for scores in classifier.scores(questions()[:12]):
        assert scores.types.keys() == {*codebook.types, NONE}
        assert sum(scores.types.values()) == pytest.approx(1, abs=0.01)
        for given in (scores.types, scores.modes, scores.contexts, scores.auxiliary):
            assert all(0 <= p <= 1 and p == round(p, 3) for p in given.values())


def test_the_labels_are_the_codebook_s(classifier: Classifier, codebook: Codebook) -> None:
    labels = classifier.labels
    assert {*labels.types} == {*codebook.types, NONE}
    assert {*labels.modes} == {f"{t}.{m}" for t, type_ in codebook.types.items()
                               for m in type_.modes}  # fmt: skip
    assert {*labels.contexts} == {*codebook.contexts}
    assert {*labels.cuts} >= {"rule", "told", "untold", "modes", "contexts", "auxiliary"}


def test_neither_batch_nor_order_changes_an_answer(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = questions()
    expected = dict(zip(asked, classifier.scores(asked), strict=True))
    for together, ahead in ((1, 512), (7, 20), (60, 512)):
        monkeypatch.setattr(module, "TOGETHER", together)
        monkeypatch.setattr(module, "AHEAD", ahead)
        shuffled = Random(together).sample(asked, len(asked))
        assert shuffled != asked
        assert list(classifier.scores(shuffled)) == [expected[each] for each in shuffled]


def test_of_no_questions_there_are_no_answers(classifier: Classifier) -> None:
    assert list(classifier.scores([])) == []


def test_a_question_without_marks_or_words_is_answered(classifier: Classifier) -> None:
    answers = list(classifier.scores([Question("Rain fell on Lagos."), Question("")]))
    assert [sum(a.types.values()) for a in answers] == pytest.approx([1, 1], abs=0.01)


@pytest.mark.parametrize(("text", "who", "whom", "type_"), CLEAR, ids=[row[0] for row in CLEAR])
def test_what_is_clear_is_right_with_and_without_a_trigger(
    classifier: Classifier, text: str, who: str, whom: str, type_: str
) -> None:
    extents = [((text.index(w), text.index(w) + len(w)),) for w in (who, whom)]
    (scores,) = classifier.scores([Question(text, *extents)])
    assert max(scores.types, key=lambda label: scores.types[label]) == type_
    assert scores.types[type_] >= 0.5


def test_temperature_makes_answers_less_sure(classifier: Classifier) -> None:
    warmer = Classifier(classifier.folder)
    warmer.labels = msgspec.structs.replace(classifier.labels, temperature=3.0)
    asked = questions()[:1]
    (sure,), (unsure,) = classifier.scores(asked), warmer.scores(asked)
    assert max(unsure.types.values()) < max(sure.types.values())
    assert unsure.modes == sure.modes
