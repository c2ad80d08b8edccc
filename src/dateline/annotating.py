"""spaCy's pipeline over many texts: what `nlp.pipe` gives, in less than half the time.

Three things are slow in spaCy as it is shipped. Its matrix products run on BLIS, whose wheels know
no recent processor, where numpy's are three times as fast. The loop of its parser and recogniser
lets go of Python's lock and then takes it again for every move that it weighs; from Python, the
lock is held. Its attribute ruler tries some 200 patterns on every token, nearly all of which ask
only for the word, its tag and its dependency, and so have one answer wherever these are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH = 128  # texts
KINDS = 1 << 16  # of tokens, whose attributes are remembered
OWN = frozenset({"TAG", "DEP", "LOWER", "ORTH", "TEXT", "IS_SPACE"})  # what no neighbour decides


class Annotator:
    """A spaCy pipeline, run faster."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.steps = [_step(pipe) for _, pipe in nlp.pipeline]

    def docs(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The Doc of each text, in their order."""
        waiting = iter(texts)
        while docs := [self.nlp.make_doc(text) for text in islice(waiting, BATCH)]:
            for step in self.steps:
                docs = list(step.pipe(docs, batch_size=BATCH))
            yield from docs


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


def _step(pipe: Any) -> Any:
    from spacy.pipeline import AttributeRuler
    from spacy.pipeline.transition_parser import Parser

    if isinstance(pipe, Parser) and pipe.cfg["beam_width"] == 1:
        return Moves(pipe)
    if isinstance(pipe, AttributeRuler):
        return Attributes(pipe)
    return pipe if hasattr(pipe, "pipe") else Each(pipe)


class Each:
    """A component that is only a function."""

    def __init__(self, component: Any) -> None:
        self.component = component

    def pipe(self, docs: list[Doc], batch_size: int) -> list[Doc]:
        return [self.component(doc) for doc in docs]


class Moves:
    """A greedy parser or recogniser, all docs a move at a time."""

    def __init__(self, parser: Any) -> None:
        self.parser = parser

    def pipe(self, docs: list[Doc], batch_size: int) -> list[Doc]:
        if any(map(len, docs)):
            self.parser.set_annotations(docs, self._moved(docs))
        return docs

    def _moved(self, docs: list[Doc]) -> list[Any]:
        """The final states."""
        states: list[Any] = self.parser.moves.init_batch(docs)
        model = self.parser.model.predict(docs)
        going = [state for state in states if not state.is_final()]
        while going:
            going = self.parser.transition_states(going, model.predict(going))
        model.clear_memory()
        return states


class Attributes:
    """An attribute ruler whose patterns on one token are matched once for each kind of token."""

    def __init__(self, ruler: Any) -> None:
        from spacy.matcher import Matcher

        self.ruler = ruler
        self.words, self.phrases = Matcher(ruler.vocab), Matcher(ruler.vocab)
        for number, rule in enumerate(ruler.patterns):
            for own in (True, False):
                patterns = [p for p in rule["patterns"] if _is_own(p) == own]
                if patterns:
                    (self.words if own else self.phrases).add(str(number), patterns)
        self._of_kind = lru_cache(KINDS)(self._of_kind_asked)

    def pipe(self, docs: list[Doc], batch_size: int) -> list[Doc]:
        for doc in docs:
            found = self._matches(self.phrases, doc)
            for token in doc:
                at = token.i
                kind = self._of_kind(token.text, token.tag_, token.dep_)
                found += [(number, name, at, at + 1) for number, name in kind]
            self.ruler.set_annotations(doc, sorted(found))
        return docs

    def _of_kind_asked(self, text: str, tag: str, dep: str) -> list[tuple[int, int]]:
        """The rules that a token fits by itself."""
        from spacy.tokens import Doc

        doc = Doc(self.ruler.vocab, words=[text], tags=[tag], deps=[dep], heads=[0])
        return [(number, name) for number, name, _, _ in self._matches(self.words, doc)]

    def _matches(self, matcher: Any, doc: Doc) -> list[tuple[int, int, int, int]]:
        """Number and name of each rule that matches, with its first token and the one after it."""
        found = matcher(doc, allow_missing=True)
        return [(int(self.ruler.vocab.strings[name]), name, *place) for name, *place in found]


def _is_own(pattern: list[dict[str, Any]]) -> bool:
    """Whether a pattern is of one token, and asks only for what no neighbour decides."""
    return len(pattern) == 1 and pattern[0].keys() <= OWN
