"""Names in capitals, as dictionaries of old have them -> as newspapers write them."""

from __future__ import annotations

import re
from collections.abc import Collection

from dateline.knowledge import fold

_SMALL = frozenset(
    """a al and as at bin bint d da de del della der des di do dos du e el en et for from i ibn in
    la las le los of on para por pour the to und van vom von y zu""".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWELS = frozenset("AEIOUYÀÁÂÃÄÅÆÈÉÊËÌÍÎÏÒÓÔÕÖØÙÚÛÜ")
LONGEST_ABBREVIATION = 8


def readable(forms: list[str], abbreviations: Collection[str]) -> list[str]:
    """An actor's names as newspapers write them; what has small letters stays.

    `abbreviations` are folded names known to be written in capitals; besides them stay those
    that are the initials of one of the other forms, and words without a vowel.
    """
    initials = {letters for form in forms for letters in _initials(form)}

    def write(form: str) -> str:
        if not form.isupper():
            return form
        if form.replace(".", "") in initials or fold(form) in abbreviations:
            return form
        return _WORD.sub(lambda match: _word(match, abbreviations), form)

    return [write(form) for form in forms]


def _initials(form: str) -> tuple[str, str]:
    """First letters of all words, and of those that are not small."""
    words = [word for word in re.split(r"[\s-]+", form.upper()) if word]
    if len(words) < 2 or len(words) > LONGEST_ABBREVIATION:
        return "", ""
    return (
        "".join(word[0] for word in words),
        "".join(word[0] for word in words if word.lower() not in _SMALL),
    )


def _word(match: re.Match[str], abbreviations: Collection[str]) -> str:
    word = match.group().replace("’", "'")
    low = word.lower()
    if low in abbreviations or (len(word) > 1 and not _VOWELS & set(word)):
        return word
    inside = match.end() < len(match.string)
    if low in _SMALL and inside and (match.start() > 0 or low in ("al", "el")):
        return low
    if word[:2] in ("O'", "D'"):
        return word[:2] + word[2:].capitalize()
    return word.capitalize()
