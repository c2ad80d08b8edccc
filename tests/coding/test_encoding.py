"""Markers stand at the words they mark and see no other question, whatever the text is made of."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from tokenizers import BertWordPieceTokenizer

from dateline.coding.classifier import MODEL
from dateline.coding.encoding import (
    END,
    LONGEST,
    MARKERS,
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

SIGNS = dict(zip(MARKERS, "<[{", strict=True))
TWO_ACTS = "Malta sued Libya while Cyprus and Crete praised Tunis."


@pytest.fixture(scope="module")
def tokenizer() -> BertWordPieceTokenizer:
    return load_tokenizer(MODEL / "vocab.txt")


def asked(text: str, actors: str = "", recipients: str = "", trigger: str = "") -> Question:
    """A question about words of a text; several parties are parted by "|"."""

    def extents(words: str) -> tuple[Extent, ...]:
        return tuple((text.index(w), text.index(w) + len(w)) for w in words.split("|") if w)

    return Question(text, extents(actors), extents(recipients), extents(trigger))


def joined(tokens: Sequence[str]) -> str:
    return " ".join(tokens).replace(" ##", "")


def passage(encoded: Encoded) -> list[int]:
    """The ids of the passage alone."""
    return [id_ for id_, owner in zip(encoded.ids, encoded.owners, strict=True) if owner == 0]


def marked(encoded: Encoded, tokenizer: BertWordPieceTokenizer, question: int = 1) -> str:
    """The passage with <actors, [recipients and {trigger, as the markers' places have it."""
    tokens = [tokenizer.id_to_token(id_) for id_ in passage(encoded)]
    for at in range(len(encoded.ids) - 1, -1, -1):
        if encoded.owners[at] == question:
            tokens[encoded.places[at]] = SIGNS[encoded.ids[at]] + tokens[encoded.places[at]]
    return joined(tokens[1:-1])


def told(encoded: Encoded, tokenizer: BertWordPieceTokenizer, question: int = 1) -> list[str]:
    """The words of each role of a question."""
    return [joined([tokenizer.id_to_token(encoded.ids[at]) for at in of_role])
            for of_role in encoded.words[question - 1]]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "shown", "words"),
    [
        (
            asked("Guards freed two monks.", "Guards", "two monks", "freed"),
            "<guards {freed [two monks .",
            ["guards", "two monks", "freed"],
        ),
        (
            asked("Two monks were freed", "", "Two monks", "freed"),  # to the very end
            "[two monks were {freed",
            ["", "two monks", "freed"],
        ),
        (asked("Guards freed two monks."), "guards freed two monks .", ["", "", ""]),
        (
            asked("Türkiye’s Erdoğan met Gülşen.", "Erdoğan", "Gülşen", "met"),
            "turkiye ’ s <erdogan {met [gulsen .",
            ["erdogan", "gulsen", "met"],
        ),
        (
            asked("Cafe\u0301 owners sued Bogota\u0301.", "Cafe\u0301 owners", "Bogota\u0301"),
            "<cafe owners sued [bogota .",
            ["cafe owners", "bogota", ""],
        ),
        (
            asked("🔥🔥 Pilots 👩‍✈️ sued Qantas 🔥", "Pilots", "Qantas", "sued"),
            "[UNK] <pilots [UNK] {sued [qantas [UNK]",
            ["pilots", "qantas", "sued"],
        ),
        (
            asked("Chad-backed rebels", "Chad", "rebels", "-backed"),  # nothing between them
            "<chad {- backed [rebels",
            ["chad", "rebels", "- backed"],
        ),
        (
            asked("The foes of Ali won here.", "The foes of Ali won", "Ali", "won"),  # nested
            "<the foes of [ali {won here .",
            ["the foes of ali won", "ali", "won"],
        ),
        (
            asked("Ali won here.", "Ali", "Ali won", "Ali"),  # several from one word
            "<[{ali won here .",
            ["ali", "ali won", "ali"],
        ),
        (
            asked("Boats from Malta and Cyprus left Tunis.", "Malta|Cyprus", "Tunis"),
            "boats from <malta and <cyprus left [tunis .",
            ["malta cyprus", "tunis", ""],
        ),
        (
            asked("Peru sued Chile", "er", "hil"),  # a part of a token marks the whole
            "<peru sued [chile",
            ["peru", "chile", ""],
        ),
    ],
)
def test_markers_stand_at_the_first_token_of_the_words(
    tokenizer: BertWordPieceTokenizer, question: Question, shown: str, words: list[str]
) -> None:
    encoded = encode([question], tokenizer)
    assert marked(encoded, tokenizer) == shown
    assert told(encoded, tokenizer) == words


def test_words_of_a_role_are_the_tokens_that_share_a_letter_with_the_extent(
    tokenizer: BertWordPieceTokenizer,
) -> None:
    text = "Ōsaka's  ex-premier\n(Kyriakopoulos) won’t re\u0301sume talks 🔥 in Ljubljana’s NGOs"
    offsets = tokenizer.encode(text, add_special_tokens=False).offsets
    rng = Random(4)
    for _ in range(300):
        start = rng.randrange(len(text))
        end = rng.randint(start + 1, min(len(text), start + 20))
        encoded = encode([Question(text, ((start, end),))], tokenizer)
        within = {*range(start, end)}
        sharing = [n for n, token in enumerate(offsets, 1) if within & {*range(*token)}]
        assert encoded.words[0] == (sharing, [], [])
        assert [encoded.places[at] for at in encoded.marks[0][0]] == sharing[:1]


def test_every_party_of_a_role_has_a_marker_behind_the_passage(
    tokenizer: BertWordPieceTokenizer,
) -> None:
    question = asked("Malta, Cyprus and Crete sued Libya.", "Malta|Cyprus|Crete", "Libya", "sued")
    encoded = encode([question], tokenizer)
    assert [len(marks) for marks in encoded.marks[0]] == [3, 1, 1]
    for role, marks in enumerate(encoded.marks[0]):
        assert [encoded.ids[at] for at in marks] == [MARKERS[role]] * len(marks)
        assert encoded.ids.count(MARKERS[role]) == len(marks)
    behind = [at for marks in encoded.marks[0] for at in marks]
    assert behind == list(range(len(passage(encoded)), len(encoded.ids)))
    assert [encoded.owners[at] for at in behind] == [1] * 5
    assert encoded.owners[: behind[0]] == [0] * behind[0]
    assert encoded.places[: behind[0]] == list(range(behind[0]))


def test_questions_about_a_passage_share_it_and_keep_their_own_markers(
    tokenizer: BertWordPieceTokenizer,
) -> None:
    questions = [asked(TWO_ACTS, "Malta", "Libya", "sued"), Question(TWO_ACTS),
                 asked(TWO_ACTS, "Cyprus|Crete", "Tunis")]  # fmt: skip
    encoded = encode(questions, tokenizer)
    assert encoded.owners[len(passage(encoded)) :] == [1] * 3 + [3] * 3
    assert len(encoded.marks) == len(encoded.words) == len(questions)
    for number, question in enumerate(questions, 1):
        alone = encode([question], tokenizer)
        assert passage(alone) == passage(encoded)
        assert marked(encoded, tokenizer, number) == marked(alone, tokenizer)
        assert encoded.words[number - 1] == alone.words[0]
        for role, marks in enumerate(encoded.marks[number - 1]):
            assert [encoded.ids[at] for at in marks] == [MARKERS[role]] * len(marks)
            assert {encoded.owners[at] for at in marks} <= {number}
            assert len(marks) == len(alone.marks[0][role])


def test_no_text_holds_a_marker(tokenizer: BertWordPieceTokenizer) -> None:
    ids = encode([Question("[unused0] Mali [unused2] sued [CLS] Togo [SEP]")], tokenizer).ids
    assert not {*MARKERS} & {*ids}


@pytest.mark.parametrize("before", [0, 150, 400])
@pytest.mark.parametrize("after", [0, 150, 400])
def test_a_long_text_keeps_what_is_around_its_marks(
    tokenizer: BertWordPieceTokenizer, before: int, after: int
) -> None:
    act = "Nurses sued the mayor of Split"
    text = "rain fell and " * before + act + " and rain fell" * after
    encoded = encode([asked(text, "Nurses", "the mayor of Split", "sued")], tokenizer)
    kept = passage(encoded)
    whole = tokenizer.encode(text, add_special_tokens=False).ids
    assert len(kept) == min(LONGEST, len(whole) + 2)
    assert (kept[0], kept[-1]) == (START, END)
    assert "<nurses {sued [the mayor of split" in marked(encoded, tokenizer)
    assert told(encoded, tokenizer) == ["nurses", "the mayor of split", "sued"]
    at = encoded.places[encoded.marks[0][0][0]]
    on_each_side = LONGEST // 3  # of the words around the marks, where the text has so many
    assert at > min(3 * before, on_each_side)
    assert len(kept) - at > min(3 * after, on_each_side)


def test_a_long_text_keeps_the_marks_of_all_its_questions(
    tokenizer: BertWordPieceTokenizer,
) -> None:
    text = "rain fell and " * 200 + TWO_ACTS + " and rain fell" * 200
    encoded = encode(
        [asked(text, "Malta", "Libya", "sued"), asked(text, "Cyprus|Crete", "Tunis")], tokenizer
    )
    assert "<malta {sued [libya while cyprus and crete" in marked(encoded, tokenizer, 1)
    assert "libya while <cyprus and <crete praised [tunis" in marked(encoded, tokenizer, 2)


def test_a_mark_that_is_cut_away_is_none(tokenizer: BertWordPieceTokenizer) -> None:
    text = "Malta" + " rain" * 500 + " Libya"
    encoded = encode([asked(text, "Malta", "Libya")], tokenizer)
    assert encoded.marks == [([], [], [])]
    assert encoded.words == [([], [], [])]
    assert len(encoded.ids) == LONGEST


def test_a_batch_pads_to_its_longest_and_to_the_most_questions() -> None:
    short = Encoded([101, 9, 102, 1], [0, 1, 2, 1], [0, 0, 0, 1], [([3], [], [])], [([1], [], [])])
    long = Encoded(
        [101, 7, 8, 102, 3, 5, 1], [0, 1, 2, 3, 1, 2, 2], [0, 0, 0, 0, 1, 1, 2],
        [([], [4], [5]), ([6], [], [])], [([], [1, 2], [2]), ([2], [], [])],
    )  # fmt: skip
    given = batch([short, long])
    assert given.ids.tolist() == [[101, 9, 102, 1, PAD, PAD, PAD], [101, 7, 8, 102, 3, 5, 1]]
    assert given.places.tolist() == [[0, 1, 2, 1, 0, 0, 0], [0, 1, 2, 3, 1, 2, 2]]
    assert given.whole.tolist() == [[1, 1, 1, 0, 0, 0, 0], [1, 1, 1, 1, 0, 0, 0]]
    assert given.marks.shape == given.words.shape == (2, 2, len(ROLES), 7)
    standing = [[(0, 0, 0, 3), (1, 0, 1, 4), (1, 0, 2, 5), (1, 1, 0, 6)],
                [(0, 0, 0, 1), (1, 0, 1, 1), (1, 0, 1, 2), (1, 0, 2, 2), (1, 1, 0, 2)]]  # fmt: skip
    for array, places in zip((given.marks, given.words), standing, strict=True):
        assert [tuple(map(int, at)) for at in zip(*array.nonzero(), strict=True)] == places
        assert array.sum() == len(places)


def test_markers_see_the_passage_and_their_own_question_and_are_seen_by_no_word(
    tokenizer: BertWordPieceTokenizer,
) -> None:
    passages = [
        encode([asked(TWO_ACTS, "Malta", "Libya", "sued"), asked(TWO_ACTS, "Crete", "Tunis"),
                asked(TWO_ACTS, "Cyprus")], tokenizer),
        encode([asked("Peru sued Chile.", "Peru", "Chile", "sued")], tokenizer),
        encode([Question("Rain fell.")], tokenizer),
    ]  # fmt: skip
    given = batch(passages)
    assert {*given.seen.ravel().tolist()} == {0, 1}
    for row, encoded in enumerate(passages):
        own = encoded.owners
        for one, sees in enumerate(own):
            expected = [float(other in (0, sees)) for other in own]  # a word sees only words
            padding = [0.0] * (given.ids.shape[1] - len(own))
            assert given.seen[row, one].tolist() == expected + padding
    assert given.seen.sum(axis=2).min() > 0  # even padding sees something: no sum over nothing
