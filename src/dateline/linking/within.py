"""The claims of one report -> its happenings: which of them tell of one thing, and why."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

import msgspec

from dateline.linking.same import conflict, reason
from dateline.types import Claim, Join

Apart = AbstractSet[tuple[str, str]]


class Happening(msgspec.Struct):
    """Claims of one report about one happening, and why each was joined to another."""

    claims: list[Claim]
    joins: list[Join]

    def reason(self, claim: Claim, apart: Apart) -> tuple[Claim, str] | None:
        """Why the claim belongs here: for some claim, and against none."""
        if any(
            conflict(m, claim) or {(m.id, claim.id), (claim.id, m.id)} & apart for m in self.claims
        ):
            return None
        told = ((mine, reason(mine, claim)) for mine in self.claims)
        return next(((mine, why) for mine, why in told if why), None)


def happenings(claims: Iterable[Claim], apart: Apart = frozenset()) -> list[Happening]:
    """The happenings of a report's claims, which come in the order of its text.

    `apart` are pairs of ids of claims that an analyst told apart.
    """
    found: list[Happening] = []
    for claim in claims:
        _place(claim, found, apart)
    return found


def _place(claim: Claim, found: list[Happening], apart: Apart) -> None:
    for happening in reversed(found):
        if told := happening.reason(claim, apart):
            mine, why = told
            happening.claims.append(claim)
            happening.joins.append(
                Join(one=mine.id, other=claim.id, joined=True, score=None, reason=why)
            )
            return
    found.append(Happening([claim], []))
