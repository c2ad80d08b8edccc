"""What the network is told of each example, and how far it is from a teacher."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from dateline.coding.classifier import Labels  # noqa: E402
from dateline.coding.encoding import Question  # noqa: E402
from dateline.training.examples import Labelled  # noqa: E402
from dateline.training.fit import SHARES, Answers, _distance, answers  # noqa: E402

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


def logits(seed: int) -> list[torch.Tensor]:
    """Of three rows, for each kind of label."""
    torch.manual_seed(seed)
    kinds = (LABELS.types, LABELS.modes, LABELS.contexts, LABELS.auxiliary)
    return [torch.randn(len(ROWS), len(kind)) for kind in kinds]


def distance(given: list[torch.Tensor], taught: list[torch.Tensor], wanted: Answers) -> float:
    return float(_distance(given, taught, wanted, SHARES))


def test_a_teacher_s_equal_answers_are_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = answers(ROWS, LABELS)
    taught = logits(1)
    nearest = distance(taught, taught, wanted)
    for kind in range(len(taught)):
        for change in (-1.0, 1.0):
            given = [each.clone() for each in taught]
            given[kind][0, 0] += change
            if kind == 1:  # of modes, the first row asks those of COERCE
                assert wanted.asked[0, 0] == 1
            assert distance(given, taught, wanted) > nearest
    # of types alone, equal answers are at no distance, and so are all logits higher by as much
    for name in SHARES:
        monkeypatch.setitem(SHARES, name, 0.0)
    assert distance(taught, taught, wanted) == pytest.approx(0, abs=1e-6)
    higher = [taught[0] + 3, *logits(2)[1:]]
    assert distance(higher, taught, wanted) == pytest.approx(0, abs=1e-6)
    assert distance(logits(2), taught, wanted) > 0.01


def test_a_teacher_is_not_asked_for_modes_of_another_type() -> None:
    wanted = answers(ROWS, LABELS)
    taught, given = logits(1), logits(2)
    other = [each.clone() for each in given]
    other[1][1:] += 5  # the second row is of another type, of the third not all is known
    assert distance(other, taught, wanted) == pytest.approx(distance(given, taught, wanted))
    other[1][0] += 5
    assert distance(other, taught, wanted) != pytest.approx(distance(given, taught, wanted))


def test_rows_weigh_alike_in_the_distance() -> None:
    """Twice the rows, the same distance."""
    taught, given = logits(1), logits(2)
    once = distance(given, taught, answers(ROWS, LABELS))
    given, taught = ([torch.cat([each, each]) for each in some] for some in (given, taught))
    assert distance(given, taught, answers(ROWS * 2, LABELS)) == pytest.approx(once)
