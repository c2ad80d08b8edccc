"""spaCy's pipeline over many texts: what `nlp.pipe` gives, in less time.

Two things are slow in spaCy as it is shipped. Its matrix products run on BLIS, whose wheels know no
recent processor, where numpy's are three times as fast. And the loop of its parser and recogniser
lets go of Python's lock and then takes it again for every move that it weighs; from
Python, the lock is held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH = 128  # texts


def with_numpy(nlp: Language) -> Language:
    """Let numpy multiply the pipeline's matrices, where BLIS would."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model is not None else ():
            if type(node.ops) is NumpyOps:
                node.ops = ops
    return nlp


def annotated(nlp: Language, texts: Iterable[str]) -> Iterator[Doc]:
    """The Doc of each text, in their order."""
    waiting = iter(texts)
    while docs := [nlp.make_doc(text) for text in islice(waiting, BATCH)]:
        for _, pipe in nlp.pipeline:
            docs = _through(pipe, docs)
        yield from docs


def _through(pipe: Any, docs: list[Doc]) -> list[Doc]:
    from spacy.pipeline.transition_parser import Parser

    if isinstance(pipe, Parser) and pipe.cfg["beam_width"] == 1 and any(map(len, docs)):
        pipe.set_annotations(docs, _moved(pipe, docs))
        return docs
    if hasattr(pipe, "pipe"):
        return list(pipe.pipe(docs, batch_size=BATCH))
    return [pipe(doc) for doc in docs]


def _moved(parser: Any, docs: list[Doc]) -> list[Any]:
    """The final states of a greedy parse, all docs a move at a time."""
    states: list[Any] = parser.moves.init_batch(docs)
    model = parser.model.predict(docs)
    going = [state for state in states if not state.is_final()]
    while going:
        going = parser.transition_states(going, model.predict(going))
    model.clear_memory()
    return states
