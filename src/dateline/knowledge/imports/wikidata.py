"""A Wikidata JSON dump: one entity a line, in an array; whole, or what a filter left of it.

Read twice. First what others point to: countries by their ISO code, classes by their words,
and which offices and parties are spoken of; then the actors. Memory grows with the offices and
parties, not with the dump.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from dateline.knowledge import Knowledge
from dateline.knowledge.imports.countries import Countries
from dateline.knowledge.imports.entries import Entry, EntryRole, Problems
from dateline.knowledge.imports.kinds import kind_of, office_sectors, sector_of
from dateline.knowledge.imports.lines import Tick, read_lines, silent
from dateline.knowledge.imports.spool import Spool
from dateline.knowledge.user import DATE

HUMAN = "Q5"
_DATA = tomllib.loads((files(__package__) / "wikidata.toml").read_text(encoding="utf-8"))
_CLASSES: dict[str, list[str]] = _DATA["classes"]


class _Value(msgspec.Struct):
    value: Any = None


class _Snak(msgspec.Struct):
    datavalue: _Value | None = None


class _Statement(msgspec.Struct):
    mainsnak: _Snak
    rank: str = "normal"
    qualifiers: dict[str, list[_Snak]] = {}


class _Words(msgspec.Struct):
    value: str


class _Item(msgspec.Struct):
    id: str
    labels: dict[str, _Words] = {}
    aliases: dict[str, list[_Words]] = {}
    claims: dict[str, list[_Statement]] = {}

    def name(self) -> str:
        """The English label, else the one for all languages; empty if neither is there."""
        label = self.labels.get("en") or self.labels.get("mul")
        return label.value if label else ""

    def statements(self, *properties: str) -> Iterator[tuple[_Statement, Any]]:
        """Statements with their values, without those that are deprecated."""
        for property_ in properties:
            for statement in self.claims.get(property_, []):
                value = statement.mainsnak.datavalue
                if statement.rank != "deprecated" and value is not None:
                    yield statement, value.value

    def items(self, *properties: str) -> list[str]:
        """The items that are the statements' values."""
        return [v["id"] for _, v in self.statements(*properties) if isinstance(v, dict)
                and "id" in v]  # fmt: skip


# an empty mapping is written as an empty list
_EMPTY = re.compile(r'"(labels|aliases|claims|qualifiers)":\s*\[\]')
_decode = msgspec.json.Decoder(_Item).decode


class WikidataReader:
    """Reads dumps; `countries` are codes by item, besides those that the dump itself gives."""

    def __init__(self, knowledge: Knowledge, countries: dict[str, str] | None = None) -> None:
        self._knowledge = knowledge
        self._codes = Countries(knowledge)
        self._countries = dict(countries or {})
        self._classes = dict(_CLASSES)
        self._spoken: dict[str, str] = {}  # offices and parties -> their labels
        self._offices: dict[str, str] = {}  # offices -> their country's item

    def read(self, path: Path, problems: Problems, tick: Tick = silent) -> Iterator[Entry]:
        """The actors of a dump, in its order."""
        for item in _items(path, problems, tick):
            self._note(item)
        silenced = Problems("")  # told of already
        with Spool(Entry) as spool:
            for item in _items(path, silenced, tick):
                if item.id in self._spoken:
                    self._spoken[item.id] = item.name()
                    self._offices[item.id] = next(iter(item.items("P17", "P1001")), "")
                if entry := self._entry(item):
                    spool.add(entry)
            yield from map(self._settled, spool)

    def _note(self, item: _Item) -> None:
        for _, value in item.statements("P298"):
            if isinstance(value, str) and (code := self._codes.code(value)):
                self._countries.setdefault(item.id, code)
        if "P279" in item.claims and item.id not in self._classes and (name := item.name()):
            kind, sector = kind_of(name), sector_of(name)
            if kind:
                self._classes[item.id] = [kind, sector or ""]
        if HUMAN in item.items("P31"):
            for each in item.items("P39", "P102"):
                self._spoken.setdefault(each, "")

    def _entry(self, item: _Item) -> Entry | None:
        """The actor with items for its offices, parties and countries; None if it is none."""
        name, classes = item.name(), item.items("P31")
        known = next((self._classes[c] for c in classes if c in self._classes), None)
        human = HUMAN in classes
        offices = bool(item.items("P39", "P102"))
        if not name or not (offices if human else known):
            return None
        kind, sector = ("person", "") if human else known or ("organisation", "")
        begun, ended = ("P569", "P570") if human else ("P571", "P576")
        countries = item.items("P27" if human else "P17")
        entry = Entry(
            name=name,
            aliases=[words.value for words in item.aliases.get("en", []) if words.value != name],
            kind=kind,
            country=countries[0] if countries else "",
            other_countries=countries[1:],
            sectors=[sector] if sector else [],
            start=_year(item, begun),
            end=_year(item, ended),
            note=f"Wikidata {item.id}",
        )
        if human:
            _take_offices(entry, item)
        return entry

    def _settled(self, entry: Entry) -> Entry:
        """Codes for countries, words for offices and parties."""
        codes = [self._countries.get(c, "") for c in (entry.country, *entry.other_countries)]
        found = list(dict.fromkeys(filter(None, codes)))
        entry.country, entry.other_countries = (found[0] if found else ""), found[1:]
        entry.roles = [self._settled_role(role, entry) for role in entry.roles]
        return entry

    def _settled_role(self, role: EntryRole, entry: Entry) -> EntryRole:
        if role.organisation:
            name = self._spoken.get(role.organisation) or role.organisation
            return msgspec.structs.replace(role, organisation=name, country=entry.country)
        name = self._spoken.get(role.office) or role.office
        country = self._countries.get(self._offices.get(role.office, ""), "") or entry.country
        return msgspec.structs.replace(
            role,
            office=name,
            country=country,
            sectors=tuple(office_sectors(name, self._knowledge) or ["GOV"]),
        )


def _items(path: Path, problems: Problems, tick: Tick) -> Iterator[_Item]:
    for number, line in read_lines(path, tick):
        text = line.strip().rstrip(",")
        if text in ("", "[", "]"):
            continue
        try:
            yield _decode(_EMPTY.sub(r'"\1":{}', text))
        except msgspec.DecodeError as error:
            problems.add(number, f"no entity: {error}")


def _take_offices(entry: Entry, item: _Item) -> None:
    for statement, office in item.statements("P39"):
        if isinstance(office, dict) and "id" in office:
            start, end = _span(statement)
            entry.roles.append(EntryRole(office=office["id"], start=start, end=end))
    for statement, party in item.statements("P102"):
        if isinstance(party, dict) and "id" in party:
            entry.join(party["id"], "", *_span(statement))


def _span(statement: _Statement) -> tuple[str, str]:
    start, end = (_qualified(statement, property_) for property_ in ("P580", "P582"))
    length = min(len(start), len(end))
    return (start, end) if start[:length] <= end[:length] else ("", "")


def _qualified(statement: _Statement, property_: str) -> str:
    snak = next(iter(statement.qualifiers.get(property_, [])), None)
    return _day(snak.datavalue.value) if snak and snak.datavalue else ""


def _year(item: _Item, property_: str) -> str:
    return next((_day(value)[:4] for _, value in item.statements(property_)), "")


def _day(value: Any) -> str:
    """A time to its precision: 11 a day, 10 a month, 9 a year; empty for what is vaguer."""
    if not isinstance(value, dict) or not str(value.get("time", "")).startswith("+"):
        return ""
    day = value["time"][1:11]
    length = {9: 4, 10: 7, 11: 10}.get(value.get("precision", 0), 0)
    return day[:length] if DATE.fullmatch(day[:length]) else ""
