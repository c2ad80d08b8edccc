"""`dateline export`: a store goes out in other formats, and what they cannot say is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas
import pytest
from tests.export.samples import claim, count, entity, results

from dateline.cli import main
from dateline.store import Store, Versions

VERSIONS = Versions(coder="c", codebook="b", knowledge="k", model="m", classifier="l", places="p")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an attack, a rally called off, and a rally of unknown time."""
    army, farmers = entity("Army", "IRQ", "MIL"), entity("Farmers", "IRQ", "AGR")
    found = results(
        [claim(1, "ASSAULT", actors=[army], recipients=[farmers], counts=[count("killed", 3, 5)])],
        [claim(2, "PROTEST", "demo", actors=[farmers], auxiliary=["negation"])],
        [claim(3, "PROTEST", "demo", actors=[farmers], time=None)],
    )
    path = tmp_path_factory.mktemp("stores") / "news.dateline"
    store = Store.create(path)
    with store.run(VERSIONS) as run:
        run.add([(found.reports[0], found.claims)], [])
    store.publish(found.events, [])
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run the command line: how it ended, and what it said."""

    def of(*args: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["dateline", "export", *map(str, args)])
        with pytest.raises(SystemExit) as end:
            main()
        said = capfd.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return of


def test_rows_go_out_and_the_rest_is_told(store: Path, run: Run, tmp_path: Path) -> None:
    out, told = tmp_path / "new" / "events.csv", tmp_path / "report.json"
    code, said, err = run("acled", store, "--output", out, "--report", told)
    assert (code, said) == (0, "")
    assert pandas.read_csv(out)["fatalities"].tolist() == [3]
    assert "left out: 1 told as negation" in err
    report = json.loads(told.read_text(encoding="utf-8"))
    assert report["rows"] == 1
    assert sum(report["left_out"].values()) == 2
    assert report["coarsened"] == {"fatalities: the least of a range stands for it": 1}


def test_without_a_path_rows_go_to_standard_output(store: Path, run: Run) -> None:
    code, said, _ = run("geojson", store)
    assert code == 0
    assert [each["id"] for each in json.loads(said)["features"]] == ["ec1", "ec2", "ec3"]


def test_claims_are_exported_too(store: Path, run: Run) -> None:
    _, said, _ = run("plover", store, "--level", "claims")
    assert [json.loads(line)["id"] for line in said.splitlines()] == ["c1", "c2"]


def test_nothing_is_said_of_a_format_that_says_all(store: Path, run: Run) -> None:
    code, said, err = run("jsonl", store)
    assert (code, err) == (0, "")
    assert len(said.splitlines()) == 3


def test_older_names(store: Path, run: Run) -> None:
    _, said, _ = run("polecat", store, "--legacy-names")
    assert said.split("\n")[0].split("\t")[4] == "Event Intensity"
    code, _, err = run("icews", store, "--legacy-names")
    assert code == 2
    assert "icews has no older names; polecat has" in err


def test_mistakes_are_told_before_anything_is_written(
    store: Path, run: Run, tmp_path: Path
) -> None:
    for args, told in (
        (("excel", store), "excel: unknown; there are acled, csv"),
        (("icews", tmp_path), str(tmp_path)),
        (("icews", store, "--output", store), "this is an input"),
        (("icews", store, "--output", tmp_path), "this is a folder"),
        (("icews", store, "--output", tmp_path / "x", "--report", tmp_path / "x"), "this is also"),
    ):
        code, _, err = run(*args)
        assert code == 2
        assert told in err
        assert err.count("\n") == 1
    assert not [*tmp_path.iterdir()]
