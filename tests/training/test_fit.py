"""What the network is told of each example."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from dateline.coding.classifier import Labels  # noqa: E402
from dateline.coding.encoding import Question  # noqa: E402
from dateline.training.examples import Labelled  # noqa: E402
from dateline.training.fit import answers  # noqa: E402

LABELS = Labels(
    version="t",
    types=["AID", "COERCE", "NONE"],
    modes=["COERCE.seize", "COERCE.curfew"],
    contexts=["crime", "legal"],
    auxiliary=["future"],
)
ASKED = Question("Chad jailed a poet.")
ROWS = [
    Labelled(question=ASKED, type="COERCE", modes=["COERCE.curfew"], contexts=["legal"],
             auxiliary=["future"], whole=True),
    Labelled(question=ASKED, type="AID", whole=True),
    Labelled(question=ASKED, type="COERCE", whole=False),
]  # fmt: skip


def test_modes_are_asked_of_their_own_type_and_only_where_all_is_known() -> None:
    given = answers(ROWS, LABELS)
    assert given.types.tolist() == [1, 0, 1]
    assert given.modes.tolist() == [[0, 1], [0, 0], [0, 0]]
    assert given.asked.tolist() == [[1, 1], [0, 0], [0, 0]]
    assert given.whole.tolist() == [1, 1, 0]
    assert given.contexts.tolist() == [[0, 1], [0, 0], [0, 0]]
    assert given.auxiliary.tolist() == [[1], [0], [0]]
