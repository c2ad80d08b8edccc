"""Whether words look back or ahead, by the words around them: a guess for want of a parse."""

from __future__ import annotations

import re
from typing import Literal

_BREAK = re.compile(r"[.!?][”\"’)]*\s+(?=[A-Z“\"])|\n\s*\n|;")
_TO = r"to (?!the |this |that |its |his |her |their |end\b|early\b|late\b)[a-z]{2,}"
_DONE = (  # what was done with another verb: "tried to flee", "may have left"
    rf"(?:tried|trying|failed|forced|managed|began|continued|used|had|able|unable|came|went|refused"
    rf"|helped|started|seemed|appeared|enough|allowed|rushed|struggled|declined|order) {_TO}"
    r"|(?:would|could|may|might|should|must)(?: not)? have"
)
_AHEAD = (  # the present tells of what is planned: "shops reopen Thursday"
    r"(?:(?:will|would|may|might|can|could|should|shall|must|set to|to)(?: not| also)? be"
    r"|stays?|remains?) [a-z]+(?:ed|en|ld|de|nt|id|wn)"
    r"|will|won[’']t|shall|[’']ll|would|may|might|can|expects?|expected|due|scheduled|slated"
    r"|set for|plans?|planned|planning|forecasts?|sees|likely|upcoming|is|are|reopens?|opens|starts"
    r"|begins?|ends|end(?= (?:at|on|in|by)\b)|meets?|closes|resumes?|takes|goes|holds|arrives?"
    rf"|leaves|expires?|stays?|remains?|comes|(?:set )?{_TO}"
)
_BACK = (
    r"was|were|had|did|said|says|told|fell|rose|came|went|took|met|held|began|hit|struck|left|won"
    r"|lost|gave|made|sold|bought|saw|got|grew|sent|shot|led|ran|drew|died|broke|flew|spoke|wrote"
    r"|chose|found|brought|kept|stood|became|been|[a-z]{2,}ed"
)
_CUE = re.compile(rf"\b(?:(?P<done>{_DONE})|(?P<ahead>{_AHEAD})|(?P<back>{_BACK}))\b")
_SINCE = re.compile(r"\bsince(?: the)? $")
_UNTIL = re.compile(r"\b(?:until|till|by|starting|beginning)(?: at least)?(?: the)? $")


def guess_tense(text: str, start: int, end: int) -> Literal["past", "future"] | None:
    """The tense of the verb nearest before the words, else nearest after, in their sentence."""
    first = max((m.end() for m in _BREAK.finditer(text, 0, start + 1)), default=0)
    after = _BREAK.search(text, end)
    before = list(_CUE.finditer(text, first, start))
    if _SINCE.search(text, first, start):
        return "past"
    if not before and _UNTIL.search(text, first, start):
        return "future"
    cue = before[-1] if before else _CUE.search(text, end, after.start() if after else len(text))
    if cue is None:
        return None
    return "future" if cue["ahead"] else "past"
