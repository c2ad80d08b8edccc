"""The patterns of furniture.toml, with their macros filled in."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from dateline.reading.dates import MONTH
from dateline.types import FurnitureKind

Scope = Literal["head", "line", "tail", "foot", "start", "end", "stamp", "part", "headline"]
_EDGES = {"start": (r"\A", ""), "end": ("", r"\Z"), "stamp": (r"(?<!\w)", r"(?!\w)")}
_MACRO = re.compile(r"\{([a-z_]+)\}")
_LAST_LATIN = 0x1EFF


class Pattern(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sort of furniture: where it stands and what its words look like."""

    name: Annotated[str, Meta(description="what the pattern is called in tests")]
    kind: Annotated[FurnitureKind, Meta(description="the kind of furniture it marks")]
    scope: Annotated[Scope, Meta(description="which lines, and how much of them, it may match")]
    regex: Annotated[list[str], Meta(description="any of these, with macros")]
    once: Annotated[bool, Meta(description="no match where several lines would match")] = False
    opens_list: Annotated[bool, Meta(description="headlines right below belong to it")] = False
    closes: Annotated[bool, Meta(description="all that follows belongs to it")] = False
    sure: Annotated[bool, Meta(description="a part that makes its line a header")] = False
    examples: Annotated[list[str], Meta(description="lines that it matches")]
    near_misses: Annotated[list[str], Meta(description="lines that no pattern matches")]

    def match(self, line: str) -> re.Match[str] | None:
        """The match in a line: at its start, its end or over the whole of it, by the scope."""
        for compiled in _compiled(tuple(self.regex), self.scope):
            if found := compiled.search(line):
                return found
        return None


@cache
def patterns() -> tuple[Pattern, ...]:
    """Every pattern, in the file's order, which is the order in which they are tried."""
    return tuple(msgspec.convert(_file()["pattern"], list[Pattern]))


def expand(regex: str) -> str:
    """A regular expression with each `{macro}` replaced. Raises KeyError on an unknown one."""
    return _MACRO.sub(lambda match: expand(_macros()[match[1]]), regex)


@cache
def _macros() -> dict[str, str]:
    letters = [chr(code) for code in range(_LAST_LATIN + 1)]
    upper = "".join(letter for letter in letters if letter.isupper())
    return msgspec.convert(_file()["macros"], dict[str, str]) | {
        "month": MONTH,
        "upper": f"[{upper}]",
    }


@cache
def _compiled(alternatives: tuple[str, ...], scope: Scope) -> tuple[re.Pattern[str], ...]:
    before, after = _EDGES.get(scope, (r"\A", r"\Z"))
    return tuple(re.compile(f"{before}(?:{expand(regex)}){after}") for regex in alternatives)


@cache
def _file() -> dict[str, object]:
    return tomllib.loads(files("dateline.reading").joinpath("furniture.toml").read_text("utf-8"))
