"""An actor mention -> an Entity as of the report's date, with the reason for each code.

In order: a known name that covers the head; a country, its people or its capital; a
generic agent ("security forces") whose country its words, its owner or the report give.
What stays unknown keeps its words.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from dateline.knowledge import Actor, Agent, Knowledge, Role
from dateline.types import Entity, Span

FORMER = frozenset({"former", "ex", "ousted", "deposed", "exiled", "late"})
BACKED = frozenset({"backed", "aligned", "led", "based", "allied", "supported", "linked", "funded",
                    "trained", "born", "held", "controlled", "affiliated", "sponsored", "owned"})
BACKERS = BACKED | {"back", "align", "lead", "base", "ally", "support", "link", "hold", "control"}
FOREIGN = frozenset({"foreign", "international", "multinational", "overseas", "global"})
# Nouns that share the sectors of the group whose they are: "Hamas fighters".
MEMBERS = frozenset("""fighter militant member leader commander official spokesman spokeswoman
    spokesperson chief gunman rebel insurgent guerrilla force troop soldier cadre wing cell militia
    faction operative head founder deputy movement group jihadist extremist terrorist
    representative figure unit brigade battalion combatant army""".split())
DAY = "9999-12-31"


class Mention(Protocol):
    """What resolving needs of an actor mention (see mentions/actors.py)."""

    @property
    def span(self) -> Span: ...
    @property
    def words(self) -> tuple[str, ...]: ...
    @property
    def lemmas(self) -> tuple[str, ...]: ...
    @property
    def head_at(self) -> int: ...
    @property
    def proper(self) -> bool: ...
    @property
    def label(self) -> str: ...
    @property
    def apposition(self) -> tuple[str, ...]: ...
    @property
    def owner(self) -> Mention | None: ...
    @property
    def country_hint(self) -> tuple[str, ...]: ...


class Setting(NamedTuple):
    """What of the report an actor is resolved against."""

    day: str | None  # publication date
    country: str | None  # the country that the report is about, for words that give none
    names: dict[str, str]  # folded surname -> id of the known actor named in full


class ActorResolver:
    """Resolves mentions by the knowledge files."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def resolve(self, mention: Mention, setting: Setting) -> Entity:
        """Resolve a mention; always gives an Entity, unknown parts null or empty."""
        return (
            self._known(mention, setting)
            or self._state(mention)
            or self._agent(mention, setting)
            or self._unknown(mention, setting)
        )

    def _known(self, mention: Mention, setting: Setting) -> Entity | None:
        words = list(mention.words)
        short = setting.names.get(" ".join(words))
        if short:
            return self._entity(mention, self.knowledge.actors[short], setting, "named in full before")
        for start, end, candidates in self.knowledge.named(setting.day, words):
            if start <= mention.head_at < end and (mention.proper or end - start > 1):
                if self._is_state_word(words, mention.head_at, end - start):
                    continue
                actor, why = self._choose(candidates, words, setting)
                return self._entity(mention, actor, setting, f"{' '.join(words[start:end])!r} {why}")
        return None

    def _is_state_word(self, words: list[str], head_at: int, length: int) -> bool:
        """Whether a country's name of the same words or more covers the head."""
        return any(
            start <= head_at < end and end - start >= length and word.form in ("name", "seat")
            for start, end, word in self.knowledge.country_in(words)
        )

    def _choose(
        self, candidates: list[Actor], words: list[str], setting: Setting
    ) -> tuple[Actor, str]:
        """The candidate that fits the words' country, the date and the report's country."""
        if len(candidates) == 1:
            return candidates[0], "is the only actor of that name"
        countries = [word.code for _, _, word in self.knowledge.country_in(words)]
        day = setting.day or DAY

        def fit(actor: Actor) -> tuple[int, int, int, int]:
            return (
                int(actor.country in countries),
                int(any(role.holds(day) for role in actor.roles)),
                int(actor.country == setting.country),
                int((not actor.start or actor.start <= day) and (not actor.end or day <= actor.end)),
            )

        best = max(candidates, key=fit)
        return best, f"fits country and date best of {len(candidates)}"

    def _entity(self, mention: Mention, actor: Actor, setting: Setting, why: str) -> Entity:
        role, sectors, reason = _at(actor, setting.day)
        if FORMER & set(mention.lemmas[: mention.head_at]) and "ELI" not in sectors:
            sectors, role, reason = ["ELI", *(s for s in sectors if s != "GOV")], None, "called former"
        country = (role.country if role and role.country else None) or actor.country
        return _make(
            mention,
            entity=actor.id,
            name=actor.name,
            country=country,
            other_countries=[c for c in actor.other_countries if c != country],
            sectors=sectors,
            office=role.office if role and role.office not in ("leader", "governing party") else None,
            reason=f"{why}; {reason}",
        )

    def _state(self, mention: Mention) -> Entity | None:
        for start, end, word in self.knowledge.country_in(list(mention.words)):
            if start <= mention.head_at < end:
                return self._as_state(mention, word.code, word.form)
        return None

    def _as_state(self, mention: Mention, code: str, form: str) -> Entity:
        country = self.knowledge.countries[code]
        people = form == "demonym" or (form == "adjective" and not mention.proper)
        former = "ELI" if FORMER & set(mention.words) else "CVL"
        sectors = [former] if people else ["GOV"]
        why = {
            "name": "the state for its government",
            "capital": "the capital for its government",
            "seat": "the seat for its government",
        }.get(form, "the people of the country")
        name = mention.span.text if people else country.name
        return _make(mention, name=name, country=code, sectors=sectors, reason=why,
                     entity=None if people else code)

    def _agent(self, mention: Mention, setting: Setting) -> Entity | None:
        found = self._agent_of(mention.lemmas, mention.head_at)
        beside = None
        if found is None:
            found = beside = self._agent_in(mention.apposition)
        if found is None and mention.proper:
            found = self._agent_in(mention.lemmas[: mention.head_at])
        if found is None:
            return None
        sectors, why = self._sectors(mention, found, setting)
        country, whence, others = self._country(mention, setting)
        named = mention.span.text
        note = "set beside it" if beside else "its words"
        return _make(mention, name=named, country=country, sectors=sectors, other_countries=others,
                     reason=f"{note}: {found.phrase!r}{why}; country: {whence}")

    def _agent_of(self, lemmas: tuple[str, ...], head_at: int) -> Agent | None:
        for start in range(max(head_at - 3, 0), head_at + 1):
            agent = self.knowledge.agents.get(" ".join(lemmas[start : head_at + 1]))
            if agent:
                return agent
        return None

    def _agent_in(self, lemmas: tuple[str, ...]) -> Agent | None:
        """The last agent phrase anywhere in the words: titles, appositions."""
        for at in range(len(lemmas) - 1, -1, -1):
            if agent := self._agent_of(lemmas, at):
                return agent
        return None

    def _sectors(self, mention: Mention, agent: Agent, setting: Setting) -> tuple[list[str], str]:
        words = set(mention.lemmas)
        if words & FORMER and {"GOV", "MIL", "LEG", "JUD", "COP", "SPY"} & set(agent.sectors):
            return ["ELI"], ", former"
        group = self._group(mention, setting)
        if group and mention.lemmas[mention.head_at] in MEMBERS:
            return list(group.sectors), f" of {group.name}"
        return list(agent.sectors), ""

    def _group(self, mention: Mention, setting: Setting) -> Actor | None:
        """The known group that the mention's modifiers or owner name."""
        texts = [list(mention.words)]
        if mention.owner:
            texts.append(list(mention.owner.words))
        for words in texts:
            for _, _, candidates in self.knowledge.named(setting.day, words):
                actor, _ = self._choose(candidates, words, setting)
                if actor.kind != "person" and actor.sectors:
                    return actor
        return None

    def _country(self, mention: Mention, setting: Setting) -> tuple[str | None, str, list[str]]:
        """Country, whence it is known, further countries."""
        codes = self._countries_in(mention.words)
        if codes:
            return codes[-1], "its words", codes[:-1]
        for _, _, candidates in self.knowledge.named(setting.day, list(mention.words)):
            actor, _ = self._choose(candidates, list(mention.words), setting)
            if actor.country:
                return actor.country, f"{actor.name} in its words", []
        if mention.owner:
            owner = self.resolve(mention.owner, setting)
            if owner.country:
                return owner.country, f"that of {owner.text!r}", []
        for where, words in (("set beside it", mention.apposition), ("where it is", mention.country_hint)):
            if codes := self._countries_in(words):
                return codes[-1], where, codes[:-1]
        if setting.country and not FOREIGN & set(mention.words):
            return setting.country, "the report's", []
        return None, "unknown", []

    def _countries_in(self, words: tuple[str, ...]) -> list[str]:
        """Country codes in the words, without backers: not Iran in "Iran-backed"."""
        found = []
        for _, end, word in sorted(self.knowledge.country_in(list(words)), key=lambda f: f[0]):
            backer = end < len(words) and words[end] in BACKERS
            if not backer and word.form != "capital" and word.code not in found:
                found.append(word.code)
        return found

    def _unknown(self, mention: Mention, setting: Setting) -> Entity:
        country, whence, others = self._country(mention, setting._replace(country=None))
        if mention.apposition and (codes := self._countries_in(mention.apposition)):
            country, whence = codes[-1], "set beside it"
        if country is None and mention.label == "PERSON" and setting.country:
            country, whence = setting.country, "the report's"
        sectors = ["CVL"] if mention.label in ("PERSON", "NORP") else []
        return _make(mention, name=mention.span.text, country=country, other_countries=others,
                     sectors=sectors, reason=f"no known actor; country: {whence}")


def _make(
    mention: Mention,
    *,
    name: str,
    country: str | None,
    sectors: list[str],
    reason: str,
    entity: str | None = None,
    other_countries: list[str] | None = None,
    office: str | None = None,
) -> Entity:
    span = mention.span
    return Entity(start=span.start, end=span.end, text=span.text, field=span.field, entity=entity,
                  name=name, country=country, other_countries=other_countries or [],
                  sectors=sectors, office=office, reason=reason)


def _at(actor: Actor, day: str | None) -> tuple[Role | None, list[str], str]:
    """The role held on a day, the sectors that follow, and why.

    Of the dead, and where the day is not known, the last role tells.
    """
    last = max((role.end or DAY for role in actor.roles), default=DAY)
    died_in_office = bool(actor.end) and last[:4] >= actor.end[:4] and actor.kind == "person"
    if day is None or (died_in_office and actor.end <= day[: len(actor.end)] and last < day):
        day = last
    held = [role for role in actor.roles if role.holds(day or DAY)]
    if held:
        role = max(held, key=lambda r: ("GOV" in r.sectors, r.start))
        extra = [s for r in held for s in r.sectors] + list(actor.sectors)
        sectors = list(dict.fromkeys([*role.sectors, *extra]))
        return role, sectors, f"{role.office} since {role.start or 'an unknown date'}"
    ended = [role for role in actor.roles if role.ended(day or DAY)]
    if ended and actor.kind == "person":
        last = ended[-1]
        sectors = list(dict.fromkeys(["ELI", *actor.sectors]))
        return None, sectors, f"{last.office} until {last.end}"
    if ended and actor.kind == "party":
        return None, list(dict.fromkeys([*actor.sectors, "OPP"])), f"in government until {ended[-1].end}"
    return None, list(actor.sectors), "no office at that date"
