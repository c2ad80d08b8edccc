"""On whose word: every attribution of a report, its source, cue and content.

Direct and indirect speech, thought and stance, by the parse (`cues`) and by quotation marks
(`quotations`); headlines and transcripts by their colons. What nobody is named for has no
source; a quotation that goes on without a cue keeps its speaker.
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from dateline.mentions.colons import ENDS, find_colons
from dateline.mentions.cues import Cue, find_cues
from dateline.mentions.quotations import Quotation, find_quotations
from dateline.mentions.sayers import FAR, extent, subject_of
from dateline.mentions.speech import FINITE, SPEECH, VERBAL, Piece, trim

ASIDE = 8  # tokens after the verb of an aside
OUTWEIGHED = 1.5  # how much longer than its pieces a quotation cut in two may be
GAP = 4  # tokens between a quotation and its cue's clause
BEFORE_CUE = frozenset({",", "—", "–", "--", "”", '"', "''", "’"})
OBJECTS = frozenset({"dobj", "attr", "acomp"})
SPEAKING = frozenset({"PERSON", "ORG", "GPE", "NORP"})
COMMAS = frozenset({",", "—", "–", "--"})
FULL_STOPS = frozenset({".", "!", "?"})


class Saying(NamedTuple):
    """Who says it, the words of saying, and what is said, in one or more pieces."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    asserts: bool  # says that it is so: not wishes, judgements and what is only named
    depth: int  # in how many other attributions the words of saying stand

    @property
    def whole(self) -> Span:
        """What is said, from its first word to its last, or its longest piece where the
        words of others between are many."""
        first, last = self.content[0], self.content[-1]
        if OUTWEIGHED * self.reach < last.end - first.start:  # "“No,” said ... “Go.”"
            return max(self.content, key=len)
        return first.doc[first.start : last.end]

    @property
    def reach(self) -> int:
        """How many tokens are said."""
        return sum(len(piece) for piece in self.content)

    def holds(self, token: Token) -> bool:
        """Whether the token is among what is said."""
        return any(piece.start <= token.i < piece.end for piece in self.content)


def find_attributions(doc: Doc) -> list[Saying]:
    """The attributions of a report, in the order of their content, outermost first."""
    cues = list(find_cues(doc))
    quotations = find_quotations(doc)
    cues += find_colons(doc)
    cues.sort(key=lambda cue: cue.at)
    _join_quotations(doc, cues, quotations)
    for cue in cues:
        _set_off(cue)
        _next_paragraph(cue)
        cue.content = [
            (s, e) for s, e in cue.content if any(t.is_alpha or t.like_num for t in doc[s:e])
        ]
    told = [cue for cue in cues if cue.content]
    pieces = [(cue, *piece) for cue in told for piece in cue.content]
    found = [_saying(doc, cue, _depth(cue, pieces)) for cue in told]
    return sorted(found, key=lambda s: (s.content[0].start, -s.content[-1].end))


def _depth(cue: Cue, pieces: list[tuple[Cue, int, int]]) -> int:
    """How many others say that it is said; `pieces` are what each of them says."""
    at = cue.at[0]
    return sum(start <= at < end for other, start, end in pieces if other is not cue)


def _saying(doc: Doc, cue: Cue, depth: int) -> Saying:
    source = None
    if cue.source is not None:
        start, end = extent(cue.source, cue.head)
        source = doc[start:end]
    pieces = tuple(doc[start:end] for start, end in sorted(cue.content))
    return Saying(source, doc[cue.at[0] : cue.at[1]], pieces, cue.asserts and not cue.thing, depth)


def _set_off(cue: Cue) -> None:
    """Give "..., a source said" what stands before it, "Often, he said, it ..." both sides."""
    if not cue.asserts or cue.head.tag_ not in FINITE or cue.head.dep_ == "relcl":
        return
    doc, (start, end) = cue.head.doc, cue.clause
    sentence = cue.head.sent
    end = _aside_end(cue, end)
    if doc[start - 1].lower_ == "as":  # "Prices, as the minister said, rose"
        start -= 1
    if start <= sentence.start + 1 or doc[start - 1].text not in BEFORE_CUE:
        return
    left = trim(doc, sentence.start, start - 1)
    clause = any(t.pos_ in VERBAL for t in doc[left[0] : left[1]])
    if _is_split(cue, end, left, clause):
        cue.content, cue.thing = [left, trim(doc, end + 1, sentence.end)], False
    elif not cue.content and clause and not _has_object(cue.head):
        cue.content, cue.thing = [left], False
    elif cue.content and _is_partly_quoted(doc, cue.content[0], start):
        cue.content[0] = (min(left[0], cue.content[0][0]), cue.content[0][1])


def _aside_end(cue: Cue, end: int) -> int:
    """Where an aside ends, its hearer and its time in it: "It, he told me on Friday, is"."""
    last = cue.head.sent.end
    comma = next((t.i for t in cue.head.doc[end : min(end + ASIDE, last)] if t.text == ","), None)
    within = comma is not None and not any(t.pos_ in VERBAL for t in cue.head.doc[end:comma])
    return comma if comma is not None and within else end


def _is_partly_quoted(doc: Doc, piece: Piece, cue_start: int) -> bool:
    """Of "The plan “is a mistake,” he said": words of the sentence before what is quoted."""
    return cue_start - 2 <= piece[1] <= cue_start and not doc[piece[0] - 1].is_punct


def _is_split(cue: Cue, end: int, left: Piece, clause: bool) -> bool:
    """Whether the cue stands inside what is said: "Often, he said, rebels ..."."""
    doc, sentence = cue.head.doc, cue.head.sent
    if end >= sentence.end - FAR or doc[end].text != "," or _is_quoted(doc, cue):
        return False
    goes_on = any(
        t.dep_ == "conj" and left[0] <= t.head.i < left[1] for t in doc[end + 1 : end + FAR]
    )
    return goes_on or cue.head.head.i > end or not clause


def _has_object(verb: Token) -> bool:
    """Whether the verb says something else than what stands before it; a hearer is no matter."""
    return verb.lemma_ not in SPEECH.telling and any(c.dep_ in OBJECTS for c in verb.rights)


def _is_quoted(doc: Doc, cue: Cue) -> bool:
    return any(doc[s].is_quote for s, _ in cue.content)


def _next_paragraph(cue: Cue) -> None:
    """Give "He added:" at a paragraph's end the next paragraph."""
    doc, (_, end) = cue.head.doc, cue.at
    if cue.content or not cue.asserts or end >= len(doc) - 1 or doc[end].text != ":":
        return
    here = cue.head._.paragraph
    after = end + 1
    if here < 0 or doc[after]._.paragraph == here:
        return
    while after < len(doc) and doc[after]._.paragraph == here + 1:
        after += 1
    cue.content, cue.thing = [trim(doc, end + 1, after)], False


def _join_quotations(doc: Doc, cues: list[Cue], quotations: list[Quotation]) -> None:
    """Give each quotation to the cue it stands in, after or before, else to the last speaker."""
    last: Cue | None = None
    for quotation in quotations:
        cue = _holder(quotation, cues) or _beside(doc, quotation, cues)
        if cue is None and last is not None and _goes_on(doc, quotation, last):
            cue = last
        elif cue is None and (cue := _unlisted(doc, quotation)) is not None:
            cues.append(cue)
        if cue is not None:
            _add(cue, quotation)
            last = cue


def _holder(quotation: Quotation, cues: list[Cue]) -> Cue | None:
    """The cue whose content the quotation starts in or fills."""
    for cue in cues:
        for start, end in cue.content:
            if start <= quotation.start + 1 < end:
                return cue
    return None


def _beside(doc: Doc, quotation: Quotation, cues: list[Cue]) -> Cue | None:
    best: tuple[int, Cue] | None = None
    for cue in cues:
        start, end = cue.clause
        if not cue.asserts:
            continue
        if start >= quotation.end:
            gap = start - quotation.end
        else:
            gap = quotation.start - end + 1
            if gap < 0 or (cue.content and max(e for _, e in cue.content) > end and gap > 3):
                continue
        if (
            gap <= GAP
            and _is_next_to(doc, quotation, start, end)
            and (best is None or gap < best[0])
        ):
            best = (gap, cue)
    return best[1] if best else None


def _is_next_to(doc: Doc, quotation: Quotation, start: int, end: int) -> bool:
    """Whether no sentence ends between a quotation and the clause of a cue."""
    if doc[start]._.paragraph != doc[quotation.start]._.paragraph:
        return False
    between = doc[quotation.end : start] if start >= quotation.end else doc[end : quotation.start]
    return not any(t.text in FULL_STOPS for t in between)


def _goes_on(doc: Doc, quotation: Quotation, last: Cue) -> bool:
    """Whether a quotation that is a sentence of its own follows its speaker's last words."""
    first = doc[quotation.start]
    before = next((t for t in reversed(doc[: first.i]) if not t.is_space), None)
    opens = before is None or before.text in ENDS or before._.paragraph != first._.paragraph
    here = last.head._.paragraph
    near = first._.paragraph == here or (here >= 0 and first._.paragraph == here + 1)
    return opens and near and quotation.end - quotation.start > FAR


def _add(cue: Cue, quotation: Quotation) -> None:
    pieces = sorted([*cue.content, (quotation.start, quotation.end)])
    joined = [pieces[0]]
    for start, end in pieces[1:]:
        low, high = joined[-1]
        if start <= high + 1:
            joined[-1] = (low, max(high, end))
        else:
            joined.append((start, end))
    cue.content, cue.thing = joined, False


def _unlisted(doc: Doc, quotation: Quotation) -> Cue | None:
    """A verb that governs a quotation says it, whatever it is: "he thundered, “...”"."""
    if quotation.end - quotation.start <= FAR or not doc[quotation.end - 2].is_punct:
        return None
    verb = doc[quotation.start : quotation.end].root
    for _ in range(FAR):
        verb = verb.head
        if verb.pos_ == "VERB" and not quotation.start <= verb.i < quotation.end:
            break
    else:
        return None
    source = subject_of(verb)
    if source is None or not (source.ent_type_ in SPEAKING or source.pos_ == "PRON"):
        return None
    start, end = quotation.start, quotation.end
    if verb.i < start:
        first = next((c for c in verb.rights if c.left_edge.i <= start <= c.right_edge.i), None)
        start = first.left_edge.i if first is not None else start
    return Cue(verb, (verb.i, verb.i + 1), source, [(start, end)])
