"""Names that reports use of parties and that no knowledge file has: what a user may want to add.

A `Sighting` is one such name where it stands; sightings of a name are gathered into a
`Newcomer`, with a row to accept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec
from spacy.tokens import Doc, Span, Token

from dateline.acquaintances import other_names, ties_told
from dateline.analysis import Analysis
from dateline.coding.ties import TieFinder
from dateline.knowledge import Knowledge, fold, folded_words
from dateline.knowledge.files import ACTOR
from dateline.knowledge.imports.kinds import ARMED, sector_of
from dateline.knowledge.imports.kinds import kind_of as kind_told
from dateline.mentions.actors import DETERMINERS, kind_of

T = TypeVar("T")
SENTENCES = 3  # shown of each name
WHERE = frozenset({"in", "at", "into", "near", "outside", "around", "across", "inside", "via"})
PARTS_OF_NAMES = frozenset({"compound", "amod", "nmod", "case", "punct", "det", "npadvmod"})
NAMES = frozenset({"PERSON", "ORG", "NORP"})
_ABBREVIATION = re.compile(r"\s*\(\s*(?:the\s+)?([A-Z][A-Za-z&/-]{1,11})\s*[,;)]")
COLUMNS = (*ACTOR, "reports", "mentions", *(f"sentence_{n}" for n in range(1, SENTENCES + 1)))


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """A name that nobody knows, where it stands."""

    report_id: str
    name: str
    person: bool
    abbreviation: str  # "FFC" of "Front for Change (FFC)"; empty if none is given
    country: str | None  # that its words or its passage tell
    sectors: tuple[str, ...]  # that its title or what is set beside it tells
    sentence: str
    ties: tuple[str, ...] = ()  # "led by Amina Sow"
    called: tuple[str, ...] = ()  # its earlier or later names


class Newcomer(msgspec.Struct, kw_only=True):
    """A name that nobody knows, as often as it was met."""

    name: str
    aliases: list[str]
    kind: str
    country: str
    sectors: list[str]
    reports: int
    mentions: int
    sentences: list[str]
    ties: list[str]

    def row(self) -> dict[str, str]:
        """The cells of a table that `actors import` reads, by column."""
        cells = dict.fromkeys(COLUMNS, "") | {
            "name": self.name, "aliases": "|".join(self.aliases), "kind": self.kind,
            "country": self.country, "sectors": "|".join(self.sectors),
            "note": "; ".join(self.ties), "reports": str(self.reports),
            "mentions": str(self.mentions),
        }  # fmt: skip
        return cells | {f"sentence_{n}": s for n, s in enumerate(self.sentences, start=1)}


def newcomers(
    analyses: Iterable[Analysis], finder: TieFinder, min_count: int = 1
) -> list[Newcomer]:
    """The names met at least so many times, the most frequent first."""
    groups: dict[str, list[Sighting]] = {}
    for analysis in analyses:
        met = list(_with_full_names(list(sightings(analysis))))
        for sighting in _acquainted(met, analysis, finder):
            groups.setdefault(fold(sighting.name), []).append(sighting)
    found = [_newcomer(group) for group in _joined(groups) if len(group) >= min_count]
    return sorted(found, key=lambda n: (-n.mentions, -n.reports, n.name))


def sightings(analysis: Analysis) -> Iterator[Sighting]:
    """The names of a report that may be parties and that nobody knows."""
    placed = {token.i for span, _ in analysis.places for token in span}
    for token in analysis.doc:
        name = _name_at(token, analysis)
        if name is None or token.i in placed or not _is_new(name, token, analysis):
            continue
        entity = analysis.entity(name.root)
        if entity is None or entity.entity is not None:
            continue
        told = not entity.reason.startswith("no known actor")
        yield Sighting(
            report_id=analysis.report.id,
            name=name.text,
            person=token.ent_type_ == "PERSON",
            abbreviation=_abbreviation(name),
            country=entity.country or analysis.country_at(token),
            sectors=_of_members(name.root, analysis.knowledge)
            or (tuple(entity.sectors) if told else ()),
            sentence=" ".join(token.sent.text.split()),
        )


def _name_at(token: Token, analysis: Analysis) -> Span | None:
    """The name whose last noun the token is: without article, titles and possessive."""
    knowledge = analysis.knowledge
    if token.pos_ != "PROPN" or token.dep_ in PARTS_OF_NAMES:
        return None
    if token.ent_type_ not in NAMES:  # a short name that the recogniser missed
        return token.doc[token.i : token.i + 1] if token.i in analysis.before else None
    if token.i > 0 and token.nbor(-1).text == "(":  # the abbreviation of the name before
        return None
    start, end = token.i, token.i + 1
    while start > 0 and token.doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(token.doc) and token.doc[end].ent_iob_ == "I" and token.doc[end].text != "(":
        end += 1
    while end > token.i + 1 and (token.doc[end - 1].tag_ == "POS" or token.doc[end - 1].is_punct):
        end -= 1
    while start < token.i and _is_loose(token.doc[start], knowledge):
        start += 1
    if token.ent_type_ != "PERSON":
        start = _begun(token.doc, start, knowledge)
    return token.doc[start:end]


def _is_loose(token: Token, knowledge: Knowledge) -> bool:
    """Whether a word at a name's head is no part of it: an article, a person's title."""
    agent = knowledge.agents.get(fold(token.text)) if token.ent_type_ == "PERSON" else None
    return token.lower_ in DETERMINERS or token.is_punct or bool(agent and agent.kind == "person")


def _begun(doc: Doc, start: int, knowledge: Knowledge) -> int:
    """Where a body's name begins that the recogniser broke off: "Front for" before "Change"."""
    while start > 1 and doc[start - 1].lower_ in ("for", "of"):
        before = doc[start - 2]
        forms = (before.lower_, before.lower_.removesuffix("s"))  # "President of", "Fighters of"
        agent = next((knowledge.agents[f] for f in forms if f in knowledge.agents), None)
        if not before.text[:1].isupper() or before.is_sent_start or (
            agent and agent.kind == "person"
        ):  # fmt: skip
            break
        start -= 2
        while start > 0 and doc[start - 1].text[:1].isupper() and doc[start - 1].head == before:
            start -= 1
    return start


def _of_members(head: Token, knowledge: Knowledge) -> tuple[str, ...]:
    """The sectors of those who bear arms for a body: "fighters of the Ember Front"."""
    if head.dep_ != "pobj" or head.head.lower_ != "of":
        return ()
    agent = knowledge.agents.get(head.head.head.lemma_.lower())
    return agent.sectors if agent and ARMED & set(agent.sectors) else ()


def _is_new(name: Span, token: Token, analysis: Analysis) -> bool:
    """Whether it names a party, and neither a country, its people nor its organs."""
    knowledge = analysis.knowledge
    names_party = token.i in analysis.before or "actor" in kind_of(token, knowledge)
    if len(name.text) < 3 or not names_party:
        return False
    if name.root.dep_ == "pobj" and name.root.head.lower_ in WHERE:
        return False
    if token.ent_type_ != "PERSON" and analysis.gazetteer.knows(name.text):
        return False
    words, forms = folded_words(name.text)
    if any(True for _ in knowledge.named(words, forms)):
        return False
    rest = [fold(word) for word in _without_countries(words, forms, knowledge)]
    return bool(rest) and not _is_agent(rest, knowledge)


def _without_countries(words: list[str], forms: list[str], knowledge: Knowledge) -> list[str]:
    taken = {at for start, end, _ in knowledge.country_in(words, forms) for at in range(start, end)}
    return [word for at, word in enumerate(words) if at not in taken]


def _is_agent(words: list[str], knowledge: Knowledge) -> bool:
    """Whether the words are generic: "Police", "Health Ministry"."""
    return " ".join(words) in knowledge.agents or all(word in knowledge.agents for word in words)


def _abbreviation(name: Span) -> str:
    after = name.doc.text[name.end_char : name.end_char + 24]
    match = _ABBREVIATION.match(after)
    return match[1] if match and sum(c.isupper() for c in match[1]) > 1 else ""


def _with_full_names(found: list[Sighting]) -> Iterator[Sighting]:
    """A person's last name, or an abbreviation, stands for the full name of the same report."""
    full: dict[str, Sighting] = {}
    for sighting in found:
        words = sighting.name.split()
        if sighting.person and len(words) > 1:
            full.setdefault(fold(words[-1]), sighting)
        if sighting.abbreviation:
            full[fold(sighting.abbreviation)] = sighting
    for sighting in found:
        if whole := full.get(fold(sighting.name)):
            yield msgspec.structs.replace(sighting, name=whole.name, person=whole.person)
        else:
            yield sighting


def _acquainted(met: list[Sighting], analysis: Analysis, finder: TieFinder) -> Iterator[Sighting]:
    """The sightings with what the report says in passing of their names."""
    ties = ties_told(analysis, finder) if met else {}
    called = other_names(analysis) if met else {}
    for sighting in met:
        name = fold(sighting.name)
        yield msgspec.structs.replace(
            sighting, ties=tuple(ties.get(name, ())), called=tuple(called.get(name, ()))
        )


def _joined(groups: dict[str, list[Sighting]]) -> Iterator[list[Sighting]]:
    """The sightings of each name, those of its abbreviation in other reports with them."""
    whole = {
        fold(each.abbreviation): name
        for name, group in groups.items()
        for each in group
        if each.abbreviation
    }
    for name, group in groups.items():
        if whole.get(name, name) == name:
            short = [groups[s] for s, full in whole.items() if full == name and s in groups]
            yield [*group, *(each for other in short if other is not group for each in other)]


def _newcomer(group: list[Sighting]) -> Newcomer:
    short = list(dict.fromkeys(each.abbreviation for each in group if each.abbreviation))
    forms = Counter(each.name for each in group if each.name not in short)
    name = forms.most_common(1)[0][0] if forms else group[0].name
    sectors = _most(each.sectors for each in group if each.sectors) or ()
    if not sectors and (told := sector_of(name)):
        sectors = (told,)
    others = [*forms, *(called for each in group for called in each.called)]
    person = 2 * sum(each.person for each in group) > len(group)
    return Newcomer(
        name=name,
        aliases=[*short, *dict.fromkeys(other for other in others if other != name)],
        kind="person" if person else kind_told(name, sectors) or "organisation",
        country=_most(each.country for each in group if each.country) or "",
        sectors=list(sectors),
        reports=len({each.report_id for each in group}),
        mentions=len(group),
        sentences=list(dict.fromkeys(each.sentence for each in group))[:SENTENCES],
        ties=list(dict.fromkeys(tie for each in group for tie in each.ties)),
    )


def _most(votes: Iterable[T]) -> T | None:
    """What most say; of several the first that was said."""
    return next((each for each, _ in Counter(votes).most_common(1)), None)
