"""Quotations: what stands between quotation marks, also over several paragraphs."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc, Token

OPENING = {"“": "”", "«": "»", "„": "“", "``": "''", "‘": "’"}
STRAIGHT = frozenset({'"', "''"})


class Quotation(NamedTuple):
    """Tokens from the opening mark to after the closing one."""

    start: int
    end: int


def find_quotations(doc: Doc) -> list[Quotation]:
    """The quotations of a report, in order, outermost only.

    One that a paragraph leaves open and the next opens anew is one quotation.
    """
    found: list[Quotation] = []
    opened: Token | None = None
    paragraph, closing = 0, ""
    for token in doc:
        if not token.is_quote and token.text not in STRAIGHT:
            continue
        if opened is not None and token._.paragraph != paragraph:
            if _goes_on(token, paragraph):
                paragraph = token._.paragraph
                continue
            opened = None
        if opened is None:
            if _can_open(token):
                opened, paragraph = token, token._.paragraph
                closing = OPENING.get(token.text, token.text)
        elif token.text == closing and _can_close(token, closing):
            found.append(Quotation(opened.i, token.i + 1))
            opened = None
    return found


def _goes_on(token: Token, paragraph: int) -> bool:
    """Whether a mark takes up again what the paragraph before left open; a title never does."""
    follows = paragraph >= 0 and token._.paragraph == paragraph + 1
    return follows and _can_open(token) and _opens_paragraph(token)


def _opens_paragraph(token: Token) -> bool:
    return token.i == 0 or token.nbor(-1)._.paragraph != token._.paragraph


def _can_open(token: Token) -> bool:
    if token.text in OPENING:
        return True
    return token.text in STRAIGHT and not token.whitespace_


def _can_close(token: Token, closing: str) -> bool:
    """A single mark closes only where no letter follows: "the workers’ union"."""
    if closing != "’":
        return True
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return token.tag_ != "POS" and (after is None or bool(token.whitespace_) or after.is_punct)
