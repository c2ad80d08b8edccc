"""The annotated corpus: lines of marked passages (docs/annotation.md) -> examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, get_args

import msgspec

from dateline.codebooks import Codebook
from dateline.errors import InputError
from dateline.types import Auxiliary, CountKind

UNTOLD = "?"  # modes, contexts and auxiliary that nobody annotated
NONE = "NONE"  # the type of what is no political event
Register = Literal["wire", "local", "tabloid", "statement", "ngo", "translated", "headline"]
Mark = Literal["actor", "recipient", "trigger", "place", "time", "count", "speaker", "cue"]
LONG = 9  # words in a row that no two sets of passages may share
MARKS: dict[str, Mark] = {
    "A": "actor", "R": "recipient", "V": "trigger", "P": "place", "T": "time", "N": "count",
    "S": "speaker", "C": "cue",
}  # fmt: skip
_MARK = re.compile(r"\{(?:(?P<mark>[ARVPTSC])|N:(?P<kind>\w+)):(?P<words>[^{}]+)\}")


class Marked(msgspec.Struct, frozen=True):
    """Marked words: code points `start` to `end` of the text; a count's kind."""

    mark: Mark
    start: int
    end: int
    kind: CountKind | None = None


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A passage with one event marked; `where` is its file and line.

    `whole` is whether all is annotated, or only the type and who did it to whom.
    """

    where: str
    text: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    auxiliary: tuple[Auxiliary, ...]
    group: str | None
    register: Register
    marks: tuple[Marked, ...]
    whole: bool = True

    def words(self, mark: Mark) -> list[str]:
        """The words that have a mark, in order."""
        return [self.text[m.start : m.end] for m in self.marks if m.mark == mark]


def read_corpus(folder: Path, codebook: Codebook) -> Iterator[Example]:
    """The examples of every file of a folder. Raises InputError naming file and line."""
    for path in sorted(folder.rglob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield parse_line(line, f"{path.parent.name}/{path.name}:{number}", codebook)


def parse_line(line: str, where: str, codebook: Codebook) -> Example:
    """One line of the corpus. Raises InputError that says what is wrong with it."""
    parts = [part.strip() for part in line.split(" | ", 5)]
    head = parts[0].split()
    if len(parts) != 6 or len(head) != 2:
        raise InputError(
            "give 'TYPE modes | contexts | auxiliary | group | register | passage'", where
        )
    whole = [head[1], *parts[1:3]] != [UNTOLD] * 3
    if not whole:
        head[1] = parts[1] = parts[2] = "-"
    text, marks = parse_marks(parts[5], where)
    if whole and sum(m.mark == "trigger" for m in marks) != 1:
        raise InputError("one trigger {V:..} is wanted", where)
    modes = codebook.types[head[0]].modes if head[0] in codebook.types else {}
    return Example(
        where=where,
        text=text,
        type=_one(head[0], {NONE, *codebook.types}, "type", where),
        modes=_several(head[1], "+", modes, "mode", where),
        contexts=_several(parts[1], ",", codebook.contexts, "context", where),
        auxiliary=_several(parts[2], "+", get_args(Auxiliary), "auxiliary", where),  # type: ignore[arg-type]
        group=None if parts[3] == "-" else parts[3],
        register=_one(parts[4], get_args(Register), "register", where),  # type: ignore[arg-type]
        marks=marks,
        whole=whole,
    )


def _one(value: str, allowed: Iterable[str], what: str, where: str) -> str:
    names = sorted(allowed)
    if value not in names:
        raise InputError(f"unknown {what} '{value}'; there are {', '.join(names)}", where)
    return value


def _several(
    cell: str, glue: str, allowed: Iterable[str], what: str, where: str
) -> tuple[str, ...]:
    values = [] if cell == "-" else cell.split(glue)
    return tuple(_one(value, allowed, what, where) for value in values)


def parse_marks(passage: str, where: str) -> tuple[str, tuple[Marked, ...]]:
    """The text without its braces, and what they marked. Raises InputError naming `where`."""
    text, marks, at = "", [], 0
    for found in _MARK.finditer(passage):
        text += passage[at : found.start()]
        mark = MARKS[found["mark"] or "N"]
        kind = (
            _one(found["kind"], get_args(CountKind), "count kind", where) if found["kind"] else None
        )
        words = found["words"]
        marks.append(Marked(mark, len(text), len(text) + len(words), kind))  # type: ignore[arg-type]
        text, at = text + words, found.end()
    text += passage[at:]
    if "{" in text or "}" in text:
        raise InputError("a mark is broken or stands inside another", where)
    return text, tuple(marks)


def runs(text: str) -> Iterator[str]:
    """Every run of `LONG` words of the text, lowercased: what shows a copied passage."""
    words = re.findall(r"\w+", text.lower())
    for at in range(len(words) - LONG + 1):
        yield " ".join(words[at : at + LONG])
