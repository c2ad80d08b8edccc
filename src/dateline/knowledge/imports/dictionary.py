"""The dictionaries of older event coders: actors and agents with CAMEO codes.

EMBER_FRONT_ ; a comment          a name, with underscores for spaces
+EMBER_LIBERATION_FRONT_          another name of the entry above
    [KENREB 990315-040611]        what it was between two days
    [KENOPP >040611]              from a day on; [CODE <yymmdd] is before
    [KEN]                         on all other days
!WARDEN! = WARDEN, KEEPER         words to put in elsewhere: GAME_!WARDEN!
FOUNDLING {FOUNDLINGS} [~CVL]     an agent: no country; in braces an irregular plural
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import msgspec

from dateline.knowledge import Knowledge, fold
from dateline.knowledge.imports.bracketed import EVER, Dated, moved, read_codes
from dateline.knowledge.imports.cameo import Meaning, meaning
from dateline.knowledge.imports.entries import AgentEntry, Entry, EntryRole, Problems
from dateline.knowledge.imports.kinds import kind_of
from dateline.knowledge.imports.lines import Tick, read_lines, silent
from dateline.knowledge.imports.spelling import readable

_CODES = re.compile(r"\[([^\][]*)\]")
_SET = re.compile(r"!([A-Z_]+)!")
_PLURAL = re.compile(r"\{([^}]*)\}")
_NO_PLURAL = frozenset({"", "~", "-", "NULL", "NONE"})
_OFFICIAL = frozenset({"GOV", "ELI", "LEG", "JUD"})


Span = tuple[str, str, Meaning]


class Block(msgspec.Struct):
    """The lines of one entry."""

    line: int
    forms: list[str]
    plurals: list[str] = msgspec.field(default_factory=list)
    codes: list[Dated] = msgspec.field(default_factory=list)
    broken: bool = False  # one of its codes was told of already


class DictionaryReader:
    """Reads dictionaries; `unknown_codes` counts the parts of codes that say nothing to us."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._sets: dict[str, list[str]] = {}
        self.unknown_codes: dict[str, int] = {}

    def read(
        self, path: Path, problems: Problems, tick: Tick = silent
    ) -> Iterator[Entry | AgentEntry]:
        """The entries of a file, in its order."""
        self._sets = {}
        for block in self._blocks(path, problems, tick):
            if not block.codes:
                if not block.broken:
                    problems.add(block.line, f"{block.forms[0]!r} has no [CODE]; give it one")
            elif any(each.agent for each in block.codes):
                yield from self._agents(block, problems)
            elif entry := self._actor(block, problems):
                yield entry

    def _blocks(self, path: Path, problems: Problems, tick: Tick) -> Iterator[Block]:
        block: Block | None = None
        for number, line in read_lines(path, tick):
            text = line.split("#", 1)[0].split(";", 1)[0].rstrip()
            if not text.strip() or text.startswith("<"):  # <...> are headings of some editions
                continue
            if text.startswith("!") and "=" in text:
                self._define(text, number, problems)
            elif text.startswith(("+", " ", "\t", "[")):
                if block is None:
                    problems.add(number, "belongs to no entry; begin one with its name")
                else:
                    _add(block, text.strip().removeprefix("+"), number, problems)
            else:
                if block is not None:
                    yield block
                block = Block(number, [])
                _add(block, text, number, problems)
                if not block.forms:
                    problems.add(number, "no name before the code; write NAME [CODE]")
                    block = None
        if block is not None:
            yield block

    def _define(self, text: str, number: int, problems: Problems) -> None:
        head, _, rest = text.partition("=")
        words = [word for each in rest.split(",") if (word := each.strip())]
        name = head.strip()
        if not words or not _SET.fullmatch(name):
            problems.add(number, f"{text!r}: write !NAME! = WORD, WORD")
        else:
            self._sets[name] = words

    def _actor(self, block: Block, problems: Problems) -> Entry | None:
        forms = self._expanded(block, problems)
        meanings = [(dated, self._meaning(dated)) for dated in block.codes]
        bare = not any(m.sectors or m.unknown for _, m in meanings)
        if bare and any(fold(form) in self._knowledge.country_words for form in forms):
            problems.add(block.line, f"{forms[0]!r} is a country's name, known already")
            return None
        names = readable(forms, self._knowledge.abbreviations)
        return _entry(names, meanings) if names else None

    def _agents(self, block: Block, problems: Problems) -> Iterator[AgentEntry]:
        meanings = [self._meaning(dated) for dated in block.codes]
        sectors = tuple(dict.fromkeys(s for m in meanings for s in m.sectors))
        if not sectors:
            problems.add(block.line, f"{block.forms[0]!r}: no sector of its codes is known")
            return
        note = _unknown_note(part for m in meanings for part in m.unknown)
        for form in dict.fromkeys([*self._expanded(block, problems), *block.plurals]):
            phrase = fold(form)
            known = self._knowledge.agents.get(phrase.split()[-1]) if phrase else None
            if phrase:
                kind = known.kind if known else "person"
                yield AgentEntry(phrase=phrase, sectors=sectors, kind=kind, note=note)

    def _meaning(self, dated: Dated) -> Meaning:
        found = meaning(dated.code, self._knowledge.countries)
        for part in found.unknown:
            self.unknown_codes[part] = self.unknown_codes.get(part, 0) + 1
        return found

    def _expanded(self, block: Block, problems: Problems) -> list[str]:
        """Every form, with the words of the sets put in; !PLURAL! only marks one that is."""
        expanded: list[str] = []
        for form in block.forms:
            pieces = [piece for piece in re.split(r"(![A-Z_]+!)", form) if piece]
            sets = [self._sets.get(p, [""] if p == "!PLURAL!" else None) if _SET.fullmatch(p)
                    else [p] for p in pieces]  # fmt: skip
            if None in sets:
                missing = next(p for p, words in zip(pieces, sets, strict=True) if words is None)
                problems.add(block.line, f"{missing} is not defined; write {missing} = WORD, WORD")
                continue
            expanded += [_spaced("".join(each)) for each in product(*filter(None, sets))]
        return list(dict.fromkeys(filter(None, expanded)))


def _add(block: Block, text: str, number: int, problems: Problems) -> None:
    """Put a line's name and codes into the block."""
    head = text.split("[", 1)[0]
    for plural in _PLURAL.findall(head):
        if plural.strip() not in _NO_PLURAL:
            block.plurals.append(_spaced(plural))
    if form := _PLURAL.sub("", head).strip():
        block.forms.append(form)
    codes = _CODES.findall(text)
    if text.count("[") != len(codes) or text.count("]") != len(codes):
        problems.add(number, f"{text!r}: a bracket is not closed; write [CODE]")
        block.broken = True
        return
    for inner in codes:
        try:
            block.codes += read_codes(inner)
        except ValueError as error:
            problems.add(number, f"[{inner}]: {error}")
            block.broken = True


def _spaced(form: str) -> str:
    return " ".join(form.replace("_", " ").replace("=", " ").split())


def _entry(names: list[str], meanings: list[tuple[Dated, Meaning]]) -> Entry:
    """The actor: what holds without days is its own or, beside days, its role on all others."""
    always = [m for dated, m in meanings if not dated.start and not dated.end]
    first = (always or [m for _, m in meanings])[0]
    countries = [c for _, m in meanings for c in (m.country, *m.other_countries) if c]
    country = first.country or next(iter(countries), "")
    spans = sorted((d.start, d.end or EVER, m) for d, m in meanings if d.start or d.end)
    spans += [(start, end, m) for m in always[-1:] for start, end in _gaps(spans)]
    roles = [
        EntryRole(
            country=m.country or country,
            sectors=tuple(m.sectors),
            start=start,
            end="" if end == EVER else end,
        )
        for start, end, m in spans
    ]
    every = [s for _, m in meanings for s in m.sectors]
    return Entry(
        name=names[0],
        aliases=names[1:],
        kind=kind_of(names[0], every) or _likely_kind(country, every, bool(roles)),
        country=country,
        other_countries=[c for c in dict.fromkeys(countries) if c != country],
        sectors=[] if roles else list(dict.fromkeys(s for m in always for s in m.sectors)),
        note=_unknown_note(part for _, m in meanings for part in m.unknown),
        weak=True,
        roles=sorted(roles, key=lambda role: role.start),
    )


def _gaps(spans: list[Span]) -> Iterator[tuple[str, str]]:
    """The stretches of time, open at both ends, that no span covers; spans by their start."""
    if not spans:
        return
    reached = ""  # where the spans so far end
    for start, end, _ in spans:
        if not reached and start:
            yield "", moved(start, -1)
        elif reached and reached < start and moved(reached, 1) < start:
            yield moved(reached, 1), moved(start, -1)
        reached = max(reached, end)
    if reached != EVER:
        yield moved(reached, 1), EVER


def _likely_kind(country: str, sectors: list[str], dated: bool) -> str:
    """The kind of what its name does not tell: who holds office between days is a person."""
    if country == "MNC":
        return "company"
    if country in ("IGO", "UNO", "EUR", "NGO", "IMG", "ISM"):
        return "organisation"
    if dated or _OFFICIAL & set(sectors):
        return "person"
    return {"REB": "group", "UAF": "group", "PRM": "group", "JRN": "media", "PTY": "party",
            "BUS": "company"}.get(next(iter(sectors), ""), "person")  # fmt: skip


def _unknown_note(parts: Iterator[str]) -> str:
    unknown = list(dict.fromkeys(parts))
    return f"CAMEO: {' '.join(unknown)}" if unknown else ""
