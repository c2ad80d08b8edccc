"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_READ = 1000
_MIN_LETTERS = 40
# Sentences full of foreign names come out unsure; of another language, sure.
_SURE = 0.8
_ENGLISH = frozenset({"en", "pcm"})  # a recogniser takes short English of Lagos for Pidgin
_LETTER = re.compile(r"[^\W\d_]")
_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z]+)*", re.IGNORECASE)


def language_of(text: str, declared: str | None = None) -> str:
    """The text's language, ISO 639-1, from its first thousand characters.

    Too short or mixed a text cannot tell: it has the declared language, or English.
    """
    code = _CODE.fullmatch(declared.strip()) if declared else None
    stated = code[1].lower() if code else None
    start = text[:_READ]
    if len(_LETTER.findall(start)) < _MIN_LETTERS:
        return stated or "en"
    found, probability = _identifier().classify(start)
    unsure = found in _ENGLISH or probability < _SURE
    return stated or "en" if unsure else str(found)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid import langid  # numpy comes with it

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
