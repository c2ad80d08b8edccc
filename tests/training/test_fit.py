"""What the network is told of each example, and the mean of several networks."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from dateline.coding.classifier import Labels  # noqa: E402
from dateline.coding.encoding import Question  # noqa: E402
from dateline.training.examples import Labelled  # noqa: E402
from dateline.training.fit import answers, average  # noqa: E402

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


def test_networks_are_averaged_weight_by_weight() -> None:
    networks = [torch.nn.Linear(2, 2) for _ in range(3)]
    for number, network in enumerate(networks):
        torch.nn.init.constant_(network.weight, number)
        torch.nn.init.constant_(network.bias, 2 * number)
    mean = average(networks)  # type: ignore[arg-type]
    assert mean.weight.tolist() == [[1, 1], [1, 1]]
    assert mean.bias.tolist() == [2, 2]
