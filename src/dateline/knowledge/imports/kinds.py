"""What kind of actor a name is, told by its words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.resources import files

from dateline.knowledge import Knowledge, fold

_DATA = tomllib.loads((files(__package__) / "kinds.toml").read_text(encoding="utf-8"))
_SECTORS = {w: sector for sector, words in _DATA.pop("sectors").items() for w in words.split()}
_KINDS = {word: kind for kind, words in reversed(list(_DATA.items())) for word in words.split()}
ARMED = frozenset({"REB", "UAF", "PRM", "CRM"})


def kind_of(words: str, sectors: Iterable[str] = ()) -> str | None:
    """The kind that words such as "Ember Liberation Army" tell; None where they tell none.

    The last word says most, then the first: "Front for Change". Those with arms who are no
    state's are a group, whatever they call themselves.
    """
    if not (found := _first(words, _KINDS)):
        return None
    return "group" if found in ("institution", "movement") and ARMED & set(sectors) else found


def sector_of(words: str) -> str | None:
    """The sector that the words tell; None where they tell none."""
    return _first(words, _SECTORS)


def office_sectors(office: str, knowledge: Knowledge) -> list[str]:
    """The sectors of an office: those of its noun ("Deputy Governor of Ashlow State"), or of
    the body that it says; empty where neither tells.
    """
    words = fold(office).split()
    head = words[: next((at for at, word in enumerate(words) if word in ("of", "for")), None)]
    for phrase in (words, *(head[at:] for at in range(len(head)))):
        agent = knowledge.agents.get(" ".join(phrase))
        if agent and phrase != ["member"]:
            return list(agent.sectors)
    body = sector_of(office)
    return [body] if body else []


def _first(text: str, known: dict[str, str]) -> str | None:
    words = fold(text).split()
    ordered = [*words[-1:], *words[:-1]]
    return next((known[word] for word in ordered if word in known), None)
