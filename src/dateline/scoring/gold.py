"""Reads a user's gold and checks it: JSON lines, documented in docs/evaluating.md."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec

from dateline.codebooks import load_codebook
from dateline.errors import InputError
from dateline.scoring import Row
from dateline.scoring.claims import GoldClaim
from dateline.scoring.labels import NONE
from dateline.scoring.relations import FOLDED, YIELD, YIELD_QUAD, fold
from dateline.scoring.wanted import LABELS, Extent

# of the kinds whose gold is marks in a text: the list of marks, and what each must have
MARKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "places": ("toponyms", ("start", "end")),
    "times": ("times", ("start", "end", "value", "type")),
    "counts": ("counts", ("low", "high")),
    "speakers": ("attributions", ("source", "content")),
}


class RelationRow(msgspec.Struct, frozen=True):
    """What a row of relations must have."""

    text: str
    source: Extent
    target: Extent
    type: str
    quad: Annotated[int, msgspec.Meta(ge=1, le=4)] | None = None


class LinksRow(msgspec.Struct, frozen=True):
    """What a row of links must have."""

    id: str | int
    text: str
    incidents: list[str]


class ClaimsRow(msgspec.Struct, frozen=True):
    """What a row of claims must have."""

    text: str
    claims: list[GoldClaim]
    title: str | None = None


class Exclusion(msgspec.Struct, frozen=True):
    """A row that is scored apart, and why."""

    id: str | int
    reason: str


def read_gold(path: Path, kind: str) -> list[Row]:
    """The gold rows of a kind, YIELD for the types it was split into where gold has it.

    Raises InputError naming the line that is no gold of the kind, and what is wrong with it.
    """
    rows: list[Row] = []
    for number, line in _lines(path):
        try:
            rows.append({"id": number, **_row(line, kind)})
        except ValueError as error:
            told = f"{error}; docs/evaluating.md has the format of gold"
            raise InputError(told, f"{path}:{number}") from None
    if not rows:
        raise InputError("no gold in it; give one JSON object a line", str(path))
    if kind == "relations" and any(row["type"] == YIELD for row in rows):
        return [{**r, "type": fold(r["type"]), "quad": _folded_quad(r)} for r in rows]
    return rows


def read_exclusions(path: Path) -> dict[str, str]:
    """The reason of each row to be scored apart, by its id. Raises InputError naming the line."""
    found: dict[str, str] = {}
    for number, line in _lines(path):
        try:
            row = msgspec.json.decode(line, type=Exclusion)
        except ValueError as error:
            raise InputError(f"{error}; give 'id' and 'reason'", f"{path}:{number}") from None
        found[str(row.id)] = row.reason
    return found


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each line that is not empty, and its number."""
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if line.strip():
            yield number, line


def _row(line: bytes, kind: str) -> Row:
    row = msgspec.json.decode(line)
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError("no object with 'text'")
    return CHECKS[kind](row) if kind in CHECKS else _marked(row, kind)


def _marked(row: Row, kind: str) -> Row:
    """The row. Raises ValueError where it has no marks, or marks out of the text."""
    wanted, keys = MARKS[kind]
    banded = kind == "counts" and "band" in row
    if not banded and not isinstance(row.get(wanted), list):
        raise ValueError(f"no list '{wanted}'")
    for number, mark in enumerate(row.get(wanted, []), 1):
        lacking = [key for key in keys if not isinstance(mark, dict) or key not in mark]
        if lacking:
            raise ValueError(f"'{wanted}' number {number} lacks {', '.join(lacking)}")
        if not _is_within(mark, row["text"]):
            raise ValueError(f"'{wanted}' number {number} is not within the text")
    return row


def _is_within(mark: Mapping[str, Any], text: str) -> bool:
    start, end = mark.get("start", 0), mark.get("end", len(text))
    return isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(text)


def _relation(row: Row) -> Row:
    """The row with its quad class. Raises ValueError on wrong offsets or an unknown type."""
    checked = msgspec.convert(row, RelationRow)
    types = load_codebook().types
    _check_extent("source", checked.source, row)
    _check_extent("target", checked.target, row)
    _check_known("type", [checked.type], [*types, YIELD, NONE])
    quads = {name: each.quad for name, each in types.items()} | {YIELD: YIELD_QUAD}
    quad = quads.get(checked.type) if checked.quad is None else checked.quad
    return {**row, "quad": quad}


def _folded_quad(row: Row) -> int | None:
    return YIELD_QUAD if row["type"] in FOLDED else row["quad"]


def _claims(row: Row) -> Row:
    """The row with its gold claims. Raises ValueError on wrong offsets or unknown codes."""
    checked = msgspec.convert(row, ClaimsRow)
    for number, claim in enumerate(checked.claims, 1):
        try:
            _check_claim(claim, row)
        except ValueError as error:
            raise ValueError(f"'claims' number {number}: {error}") from None
    return {**row, "claims": checked.claims}


def _check_claim(claim: GoldClaim, row: Row) -> None:
    book = load_codebook()
    _check_extent("trigger" if claim.trigger else "sentence", claim.spot, row)
    _check_known("type", [claim.type], book.types)
    known: dict[str, Collection[str]] = {
        "modes": book.types[claim.type].modes, "contexts": book.contexts
    }  # fmt: skip
    for name in LABELS:
        if name in known:
            _check_known(name, getattr(claim, name) or (), known[name])


def _check_known(what: str, given: Iterable[str], known: Collection[str]) -> None:
    for each in given:
        if each not in known:
            near = difflib.get_close_matches(each, known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ValueError(f"unknown {what} {each!r}, of {', '.join(known) or 'none'}{hint}")


def _check_extent(name: str, extent: Extent, row: Row) -> None:
    text = row.get(extent.field) or ""
    if not 0 <= extent.start < extent.end <= len(text):
        raise ValueError(
            f"{name} {extent.start} to {extent.end} is not within the {extent.field}, which has "
            f"{len(text)} code points; start counts from 0 and end is exclusive"
        )
    found = text[extent.start : extent.end]
    if extent.text is not None and found != extent.text:
        raise ValueError(
            f"{name} is given as {extent.text!r}, but {extent.start} to {extent.end} of the "
            f"{extent.field} is {found!r}; offsets count code points and end is exclusive"
        )


def _links(row: Row) -> Row:
    """The row. Raises ValueError where it does not name its happenings."""
    msgspec.convert(row, LinksRow)
    return row


CHECKS: dict[str, Callable[[Row], Row]] = {
    "relations": _relation,
    "claims": _claims,
    "links": _links,
}
