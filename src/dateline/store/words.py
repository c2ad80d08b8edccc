"""How much of the reports' words a store keeps: all, the claims' own, or none at all.

Offsets, codes and hashes stay in every case; words that are not kept are "".
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, Literal, TypeVar

import msgspec
import pyarrow as pa

from dateline.types import Claim, Entity, Place, Report, Span, Time

Words = Literal["full", "sentences", "none"]
S = TypeVar("S", bound=msgspec.Struct)


def kept(report: Report, claims: Sequence[Claim], words: Words) -> tuple[Report, list[Claim]]:
    """A report and its claims with as many of their words as are to be kept."""
    if words == "full":
        return report, [*claims]
    said = [*claims] if words == "sentences" else [wordless(claim) for claim in claims]
    return _bare(report, words), said


def hashes(reports: Sequence[Report]) -> dict[str, pa.Array]:
    """SHA-256 of each report's text and title in UTF-8, so that a copy elsewhere can be checked."""
    return {
        "text_sha256": pa.array([_sha256(report.text) for report in reports], pa.string()),
        "title_sha256": pa.array([_sha256(report.title) for report in reports], pa.string()),
    }


def content(report: Report) -> str:
    """A hash of everything a reader gave of a report; where it was filed is worked out later."""
    plain = msgspec.structs.replace(report, dateline_place=None)
    return hashlib.blake2b(msgspec.json.encode(plain), digest_size=16).hexdigest()


def _sha256(text: str | None) -> str | None:
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()


def _bare(report: Report, words: Words) -> Report:
    """The report without its prose; outlet, address and dates stay."""
    place = report.dateline_place
    return msgspec.structs.replace(
        report,
        text="",
        title=_blank(report.title),
        byline=_blank(report.byline),
        dateline_place=place if words == "sentences" else _within(place),
        furniture=[wordless(each) for each in report.furniture],
        related=[msgspec.structs.replace(each, title="") for each in report.related],
    )


def wordless(value: S) -> S:
    """A copy without a word of the report, however deep; names from the knowledge stay."""
    fields = {name: _within(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, Span | Time):
        fields["text"] = _blank(value.text)
    if isinstance(value, Entity):
        fields["reason"] = ""
        if value.entity is None:
            fields |= {"name": "", "office": _blank(value.office)}
    if isinstance(value, Place) and value.geonameid is None:
        fields |= {"name": "", "city": _blank(value.city)}
    return type(value)(**fields)


def _within(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return wordless(value)
    return [_within(each) for each in value] if isinstance(value, list) else value


def _blank(text: str | None) -> str | None:
    return None if text is None else ""
