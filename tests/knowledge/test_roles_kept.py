"""No row of the built-in roles is lost in loading."""

from __future__ import annotations

import csv

from dateline.knowledge import FOLDER, load_builtin


def test_every_role_written_is_a_role_known() -> None:
    rows = [
        row
        for path in sorted((FOLDER / "roles").glob("*.csv"))
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    ]
    known = sum(len(actor.roles) for actor in load_builtin().actors.values())
    assert known == len(rows)
