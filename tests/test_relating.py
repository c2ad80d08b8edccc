"""What a source does to a target: phrases beside the classifier, and when it is nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import pytest

from dateline import relating
from dateline.codebooks import Codebook
from dateline.coding.classifier import NONE, Scores
from dateline.coding.encoding import Question
from dateline.errors import InputError
from dateline.parsing import Parser
from dateline.pipeline import Coder
from dateline.relating import Asked, Relater
from dateline.types import RelationScores

PLAIN = "Oman is larger than Qatar."  # no phrase joins the two
TOLD = "Oman condemned Qatar."  # one does


class Answering:
    """A classifier that gives each question the probabilities of its turn."""

    def __init__(self, codebook: Codebook) -> None:
        self.types = [*codebook.types, NONE]
        self.turns: list[dict[str, float]] = []
        self.asked: list[Question] = []

    def scores(self, questions: Iterable[Question]) -> Iterator[Scores]:
        for question in questions:
            given = self.turns[len(self.asked)]
            self.asked.append(question)
            yield Scores({name: given.get(name, 0.0) for name in self.types}, {}, {}, {})


Relate = Callable[[Sequence[Asked], Sequence[dict[str, float]]], list[RelationScores]]


@pytest.fixture
def answering(codebook: Codebook) -> Answering:
    return Answering(codebook)


@pytest.fixture
def relate(coder: Coder, answering: Answering) -> Relate:
    """The answers to questions, where the classifier says of each what stands beside it."""

    def of(asked: Sequence[Asked], turns: Sequence[dict[str, float]]) -> list[RelationScores]:
        answering.turns = list(turns)
        relater = Relater(
            answering,  # type: ignore[arg-type]
            coder.drafter,
            Parser(coder.parser.nlp),
            coder.codebook,
        )
        return list(relater.relate(asked))

    return of


def pair(text: str, source: str = "Oman", target: str = "Qatar") -> Asked:
    first, second = text.index(source), text.index(target)
    return Asked(text, (first, first + len(source)), (second, second + len(target)))


@pytest.mark.parametrize(
    ("turn", "type_", "quad"),
    [
        ({"AID": 0.7, NONE: 0.3}, "AID", 2),
        ({"AID": 0.45, NONE: 0.55}, "AID", 2),  # none leads, but not by the margin
        ({"AID": 0.35, NONE: 0.65}, None, None),
        ({"AID": 0.4, NONE: 0.6}, None, None),  # just by the margin
        ({"AID": 0.2, "REJECT": 0.3, NONE: 0.5}, None, None),  # against the best type alone
        ({"AID": 0.3, "REJECT": 0.35, NONE: 0.35}, "REJECT", 3),
    ],
)
def test_it_is_nothing_only_by_the_margin(
    relate: Relate, turn: dict[str, float], type_: str | None, quad: int | None
) -> None:
    (answer,) = relate([pair(PLAIN)], [turn])
    assert (answer.type, answer.quad) == (type_, quad)
    assert {k: p for k, p in answer.probabilities.items() if p} == turn


def test_the_type_of_a_phrase_that_joins_them_weighs_more(relate: Relate) -> None:
    turn = {"ACCUSE": 0.1, "REJECT": 0.4, NONE: 0.5}
    plain, told = relate([pair(PLAIN), pair(TOLD)], [turn, turn])
    assert plain.type == "REJECT"
    assert told.type == "ACCUSE"
    assert told.probabilities["ACCUSE"] > plain.probabilities["ACCUSE"]
    assert sum(told.probabilities.values()) == pytest.approx(1, abs=0.01)
    ratio = told.probabilities["REJECT"] / told.probabilities[NONE]
    assert ratio == pytest.approx(0.8, abs=0.02)  # the rest keep their proportion


def test_a_phrase_that_joins_others_weighs_nothing(relate: Relate) -> None:
    turn = {"ACCUSE": 0.1, "REJECT": 0.4, NONE: 0.5}
    texts = ["Oman watched as Chad condemned Qatar.", "Qatar condemned Oman."]
    for answer in relate([pair(text) for text in texts], [turn, turn]):
        assert answer.type == "REJECT"


def test_a_phrase_counts_even_where_the_classifier_gives_its_type_nothing(relate: Relate) -> None:
    (answer,) = relate([pair(TOLD)], [{NONE: 1.0}])
    assert answer.probabilities["ACCUSE"] > 0


def test_both_sides_of_what_all_do_are_joined(relate: Relate) -> None:
    turn = {"CONSULT": 0.1, "REJECT": 0.4, NONE: 0.5}
    asked = [pair("Oman met Qatar."), pair("Oman met Qatar.", "Qatar", "Oman")]
    assert [answer.type for answer in relate(asked, [turn, turn])] == ["CONSULT", "CONSULT"]


def test_the_classifier_is_asked_of_the_text_as_it_is(relate: Relate, answering: Answering) -> None:
    text = "  Oman\tcondemned Qatar…\n"
    relate([pair(text)], [{NONE: 1.0}])
    assert answering.asked == [Question(text, ((2, 6),), ((17, 22),))]


def test_answers_stand_in_the_order_asked(relate: Relate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relating, "TOGETHER", 2)
    types = ["AID", "REJECT", "ACCUSE", "ASSAULT", "AGREE"]
    found = relate([pair(PLAIN)] * 5, [{type_: 0.9, NONE: 0.1} for type_ in types])
    assert [answer.type for answer in found] == types


@pytest.mark.parametrize("extent", [(3, 3), (5, 2), (-1, 2), (0, 27), (99, 101), (4, 5)])
@pytest.mark.parametrize("name", ["source", "target"])
def test_a_span_without_words_is_refused_by_name(
    relate: Relate, name: str, extent: tuple[int, int]
) -> None:
    good = {"source": (0, 4), "target": (20, 25)}
    asked = Asked(PLAIN, **(good | {name: extent}))
    with pytest.raises(InputError, match=f"^{name}: start {extent[0]}, end {extent[1]};.* 26"):
        relate([asked], [{NONE: 1.0}])


def test_the_whole_coder_tells_who_did_it_to_whom(coder: Coder) -> None:
    active = "Rebels killed nine soldiers near Goma."
    passive = "Nine soldiers were killed by rebels near Goma."
    found = coder.relate_many([
        (active, (0, 6), (14, 27)), (passive, (29, 35), (0, 13)),
    ])  # fmt: skip
    assert [answer.type for answer in found] == ["ASSAULT", "ASSAULT"]
    one = coder.relate(active, (0, 6), (14, 27))
    assert one.quad == 4
    assert one.probabilities.keys() == {*coder.codebook.types, NONE}
    with pytest.raises(InputError, match="target"):
        coder.relate(active, (0, 6), (40, 50))
