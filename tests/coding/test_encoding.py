"""Markers stand around the parties and the trigger, whatever the text is made of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tokenizers import BertWordPieceTokenizer

from dateline.coding.classifier import MODEL
from dateline.coding.encoding import (
    CLOSING,
    END,
    LONGEST,
    OPENING,
    PAD,
    ROLES,
    START,
    Encoded,
    Extent,
    Question,
    batch,
    encode,
    load_tokenizer,
)

SIGNS = dict(zip(OPENING, "<[{", strict=True)) | dict(zip(CLOSING, ">]}", strict=True))
Show = Callable[[Question], str]


@pytest.fixture(scope="module")
def tokenizer() -> BertWordPieceTokenizer:
    return load_tokenizer(MODEL / "vocab.txt")


@pytest.fixture(scope="module")
def show(tokenizer: BertWordPieceTokenizer) -> Show:
    """The tokens as text, with <actors>, [recipients] and {trigger}."""

    def of(question: Question) -> str:
        inner = encode(question, tokenizer).ids[1:-1]
        words = [SIGNS.get(id_) or tokenizer.id_to_token(id_) for id_ in inner]
        return " ".join(words).replace(" ##", "")

    return of


def asked(text: str, actors: str = "", recipients: str = "", trigger: str = "") -> Question:
    """A question about words of a text; several parties are parted by "|"."""

    def extents(words: str) -> tuple[Extent, ...]:
        return tuple((text.index(w), text.index(w) + len(w)) for w in words.split("|") if w)

    return Question(text, extents(actors), extents(recipients), extents(trigger))


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        (
            asked("Guards freed two monks.", "Guards", "two monks", "freed"),
            "< guards > { freed } [ two monks ] .",
        ),
        (
            asked("Two monks were freed", "", "Two monks", "freed"),  # to the very end
            "[ two monks ] were { freed }",
        ),
        (asked("Guards freed two monks."), "guards freed two monks ."),
        (
            asked("Türkiye’s Erdoğan met Gülşen.", "Erdoğan", "Gülşen", "met"),
            "turkiye ’ s < erdogan > { met } [ gulsen ] .",
        ),
        (
            asked("Cafe\u0301 owners sued Bogota\u0301.", "Cafe\u0301 owners", "Bogota\u0301"),
            "< cafe owners > sued [ bogota ] .",
        ),
        (
            asked("🔥🔥 Pilots 👩‍✈️ sued Qantas 🔥", "Pilots", "Qantas", "sued"),
            "[UNK] < pilots > [UNK] { sued } [ qantas ] [UNK]",
        ),
        (
            asked("Chad-backed rebels", "Chad", "rebels", "-backed"),  # nothing between them
            "< chad > { - backed } [ rebels ]",
        ),
        (
            asked("The foes of Ali won here.", "The foes of Ali won", "Ali", "won"),  # nested
            "< the foes of [ ali ] { won > } here .",
        ),
        (
            asked("Boats from Malta and Cyprus left Tunis.", "Malta|Cyprus", "Tunis"),
            "boats from < malta > and < cyprus > left [ tunis ] .",
        ),
        (
            asked("Peru sued Chile", "er", "hil"),  # a part of a token marks the whole
            "< peru > sued [ chile ]",
        ),
    ],
)
def test_marks_stand_around_the_words_and_nowhere_else(
    show: Show, question: Question, shown: str
) -> None:
    assert show(question) == shown


def test_opening_marks_of_a_role_are_all_known(tokenizer: BertWordPieceTokenizer) -> None:
    question = asked("Malta, Cyprus and Crete sued Libya.", "Malta|Cyprus|Crete", "Libya", "sued")
    encoded = encode(question, tokenizer)
    assert [len(places) for places in encoded.marks] == [3, 1, 1]
    for role, places in enumerate(encoded.marks):
        assert [encoded.ids[at] for at in places] == [OPENING[role]] * len(places)
        assert encoded.ids.count(OPENING[role]) == encoded.ids.count(CLOSING[role]) == len(places)


def test_no_text_holds_a_marker(tokenizer: BertWordPieceTokenizer) -> None:
    ids = encode(Question("[unused0] Mali [unused1] sued [CLS] Togo [SEP]"), tokenizer).ids
    assert not {*OPENING, *CLOSING} & {*ids}


@pytest.mark.parametrize("before", [0, 150, 400])
@pytest.mark.parametrize("after", [0, 150, 400])
def test_a_long_text_keeps_its_marks(
    tokenizer: BertWordPieceTokenizer, before: int, after: int
) -> None:
    told = "Nurses sued the mayor of Split"
    text = "rain fell and " * before + told + " and rain fell" * after
    encoded = encode(asked(text, "Nurses", "the mayor of Split", "sued"), tokenizer)
    assert len(encoded.ids) <= LONGEST
    assert (encoded.ids[0], encoded.ids[-1]) == (START, END)
    shown = [encoded.ids[places[0]] for places in encoded.marks]
    assert shown == list(OPENING)
    assert all(encoded.ids.count(mark) == 1 for mark in CLOSING)
    whole = encode(asked(told, "Nurses", "the mayor of Split", "sued"), tokenizer).ids[1:-1]
    first = encoded.marks[0][0]
    assert encoded.ids[first : first + len(whole)] == whole


def test_a_batch_pads_to_its_longest() -> None:
    short, long = Encoded([101, 1, 9, 102], ([1], [], [])), Encoded([101, 7, 3, 8, 5, 102], (
        [], [2], [4]))  # fmt: skip
    given = batch([short, long])
    assert given.ids.tolist() == [[101, 1, 9, 102, PAD, PAD], [101, 7, 3, 8, 5, 102]]
    assert given.mask.sum(axis=1).tolist() == [4, 6]
    assert given.mask[0].tolist() == [1, 1, 1, 1, 0, 0]
    assert given.marks.shape == (2, len(ROLES), 6)
    assert given.marks.nonzero()[0].tolist() == [0, 1, 1]
    assert given.marks[1].argmax(axis=1).tolist() == [0, 2, 4]
