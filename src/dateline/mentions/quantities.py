"""How many: the words of a quantity to a range. No parse is needed.

Readings are general. An unqualified plural is at least two of its unit and less than ten:
"thousands" is 2,000 to 9,999, "tens of thousands" 20,000 to 99,999. "Several", "a few" and "a
handful" are 3 to 9. "More than" and "at least" keep the number as the low and leave the high
open; "up to" leaves the low open; "nearly" and "about" keep the number and say approximate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec


class Quantity(msgspec.Struct, frozen=True):
    """At least `low`, at most `high`; None where the words set no bound."""

    low: int | None
    high: int | None
    approximate: bool = False


Range = tuple[float, float]

_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBERS: dict[str, Range] = {word: (n, n) for n, word in enumerate(_ONES.split("|"), 1)}
_NUMBERS |= {word: (n * 10, n * 10) for n, word in enumerate(_TENS.split("|"), 2)}
_NUMBERS |= {"couple": (2, 2), "pair": (2, 2), "half": (0.5, 0.5)}
_NUMBERS |= dict.fromkeys(("several", "few", "handful", "many"), (3, 9))
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
    "lakh": 10**5, "crore": 10**7, "k": 1000, "m": 10**6, "mn": 10**6,
}  # fmt: skip
_PLURALS: dict[str, Range] = {f"{word}s": (2 * n, 10 * n - 1) for word, n in _SCALES.items()}
_PLURALS |= {"dozens": (24, 99), "scores": (40, 99), "tens": (20, 99)}

_DIGITS = r"(?:\d{1,3}(?:[,  ]\d{3})+|\d{1,2}(?:,\d\d)+,\d{3}|\d+(?:\.\d+)?)"
_SCALE = r"(?:dozen|hundred|thousand|million|billion|lakh|crore)s?"
_WORD = rf"(?:{_ONES}|{_TENS}|{_SCALE}|tens|scores|several|few|couple|pair|handful|half|many)\b"
_GLUE = rf"(?:(?<=hundred) and |(?<=thousand) and | of (?={_SCALE}\b)| a |[ -])"
_WORDS = rf"(?:an? )?{_WORD}(?:{_GLUE}{_WORD})*"
_ONE = rf"(?:{_DIGITS}(?:[’\u0027]?s\b|(?:[ -]{_SCALE})+\b|(?:k|mn?)\b)?|\b{_WORDS})"
_BOUNDS = {
    "low": r"at least|no (?:fewer|less) than|not (?:fewer|less) than|(?:a )?minimum(?: of)?|over"
    r"|(?:well )?(?:over|above)|(?:many )?more than|upwards? of|in excess of|exceeding|greater than"
    r"|[>≥]=?",
    "high": r"up to|at most|(?:no|not) more than|as many as|(?:a )?maximum(?: of)?|≤|<=",
    "below": r"(?:fewer|less) than|under|below|short of|<",
    "about": r"about|around|approximately|approx\.?|roughly|some|nearly|almost|close to|circa|ca?\."
    r"|an estimated|estimated(?: at)?|~|≈|anywhere from|possibly|perhaps|maybe|probably",
    "plain": r"just|only|reportedly|a total of",
}  # fmt: skip
_QUALIFIER = "|".join(f"(?P<{name}>{words})" for name, words in _BOUNDS.items())
_QUALIFIERS = rf"(?:(?<!\w)(?:{'|'.join(_BOUNDS.values())}) ?)*"
_NOT_BEFORE = r"(?<![\w$€£#/.:-])(?<!\w[’\u0027])(?<![’\u0027](?=\d0s))(?<!\d,)"
_TO = r"(?P<to> ?[-–—] ?| to | and | or | and even |,? if not |, (?=perhaps|maybe|possibly))"
_AFTER = (
    r"(?P<after>\+| plus\b|-plus\b| or more\b| and more\b| or so\b|-odd\b| or (?:fewer|less)\b)?"
)
_NOT_AFTER = r"(?![\w%]|[.,:/]\d|-\d\d?-|-(?:year|month|week|day|hour|minute))"
_QUANTITY = re.compile(
    rf"{_NOT_BEFORE}(?P<qualifiers>{_QUALIFIERS})(?P<between>(?:between|from) )?(?P<first>{_ONE})"
    rf"(?:{_TO}{_QUALIFIERS}(?P<second>{_ONE}))?{_AFTER}{_NOT_AFTER}",
    re.IGNORECASE,
)
_FIND_QUALIFIER = re.compile(_QUALIFIER, re.IGNORECASE)
_TOKEN = re.compile(r"\d[\d,.  ]*\d|\d|[a-z]+")


def parse_quantity(words: str) -> Quantity | None:
    """The first quantity among some words, or None where they hold none."""
    return next((quantity for _, _, quantity in find_quantities(words)), None)


def find_quantities(text: str) -> Iterator[tuple[int, int, Quantity]]:
    """Every quantity, of whatever is counted: first and last code point, and the range."""
    position = 0
    while match := _QUANTITY.search(text, position):
        quantity, end = _read(match)
        if quantity is not None:
            yield match.start(), end, quantity
        position = max(end, match.start() + 1)


def _read(match: re.Match[str]) -> tuple[Quantity | None, int]:
    first = _range(match["first"])
    second = _range(match["second"]) if match["second"] else None
    if second and _joins(match["to"], match["between"]):
        low, high = _scaled(first, match["first"], second, match["second"])
        if low[0] < high[1]:
            return _qualified((low[0], high[1]), match), match.end()
        if match["to"].strip() in ("-", "–", "—"):  # a score, a date, a reference
            return None, match.end()
    end = match.end() if not match["second"] else match.end("first")
    return _qualified(first, match), end


def _joins(to: str, between: str | None) -> bool:
    """Whether two numbers make a range: "and" only does after "between"."""
    return to.strip() != "and" or bool(between)


def _scaled(first: Range, words: str, second: Range, more: str) -> tuple[Range, Range]:
    """ "Two to three thousand", "2-3,000": the unit stands once and serves both."""
    for scale in (10**9, 10**7, 10**6, 10**5, 1000, 100):
        said = re.search(_SCALE, more, re.IGNORECASE) or (scale == 1000 and more.endswith(",000"))
        fits = second[1] >= scale > first[1] and second[1] % scale == 0
        if said and fits and not re.search(_SCALE, words, re.I) and first[1] * scale < second[1]:
            return (first[0] * scale, first[1] * scale), second
    return first, second


def _range(words: str) -> Range:
    """One number, exact or vague, as (low, high)."""
    total: Range = (0, 0)
    current: Range | None = None
    for token in _TOKEN.findall(_plural_digits(words.lower())):
        if token in _SCALES:
            current = _times(current or (1, 1), _SCALES[token])
        elif token in _PLURALS:
            current = _times(current, _unit(token)) if current else _PLURALS[token]
        elif (number := _number(token)) is not None:
            current = _plus(current, number)
        if current and token in _SCALES and _SCALES[token] >= 1000:
            total, current = _plus(total, current), None
    return _plus(total, current or (0, 0))


def _plus(one: Range | None, other: Range) -> Range:
    return (one[0] + other[0], one[1] + other[1]) if one else other


def _plural_digits(words: str) -> str:
    """ "1000s" is thousands, "10,000s" tens of thousands."""
    found = re.fullmatch(rf"({_DIGITS})[’\u0027]?s", words)
    if not found:
        return words
    names = {1: "tens", 2: "hundreds", 3: "thousands", 4: "tens of thousands",
             5: "hundreds of thousands", 6: "millions"}  # fmt: skip
    return names.get(len(re.sub(r"\D", "", found[1])) - 1, found[1])


def _unit(plural: str) -> int:
    return _SCALES.get(plural.removesuffix("s"), 1)


def _number(token: str) -> Range | None:
    if token[0].isdigit():
        plain = re.sub(r"[, \u00a0]", "", token)
        if re.fullmatch(r"\d{1,3}\.\d{3}", plain):  # a point between thousands
            plain = plain.replace(".", "")
        return float(plain), float(plain)
    return _NUMBERS.get(token)


def _times(number: Range, scale: int) -> Range:
    if number[0] == number[1]:
        return number[0] * scale, number[1] * scale
    return number[0] * scale, (number[1] + 1) * scale - 1


def _qualified(number: Range, match: re.Match[str]) -> Quantity | None:
    low, high = int(number[0]), int(number[1])
    if (low, high) != number:  # 3.5 counts no one
        return None
    said = {m.lastgroup for m in _FIND_QUALIFIER.finditer(match["qualifiers"])}
    after = (match["after"] or "").strip()
    approximate = "about" in said or after in ("or so", "-odd")
    if "low" in said or after in ("+", "plus", "-plus", "or more", "and more"):
        return Quantity(low, None, approximate)
    if "below" in said:
        return Quantity(None, high - 1, approximate)
    if "high" in said or after in ("or fewer", "or less"):
        return Quantity(None, high, approximate)
    return Quantity(low, high, approximate)
