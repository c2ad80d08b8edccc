"""The user's own knowledge: what it adds and replaces, and how its errors read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.config import knowledge_folder
from dateline.errors import KnowledgeError
from dateline.knowledge import load_knowledge
from dateline.types import Report

ACTORS = "id,name,aliases,kind,country,sectors,from,to\n"
ROLES = "actor,office,country,sectors,from,to\n"
Fill = Callable[..., Path]


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """Write files of a user's folder: `fill(**{"actors/own.csv": text})`."""

    def of(**files: str) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return of


def test_tests_read_an_empty_folder() -> None:
    assert knowledge_folder() == Path(os.environ["DATELINE_KNOWLEDGE"])
    assert not list(knowledge_folder().iterdir())


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert load_knowledge(tmp_path / "none").version == load_knowledge().version


def test_own_actors_with_roles(fill: Fill) -> None:
    rows = "ember-front,Ember Front,EF,group,KEN,REB,2019,\n"
    folder = fill(
        **{
            "actors/own.csv": ACTORS + rows,
            "roles/own.csv": ROLES + "ember-front,governing party,KEN,GOV,2024-05,\n",
        }
    )
    knowledge = load_knowledge(folder)
    actor = knowledge.actors["ember-front"]
    assert (actor.country, actor.sectors, actor.roles[0].start) == ("KEN", ("REB",), "2024-05")
    assert knowledge.names["ember front"] == ("ember-front",)
    assert "ef" in knowledge.abbreviations
    assert knowledge.version != load_knowledge().version


def test_a_row_with_a_known_id_replaces_it(fill: Fill) -> None:
    row = "boris-yeltsin,Boris Yeltsin,Old Boris,person,RUS,,1931,2007\n"
    role = "boris-yeltsin,President,RUS,GOV,1991-07-10,1999-12-30\n"
    known = load_knowledge().actors["boris-yeltsin"]
    first = min(r.start for r in known.roles if r.office == "President")
    role = f"boris-yeltsin,President,RUS,GOV,{first},1999-12-30\n"
    knowledge = load_knowledge(fill(**{"actors/a.csv": ACTORS + row, "roles/a.csv": ROLES + role}))
    actor = knowledge.actors["boris-yeltsin"]
    assert actor.aliases == ("Old Boris",)
    assert [r.end for r in actor.roles if r.office == "President"] == ["1999-12-30"]
    assert len(actor.roles) == len(known.roles)
    assert len(knowledge.actors) == len(load_knowledge().actors)


def test_own_name_wins_where_both_fit(fill: Fill) -> None:
    row = "own-swapo,SWAPO,,party,NAM,OPP,,\n"
    knowledge = load_knowledge(fill(**{"actors/a.csv": ACTORS + row}))
    assert knowledge.names["swapo"][:2] == ("own-swapo", "swapo")


def test_own_agents(fill: Fill) -> None:
    folder = fill(**{"agents/a.csv": "phrase,sectors,kind\nglade warden,COP,person\n"})
    assert load_knowledge(folder).agents["glade warden"].sectors == ("COP",)


def test_the_last_file_counts(fill: Fill) -> None:
    folder = fill(
        **{
            "actors/b.csv": ACTORS + "ember-front,Ember Front,,group,UGA,REB,,\n",
            "actors/a.csv": ACTORS + "ember-front,Ember Front,,group,KEN,REB,,\n",
        }
    )
    assert load_knowledge(folder).actors["ember-front"].country == "UGA"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Ember,Ember Front,,group,KEN,REB,,", "id 'Ember': write it with a-z"),
        ("ember,Ember Front,,grup,KEN,REB,,", r"kind 'grup' is unknown \(did you mean 'group'\?\)"),
        ("ember,Ember Front,,group,KENN,REB,,", r"country 'KENN' is unknown \(did you mean 'KEN'"),
        ("ember,Ember Front,,group,KEN,RBE,,", "sector 'RBE' is unknown.*there are AGR"),
        ("ember,Ember Front,,group,KEN,REB,19,", "from '19' is no date; write YYYY"),
        ("ember,Ember Front,,group,KEN,REB,2020,2019-01", "from 2020 is after to 2019-01"),
        ("ember,,,group,KEN,REB,,", "name is empty; every row needs id, name, kind"),
        ("ember,Ember, Front,group,KEN,REB,,,", "8 columns expected"),
    ],
)
def test_errors_name_file_line_and_what_was_allowed(fill: Fill, row: str, told: str) -> None:
    folder = fill(**{"actors/own.csv": f"{ACTORS}ash,Ash League,,group,KEN,REB,,\n{row}\n"})
    with pytest.raises(KnowledgeError, match=f"own.csv, line 3: {told}"):
        load_knowledge(folder)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("actors/a.csv", "id,name,alias,kind\nx,X,,group\n", "'alias' is unknown.*'aliases'"),
        ("actors/a.csv", "id,name\nx,X\n", "kind is empty"),
        ("roles/a.csv", ROLES + "nobody-here,leader,KEN,,,\n", "'nobody-here' is no known id"),
        ("agents/a.csv", "phrase,sectors,kind\nwarden,COPS,person\n", "sector 'COPS'"),
    ],
)
def test_errors_of_other_files(fill: Fill, name: str, text: str, told: str) -> None:
    with pytest.raises(KnowledgeError, match=f"line 2: .*{told}"):
        load_knowledge(fill(**{name: text}))


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "a.csv").write_bytes(b"id,name,kind\nx,Ren\xe9,person\n")
    with pytest.raises(KnowledgeError, match=r"a\.csv, line 2: not UTF-8; save it as UTF-8"):
        load_knowledge(tmp_path)


def test_coding_uses_it(fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.pipeline import Coder

    row = "ember-front,Ember Front,,group,KEN,REB,2019,\n"
    monkeypatch.setenv("DATELINE_KNOWLEDGE", str(fill(**{"actors/own.csv": ACTORS + row})))
    text = "The Ember Front attacked a police station in Uganda on Monday, killing four officers."
    claims = Coder().code(Report(id="r", text=text, published="2025-03-04"))
    parties = [(actor.entity, actor.country) for claim in claims for actor in claim.actors]
    assert ("ember-front", "KEN") in parties
