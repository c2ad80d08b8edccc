"""The shipped model: what its answers look like, and that nothing else decides them."""

from __future__ import annotations

from random import Random

import pytest
from msgspec.structs import replace

from dateline.codebooks import Codebook
from dateline.coding import classifier as module
from dateline.coding.classifier import NONE, Classifier, Scores
from dateline.coding.encoding import Question

# int8 has one scale a reading: what else is asked of a text moves its probabilities a little
NEARLY = 0.05  # in 19 of 20 answers
AT_MOST = 0.1
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
    """Sixty texts of very different lengths, of each the one question."""
    found = []
    for number, (who, what) in enumerate((who, what) for who in WHO for what in WHAT):
        whom = WHOM[number % len(WHOM)]
        text = f"{who} {what} {whom}" + ", as officials said in a statement" * (number % 4) + "."
        verb = (len(who) + 1, len(who) + 1 + len(what))
        target = (verb[1] + 1, verb[1] + 1 + len(whom))
        found.append(Question(text, ((0, len(who)),), (target,), (verb,)))
    return found


def about(question: Question) -> list[Question]:
    """Four questions about one text: as given, without its trigger, one side, turned round."""
    return [
        question,
        replace(question, trigger=()),
        replace(question, actors=()),
        replace(question, actors=question.recipients, recipients=question.actors),
    ]


def acts(rows: list[tuple[str, str, str, str]]) -> tuple[list[Question], list[str]]:
    """A text that joins the rows' sentences; a question about each, and its type."""
    text = " ".join(row[0] for row in rows)
    asked = []
    for sentence, who, whom, _ in rows:
        first = text.index(sentence)
        ends = [(first + sentence.index(w), first + sentence.index(w) + len(w))
                for w in (who, whom)]  # fmt: skip
        asked.append(Question(text, (ends[0],), (ends[1],)))
    return asked, [row[3] for row in rows]


def best(scores: Scores) -> str:
    return max(scores.types, key=lambda label: scores.types[label])


def apart(one: Scores, other: Scores) -> float:
    """How far the types' probabilities are apart at most."""
    return max(abs(one.types[label] - other.types[label]) for label in one.types)


def tied(scores: Scores) -> bool:
    """Whether the second type could come first, were both probabilities a little off."""
    first, second = sorted(scores.types.values())[-1:-3:-1]
    return first - second < AT_MOST


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


def test_no_other_text_changes_an_answer(classifier: Classifier) -> None:
    """To the last digit, whatever is asked before, after, or in which order."""
    texts = [about(question)[: 1 + number % 4] for number, question in enumerate(questions())]
    expected = {some[0].text: list(classifier.scores(some)) for some in texts}
    for seed in (1, 2):
        shuffled = Random(seed).sample(texts, len(texts))
        assert shuffled != texts
        given = list(classifier.scores(each for some in shuffled for each in some))
        assert given == [answer for some in shuffled for answer in expected[some[0].text]]


def test_other_questions_about_a_text_hardly_change_an_answer(classifier: Classifier) -> None:
    far = []
    for question in questions()[::2]:
        asked = about(question)
        alone = [next(classifier.scores([each])) for each in asked]
        for order in ([0, 1, 2, 3], [3, 1, 0, 2], [2, 0]):
            beside = classifier.scores(asked[number] for number in order)
            for number, answer in zip(order, beside, strict=True):
                far.append(apart(answer, alone[number]))
                assert best(answer) == best(alone[number]) or tied(alone[number])
    assert max(far) < AT_MOST
    assert sum(each < NEARLY for each in far) >= 0.95 * len(far)


def test_questions_about_a_text_are_answered_in_their_order(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, _ = acts([CLEAR[at] for at in (2, 7, 9, 6, 8)])
    alone = [best(next(classifier.scores([each]))) for each in asked]
    assert len({*alone}) >= 4  # an answer in another's place would be seen
    for together in (16, 2, 1):
        monkeypatch.setattr(module, "TOGETHER", together)
        assert [best(scores) for scores in classifier.scores(asked)] == alone
        assert [best(scores) for scores in classifier.scores(asked[::-1])] == alone[::-1]


def test_more_questions_than_one_reading_takes_are_all_answered(classifier: Classifier) -> None:
    asked, types = acts([CLEAR[at] for at in (2, 7, 9)])
    many = asked * module.TOGETHER
    assert len(many) > 2 * module.TOGETHER
    assert [best(scores) for scores in classifier.scores(many)] == types * module.TOGETHER


def test_questions_about_a_text_that_stand_apart_are_answered_as_well(
    classifier: Classifier,
) -> None:
    (one, other), (type_, _) = acts([CLEAR[2], CLEAR[7]])
    between = questions()[0]
    first, _, last = classifier.scores([one, between, one])
    assert first == last == next(classifier.scores([one]))
    assert best(first) == type_
    assert apart(next(classifier.scores([one, other])), first) < AT_MOST


def test_a_reading_has_a_row_for_each_question_and_a_column_for_each_label(
    classifier: Classifier,
) -> None:
    labels = classifier.labels
    columns = sum(map(len, (labels.types, labels.modes, labels.contexts, labels.auxiliary)))
    assert classifier.logits(about(questions()[0])).shape == (4, columns)


def test_of_no_questions_there_are_no_answers(classifier: Classifier) -> None:
    assert list(classifier.scores([])) == []


def test_a_question_without_marks_or_words_is_answered(classifier: Classifier) -> None:
    answers = list(classifier.scores([Question("Rain fell on Lagos."), Question("")]))
    assert [sum(a.types.values()) for a in answers] == pytest.approx([1, 1], abs=0.01)


@pytest.mark.parametrize(("text", "who", "whom", "type_"), CLEAR, ids=[row[0] for row in CLEAR])
def test_what_is_clear_is_right_with_and_without_a_trigger(
    classifier: Classifier, text: str, who: str, whom: str, type_: str
) -> None:
    (question,), _ = acts([(text, who, whom, type_)])
    (scores,) = classifier.scores([question])
    assert best(scores) == type_
    assert scores.types[type_] >= 0.5


def test_temperature_makes_answers_less_sure(classifier: Classifier) -> None:
    warmer = Classifier(classifier.folder)
    warmer.labels = replace(classifier.labels, temperature=3.0)
    asked = questions()[:1]
    (sure,), (unsure,) = classifier.scores(asked), warmer.scores(asked)
    assert max(unsure.types.values()) < max(sure.types.values())
    assert unsure.modes == sure.modes
