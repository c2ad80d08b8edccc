"""Annotating in less time changes nothing that spaCy says."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dateline.annotating import BATCH, Annotator

TEXTS = [
    "Soldiers from Chad shelled two villages near Lake Iro on 3 May 2011, killing at least 14.",
    "",
    "“We can't go on,” she said; let's see what they're gonna do, and what ain't so.",
    "Ministers to meet in Suva",
    " \n ",
    "There were talks. He didn't come: his deputy, who'd been told, did.",
    "The U.S.-backed council, that many distrust, got nothin' but a warning while it's waiting.",
]


def told(doc: Doc) -> list[tuple[object, ...]]:
    """All that coding reads of a Doc."""
    sentences = {token.i for sentence in doc.sents for token in sentence[:1]} if len(doc) else set()
    return [
        (t.text, t.idx, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_type_,
         t.ent_iob_, t.i in sentences)
        for t in doc
    ]  # fmt: skip


@pytest.fixture(scope="module")
def plain(nlp: Language) -> Language:
    """The same model as spaCy loads it, with our tokenizer."""
    bare = spacy.load(f"{nlp.meta['lang']}_{nlp.meta['name']}")
    bare.tokenizer = nlp.tokenizer
    return bare


def test_as_spacy_annotates(nlp: Language, plain: Language) -> None:
    assert [told(d) for d in Annotator(nlp).docs(TEXTS)] == [told(d) for d in plain.pipe(TEXTS)]


def test_in_order_over_batches(nlp: Language) -> None:
    texts = [f"Envoy number {number} left." for number in range(BATCH + 2)]
    assert [doc.text for doc in Annotator(nlp).docs(texts)] == texts


def test_nothing(nlp: Language) -> None:
    assert list(Annotator(nlp).docs([])) == []
    assert [len(doc) for doc in Annotator(nlp).docs([""])] == [0]
