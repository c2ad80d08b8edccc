"""What an analyst says -> corrections, checked before they are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from dateline.codebooks import Codebook
from dateline.errors import SettingsError
from dateline.review.fields import check_codes, check_field, value_of
from dateline.review.words import Passage, located
from dateline.types import Claim, Correction, CorrectionKind, Event

# what a party or count of an event may leave out; its claims are found when it is read
PARTY: dict[str, Any] = {"entity": None, "country": None, "sectors": [], "claims": []}
COUNT: dict[str, Any] = {"low": None, "high": None, "claims": []}
OF_EVENTS: dict[str, dict[str, Any]] = {"actors": PARTY, "recipients": PARTY, "counts": COUNT}


class Desk:
    """Makes the corrections of one analyst, all at one time."""

    def __init__(self, analyst: str, codebook: Codebook, note: str | None = None) -> None:
        if not analyst.strip():
            raise SettingsError("--analyst: corrections are by somebody; give a name")
        self.analyst = analyst.strip()
        self.note = note
        self._codebook = codebook
        self._made = datetime.now(UTC).isoformat(timespec="microseconds")

    def set(
        self, target: Claim | Event, fields: Mapping[str, Any], passages: Sequence[Passage]
    ) -> list[Correction]:
        """A correction a field. Raises SettingsError where a value is none of its field.

        `passages` are the words in which parties, places and figures are to be found.
        """
        for field in fields:
            check_field(type(target), field)
        type_ = fields.get("type", target.type)
        made = []
        for field, given in fields.items():
            value = self._value(target, field, given, type_, passages)
            made.append(self._correction(target, "set", field=field, value=value))
        return made

    def judge(self, target: Claim | Event, kind: CorrectionKind) -> Correction:
        """An acceptance or a rejection."""
        return self._correction(target, kind)

    def split(self, event: Event, off: Sequence[str]) -> Correction:
        """These claims are of another happening than the event's others. Raises SettingsError."""
        for claim in off:
            if claim not in event.claims:
                raise SettingsError(
                    f"--split {claim}: is not of {event.id}, which has {', '.join(event.claims)}"
                )
        left = [claim for claim in event.claims if claim not in off]
        if not left:
            raise SettingsError(f"--split: nothing would be left of {event.id}; leave a claim")
        return self._correction(event, "split", value=left, others=[*dict.fromkeys(off)])

    def join(self, target: Claim | Event, others: Sequence[Claim | Event]) -> Correction:
        """The target and the others are one happening. Raises SettingsError."""
        mine = _claims(target)
        theirs = [claim for other in others for claim in _claims(other) if claim not in mine]
        if not theirs:
            raise SettingsError(f"--join: that is {target.id} itself; name another")
        return self._correction(target, "join", value=mine, others=[*dict.fromkeys(theirs)])

    def _value(
        self, target: Claim | Event, field: str, given: Any, type_: str,
        passages: Sequence[Passage],
    ) -> Any:  # fmt: skip
        kind = type(target)
        if kind is Event and isinstance(given, list):
            defaults = OF_EVENTS.get(field, {})
            given = [defaults | each if isinstance(each, dict) else each for each in given]
        else:
            given = located(field, given, passages)
        try:
            value = value_of(kind, field, given)
        except msgspec.ValidationError as error:
            raise SettingsError(f"--set {field}: {error}; docs/columns.md has its keys") from None
        check_codes(field, value, type_, self._codebook)
        return msgspec.to_builtins(value)

    def _correction(
        self, target: Claim | Event, kind: CorrectionKind, field: str | None = None,
        value: Any = None, others: Sequence[str] | None = None,
    ) -> Correction:  # fmt: skip
        if others is None:  # so that it finds an event that goes by another id later
            others = target.claims if isinstance(target, Event) else []
        given = {
            "analyst": self.analyst, "made": self._made, "target": target.id, "kind": kind,
            "field": field, "value": value, "others": [*others], "note": self.note,
        }  # fmt: skip
        digest = hashlib.blake2b(msgspec.json.encode(given), digest_size=8)
        return Correction(id="k" + digest.hexdigest(), **given)


def _claims(row: Claim | Event) -> list[str]:
    return [*row.claims] if isinstance(row, Event) else [row.id]
