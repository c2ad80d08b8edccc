"""One question at a time: who, where, when, how many, on whose word.

What `dateline resolve` answers: the same mentions and the same resolving as coding uses, asked of
a text (or of bare words) without coding it. Each answer is a dict of the contract's types.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
from spacy.tokens import Doc, Token

from dateline.analysis import Analysis, day_of
from dateline.coding.encoding import Extent
from dateline.errors import InputError
from dateline.mentions.place_names import find_place_names
from dateline.mentions.quantities import parse_quantity
from dateline.parsing import LANGUAGE
from dateline.parts import count_of
from dateline.pipeline import Coder
from dateline.reading import report_from_text
from dateline.relating import Asked, check
from dateline.resolving.actors import ActorResolver
from dateline.resolving.places import PlaceMention, resolve_places
from dateline.resolving.surfaces import candidates
from dateline.timexes import timexes, timexes_at
from dateline.types import Entity, Report, Span

BATCH = 64  # questions parsed together
PAIR = 'a line is {"id", "text", "source": {"start", "end"}, "target": {"start", "end"}}'


class Words(msgspec.Struct, frozen=True):
    """Where a mention stands in a question's text, in code points."""

    start: int
    end: int


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One object of a questions' file. Keys that are not asked for are ignored."""

    id: str | int | None = None
    text: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    mentions: list[Words] | None = None
    surface: str | None = None
    date: str | None = None
    country: str | None = None


class Unreadable(msgspec.Struct, frozen=True):
    """A line that holds no question, and why."""

    why: str
    id: str | int | None = None


def read_questions(lines: Iterable[bytes]) -> Iterator[Question | Unreadable]:
    """The questions of a file of JSON lines; empty lines are passed over."""
    decoder = msgspec.json.Decoder(Question)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield Unreadable(f"line {number}: {error}; give one JSON object a line")


class Read(NamedTuple):
    """A question whose text is parsed, and what its text holds."""

    question: Question
    report: Report
    analysis: Analysis


Answer = dict[str, Any]


def answers(
    kind: str, questions: Iterable[Question | Unreadable], coder: Coder
) -> Iterator[Answer]:
    """The answer to each question, in order; `kind` is a key of KINDS.

    A question that cannot be answered gives `{"id", "error"}`, which says what is wrong with it.
    """
    asked = iter(questions)
    while batch := list(itertools.islice(asked, BATCH)):
        reports = [_report(question, kind) for question in batch]
        good = [
            report
            for question, report in zip(batch, reports, strict=True)
            if isinstance(report, Report) and _needs_parse(question, kind)
        ]
        docs = _parsed(good, kind, coder)
        for question, report in zip(batch, reports, strict=True):
            yield {"id": question.id, **_answer(kind, question, report, docs, coder)}


class Pair(msgspec.Struct, frozen=True):
    """One line of `relate`: a text, who may have done something, and to whom."""

    text: str
    source: Words
    target: Words
    id: str | int | None = None


def related(lines: Iterable[bytes], coder: Coder) -> Iterator[Answer]:
    """What the source does to the target, line by line; a bad line gives `{"id", "error"}`."""
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    while batch := list(itertools.islice(numbered, BATCH)):
        pairs = [_pair(line, number) for number, line in batch]
        good = [_asked(pair) for pair in pairs if isinstance(pair, Pair)]
        found = coder.relate_many(good)
        for pair in pairs:
            if isinstance(pair, Pair):
                yield {"id": pair.id, **msgspec.to_builtins(next(found))}
            else:
                yield {"id": pair.id, "error": pair.why}


def _pair(line: bytes, number: int) -> Pair | Unreadable:
    try:
        pair = msgspec.json.decode(line, type=Pair)
        check(Asked(*_asked(pair)))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Unreadable(f"line {number}: {error}; {PAIR}")
    except InputError as error:
        return Unreadable(f"line {number}: {error}", pair.id)
    return pair


def _asked(pair: Pair) -> tuple[str, Extent, Extent]:
    source, target = pair.source, pair.target
    return pair.text, (source.start, source.end), (target.start, target.end)


def _report(question: Question | Unreadable, kind: str) -> Report | str | None:
    """The question's text as a report; why there is none; None where a bare name is asked of."""
    if isinstance(question, Unreadable):
        return question.why
    if kind == "actors" and question.surface is not None:
        return None
    if question.text is None:
        return f"no 'text'; {kind} wants {WANTED[kind]}"
    for mention in question.mentions or ():
        if not 0 <= mention.start < mention.end <= len(question.text):
            return (
                f"mention {mention.start} to {mention.end} is not within the text, which has "
                f"{len(question.text)} code points; start counts from 0 and end is exclusive"
            )
    try:
        report = report_from_text(
            question.text, None, question.published, None, question.source, question.url
        )
    except InputError as error:
        return str(error)
    return msgspec.structs.replace(report, language=LANGUAGE)


def _needs_parse(question: Question | Unreadable, kind: str) -> bool:
    """Whether the answer rests on the parse: times and given places go by their words."""
    given = isinstance(question, Question) and question.mentions is not None
    return kind != "times" and not (kind == "places" and given)


def _parsed(reports: list[Report], kind: str, coder: Coder) -> Iterator[tuple[Report, Doc]]:
    """Every passage parsed, datelines and credits too; of speakers only the prose."""
    if not reports:
        return iter(())
    placed = map(coder.placed, reports)
    return coder.parser.whole().parse_many(_to_read(report, kind) for report in placed)


def _to_read(report: Report, kind: str) -> Report:
    """The report with all of its text as prose; of speakers without datelines and credits."""
    kept = [f for f in report.furniture if kind == "speakers" and f.kind != "header"]
    return msgspec.structs.replace(report, title=None, furniture=kept)


def _answer(
    kind: str,
    question: Question | Unreadable,
    report: Report | str | None,
    docs: Iterator[tuple[Report, Doc]],
    coder: Coder,
) -> Answer:
    if isinstance(question, Unreadable) or isinstance(report, str):
        return {"error": str(report)}
    if report is None:
        return _who(question, coder)
    if _needs_parse(question, kind):
        placed, doc = next(docs)
    else:
        placed, doc = _to_read(coder.placed(report), kind), coder.parser.nlp.make_doc("")
    analysis = Analysis(placed, doc, coder.knowledge, coder.gazetteer)
    return KINDS[kind](Read(question, placed, analysis))


def _who(question: Question, coder: Coder) -> Answer:
    """The actor that a bare name stands for, and its other candidates."""
    resolver = ActorResolver(coder.knowledge)
    surface = question.surface or ""
    found = candidates(surface, question.date or question.published, question.country, resolver)
    return {"actor": found[0] if found else None, "candidates": found}


def _actors(read: Read) -> Answer:
    """The entity at each mention given, else the parties that the text names."""
    analysis, mentions = read.analysis, read.question.mentions
    if mentions is None:
        return {"actors": [e for token in analysis.parties if (e := analysis.entity(token))]}
    return {"actors": [_actor_at(words, read) for words in mentions]}


def _actor_at(words: Words, read: Read) -> Entity | None:
    """Who the words mean where they stand; what the parse takes for no party, by the words."""
    analysis = read.analysis
    head = _head(analysis.doc, words)
    entity = analysis.entity(head) if head is not None else None
    if entity is not None:
        return entity
    name = read.report.text[words.start : words.end]
    found = candidates(name, read.report.published, analysis.country, analysis.resolver)
    if not found:
        return None
    return msgspec.structs.replace(found[0], start=words.start, end=words.end, text=name)


def _head(doc: Doc, words: Words) -> Token | None:
    """The head of the tokens that a mention covers, wholly or in part."""
    inside = [token for token in doc if _overlaps(doc[token.i : token.i + 1]._.source, words)]
    return next((t for t in inside if t.head not in inside or t.head == t), None)


def _overlaps(span: Span, words: Words) -> bool:
    return span.field == "text" and span.start < words.end and words.start < span.end


def _places(read: Read) -> Answer:
    """The place at each mention given, else at each name found."""
    text, gazetteer = read.report.text, read.analysis.gazetteer
    if read.question.mentions is None:
        found = find_place_names(read.analysis.doc, gazetteer)
        mentions = [PlaceMention(span=span._.source) for span in found]
        named = resolve_places(mentions, read.report, gazetteer)
        return {"places": [place for place in named if place]}
    mentions = [
        PlaceMention(span=Span(start=m.start, end=m.end, text=text[m.start : m.end]))
        for m in read.question.mentions
    ]
    return {"places": resolve_places(mentions, read.report, gazetteer)}


def _times(read: Read) -> Answer:
    """The time at each mention given, else every time expression, by TIMEX3."""
    report = read.report
    day = day_of(report.published)
    if read.question.mentions is None:
        return {"times": timexes(report.text, day, report.published_precision)}
    spans = [(m.start, m.end) for m in read.question.mentions]
    return {"times": timexes_at(report.text, spans, day, report.published_precision)}


def _counts(read: Read) -> Answer:
    """Numbers of people; a text that is no sentence is taken as the words of one quantity."""
    text, found = read.report.text, read.analysis.counts
    says = any(token.dep_ in ("nsubj", "nsubjpass") for token in read.analysis.doc)
    if not says and (whole := parse_quantity(text)) is not None:
        return {"counts": [count_of(Span(start=0, end=len(text), text=text), whole)]}
    return {"counts": [count_of(m.span._.source, m.quantity, m.kind, m.noun) for m in found]}


def _speakers(read: Read) -> Answer:
    """Who is said to have said what; what stands within another's words is left out."""
    return {
        "speakers": [
            {
                "source": saying.source and saying.source._.source,
                "cue": saying.cue and saying.cue._.source,
                "content": saying.whole._.source,
            }
            for saying in read.analysis.attributions
            if saying.depth == 0
        ]
    }


KINDS: dict[str, Callable[[Read], Answer]] = {
    "actors": _actors,
    "places": _places,
    "times": _times,
    "counts": _counts,
    "speakers": _speakers,
}
WANTED = {
    "actors": "'text' (and 'mentions'), or 'surface'",
    "places": "'text', and if there are 'mentions', 'published', 'source'",
    "times": "'text', and if there are 'published', 'mentions'",
    "counts": "'text'",
    "speakers": "'text'",
}
