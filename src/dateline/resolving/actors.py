"""An actor mention -> an Entity as of the report's date, with the reason for each code.

In order: a known name that covers the head; a country, its people or its capital; a
generic agent ("security forces") whose country its words, its owner or the report give;
a number of people. What stays unknown keeps its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from rapidfuzz import fuzz

from dateline.knowledge import Actor, Agent, Knowledge, fold, folded_words
from dateline.resolving.offices import EVER, held, standing
from dateline.types import Entity, Span

FORMER = frozenset({"former", "ex", "ousted", "deposed", "exiled", "late"})
# What follows a backer's name: in "Iran-backed militias" Iran is not whose they are.
BACKERS = frozenset(
    """backed back aligned align led lead based base allied ally supported support linked link
    funded trained born held hold controlled control affiliated sponsored owned financed armed
    equipped supplied installed imposed bankrolled friendly""".split()
)
# With a country's name or adjective these are the state: "Polish People's Republic".
STATE_WORDS = frozenset(
    """republic kingdom federation state states sultanate emirate emirates empire union
    commonwealth principality jamahiriya ssr democratic people peoples s socialist soviet federal
    federative islamic arab hashemite great united independent cooperative popular plurinational
    bolivarian revolutionary royal former of the and""".split()
)
STANCES = frozenset({"pro", "anti"})  # before a name: "pro-Russian separatists" are not Russia's
FOREIGN = frozenset({"foreign", "international", "multinational", "overseas", "global"})
# Nouns that share the sectors of the body whose they are: "Hamas fighters", "leader of a gang".
MEMBERS = frozenset(
    """fighter militant member leader commander official spokesman spokeswoman spokesperson chief
    gunman rebel insurgent guerrilla force troop soldier cadre wing cell faction operative head
    founder deputy movement group jihadist extremist terrorist representative figure unit brigade
    battalion combatant army president chairman chairwoman chairperson secretary boss""".split()
)
ONE_NAME = 65  # similarity, of 100, at which two spellings are one name
STATE_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
ARMED = frozenset({"REB", "UAF", "PRM", "CRM"})  # "Hutu rebels" are armed, whoever the Hutus are
Found = tuple[Agent, int]  # an agent phrase and the place of its first word


class Mention(Protocol):
    """What resolving needs of an actor mention (see mentions/actors.py)."""

    @property
    def span(self) -> Span: ...
    @property
    def words(self) -> tuple[str, ...]: ...
    @property
    def forms(self) -> tuple[str, ...]: ...
    @property
    def lemmas(self) -> tuple[str, ...]: ...
    @property
    def head_at(self) -> int: ...
    @property
    def proper(self) -> bool: ...
    @property
    def label(self) -> str: ...
    @property
    def people(self) -> bool: ...
    @property
    def apposition(self) -> tuple[str, ...]: ...
    @property
    def owner(self) -> Mention | None: ...
    @property
    def country_hint(self) -> tuple[str, ...]: ...


class Setting(NamedTuple):
    """What of the report an actor is resolved against."""

    day: str | None  # publication date
    country: str | None  # the country that the passage is about, for words that give none
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
            or self._spelt_otherwise(mention, setting)
            or self._titled(mention, setting)
            or self._agent(mention, setting)
            or self._unknown(mention, setting)
        )

    def _known(self, mention: Mention, setting: Setting) -> Entity | None:
        if short := setting.names.get(" ".join(mention.words)):
            return self.entity_of(
                mention, self.knowledge.actors[short], setting, "named in full before"
            )
        for start, end, actor, why in self._named(mention, setting):
            if start <= mention.head_at < end and not self._is_state_word(mention, end - start):
                return self.entity_of(mention, actor, setting, why)
        return None

    def _named(self, mention: Mention, setting: Setting) -> Iterator[tuple[int, int, Actor, str]]:
        """Known actors in a mention's words: (first word, word after the last, actor, why)."""
        for start, end, candidates in self.knowledge.named(mention.words, mention.forms):
            name = mention.words[start:end]
            if start <= mention.head_at < end and _after_stance(mention.words, start):
                continue  # "anti-Houthi militias" are not the Houthis
            actor, why = self._choose(candidates, mention, setting)
            if not (
                self._is_other(mention, start, end, actor)
                or self._is_generic(actor, name, mention, setting)
                or self._is_abroad(actor, end, mention)
                or (end - start == 1 and _is_long_dead(actor, setting.day))
            ):
                yield start, end, actor, f"{' '.join(name)!r} {why}"

    def _is_other(self, mention: Mention, start: int, end: int, actor: Actor) -> bool:
        """A bare surname after another first name is another person: "Luis" before "Ortega"."""
        if end - start > 1 or actor.kind != "person":
            return False
        if end < len(mention.forms) and mention.forms[end][:1].isupper() and end <= mention.head_at:
            return True  # "Mubarak" in "Mubarak Osman" is a first name
        if start == 0:
            return False
        before = mention.words[start - 1]
        form = mention.forms[start - 1]
        first_names = {word for name in (actor.name, *actor.aliases) for word in fold(name).split()}
        if any(fuzz.ratio(before, word) >= ONE_NAME for word in first_names):
            return False  # "Qasim" for "Qassem"
        titled = self._agent_of(mention, start - 1) or before in self.knowledge.country_words
        return form[:1].isupper() and not titled

    def _is_state_word(self, mention: Mention, length: int) -> bool:
        """Whether a country's name of the same words or more covers the head."""
        return any(
            start <= mention.head_at < end
            and end - start >= length
            and word.form in ("name", "seat")
            for start, end, word in self.knowledge.country_in(mention.words, mention.forms)
        )

    def _is_generic(
        self, actor: Actor, name: Sequence[str], mention: Mention, setting: Setting
    ) -> bool:
        """Whether a name such as "Congress" is here that of another country's body."""
        if len(name) > 1 or actor.kind in ("person", "people"):
            return False
        if name[0] not in self.knowledge.agents:
            return False
        here = {w.code for _, _, w in self.knowledge.country_in(mention.words, mention.forms)} | {
            setting.country
        }
        return actor.country not in here

    def _is_abroad(self, actor: Actor, end: int, mention: Mention) -> bool:
        """Whether "of" and another country follow the name: "the Communist Party of Malaya"."""
        if actor.kind not in ("party", "institution") or mention.words[end : end + 1] != ("of",):
            return False
        codes = self._countries_in(mention.words[end:], mention.forms[end:])
        return bool(codes) and actor.country not in codes

    def _choose(
        self, candidates: list[Actor], mention: Mention, setting: Setting
    ) -> tuple[Actor, str]:
        """The candidate that fits the words' country, the date and the report's country."""
        if len(candidates) == 1:
            return candidates[0], "is the only actor of that name"
        countries = [
            word.code for _, _, word in self.knowledge.country_in(mention.words, mention.forms)
        ]
        day = setting.day or EVER

        def fit(actor: Actor) -> tuple[bool, bool, bool, bool]:
            return (
                actor.country in countries,
                (not actor.start or actor.start <= day) and (not actor.end or day <= actor.end),
                actor.country == setting.country,
                any(role.holds(day) for role in actor.roles),
            )

        return max(candidates, key=fit), f"fits country and date best of {len(candidates)}"

    def entity_of(self, mention: Mention, actor: Actor, setting: Setting, why: str) -> Entity:
        role, sectors, reason = standing(actor, setting.day)
        if role and (party := self.knowledge.actors.get(role.organisation)):
            sectors += [s for s in standing(party, setting.day).sectors if s == "OPP"]
        title = self._title(mention) if actor.kind == "person" else None
        if FORMER & set(mention.words) and actor.kind == "person":
            rest = [s for s in sectors if s not in ("GOV", "ELI")]
            role, sectors, reason = None, ["ELI", *rest], "called former"
        elif (
            title
            and STATE_SECTORS & set(title.sectors)
            and not set(title.sectors) & set(sectors[:1])
            and not (sectors[:1] == ["ELI"] and "MIL" in title.sectors)  # a general keeps his rank
        ):
            sectors = list(dict.fromkeys([*title.sectors, *(s for s in sectors if s != "ELI")]))
            reason = f"called {title.phrase!r}"
        country = (role.country if role and role.country else None) or actor.country
        unsaid = ("", "leader", "governing party")  # no offices that stand before a name
        office = role.office if role and role.office not in unsaid else None
        return _make(
            mention, name=actor.name, country=country, sectors=sectors, entity=actor.id,
            other_countries=[c for c in actor.other_countries if c != country], office=office,
            reason=f"{why}; {reason}",
        )  # fmt: skip

    def _title(self, mention: Mention) -> Agent | None:
        """The office that stands before a name: "Prime Minister Nuri al-Maliki"."""
        for at in range(mention.head_at - 1, -1, -1):
            if found := self._agent_of(mention, at):
                return found[0]
        return None

    def _spelt_otherwise(self, mention: Mention, setting: Setting) -> Entity | None:
        """A known person's full name in a spelling that no list holds, or with an initial."""
        if mention.label not in ("PERSON", ""):
            return None
        end = mention.head_at + 1
        codes = {*self._countries_in(mention.words, mention.forms), setting.country}
        for start in range(max(end - 4, 0), end - 1):
            actor = self.knowledge.spelt_like(mention.words[start:end])
            at_home = actor and (actor.country in codes or not mention.label)
            if actor and at_home and all(f != f.lower() for f in mention.forms[start:end]):
                return self.entity_of(mention, actor, setting, f"spelt like {actor.name!r}")
        return None

    def _titled(self, mention: Mention, setting: Setting) -> Entity | None:
        """An office and a bare surname: "President Carter", of the one who held it that day."""
        if mention.head_at == 0 or setting.day is None:
            return None
        title = self._agent_of(mention, mention.head_at - 1)
        if title is None or not STATE_SECTORS & set(title[0].sectors):
            return None
        codes: list[str | None] = [*self._countries_in(mention.words, mention.forms)]
        former = bool(FORMER & set(mention.words))
        holders = [
            actor
            for id_ in self.knowledge.surnames.get(mention.words[mention.head_at], ())
            if (actor := self.knowledge.actors[id_]).country in (codes or [actor.country])
            and held(actor, title[0].phrase, setting.day, former=former)
        ]
        here = [actor for actor in holders if actor.country == setting.country]
        one = here if len(holders) > 1 else holders
        why = f"{title[0].phrase} of that surname"
        return self.entity_of(mention, one[0], setting, why) if len(one) == 1 else None

    def _state(self, mention: Mention) -> Entity | None:
        found = list(self.knowledge.country_in(mention.words, mention.forms))
        for start, end, word in found:
            if start <= mention.head_at < end:
                return self._as_state(mention, word.code, word.form)
        rest = set(mention.lemmas).difference(*(mention.lemmas[s:e] for s, e, _ in found))
        if len(found) == 1 and rest <= STATE_WORDS and found[0][2].form in ("name", "adjective"):
            return self._as_state(mention, found[0][2].code, "name")
        return None

    def _as_state(self, mention: Mention, code: str, form: str) -> Entity:
        country = self.knowledge.countries[code]
        people = form == "demonym" or (form == "adjective" and not mention.proper)
        sectors = ["CVL"] if people else ["GOV"]
        why = {
            "name": "the state for its government",
            "capital": "the capital for its government",
            "seat": "the seat for its government",
        }.get(form, "the people of the country")
        name = mention.span.text if people else country.name
        entity = None if people else code
        return _make(mention, name=name, country=code, sectors=sectors, reason=why, entity=entity)

    def _agent(self, mention: Mention, setting: Setting) -> Entity | None:
        found, note = self._which_agent(mention)
        if found is None:
            return None
        sectors, why = self._sectors(mention, found, setting)
        country, whence, others = self._country(mention, setting, found.phrase.split())
        return _make(
            mention, name=mention.span.text, country=country, sectors=sectors,
            other_countries=others, reason=f"{note}: {found.phrase!r}{why}; country: {whence}",
        )  # fmt: skip

    def _which_agent(self, mention: Mention) -> tuple[Agent | None, str]:
        """The agent phrase at the head, in the title of a name, or beside it; else a number."""
        person = mention.label == "PERSON" and mention.head_at > 0
        if not person and (found := self._agent_of(mention, mention.head_at)):
            return found[0], "its words"
        if mention.proper and (title := self._title(mention)):
            return title, "its title"
        if beside := self._agent_beside(mention.apposition):
            return beside, "set beside it"
        if not mention.proper and mention.label in ("CARDINAL", "DATE", "QUANTITY"):
            return Agent("a number of people", ("CVL",), "group"), "its words"
        return None, ""

    def _agent_of(self, mention: Mention, at: int) -> Found | None:
        """The longest agent phrase around a word: "riot police", "house of representatives".

        What stands before the word may be inflected; what follows its "of" stands as written.
        """
        after = _of_phrase(mention.words, at)
        for end in range(after, at, -1):
            tail = (mention.lemmas[at], *mention.words[at + 1 : end])
            for start in range(max(at - 3, 0), at + 1):
                for before in (mention.lemmas[start:at], mention.words[start:at]):
                    if agent := self.knowledge.agents.get(" ".join((*before, *tail))):
                        return agent, start
        return None

    def _agent_beside(self, apposition: tuple[str, ...]) -> Agent | None:
        lemmas, _ = folded_words(" ".join(apposition))
        for end in range(len(lemmas), 0, -1):
            for start in range(max(end - 4, 0), end):
                if agent := self.knowledge.agents.get(" ".join(lemmas[start:end])):
                    return agent
        return None

    def _sectors(self, mention: Mention, agent: Agent, setting: Setting) -> tuple[list[str], str]:
        if set(mention.words) & FORMER and STATE_SECTORS & set(agent.sectors):
            return ["ELI"], ", former"
        last = agent.phrase.split()[-1]
        if last not in MEMBERS:
            return list(agent.sectors), ""
        if group := self._group(mention, setting):
            theirs = list(standing(group, setting.day).sectors)
            armed = ARMED & set(agent.sectors) and not (ARMED | STATE_SECTORS) & set(theirs)
            return (list(agent.sectors) if armed else theirs), f" of {group.name}"
        if mention.owner and not self._is_country(mention.owner):
            owner = self.resolve(mention.owner, setting)
            if owner.sectors:
                return owner.sectors, f" of {owner.text!r}"
        if agent.phrase == last and "GOV" in agent.sectors and self._has_body(mention):
            return ["SOC"], " of a body that is not known"
        return list(agent.sectors), ""

    def _is_country(self, mention: Mention) -> bool:
        return any(True for _ in self.knowledge.country_in(mention.words, mention.forms))

    def _has_body(self, mention: Mention) -> bool:
        """Whether the name of some body stands first: "Sabha president Gurdev Singh Mann"."""
        first = mention.forms[0]
        known = mention.words[0] in self.knowledge.country_words
        return first[:1].isupper() and not known and self._agent_of(mention, 0) is None

    def _group(self, mention: Mention, setting: Setting) -> Actor | None:
        """The known body that the mention's modifiers or owner name."""
        for each in filter(None, (mention, mention.owner)):
            for _, _, actor, _ in self._named(each, setting):
                if actor.kind != "person" and actor.sectors:
                    return actor
        return None

    def _country(
        self, mention: Mention, setting: Setting, agent: Sequence[str] = ()
    ) -> tuple[str | None, str, list[str]]:
        """Country, whence it is known, further countries; `agent` are words that name no body."""
        if codes := self._countries_in(mention.words, mention.forms):
            return codes[-1], "its words", codes[:-1]
        for start, end, actor, _ in self._named(mention, setting):
            # a body that leads a force is whose it is, one that backs it is not
            leads = mention.words[end : end + 1] == ("led",)
            aside = not leads and _is_aside(mention.words, start, end)
            if actor.country and not aside and not set(mention.lemmas[start:end]) <= set(agent):
                return actor.country, f"{actor.name} in its words", []
        if mention.owner:
            owner = self.resolve(mention.owner, setting)
            if owner.country:
                return owner.country, f"that of {owner.text!r}", []
        hints = (("set beside it", mention.apposition), ("where it is", mention.country_hint))
        for where, words in hints:
            if codes := self._countries_in(*folded_words(" ".join(words))):
                return codes[-1], where, codes[:-1]
        for start, end, word in self.knowledge.country_in(mention.words, mention.forms):
            if word.form == "capital" and not _is_aside(mention.words, start, end):
                return word.code, "its capital", []
        if setting.country and not FOREIGN & set(mention.words):
            return setting.country, "the report's", []
        return None, "unknown", []

    def _countries_in(self, words: Sequence[str], forms: Sequence[str]) -> list[str]:
        """Country codes in the words, without backers: not Iran in "Iran-backed"."""
        found = []
        for start, end, word in sorted(self.knowledge.country_in(words, forms), key=lambda f: f[0]):
            aside = _is_aside(words, start, end)
            if not aside and word.form != "capital" and word.code not in found:
                found.append(word.code)
        return found

    def _unknown(self, mention: Mention, setting: Setting) -> Entity:
        country, whence, others = self._country(mention, setting)
        people = mention.people or mention.label in ("PERSON", "NORP")
        if not people and mention.label != "ORG" and whence == "the report's":
            country, whence = None, "unknown"
        sectors = ["CVL"] if people else []
        return _make(mention, name=mention.span.text, country=country, other_countries=others,
                     sectors=sectors, reason=f"no known actor; country: {whence}")  # fmt: skip


def _is_long_dead(actor: Actor, day: str | None) -> bool:
    """Whether a person died in an earlier year: a bare surname is then somebody else's."""
    return actor.kind == "person" and bool(actor.end and day) and actor.end[:4] < str(day)[:4]


def _of_phrase(words: Sequence[str], at: int) -> int:
    """Where a phrase of up to four words that follow a word's "of" may end."""
    follows = at + 1 < len(words) and words[at + 1] == "of"
    return min(len(words), at + 5) if follows else at + 1


def _is_aside(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a name only says who backs a party, or whom it favours: "Iran-backed"."""
    return (end < len(words) and words[end] in BACKERS) or _after_stance(words, start)


def _after_stance(words: Sequence[str], start: int) -> bool:
    return start > 0 and words[start - 1] in STANCES


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
                  sectors=sectors, office=office, reason=reason)  # fmt: skip
