"""dateline link: the same claims, another rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli import cli
from dateline.linking.rule import RULE
from dateline.store import Store, Versions, link_store
from dateline.types import Claim, Count, Evidence, Report, Span

WORDS = "Gunmen attacked a market, killing 12. The attack killed 15, said the mayor."


def claim(number: int, killed: int, field: str = "text") -> Claim:
    span = Span(start=0, end=6, text="Gunmen", field=field)  # type: ignore[arg-type]
    return Claim(
        id=f"c{number}", report_id="r", paragraph=0, type="ASSAULT", modes=[], contexts=[], quad=4,
        scale=-9.0, auxiliary=[], actors=[], recipients=[], complete=False, place=None, time=None,
        counts=[Count(start=0, end=6, text="Gunmen", kind="killed", low=killed, high=killed)],
        attribution=[], evidence=Evidence(sentence=span, trigger=span),
        confidence=0.1 * number, coder="c", codebook="b",
    )  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "news.dateline"
    versions = Versions(coder="c", codebook="b", knowledge="k", model="m", classifier="f",
                        places="p")  # fmt: skip
    with Store.create(path) as made:
        with made.run(versions) as run:
            run.add([(Report(id="r", text=WORDS), [claim(1, 12), claim(2, 15)])], [])
        link_store(made)
    return path


def test_a_rule_of_one_s_own_makes_the_fields(store: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(RULE.read_text().replace('choose = "highest"', 'choose = "mean"'))
    with Store.open(store) as opened:
        before = {event.id: event.confidence for event in opened.events()}
    result = CliRunner().invoke(cli, ["link", str(store), "--rule", str(mine)])
    assert result.exit_code == 0, result.output
    with Store.open(store) as opened:
        after = {event.id: event for event in opened.events()}
    assert after.keys() == before.keys()
    held = {"c1": 0.1, "c2": 0.2}
    for event in after.values():
        every = [held[claim_id] for claim_id in event.claims]
        assert event.confidence == pytest.approx(sum(every) / len(every))


def test_a_rule_that_lacks_a_key_is_refused(store: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('name = "mine"\nversion = "1"\n')
    result = CliRunner().invoke(cli, ["link", str(store), "--rule", str(mine)])
    assert result.exit_code != 0
    assert "mine.toml" in str(result.exception) + result.output
